//! Holidays from an iCalendar file (RFC 5545), such as public authorities publish them.
//!
//! Nothing comes in silently: everything in the file is either taken or left out with a reason, and somebody looks at both before it is
//! kept (`notes/peers.md` 2.5, Zammad #390).

use crate::calendar::{Holiday, On};
use crate::day::Day;
use std::collections::BTreeMap;

/// A holiday with more days than this is more likely a mistake.
const LONGEST: i64 = 31;
/// More events are no list of holidays.
const MOST: usize = 2000;

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order of the file; several days of one event are several holidays.
    pub taken: Vec<Holiday>,
    /// What was left out: its name or beginning, and why.
    pub left: Vec<(String, Reason)>,
}

/// Why an event is no holiday for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is called off.
    Cancelled,
    /// It has hours, so it is no whole day.
    HasHours,
    /// It comes again in another way than each year on the same day.
    Recurs,
    /// It has no beginning, or one that is no day.
    NoDay,
    /// It has more than 31 days.
    TooLong,
    /// It was said before.
    Twice,
}

/// Reads a file. An error if it is none at all.
pub fn read(text: &str) -> Result<Report, String> {
    let lines = unfolded(text);
    if !lines.iter().any(|line| line.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err("this is no iCalendar file: expected one that begins with BEGIN:VCALENDAR".into());
    }
    let mut report = Report::default();
    let mut event: Option<BTreeMap<String, Property>> = None;
    let mut events = 0;
    let mut inner = 0_u32;
    for line in &lines {
        let (name, property) = Property::read(line);
        match (name.as_str(), property.value.to_ascii_uppercase().as_str(), &mut event) {
            ("BEGIN", "VEVENT", None) => event = Some(BTreeMap::new()),
            ("END", "VEVENT", Some(known)) => {
                events += 1;
                if events > MOST {
                    return Err(format!("the file has more than {MOST} events: this is no list of holidays"));
                }
                take(known, &mut report);
                event = None;
            }
            // An alarm within an event has properties of its own.
            ("BEGIN", _, Some(_)) => inner += 1,
            ("END", _, Some(_)) => inner = inner.saturating_sub(1),
            (_, _, Some(known)) if inner == 0 => {
                known.entry(name).or_insert(property);
            }
            _ => {}
        }
    }
    Ok(report)
}

/// Long lines go on in the next, behind a blank.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

struct Property {
    parameters: String,
    value: String,
}

impl Property {
    fn read(line: &str) -> (String, Property) {
        // A colon within quotes belongs to a parameter.
        let mut quoted = false;
        let colon = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        });
        let (head, value) = colon.map_or((line, ""), |at| (&line[..at], &line[at + 1..]));
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        let property =
            Property { parameters: parameters.to_ascii_uppercase(), value: value.trim().to_owned() };
        (name.trim().to_ascii_uppercase(), property)
    }

    /// The day, and whether there is a time of day as well.
    fn day(&self) -> Option<(Day, bool)> {
        let (day, rest) = self.value.split_at_checked(8)?;
        let part = |from: usize, until: usize| day.get(from..until)?.parse::<u8>().ok();
        let day = Day::new(day.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?)?;
        match rest {
            "" => Some((day, false)),
            _ if self.parameters.contains("VALUE=DATE") && !self.parameters.contains("VALUE=DATE-TIME") => {
                None
            }
            _ => Some((day, !rest.starts_with("T000000"))),
        }
    }
}

fn take(event: &BTreeMap<String, Property>, report: &mut Report) {
    let value = |name: &str| event.get(name).map_or("", |property| property.value.as_str());
    let name = unescaped(value("SUMMARY"));
    match holidays(event, &name) {
        Ok(holidays) => {
            for holiday in holidays {
                if report.taken.iter().any(|taken| taken.on == holiday.on) {
                    report.left.push((format!("{name} ({})", holiday.on), Reason::Twice));
                } else {
                    report.taken.push(holiday);
                }
            }
        }
        Err(reason) => {
            let name = if name.is_empty() { value("DTSTART").chars().take(40).collect() } else { name };
            report.left.push((name, reason));
        }
    }
}

fn holidays(event: &BTreeMap<String, Property>, name: &str) -> Result<Vec<Holiday>, Reason> {
    if event.get("STATUS").is_some_and(|status| status.value.eq_ignore_ascii_case("CANCELLED")) {
        return Err(Reason::Cancelled);
    }
    let (first, hours) = event.get("DTSTART").and_then(Property::day).ok_or(Reason::NoDay)?;
    let end = event.get("DTEND").map(|end| end.day().ok_or(Reason::NoDay)).transpose()?;
    if hours || end.is_some_and(|(_, hours)| hours) {
        return Err(Reason::HasHours);
    }
    let days = match (end, event.get("DURATION")) {
        (Some((end, _)), _) => end.since(first),
        (None, Some(duration)) => duration_days(&duration.value).ok_or(Reason::HasHours)?,
        (None, None) => 1,
    };
    if days > LONGEST {
        return Err(Reason::TooLong);
    }
    // An end that is no later is that of a program that means the same day.
    let days = (0..days.max(1)).map(|offset| first.plus(offset));
    let yearly = event
        .get("RRULE")
        .map(|rule| is_yearly(&rule.value, first).then_some(()).ok_or(Reason::Recurs))
        .transpose()?;
    if ["RDATE", "EXDATE", "EXRULE"].iter().any(|name| event.contains_key(*name)) {
        return Err(Reason::Recurs);
    }
    let on = |day: Day| {
        let (_, month, of_month) = day.parts();
        if yearly.is_some() { On::Yearly(month, of_month) } else { On::Date(day) }
    };
    Ok(days.map(|day| Holiday { on: on(day), name: name.to_owned() }).collect())
}

/// Each year on the day on which it begins, without end.
fn is_yearly(rule: &str, first: Day) -> bool {
    let (_, month, of_month) = first.parts();
    let mut yearly = false;
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let fits = match name.to_ascii_uppercase().as_str() {
            "FREQ" => {
                yearly = value.eq_ignore_ascii_case("YEARLY");
                yearly
            }
            "INTERVAL" => value == "1",
            "BYMONTH" => value.parse() == Ok(month),
            "BYMONTHDAY" => value.parse() == Ok(of_month),
            "WKST" => true,
            _ => false,
        };
        if !fits {
            return false;
        }
    }
    yearly
}

/// Of `P1D` and `P2W`.
fn duration_days(text: &str) -> Option<i64> {
    let text = text.strip_prefix("+").unwrap_or(text).strip_prefix(['P', 'p'])?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|days| (0..10_000).contains(days));
    match text.strip_suffix(['W', 'w']) {
        Some(weeks) => number(weeks).map(|weeks| weeks * 7),
        None => number(text.strip_suffix(['D', 'd'])?),
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some('n' | 'N') => plain.push(' '),
                Some(other) => plain.push(other),
                None => {}
            },
            control if control.is_control() => plain.push(' '),
            other => plain.push(other),
        }
    }
    plain.trim().chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &[&str]) -> String {
        let events: String = events
            .iter()
            .map(|event| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", event.replace('\n', "\r\n")))
            .collect();
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
    }

    #[track_caller]
    fn taken(event: &str, want: &[&str]) {
        let report = read(&file(&[event])).unwrap();
        let taken: Vec<String> =
            report.taken.iter().map(|holiday| format!("{} {}", holiday.on, holiday.name)).collect();
        assert_eq!((taken, report.left), (want.iter().map(|want| (*want).to_owned()).collect(), vec![]));
    }

    #[track_caller]
    fn left(event: &str, want: Reason) {
        let report = read(&file(&[event])).unwrap();
        assert_eq!(report.taken, []);
        assert_eq!(report.left.iter().map(|(_, why)| *why).collect::<Vec<_>>(), [want]);
    }

    #[test]
    fn a_day_is_taken_once_or_each_year() {
        taken(
            "DTSTART;VALUE=DATE:20260406\nDTEND;VALUE=DATE:20260407\nSUMMARY:Easter Monday",
            &["2026-04-06 Easter Monday"],
        );
        taken("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas", &["12-25 Christmas"]);
        taken(
            "DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=25",
            &["12-25 "],
        );
        taken(
            "DTSTART:20261225T000000\nDTEND:20261226T000000\nSUMMARY:From midnight on",
            &["2026-12-25 From midnight on"],
        );
    }

    #[test]
    fn several_days_are_several_holidays_and_the_end_is_none_of_them() {
        taken(
            "DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270102\nSUMMARY:Turn",
            &["2026-12-31 Turn", "2027-01-01 Turn"],
        );
        taken(
            "DTSTART;VALUE=DATE:20261231\nDURATION:P2D\nSUMMARY:Turn",
            &["2026-12-31 Turn", "2027-01-01 Turn"],
        );
        taken("DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20261231\nSUMMARY:Same", &["2026-12-31 Same"]);
    }

    #[test]
    fn lines_are_unfolded_and_words_unescaped() {
        taken(
            "DTSTART;VALUE=DATE:20261101\nSUMMARY:Dan spomina na m\n rtve\\, praznik\\nin še",
            &["2026-11-01 Dan spomina na mrtve, praznik in še"],
        );
        taken(
            "DTSTART;VALUE=DATE:20261101\nBEGIN:VALARM\nSUMMARY:Wake up\nEND:VALARM\nSUMMARY;X=\"a:b\":All Saints",
            &["2026-11-01 All Saints"],
        );
    }

    #[test]
    fn what_is_no_whole_day_of_each_year_is_left_out_with_a_reason() {
        left("DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED\nSUMMARY:Off", Reason::Cancelled);
        left("DTSTART;TZID=Europe/Ljubljana:20261224T140000\nSUMMARY:Party", Reason::HasHours);
        left(
            "DTSTART;VALUE=DATE:20261126\nRRULE:FREQ=YEARLY;BYDAY=4TH;BYMONTH=11\nSUMMARY:Thanksgiving",
            Reason::Recurs,
        );
        left("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;COUNT=3\nSUMMARY:Three times", Reason::Recurs);
        left("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=WEEKLY\nSUMMARY:Fridays", Reason::Recurs);
        left("DTSTART;VALUE=DATE:20260230\nSUMMARY:Never", Reason::NoDay);
        left("SUMMARY:When", Reason::NoDay);
        left("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20270101\nSUMMARY:A year off", Reason::TooLong);
    }

    #[test]
    fn zammad_390_nothing_comes_in_silently() {
        let martin = "DTSTART;VALUE=DATE:20261111\nSUMMARY:St. Martin";
        let report =
            read(&file(&[martin, "DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas", martin])).unwrap();
        let names: Vec<_> = report.taken.iter().map(|holiday| holiday.name.as_str()).collect();
        assert_eq!(names, ["St. Martin", "Christmas"], "whoever reads this can strike it out");
        assert_eq!(report.left, [("St. Martin (2026-11-11)".to_owned(), Reason::Twice)]);
    }

    #[test]
    fn what_is_no_calendar_is_an_error() {
        assert!(read("").is_err() && read("<html></html>").is_err());
        assert_eq!(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:ž").unwrap(), Report::default());
    }
}
