//! What stands in the form of somebody's shifts: as it was typed, and what it means.

use crate::keep::Plan;
use crate::texts;
use ombud_plugin::{DepartmentId, Error, Form, Result};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::shifts::{Leave, Schedule};
use ombud_worktime::week::{Week, Window, hours_text, parse_hours};
use std::collections::BTreeMap;

/// The form as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub zone: String,
    pub calendar: String,
    pub department: String,
    pub workdays: String,
    pub weekend: String,
    /// Blank: as workdays or the weekend.
    pub days: BTreeMap<Weekday, String>,
    /// A line each: `2026-12-23 12:00-14:00`.
    pub exceptions: String,
    /// A line each: `2026-12-28 2026-12-30 skiing`.
    pub leave: String,
    /// Which version it was made of.
    pub version: Option<u64>,
}

/// Where nothing stands, there are none.
fn plain(hours: &[Window]) -> String {
    if hours.is_empty() { String::new() } else { hours_text(hours) }
}

impl Typed {
    /// What stands there when nothing was typed yet.
    pub fn of(plan: &Plan, department: Option<DepartmentId>, version: u64) -> Typed {
        let Schedule { week, exceptions, leave } = &plan.schedule;
        let exception = |(day, hours): (&Day, &Vec<Window>)| format!("{day} {}", hours_text(hours));
        let away =
            |leave: &Leave| format!("{} {} {}", leave.from, leave.until, leave.note).trim_end().to_owned();
        Typed {
            zone: plan.zone.clone(),
            calendar: plan.calendar.clone().unwrap_or_default(),
            department: department.unwrap_or_default(),
            workdays: plain(&week.workdays),
            weekend: plain(&week.weekend),
            days: week.days.iter().map(|(day, hours)| (*day, hours_text(hours))).collect(),
            exceptions: exceptions.iter().map(exception).collect::<Vec<_>>().join("\n"),
            leave: leave.iter().map(away).collect::<Vec<_>>().join("\n"),
            version: Some(version),
        }
    }

    /// As it was sent. Browsers send line ends as `\r\n`; everywhere else they are `\n`.
    pub fn read(form: &Form) -> Typed {
        let text = |name: &str| form.get(name).unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        let days = Weekday::ALL.into_iter().map(|day| (day, text(day.word())));
        Typed {
            zone: text("zone"),
            calendar: text("calendar"),
            department: text("department"),
            workdays: text("workdays"),
            weekend: text("weekend"),
            days: days.filter(|(_, hours)| !hours.is_empty()).collect(),
            exceptions: text("exceptions"),
            leave: text("leave"),
            version: form.get("version").and_then(|version| version.parse().ok()),
        }
    }

    /// The department in which the shifts are filed.
    pub fn department(&self) -> Option<DepartmentId> {
        (!self.department.is_empty()).then(|| self.department.clone())
    }

    /// The week alone.
    pub fn week(&self) -> Result<Week> {
        let mut days = BTreeMap::new();
        for (day, text) in &self.days {
            days.insert(*day, hours(texts::weekday(*day), text)?);
        }
        Ok(Week {
            workdays: hours(texts::workdays(), &self.workdays)?,
            weekend: hours(texts::weekend(), &self.weekend)?,
            days,
        })
    }

    /// What it means; an error says in which field what is wrong.
    pub fn plan(&self) -> Result<Plan> {
        let mut exceptions = BTreeMap::new();
        for (day, text) in lines(&self.exceptions) {
            exceptions.insert(date(texts::exceptions(), day)?, hours(texts::exceptions(), text)?);
        }
        let mut leave = Vec::new();
        for (from, rest) in lines(&self.leave) {
            let from = date(texts::leave(), from)?;
            // One day is from itself to itself.
            let (until, note) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            let (until, note) = match until.parse() {
                Ok(until) => (until, note),
                Err(_) => (from, rest),
            };
            leave.push(Leave { from, until, note: note.trim().to_owned() });
        }
        let calendar = (!self.calendar.is_empty()).then(|| self.calendar.clone());
        let plan = Plan {
            zone: self.zone.clone(),
            calendar,
            schedule: Schedule { week: self.week()?, exceptions, leave },
        };
        plan.check()?;
        Ok(plan)
    }
}

/// The first word of each line, and the rest.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(char::is_whitespace).map_or((line, ""), |(day, rest)| (day, rest.trim())))
}

fn date(field: &str, text: &str) -> Result<Day> {
    text.parse().map_err(|_| Error::invalid(texts::wrong_in(field, &texts::bad_date(text))))
}

fn hours(field: &str, text: &str) -> Result<Vec<Window>> {
    parse_hours(text).map_err(|part| Error::invalid(texts::wrong_in(field, &texts::bad_hours(part))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stands_in_the_form_as_it_was_meant() {
        let typed = Typed {
            zone: "UTC".into(),
            workdays: "22:00-06:00".into(),
            days: [(Weekday::Sat, "–".into())].into(),
            exceptions: "2026-12-23 12:00-14:00\n2026-12-24 -".into(),
            leave: "2026-12-28 2026-12-30 skiing in Bovec\n2027-01-04 dentist\n2027-01-05".into(),
            ..Typed::default()
        };
        let plan = typed.plan().unwrap();
        assert_eq!(plan.schedule.leave[1].note, "dentist");
        assert_eq!(plan.schedule.leave[2].until, plan.schedule.leave[2].from);
        assert_eq!(Typed::of(&plan, None, 3).plan().unwrap(), plan);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_field() {
        let check = |change: fn(&mut Typed), want: &[&str]| {
            let mut typed = Typed { zone: "UTC".into(), ..Typed::default() };
            change(&mut typed);
            let told = typed.plan().unwrap_err().sentence();
            assert!(want.iter().all(|want| told.contains(want)), "{told}");
        };
        check(|typed| typed.workdays = "9-17".into(), &["Monday to Friday", "9-17"]);
        check(|typed| typed.leave = "Christmas".into(), &["Leave", "Christmas"]);
        check(|typed| typed.leave = "2026-12-30 2026-12-28".into(), &["2026-12-28"]);
        check(|typed| typed.exceptions = "2026-12-30 noon".into(), &["Exceptions", "noon"]);
    }
}
