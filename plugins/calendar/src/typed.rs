//! What stands in the form of a calendar: as it was typed, and what it means.

use crate::keep::{Body, Wish};
use crate::texts;
use ombud_plugin::{Error, Form, Result};
use ombud_worktime::calendar::{Calendar, Holiday, On};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::week::{Week, Window, hours_text, parse_hours};
use std::collections::BTreeMap;

/// The form as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub name: String,
    pub zone: String,
    pub workdays: String,
    pub weekend: String,
    /// Blank: as workdays or the weekend.
    pub days: BTreeMap<Weekday, String>,
    /// A line each: `12-25 Christmas`.
    pub holidays: String,
    /// A line each: `2026-12-24 09:00-12:00`.
    pub special: String,
    /// Which version it was made of.
    pub version: Option<u32>,
}

impl Typed {
    /// What stands there when nothing was typed yet.
    pub fn of(name: &str, zone: &str, calendar: &Calendar, version: Option<u32>) -> Typed {
        let days = calendar.week.days.iter().map(|(day, hours)| (*day, hours_text(hours)));
        let holiday = |holiday: &Holiday| format!("{} {}", holiday.on, holiday.name).trim_end().to_owned();
        let special = |(day, hours): (&Day, &Vec<Window>)| format!("{day} {}", hours_text(hours));
        Typed {
            name: name.to_owned(),
            zone: zone.to_owned(),
            workdays: plain(&calendar.week.workdays),
            weekend: plain(&calendar.week.weekend),
            days: days.collect(),
            holidays: calendar.holidays.iter().map(holiday).collect::<Vec<_>>().join("\n"),
            special: calendar.special.iter().map(special).collect::<Vec<_>>().join("\n"),
            version,
        }
    }

    /// Of a calendar that is kept.
    pub fn of_kept(body: &Body) -> Typed {
        Typed::of(&body.name, &body.zone, &body.calendar, Some(body.version))
    }

    /// As it was sent. Browsers send line ends as `\r\n`; everywhere else they are `\n`.
    pub fn read(form: &Form) -> Typed {
        let text = |name: &str| form.get(name).unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        let days = Weekday::ALL.into_iter().map(|day| (day, text(day.word())));
        Typed {
            name: text("name"),
            zone: text("zone"),
            workdays: text("workdays"),
            weekend: text("weekend"),
            days: days.filter(|(_, hours)| !hours.is_empty()).collect(),
            holidays: text("holidays"),
            special: text("special"),
            version: form.get("version").and_then(|version| version.parse().ok()),
        }
    }

    /// What it means; an error says in which field what is wrong.
    pub fn wish(&self) -> Result<Wish> {
        let mut days = BTreeMap::new();
        for (day, text) in &self.days {
            days.insert(*day, hours(texts::weekday(*day), text)?);
        }
        let week = Week {
            workdays: hours(texts::workdays(), &self.workdays)?,
            weekend: hours(texts::weekend(), &self.weekend)?,
            days,
        };
        let mut holidays: Vec<Holiday> = Vec::new();
        for (day, name) in lines(&self.holidays) {
            let on: On = day.parse().map_err(|_| wrong(texts::holidays(), texts::bad_holiday(day)))?;
            holidays.push(Holiday { on, name: name.to_owned() });
        }
        let mut special = BTreeMap::new();
        for (day, text) in lines(&self.special) {
            let on: Day = day.parse().map_err(|_| wrong(texts::special(), texts::bad_date(day)))?;
            special.insert(on, hours(texts::special(), text)?);
        }
        let calendar = Calendar { week, holidays, special };
        Wish { name: self.name.clone(), zone: self.zone.clone(), calendar }.check()
    }
}

/// The first word of each line, and the rest.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(char::is_whitespace).map_or((line, ""), |(day, rest)| (day, rest.trim())))
}

fn wrong(field: &str, why: String) -> Error {
    Error::invalid(texts::wrong_in(field, &why))
}

fn hours(field: &str, text: &str) -> Result<Vec<Window>> {
    parse_hours(text).map_err(|part| wrong(field, texts::bad_hours(part)))
}

/// Where nothing stands, there are none.
fn plain(hours: &[Window]) -> String {
    if hours.is_empty() { String::new() } else { hours_text(hours) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(change: impl FnOnce(&mut Typed)) -> Typed {
        let mut typed = Typed {
            name: "Office".into(),
            zone: "europe/ljubljana".into(),
            workdays: "09:00-12:30, 13:30-17:00".into(),
            ..Typed::default()
        };
        change(&mut typed);
        typed
    }

    #[test]
    fn what_is_kept_stands_in_the_form_as_it_was_meant() {
        let wish = typed(|typed| {
            typed.days.insert(Weekday::Fri, "09:00-14:00".into());
            typed.days.insert(Weekday::Sat, "-".into());
            typed.holidays = "12-25 Christmas\n\n 2026-04-06  Easter Monday \n05-01".into();
            typed.special = "2026-12-24 09:00-12:00\n2026-12-31 –".into();
        })
        .wish()
        .unwrap();
        assert_eq!(wish.zone, "Europe/Ljubljana");
        assert_eq!(wish.calendar.holidays[1].name, "Easter Monday");
        let again = Typed::of(&wish.name, &wish.zone, &wish.calendar, None);
        assert_eq!(again.wish().unwrap(), wish);
        assert_eq!(again.days[&Weekday::Sat], "–");
        assert_eq!(again.special, "2026-12-24 09:00-12:00\n2026-12-31 –");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_field() {
        let check = |change: fn(&mut Typed), want: &[&str]| {
            let told = typed(change).wish().unwrap_err().sentence();
            assert!(want.iter().all(|want| told.contains(want)), "{told}");
        };
        check(|typed| typed.workdays = "9-17".into(), &["Monday to Friday", "9-17"]);
        check(
            |typed| drop(typed.days.insert(Weekday::Sun, "25:00-26:00".into())),
            &["Sunday", "25:00-26:00"],
        );
        check(|typed| typed.holidays = "Christmas".into(), &["Holidays", "Christmas"]);
        check(|typed| typed.special = "12-24 09:00-12:00".into(), &["Special hours", "12-24"]);
        check(|typed| typed.zone = "Atlantis".into(), &["Atlantis"]);
        check(|typed| typed.name = " ".into(), &["name"]);
    }
}
