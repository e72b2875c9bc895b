//! Taking messages from one ticket into another, and putting them back.
//!
//! A message keeps its author, time, audience, mail headers and files: an internal note stays internal, and
//! mail that answers a moved message finds it where it now stands.

use crate::change;
use crate::compose::must;
use crate::history::Changes;
use crate::line::{What, line};
use crate::message::{self, MESSAGES, Message};
use crate::notes::in_ticket;
use crate::open::{self, count};
use crate::people::Caller;
use crate::remove::remove;
use crate::ticket::{self, Ticket};
use crate::view;
use ombud_plugin::desk::tickets::{self as wire, MessageKind, Parting, Relation, RelationKind, Status};
use ombud_plugin::text;
use ombud_plugin::{Cx, Entry, Error, RecordId, Result};

const SPLIT: &str = "tickets:ticket.split";
const EDIT: &str = "tickets:ticket.edit";

/// Takes messages into a new ticket, in a department that the caller need not be able to read.
pub fn split_off(
    cx: &Cx,
    source: &str,
    new: wire::NewTicket,
    ids: &[RecordId],
    copy: bool,
) -> Result<Parting> {
    let caller = Caller::of(cx);
    let source = ticket::read(cx, source)?;
    let chosen = chosen(cx, &source, ids, copy)?;
    if new.first.is_some() {
        return Err(Error::invalid(
            "`first`: a ticket that is split off begins with the messages taken along",
        ));
    }
    let mut target = open::prepare(cx, &caller, &new, &source.value.fields)?;
    target.value.relations.push(to(RelationKind::SplitFrom, &source));
    let lines = Lines { source: &source, target: &target, messages: chosen.len(), copy };
    let (left, arrived) = (lines.left(&caller), lines.arrived(&caller));
    for message in &chosen {
        count(&mut target.value, message.value.kind, 1);
        target.value.opened |= message.value.from_staff && message.value.kind == MessageKind::Reply;
    }
    count(&mut target.value, MessageKind::System, 1);
    let mut log = Changes::under(SPLIT);
    log.fact("created", target.value.channel.clone());
    log.fact("split-from", format!("#{}", source.value.number));
    let target = open::begin(cx, &caller, target, log)?;
    open::must_give(cx, &caller, &target)?;
    let messages = carry(cx, &chosen, target.id(), copy)?;
    message::file(cx, &arrived, target.id())?;
    leave(cx, &caller, &source, &target, &chosen, left, copy)?;
    Ok(Parting { ticket: view::ticket(cx, &caller, &target)?, messages })
}

/// Takes messages into a ticket that is there.
pub fn take(cx: &Cx, source: &str, target: &str, ids: &[RecordId], copy: bool) -> Result<Vec<RecordId>> {
    let caller = Caller::of(cx);
    if source == target {
        return Err(Error::invalid("`target` is the ticket itself"));
    }
    let (source, old) = (ticket::read(cx, source)?, ticket::read(cx, target)?);
    must(cx, EDIT, &old.at())?;
    open_to_split(&old)?;
    let chosen = chosen(cx, &source, ids, copy)?;
    let mut new = old.clone();
    add_relation(&mut new.value, to(RelationKind::SplitFrom, &source));
    let lines = Lines { source: &source, target: &old, messages: chosen.len(), copy };
    let messages = carry(cx, &chosen, old.id(), copy)?;
    message::file(cx, &lines.arrived(&caller), old.id())?;
    for message in &chosen {
        count(&mut new.value, message.value.kind, 1);
    }
    count(&mut new.value, MessageKind::System, 1);
    if chosen.iter().any(|message| message.value.kind == MessageKind::Reply) {
        new.value.activity = caller.now;
    }
    new.value.stamp("messages", old.envelope.version + 1);
    let mut log = Changes::under(SPLIT);
    log.fact("split-from", format!("#{}", source.value.number));
    change::write(cx, &caller, &old, new, log)?;
    leave(cx, &caller, &source, &old, &chosen, lines.left(&caller), copy)?;
    Ok(messages)
}

/// Puts messages back where they were taken from. A ticket that is empty then goes.
pub fn give_back(cx: &Cx, source: &str, target: &str, ids: &[RecordId], copied: bool) -> Result<()> {
    let caller = Caller::of(cx);
    let (source, target) = (ticket::read(cx, source)?, ticket::read(cx, target)?);
    must(cx, SPLIT, &source.at())?;
    must(cx, SPLIT, &target.at())?;
    let returned = in_source(cx, &target, ids)?;
    let mut restored = source.clone();
    let mut shrunk = target.clone();
    for message in &returned {
        if !copied {
            message::file(cx, &message.value, source.id())?;
            count(&mut restored.value, message.value.kind, 1);
        }
        message::unfile(cx, message)?;
        count(&mut shrunk.value, message.value.kind, -1);
    }
    erase_line(cx, &mut restored, target.id())?;
    erase_line(cx, &mut shrunk, source.id())?;
    restored.value.relations.retain(|relation| relation.ticket != target.envelope.id);
    shrunk.value.relations.retain(|relation| relation.ticket != source.envelope.id);

    for (old, mut new, other) in [(&source, restored, &target), (&target, shrunk, &source)] {
        let empty =
            message::of_ticket(cx, &old.at())?.iter().all(|left| left.value.kind == MessageKind::System);
        if empty && old.id() == target.id() {
            remove(cx, old)?;
            continue;
        }
        new.value.activity = caller.now;
        new.value.stamp("messages", old.envelope.version + 1);
        let mut log = Changes::under(SPLIT);
        log.fact("split-undone", format!("#{}", other.value.number));
        change::write(cx, &caller, old, new, log)?;
    }
    Ok(())
}

/// The messages that shall go, if they may.
fn chosen(cx: &Cx, source: &Entry<Ticket>, ids: &[RecordId], copy: bool) -> Result<Vec<Entry<Message>>> {
    must(cx, SPLIT, &source.at())?;
    open_to_split(source)?;
    let chosen = in_source(cx, source, ids)?;
    let said = |message: &&Entry<Message>| message.value.kind != MessageKind::System;
    let all = message::of_ticket(cx, &source.at())?.iter().filter(said).count();
    if !copy && chosen.len() == all {
        return Err(Error::invalid(text!("split-all", all = all, number = source.value.number.to_string())));
    }
    Ok(chosen)
}

fn in_source(cx: &Cx, source: &Entry<Ticket>, ids: &[RecordId]) -> Result<Vec<Entry<Message>>> {
    if ids.is_empty() {
        return Err(Error::invalid(text!("split-nothing")));
    }
    let number = source.value.number;
    let mut chosen: Vec<Entry<Message>> = Vec::new();
    for id in ids {
        if chosen.iter().any(|message| message.id() == id) {
            return Err(Error::invalid(format!("`messages` names `{id}` twice")));
        }
        let message = match in_ticket(cx, source.id(), id) {
            Err(Error::NotFound(_)) => {
                Err(Error::invalid(text!("split-gone", id = id, number = number.to_string())))
            }
            other => other,
        }?;
        if message.value.kind == MessageKind::System {
            return Err(Error::invalid(format!("`messages`: `{id}` is a line of the desk, which stays")));
        }
        chosen.push(message);
    }
    Ok(chosen)
}

fn open_to_split(ticket: &Entry<Ticket>) -> Result<()> {
    let number = ticket.value.number.to_string();
    match ticket.value.status {
        Status::Closed => Err(Error::invalid(text!("is-closed", number = number))),
        Status::Spam => Err(Error::invalid(text!("is-spam", number = number))),
        _ => Ok(()),
    }
}

/// Files the messages in their new place. The originals are still there, so their files can be named.
fn carry(cx: &Cx, chosen: &[Entry<Message>], target: &str, copy: bool) -> Result<Vec<RecordId>> {
    let mut ids = Vec::new();
    for message in chosen {
        // Of two copies the original is the one that mail answers.
        let filed = match copy {
            true => cx.create(MESSAGES, message::draft(&message.value, target))?.id,
            false => message::file(cx, &message.value, target)?.id,
        };
        ids.push(filed);
    }
    Ok(ids)
}

/// What is left in the source: without the messages that moved, with a line and the relation.
fn leave(
    cx: &Cx,
    caller: &Caller,
    source: &Entry<Ticket>,
    target: &Entry<Ticket>,
    chosen: &[Entry<Message>],
    line: Message,
    copy: bool,
) -> Result<()> {
    let mut left = source.clone();
    if !copy {
        for message in chosen {
            message::unfile(cx, message)?;
            count(&mut left.value, message.value.kind, -1);
            if message.value.kind == MessageKind::Reply {
                left.value.activity = caller.now;
            }
        }
    }
    message::file(cx, &line, source.id())?;
    count(&mut left.value, MessageKind::System, 1);
    left.value.stamp("messages", source.envelope.version + 1);
    add_relation(&mut left.value, to(RelationKind::SplitTo, target));
    let mut log = Changes::under(SPLIT);
    log.fact("split-to", format!("#{}", target.value.number));
    change::write(cx, caller, source, left, log).map(drop)
}

/// Removes the lines that a ticket has about another.
pub fn erase_line(cx: &Cx, ticket: &mut Entry<Ticket>, about: &str) -> Result<()> {
    for message in message::of_ticket(cx, &ticket.at())? {
        if message.value.about.as_deref() == Some(about) {
            message::unfile(cx, &message)?;
            count(&mut ticket.value, MessageKind::System, -1);
        }
    }
    Ok(())
}

/// A relation to this ticket.
pub fn to(kind: RelationKind, ticket: &Entry<Ticket>) -> Relation {
    Relation { kind, ticket: ticket.id().to_owned(), number: ticket.value.number }
}

/// Each relation once.
pub fn add_relation(ticket: &mut Ticket, relation: Relation) {
    if !ticket.relations.contains(&relation) {
        ticket.relations.push(relation);
    }
}

/// The lines that both tickets get, for staff.
struct Lines<'a> {
    source: &'a Entry<Ticket>,
    target: &'a Entry<Ticket>,
    messages: usize,
    copy: bool,
}

impl Lines<'_> {
    fn left(&self, caller: &Caller) -> Message {
        line(caller, if self.copy { What::CopiedTo } else { What::MovedTo }, self.messages, self.target)
    }

    fn arrived(&self, caller: &Caller) -> Message {
        line(caller, if self.copy { What::CopiedFrom } else { What::SplitFrom }, self.messages, self.source)
    }
}
