//! Which rule comes next, and when it is over.
//!
//! A run begins with what happened to one ticket. The rules are gone through in their order, and each sees the ticket as those before it
//! left it, and what they made happen. Once through, it begins anew with what happened meanwhile, until nothing more does. A rule does something
//! at most once in a run, so a run of n rules ends after at most n of them did something. What would go round in a circle ends there, and is told.

use crate::model::facts::Facts;
use crate::model::rule::Rule;
use crate::model::trigger::Happening;
use ombud_plugin::Timestamp;
use serde::{Deserialize, Serialize};

/// A rule in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// Its id.
    pub id: String,
    /// Its place: less comes first.
    pub place: u32,
    /// What it says.
    pub rule: Rule,
}

/// A run over one ticket, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What happened, in its order.
    pub happenings: Vec<Happening>,
    /// From where this round looks at it.
    from: usize,
    /// How much had happened when this round began.
    until: usize,
    /// The last rule that was looked at in this round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<(u32, String)>,
    /// Which rules did something, and how much had happened by then.
    fired: Vec<(String, usize)>,
    /// Whose turn it was, and that did nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    passed: Vec<String>,
    /// A rule said that nothing follows.
    stopped: bool,
}

impl Run {
    /// Begins with what happened.
    pub fn begin(happenings: Vec<Happening>) -> Run {
        let until = happenings.len();
        Run { happenings, from: 0, until, after: None, fired: Vec::new(), passed: Vec::new(), stopped: false }
    }

    /// The next rule that fits the ticket as it is now. `rules` in their order, enabled; `lets`: whether a rule may do something again.
    pub fn next<'a>(
        &mut self,
        rules: &'a [Placed],
        facts: &Facts,
        now: Timestamp,
        lets: &dyn Fn(&Placed) -> bool,
    ) -> Option<&'a Placed> {
        while !self.stopped {
            for rule in rules {
                let place = (rule.place, rule.id.clone());
                if self.after.as_ref().is_some_and(|after| place <= *after) || self.had_its_turn(&rule.id) {
                    continue;
                }
                let window = self.happenings.get(self.from..).unwrap_or_default();
                if waits_for(&rule.rule, window) && lets(rule) && rule.rule.when.holds(facts, now) {
                    self.after = Some(place);
                    return Some(rule);
                }
            }
            if self.happenings.len() == self.until {
                self.stopped = true;
                return None;
            }
            // What the rules of this round made happen is news to those before them.
            (self.from, self.until, self.after) = (self.until, self.happenings.len(), None);
        }
        None
    }

    /// A rule did something, and this came of it.
    pub fn did(&mut self, rule: &Placed, more: Vec<Happening>) {
        self.happenings.extend(more);
        self.fired.push((rule.id.clone(), self.happenings.len()));
        self.stopped |= rule.rule.stop;
    }

    /// A rule fits, and what it does was so already. Nothing follows it if it says so; it did nothing, so if more happens that it waits
    /// for it has a turn again.
    pub fn idle(&mut self, rule: &Placed) {
        self.stopped |= rule.rule.stop;
    }

    /// A rule had its turn and did nothing: its author may not, or it did not fit any more. What follows it is not stopped by that.
    pub fn passed(&mut self, rule: &str) {
        self.passed.push(rule.to_owned());
    }

    /// The rules that would do something again, if they could: they go round in a circle with others.
    pub fn circles<'a>(&self, rules: &'a [Placed], facts: &Facts, now: Timestamp) -> Vec<&'a Placed> {
        let circle = |rule: &&Placed| {
            let mark = self.fired.iter().find(|(id, _)| *id == rule.id).map(|(_, mark)| *mark);
            let later = mark.and_then(|mark| self.happenings.get(mark..)).unwrap_or_default();
            waits_for(&rule.rule, later) && rule.rule.when.holds(facts, now)
        };
        rules.iter().filter(circle).collect()
    }

    fn had_its_turn(&self, rule: &str) -> bool {
        self.fired.iter().any(|(id, _)| id == rule) || self.passed.iter().any(|id| id == rule)
    }
}

/// Whether a rule waits for something of this.
pub fn waits_for(rule: &Rule, happenings: &[Happening]) -> bool {
    rule.on.iter().any(|trigger| happenings.iter().any(|happening| trigger.fits(happening)))
}
