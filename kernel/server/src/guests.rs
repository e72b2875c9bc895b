//! What is to be seen to because anybody at all may be a guest: that files of guests do not fill the disk, and that guests
//! whose passes are over, and of whom nothing is kept, are cleared away.

use crate::Desk;
use crate::http::problem::{Answer, Problem};
use ombud_identity::{Network, guest};
use ombud_store::UnitOfWork;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The largest file of a guest.
pub(crate) const FILE: u64 = 20 << 20;

/// What guests of one network may send in an hour.
const FILES: u64 = 256 << 20;
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Networks that are remembered before those whose hour is over are forgotten.
const NETWORKS: usize = 10_000;

/// How much guests have sent, by network, each since when.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<HashMap<String, (Instant, u64)>>);

impl Uploads {
    /// Counts bytes that come from a network address.
    ///
    /// # Errors
    /// It is enough for an hour.
    pub fn take(&self, address: &str, bytes: u64, now: Instant) -> Answer<()> {
        let network =
            address.parse().map_or_else(|_| address.to_owned(), |one| Network::of_one(one).to_string());
        let mut sent = self.0.lock();
        if sent.len() > NETWORKS {
            sent.retain(|_, (since, _)| now.duration_since(*since) < HOUR);
        }
        let (since, so_far) = sent.entry(network).or_insert((now, 0));
        if now.duration_since(*since) >= HOUR {
            (*since, *so_far) = (now, 0);
        }
        if *so_far + bytes > FILES {
            let detail = "guests have sent many files from this network: try again in an hour";
            return Err(Problem::new(429, "too many attempts", detail));
        }
        *so_far += bytes;
        Ok(())
    }
}

/// How often it is looked for some.
const SWEEP: Duration = Duration::from_secs(60 * 60);

/// Guests of one commit: more would keep others waiting.
const BATCH: usize = 50;

/// Until the desk is being closed.
pub(crate) fn keep(desk: &Arc<Desk>) {
    let (desk, mut closing) = (Arc::downgrade(desk), desk.closing.subscribe());
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = closing.changed() => return,
                () = tokio::time::sleep(SWEEP) => {}
            }
            let Some(desk) = desk.upgrade() else { return };
            if clear(&desk).await.is_err() {
                tracing::warn!("guests who have left could not be cleared away; trying again in an hour");
            }
        }
    });
}

/// Clears away all that are due.
pub(crate) async fn clear(desk: &Desk) -> Answer<()> {
    loop {
        let work = |unit: &mut UnitOfWork| -> Answer<usize> { Ok(guest::clear(unit, desk.now(), BATCH)?) };
        if desk.store().run(work).await? < BATCH {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_guests_sends_so_much_in_an_hour_and_others_go_on() {
        let (uploads, now) = (Uploads::default(), Instant::now());
        uploads.take("2001:db8::1", FILES - 1, now).unwrap();
        assert_eq!(uploads.take("2001:db8::2", 2, now).unwrap_err().status, 429, "one /64 is one network");
        uploads.take("2001:db8::2", 1, now).unwrap();
        uploads.take("192.0.2.1", FILES, now).unwrap();
        uploads.take("2001:db8::1", FILES, now + HOUR).unwrap();
    }
}
