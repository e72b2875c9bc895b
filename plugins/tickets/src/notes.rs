//! Editing and deleting notes. Replies stay as they were said; of a note the history keeps what it was.

use crate::change;
use crate::compose::must;
use crate::history::Changes;
use crate::mention;
use crate::message::{self, MESSAGES, Message};
use crate::open::count;
use crate::people::Caller;
use crate::rules;
use crate::ticket::{self, TICKETS};
use ombud_plugin::desk::tickets::{self as wire, MessageKind};
use ombud_plugin::text;
use ombud_plugin::{Cx, Entry, Error, Result};

const NOTE: &str = "tickets:ticket.note";

/// Puts another text in a note of the caller's.
pub fn edit(cx: &Cx, ticket: &str, id: &str, version: Option<u64>, text: String) -> Result<wire::Message> {
    let caller = Caller::of(cx);
    let mut note = own_note(cx, &caller, ticket, id, version)?;
    rules::length(&text, None, 0)?;
    rules::something(&text, None, note.value.attachments.len())?;
    let before = std::mem::replace(&mut note.value.text, text);
    note.value.html = None;
    note.value.edited = Some(caller.now);
    mention::leave(cx, id, &note.value.mentions)?;
    mention::tell(cx, &caller, &TICKETS.at(ticket), &mut note.value)?;
    mention::stand_in(cx, id, &note.value.mentions)?;
    let mut log = Changes::under(NOTE);
    log.note("note-edited", &before, &note.value.text);
    note.envelope = cx.update(MESSAGES, &note, message::draft(&note.value, ticket))?;
    touch(cx, &caller, ticket, log, 0)?;
    Ok(message::shown(&note))
}

/// Deletes a note of the caller's.
pub fn delete(cx: &Cx, ticket: &str, id: &str, version: Option<u64>) -> Result<()> {
    let caller = Caller::of(cx);
    let note = own_note(cx, &caller, ticket, id, version)?;
    message::unfile(cx, &note)?;
    let mut log = Changes::under(NOTE);
    log.note("note-deleted", &note.value.text, &String::new());
    touch(cx, &caller, ticket, log, -1)
}

/// A message of this ticket, if the caller may read it.
pub fn in_ticket(cx: &Cx, ticket: &str, id: &str) -> Result<Entry<Message>> {
    let found = cx.get(MESSAGES, id)?;
    match &found.envelope.parent {
        Some(parent) if parent.id == ticket => Ok(found),
        _ => Err(Error::not_found(format!("there is no message `{id}` in this ticket"))),
    }
}

fn own_note(
    cx: &Cx,
    caller: &Caller,
    ticket: &str,
    id: &str,
    version: Option<u64>,
) -> Result<Entry<Message>> {
    let found = in_ticket(cx, ticket, id)?;
    match found.value.kind {
        MessageKind::Note => {}
        MessageKind::Reply => {
            return Err(Error::denied(NOTE, text!("reply-stays")));
        }
        MessageKind::System => return Err(Error::denied(NOTE, text!("line-stays"))),
    }
    if caller.user.is_none() || found.value.author != caller.user {
        return Err(Error::denied(NOTE, text!("note-of-author")));
    }
    must(cx, NOTE, &TICKETS.at(ticket))?;
    match version {
        Some(version) if version != found.envelope.version => Err(Error::conflict(format!(
            "the note is at version {}, not {version}; read it again",
            found.envelope.version
        ))),
        _ => Ok(found),
    }
}

fn touch(cx: &Cx, caller: &Caller, ticket: &str, log: Changes, notes: i32) -> Result<()> {
    let old = ticket::read(cx, ticket)?;
    let mut new = old.clone();
    count(&mut new.value, MessageKind::Note, notes);
    new.value.stamp("messages", old.envelope.version + 1);
    change::write(cx, caller, &old, new, log).map(drop)
}
