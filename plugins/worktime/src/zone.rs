//! How far the clocks of a place are ahead, and since when. From the time zone database, whose version is a part of the answer.

use crate::day::Day;
use crate::{DAY, HOUR, Instant};
use serde::{Deserialize, Serialize};

/// From this instant on the clocks are so many seconds ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offset {
    /// The instant.
    pub from: Instant,
    /// Negative in the west.
    pub seconds: i32,
}

/// The clocks of a place for a stretch of time. Before its first offset and after its last it goes on as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    offsets: Vec<Offset>,
}

/// More than any two clocks on earth are apart, and further than a clock was ever put.
const APART: i64 = 60 * HOUR;

impl Zone {
    /// Where clocks are as told, in the order of time. None if nothing is told.
    pub fn new(offsets: Vec<Offset>) -> Option<Zone> {
        let ordered = offsets.windows(2).all(|pair| pair[0].from < pair[1].from);
        (ordered && !offsets.is_empty()).then_some(Zone { offsets })
    }

    /// Where clocks show UTC.
    pub fn utc() -> Zone {
        Zone { offsets: vec![Offset { from: i64::MIN, seconds: 0 }] }
    }

    /// What the database says of a place, from a week before this stretch to a week after it.
    pub fn read(zone: &jiff::tz::TimeZone, from: Instant, until: Instant) -> Zone {
        let stamp = |at: Instant| {
            let range = jiff::Timestamp::MIN.as_millisecond()..=jiff::Timestamp::MAX.as_millisecond();
            jiff::Timestamp::from_millisecond(at.clamp(*range.start(), *range.end())).unwrap_or_default()
        };
        let (from, until) = (stamp(from.saturating_sub(7 * DAY)), stamp(until.saturating_add(7 * DAY)));
        let first = Offset { from: from.as_millisecond(), seconds: zone.to_offset(from).seconds() };
        let mut offsets = vec![first];
        for change in zone.following(from).take_while(|change| change.timestamp() <= until) {
            let next =
                Offset { from: change.timestamp().as_millisecond(), seconds: change.offset().seconds() };
            // Some changes are of the name alone.
            if offsets.last().is_some_and(|last| last.seconds != next.seconds && last.from < next.from) {
                offsets.push(next);
            }
        }
        Zone { offsets }
    }

    /// In the order of time.
    pub fn offsets(&self) -> &[Offset] {
        &self.offsets
    }

    fn piece(&self, at: Instant) -> usize {
        self.offsets.partition_point(|offset| offset.from <= at).saturating_sub(1)
    }

    /// What a clock on the wall shows, in milliseconds since its own 1970.
    pub fn local(&self, at: Instant) -> i64 {
        at + i64::from(self.offsets[self.piece(at)].seconds) * 1000
    }

    /// The day that it is there.
    pub fn day(&self, at: Instant) -> Day {
        Day::of_local(self.local(at))
    }

    /// Minutes since midnight, as the clock shows them.
    pub fn minute(&self, at: Instant) -> u16 {
        u16::try_from(self.local(at).rem_euclid(DAY) / crate::MINUTE).unwrap_or(0)
    }

    /// The first instant at which clocks have come to show this: the first of two, and where clocks are put over it the instant
    /// at which they are.
    pub fn begins(&self, local: i64) -> Instant {
        let last = self.offsets.len() - 1;
        for at in self.piece(local - APART)..last {
            let Offset { from, seconds } = self.offsets[at];
            let until = self.offsets[at + 1].from;
            let instant = local - i64::from(seconds) * 1000;
            if instant < until {
                return if at == 0 { instant } else { instant.max(from) };
            }
        }
        let Offset { from, seconds } = self.offsets[last];
        let instant = local - i64::from(seconds) * 1000;
        if last == 0 { instant } else { instant.max(from) }
    }

    /// The instant from which on clocks show this or later for good: the second of two, and where clocks are put over it the
    /// instant at which they are.
    pub fn ends(&self, local: i64) -> Instant {
        for at in (1..=self.piece(local + APART)).rev() {
            let Offset { from, seconds } = self.offsets[at];
            let ahead = i64::from(seconds) * 1000;
            if from + ahead < local {
                let until = self.offsets.get(at + 1).map_or(i64::MAX, |next| next.from);
                return (local - ahead).min(until);
            }
        }
        let until = self.offsets.get(1).map_or(i64::MAX, |next| next.from);
        (local - i64::from(self.offsets[0].seconds) * 1000).min(until)
    }
}
