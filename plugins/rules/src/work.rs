//! What follows when something happened to a ticket: the plugin by itself finds which rule fits; what that rule does is done in its author's name.
//!
//! One turn finds the next rule and sets a timer under its author's order ([`crate::act`]). When that is done, another turn goes on after it.

use crate::log::{self, Ended, Line};
use crate::model::action::{self, Action, Effect};
use crate::model::clock::Wrote;
use crate::model::engine::{Placed, Run, waits_for};
use crate::model::facts::Facts;
use crate::model::past;
use crate::model::trigger::{Happening, Trigger};
use crate::tickets::{self, Asks};
use crate::watch::Watch;
use crate::words::Filled;
use crate::{heir, keep, sheet, time};
use ombud_plugin::{Cx, Event, Level, RecordId, RecordRef, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// A run, on its way through timers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Work {
    /// Names it in the log.
    pub id: String,
    /// With which ticket.
    pub ticket: RecordId,
    /// What this is about, if it is a message.
    #[serde(default)]
    pub message: Option<RecordId>,
    /// How far it is.
    pub run: Run,
}

/// A rule whose turn it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Turn {
    /// Of which run.
    pub work: Work,
    /// What people call the ticket.
    #[serde(default)]
    pub number: u64,
    /// Which rule.
    pub rule: RecordId,
    /// Which of its versions.
    pub version: u32,
    /// Its place.
    pub place: u32,
    /// Whose order counts.
    pub author: UserId,
    /// What stands for the placeholders of its texts.
    pub filled: Filled,
    /// To whom it hands over.
    #[serde(default)]
    pub heir: Option<UserId>,
}

/// News of a ticket.
#[derive(Default)]
pub struct News {
    /// What happened.
    pub happenings: Vec<Happening>,
    /// The message that this is about.
    pub message: Option<RecordId>,
    /// Which call did it: when, and whose.
    pub call: Option<(Timestamp, Option<UserId>)>,
    /// The ticket has changed again since.
    pub is_past: bool,
    /// Who wrote.
    pub wrote: Wrote,
}

/// An event.
pub fn on_event(cx: &Cx, event: &Event) -> Result<()> {
    match event.kind.as_str() {
        "tickets:tickets.deleted" => {
            crate::watch::forget(cx, &event.subject.id)?;
            log::forget(cx, &event.subject.id)
        }
        // Rules are about tickets.
        "sla:deadline.warned" | "sla:deadline.broken" if event.subject.collection != "tickets:tickets" => {
            Ok(())
        }
        "sla:deadline.warned" | "sla:deadline.broken" => deadline(cx, event),
        "csat:rating.given" => rated(cx, event),
        "schedule:shift.ended" => time::shift(cx, event),
        _ => called(cx, event),
    }
}

/// A call changed a ticket or wrote in it. Its first event tells of the whole of it.
fn called(cx: &Cx, event: &Event) -> Result<()> {
    let rules = sheet::enabled(cx)?;
    if rules.is_empty() {
        return Ok(());
    }
    let Some(id) = tickets::ticket_of(cx, &event.subject.collection, &event.subject.id)? else {
        return Ok(());
    };
    let call = tickets::call(cx, &id, event.at)?;
    let message = call.messages.last().map(|entry| entry.id().to_owned());
    let said: Vec<past::Said> = call.messages.into_iter().map(|entry| entry.value).collect();
    let news = News {
        happenings: past::happenings(&call.changes, &said),
        message,
        call: Some((event.at, event.by.clone())),
        is_past: call.is_past,
        wrote: past::wrote(&said),
    };
    look(cx, &rules, &id, news)
}

#[derive(Deserialize)]
struct Deadline {
    metric: String,
}

/// A promise about a ticket will soon be broken, or is.
fn deadline(cx: &Cx, event: &Event) -> Result<()> {
    let Ok(Deadline { metric }) = event.json() else {
        cx.log(Level::Warn, format!("`{}` says not of which metric", event.kind));
        return Ok(());
    };
    let happening = match event.kind.ends_with("broken") {
        true => Happening::SlaBroken { metric },
        false => Happening::SlaWarned { metric },
    };
    let rules = sheet::enabled(cx)?;
    match waits_for_any(&rules, std::slice::from_ref(&happening)) {
        true => look(cx, &rules, &event.subject.id, News { happenings: vec![happening], ..News::default() }),
        false => Ok(()),
    }
}

#[derive(Deserialize)]
struct Given {
    subject: RecordRef,
    score: u8,
}

/// A customer rated a ticket, or a chat, which is none of the rules' business.
fn rated(cx: &Cx, event: &Event) -> Result<()> {
    let Ok(Given { subject, score }) = event.json() else {
        cx.log(Level::Warn, format!("`{}` says not what was rated", event.kind));
        return Ok(());
    };
    let (rules, happenings) = (sheet::enabled(cx)?, vec![Happening::Rated { score }]);
    match subject.collection == "tickets:tickets" && waits_for_any(&rules, &happenings) {
        true => look(cx, &rules, &subject.id, News { happenings, ..News::default() }),
        false => Ok(()),
    }
}

/// Whether any rule waits for something of this.
pub fn waits_for_any(rules: &[Placed], happenings: &[Happening]) -> bool {
    rules.iter().any(|rule| waits_for(&rule.rule, happenings))
}

/// Looks at a ticket of which there may be news. With none, whether something has lasted long enough.
pub fn look(cx: &Cx, rules: &[Placed], id: &str, news: News) -> Result<()> {
    let mut watch = Watch::of(cx, id)?;
    if news.call.as_ref().is_some_and(|call| watch.value.has_seen(call)) {
        return Ok(());
    }
    let timed = rules.iter().any(|rule| rule.rule.waits());
    if !timed && !waits_for_any(rules, &news.happenings) {
        return Ok(());
    }
    let Some(ticket) = tickets::find(cx, id)? else { return crate::watch::forget(cx, id) };
    let mut facts = Facts::from(&ticket);
    let asks = Asks::of(rules);
    let at = news.call.as_ref().map(|call| call.0);
    if timed || asks.clocks {
        let moved = news.happenings.contains(&Happening::Changed { field: "status".to_owned() });
        let missed = facts.version.checked_sub(watch.value.version);
        let clocks = match (watch.value.clocks.take().filter(|_| timed), missed, at) {
            (Some(clocks), Some(0), _) => clocks,
            // Nothing but what this call did: with it they go on.
            (Some(mut clocks), Some(1), Some(at)) if !news.is_past => {
                clocks.step(&facts, at, moved, news.wrote);
                clocks
            }
            _ => tickets::clocks(cx, &facts)?,
        };
        facts.clocks = Some(clocks);
    }
    watch.value.knows(facts.clocks.clone().filter(|_| timed), facts.version);
    let mut happenings = news.happenings;
    let overdue = watch.value.overdue(rules, &facts, cx.now());
    if !overdue.is_empty() {
        watch.value.looked = cx.now();
    }
    happenings.extend(overdue);
    if waits_for_any(rules, &happenings) {
        if let Some(call) = news.call {
            watch.value.saw(call);
        }
        // What others did since is news of its own: rules look at the ticket as this call left it.
        let mut then = match (news.is_past, at) {
            (true, Some(at)) => tickets::life(cx, &facts)?.into_iter().find(|step| step.at == at),
            _ => None,
        }
        .map_or_else(|| facts.clone(), |step| step.after);
        if asks.message {
            then.message = tickets::message(cx, id, news.message.as_deref())?;
        }
        let work = Work {
            id: cx.new_id(),
            ticket: id.to_owned(),
            message: news.message,
            run: Run::begin(happenings),
        };
        go_on(cx, rules, work, &then, &mut watch)?;
    }
    settle(cx, rules, &facts, watch)
}

/// A run goes on after a rule.
pub fn resume(cx: &Cx, work: Work) -> Result<()> {
    let rules = sheet::enabled(cx)?;
    let Some(ticket) = tickets::find(cx, &work.ticket)? else { return Ok(()) };
    let mut facts = Facts::from(&ticket);
    let mut watch = Watch::of(cx, &work.ticket)?;
    let asks = Asks::of(&rules);
    let timed = rules.iter().any(|rule| rule.rule.waits());
    if asks.clocks || timed {
        facts.clocks = match watch.value.clocks_of(facts.version) {
            Some(clocks) => Some(clocks.clone()),
            None => Some(tickets::clocks(cx, &facts)?),
        };
    }
    watch.value.knows(facts.clocks.clone().filter(|_| timed), facts.version);
    if asks.message {
        facts.message = tickets::message(cx, &work.ticket, work.message.as_deref())?;
    }
    go_on(cx, &rules, work, &facts, &mut watch)?;
    settle(cx, &rules, &facts, watch)
}

/// Keeps what is remembered, and when to look again.
fn settle(cx: &Cx, rules: &[Placed], facts: &Facts, mut watch: Watch) -> Result<()> {
    watch.value.due = watch.value.next(rules, facts);
    watch.keep(cx)?;
    match rules.iter().any(|rule| rule.rule.waits()) {
        true => time::wind(cx),
        false => Ok(()),
    }
}

/// Finds the next rule, and lets its author's order ring.
fn go_on(cx: &Cx, rules: &[Placed], mut work: Work, facts: &Facts, watch: &mut Watch) -> Result<()> {
    let now = cx.now();
    loop {
        let lets = |rule: &Placed| watch.value.lets(rule, now);
        let Some(rule) = work.run.next(rules, facts, now, &lets) else { break };
        watch.value.tell(rule, &work.run.happenings);
        let mut line = begun(cx, &work, rule, facts)?;
        if watch.value.too_often(&rule.id, now) {
            cx.log(
                Level::Warn,
                format!("the rule `{}` was stopped at one ticket: it goes in a circle", rule.id),
            );
            note(cx, &mut line, Ended::TooOften)?;
            work.run.passed(&rule.id);
            continue;
        }
        let heir = match rule.rule.then.iter().any(Action::hands_over) {
            true => heir::find(cx, facts)?,
            false => Ok(None),
        };
        let heir = match heir {
            Ok(heir) => heir,
            Err(refusal) => {
                line.refused.push(refusal);
                note(cx, &mut line, Ended::Refused)?;
                work.run.passed(&rule.id);
                continue;
            }
        };
        let (filled, effects) = effects(cx, rule, facts, heir.as_ref())?;
        if effects.is_empty() {
            note(cx, &mut line, Ended::Nothing)?;
            work.run.idle(rule);
            continue;
        }
        let Some(order) = cx.order(&rule.id)? else {
            note(cx, &mut line, Ended::NoAuthor)?;
            work.run.passed(&rule.id);
            continue;
        };
        if let Some(heir) = &heir {
            heir::claim(cx, heir, &work.ticket)?;
        }
        let timer = format!("do/{}", work.id);
        let turn = Turn {
            number: facts.number,
            rule: rule.id.clone(),
            version: line.version,
            place: rule.place,
            author: order.giver,
            filled,
            heir,
            work,
        };
        return cx.set_timer_under(&turn.rule, &timer, now, &turn);
    }
    for rule in work.run.circles(rules, facts, now) {
        let heir = facts.assignee.as_ref();
        if !effects(cx, rule, facts, heir)?.1.is_empty() {
            let mut line = begun(cx, &work, rule, facts)?;
            cx.log(Level::Warn, format!("the rule `{}` goes in a circle with others", rule.id));
            note(cx, &mut line, Ended::Circle)?;
        }
    }
    Ok(())
}

/// What a rule would do with a ticket, and what stands for the placeholders of its texts.
pub fn effects(
    cx: &Cx,
    rule: &Placed,
    facts: &Facts,
    heir: Option<&UserId>,
) -> Result<(Filled, Vec<Effect>)> {
    let plain = |text: &str| text.to_owned();
    let after = action::apply(&rule.rule.then, facts, &|text, _| plain(text), &plain, heir).after;
    let filled = Filled::of(cx, &rule.rule, &after)?;
    let outcome = filled.apply(&rule.rule.then, facts, heir);
    let effects = outcome.effects(facts);
    Ok((filled, effects))
}

fn begun(cx: &Cx, work: &Work, rule: &Placed, facts: &Facts) -> Result<Line> {
    Ok(Line {
        at: cx.now(),
        run: work.id.clone(),
        ticket: work.ticket.clone(),
        number: facts.number,
        rule: rule.id.clone(),
        name: rule.rule.name.clone(),
        version: keep::number(cx, &rule.id)?,
        author: None,
        outcome: Ended::Nothing,
        why: why(&rule.rule.on, &work.run.happenings),
        verdict: Some(rule.rule.when.verdict(facts, cx.now())),
        effects: Vec::new(),
        refused: Vec::new(),
    })
}

/// For what of all that happened a rule waits.
pub fn why(on: &[Trigger], happenings: &[Happening]) -> Vec<Happening> {
    happenings.iter().filter(|is| on.iter().any(|trigger| trigger.fits(is))).cloned().collect()
}

fn note(cx: &Cx, line: &mut Line, outcome: Ended) -> Result<()> {
    line.outcome = outcome;
    log::note(cx, line)
}
