//! Business hours: a week, holidays, and hours of certain days.
//!
//! Hours belong to the day on which they begin. So a holiday takes away what begins on it, and what began the night before goes on
//! into its morning, as for a person whose night shift began on Saturday (`notes/peers.md` 2.9).

use crate::Instant;
use crate::day::Day;
use crate::timeline::Timeline;
use crate::week::{Week, Window};
use crate::zone::Zone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days that are free, each year or once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Which day.
    pub on: On,
    /// What it is called, for people.
    #[serde(default)]
    pub name: String,
}

/// A day, each year or once. Written `12-25` and `2026-12-25`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum On {
    /// Month and day; the 29th of February in the years that have one.
    Yearly(u8, u8),
    /// Once.
    Date(Day),
}

impl On {
    /// Each year on this day; none if no year has it.
    pub fn yearly(month: u8, of_month: u8) -> Option<On> {
        // 2000 had every day that a year may have.
        Day::new(2000, month, of_month).map(|_| On::Yearly(month, of_month))
    }

    /// Whether it is on this day.
    pub fn is(self, day: Day) -> bool {
        match self {
            On::Yearly(month, of_month) => {
                let (_, its_month, its_day) = day.parts();
                (month, of_month) == (its_month, its_day)
            }
            On::Date(date) => date == day,
        }
    }
}

impl std::fmt::Display for On {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            On::Yearly(month, of_month) => write!(f, "{month:02}-{of_month:02}"),
            On::Date(day) => day.fmt(f),
        }
    }
}

impl std::str::FromStr for On {
    type Err = String;

    fn from_str(text: &str) -> Result<On, String> {
        let text = text.trim();
        if text.len() != 5 {
            return text.parse().map(On::Date);
        }
        let number = |part: Option<&str>| part.and_then(|part| part.parse().ok());
        let found = match (number(text.get(..2)), text.get(2..3), number(text.get(3..))) {
            (Some(month), Some("-"), Some(of_month)) => On::yearly(month, of_month),
            _ => None,
        };
        found.ok_or_else(|| format!("`{text}` is no day of the year: expected one such as `12-25`"))
    }
}

impl TryFrom<String> for On {
    type Error = String;

    fn try_from(text: String) -> Result<On, String> {
        text.parse()
    }
}

impl From<On> for String {
    fn from(on: On) -> String {
        on.to_string()
    }
}

/// When it is open. What is said for a date beats a holiday, and that the week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    /// The ordinary week.
    pub week: Week,
    /// Closed all day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// Hours of certain dates; without any it is closed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub special: BTreeMap<Day, Vec<Window>>,
}

impl Calendar {
    /// Around the clock.
    pub fn always() -> Calendar {
        Calendar { week: Week::always(), ..Calendar::default() }
    }

    /// The holiday of a day, if it is one.
    pub fn holiday(&self, day: Day) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.on.is(day))
    }

    /// The hours that begin on a day.
    pub fn on(&self, day: Day) -> &[Window] {
        if let Some(special) = self.special.get(&day) {
            return special;
        }
        if self.holiday(day).is_some() { &[] } else { self.week.on(day.weekday()) }
    }

    /// When it is open there in this stretch of time.
    pub fn timeline(&self, zone: &Zone, from: Instant, until: Instant) -> Timeline {
        Timeline::of_days(zone, from, until, |day| self.on(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_is_read_as_it_is_written() {
        let text = r#"{"week":{"workdays":["09:00-12:30","13:30-17:00"]},"holidays":[{"on":"12-25","name":"Christmas"},{"on":"2026-04-06","name":"Easter Monday"}],"special":{"2026-12-24":["09:00-12:00"],"2026-12-31":[]}}"#;
        let calendar: Calendar = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&calendar).unwrap(), text);
        for odd in ["12-32", "02-30", "1225", "12/25", "2026-02-29", "", "č-25"] {
            assert!(odd.parse::<On>().is_err(), "{odd}");
        }
    }

    #[test]
    fn what_is_said_for_a_date_beats_a_holiday_and_that_the_week() {
        let text = r#"{"week":{"workdays":["09:00-17:00"]},"holidays":[{"on":"12-24"},{"on":"12-25"}],"special":{"2026-12-24":["09:00-12:00"]}}"#;
        let calendar: Calendar = serde_json::from_str(text).unwrap();
        let hours = |day: &str| {
            calendar.on(day.parse().unwrap()).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(hours("2026-12-23"), "09:00-17:00");
        assert_eq!(hours("2026-12-24"), "09:00-12:00");
        assert_eq!(hours("2026-12-25"), "");
        assert_eq!(hours("2027-12-24"), "");
        assert_eq!(hours("2026-12-26"), "", "a Saturday");
    }

    #[test]
    fn the_leap_day_is_a_holiday_in_the_years_that_have_it() {
        let on: On = "02-29".parse().unwrap();
        assert!(on.is("2028-02-29".parse().unwrap()));
        assert!(!on.is("2027-02-28".parse().unwrap()) && !on.is("2027-03-01".parse().unwrap()));
    }
}
