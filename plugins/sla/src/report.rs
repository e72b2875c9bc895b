//! What was kept and what was broken, as far as whoever asks may see it.

use crate::keep::{OUTCOMES, Outcome};
use crate::route::Asked;
use crate::texts;
use crate::typed::word;
use ombud_plugin::days::{Days, MOST_MONTHS, Unusable, begin_of_month};
use ombud_plugin::{Cx, Error, Result, text};
use std::collections::BTreeMap;

/// So many outcomes of the time that is asked for are read at most, the latest first.
pub const MOST: usize = 10_000;

/// What one asked for, found.
pub struct Report {
    pub days: Days,
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
        self.by(|outcome| self.days.row(outcome.at))
    }
}

/// Looks it up. Whatever is not chosen is this month, and everything.
pub fn find(cx: &Cx, asked: &Asked) -> Result<Report> {
    let typed = (asked.from.as_deref(), asked.until.as_deref());
    let days = Days::typed(typed, cx.now(), begin_of_month).map_err(|unusable| {
        Error::invalid(match unusable {
            Unusable::NoDay(day) => text!("bad-day", day = day),
            Unusable::Backwards => texts::backwards().to_owned(),
            Unusable::TooLong => text!("too-long", most = MOST_MONTHS),
        })
    })?;
    let (mut outcomes, more) =
        days.find(cx, OUTCOMES, asked.department.as_ref(), |outcome: &Outcome| outcome.at, MOST)?;
    outcomes.retain(|outcome| {
        asked.agent.as_ref().is_none_or(|agent| outcome.agent.as_ref() == Some(agent))
            && asked.metric.as_ref().is_none_or(|metric| word(outcome.metric) == *metric)
    });
    Ok(Report { days, outcomes, more })
}
