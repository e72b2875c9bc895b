//! How many strangers are admitted from one network. Kept in memory: a restart forgives.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use ombud_access::Timestamp;
use parking_lot::Mutex;

use crate::network::Network;

/// So many guests may come from one network in an hour: a whole school behind one address, and no flood.
const MOST: usize = 120;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// How many networks are remembered; those that began longest ago are forgotten first.
const CAPACITY: usize = 20_000;

/// Counts whom each network sends.
#[derive(Default)]
pub(crate) struct Admissions(Mutex<HashMap<String, Hour>>);

/// From its first guest on.
struct Hour {
    since: Timestamp,
    /// By the requests that they came with: one that is answered again, because others were faster, counts once.
    came: HashSet<String>,
}

impl Hour {
    fn over(&self, now: Timestamp) -> bool {
        self.end() <= now.0 || now < self.since
    }

    fn end(&self) -> u64 {
        self.since.0.saturating_add(HOUR.as_millis() as u64)
    }
}

impl Admissions {
    /// Lets one more in, or says how long to wait.
    pub fn admit(&self, address: &str, request: &str, now: Timestamp) -> Result<(), Duration> {
        let mut hours = self.0.lock();
        if hours.len() >= CAPACITY {
            hours.retain(|_, hour| !hour.over(now));
            let mut begun: Vec<u64> = hours.values().map(|hour| hour.since.0).collect();
            if begun.len() >= CAPACITY {
                let (_, middle, _) = begun.select_nth_unstable(CAPACITY / 2);
                let middle = *middle;
                hours.retain(|_, hour| hour.since.0 > middle);
            }
        }
        let new = || Hour { since: now, came: HashSet::new() };
        let hour = hours.entry(Network::counted(address)).or_insert_with(new);
        if hour.over(now) {
            *hour = new();
        }
        if hour.came.len() >= MOST && !hour.came.contains(request) {
            return Err(Duration::from_millis(hour.end().saturating_sub(now.0)));
        }
        hour.came.insert(request.to_owned());
        Ok(())
    }
}

impl crate::Identity {
    /// Whether one more guest may come from this network address with this request, and otherwise how long to wait.
    ///
    /// # Errors
    /// How long.
    pub fn may_come(&self, address: &str, request: &str, now: Timestamp) -> Result<(), Duration> {
        self.admissions.admit(address, request, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_sends_so_many_in_an_hour_and_others_go_on() {
        let admissions = Admissions::default();
        let now = Timestamp(1_000_000);
        for n in 0..MOST {
            admissions.admit("2001:db8::1", &n.to_string(), now).unwrap();
        }
        assert_eq!(admissions.admit("2001:db8::ffff", "more", now), Err(HOUR), "one /64 is one network");
        assert_eq!(admissions.admit("2001:db8::1", "7", now), Ok(()), "the same request, answered again");
        assert_eq!(admissions.admit("192.0.2.1", "more", now), Ok(()));
        let later = Timestamp(now.0 + HOUR.as_millis() as u64);
        assert_eq!(admissions.admit("2001:db8::1", "more", later), Ok(()));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let admissions = Admissions::default();
        for n in 0..CAPACITY as u64 + 10 {
            let address = format!("10.{}.{}.{}", n >> 16 & 255, n >> 8 & 255, n & 255);
            admissions.admit(&address, "x", Timestamp(n)).unwrap();
        }
        assert!(admissions.0.lock().len() <= CAPACITY);
    }
}
