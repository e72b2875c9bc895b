//! What is to be seen to because anybody at all may be a guest: that files of guests do not fill the disk, that their live
//! streams leave connections for others, and that guests whose passes are over, and of whom nothing is kept, are cleared away.

use crate::Desk;
use crate::http::problem::{Answer, Problem};
use ombud_access::UserId;
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

/// Networks that are remembered; those that began longest ago are forgotten first.
const NETWORKS: usize = 10_000;

/// Live streams at once: of one guest, who may have as many tabs; and of one network, behind which a school may be.
const OF_GUEST: usize = 8;
const OF_NETWORK: usize = 400;

/// Streams that a guest opens in a [`MINUTE`]: each costs a look at what was missed.
const OPENED: u32 = 40;
const MINUTE: Duration = Duration::from_secs(60);

/// How much guests have sent, by network, each since when.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<HashMap<String, (Instant, u64)>>);

impl Uploads {
    /// Counts bytes that come from a network address.
    ///
    /// # Errors
    /// It is enough for an hour.
    pub fn take(&self, address: &str, bytes: u64, now: Instant) -> Answer<()> {
        let network = network(address);
        let mut sent = self.0.lock();
        if sent.len() >= NETWORKS && !sent.contains_key(&network) {
            make_room(&mut sent, now);
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

fn network(address: &str) -> String {
    address.parse().map_or_else(|_| address.to_owned(), |one| Network::of_one(one).to_string())
}

/// Forgets whose hour is over, and of the others so many that it is not looked again soon.
fn make_room(sent: &mut HashMap<String, (Instant, u64)>, now: Instant) {
    sent.retain(|_, (since, _)| now.duration_since(*since) < HOUR);
    let mut begun: Vec<Instant> = sent.values().map(|(since, _)| *since).collect();
    if begun.len() > NETWORKS / 2 {
        let (_, middle, _) = begun.select_nth_unstable(NETWORKS / 2);
        let middle = *middle;
        sent.retain(|_, (since, _)| *since > middle);
    }
}

/// The live streams of guests.
pub(crate) struct Streams {
    /// So many at once, of all.
    of_all: usize,
    /// How many are open, by guest, by network, and of all.
    open: Mutex<HashMap<String, usize>>,
    opened: Mutex<HashMap<UserId, (Instant, u32)>>,
}

/// A stream is open as long as this is kept.
pub(crate) struct OpenStream {
    streams: Arc<Streams>,
    counted: [String; 3],
}

impl Streams {
    pub fn new(of_all: u32) -> Streams {
        Streams { of_all: of_all as usize, open: Mutex::default(), opened: Mutex::default() }
    }

    /// Lets a guest at this network address open one more.
    ///
    /// # Errors
    /// There are enough, or too many were opened just now.
    pub fn open(self: &Arc<Streams>, guest: UserId, address: &str, now: Instant) -> Answer<OpenStream> {
        let refused = |detail| Problem {
            retry_after: Some(MINUTE.as_secs()),
            ..Problem::new(429, "too many attempts", detail)
        };
        if !self.admit(guest, now) {
            return Err(refused("live streams were opened too often: wait a minute"));
        }
        let counted = [guest.to_string(), network(address), "all".to_owned()];
        let mut open = self.open.lock();
        for (one, most) in counted.iter().zip([OF_GUEST, OF_NETWORK, self.of_all]) {
            if open.get(one).is_some_and(|open| *open >= most) {
                return Err(refused(
                    "too many live streams of guests are open: close one, or try again later",
                ));
            }
        }
        for one in &counted {
            *open.entry(one.clone()).or_default() += 1;
        }
        drop(open);
        Ok(OpenStream { streams: self.clone(), counted })
    }

    fn admit(&self, guest: UserId, now: Instant) -> bool {
        let mut opened = self.opened.lock();
        if opened.len() >= NETWORKS && !opened.contains_key(&guest) {
            opened.retain(|_, (since, _)| now.duration_since(*since) < MINUTE);
        }
        let (since, times) = opened.entry(guest).or_insert((now, 0));
        if now.duration_since(*since) >= MINUTE {
            (*since, *times) = (now, 0);
        }
        *times += 1;
        *times <= OPENED
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock();
        for one in &self.counted {
            if let Some(left) = open.get_mut(one) {
                *left -= 1;
                if *left == 0 {
                    open.remove(one);
                }
            }
        }
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
    use ombud_access::Timestamp;

    #[test]
    fn a_network_of_guests_sends_so_much_in_an_hour_and_others_go_on() {
        let (uploads, now) = (Uploads::default(), Instant::now());
        uploads.take("2001:db8::1", FILES - 1, now).unwrap();
        assert_eq!(uploads.take("2001:db8::2", 2, now).unwrap_err().status, 429, "one /64 is one network");
        uploads.take("2001:db8::2", 1, now).unwrap();
        uploads.take("192.0.2.1", FILES, now).unwrap();
        uploads.take("2001:db8::1", FILES, now + HOUR).unwrap();
    }

    #[test]
    fn however_many_networks_send_files_what_is_remembered_is_bounded() {
        let (uploads, now) = (Uploads::default(), Instant::now());
        for n in 0..NETWORKS as u64 * 2 {
            let address = format!("10.{}.{}.{}", n >> 16, n >> 8 & 255, n & 255);
            uploads.take(&address, 1, now + Duration::from_millis(n)).unwrap();
        }
        assert!(uploads.0.lock().len() <= NETWORKS);
    }

    const OF_ALL: u32 = OF_NETWORK as u32 + 1;

    fn guest(n: u16) -> UserId {
        let mut chance = [7; 10];
        chance[..2].copy_from_slice(&n.to_be_bytes());
        UserId(ombud_access::Id::new(Timestamp(1), chance))
    }

    #[test]
    fn a_guest_and_a_network_have_so_many_streams_at_once_and_room_again_when_one_ends() {
        let (streams, now) = (Arc::new(Streams::new(OF_ALL)), Instant::now());
        let open = |n: u16, address: &str| streams.open(guest(n), address, now);
        let mut mine: Vec<OpenStream> = (0..OF_GUEST).map(|_| open(0, "192.0.2.1").unwrap()).collect();
        assert_eq!(open(0, "192.0.2.9").err().map(|problem| problem.status), Some(429));
        mine.pop();
        mine.push(open(0, "192.0.2.1").unwrap());
        let others = (OF_GUEST..OF_NETWORK).map(|n| open(n as u16, "192.0.2.1").unwrap());
        let others: Vec<OpenStream> = others.collect();
        assert!(open(9_999, "192.0.2.1").is_err(), "it is enough for one network");
        let other = open(9_999, "192.0.2.2").unwrap();
        assert!(open(9_998, "192.0.2.3").is_err(), "and for all");
        drop(other);
        drop((mine, others));
        assert!(streams.open.lock().is_empty(), "nothing is left of them");
    }

    #[test]
    fn whoever_comes_again_and_again_waits() {
        let (streams, now) = (Arc::new(Streams::new(OF_ALL)), Instant::now());
        let come = |now| streams.open(guest(0), "192.0.2.1", now).is_ok();
        let times = (0..OPENED * 2).filter(|_| come(now)).count();
        assert_eq!(times, OPENED as usize);
        assert!(come(now + MINUTE));
    }
}
