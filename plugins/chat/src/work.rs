//! What people do with chats: with their own rights, on pages and by the API alike.

use crate::give::{Next, filed, wait_again};
use crate::keep::{CHATS, Chat, File, From, Kind, Line, State};
use crate::line::Say;
use crate::{answered, mailed, queue, silent, slots, texts};
use ombud_plugin::administration::verdicts;
use ombud_plugin::desk::availability::{self, Channel};
use ombud_plugin::{Cx, Entry, Error, Person, Result};
use serde::Deserialize;

/// What somebody wants to do with a chat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    Say,
    Accept,
    Decline,
    Pick,
    End,
    Transfer,
    Watch,
    Whisper,
    Join,
    TakeOver,
    Leave,
    Ticket,
    Mail,
}

impl Act {
    pub const ALL: [(Act, &'static str); 13] = [
        (Act::Say, "lines"),
        (Act::Accept, "accept"),
        (Act::Decline, "decline"),
        (Act::Pick, "pick"),
        (Act::End, "end"),
        (Act::Transfer, "transfer"),
        (Act::Watch, "watch"),
        (Act::Whisper, "whisper"),
        (Act::Join, "join"),
        (Act::TakeOver, "take-over"),
        (Act::Leave, "leave"),
        (Act::Ticket, "ticket"),
        (Act::Mail, "mail"),
    ];

    pub fn word(self) -> &'static str {
        Act::ALL.iter().find(|(act, _)| *act == self).map_or("", |(_, word)| word)
    }

    pub fn parse(word: &str) -> Option<Act> {
        Act::ALL.iter().find(|(_, known)| *known == word).map(|(act, _)| *act)
    }
}

/// What goes with it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wish {
    pub text: String,
    /// The writer's own name for what is sent.
    pub key: String,
    pub files: Vec<File>,
    /// To whom it is handed over: a department, or somebody.
    pub department: Option<String>,
    pub agent: Option<String>,
    /// For the colleague who takes over.
    pub note: String,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Done {
    /// The line that was written, and whether it was not there before.
    pub line: Option<(String, Line, bool)>,
    /// Somebody has more chats than the limit says: so many, of so many.
    pub beyond: Option<(u32, u32)>,
    /// The number of the ticket that was opened.
    pub ticket: Option<u64>,
}

impl Done {
    /// A line was written, or is there already.
    pub fn line(line: (String, Line, bool)) -> Done {
        Done { line: Some(line), ..Done::default() }
    }
}

/// The chat, if one may know of it.
pub fn chat(cx: &Cx, id: &str) -> Result<Entry<Chat>> {
    cx.get(CHATS, id).map_err(|error| match error {
        Error::NotFound(_) => Error::not_found(texts::no_such_chat()),
        other => other,
    })
}

/// Whether the person talks in it: as the visitor, the agent, or one who joined.
pub fn talks_in(chat: &Entry<Chat>, user: &str) -> bool {
    let envelope = &chat.envelope;
    envelope.requester.as_deref() == Some(user)
        || envelope.assignee.as_deref() == Some(user)
        || envelope.participants.iter().any(|one| one == user)
}

/// Does it.
pub fn perform(cx: &Cx, id: &str, act: Act, wish: Wish) -> Result<Done> {
    let me = cx.user()?;
    let chat = chat(cx, id)?;
    match act {
        Act::Say => say(cx, &me, &chat, wish),
        Act::Accept => accept(cx, &me, &chat),
        Act::Decline => decline(cx, &me, &chat),
        Act::Pick => pick(cx, &me, &chat),
        Act::End => end(cx, &me, &chat),
        Act::Transfer => transfer(cx, &me, &chat, &wish),
        Act::Watch => crate::watch::begin(cx, &me, &chat),
        Act::Whisper => crate::watch::whisper(cx, &me, &chat, &wish),
        Act::Join => crate::watch::join(cx, &me, &chat),
        Act::TakeOver => crate::watch::take_over(cx, &me, &chat),
        Act::Leave => crate::watch::leave(cx, &me, &chat),
        Act::Ticket => crate::ticket::of(cx, &me, &chat),
        Act::Mail => mailed::ask(cx, &chat).map(|()| Done::default()),
    }
}

fn say(cx: &Cx, me: &str, chat: &Entry<Chat>, wish: Wish) -> Result<Done> {
    let visitor = chat.envelope.requester.as_deref() == Some(me);
    if !talks_in(chat, me) {
        return Err(Error::invalid(texts::not_yours()));
    }
    let from = if visitor { From::Visitor } else { From::Agent };
    let say = Say::text(from, Some(me.to_owned()), &wish.text)?.key(&wish.key).files(wish.files)?;
    if visitor {
        silent::heard(cx, chat)?;
    }
    if chat.value.state == State::Ended || !visitor && chat.value.state == State::Waiting {
        // What was sent already is answered as it was.
        return match say.known(cx, chat.id())? {
            Some((id, line)) => Ok(Done::line((id, line, false))),
            None => Err(Error::conflict(texts::is_over())),
        };
    }
    if !visitor {
        answered::note(cx, chat)?;
    }
    Ok(Done::line(say.write(cx, chat.id())?))
}

/// Whoever it rings at has the place already.
fn accept(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    let waiting = queue::find(cx, chat.id())?;
    let rings = |at: &Option<(String, u64)>| at.as_ref().is_some_and(|(rung, _)| rung == me);
    match waiting {
        Some(waiting) if rings(&waiting.value.ringing) => {
            queue::take_out(cx, &waiting)?;
            run(cx, me, chat)?;
            Ok(Done::default())
        }
        // Sent twice.
        None if chat.envelope.assignee.as_deref() == Some(me) => Ok(Done::default()),
        _ => Err(Error::conflict(texts::rings_no_more())),
    }
}

fn decline(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    let Some(entry) = queue::find(cx, chat.id())? else {
        return Err(Error::conflict(texts::rings_no_more()));
    };
    let mut waiting = entry.value.clone();
    if waiting.ringing.as_ref().is_none_or(|(rung, _)| rung != me) {
        return Err(Error::conflict(texts::rings_no_more()));
    }
    waiting.pass(me, cx.now());
    queue::change(cx, &entry, &waiting)?;
    cx.cancel_timer(&queue::ring_key(chat.id()))?;
    slots::free(cx, me, chat.id())?;
    Say::inside(Kind::Declined, me).write(cx, chat.id())?;
    queue::wake(cx, &waiting.department, chat.id())?;
    Ok(Done::default())
}

/// Of several who pick at once one has it: the others are run again, and see that.
fn pick(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    let Some(waiting) = queue::find(cx, chat.id())? else {
        return Err(Error::conflict(texts::waits_no_more()));
    };
    match &waiting.value.ringing {
        Some((rung, _)) if rung == me => return accept(cx, me, chat),
        Some(_) => return Err(Error::conflict(texts::rings_elsewhere())),
        None => {}
    }
    let (has, most) = load(cx, me, chat.envelope.department.as_deref())?;
    if has >= most {
        return Err(Error::conflict(texts::no_place(has, most)));
    }
    queue::take_out(cx, &waiting)?;
    slots::take(cx, me, chat.id())?;
    run(cx, me, chat)?;
    Ok(Done::default())
}

/// How many chats somebody has, and how many at once of this department.
fn load(cx: &Cx, agent: &str, department: Option<&str>) -> Result<(u32, u32)> {
    let has = u32::try_from(slots::of(cx, agent)?.chats.len()).unwrap_or(u32::MAX);
    Ok((has, slots::most(cx, agent, department)?))
}

/// From now on somebody talks with the visitor. The place is taken already.
pub fn run(cx: &Cx, agent: &str, chat: &Entry<Chat>) -> Result<()> {
    let accepted = chat.value.accepted.or(Some(cx.now()));
    let value = Chat { state: State::Running, accepted, ..chat.value.clone() };
    cx.update(CHATS, chat, filed(chat, &value).assignee(agent.to_owned()))?;
    silent::look(cx, chat.id(), State::Running)?;
    Say::told(Kind::Joined, Some(agent.to_owned())).write(cx, chat.id())?;
    if let Some(department) = &chat.envelope.department {
        queue::accepted(cx, department)?;
    }
    Ok(())
}

fn end(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    if chat.value.state == State::Ended {
        return Ok(Done::default());
    }
    if !talks_in(chat, me) {
        return Err(Error::invalid(texts::not_yours()));
    }
    cx.require("chat:chat.write", Some(&chat.at()))?;
    finish(cx, chat, Say::told(Kind::Ended, Some(me.to_owned())))?;
    Ok(Done::default())
}

/// It is over, and these are its last words.
pub fn finish(cx: &Cx, chat: &Entry<Chat>, last: Say) -> Result<()> {
    last.write(cx, chat.id())?;
    silent::over(cx, chat.id())?;
    let department = chat.envelope.department.clone().unwrap_or_default();
    if let Some(waiting) = queue::find(cx, chat.id())? {
        if let Some((rung, _)) = &waiting.value.ringing {
            slots::free(cx, rung, chat.id())?;
        }
        queue::take_out(cx, &waiting)?;
    }
    if let Some(agent) = &chat.envelope.assignee {
        slots::free(cx, agent, chat.id())?;
    }
    let value = Chat { state: State::Ended, ended: Some(cx.now()), ..chat.value.clone() };
    cx.update(CHATS, chat, filed(chat, &value))?;
    mailed::over(cx, &value, chat.id())?;
    queue::wake(cx, &department, chat.id())
}

/// What somebody needs to whom a chat is given.
pub const TAKING: [&str; 2] = ["chat:chat.take", "chat:chat.write"];

/// Where somebody is given a chat that is filed here: here, if the person works here.
pub fn place_of<'a>(person: &'a Person, here: &str) -> Option<&'a str> {
    let all = || person.departments.iter().map(String::as_str);
    all().find(|one| *one == here).or_else(|| all().next())
}

/// To a department: it waits there where it stood before. To somebody: it rings there at once, whatever the limit says.
fn transfer(cx: &Cx, me: &str, chat: &Entry<Chat>, wish: &Wish) -> Result<Done> {
    cx.require("chat:chat.transfer", Some(&chat.at()))?;
    let agent = match (&chat.value.state, &chat.envelope.assignee) {
        (State::Running, Some(agent)) => agent.clone(),
        _ => return Err(Error::conflict(texts::is_over())),
    };
    let here = chat.envelope.department.clone().unwrap_or_default();
    let target = match wish.agent.as_deref().filter(|id| !id.is_empty()) {
        Some(id) if id == agent => return Err(Error::invalid(texts::has_it_already())),
        Some(id) => Some(cx.person(id)?),
        None => None,
    };
    let there = match (&target, wish.department.as_deref().filter(|id| !id.is_empty())) {
        (None, Some(department)) => cx.department(department)?.id,
        (None, None) => return Err(Error::invalid(texts::no_target())),
        (Some(person), _) => match place_of(person, &here) {
            Some(there) => there.to_owned(),
            None => return Err(Error::invalid(texts::nowhere(&person.name))),
        },
    };
    if let Some(person) = &target {
        let ids = std::slice::from_ref(&person.id);
        for permission in TAKING {
            if verdicts::able(cx, ids, permission, &there)?.is_empty() {
                let department = cx.department(&there)?;
                return Err(Error::invalid(texts::may_have_none(&person.name, &department.name, permission)));
            }
        }
        let state = availability::states(cx, ids, Channel::Chat)?;
        if state.first().is_none_or(|one| one.state == availability::State::Offline) {
            return Err(Error::invalid(texts::not_there(&person.name)));
        }
    }
    if !wish.note.trim().is_empty() {
        Say::aside(Kind::Note, me.to_owned(), &wish.note)?.write(cx, chat.id())?;
    }
    slots::free(cx, &agent, chat.id())?;
    let mut beyond = None;
    if let Some(person) = &target {
        let (has, most) = load(cx, &person.id, Some(&there))?;
        beyond = (has >= most).then_some((has + 1, most));
    }
    let to = target.as_ref().map_or(Next::NotAtOnce(&agent), |person| Next::At(&person.id));
    wait_again(cx, chat, &there, to)?;
    queue::wake(cx, &here, "handed-over")?;
    Ok(Done { beyond, ..Done::default() })
}
