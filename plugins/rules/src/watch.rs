//! What is remembered of a ticket: what was looked at, what rules did with it and when, and since when it waits.

use crate::model::clock::{Clocks, Wrote, due};
use crate::model::engine::Placed;
use crate::model::facts::Facts;
use crate::model::rule::Once;
use crate::model::trigger::{Happening, Trigger};
use ombud_plugin::{Collection, Cx, Draft, Entry, Query, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One for each ticket with which something was done, or that waits for something, under the ticket's id.
pub const WATCHED: Collection<Watched> = Collection::new("rules:watched");

/// How many calls are remembered as looked at.
const SEEN: usize = 32;
/// What does more with one ticket in [`WHILE`] goes in a circle that leads through others.
const TOO_OFTEN: usize = 10;
const WHILE: Timestamp = 10 * 60_000;

/// What is remembered of a ticket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Watched {
    /// The calls that were looked at, or that were a rule's own: when, and whose.
    #[serde(default)]
    pub seen: Vec<(Timestamp, Option<UserId>)>,
    /// When each rule last did something.
    #[serde(default)]
    pub fired: BTreeMap<String, Timestamp>,
    /// Since when what a rule waited for had lasted when it was told so.
    #[serde(default)]
    pub told: BTreeMap<String, Timestamp>,
    /// Who did something lately.
    #[serde(default)]
    pub lately: Vec<(String, Timestamp)>,
    /// Since when it waits; only while some rule asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clocks: Option<Clocks>,
    /// Up to which version of the ticket that is known.
    #[serde(default)]
    pub version: u64,
    /// When something that had lasted long enough was last looked at.
    #[serde(default)]
    pub looked: Timestamp,
    /// When time alone makes it interesting: as it stands in the index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// As it was read, and as it is to be kept.
pub struct Watch {
    read: Option<Entry<Watched>>,
    id: String,
    /// What is remembered.
    pub value: Watched,
}

impl Watch {
    /// Of one ticket.
    pub fn of(cx: &Cx, ticket: &str) -> Result<Watch> {
        let read = cx.find(WATCHED, ticket)?;
        let value = read.as_ref().map(|entry| entry.value.clone()).unwrap_or_default();
        Ok(Watch { read, id: ticket.to_owned(), value })
    }

    /// Keeps it as it is by now.
    pub fn keep(&self, cx: &Cx) -> Result<()> {
        let due = self.value.due.into_iter();
        let draft = due.fold(Draft::new(&self.value), |draft, due| draft.index("due", [due]));
        match &self.read {
            None if self.value == Watched::default() => Ok(()),
            None => cx.create(WATCHED, draft.id(self.id.clone())).map(drop),
            Some(read) if read.value == self.value => Ok(()),
            Some(read) => cx.update(WATCHED, read, draft).map(drop),
        }
    }
}

impl Watched {
    /// Whether this call was looked at.
    pub fn has_seen(&self, call: &(Timestamp, Option<UserId>)) -> bool {
        self.seen.contains(call)
    }

    /// Remembers that it was.
    pub fn saw(&mut self, call: (Timestamp, Option<UserId>)) {
        self.seen.push(call);
        let old = self.seen.len().saturating_sub(SEEN);
        self.seen.drain(..old);
    }

    /// Since when it waits, if nothing was missed up to this version of the ticket.
    pub fn clocks_of(&self, version: u64) -> Option<&Clocks> {
        self.clocks.as_ref().filter(|_| self.version == version)
    }

    /// Remembers since when it waits.
    pub fn knows(&mut self, clocks: Option<Clocks>, version: u64) {
        self.version = if clocks.is_some() { version } else { 0 };
        self.clocks = clocks;
    }

    /// A rule changed the ticket itself. What was missed before that stays missed, and is found in its past.
    pub fn stepped(&mut self, before: &Facts, after: &Facts, at: Timestamp, answered: bool) {
        if let Some(mut clocks) = self.clocks_of(before.version).cloned() {
            let wrote = Wrote { customer: false, agent: answered };
            clocks.step(after, at, before.status != after.status, wrote);
            self.knows(Some(clocks), after.version);
        }
    }

    /// Whether a rule may do something again.
    pub fn lets(&self, rule: &Placed, now: Timestamp) -> bool {
        rule.rule.once.is_none_or(|once: Once| once.lets(self.fired.get(&rule.id).copied(), now))
    }

    /// A rule did something.
    pub fn did(&mut self, rule: &str, now: Timestamp) {
        self.fired.insert(rule.to_owned(), now);
        self.lately.retain(|(_, at)| at + WHILE > now);
        self.lately.push((rule.to_owned(), now));
    }

    /// Whether a rule does something with this ticket again and again.
    pub fn too_often(&self, rule: &str, now: Timestamp) -> bool {
        self.lately.iter().filter(|(id, at)| id == rule && at + WHILE > now).count() >= TOO_OFTEN
    }

    /// What rules wait for that has lasted long enough by now, and of which they were not told.
    pub fn overdue(&self, rules: &[Placed], facts: &Facts, now: Timestamp) -> Vec<Happening> {
        let mut all: Vec<Happening> = Vec::new();
        for (rule, clock, minutes, since) in self.waits(rules, facts) {
            let is = Happening::Waited { clock: clock.clone(), minutes, since };
            let told = self.told.get(&key(rule, clock, minutes)) == Some(&since);
            if due(since, minutes) <= now && !told && !all.contains(&is) {
                all.push(is);
            }
        }
        all
    }

    /// Remembers that a rule was told what it waited for.
    pub fn tell(&mut self, rule: &Placed, happenings: &[Happening]) {
        for happening in happenings {
            if let Happening::Waited { clock, minutes, since } = happening
                && rule.rule.on.iter().any(|trigger| trigger.fits(happening))
            {
                self.told.insert(key(rule, clock, *minutes), *since);
            }
        }
    }

    /// When time alone makes the ticket interesting for a rule; none: nothing waits.
    pub fn next(&self, rules: &[Placed], facts: &Facts) -> Option<Timestamp> {
        let untold = self.waits(rules, facts).filter(|(rule, clock, minutes, since)| {
            self.told.get(&key(rule, clock, *minutes)) != Some(since)
        });
        let dues = untold.map(|(_, _, minutes, since)| due(since, minutes));
        dues.filter(|due| *due > self.looked).min()
    }

    fn waits<'a>(
        &'a self,
        rules: &'a [Placed],
        facts: &'a Facts,
    ) -> impl Iterator<Item = (&'a Placed, &'a crate::model::clock::Clock, i64, Timestamp)> {
        let triggers = rules.iter().flat_map(|rule| rule.rule.on.iter().map(move |trigger| (rule, trigger)));
        triggers.filter_map(|(rule, trigger)| match trigger {
            Trigger::Waited { clock, minutes } => {
                let since = self.clocks.as_ref()?.since(clock, facts)?;
                Some((rule, clock, *minutes, since))
            }
            _ => None,
        })
    }
}

fn key(rule: &Placed, clock: &crate::model::clock::Clock, minutes: i64) -> String {
    format!("{} {clock} {minutes}", rule.id)
}

/// The tickets that are due first, at most so many.
pub fn first_due(cx: &Cx, most: u32) -> Result<Vec<Entry<Watched>>> {
    Ok(cx.query(WATCHED, &Query::by("due").limit(most))?.entries)
}

/// Forgets a ticket.
pub fn forget(cx: &Cx, ticket: &str) -> Result<()> {
    match cx.find(WATCHED, ticket)? {
        Some(entry) => cx.delete(WATCHED, &entry),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::action::Action;
    use crate::model::condition::Condition;
    use crate::model::facts::tests::plain;
    use crate::model::rule::Rule;

    fn waiting(id: &str, clock: &str, minutes: i64) -> Placed {
        let rule = Rule {
            name: id.into(),
            enabled: true,
            stop: false,
            once: None,
            on: vec![Trigger::Waited { clock: clock.parse().unwrap(), minutes }],
            when: Condition::default(),
            then: vec![Action::Unassign],
        };
        Placed { id: id.into(), place: 1, rule }
    }

    #[test]
    fn a_wait_is_told_once_and_again_only_when_it_begins_anew() {
        let rules = [waiting("a", "unassigned", 1), waiting("b", "unassigned", 5)];
        let facts = plain();
        let mut watched = Watched { clocks: Some(Clocks::begin(&facts, 0)), ..Watched::default() };
        assert_eq!(watched.next(&rules, &facts), Some(60_000));
        assert_eq!(watched.overdue(&rules, &facts, 59_999), []);
        let due = watched.overdue(&rules, &facts, 60_000);
        assert_eq!(due.len(), 1);
        watched.looked = 60_000;
        watched.tell(&rules[0], &due);
        assert_eq!(watched.overdue(&rules, &facts, 70_000), []);
        assert_eq!(watched.next(&rules, &facts), Some(300_000), "the other still waits");
        watched.clocks.as_mut().unwrap().unassigned = Some(100_000);
        assert_eq!(watched.next(&rules, &facts), Some(160_000));
        assert_eq!(watched.overdue(&rules, &facts, 160_000).len(), 1);
    }

    #[test]
    fn what_happens_again_and_again_is_too_often() {
        let mut watched = Watched::default();
        for at in 0..10 {
            assert!(!watched.too_often("a", at));
            watched.did("a", at);
        }
        assert!(watched.too_often("a", 10) && !watched.too_often("b", 10));
        assert!(!watched.too_often("a", WHILE + 10), "after a while it is forgiven");
    }
}
