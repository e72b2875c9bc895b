//! Watching: unseen, by a whisper, openly, and taking over.
//!
//! Who watches is noted in a private collection: nothing of it is in any record, event, count or time that the visitor or the agent
//! hears of. A whisper is a line for staff, in which the row of what the visitor sees has no part.

use crate::give::filed;
use crate::keep::{CHATS, Chat, Kind, State, WATCHES, Waiting, Watch};
use crate::line::{Row, Say};
use crate::work::{Done, Wish, run, talks_in};
use crate::{queue, slots, texts};
use ombud_plugin::{Cx, Draft, Entry, Error, Query, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// Of so many notes about a chat it is looked who watches now.
const SHOWN: u32 = 50;
/// How long one goes on watching after the last look, in milliseconds.
const LASTS: u64 = 60 * 60 * 1000;
/// How long one note is enough, however often one looks: then it is noted anew, and so whenever the agent is another.
const LONGEST: u64 = 4 * LASTS;

/// How often it is looked whether the settings say by now that agents are told, in milliseconds: nobody says when they are changed.
const OFTEN: u64 = 60_000;

/// What agents are told of being watched: laws differ.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    /// That somebody may watch.
    pub tell_may_be_watched: bool,
    /// That somebody does.
    pub tell_watched: bool,
}

impl Settings {
    pub fn read(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }
}

fn runs(chat: &Entry<Chat>) -> Result<()> {
    match chat.value.state {
        State::Running => Ok(()),
        State::Waiting | State::Ended => Err(Error::conflict(texts::is_over())),
    }
}

fn draft(watch: &Watch) -> Draft<Watch> {
    let of = [watch.watcher.clone(), watch.chat.clone(), format!("{:015}", watch.at)];
    let chat = [watch.chat.clone(), format!("{:015}", watch.at)];
    Draft::new(watch).index("at", [watch.at]).index("of", of).index("chat", chat)
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
            agent: chat.envelope.assignee.clone(),
            watcher: me.to_owned(),
            at: cx.now(),
            until: cx.now(),
            over: false,
            told: Settings::read(cx)?.tell_watched,
        };
        let told = watch.told;
        let note = cx.create(WATCHES, draft(&watch))?;
        match told {
            true => Say::inside(Kind::Watched, me).write(cx, chat.id()).map(drop)?,
            false => cx.set_timer(&key(&note.id), cx.now() + OFTEN, &())?,
        }
    }
    Ok(Done::default())
}

fn current(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Option<Entry<Watch>>> {
    let query = Query::by("of").prefix(me).prefix(chat.id()).descending().limit(1);
    let last = cx.query(WATCHES, &query)?.entries.into_iter().next();
    Ok(last.filter(|one| holds(&one.value, chat, cx.now())))
}

/// Whether it goes on: each note is of one agent.
fn holds(one: &Watch, chat: &Entry<Chat>, now: Timestamp) -> bool {
    let lasts = one.until + LASTS > now && one.at + LONGEST > now;
    !one.over && lasts && one.agent == chat.envelope.assignee
}

fn key(note: &str) -> String {
    format!("watch/{note}")
}

/// Somebody watches of whom the agent was not told: perhaps the settings say otherwise by now.
pub fn ring(cx: &Cx, note: &str) -> Result<()> {
    let Some(read) = cx.find(WATCHES, note)?.filter(|read| !read.value.told) else { return Ok(()) };
    let watch = &read.value;
    let chat = cx.find(CHATS, &watch.chat)?.filter(|chat| chat.value.state == State::Running);
    let Some(chat) = chat.filter(|chat| holds(watch, chat, cx.now()) && !talks_in(chat, &watch.watcher))
    else {
        return Ok(());
    };
    if !Settings::read(cx)?.tell_watched {
        return cx.set_timer(&key(note), cx.now() + OFTEN, &());
    }
    cx.update(WATCHES, &read, draft(&Watch { told: true, ..watch.clone() }))?;
    Say::inside(Kind::Watched, &watch.watcher).write(cx, chat.id()).map(drop)
}

/// Who watches whoever has the chat now, where the settings say that this is told. Whoever has come to talk is seen there.
pub fn watchers(cx: &Cx, chat: &Entry<Chat>) -> Result<Vec<UserId>> {
    if chat.value.state != State::Running || !Settings::read(cx)?.tell_watched {
        return Ok(Vec::new());
    }
    let notes = cx.query(WATCHES, &Query::by("chat").prefix(chat.id()).descending().limit(SHOWN))?.entries;
    let mut all: Vec<UserId> = Vec::new();
    for Entry { value: note, .. } in notes {
        if holds(&note, chat, cx.now()) && !talks_in(chat, &note.watcher) && !all.contains(&note.watcher) {
            all.push(note.watcher);
        }
    }
    Ok(all)
}

/// Which lines somebody of staff sees whom a chat is open to ([`opens`]). While it waits, what was whispered and noted before is
/// for whoever it rings at; all others see what the visitor sees.
pub fn row(me: &str, chat: &Entry<Chat>, waiting: Option<&Entry<Waiting>>) -> Row {
    if chat.value.state != State::Waiting || talks_in(chat, me) {
        return Row::Whole;
    }
    let ringing = waiting.and_then(|waiting| waiting.value.ringing.as_ref());
    match ringing.is_some_and(|(rung, _)| rung == me) {
        true => Row::Whole,
        false => Row::Open,
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
    slots::join(cx, me, chat.id())?;
    Ok(Done::default())
}

/// Whether somebody talks there beside the agent.
pub fn has_joined(chat: &Entry<Chat>, me: &str) -> bool {
    chat.envelope.participants.iter().any(|one| one == me) && chat.envelope.assignee.as_deref() != Some(me)
}

/// Whoever joined talks there no more, and all are told; whoever watches does so no more.
pub fn leave(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    if has_joined(chat, me) {
        runs(chat)?;
        // While one takes part: afterwards one may not be able to write there.
        Say::told(Kind::Left, Some(me.to_owned())).write(cx, chat.id())?;
        let mut others = chat.envelope.participants.clone();
        others.retain(|one| one != me);
        cx.update(CHATS, chat, filed(chat, &chat.value).participants(others))?;
        slots::leave(cx, me, chat.id())?;
    } else if let Some(entry) = current(cx, me, chat)? {
        let watch = Watch { until: cx.now(), over: true, ..entry.value.clone() };
        cx.update(WATCHES, &entry, draft(&watch))?;
        // Whoever was told that somebody watches is told that it is over, whatever the settings say by now.
        if entry.value.told && chat.value.state == State::Running {
            Say::inside(Kind::Unwatched, me).write(cx, chat.id())?;
        }
    } else if talks_in(chat, me) {
        return Err(Error::conflict(texts::hand_it_over()));
    }
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

/// A note, with what the visitor is called, as long as that is kept and for whoever may know it.
#[derive(Serialize)]
pub struct Noted {
    #[serde(flatten)]
    pub watch: Watch,
    pub visitor: String,
}

/// Who watched what, the latest first.
pub fn all(cx: &Cx, cursor: Option<String>) -> Result<(Vec<Noted>, Option<String>)> {
    cx.require("chat:watch.read", None)?;
    let page = cx.query(WATCHES, &Query::by("at").descending().limit(50).cursor(cursor))?;
    let noted = |entry: Entry<Watch>| {
        let visitor = cx.find(CHATS, &entry.value.chat)?.map(|chat| chat.value.name).unwrap_or_default();
        Ok(Noted { watch: entry.value, visitor })
    };
    Ok((page.entries.into_iter().map(noted).collect::<Result<_>>()?, page.next))
}
