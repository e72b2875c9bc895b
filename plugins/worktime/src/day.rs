//! Days of the calendar that everybody means.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A day, wherever on earth. Written `2026-12-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i64);

/// Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "they are the days of the week")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// All of them, from Monday.
    pub const ALL: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    /// As it is written: `mon`.
    pub fn word(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self as usize]
    }

    /// Saturday and Sunday.
    pub fn is_weekend(self) -> bool {
        self >= Weekday::Sat
    }
}

impl Day {
    /// None if there is no such day, such as the thirtieth of February, or it is not between the years 1 and 9999.
    pub fn new(year: i64, month: u8, of_month: u8) -> Option<Day> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        // Days are counted from the first of March, so that the day that some years have comes last.
        let (from_march, from_year) =
            if month > 2 { (i64::from(month) - 3, year) } else { (i64::from(month) + 9, year - 1) };
        let leap_days = from_year.div_euclid(4) - from_year.div_euclid(100) + from_year.div_euclid(400);
        let day =
            Day(from_year * 365 + leap_days + (153 * from_march + 2) / 5 + i64::from(of_month) - 1 - 719_468);
        (day.parts() == (year, month, of_month)).then_some(day)
    }

    /// Year, month and day of the month.
    pub fn parts(self) -> (i64, u8, u8) {
        let days = self.0 + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = (from_march + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let small = |number: i64| u8::try_from(number).unwrap_or(u8::MAX);
        (year, small(month), small(of_year - (153 * from_march + 2) / 5 + 1))
    }

    /// Which day of the week it is.
    pub fn weekday(self) -> Weekday {
        // The first of January 1970 was a Thursday.
        Weekday::ALL[usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)]
    }

    /// So many days later, or earlier.
    pub fn plus(self, days: i64) -> Day {
        Day(self.0 + days)
    }

    /// How many days later than the other.
    pub fn since(self, other: Day) -> i64 {
        self.0 - other.0
    }

    /// The day on which a clock on the wall shows this, in milliseconds since its own 1970.
    pub(crate) fn of_local(local: i64) -> Day {
        Day(local.div_euclid(crate::DAY))
    }

    /// What a clock on the wall shows when the day begins.
    pub fn local(self) -> i64 {
        self.0 * crate::DAY
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, of_month) = self.parts();
        write!(f, "{year:04}-{month:02}-{of_month:02}")
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Day, String> {
        let wrong = || format!("`{text}` is no day: expected one such as `2026-12-24`");
        let mut parts = text.trim().splitn(3, '-');
        let mut next = |digits: usize| parts.next().filter(|part| part.len() == digits);
        let (year, month, of_month) = (next(4), next(2), next(2));
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<u16>().ok()).ok_or_else(wrong);
        let (year, month, of_month) = (number(year)?, number(month)?, number(of_month)?);
        let small = |number: u16| u8::try_from(number).map_err(|_| wrong());
        Day::new(i64::from(year), small(month)?, small(of_month)?).ok_or_else(wrong)
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Day, String> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    #[test]
    fn days_are_those_of_a_library_that_is_only_about_days() {
        let mut date = Date::constant(1899, 12, 25);
        let mut day = Day::new(1899, 12, 25).unwrap();
        for _ in 0..150_000 {
            assert_eq!(day.to_string(), date.to_string());
            assert_eq!(day.to_string().parse(), Ok(day));
            assert_eq!(day.weekday() as i8, date.weekday().to_monday_zero_offset());
            (date, day) = (date.tomorrow().unwrap(), day.plus(1));
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for odd in [
            "",
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "26-01-01",
            "2026-1-1",
            "0000-01-01",
            "2026-01-01-1",
        ] {
            assert!(odd.parse::<Day>().is_err(), "{odd}");
        }
    }
}
