//! Slows down guessing. Kept in memory: a restart forgives, which costs an attacker more than it gives.

use std::collections::HashMap;
use std::time::Duration;

use ombud_access::Timestamp;
use parking_lot::Mutex;

use crate::network::Network;

/// After this many failures for one account, each further try has to wait.
const ACCOUNT_TRIES: u32 = 5;

/// The same for one network address; more, because offices share one.
const ADDRESS_TRIES: u32 = 20;

/// An account waits at most this long, so that a stranger cannot lock its holder out for good.
const ACCOUNT_LONGEST: Duration = Duration::from_secs(5 * 60);

const ADDRESS_LONGEST: Duration = Duration::from_secs(60 * 60);

/// Failures are forgotten when nothing happened for so long.
const MEMORY: Duration = Duration::from_secs(24 * 60 * 60);

/// How many accounts and addresses are remembered; the longest quiet are forgotten first.
const CAPACITY: usize = 50_000;

/// Counts failed sign-ins by account and by network address. The time is passed in.
#[derive(Default)]
pub(crate) struct Throttle {
    failures: Mutex<HashMap<Key, Failures>>,
    /// Wrong tries by network address; `last` is the first of a day.
    wrong: Mutex<HashMap<String, Failures>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Account(String),
    Address(String),
}

struct Failures {
    count: u32,
    last: Timestamp,
}

impl Throttle {
    /// Lets a try pass or says how long to wait. A try that passes counts as failed until
    /// [`succeeded`](Self::succeeded) says otherwise, so that many at once get no further than one
    /// after another. A try that has to wait is not counted.
    pub fn admit(&self, account: &str, address: Option<&str>, now: Timestamp) -> Result<(), Duration> {
        let mut failures = self.failures.lock();
        let keys = keys(account, address);
        let wait = keys.iter().filter_map(|key| failures.get(key)?.wait(key, now)).max();
        if let Some(wait) = wait {
            return Err(wait);
        }
        for key in keys {
            let entry = failures.entry(key).or_insert(Failures { count: 0, last: now });
            entry.count = if entry.is_forgotten(now) { 1 } else { entry.count.saturating_add(1) };
            entry.last = now;
        }
        if failures.len() > CAPACITY {
            forget(&mut failures, now);
        }
        Ok(())
    }

    /// Notes that a try from this address was wrong. Answers how many were within a day, from the first of them on.
    pub fn failed(&self, address: &str, now: Timestamp) -> u32 {
        let mut wrong = self.wrong.lock();
        if wrong.len() > CAPACITY {
            wrong.retain(|_, day| now.0.saturating_sub(day.last.0) <= millis(MEMORY));
        }
        let day = wrong.entry(Network::counted(address)).or_insert(Failures { count: 0, last: now });
        if day.is_forgotten(now) {
            *day = Failures { count: 0, last: now };
        }
        day.count = day.count.saturating_add(1);
        day.count
    }

    /// The try was right: the account starts afresh. The address is only given back this one try,
    /// or an attacker with an account of his own could guess at others for ever.
    pub fn succeeded(&self, account: &str, address: Option<&str>) {
        let mut failures = self.failures.lock();
        for key in keys(account, address) {
            match &key {
                Key::Account(_) => {
                    failures.remove(&key);
                }
                Key::Address(_) => {
                    if let Some(entry) = failures.get_mut(&key) {
                        entry.count = entry.count.saturating_sub(1);
                    }
                }
            }
        }
    }
}

impl Failures {
    fn is_forgotten(&self, now: Timestamp) -> bool {
        now.0.saturating_sub(self.last.0) > millis(MEMORY)
    }

    fn wait(&self, key: &Key, now: Timestamp) -> Option<Duration> {
        let (tries, longest) = match key {
            Key::Account(_) => (ACCOUNT_TRIES, ACCOUNT_LONGEST),
            Key::Address(_) => (ADDRESS_TRIES, ADDRESS_LONGEST),
        };
        let over = self.count.checked_sub(tries)?;
        // One second, then twice as long each time.
        let delay = Duration::from_secs(1_u64 << over.min(16)).min(longest);
        let until = self.last.0.saturating_add(millis(delay));
        (until > now.0).then(|| Duration::from_millis(until - now.0))
    }
}

fn keys(account: &str, address: Option<&str>) -> Vec<Key> {
    let mut keys = vec![Key::Account(account.to_string())];
    keys.extend(address.map(|address| Key::Address(Network::counted(address))));
    keys
}

fn forget(failures: &mut HashMap<Key, Failures>, now: Timestamp) {
    failures.retain(|_, entry| !entry.is_forgotten(now));
    if failures.len() > CAPACITY {
        let mut times: Vec<u64> = failures.values().map(|entry| entry.last.0).collect();
        times.sort_unstable();
        let oldest_kept = times[times.len() / 4];
        failures.retain(|_, entry| entry.last.0 > oldest_kept || entry.last == now);
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: Option<&str> = Some("203.0.113.9");

    #[test]
    fn the_sixth_wrong_try_waits_and_each_further_wait_is_longer() {
        let throttle = Throttle::default();
        let mut now = Timestamp(1_000_000);
        for _ in 0..ACCOUNT_TRIES {
            throttle.admit("ana", OFFICE, now).unwrap();
        }
        let mut waits = Vec::new();
        for _ in 0..12 {
            let wait = throttle.admit("ana", OFFICE, now).unwrap_err();
            waits.push(wait.as_secs());
            now.0 += wait.as_millis() as u64;
            throttle.admit("ana", OFFICE, now).unwrap();
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    }

    #[test]
    fn many_tries_at_once_count_before_any_of_them_is_answered() {
        let throttle = Throttle::default();
        let passed = (0..100).filter(|_| throttle.admit("ana", OFFICE, Timestamp(1)).is_ok()).count();
        assert_eq!(passed as u32, ACCOUNT_TRIES);
    }

    #[test]
    fn success_clears_the_account_but_not_the_address() {
        let throttle = Throttle::default();
        let now = Timestamp(1);
        for n in 0..ADDRESS_TRIES {
            throttle.admit(&format!("victim-{n}"), OFFICE, now).unwrap();
        }
        assert!(throttle.admit("mallory", OFFICE, now).is_err());
        let later = Timestamp(2_000);
        throttle.admit("mallory", OFFICE, later).unwrap();
        throttle.succeeded("mallory", OFFICE);
        assert!(throttle.admit("next", OFFICE, later).is_err(), "his own success freed the address");
        assert!(throttle.admit("mallory", Some("198.51.100.1"), later).is_ok());
    }

    #[test]
    fn one_ipv6_network_counts_as_one_address() {
        let network = Network::counted;
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:203.0.113.9"), network("203.0.113.9"));
    }

    #[test]
    fn a_day_of_quiet_is_forgiven() {
        let throttle = Throttle::default();
        for _ in 0..ACCOUNT_TRIES {
            throttle.admit("ana", None, Timestamp(0)).unwrap();
        }
        let later = Timestamp(millis(MEMORY) + 1);
        for _ in 0..ACCOUNT_TRIES {
            throttle.admit("ana", None, later).unwrap();
        }
    }
}
