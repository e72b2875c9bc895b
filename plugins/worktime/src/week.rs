//! Hours of the day, and weeks of them.

use crate::day::Weekday;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

const WHOLE_DAY: u16 = 24 * 60;

/// From one minute of the day to another, as clocks on the wall show it. Written `09:00-17:30`; what ends at or before its beginning
/// ends the next day (`22:00-06:00`), and belongs to the day on which it begins. `00:00-24:00` is a whole day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Window {
    from: u16,
    until: u16,
}

impl Window {
    /// The whole day.
    pub const DAY: Window = Window { from: 0, until: WHOLE_DAY };

    /// In minutes since midnight; `from` up to 23:59, `until` up to 24:00.
    pub fn new(from: u16, until: u16) -> Option<Window> {
        // Midnight as an end is that of the evening.
        let until = if until == 0 { WHOLE_DAY } else { until };
        (from < WHOLE_DAY && until <= WHOLE_DAY).then_some(Window { from, until })
    }

    /// In minutes since midnight.
    pub fn from(self) -> u16 {
        self.from
    }

    /// In minutes since the midnight at which its day begins: up to 2879.
    pub fn until(self) -> u16 {
        if self.is_overnight() { self.until + WHOLE_DAY } else { self.until }
    }

    /// Whether it ends on the day after.
    pub fn is_overnight(self) -> bool {
        self.until <= self.from
    }

    /// How long it is by the clock, in minutes.
    pub fn minutes(self) -> u16 {
        self.until() - self.from
    }
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes since midnight of `17:30`.
pub fn parse_clock(text: &str) -> Result<u16, String> {
    let wrong = || format!("`{text}` is no time of day: expected one such as `17:30`");
    let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
        return Err(wrong());
    }
    let number = |part: &str| part.parse::<u16>().map_err(|_| wrong());
    let (hour, minute) = (number(hour)?, number(minute)?);
    if minute > 59 || hour > 24 || (hour == 24 && minute > 0) {
        return Err(wrong());
    }
    Ok(hour * 60 + minute)
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", clock(self.from), clock(self.until))
    }
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Window, String> {
        let (from, until) = text
            .split_once(['-', '–'])
            .ok_or_else(|| format!("`{text}` are no hours: expected such as `09:00-17:00`"))?;
        let window = Window::new(parse_clock(from)?, parse_clock(until)?);
        window.ok_or_else(|| format!("`{text}`: nothing begins at 24:00; say 00:00 of the next day"))
    }
}

impl TryFrom<String> for Window {
    type Error = String;

    fn try_from(text: String) -> Result<Window, String> {
        text.parse()
    }
}

impl From<Window> for String {
    fn from(window: Window) -> String {
        window.to_string()
    }
}

/// Hours of a day as people type them: `09:00-12:30, 13:30-17:00`; nothing or a dash: none. An error is the part that are no hours.
pub fn parse_hours(text: &str) -> Result<Vec<Window>, &str> {
    let text = text.trim();
    if ["-", "–", "—"].contains(&text) {
        return Ok(Vec::new());
    }
    let parts = text.split([',', ';', ' ', '\n']).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().map_err(|_| part)).collect()
}

/// And back; a dash where there are none.
pub fn hours_text(hours: &[Window]) -> String {
    if hours.is_empty() {
        return "–".to_owned();
    }
    hours.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The hours of a week: those of a day that has its own, else those of workdays or of the weekend.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Week {
    /// Monday to Friday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub workdays: Vec<Window>,
    /// Saturday and Sunday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekend: Vec<Window>,
    /// Days on their own; one that is here without hours is free.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub days: BTreeMap<Weekday, Vec<Window>>,
}

impl Week {
    /// Always.
    pub fn always() -> Week {
        Week { workdays: vec![Window::DAY], weekend: vec![Window::DAY], days: BTreeMap::new() }
    }

    /// The hours that begin on such a day.
    pub fn on(&self, weekday: Weekday) -> &[Window] {
        match self.days.get(&weekday) {
            Some(own) => own,
            None if weekday.is_weekend() => &self.weekend,
            None => &self.workdays,
        }
    }

    /// How long it is by the clock, in minutes, whatever overlaps counted twice.
    pub fn minutes(&self) -> u32 {
        let all = Weekday::ALL.into_iter().flat_map(|weekday| self.on(weekday));
        all.map(|window| u32::from(window.minutes())).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_they_are_written() {
        for text in ["09:00-17:30", "22:00-06:00", "00:00-24:00", "23:59-23:59", "13:30-24:00"] {
            assert_eq!(text.parse::<Window>().unwrap().to_string(), text);
        }
        for odd in
            ["", "9-17", "09:00", "24:00-06:00", "09:60-10:00", "09:00-24:01", "9:5-10:00", "-1:00-2:00"]
        {
            assert!(odd.parse::<Window>().is_err(), "{odd}");
        }
    }

    #[test]
    fn hours_of_a_day_are_typed_in_a_row() {
        let typed = parse_hours(" 09:00-12:30,13:30-17:00; 22:00–06:00 ").unwrap();
        assert_eq!(hours_text(&typed), "09:00-12:30, 13:30-17:00, 22:00-06:00");
        assert_eq!(
            (parse_hours(""), parse_hours(" – "), hours_text(&[])),
            (Ok(vec![]), Ok(vec![]), "–".to_owned())
        );
        assert_eq!(parse_hours("09:00-12:30, noon"), Err("noon"));
    }

    #[test]
    fn midnight_as_an_end_is_that_of_the_evening() {
        let window: Window = "18:00-00:00".parse().unwrap();
        assert_eq!(
            (window.until(), window.is_overnight(), window.to_string()),
            (1440, false, "18:00-24:00".into())
        );
        assert_eq!("00:00-00:00".parse(), Ok(Window::DAY));
    }

    #[test]
    fn what_ends_at_or_before_its_beginning_ends_the_next_day() {
        let night: Window = "22:00-06:00".parse().unwrap();
        assert_eq!((night.until(), night.minutes(), night.is_overnight()), (1800, 480, true));
        let round: Window = "08:00-08:00".parse().unwrap();
        assert_eq!((round.until(), round.minutes()), (1920, 1440));
    }

    #[test]
    fn a_day_of_its_own_beats_workdays_and_weekend() {
        let week: Week = serde_json::from_str(
            r#"{"workdays": ["09:00-17:00"], "weekend": ["10:00-12:00"], "days": {"fri": ["09:00-14:00"], "sun": []}}"#,
        )
        .unwrap();
        let on = |day: Weekday| week.on(day).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(
            Weekday::ALL.map(on).join("|"),
            "09:00-17:00|09:00-17:00|09:00-17:00|09:00-17:00|09:00-14:00|10:00-12:00|"
        );
        assert_eq!(week.minutes(), 4 * 480 + 300 + 120);
        assert_eq!(serde_json::from_str::<Week>(&serde_json::to_string(&week).unwrap()).unwrap(), week);
    }
}
