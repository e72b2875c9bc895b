//! What a split is, and when it can be undone.

use ombud_plugin::desk::split::{Mode, Outcome, Request};
use ombud_plugin::desk::tickets::{self, Message, MessageKind, NewTicket};
use ombud_plugin::text;
use ombud_plugin::{Collection, Cx, Draft, Error, Query, RecordId, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was split and can still be undone.
pub const SPLITS: Collection<Split> = Collection::new("split:splits");

/// How long a split can be undone.
pub const UNDO: Timestamp = 86_400_000;

const FORGET: &str = "forget/";

/// Enough of a split to take it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    source: RecordId,
    target: RecordId,
    /// The number of the new ticket, for messages.
    number: u64,
    /// The messages as they stand in the new ticket.
    messages: BTreeSet<RecordId>,
    /// What remained in the source.
    remained: BTreeSet<RecordId>,
    copy: bool,
    at: Timestamp,
}

/// Splits messages off into a new ticket.
pub fn split(cx: &Cx, request: Request) -> Result<Outcome> {
    if request.subject.trim().is_empty() {
        return Err(Error::invalid(text!("subject-empty")));
    }
    if request.messages.is_empty() {
        return Err(Error::invalid(text!("messages-empty")));
    }
    let source = tickets::get(cx, &request.ticket)?;
    let before = tickets::messages(cx, &request.ticket)?;
    let copy = request.mode == Mode::Copy;
    let ticket = NewTicket {
        subject: request.subject,
        department: request.department,
        requester: request.requester.or_else(|| writer(&before, &request.messages)).or(source.requester),
        assignee: request.assignee,
        participants: Vec::new(),
        status: None,
        priority: request.priority.unwrap_or(source.priority),
        tags: request.tags.unwrap_or_default(),
        fields: if request.copy_fields { source.fields } else { Vec::new() },
        channel: source.channel,
        language: source.language,
        first: None,
    };
    let parting = tickets::split_off(cx, &request.ticket, &ticket, &request.messages, copy)?;
    let stays = |id: &RecordId| copy || !request.messages.contains(id);
    let split = Split {
        source: request.ticket.clone(),
        target: parting.ticket.id.clone(),
        number: parting.ticket.number,
        messages: parting.messages.into_iter().collect(),
        remained: said(&before).filter(stays).collect(),
        copy,
        at: cx.now(),
    };
    let id = cx.create(SPLITS, draft(&split))?.id;
    cx.set_timer(&format!("{FORGET}{id}"), split.at + UNDO, &())?;
    Ok(Outcome { id, ticket: split.target, number: split.number, at: split.at })
}

/// Takes a split back, if nobody wrote in either ticket meanwhile.
pub fn undo(cx: &Cx, id: &str) -> Result<()> {
    let gone = text!("no-split");
    let entry = cx.find(SPLITS, id)?.ok_or_else(|| Error::not_found(gone))?;
    let split = &entry.value;
    if cx.now() > split.at + UNDO {
        return Err(Error::not_found(gone));
    }
    let source = match tickets::messages(cx, &split.source) {
        Err(Error::NotFound(_)) => return Err(Error::not_found(gone)),
        other => other?,
    };
    let target = match tickets::messages(cx, &split.target) {
        Err(Error::NotFound(_)) => Err(Error::denied(
            "tickets:ticket.read",
            text!("may-not-read", number = split.number.to_string()),
        )),
        other => other,
    }?;
    let newer = said(&source).any(|id| !split.remained.contains(&id))
        || said(&target).any(|id| !split.messages.contains(&id));
    if newer {
        return Err(Error::conflict(text!("written-since")));
    }
    let messages: Vec<RecordId> = split.messages.iter().cloned().collect();
    tickets::return_messages(cx, &split.source, &split.target, &messages, split.copy)?;
    cx.cancel_timer(&format!("{FORGET}{id}"))?;
    cx.delete(SPLITS, &entry)?;
    let before: BTreeSet<RecordId> = said(&source).collect();
    let after = tickets::messages(cx, &split.source)?;
    let returned = said(&after).filter(|id| !before.contains(id)).collect();
    welcome(cx, &split.source, &returned)
}

/// What comes back has new ids; for other splits of the same ticket it is nothing new.
fn welcome(cx: &Cx, source: &str, returned: &BTreeSet<RecordId>) -> Result<()> {
    for mut other in cx.all(SPLITS, &Query::by("source").prefix(source))? {
        other.value.remained.extend(returned.iter().cloned());
        cx.update(SPLITS, &other, draft(&other.value))?;
    }
    Ok(())
}

fn draft(split: &Split) -> Draft<Split> {
    Draft::new(split).index("source", [&split.source])
}

/// A day has passed: nobody can undo it any more.
pub fn forget(cx: &Cx, key: &str) -> Result<()> {
    let Some(id) = key.strip_prefix(FORGET) else { return Ok(()) };
    match cx.find(SPLITS, id)? {
        Some(entry) => cx.delete(SPLITS, &entry),
        None => Ok(()),
    }
}

/// The customer who wrote the first of the chosen messages.
fn writer(messages: &[Message], chosen: &[RecordId]) -> Option<UserId> {
    let customers = |message: &&Message| {
        message.kind == MessageKind::Reply && !message.from_staff && chosen.contains(&message.id)
    };
    messages.iter().find(customers)?.author.clone()
}

/// What people wrote, without the desk's own lines.
fn said(messages: &[Message]) -> impl Iterator<Item = RecordId> + '_ {
    messages.iter().filter(|message| message.kind != MessageKind::System).map(|message| message.id.clone())
}
