//! What a rule would have done: over a stretch of the past, or with one ticket as it is. Nothing is written; what is looked at is what the asker may see.

use crate::keep::ticket;
use crate::model::action::{Action, Effect};
use crate::model::clock::due;
use crate::model::condition::Verdict;
use crate::model::engine::{Placed, waits_for};
use crate::model::facts::Facts;
use crate::model::past::Step;
use crate::model::rule::{Once, Rule};
use crate::model::trigger::{Happening, Trigger};
use crate::others::Others;
use crate::tickets;
use crate::work;
use ombud_plugin::desk::queues::{self, Query, Selection};
use ombud_plugin::desk::tickets::Sort;
use ombud_plugin::{Cx, RecordId, Result, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many tickets one trial looks at.
pub const MOST_TICKETS: usize = 200;
/// How many times it tells.
pub const MOST_HITS: usize = 100;

/// One time that a rule would have done something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// With which ticket.
    pub ticket: RecordId,
    /// What people call it.
    pub number: u64,
    /// What it was called then.
    pub subject: String,
    /// When.
    pub at: Timestamp,
    /// What had happened.
    pub why: Vec<Happening>,
    /// What was asked, and what was there.
    pub verdict: Verdict,
    /// What it would have done. Empty: the ticket was so already.
    pub effects: Vec<Effect>,
}

/// What a trial found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trial {
    /// How many tickets were looked at.
    pub tickets: usize,
    /// How many times something happened that the rule waits for.
    pub times: usize,
    /// When it would have done something, in the order of time.
    pub hits: Vec<Hit>,
    /// There are more tickets, or more times, than were looked at.
    pub more: bool,
    /// Promises or ends of shifts for which it waits were not to be seen: whoever keeps them is away, or the asker may not.
    pub blind: bool,
}

/// One ticket as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Now {
    /// Which.
    pub ticket: RecordId,
    /// What people call it.
    pub number: u64,
    /// What it is called.
    pub subject: String,
    /// Whether it fits.
    pub verdict: Verdict,
    /// What would be done.
    pub effects: Vec<Effect>,
    /// What the asker may not do there.
    pub lacks: Vec<&'static str>,
}

/// Tries a rule over what happened from then until then.
pub fn over(cx: &Cx, rule: &Rule, from: Timestamp, until: Timestamp) -> Result<Trial> {
    let placed = Placed { id: "trial".to_owned(), place: 0, rule: rule.clone() };
    let mut trial = Trial::default();
    let mut others = Others::of(cx, rule, (from, until));
    // What waits, or of which others said something, need not have changed since.
    let since = (!rule.waits() && !others.is_any()).then_some(from);
    let selection = Selection { since, ..Selection::all() };
    let mut query = Query { selection, sort: Sort::Updated, limit: 100, cursor: None };
    loop {
        let page = queues::find(cx, &query)?;
        for found in page.tickets {
            if trial.tickets >= MOST_TICKETS {
                trial.more = true;
                break;
            }
            trial.tickets += 1;
            of_ticket(cx, &placed, &Facts::from(&found), (from, until), &mut others, &mut trial)?;
        }
        match page.next {
            Some(next) if !trial.more => query.cursor = Some(next),
            _ => break,
        }
    }
    trial.blind = others.blind;
    trial.hits.sort_by_key(|hit| (hit.at, hit.number));
    if trial.hits.len() > MOST_HITS {
        trial.hits.truncate(MOST_HITS);
        trial.more = true;
    }
    Ok(trial)
}

/// The moments of a life at which a rule might have done something: what happened, and when time alone made it so.
fn moments(rule: &Rule, life: &[Step], until: Timestamp) -> Vec<(Timestamp, Vec<Happening>, Facts)> {
    let mut told: BTreeMap<String, Timestamp> = BTreeMap::new();
    let mut all = Vec::new();
    for (place, step) in life.iter().enumerate() {
        let end = life.get(place + 1).map_or(until, |next| next.at);
        // What had lasted long enough when this happened, and was told nobody.
        let waits = || {
            rule.on.iter().filter_map(|trigger| match trigger {
                Trigger::Waited { clock, minutes } => {
                    let since = step.after.clocks.as_ref()?.since(clock, &step.after)?;
                    Some((clock.clone(), *minutes, since))
                }
                _ => None,
            })
        };
        let key = |clock: &dyn std::fmt::Display, minutes: i64| format!("{clock} {minutes}");
        let mut happenings = step.happenings.clone();
        for (clock, minutes, since) in waits() {
            let name = key(&clock, minutes);
            if due(since, minutes) <= step.at && told.get(&name) != Some(&since) {
                happenings.push(Happening::Waited { clock, minutes, since });
            }
        }
        let fits = waits_for(rule, &happenings) && rule.when.holds(&step.after, step.at);
        for happening in happenings.iter().filter(|_| fits) {
            if let Happening::Waited { clock, minutes, since } = happening {
                told.insert(key(clock, *minutes), *since);
            }
        }
        all.push((step.at, happenings, step.after.clone()));
        // And what came to last long enough before anything else happened.
        let mut later: Vec<_> =
            waits().map(|(clock, minutes, since)| (due(since, minutes), clock, minutes, since)).collect();
        later.sort_by_key(|(at, ..)| *at);
        for (at, clock, minutes, since) in later {
            if at > step.at && at < end && told.get(&key(&clock, minutes)) != Some(&since) {
                if rule.when.holds(&step.after, at) {
                    told.insert(key(&clock, minutes), since);
                }
                all.push((at, vec![Happening::Waited { clock, minutes, since }], step.after.clone()));
            }
        }
    }
    all
}

fn of_ticket(
    cx: &Cx,
    rule: &Placed,
    now: &Facts,
    period: (Timestamp, Timestamp),
    others: &mut Others<'_>,
    trial: &mut Trial,
) -> Result<()> {
    let life = others.tell(now, tickets::life(cx, now)?)?;
    let mut last = None;
    for (at, happenings, mut facts) in moments(&rule.rule, &life, period.1.min(cx.now())) {
        if at < period.0 || at >= period.1 || !waits_for(&rule.rule, &happenings) {
            continue;
        }
        trial.times += 1;
        let lets = rule.rule.once.is_none_or(|once: Once| once.lets(last, at));
        if !lets || !rule.rule.when.holds(&facts, at) {
            continue;
        }
        facts.version = now.version;
        let effects = would(cx, rule, &facts)?;
        // What was so already was nothing.
        last = if effects.is_empty() { last } else { Some(at) };
        trial.hits.push(Hit {
            ticket: now.id.clone(),
            number: now.number,
            subject: facts.subject.clone(),
            at,
            why: work::why(&rule.rule.on, &happenings),
            verdict: rule.rule.when.verdict(&facts, at),
            effects,
        });
    }
    Ok(())
}

/// What a rule would do. To whom it would hand over only that moment can tell.
fn would(cx: &Cx, rule: &Placed, facts: &Facts) -> Result<Vec<Effect>> {
    let mut effects = work::effects(cx, rule, facts, facts.assignee.as_ref())?.1;
    if rule.rule.then.iter().any(Action::hands_over) {
        effects.push(Effect::HandedOver);
    }
    Ok(effects)
}

/// Tries a rule on one ticket as it is now, whatever it waits for.
pub fn on(cx: &Cx, rule: &Rule, found: &ombud_plugin::desk::tickets::Ticket) -> Result<Now> {
    let placed = Placed { id: "trial".to_owned(), place: 0, rule: rule.clone() };
    let mut facts = Facts::from(found);
    facts.clocks = Some(tickets::clocks(cx, &facts)?);
    facts.message = tickets::message(cx, &facts.id, None)?;
    let mut lacks: Vec<&'static str> = Vec::new();
    for permission in rule.then.iter().flat_map(Action::needs) {
        let there = *permission == "tickets:ticket.move-into";
        if !there && !lacks.contains(permission) && !cx.may(permission, Some(&ticket(&facts.id)))? {
            lacks.push(permission);
        }
    }
    Ok(Now {
        ticket: facts.id.clone(),
        number: facts.number,
        subject: facts.subject.clone(),
        verdict: rule.when.verdict(&facts, cx.now()),
        effects: would(cx, &placed, &facts)?,
        lacks,
    })
}
