//! Who was there when: a day as a strip, and how long each state took.

use crate::keep::{self, Noted, Person, signed};
use crate::{clocks, parts};
use ombud_plugin::{Cx, Entry, Error, Result};
use ombud_worktime::channels::{Channel, State};
use ombud_worktime::day::Day;
use ombud_worktime::strip::Strip;
use ombud_worktime::{DAY, Instant};
use std::collections::BTreeMap;

const READ: &str = "availability:history.read";

/// So many days at once.
const DAYS: i64 = 31;

/// Whose history is asked for, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    pub department: Option<String>,
    pub channel: Option<Channel>,
    /// The first day and the last: `2026-11-23`.
    pub from: Option<String>,
    pub until: Option<String>,
    pub zone: Option<String>,
}

/// A stretch of days.
pub struct Range {
    pub zone: ombud_worktime::zone::Zone,
    pub zone_name: String,
    pub days: Vec<Day>,
}

impl Range {
    /// What is asked for; without a word the last seven days, by the clocks of the desk or of whom it is about.
    pub fn of(cx: &Cx, asked: &Asked, about: Option<&str>) -> Result<Range> {
        let now = signed(cx.now());
        let zone_name = match (&asked.zone, about) {
            (Some(zone), _) => zone.clone(),
            (None, Some(user)) => clocks::of_person(cx, user)?,
            (None, None) => clocks::of_desk(cx)?,
        };
        let here = parts::zone(cx, &zone_name, now, now)?;
        let day = |text: &Option<String>| -> Result<Option<Day>> {
            let wrong = |text: &String| Error::invalid(crate::texts::bad_date(text));
            text.as_ref().map(|text| text.parse().map_err(|_| wrong(text))).transpose()
        };
        let until = day(&asked.until)?.unwrap_or_else(|| here.day(now));
        let from = day(&asked.from)?.unwrap_or_else(|| until.plus(-6));
        let days = until.local().saturating_sub(from.local()) / DAY;
        if !(0..DAYS).contains(&days) {
            return Err(Error::invalid(crate::texts::bad_range()));
        }
        let zone = parts::zone(cx, &zone_name, from.local() - 2 * DAY, until.local() + 3 * DAY)?;
        Ok(Range { zone, zone_name, days: (0..=days).map(|days| from.plus(days)).collect() })
    }

    /// The first instant, and the first after the last.
    pub fn bounds(&self) -> (Instant, Instant) {
        let begin = self.days.first().map_or(0, |day| parts::bounds(&self.zone, *day).0);
        let end = self.days.last().map_or(0, |day| parts::bounds(&self.zone, *day).1);
        (begin, end)
    }
}

/// What became of somebody, if one may see it.
pub fn turns(cx: &Cx, user: &str, from: Instant, until: Instant) -> Result<Vec<Noted>> {
    cx.require(READ, Some(&keep::PEOPLE.at(user)))?;
    keep::turns(cx, user, from, until)
}

/// What was so on a channel, up to now.
pub fn strip(cx: &Cx, turns: &[Noted], channel: Channel, from: Instant, until: Instant) -> Strip<State> {
    let log = turns.iter().filter_map(|noted| Some((noted.turn.at, *noted.turn.states.get(&channel)?)));
    Strip::new(log, from, until.min(signed(cx.now())))
}

/// How long somebody was in each state on one day, milliseconds.
pub struct Total {
    pub user: String,
    pub name: String,
    pub day: Day,
    pub took: BTreeMap<State, i64>,
}

/// Day by day, for everybody whose history one may see, by name.
pub fn totals(cx: &Cx, asked: &Asked, range: &Range) -> Result<Vec<Total>> {
    let (from, until) = range.bounds();
    let channel = asked.channel.unwrap_or(Channel::Tickets);
    let mut totals = Vec::new();
    for (user, name) in people(cx, asked.department.as_deref())? {
        let turns = keep::turns(cx, &user, from, until)?;
        let strip = strip(cx, &turns, channel, from, until);
        for day in &range.days {
            let (begin, end) = parts::bounds(&range.zone, *day);
            let took = State::ALL.map(|state| (state, strip.took(state, begin, end))).into();
            totals.push(Total { user: user.clone(), name: name.clone(), day: *day, took });
        }
    }
    Ok(totals)
}

/// Everybody whose history one may see: id and name.
fn people(cx: &Cx, department: Option<&str>) -> Result<Vec<(String, String)>> {
    let members = department.map(|id| cx.colleagues(Some(id))).transpose()?;
    let mut users = Vec::new();
    for entry in keep::people(cx)? {
        let there = members.as_ref().is_none_or(|all| all.iter().any(|one| one.id == entry.id()));
        if there && cx.may(READ, Some(&entry.at()))? {
            users.push(entry.id().to_owned());
        }
    }
    named(cx, &users)
}

/// With their names, by name.
pub fn named(cx: &Cx, users: &[String]) -> Result<Vec<(String, String)>> {
    let mut named = Vec::new();
    for some in users.chunks(500) {
        named.extend(cx.faces(some)?.into_iter().map(|face| (face.id, face.name)));
    }
    named.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
    Ok(named)
}

/// What is kept of somebody whose history one may see.
pub fn person(cx: &Cx, user: &str) -> Result<Entry<Person>> {
    let entry = keep::person(cx, user)?.ok_or_else(|| Error::not_found(crate::texts::nobody()))?;
    cx.require(READ, Some(&entry.at()))?;
    Ok(entry)
}
