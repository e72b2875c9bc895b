//! A chat as it is told to whoever asks: JSON of the API. What a visitor is told is reckoned from what a visitor may see.

use crate::keep::{Chat, File, From, Kind, Line, MARKS, Mark, State};
use crate::line::{self, Lines, Row};
use crate::{mailed, queue, rated, texts, watch};
use ombud_plugin::address::{encode, query};
use ombud_plugin::{Authority, Cx, Draft, Entry, Error, Result, Timestamp, UserId};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Names of people, as the reader may know them: for visitors their aliases, also where the plugin asks by its own rights.
pub fn names(
    cx: &Cx,
    lines: &[Entry<Line>],
    others: &[Option<UserId>],
    visitor: bool,
) -> Result<BTreeMap<UserId, String>> {
    let said = lines.iter().filter_map(|entry| entry.value.who.as_ref());
    let mut names = cx.names(said.chain(others.iter().flatten()))?;
    if visitor && cx.caller().authority == Authority::Own {
        for (id, name) in &mut names {
            if let Some(alias) = cx.person(id)?.alias.filter(|alias| !alias.is_empty()) {
                *name = alias;
            }
        }
    }
    Ok(names)
}

/// The words of a line: its own, or what the desk says in its place.
pub fn words(line: &Line, name: &str) -> String {
    match line.kind {
        Kind::Said | Kind::Invited | Kind::Whisper | Kind::Note => line.text.clone(),
        Kind::Ticket => texts::ticket_opened(&line.text),
        Kind::Joined => texts::joined(name),
        Kind::Left => texts::has_left(name),
        Kind::Waits => texts::waits_again().to_owned(),
        Kind::Ended => texts::ended_by(name),
        Kind::Silent => texts::ended_silently().to_owned(),
        Kind::Rang => texts::rang(name),
        Kind::Declined => texts::declined(name),
        Kind::Missed => texts::missed(name),
        Kind::Lacks => texts::lacks(&line.text),
        Kind::Watched => texts::watched(name),
        Kind::Unwatched => texts::unwatched(name),
    }
}

/// Who said a line, or of whom the desk says it there: whoever ended the chat may be the visitor, of whom the desk knows the name that
/// was given.
pub fn said_by<'a>(chat: &'a Entry<Chat>, line: &Line, names: &'a BTreeMap<UserId, String>) -> &'a str {
    match line.from {
        From::Visitor => &chat.value.name,
        From::Desk if line.who == chat.envelope.requester => &chat.value.name,
        From::Agent | From::Desk => {
            line.who.as_ref().and_then(|who| names.get(who)).map_or("", String::as_str)
        }
    }
}

/// Where the kernel gives a file out, to whoever may read the line.
pub fn href(file: &File) -> String {
    format!("/api/v1/blobs/{}{}", encode(&file.blob), query([("name", file.name.clone())]))
}

/// A line for its reader.
pub fn line(
    chat: &Entry<Chat>,
    id: &str,
    line: &Line,
    names: &BTreeMap<UserId, String>,
    visitor: bool,
) -> Value {
    let by = match (line.from, visitor) {
        (From::Visitor, true) => "you",
        (From::Visitor, false) => "visitor",
        (From::Agent, _) => "agent",
        (From::Desk, _) => "desk",
    };
    let name = said_by(chat, line, names);
    let files: Vec<Value> = line
        .files
        .iter()
        .map(|file| {
            json!({ "name": file.name, "type": file.content_type, "size": file.size, "href": href(file) })
        })
        .collect();
    let mut told = json!({
        "id": id, "by": by, "name": if line.from == From::Desk { "" } else { name }, "text": words(line, name),
        "at": line.at, "files": files,
    });
    if let Some(key) = &line.key {
        told["key"] = json!(key);
    }
    if !visitor {
        told["kind"] = json!(line.kind);
    }
    told
}

/// Whether whoever asks is the visitor. Staff that may not see the chat now is refused.
pub fn reader(cx: &Cx, chat: &Entry<Chat>) -> Result<bool> {
    let me = cx.user()?;
    let visitor = chat.envelope.requester.as_deref() == Some(me.as_str());
    match visitor || watch::opens(cx, &me, chat)? {
        true => Ok(visitor),
        false => Err(Error::denied("chat:chat.observe", texts::watch_first())),
    }
}

/// The chat, with what was said after that time.
pub fn chat(cx: &Cx, chat: &Entry<Chat>, after: Timestamp, visitor: bool) -> Result<Value> {
    let waiting = match chat.value.state {
        State::Waiting => queue::find(cx, chat.id())?,
        State::Running | State::Ended => None,
    };
    let row = if visitor { Row::Said } else { watch::row(&cx.user()?, chat, waiting.as_ref()) };
    let Lines { all: lines, next, cut } = line::read(cx, chat.id(), row, after)?;
    let names = names(cx, &lines, std::slice::from_ref(&chat.envelope.assignee), visitor)?;
    let agent =
        chat.envelope.assignee.as_ref().and_then(|id| names.get(id)).map(|name| json!({ "name": name }));
    let (place, wait) = match &waiting {
        Some(waiting) => queue::place(cx, waiting)?,
        None => (None, None),
    };
    let mut told = json!({
        "chat": chat.id(), "state": chat.value.state, "position": place, "wait": wait, "agent": agent,
        "lines": lines.iter().map(|entry| line(chat, entry.id(), &entry.value, &names, visitor)).collect::<Vec<_>>(),
        "next": next.to_string(), "rated": false,
    });
    if visitor {
        told["rated"] = json!(rated::is_settled(cx, chat)?);
    }
    let mails = if chat.value.state == State::Ended { mailed::of(cx, chat.id())? } else { Vec::new() };
    if !mails.is_empty() {
        told["mailed"] = mailed::json(&mails, cx.now());
    }
    if cut {
        told["cut"] = json!(true);
    }
    if !visitor {
        told["visitor"] = json!({
            "name": chat.value.name, "email": chat.value.email, "language": chat.value.language,
            "page": chat.value.page, "referrer": chat.value.referrer, "kind": chat.value.kind,
        });
        told["department"] = json!(chat.envelope.department);
        told["begun"] = json!(chat.value.begun);
        let rating = rated::of(cx, std::slice::from_ref(chat))?.remove(chat.id());
        told["rated"] = json!(rating.is_some());
        told["rating"] = json!(rating.map(|one| json!({ "score": one.score, "comment": one.comment })));
    }
    Ok(told)
}

/// How far both have read.
pub fn mark(cx: &Cx, chat: &str) -> Result<Mark> {
    Ok(cx.find(MARKS, chat)?.map(|entry| entry.value).unwrap_or_default())
}

/// Somebody who talks in the chat has read it so far: by the times of what the visitor sees, since a line that comes has a later one
/// than those, and not than a line for staff.
pub fn seen(cx: &Cx, chat: &Entry<Chat>, until: Timestamp) -> Result<()> {
    let me = cx.user()?;
    let until = line::last(cx, chat.id())?.map_or(0, |last| last.at).min(until);
    let read = cx.find(MARKS, chat.id())?;
    if chat.value.state == State::Ended {
        // Nobody counts what is unread there.
        return read.map_or(Ok(()), |read| cx.delete(MARKS, &read));
    }
    let before = read.as_ref().map(|read| read.value).unwrap_or_default();
    let mut mark = before;
    if chat.envelope.requester.as_deref() == Some(me.as_str()) {
        mark.visitor = mark.visitor.max(until);
    } else if chat.envelope.assignee.as_deref() == Some(me.as_str()) {
        mark.agent = mark.agent.max(until);
    }
    match read {
        _ if mark == before => Ok(()),
        Some(read) => cx.update(MARKS, &read, Draft::new(&mark)).map(drop),
        None => cx.create(MARKS, Draft::new(&mark).id(chat.id())).map(drop),
    }
}
