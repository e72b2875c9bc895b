//! Gives the signs of life, and makes connections when they are missing: nobody who reads waits for that.

use super::fault::Fault;
use super::lease::BEAT;
use super::link::Link;
use super::{AGAIN, READERS, Shared};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// How long the answer to a sign of life may take: with a pause before it, less than the term of the lease.
const SIGN: Duration = Duration::from_secs(8);
/// How often the size is asked for.
const MEASURED: Duration = Duration::from_secs(60);

/// Gives signs of life for as long as the engine is there, and makes connections anew.
pub(super) async fn keep(shared: Arc<Shared>, link: Link) {
    let (mut link, mut measured) = (Some(link), Instant::now());
    // What was logged last: it is tried often, and said once.
    let mut said = String::new();
    loop {
        let pause = match shared.tend(&mut link, &mut measured).await {
            Ok(()) => {
                if shared.away.write().take().is_some() {
                    tracing::info!(database = %shared.database, "the desk's database is there again");
                }
                said.clear();
                BEAT
            }
            Err(fault) => {
                link = None;
                if said != fault.words() {
                    said = fault.words();
                    tracing::warn!(database = %shared.database, "the desk's database {said}");
                }
                shared.end_if_final(&fault);
                shared.lose_all(&fault);
                if fault.is_final() {
                    return;
                }
                AGAIN
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = shared.wake.notified() => {}
        }
    }
}

impl Shared {
    /// Gives a sign of life, and makes the connections that are missing.
    async fn tend(&self, link: &mut Option<Link>, measured: &mut Instant) -> Result<(), Fault> {
        let at = match link.take_if(|link| !link.is_closed()) {
            Some(at) => at,
            None => Link::connect(&self.database, &self.tls).await?,
        };
        let at = link.insert(at);
        let (given, beaten) = loop {
            let given = Instant::now();
            let beaten = timeout(SIGN, at.client.execute(self.sql.beat.as_str(), &[&self.epoch])).await;
            match beaten.map_err(|_| Fault::late())?.map_err(Fault::from) {
                Ok(count) => break (given, count),
                Err(Fault::Again) => {}
                Err(fault) => return Err(fault),
            }
        };
        if beaten == 0 {
            return Err(Fault::Taken);
        }
        if self.together {
            let sign = timeout(SIGN, at.client.execute(self.sql.sign.as_str(), &[&self.member])).await;
            match sign.map_err(|_| Fault::late())?.map_err(Fault::from) {
                // The next one is soon.
                Ok(_) | Err(Fault::Again) => {}
                Err(fault) => return Err(fault),
            }
        }
        // Asked for before it is looked at: it only grows, unless the database was put back.
        let acknowledged = self.acknowledged.load(Ordering::Acquire);
        let reached = timeout(SIGN, at.client.query_one(self.sql.reached.as_str(), &[])).await;
        let reached = reached.map_err(|_| Fault::late())??;
        if reached.try_get::<_, i64>(0)? < acknowledged {
            return Err(Fault::Earlier);
        }
        *self.sign.write() = given;
        for place in 0..READERS {
            let there = self.readers[place].read().as_ref().is_some_and(|reader| !reader.link.is_closed());
            if !there {
                self.fill(place).await?;
            }
        }
        if measured.elapsed() >= MEASURED {
            *measured = Instant::now();
            self.measure(at).await;
        }
        Ok(())
    }

    pub async fn measure(&self, link: &Link) {
        let size =
            link.client.query_one(self.sql.size.as_str(), &[]).await.and_then(|row| row.try_get::<_, i64>(0));
        if let Ok(size) = size {
            self.size.store(size.try_into().unwrap_or(0), Ordering::Relaxed);
        }
    }
}
