//! What stands in the form of a policy: as it was typed, and what it means.

use crate::rules::Kept;
use crate::texts;
use ombud_plugin::desk::calendar::Summary;
use ombud_plugin::{Cx, Error, Form, Result, UserId, text};
use ombud_worktime::policy::{Clock, Condition, Metric, Policy, Priority, Promise, Status, Target, Warning};
use ombud_worktime::{DAY, HOUR, MINUTE};
use std::collections::BTreeMap;

/// In the order in which they stand.
pub const PRIORITIES: [Priority; 4] = [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent];
/// In the order in which they stand.
pub const STATUSES: [Status; 7] = [
    Status::New,
    Status::Open,
    Status::Pending,
    Status::OnHold,
    Status::Resolved,
    Status::Closed,
    Status::Spam,
];
/// In the order in which they stand.
pub const CLOCKS: [Clock; 3] = [Clock::Run, Clock::Pause, Clock::Stop];

/// As it stands in programs: `first-response`, `on-hold`.
pub fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| Some(value.as_str()?.to_owned())).unwrap_or_default()
}

/// One metric of the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// `4h`, `1h 30m`, `2d`; with `@` and the name of a calendar if it is another than that of the row.
    pub targets: BTreeMap<Priority, String>,
    /// Its id; blank: around the clock.
    pub calendar: String,
    /// `80%, 30m`.
    pub warnings: String,
    pub clock: BTreeMap<Status, Clock>,
}

/// The form as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub name: String,
    pub departments: Vec<String>,
    /// A line each: an address, or an id.
    pub requesters: String,
    pub tags: String,
    pub rows: BTreeMap<Metric, Row>,
    /// Which version it was made of.
    pub version: Option<u32>,
}

impl Typed {
    /// What is kept, as one would type it.
    pub fn of(cx: &Cx, policy: &Policy, version: Option<u32>, calendars: &[Summary]) -> Typed {
        let address = |id: &UserId| cx.person(id).ok().and_then(|person| person.email);
        let requester = |id: &UserId| address(id).unwrap_or_else(|| id.clone());
        let rows = policy.promises.iter().map(|(metric, promise)| (*metric, row(promise, calendars)));
        Typed {
            name: policy.name.clone(),
            departments: policy.when.departments.clone(),
            requesters: policy.when.requesters.iter().map(requester).collect::<Vec<_>>().join("\n"),
            tags: policy.when.tags.join(", "),
            rows: rows.collect(),
            version,
        }
    }

    /// Of a policy that is kept.
    pub fn of_kept(cx: &Cx, kept: &Kept, calendars: &[Summary]) -> Typed {
        Typed::of(cx, &kept.policy, Some(kept.version), calendars)
    }

    /// As it was sent.
    pub fn read(form: &Form) -> Typed {
        let text = |name: &str| form.get(name).unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        let row = |metric: Metric| {
            let metric = word(metric);
            let targets = PRIORITIES.map(|one| (one, text(&format!("{metric}-{}", word(one)))));
            let clock = STATUSES.iter().filter_map(|status| {
                let chosen = text(&format!("{metric}-in-{}", word(*status)));
                Some((*status, CLOCKS.into_iter().find(|clock| word(*clock) == chosen)?))
            });
            Row {
                targets: targets.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
                calendar: text(&format!("{metric}-calendar")),
                warnings: text(&format!("{metric}-warnings")),
                clock: clock.collect(),
            }
        };
        Typed {
            name: text("name"),
            departments: form.all("department").map(str::to_owned).collect(),
            requesters: text("requesters"),
            tags: text("tags"),
            rows: Metric::PROMISED.into_iter().map(|metric| (metric, row(metric))).collect(),
            version: form.get("version").and_then(|version| version.parse().ok()),
        }
    }

    /// One metric.
    pub fn row(&self, metric: Metric) -> Row {
        self.rows.get(&metric).cloned().unwrap_or_default()
    }

    /// What it means; an error says where what is wrong.
    pub fn policy(&self, cx: &Cx, calendars: &[Summary]) -> Result<Policy> {
        let mut requesters = Vec::new();
        for line in self.requesters.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let found = if line.contains('@') {
                let found = cx.find_by_email(line)?;
                found.ok_or_else(|| Error::invalid(text!("nobody", address = line)))?
            } else {
                cx.person(line).map_err(|error| match error {
                    Error::NotFound(_) => Error::invalid(text!("nobody-named", name = line)),
                    error => error,
                })?
            };
            requesters.push(found.id);
        }
        let tags = self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned);
        let mut promises = BTreeMap::new();
        for (metric, row) in &self.rows {
            let promise = promise(row, calendars).map_err(|why| {
                Error::invalid(text!("wrong-in", field = texts::metric(*metric), why = why))
            })?;
            if promise != Promise::default() {
                promises.insert(*metric, promise);
            }
        }
        Ok(Policy {
            name: self.name.clone(),
            when: Condition { departments: self.departments.clone(), requesters, tags: tags.collect() },
            promises,
        })
    }
}

fn row(promise: &Promise, calendars: &[Summary]) -> Row {
    // The calendar of most targets is that of the row; the others say theirs.
    let named = |calendar: &Option<String>| {
        promise.targets.values().filter(|target| target.calendar == *calendar).count()
    };
    // Of several with as many, the first.
    let usual = promise.targets.values().rev().map(|target| &target.calendar).max_by_key(|one| named(one));
    let usual = usual.cloned().flatten();
    let target = |(priority, target): (&Priority, &Target)| {
        let time = written(target.time);
        if target.calendar == usual {
            return (*priority, time);
        }
        let name = target.calendar.as_ref().map_or("-", |id| {
            calendars.iter().find(|one| one.id == *id).map_or(id.as_str(), |one| one.name.as_str())
        });
        (*priority, format!("{time} @{name}"))
    };
    let warning = |warning: &Warning| match warning {
        Warning::Used(hundredths) => format!("{hundredths}%"),
        Warning::Left(left) => written(*left),
    };
    Row {
        targets: promise.targets.iter().map(target).collect(),
        calendar: usual.unwrap_or_default(),
        warnings: promise.warnings.iter().map(warning).collect::<Vec<_>>().join(", "),
        clock: promise.clock.clone(),
    }
}

fn promise(row: &Row, calendars: &[Summary]) -> std::result::Result<Promise, String> {
    let mut targets = BTreeMap::new();
    for (priority, text) in &row.targets {
        let (time, calendar) = match text.split_once('@') {
            None => (text.as_str(), Some(row.calendar.clone()).filter(|id| !id.is_empty())),
            Some((time, "-")) => (time, None),
            Some((time, name)) => {
                let name = name.trim();
                let found = calendars.iter().find(|one| one.name == name || one.id == name);
                (time, Some(found.ok_or_else(|| text!("no-calendar-named", name = name))?.id.clone()))
            }
        };
        targets.insert(*priority, Target { time: time_of(time)?, calendar });
    }
    let mut warnings = Vec::new();
    for text in row.warnings.split(',').map(str::trim).filter(|text| !text.is_empty()) {
        warnings.push(match text.strip_suffix('%') {
            Some(hundredths) => Warning::Used(hundredths.trim().parse().map_err(|_| bad_time(text))?),
            None => Warning::Left(time_of(text)?),
        });
    }
    Ok(Promise { targets, clock: row.clock.clone(), warnings })
}

fn bad_time(text: &str) -> String {
    text!("bad-time", text = text)
}

/// `1h 30m` in milliseconds.
fn time_of(text: &str) -> std::result::Result<i64, String> {
    let mut time = 0_i64;
    let mut number = String::new();
    for one in text.trim().to_lowercase().chars() {
        let unit = match one {
            '0'..='9' if number.len() < 6 => {
                number.push(one);
                continue;
            }
            ' ' if number.is_empty() => continue,
            'd' => DAY,
            'h' => HOUR,
            'm' => MINUTE,
            's' => 1000,
            _ => return Err(bad_time(text)),
        };
        time += number.parse::<i64>().map_err(|_| bad_time(text))? * unit;
        number.clear();
    }
    if number.is_empty() && time > 0 { Ok(time) } else { Err(bad_time(text)) }
}

/// And back.
pub fn written(time: i64) -> String {
    if time % DAY == 0 {
        return format!("{}d", time / DAY);
    }
    let parts = [(time / HOUR, 'h'), (time / MINUTE % 60, 'm'), (time / 1000 % 60, 's')];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, unit)| format!("{count}{unit}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_they_are_read() {
        for (text, time, again) in [
            ("4h", 4 * HOUR, "4h"),
            ("1h30m", 90 * MINUTE, "1h 30m"),
            ("90 m".replace(' ', "").as_str(), 90 * MINUTE, "1h 30m"),
            ("2d", 2 * DAY, "2d"),
            ("1d 4h", 28 * HOUR, "28h"),
            ("45s", 45_000, "45s"),
        ] {
            assert_eq!((time_of(text), written(time)), (Ok(time), again.to_owned()), "{text}");
        }
        for odd in ["", "4", "h", "0h", "-1h", "4 h", "four hours", "9999999h"] {
            assert!(time_of(odd).is_err(), "{odd}");
        }
    }
}
