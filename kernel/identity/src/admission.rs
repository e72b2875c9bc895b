//! How many strangers are admitted: from one network, from one house, and in all. Kept in memory: a restart forgives.

use std::collections::HashMap;
use std::time::Duration;

use ombud_access::Timestamp;
use parking_lot::Mutex;

use crate::network::Network;

/// So many guests may come from one network in an hour: a whole school behind one address, and no flood.
const OF_NETWORK: u32 = 120;

/// From the networks of one IPv6 /48, which one customer of a provider may hold.
const OF_HOUSE: u32 = 600;
const HOUSE: u32 = 48;

/// And from everywhere, where nobody chose another number.
pub(crate) const OF_ALL: u32 = 10_000;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// For each of those who may come in an hour so many counts are kept before those whose hour is over are forgotten. In one hour
/// there are never so many: each is of a guest who came, as two or three, and within any hour two of all may begin.
const COUNTS: usize = 5;

/// Counts who has come.
pub(crate) struct Admissions {
    hours: Mutex<HashMap<String, Hour>>,
    of_all: u32,
}

/// From its first guest on.
struct Hour {
    since: Timestamp,
    came: u32,
}

impl Hour {
    fn over(&self, now: Timestamp) -> bool {
        self.end() <= now.0 || now < self.since
    }

    fn end(&self) -> u64 {
        self.since.0.saturating_add(HOUR.as_millis() as u64)
    }
}

/// As what somebody from this address is counted, and how many each may be.
fn counted(address: &str, of_all: u32) -> Vec<(String, u32)> {
    let mut all = vec![(Network::counted(address), OF_NETWORK), ("all".to_owned(), of_all)];
    if let Ok(address) = address.parse::<std::net::IpAddr>()
        && address.to_canonical().is_ipv6()
        && let Ok(house) = Network::around(address, HOUSE)
    {
        all.push((house.to_string(), OF_HOUSE));
    }
    all
}

impl Admissions {
    /// So many may come in an hour, of all.
    pub fn new(of_all: u32) -> Admissions {
        Admissions { hours: Mutex::default(), of_all }
    }

    /// Whether there is room for one more beside `others`, who are not counted yet, or how long to wait.
    fn admit(&self, address: &str, others: u32, now: Timestamp) -> Result<(), Duration> {
        let hours = self.hours.lock();
        for (one, most) in counted(address, self.of_all) {
            let hour = hours.get(&one).filter(|hour| !hour.over(now));
            if hour.map_or(0, |hour| hour.came).saturating_add(others) >= most {
                let end = hour.map_or(now.0, Hour::end);
                return Err(Duration::from_millis(end.saturating_sub(now.0)));
            }
        }
        Ok(())
    }

    fn count(&self, address: &str, came: u32, now: Timestamp) {
        if came == 0 {
            return;
        }
        let mut hours = self.hours.lock();
        if hours.len() >= self.of_all as usize * COUNTS {
            hours.retain(|_, hour| !hour.over(now));
        }
        for (one, _) in counted(address, self.of_all) {
            let hour = hours.entry(one).or_insert(Hour { since: now, came: 0 });
            if hour.over(now) {
                *hour = Hour { since: now, came: 0 };
            }
            hour.came = hour.came.saturating_add(came);
        }
    }
}

impl crate::Identity {
    /// Whether one more guest may come from this network address, beside `others` whom the same call admits.
    ///
    /// # Errors
    /// How long to wait.
    pub fn may_come(&self, address: &str, others: u32, now: Timestamp) -> Result<(), Duration> {
        self.admissions.admit(address, others, now)
    }

    /// Counts guests who have come from this network address: only when it is certain, so that what is refused for
    /// another reason, or begun once more because others were faster, takes nobody's place.
    pub fn have_come(&self, address: &str, came: u32, now: Timestamp) {
        self.admissions.count(address, came, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_sends_so_many_in_an_hour_and_others_go_on() {
        let admissions = Admissions::new(OF_ALL);
        let now = Timestamp(1_000_000);
        for _ in 0..OF_NETWORK {
            admissions.admit("2001:db8::1", 0, now).unwrap();
            admissions.count("2001:db8::1", 1, now);
        }
        assert_eq!(admissions.admit("2001:db8::ffff", 0, now), Err(HOUR), "one /64 is one network");
        assert_eq!(admissions.admit("192.0.2.1", 0, now), Ok(()));
        assert_eq!(admissions.admit("2001:db8:0:1::1", 0, now), Ok(()));
        let later = Timestamp(now.0 + HOUR.as_millis() as u64);
        assert_eq!(admissions.admit("2001:db8::1", 0, later), Ok(()));
    }

    #[test]
    fn whoever_asks_and_does_not_come_takes_nobodys_place() {
        let admissions = Admissions::new(OF_ALL);
        for _ in 0..OF_NETWORK * 2 {
            assert_eq!(admissions.admit("192.0.2.1", 0, Timestamp(7)), Ok(()));
        }
        assert!(admissions.admit("192.0.2.1", OF_NETWORK, Timestamp(7)).is_err(), "so many in one call");
    }

    #[test]
    fn neither_the_networks_of_a_house_nor_all_together_are_a_way_around() {
        let admissions = Admissions::new(OF_ALL);
        let now = Timestamp(1_000_000);
        for n in 0..OF_HOUSE {
            admissions.count(&format!("2001:db8:0:{n:x}::1"), 1, now);
        }
        assert_eq!(admissions.admit("2001:db8:0:ffff::1", 0, now), Err(HOUR));
        assert_eq!(admissions.admit("2001:db8:1::1", 0, now), Ok(()), "the neighbours go on");
        admissions.count("192.0.2.1", OF_ALL - OF_HOUSE, now);
        assert_eq!(admissions.admit("198.51.100.7", 0, now), Err(HOUR));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let admissions = Admissions::new(OF_ALL);
        let apart = HOUR.as_millis() as u64 / u64::from(OF_ALL);
        for n in 0..u64::from(OF_ALL) * 12 {
            let address = format!("10.{}.{}.{}", n >> 16, n >> 8 & 255, n & 255);
            admissions.count(&address, 1, Timestamp(n * apart));
        }
        assert!(admissions.hours.lock().len() <= OF_ALL as usize * COUNTS + 3);
    }
}
