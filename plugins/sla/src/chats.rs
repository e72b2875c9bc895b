//! Chats: how long a visitor waits for the first answer. To whoever reckons, a chat is a ticket of which nothing but the first response is promised.

use crate::keep::{CHATS, State};
use crate::reckon::{Frame, signed};
use crate::rules::{self, Rules};
use crate::said::{About, tell};
use crate::settle::{self, AGAIN, reading, set_wake};
use ombud_plugin::desk::chats::{self, Chat};
use ombud_plugin::{Audience, Cx, Draft, Entry, Envelope, Error, Level, Query, RecordRef, Result, Timestamp};
use ombud_worktime::Instant;
use ombud_worktime::deadlines::What;
use ombud_worktime::ledger::{Ledger, Mark};
use ombud_worktime::policy::{Facts, Metric, Priority, Status};

/// So many chats are looked at in one call.
const AT_ONCE: u32 = 50;

/// A mark as it is called of chats.
fn answer(mark: &Mark) -> Mark {
    Mark { metric: Metric::ChatAnswer, ..*mark }
}

/// The policies as chats see them.
fn of_chats(mut rules: Rules) -> Rules {
    for kept in &mut rules.policies {
        kept.policy = kept.policy.of_chats();
    }
    rules
}

fn facts(chat: &Chat, status: Status) -> Facts {
    Facts {
        status,
        priority: Priority::Normal,
        assigned: chat.agent.is_some(),
        department: chat.department.clone(),
        requester: Some(chat.visitor.clone()),
        tags: Vec::new(),
    }
}

/// What happened to a chat. What is over and was not answered waits no more: nothing is kept and nothing broken after that.
fn events(chat: &Chat) -> Vec<(Instant, What)> {
    let answered = chat.answered.map(|at| (signed(at), What::Answered));
    let ended = chat.ended.map(|at| (signed(at), What::Changed(facts(chat, Status::Closed))));
    answered.into_iter().chain(ended).collect()
}

/// Something happened to a chat. Told twice, or late, it is the same.
pub fn touched(cx: &Cx, id: &str) -> Result<()> {
    let (read, rules) = (cx.find(CHATS, id)?, of_chats(rules::by_now(cx)?));
    if read.is_none() && none_promised(&rules) {
        return Ok(());
    }
    let chat = match chats::get(cx, id) {
        Err(Error::NotFound(_)) => return read.map_or(Ok(()), |read| cx.delete(CHATS, &read)),
        chat => chat?,
    };
    look(cx, &Frame::seen_as(cx, &rules, signed(chat.begun), of_chats), read.as_ref(), &chat)
}

/// Whether nothing at all is promised to those who chat.
fn none_promised(rules: &Rules) -> bool {
    rules.policies.iter().all(|kept| kept.policy.promises.is_empty())
}

/// The frame is one of chats, and reaches back to when this one began.
fn look(cx: &Cx, frame: &Frame<'_>, read: Option<&Entry<State>>, chat: &Chat) -> Result<()> {
    let (now, begun, before) = (signed(cx.now()), signed(chat.begun), read.map(|entry| &entry.value));
    let (rules, reckoned) = (frame.rules, &frame.reckoned);
    let (opening, events) = ((begun, facts(chat, Status::Open), false), events(chat));
    let mut ledger = match before {
        None => Ledger::found(opening, &events, Vec::new(), signed(rules.at), reckoned),
        Some(before) => {
            let mut ledger = before.ledger.clone();
            if before.rules != rules.number {
                // Up to then those of before counted.
                let (old, until) = (frame.before(before.rules)?, signed(rules.at).min(now));
                let then = events.iter().take_while(|(at, _)| *at <= until).count();
                ledger = ledger.retold(opening.clone(), &events[..then], &*old);
                ledger.rules_end(&*old, until);
                old.sure(())?;
            }
            ledger.retold(opening, &events, reckoned)
        }
    };
    ledger.advance(reckoned, now);
    let said = before.map_or(0, |before| before.ledger.marks().len());
    let marks: Vec<Mark> = ledger.marks()[said..].iter().map(answer).collect();
    let mut state = reckoned.sure(reading(rules, reckoned, 0, ledger, now))?;
    for one in &mut state.promised {
        one.metric = Metric::ChatAnswer;
    }
    let about = About {
        subject: RecordRef { collection: "chat:chats".into(), id: chat.id.clone() },
        number: 0,
        department: chat.department.clone(),
        agent: chat.agent.clone(),
    };
    tell(cx, &about, before, &state, &marks)?;
    keep(cx, chat, read, &state)?;
    state.wake.map_or(Ok(()), |wake| set_wake(cx, wake))
}

fn keep(cx: &Cx, chat: &Chat, read: Option<&Entry<State>>, state: &State) -> Result<()> {
    let is_filed = |entry: &Entry<State>| {
        entry.envelope.department.as_ref() == Some(&chat.department) && entry.envelope.assignee == chat.agent
    };
    if read.is_some_and(|entry| entry.value == *state && is_filed(entry)) {
        return Ok(());
    }
    let draft = draft(state).department(chat.department.clone()).assignee(chat.agent.clone());
    match read {
        Some(entry) => cx.update(CHATS, entry, draft).map(drop),
        None => cx.create(CHATS, draft.id(&chat.id)).map(drop),
    }
}

fn draft(state: &State) -> Draft<State> {
    let draft = Draft::new(state).audience(Audience::Staff);
    match state.wake {
        Some(wake) => draft.index("wake", [wake]),
        None => draft,
    }
}

/// Those about which there is something to say. Whether there may be more of them.
pub fn wake(cx: &Cx) -> Result<bool> {
    let now = signed(cx.now());
    let mut due = cx.query(CHATS, &Query::by("wake").limit(AT_ONCE))?.entries;
    due.retain(|entry| entry.value.wake.is_some_and(|wake| wake <= now));
    let more = due.len() >= AT_ONCE as usize;
    let mut found = Vec::new();
    for entry in due {
        match chats::get(cx, entry.id()) {
            Err(Error::NotFound(_)) => cx.delete(CHATS, &entry)?,
            Err(error) => again(cx, entry.id(), Some(&entry), error)?,
            Ok(chat) => found.push((entry, chat)),
        }
    }
    if !found.is_empty() {
        let rules = of_chats(rules::by_now(cx)?);
        let frame = Frame::seen_as(cx, &rules, oldest(found.iter().map(|(_, chat)| chat)), of_chats);
        for (entry, chat) in &found {
            one_of_many(cx, &frame, Some(entry), chat)?;
        }
    }
    Ok(more)
}

fn oldest<'a>(chats: impl Iterator<Item = &'a Chat>) -> Instant {
    chats.map(|chat| signed(chat.begun)).min().unwrap_or(0)
}

/// The rules became others: chats that nobody has answered follow, a few in each call, those first that began first. They are those that
/// `unanswered` tells, at most 200 that wait and 200 that run; any other follows when next something happens to it.
pub fn follow(cx: &Cx, data: &str) -> Result<()> {
    let rules = of_chats(rules::by_now(cx)?);
    let none = none_promised(&rules);
    if none && cx.query(CHATS, &Query::by("created").limit(1))?.entries.is_empty() {
        return Ok(());
    }
    let mut chats = match chats::unanswered(cx) {
        // There is no chat on this desk.
        Err(Error::Unavailable(_)) => return Ok(()),
        unanswered => unanswered?,
    };
    chats.sort_by(|a, b| (a.begun, &a.id).cmp(&(b.begun, &b.id)));
    // The last that was looked at.
    let after: Option<(Timestamp, String)> = serde_json::from_str(data).unwrap_or_default();
    if let Some((begun, id)) = &after {
        chats.retain(|chat| (chat.begun, &chat.id) > (*begun, id));
    }
    let more = chats.len() > AT_ONCE as usize;
    chats.truncate(AT_ONCE as usize);
    let frame = Frame::seen_as(cx, &rules, oldest(chats.iter()), of_chats);
    for chat in &chats {
        let read = cx.find(CHATS, &chat.id)?;
        if read.is_some() || !none {
            one_of_many(cx, &frame, read.as_ref(), chat)?;
        }
    }
    match chats.last().filter(|_| more) {
        Some(last) => cx.set_timer(settle::CHATS, cx.now(), &(last.begun, &last.id)),
        None => Ok(()),
    }
}

/// Where it cannot be looked at, it keeps no other waiting, and no ticket.
fn one_of_many(cx: &Cx, frame: &Frame<'_>, read: Option<&Entry<State>>, chat: &Chat) -> Result<()> {
    match look(cx, frame, read, chat) {
        Err(error) => again(cx, &chat.id, read, error),
        done => done,
    }
}

/// It is looked at again later, and stands in nobody's way until then.
fn again(cx: &Cx, id: &str, read: Option<&Entry<State>>, error: Error) -> Result<()> {
    if matches!(error, Error::Conflict(_)) {
        return Err(error);
    }
    cx.log(Level::Error, format!("the chat `{id}`: its deadline waits: {}", error.sentence()));
    // Of what is not known yet nothing is due: whatever happens to it next has it looked at again.
    let Some(entry) = read else { return Ok(()) };
    let wake = signed(cx.now()) + AGAIN;
    let state = State { wake: Some(wake), ..entry.value.clone() };
    let Envelope { department, assignee, .. } = entry.envelope.clone();
    cx.update(CHATS, entry, draft(&state).department(department).assignee(assignee))?;
    set_wake(cx, wake)
}
