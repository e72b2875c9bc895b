//! A rule does what it says, with its author's rights as they are now, within what the order names.

use crate::log::{self, Ended, Line, Refusal};
use crate::model::action::{Action, Outcome};
use crate::model::engine::Placed;
use crate::model::facts::Facts;
use crate::model::trigger::Happening;
use crate::tickets::{self as read, Asks};
use crate::watch::Watch;
use crate::work::{self, Turn};
use crate::{heir, keep};
use ombud_plugin::desk::tickets::{self, MessageKind, NewMessage, Ticket};
use ombud_plugin::{Cx, Error, Result};

/// What came of it.
struct Done {
    after: Option<Facts>,
    /// What was written: whether the customer reads it.
    wrote: Vec<bool>,
    changed: bool,
    refused: Vec<Refusal>,
}

/// The timer of a rule's turn rang. All that is kept by others is asked for anew: it may have changed meanwhile.
pub fn ring(cx: &Cx, turn: Turn) -> Result<()> {
    let Turn { mut work, .. } = turn.clone();
    if let Some(heir) = &turn.heir {
        heir::release(cx, heir, &work.ticket)?;
    }
    // The rule as it was when it was found to fit; none: it was removed meanwhile.
    let Some(version) = keep::version(cx, &turn.rule, turn.version)? else {
        return cx.set_timer(&format!("run/{}", work.id), cx.now(), &work);
    };
    let rule = Placed { id: turn.rule.clone(), place: turn.place, rule: version.rule };
    // Whoever saved the rule since gave another order than the one that this was begun under.
    let author = cx.caller().user.filter(|user| *user == turn.author);
    // Where it rings for nobody it rings without any right to look.
    let ticket = author.as_ref().map_or(Ok(None), |_| read::find(cx, &work.ticket))?;
    let mut watch = Watch::of(cx, &work.ticket)?;
    let mut line = Line {
        at: cx.now(),
        run: work.id.clone(),
        ticket: work.ticket.clone(),
        number: turn.number,
        rule: rule.id.clone(),
        name: rule.rule.name.clone(),
        version: turn.version,
        author: Some(turn.author.clone()),
        outcome: Ended::Done,
        why: work::why(&rule.rule.on, &work.run.happenings),
        verdict: None,
        effects: Vec::new(),
        refused: Vec::new(),
    };
    let mut more = Vec::new();
    let mut acted = false;
    match (author, ticket) {
        (None, _) => line.outcome = Ended::NoAuthor,
        (Some(_), None) => {
            line.outcome = Ended::Refused;
            line.refused.push(Refusal::Unseen);
        }
        (Some(author), Some(ticket)) => {
            let facts = facts(cx, &ticket, &work, &rule, &watch)?;
            line.verdict = Some(rule.rule.when.verdict(&facts, cx.now()));
            let lets = watch.value.lets(&rule, cx.now()) && rule.rule.when.holds(&facts, cx.now());
            if !lets {
                line.outcome = Ended::Over;
            } else {
                let outcome = turn.filled.apply(&rule.rule.then, &facts, turn.heir.as_ref());
                if outcome.effects(&facts).is_empty() {
                    line.outcome = Ended::Nothing;
                }
                let done = perform(cx, &rule, &facts, &outcome)?;
                acted = done.changed || !done.wrote.is_empty();
                if acted {
                    watch.value.saw((cx.now(), Some(author)));
                    watch.value.did(&rule.id, cx.now());
                }
                line.effects = effects(&outcome, &facts, &done);
                if !done.refused.is_empty() {
                    line.outcome = Ended::Refused;
                    line.refused = done.refused;
                }
                if let Some(after) = &done.after {
                    let answered = done.wrote.contains(&true);
                    watch.value.stepped(&facts, after, cx.now(), answered);
                    more = after.since(&facts);
                }
                more.extend(done.wrote.iter().map(|customer| match customer {
                    true => Happening::AgentReplied,
                    false => Happening::Noted,
                }));
            }
        }
    }
    log::note(cx, &line)?;
    match line.outcome {
        _ if acted => work.run.did(&rule, more),
        Ended::Nothing => work.run.idle(&rule),
        _ => work.run.passed(&rule.id),
    }
    watch.keep(cx)?;
    cx.set_timer(&format!("run/{}", work.id), cx.now(), &work)
}

fn facts(cx: &Cx, ticket: &Ticket, work: &work::Work, rule: &Placed, watch: &Watch) -> Result<Facts> {
    let mut facts = Facts::from(ticket);
    let asks = Asks::of([rule]);
    if asks.clocks {
        facts.clocks = match watch.value.clocks_of(facts.version) {
            Some(clocks) => Some(clocks.clone()),
            None => Some(read::clocks(cx, &facts)?),
        };
    }
    if asks.message {
        facts.message = read::message(cx, &work.ticket, work.message.as_deref())?;
    }
    Ok(facts)
}

/// Does it all, or says what stands in the way: nothing is begun while a right is known to be missing.
fn perform(cx: &Cx, rule: &Placed, facts: &Facts, outcome: &Outcome) -> Result<Done> {
    let mut done = Done { after: None, wrote: Vec::new(), changed: false, refused: Vec::new() };
    let here = keep::ticket(&facts.id);
    for permission in rule.rule.then.iter().flat_map(Action::needs) {
        // Where a ticket goes only that department can say.
        let elsewhere = *permission == "tickets:ticket.move-into";
        let lacks = Refusal::Lacks((*permission).to_owned());
        if !elsewhere && !done.refused.contains(&lacks) && !cx.may(permission, Some(&here))? {
            done.refused.push(lacks);
        }
    }
    if !done.refused.is_empty() {
        return Ok(done);
    }
    let Some(changes) = outcome.changes(facts) else {
        write(cx, facts, outcome, &mut done)?;
        return Ok(done);
    };
    // Where it goes the author may see nothing any more: then what is written comes first.
    let leaves = changes.department.is_some() || changes.assignee.is_some();
    let mut version = facts.version;
    if leaves && !outcome.messages.is_empty() {
        write(cx, facts, outcome, &mut done)?;
        if !done.refused.is_empty() {
            return Ok(done);
        }
        version = tickets::get(cx, &facts.id)?.version;
    }
    match tickets::update(cx, &facts.id, version, &changes) {
        Ok(ticket) => {
            done.after = Some(Facts::from(&ticket));
            done.changed = true;
        }
        Err(error) => {
            done.refused.push(refusal(error)?);
            return Ok(done);
        }
    }
    if !leaves {
        write(cx, facts, outcome, &mut done)?;
    }
    Ok(done)
}

fn write(cx: &Cx, facts: &Facts, outcome: &Outcome, done: &mut Done) -> Result<()> {
    for (customer, text) in &outcome.messages {
        let message = NewMessage {
            kind: if *customer { MessageKind::Reply } else { MessageKind::Note },
            author: None,
            at: None,
            text: text.clone(),
            html: None,
            attachments: Vec::new(),
            mail: None,
        };
        match tickets::add_message(cx, &facts.id, &message) {
            Ok(_) => done.wrote.push(*customer),
            Err(error) => {
                done.refused.push(refusal(error)?);
                return Ok(());
            }
        }
    }
    if !done.wrote.is_empty()
        && let Some(ticket) = read::find(cx, &facts.id)?
    {
        done.after = Some(Facts::from(&ticket));
    }
    Ok(())
}

/// What is refused is an answer; what fails is tried again, by the kernel.
fn refusal(error: Error) -> Result<Refusal> {
    match error {
        Error::Denied(denial) if !denial.permission.is_empty() => Ok(Refusal::Lacks(denial.permission)),
        Error::NotFound(_) => Ok(Refusal::Unseen),
        Error::Denied(_) | Error::Invalid(_) | Error::TooLarge(_) => Ok(Refusal::Said(error.sentence())),
        other => Err(other),
    }
}

/// What was really done of all that it would do.
fn effects(outcome: &Outcome, facts: &Facts, done: &Done) -> Vec<crate::model::action::Effect> {
    use crate::model::action::Effect;
    let mut written = done.wrote.len();
    let mut was_done = |effect: &Effect| match effect {
        Effect::Noted { .. } | Effect::Replied { .. } => {
            let is = written > 0;
            written = written.saturating_sub(1);
            is
        }
        _ => done.changed,
    };
    outcome.effects(facts).into_iter().filter(|effect| was_done(effect)).collect()
}
