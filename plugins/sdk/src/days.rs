//! The days that a report is about, and what was noted in them. It is noted under the month ([`month`]) and the moment, in an
//! index `month`, so that a report reads its own days and nothing else.

use crate::moment::{day, parse_day};
use crate::{Collection, Cx, DepartmentId, Query, Result, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A day, ms.
pub const DAY: Timestamp = 86_400_000;
/// A report spans at most so many months.
pub const MOST_MONTHS: usize = 36;
/// With more days there is a row for each month.
const BY_DAY: Timestamp = 31;

/// The month of a moment: `2026-11`.
pub fn month(at: Timestamp) -> String {
    day(at).chars().take(7).collect()
}

/// When the month of a moment begins.
pub fn begin_of_month(at: Timestamp) -> Timestamp {
    parse_day(&format!("{}-01", month(at))).unwrap_or(0)
}

/// Days that follow each other, of UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// When the first one begins, and the last.
    from: Timestamp,
    until: Timestamp,
}

/// Why a report cannot be about that. The words are the plugin's.
#[derive(Clone, Debug, PartialEq)]
pub enum Unusable {
    /// This is no day such as `2026-11-23`.
    NoDay(String),
    /// The last is before the first.
    Backwards,
    /// They touch more than [`MOST_MONTHS`].
    TooLong,
}

impl Days {
    /// What was typed. Without a last day it is today; without a first, what `usual` makes of the last one.
    pub fn typed(
        (from, until): (Option<&str>, Option<&str>),
        now: Timestamp,
        usual: impl FnOnce(Timestamp) -> Timestamp,
    ) -> std::result::Result<Days, Unusable> {
        let read = |typed: &str| parse_day(typed).ok_or_else(|| Unusable::NoDay(typed.to_owned()));
        let from = from.map(read).transpose()?;
        let until = until.map(read).transpose()?.unwrap_or(now / DAY * DAY);
        let from = from.unwrap_or_else(|| usual(until));
        let days = Days { from, until };
        match from <= until {
            false => Err(Unusable::Backwards),
            true if days.months() > MOST_MONTHS => Err(Unusable::TooLong),
            true => Ok(days),
        }
    }

    /// The first day: `2026-11-23`.
    pub fn first(&self) -> String {
        day(self.from)
    }

    /// The last one.
    pub fn last(&self) -> String {
        day(self.until)
    }

    /// What a moment is counted under: its day, or its month where there are many days.
    pub fn row(&self, at: Timestamp) -> String {
        if (self.until - self.from) / DAY <= BY_DAY { day(at) } else { month(at) }
    }

    fn months(&self) -> usize {
        let number = |at: Timestamp| {
            let month = month(at);
            let (year, month) = month.split_once('-').unwrap_or_default();
            year.parse::<usize>().unwrap_or(0) * 12 + month.parse::<usize>().unwrap_or(0)
        };
        number(self.until).saturating_sub(number(self.from)) + 1
    }

    /// What was noted in these days and may be seen, the latest first; at most so many. Whether there are more.
    pub fn find<T: Serialize + DeserializeOwned>(
        &self,
        cx: &Cx,
        collection: Collection<T>,
        department: Option<&DepartmentId>,
        at: impl Fn(&T) -> Timestamp,
        most: usize,
    ) -> Result<(Vec<T>, bool)> {
        let mut found = Vec::new();
        let mut begin = begin_of_month(self.until);
        loop {
            let query = Query::by("month").prefix(month(begin)).descending().department(department.cloned());
            let mut query = query.limit(200);
            loop {
                let page = cx.query(collection, &query)?;
                let over = page.entries.last().is_some_and(|entry| at(&entry.value) < self.from);
                let is_within = |one: &T| (self.from..self.until + DAY).contains(&at(one));
                for one in page.entries.into_iter().map(|entry| entry.value).filter(is_within) {
                    if found.len() == most {
                        return Ok((found, true));
                    }
                    found.push(one);
                }
                match page.next {
                    Some(next) if !over => query = query.cursor(next),
                    _ => break,
                }
            }
            if begin <= self.from {
                return Ok((found, false));
            }
            begin = begin_of_month(begin - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(from: &str, until: &str) -> std::result::Result<Days, Unusable> {
        let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let (from, until) = (String::from(from).leak(), String::from(until).leak());
        Days::typed((some(from), some(until)), parse_day("2026-11-23").unwrap() + 5, begin_of_month)
    }

    #[test]
    fn days_are_read_or_it_is_said_what_is_wrong_with_them() {
        let usual = typed("", "").unwrap();
        assert_eq!((usual.first(), usual.last()), ("2026-11-01".into(), "2026-11-23".into()));
        assert_eq!(typed("2026-11-31", ""), Err(Unusable::NoDay("2026-11-31".into())));
        assert_eq!(typed("2026-11-24", ""), Err(Unusable::Backwards));
        assert!(typed("2023-12-01", "2026-11-01").is_ok());
        assert_eq!(typed("2023-11-30", "2026-11-01"), Err(Unusable::TooLong));
    }

    #[test]
    fn many_days_are_counted_by_month() {
        let at = parse_day("2026-11-05").unwrap();
        assert_eq!(typed("2026-10-23", "2026-11-23").unwrap().row(at), "2026-11-05");
        assert_eq!(typed("2026-10-22", "2026-11-23").unwrap().row(at), "2026-11");
    }
}
