//! One ticket after the other: what follows for it from the rules, what there is to say, and when to look again.

use crate::keep::{self, Promised, Reason, Recount, State, Under};
use crate::reckon::{AHEAD, Frame, Reckoned, signed, unsigned};
use crate::rules::{self, Rules, SWEEP, Why, ZONES};
use crate::said::{About, tell};
use crate::story::{self, Story};
use crate::{chats, seen};
use ombud_plugin::desk::queues::{self, Query, Selection};
use ombud_plugin::desk::tickets::{self, Change, Sort, Ticket};
use ombud_plugin::{Cx, Entry, Error, Level, Result};
use ombud_worktime::ledger::{Ledger, Mark};
use ombud_worktime::policy::{Facts, Metric, Rules as _};
use ombud_worktime::{Instant, MINUTE};
use serde::Deserialize;
use serde_json::json;

/// So many tickets are looked at in one call: a fraction of a second, so that nobody waits for it.
const AT_ONCE: u32 = 50;
/// And no further one once so many messages were read: some tickets have thousands.
const MESSAGES: usize = 500;
/// A ticket that cannot be looked at now is looked at again after this time.
pub const AGAIN: i64 = 10 * MINUTE;
const WAKE: &str = "wake/";
const MORE: &str = "wake/more";
/// The timer that has all chats looked at that nobody has answered.
pub const CHATS: &str = "chats";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    split_starts: Starts,
}

/// When the clocks of a ticket begin that was split off.
#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Starts {
    Message,
    Split,
}

/// Something happened to a ticket. Told twice, or late, it is the same.
pub fn touched(cx: &Cx, ticket: &str) -> Result<()> {
    let rules = rules::current(cx)?;
    let read = keep::state(cx, ticket)?;
    if rules.policies.is_empty() && read.is_none() {
        return Ok(());
    }
    let moves = seen::of(cx, ticket)?;
    if let (Some(read), Some(moves)) = (&read, &moves)
        && read.value.rules == rules.number
        && moves.are_those_of(read)
    {
        // A note, a subject: no clock knows of that.
        return Ok(());
    }
    match tickets::get(cx, ticket) {
        Err(Error::NotFound(_)) => keep::forget(cx, ticket),
        ticket => {
            let ticket = ticket?;
            let rules = rules::by_now(cx)?;
            let frame = Frame::of(cx, &rules, signed(ticket.created));
            let before = read.as_ref().map(|entry| &entry.value);
            let mut settled = reckon(cx, &frame, before, &ticket, true, &mut 0)?;
            settled.state.seen = moves.map(|moves| moves.seen);
            write(cx, &ticket, read.as_ref(), &settled)
        }
    }
}

/// The story of a ticket, and what was said of its questions in the tickets from which they came. Counts the messages that it reads.
fn tell_story(cx: &Cx, ticket: &Ticket, messages_read: &mut usize) -> Result<(Story, Vec<Mark>)> {
    let from_message = cx.settings::<Settings>()?.split_starts == Starts::Message;
    let history = tickets::history(cx, &ticket.id)?;
    let messages = tickets::messages(cx, &ticket.id)?;
    *messages_read += messages.len();
    let story = story::of(ticket, &history, &messages, &cx.departments()?, from_message);
    Ok((story, heard(cx, &history)?))
}

/// What was said in the tickets out of which messages came to one.
fn heard(cx: &Cx, history: &[Change]) -> Result<Vec<Mark>> {
    let mut heard: Vec<Mark> = Vec::new();
    for number in story::came_from(history) {
        let source = match tickets::by_number(cx, number) {
            Err(Error::NotFound(_)) => continue,
            source => source?,
        };
        let Some(there) = keep::state(cx, &source.id)? else { continue };
        for mark in there.value.ledger.known() {
            if !heard.contains(mark) {
                heard.push(*mark);
            }
        }
    }
    Ok(heard)
}

/// What is to be written of a ticket.
struct Settled {
    state: State,
    new: Vec<Mark>,
}

/// Brings what is kept of a ticket to now. Without `anew` nothing happened to it: only time passed, or hours changed. Writes nothing.
fn reckon(
    cx: &Cx,
    frame: &Frame<'_>,
    before: Option<&State>,
    ticket: &Ticket,
    anew: bool,
    messages_read: &mut usize,
) -> Result<Settled> {
    let (now, rules) = (signed(cx.now()), frame.rules);
    let (story, heard) = match anew || before.is_none() {
        true => tell_story(cx, ticket, messages_read).map(|(story, heard)| (Some(story), heard))?,
        false => (None, Vec::new()),
    };
    let created = signed(ticket.created);
    let from = story.as_ref().map_or(created, |story| story.opening.0.min(created));
    let own;
    let frame = if frame.reaches(from) {
        frame
    } else {
        own = frame.further(from);
        &own
    };
    let said = before.map_or(0, |before| before.ledger.marks().len());
    let mut ledger = match (before, &story) {
        (Some(before), story) => {
            let mut ledger = before.ledger.clone();
            if story.is_some() {
                ledger.hear(heard);
            }
            if before.rules != rules.number {
                // Up to then those of before counted.
                let until = signed(rules.at).min(now);
                let old = frame.before(before.rules)?;
                if let Some(Story { opening, events, .. }) = story {
                    let then = events.iter().take_while(|(at, _)| *at <= until).count();
                    ledger = ledger.retold(opening.clone(), &events[..then], &*old);
                }
                ledger.rules_end(&*old, until);
                old.sure(())?;
            }
            match story {
                Some(Story { opening, events, .. }) => {
                    ledger.retold(opening.clone(), events, &frame.reckoned)
                }
                None => ledger,
            }
        }
        (None, Some(Story { opening, events, .. })) => {
            Ledger::found(opening.clone(), events, heard, signed(rules.at), &frame.reckoned)
        }
        (None, None) => return Err(Error::failed("a ticket of which nothing is known was not told")),
    };
    ledger.advance(&frame.reckoned, now);
    let mut state = reading(rules, &frame.reckoned, ticket.number, ledger, now);
    if let Some(before) = before {
        state.recounts.clone_from(&before.recounts);
        state.seen.clone_from(&before.seen);
        compare(before, &mut state, rules, now);
    }
    let new = state.ledger.marks()[said..].to_vec();
    frame.reckoned.sure(Settled { state, new })
}

/// Says what is new, and keeps the rest.
fn write(cx: &Cx, ticket: &Ticket, read: Option<&Entry<State>>, settled: &Settled) -> Result<()> {
    let Settled { state, new } = settled;
    tell(cx, &About::ticket(ticket), read.map(|entry| &entry.value), state, new)?;
    keep::keep_state(cx, ticket, read, state)?;
    state.wake.map_or(Ok(()), |wake| set_wake(cx, wake))
}

/// One of many: where it cannot be looked at, it keeps no other waiting.
fn one_of_many(
    cx: &Cx,
    frame: &Frame<'_>,
    read: Option<&Entry<State>>,
    ticket: &Ticket,
    anew: bool,
    messages_read: &mut usize,
) -> Result<()> {
    let error = match reckon(cx, frame, read.map(|entry| &entry.value), ticket, anew, messages_read) {
        Ok(settled) => return write(cx, ticket, read, &settled),
        // Somebody else was at it: all of the call is done once more.
        Err(error @ Error::Conflict(_)) => return Err(error),
        Err(error) => error,
    };
    cx.log(Level::Error, format!("#{}: its deadlines wait: {}", ticket.number, error.sentence()));
    match read {
        Some(entry) => {
            let wake = signed(cx.now()) + AGAIN;
            let state = State { wake: Some(wake), ..entry.value.clone() };
            keep::keep_state(cx, ticket, Some(entry), &state)?;
            set_wake(cx, wake)
        }
        // Nothing is known of it yet, so nothing is due: whatever happens to it next has it looked at again.
        None => Ok(()),
    }
}

/// What follows from the rules.
pub fn reading(rules: &Rules, reckoned: &Reckoned<'_>, number: u64, ledger: Ledger, now: Instant) -> State {
    let case = ledger.case();
    let under = rules.policies.iter().find(|kept| kept.policy.when.holds(case.facts()));
    let calendar = |metric: Metric| {
        let promise = reckoned.policy(case.facts())?.promises.get(&metric)?;
        promise.targets.get(&case.facts().priority)?.calendar.clone()
    };
    let readings = case.readings(reckoned, now);
    let promised: Vec<Promised> =
        readings.iter().map(|reading| Promised::of(reading, calendar(reading.metric))).collect();
    // What is due later than hours are known is looked at again before they end.
    let far = promised.iter().any(|one| one.done.is_none() && one.left.is_none() && one.due.is_none());
    let wake = ledger.wake(reckoned).map(|at| at.max(now + 1)).or(far.then_some(now + AHEAD / 2));
    State {
        number,
        rules: rules.number,
        policy: under.map(|kept| Under {
            id: kept.id.clone(),
            version: kept.version,
            name: kept.policy.name.clone(),
        }),
        promised,
        wake,
        recounts: Vec::new(),
        seen: None,
        ledger,
    }
}

/// What is promised of a metric and not done.
fn waits(state: &State, metric: Metric) -> Option<&Promised> {
    state.promised.iter().find(|one| one.metric == metric && one.done.is_none())
}

/// Notes which deadlines became others, if something else than time and work made them so.
fn compare(before: &State, after: &mut State, rules: &Rules, now: Instant) {
    let changed = before.rules != rules.number;
    let of_facts = moved(before.ledger.case().facts(), after.ledger.case().facts());
    let Some(why) = of_facts.or(changed.then(|| rules.why.into())) else { return };
    for metric in Metric::ALL {
        let (old, new) = (waits(before, metric), waits(after, metric));
        let is_same = match (old, new) {
            (Some(old), Some(new)) => {
                !old.is(metric, new.since) || (old.due, old.target) == (new.due, new.target)
            }
            (None, Some(_)) => before.ledger.case().cycle(metric).is_none_or(|cycle| cycle.done.is_some()),
            // What is done is not recounted.
            (_, None) => {
                old.is_none() || after.ledger.case().cycle(metric).is_none_or(|cycle| cycle.done.is_some())
            }
        };
        if !is_same {
            let due = |one: Option<&Promised>| one.and_then(|one| one.due);
            let recount = Recount { at: now, metric, before: due(old), after: due(new), why };
            after.recount(recount);
        }
    }
}

/// What of a ticket is something else, of what chooses its policy and its targets.
fn moved(before: &Facts, after: &Facts) -> Option<Reason> {
    if before.priority != after.priority {
        Some(Reason::Priority)
    } else if before.department != after.department {
        Some(Reason::Department)
    } else if before.tags != after.tags {
        Some(Reason::Tags)
    } else {
        (before.requester != after.requester).then_some(Reason::Requester)
    }
}

/// One timer for all that is due in the same minute: a plugin has room for as many as there are minutes in ten weeks. What is said, is
/// said with its own time, up to a minute later.
pub fn set_wake(cx: &Cx, wake: Instant) -> Result<()> {
    let minute = wake.div_euclid(MINUTE);
    cx.set_timer(&format!("{WAKE}{minute}"), unsigned((minute + 1) * MINUTE), &())
}

/// A timer rang.
pub fn ring(cx: &Cx, key: &str, data: &str) -> Result<()> {
    match key {
        SWEEP => sweep(cx, data),
        ZONES => rules::day_passed(cx),
        CHATS => chats::follow(cx, data),
        key if key.starts_with(WAKE) => {
            if chats::wake(cx)? {
                cx.set_timer(MORE, cx.now(), &())?;
            }
            wake(cx)
        }
        _ => Ok(()),
    }
}

/// When the first of these was opened.
fn oldest<'a>(tickets: impl Iterator<Item = &'a Ticket>) -> Instant {
    tickets.map(|ticket| signed(ticket.created)).min().unwrap_or(0)
}

/// Looks at all tickets about which there is something to say.
fn wake(cx: &Cx) -> Result<()> {
    let now = signed(cx.now());
    let due = keep::waking(cx, AT_ONCE)?;
    let more = due.len() >= AT_ONCE as usize;
    let mut all = true;
    let rules = rules::by_now(cx)?;
    let mut found = Vec::new();
    for entry in due {
        if entry.value.wake.is_none_or(|wake| wake > now) {
            all = false;
            break;
        }
        match tickets::get(cx, entry.id()) {
            Err(Error::NotFound(_)) => keep::forget(cx, entry.id())?,
            ticket => found.push((entry, ticket?)),
        }
    }
    let frame = Frame::of(cx, &rules, oldest(found.iter().map(|(_, ticket)| ticket)));
    let (mut messages_read, mut done) = (0, 0);
    for (entry, ticket) in found.iter() {
        if messages_read >= MESSAGES {
            break;
        }
        // Whether a change was heard of or not, it counts.
        one_of_many(cx, &frame, Some(entry), ticket, true, &mut messages_read)?;
        done += 1;
    }
    if (more && all) || done < found.len() { cx.set_timer(MORE, cx.now(), &()) } else { Ok(()) }
}

#[derive(Deserialize)]
struct Sweep {
    rules: u32,
    #[serde(default)]
    cursor: Option<String>,
    /// The last ticket of that page which was looked at.
    #[serde(default)]
    after: Option<String>,
}

/// The rules became others: all tickets on which there is work to do follow, a few in each call. Oldest first, so that none is passed
/// over when others come and go meanwhile; and what happens to a ticket before its turn has it follow at once.
fn sweep(cx: &Cx, data: &str) -> Result<()> {
    let Ok(Sweep { rules: number, cursor, after }) = serde_json::from_str(data) else { return Ok(()) };
    let rules = rules::by_now(cx)?;
    // Whoever changed them since began anew.
    if rules.number != number {
        return Ok(());
    }
    if cursor.is_none() && after.is_none() {
        cx.set_timer(CHATS, cx.now(), &())?;
    }
    let selection = Selection::active();
    let page =
        queues::find(cx, &Query { selection, sort: Sort::Oldest, limit: AT_ONCE, cursor: cursor.clone() })?;
    let frame = Frame::of(cx, &rules, oldest(page.tickets.iter()));
    // Where that one is gone meanwhile, those before it are looked at again, and found done.
    let begun = after.and_then(|after| page.tickets.iter().position(|one| one.id == after));
    let (mut messages_read, mut last) = (0, None);
    for ticket in &page.tickets[begun.map_or(0, |at| at + 1)..] {
        if messages_read >= MESSAGES {
            return cx.set_timer(
                SWEEP,
                cx.now(),
                &json!({ "rules": number, "cursor": cursor, "after": last }),
            );
        }
        last = Some(&ticket.id);
        let read = keep::state(cx, &ticket.id)?;
        if read.as_ref().is_some_and(|entry| entry.value.rules == number) {
            continue;
        }
        // Hours change nothing of what happened, policies may: some statuses stop other clocks then.
        let anew =
            rules.why == Why::Policy || read.as_ref().is_none_or(|entry| entry.value.rules + 1 != number);
        one_of_many(cx, &frame, read.as_ref(), ticket, anew, &mut messages_read)?;
    }
    match page.next {
        Some(next) => cx.set_timer(SWEEP, cx.now(), &json!({ "rules": number, "cursor": next })),
        None => Ok(()),
    }
}
