//! Who accepts work when: shifts, what somebody chose by hand, and every flip with its cause.
//!
//! A choice beats the schedule until it ends: at the next boundary of the schedule, at a time, or when it is taken back
//! (`notes/peers.md` 2.9). Being connected and being suspended are no business of this module: they can only take away.

use crate::Instant;
use crate::calendar::Holiday;
use crate::day::Day;
use crate::timeline::Timeline;
use crate::week::{Week, Window};
use crate::zone::Zone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days away, the last one included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// For colleagues.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// When somebody works. Leave beats what is said for a date, that beats a holiday, and that the week. Shifts belong to the day on which they
/// begin: Saturday 22:00-06:00 covers Sunday morning, even if Sunday is free.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Schedule {
    /// The ordinary week.
    pub week: Week,
    /// Shifts of certain dates; without any the day is free.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub exceptions: BTreeMap<Day, Vec<Window>>,
    /// Days away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leave: Vec<Leave>,
}

impl Schedule {
    /// The shifts that begin on a day.
    pub fn on(&self, day: Day, holidays: &[Holiday]) -> &[Window] {
        if self.leave.iter().any(|leave| leave.from <= day && day <= leave.until) {
            return &[];
        }
        if let Some(exception) = self.exceptions.get(&day) {
            return exception;
        }
        let free = holidays.iter().any(|holiday| holiday.on.is(day));
        if free { &[] } else { self.week.on(day.weekday()) }
    }

    /// When the person works in this stretch of time. Shifts that touch are one.
    pub fn timeline(&self, holidays: &[Holiday], zone: &Zone, from: Instant, until: Instant) -> Timeline {
        Timeline::of_days(zone, from, until, |day| self.on(day, holidays))
    }
}

/// How long a choice holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// Until the schedule begins or ends a shift.
    Boundary,
    /// Until this instant.
    Until(Instant),
    /// Until it is taken back.
    Cleared,
}

/// Who chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The person.
    Person,
    /// Somebody who may set others.
    Supervisor,
}

/// What was chosen by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Whether to accept work.
    pub accepting: bool,
    /// How long that holds.
    pub hold: Hold,
    /// Who chose.
    pub by: By,
}

/// Why somebody began or ceased to accept work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A shift began or ended.
    Schedule,
    /// The schedule was changed.
    Edit,
    /// Somebody chose so.
    Choice(By),
    /// A choice ended at its time, or was taken back.
    ChoiceEnded,
}

/// That somebody began or ceased to accept work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flip {
    /// When: for a boundary its own time, however late it was noticed.
    pub at: Instant,
    /// What is so from then on.
    pub accepting: bool,
    /// Why.
    pub cause: Cause,
}

/// Whether somebody accepts work, as far as it was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    /// Everything up to this instant, itself included, is settled.
    at: Instant,
    /// What the schedule says.
    scheduled: bool,
    choice: Option<Choice>,
    last: Flip,
    /// The ends of shifts that were settled and not taken yet.
    #[serde(skip)]
    ends: Vec<Instant>,
}

impl Availability {
    /// From this instant on, by the schedule; `timeline` is none for somebody who has none, and is as `otherwise`.
    pub fn begin(at: Instant, timeline: Option<&Timeline>, otherwise: bool) -> Availability {
        let scheduled = timeline.map_or(otherwise, |timeline| timeline.is_open(at));
        let last = Flip { at, accepting: scheduled, cause: Cause::Schedule };
        Availability { at, scheduled, choice: None, last, ends: Vec::new() }
    }

    /// When the shifts of the person ended, of all that was settled since this was asked last. A choice to accept no work during a shift is
    /// no end of it, though the end comes while it holds; a choice to accept work puts the end off until it ends. Who has no schedule has no
    /// end of a shift.
    pub fn take_ends(&mut self) -> Vec<Instant> {
        std::mem::take(&mut self.ends)
    }

    /// In a shift, or accepting work beyond it.
    fn works(&self) -> bool {
        self.scheduled || self.last.accepting
    }

    /// With what was so before: whether that was the end of a shift.
    fn note_end(&mut self, worked: bool, has_schedule: bool) {
        if worked && !self.works() && has_schedule {
            self.ends.push(self.at);
        }
    }

    /// Whether it is so now, that is, since the last flip.
    pub fn accepting(&self) -> bool {
        self.last.accepting
    }

    /// The last flip.
    pub fn last(&self) -> Flip {
        self.last
    }

    /// What the schedule alone says.
    pub fn scheduled(&self) -> bool {
        self.scheduled
    }

    /// The choice that holds, if one does.
    pub fn choice(&self) -> Option<Choice> {
        self.choice
    }

    /// Up to which instant all is settled.
    pub fn settled(&self) -> Instant {
        self.at
    }

    /// When there is something to look at next: at a boundary, or when a choice ends.
    pub fn wake(&self, timeline: Option<&Timeline>) -> Option<Instant> {
        let boundary = timeline.and_then(|timeline| timeline.next_change(self.at)).map(|(at, _)| at);
        boundary.into_iter().chain(self.choice_end()).min()
    }

    fn choice_end(&self) -> Option<Instant> {
        match self.choice?.hold {
            Hold::Until(end) => Some(end),
            Hold::Boundary | Hold::Cleared => None,
        }
    }

    /// Settles everything up to `now`: each boundary that was missed comes once, at its own time, and the latest wins. A clock that was put
    /// back settles nothing.
    pub fn advance(&mut self, timeline: Option<&Timeline>, now: Instant) -> Vec<Flip> {
        let mut flips = Vec::new();
        loop {
            let boundary = timeline.and_then(|timeline| timeline.next_change(self.at));
            let end = self.choice_end().map(|end| end.max(self.at));
            let next = boundary.map(|(at, _)| at).into_iter().chain(end).min();
            let Some(at) = next.filter(|at| *at <= now) else { break };
            let worked = self.works();
            self.at = at;
            let mut cause = Cause::ChoiceEnded;
            if end == Some(at) {
                self.choice = None;
            }
            if let Some((_, scheduled)) = boundary.filter(|(boundary, _)| *boundary == at) {
                self.scheduled = scheduled;
                if self.choice.is_some_and(|choice| choice.hold == Hold::Boundary) {
                    self.choice = None;
                }
                cause = Cause::Schedule;
            }
            flips.extend(self.settle(cause));
            self.note_end(worked, timeline.is_some());
        }
        self.at = self.at.max(now);
        flips
    }

    /// Somebody chose, or took a choice back (`None`), at this instant; what was before it is settled first.
    pub fn choose(&mut self, timeline: Option<&Timeline>, at: Instant, choice: Option<Choice>) -> Vec<Flip> {
        let mut flips = self.advance(timeline, at);
        let worked = self.works();
        self.choice = choice;
        flips.extend(self.settle(choice.map_or(Cause::ChoiceEnded, |choice| Cause::Choice(choice.by))));
        self.note_end(worked, timeline.is_some());
        flips
    }

    /// The schedule became another one at this instant. If it says something else about this very moment, that is a boundary: it acts at once.
    pub fn edit(
        &mut self,
        before: Option<&Timeline>,
        after: Option<&Timeline>,
        otherwise: bool,
        at: Instant,
    ) -> Vec<Flip> {
        let mut flips = self.advance(before, at);
        let worked = self.works();
        let scheduled = after.map_or(otherwise, |timeline| timeline.is_open(self.at));
        if scheduled != self.scheduled {
            self.scheduled = scheduled;
            if self.choice.is_some_and(|choice| choice.hold == Hold::Boundary) {
                self.choice = None;
            }
        }
        flips.extend(self.settle(Cause::Edit));
        self.note_end(worked, before.is_some());
        flips
    }

    fn settle(&mut self, cause: Cause) -> Option<Flip> {
        let accepting = self.choice.map_or(self.scheduled, |choice| choice.accepting);
        if accepting == self.last.accepting {
            return None;
        }
        self.last = Flip { at: self.at, accepting, cause };
        Some(self.last)
    }
}
