//! Watching: unseen, by a whisper, openly, and taking over.
//!
//! Who watches is noted in a private collection: nothing of it is in any record, event, count or time that the visitor or the agent
//! hears of. A whisper is a line for staff, in which the row of what the visitor sees has no part.

use crate::give::filed;
use crate::keep::{CHATS, Chat, Kind, State, WATCHES, Watch};
use crate::line::{Row, Say};
use crate::work::{Done, Wish, run, talks_in};
use crate::{queue, slots, texts};
use ombud_plugin::{Cx, Draft, Entry, Error, Query, Result};

/// How long one goes on watching after the last look, in milliseconds.
const LASTS: u64 = 60 * 60 * 1000;
/// How long one note is enough, however often one looks: then it is noted anew, and so whenever the agent is another.
const LONGEST: u64 = 4 * LASTS;

fn runs(chat: &Entry<Chat>) -> Result<()> {
    match chat.value.state {
        State::Running => Ok(()),
        State::Waiting | State::Ended => Err(Error::conflict(texts::is_over())),
    }
}

fn draft(watch: &Watch) -> Draft<Watch> {
    let of = [watch.watcher.clone(), watch.chat.clone(), format!("{:015}", watch.at)];
    Draft::new(watch).index("at", [watch.at]).index("of", of)
}

/// Somebody begins to watch. It is noted before anything is shown.
pub fn begin(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    cx.require("chat:chat.observe", Some(&chat.at()))?;
    runs(chat)?;
    if talks_in(chat, me) {
        return Err(Error::invalid(texts::yours_already()));
    }
    if current(cx, me, chat)?.is_none() {
        let watch = Watch {
            chat: chat.id().to_owned(),
            visitor: chat.value.name.clone(),
            agent: chat.envelope.assignee.clone(),
            watcher: me.to_owned(),
            at: cx.now(),
            until: cx.now(),
        };
        cx.create(WATCHES, draft(&watch))?;
    }
    Ok(Done::default())
}

fn current(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Option<Entry<Watch>>> {
    let query = Query::by("of").prefix(me).prefix(chat.id()).descending().limit(1);
    let last = cx.query(WATCHES, &query)?.entries.into_iter().next();
    let holds = |one: &Watch| {
        one.agent == chat.envelope.assignee && one.until + LASTS > cx.now() && one.at + LONGEST > cx.now()
    };
    Ok(last.filter(|one| holds(&one.value)))
}

/// Which lines somebody of staff sees whom a chat is open to ([`opens`]). While it waits, what was whispered and noted before is
/// for whoever it rings at; all others see what the visitor sees.
pub fn row(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Row> {
    if chat.value.state != State::Waiting || talks_in(chat, me) {
        return Ok(Row::Whole);
    }
    let ringing = queue::find(cx, chat.id())?.and_then(|waiting| waiting.value.ringing);
    match ringing.is_some_and(|(rung, _)| rung == me) {
        true => Ok(Row::Whole),
        false => Ok(Row::Open),
    }
}

/// Whether somebody may see what is said in a chat now: whoever talks there may, whoever may take it while it waits, everybody who
/// may read it when it is over; and whoever watches, by a note that says so.
pub fn opens(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<bool> {
    if chat.value.state != State::Running || talks_in(chat, me) {
        return Ok(true);
    }
    let Some(entry) = current(cx, me, chat)? else { return Ok(false) };
    if !cx.may("chat:chat.observe", Some(&chat.at()))? {
        return Ok(false);
    }
    let watch = Watch { until: cx.now(), ..entry.value.clone() };
    // Once a minute is often enough to say until when.
    if entry.value.until + 60_000 < watch.until {
        cx.update(WATCHES, &entry, draft(&watch))?;
    }
    Ok(true)
}

/// Suggests an answer to the agent.
pub fn whisper(cx: &Cx, me: &str, chat: &Entry<Chat>, wish: &Wish) -> Result<Done> {
    cx.require("chat:chat.whisper", Some(&chat.at()))?;
    runs(chat)?;
    let line = Say::aside(Kind::Whisper, me.to_owned(), &wish.text)?.key(&wish.key);
    Ok(Done::line(line.write(cx, chat.id())?))
}

/// Comes openly to talk, beside the agent.
pub fn join(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    cx.require("chat:chat.join", Some(&chat.at()))?;
    runs(chat)?;
    if talks_in(chat, me) {
        return Ok(Done::default());
    }
    Say::told(Kind::Joined, Some(me.to_owned())).write(cx, chat.id())?;
    let mut all = chat.envelope.participants.clone();
    all.push(me.to_owned());
    cx.update(CHATS, chat, filed(chat, &chat.value).participants(all))?;
    Ok(Done::default())
}

/// Talks with the visitor in place of the agent, whatever the limit says.
pub fn take_over(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    cx.require("chat:chat.take-over", Some(&chat.at()))?;
    runs(chat)?;
    if chat.envelope.assignee.as_deref() == Some(me) {
        return Ok(Done::default());
    }
    let department = chat.envelope.department.clone();
    if let Some(agent) = &chat.envelope.assignee {
        slots::free(cx, agent, chat.id())?;
    }
    slots::take(cx, me, chat.id())?;
    run(cx, me, chat)?;
    if let Some(department) = &department {
        queue::wake(cx, department, chat.id())?;
    }
    let has = u32::try_from(slots::of(cx, me)?.chats.len()).unwrap_or(u32::MAX);
    let most = slots::most(cx, me, department.as_deref())?;
    Ok(Done { beyond: (has > most).then_some((has, most)), ..Done::default() })
}

/// Who watched what, the latest first.
pub fn all(cx: &Cx, cursor: Option<String>) -> Result<(Vec<Watch>, Option<String>)> {
    cx.require("chat:watch.read", None)?;
    let page = cx.query(WATCHES, &Query::by("at").descending().limit(50).cursor(cursor))?;
    Ok((page.entries.into_iter().map(|entry| entry.value).collect(), page.next))
}
