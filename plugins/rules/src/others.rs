//! What other plugins said of tickets and people in the past, as far as whoever asks may see it.

use crate::keep::ticket;
use crate::model::facts::Facts;
use crate::model::past::{self, Step};
use crate::model::rule::Rule;
use crate::model::trigger::{Happening, Trigger};
use ombud_plugin::desk::shifts;
use ombud_plugin::desk::sla::{self, Metric, Saying};
use ombud_plugin::{Cx, Error, RecordRef, Result, Timestamp, UserId};
use std::collections::BTreeMap;

const PROMISES: &str = "sla:deadline.read";
const SHIFTS: &str = "schedule:schedule.read";

/// What was said within a stretch of time.
pub struct Others<'a> {
    cx: &'a Cx,
    period: (Timestamp, Timestamp),
    promises: bool,
    shifts: bool,
    /// When the shifts of people ended; none: it is not to be seen.
    ends: BTreeMap<UserId, Option<Vec<Timestamp>>>,
    /// Something may have been said that was not to be seen.
    pub blind: bool,
}

impl<'a> Others<'a> {
    /// What a rule waits for.
    pub fn of(cx: &'a Cx, rule: &Rule, period: (Timestamp, Timestamp)) -> Others<'a> {
        let waits = |is: fn(&Trigger) -> bool| rule.on.iter().any(is);
        Others {
            cx,
            period,
            promises: waits(|on| matches!(on, Trigger::SlaWarned { .. } | Trigger::SlaBroken { .. })),
            shifts: waits(|on| matches!(on, Trigger::ShiftEnded)),
            ends: BTreeMap::new(),
            // How a ticket was rated in between is not kept.
            blind: waits(|on| matches!(on, Trigger::Rated { .. })),
        }
    }

    /// Whether it waits for anything that others say.
    pub fn is_any(&self) -> bool {
        self.promises || self.shifts
    }

    /// The life of a ticket with what others said of it.
    pub fn tell(&mut self, now: &Facts, life: Vec<Step>) -> Result<Vec<Step>> {
        let mut said = if self.promises { self.promised(now)? } else { Vec::new() };
        if self.shifts {
            said.extend(self.ended(&life)?);
        }
        let (from, until) = self.period;
        said.retain(|(at, _)| (from..until).contains(at));
        Ok(past::woven(life, said))
    }

    fn promised(&mut self, now: &Facts) -> Result<Vec<(Timestamp, Happening)>> {
        if !self.sees(PROMISES, &ticket(&now.id))? {
            self.blind = true;
            return Ok(Vec::new());
        }
        let said = match sla::past(self.cx, &now.id) {
            Err(Error::Unavailable(_) | Error::Denied(_)) => {
                self.blind = true;
                return Ok(Vec::new());
            }
            said => said?,
        };
        let told = |one: sla::Said| {
            let metric = word(one.metric).to_owned();
            match one.what {
                Saying::Warned => Some((one.at, Happening::SlaWarned { metric })),
                Saying::Broken => Some((one.at, Happening::SlaBroken { metric })),
                Saying::Kept => None,
            }
        };
        Ok(said.into_iter().filter_map(told).collect())
    }

    /// The ends of the shifts of whoever answered for the ticket then, while there was work to do.
    fn ended(&mut self, life: &[Step]) -> Result<Vec<(Timestamp, Happening)>> {
        let mut all = Vec::new();
        for (place, step) in life.iter().enumerate() {
            let until = life.get(place + 1).map_or(Timestamp::MAX, |next| next.at);
            let gone = step.at >= self.period.1 || until <= self.period.0;
            let Some(user) = step.after.assignee.as_ref().filter(|_| step.after.is_active() && !gone) else {
                continue;
            };
            let ends = self.ends_of(user)?.iter().filter(|at| (step.at..until).contains(*at));
            all.extend(ends.map(|at| (*at, Happening::ShiftEnded)));
        }
        Ok(all)
    }

    fn ends_of(&mut self, user: &UserId) -> Result<&[Timestamp]> {
        if !self.ends.contains_key(user) {
            let ends = self.ask(user)?;
            self.blind |= ends.is_none();
            self.ends.insert(user.clone(), ends);
        }
        Ok(self.ends.get(user).and_then(Option::as_deref).unwrap_or_default())
    }

    fn ask(&self, user: &UserId) -> Result<Option<Vec<Timestamp>>> {
        let person = RecordRef { collection: "schedule:accepting".into(), id: user.clone() };
        if !self.sees(SHIFTS, &person)? {
            return Ok(None);
        }
        match shifts::ends(self.cx, user, self.period.0, self.period.1) {
            Err(Error::Unavailable(_) | Error::Denied(_)) => Ok(None),
            ends => ends.map(Some),
        }
    }

    /// Whether whoever asks may see it, there or everywhere. Of what is hidden and of what was never there alike nothing is known.
    fn sees(&self, permission: &str, subject: &RecordRef) -> Result<bool> {
        if self.cx.may(permission, None)? {
            return Ok(true);
        }
        match self.cx.may(permission, Some(subject)) {
            Err(Error::NotFound(_)) => Ok(false),
            may => may,
        }
    }
}

/// As events name it.
pub const fn word(metric: Metric) -> &'static str {
    match metric {
        Metric::FirstAssignment => "first-assignment",
        Metric::FirstResponse => "first-response",
        Metric::NextResponse => "next-response",
        Metric::Resolution => "resolution",
    }
}
