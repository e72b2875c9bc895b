//! What was kept and what was broken, as far as whoever asks may see it.

use crate::keep::{self, OUTCOMES, Outcome};
use crate::route::Asked;
use crate::texts;
use crate::typed::word;
use ombud_plugin::moment::{day, parse_day};
use ombud_plugin::{Cx, Error, Query, Result, Timestamp, text};
use std::collections::BTreeMap;

const DAY: Timestamp = 86_400_000;
/// So many outcomes of the time that is asked for are read at most, the latest first.
pub const MOST: usize = 10_000;
const MOST_MONTHS: usize = 36;

/// What one asked for, found.
pub struct Report {
    /// The first day and the last.
    pub from: String,
    pub until: String,
    /// The latest first.
    pub outcomes: Vec<Outcome>,
    /// There are more, which were not counted.
    pub more: bool,
}

/// How many were kept and how many broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Tally {
    pub kept: u32,
    pub broken: u32,
}

impl Tally {
    /// Kept of a hundred.
    pub fn share(self) -> u32 {
        (self.kept * 100).checked_div(self.kept + self.broken).unwrap_or(0)
    }

    fn count(&mut self, outcome: &Outcome) {
        if outcome.kept { self.kept += 1 } else { self.broken += 1 }
    }
}

impl Report {
    /// All together.
    pub fn total(&self) -> Tally {
        let mut tally = Tally::default();
        self.outcomes.iter().for_each(|outcome| tally.count(outcome));
        tally
    }

    /// By something, in its order.
    pub fn by(&self, key: impl Fn(&Outcome) -> String) -> Vec<(String, Tally)> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for outcome in &self.outcomes {
            tallies.entry(key(outcome)).or_default().count(outcome);
        }
        tallies.into_iter().collect()
    }

    /// By day, or by month where there are many days.
    pub fn by_period(&self) -> Vec<(String, Tally)> {
        let span = parse_day(&self.until).zip(parse_day(&self.from)).map_or(0, |(until, from)| until - from);
        match span {
            0..=2_678_400_000 => self.by(|outcome| day(outcome.at)),
            _ => self.by(|outcome| keep::month(outcome.at)),
        }
    }
}

/// The first of the month in which a moment lies.
fn first_of(month: &str) -> Timestamp {
    parse_day(&format!("{month}-01")).unwrap_or(0)
}

/// How many months these days touch.
fn months(from: Timestamp, until: Timestamp) -> usize {
    let number = |at: Timestamp| {
        let month = keep::month(at);
        let (year, month) = month.split_once('-').unwrap_or_default();
        year.parse::<usize>().unwrap_or(0) * 12 + month.parse::<usize>().unwrap_or(0)
    };
    number(until).saturating_sub(number(from)) + 1
}

/// Looks it up. Whatever is not chosen is this month, and everything.
pub fn find(cx: &Cx, asked: &Asked) -> Result<Report> {
    let read = |text: &String| parse_day(text).ok_or_else(|| Error::invalid(text!("bad-day", day = text)));
    let from = asked.from.as_ref().map(read).transpose()?;
    let until = asked.until.as_ref().map(read).transpose()?.unwrap_or(cx.now() / DAY * DAY);
    let from = from.unwrap_or_else(|| first_of(&keep::month(until)));
    if from > until {
        return Err(Error::invalid(texts::backwards()));
    }
    if months(from, until) > MOST_MONTHS {
        return Err(Error::invalid(text!("too-long", most = MOST_MONTHS)));
    }
    let mut report = Report { from: day(from), until: day(until), outcomes: Vec::new(), more: false };
    let fits = |outcome: &Outcome| {
        asked.agent.as_ref().is_none_or(|agent| outcome.agent.as_ref() == Some(agent))
            && asked.metric.as_ref().is_none_or(|metric| word(outcome.metric) == *metric)
    };
    let mut month = keep::month(until);
    let mut read = 0;
    loop {
        let query = Query::by("month").prefix(&month).descending().department(asked.department.clone());
        let mut query = query.limit(200);
        loop {
            let page = cx.query(OUTCOMES, &query)?;
            let over = page.entries.last().is_some_and(|entry| entry.value.at < from);
            let outcomes = page.entries.into_iter().map(|entry| entry.value);
            for outcome in outcomes.filter(|outcome| (from..until + DAY).contains(&outcome.at)) {
                if read == MOST {
                    report.more = true;
                    return Ok(report);
                }
                read += 1;
                report.outcomes.extend(Some(outcome).filter(&fits));
            }
            match page.next {
                Some(next) if !over => query = query.cursor(next),
                _ => break,
            }
        }
        if keep::month(from) == month {
            return Ok(report);
        }
        month = keep::month(first_of(&month) - 1);
    }
}
