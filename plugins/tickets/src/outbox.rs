//! Replies that wait before they leave, so that whoever wrote one can take it back.
//!
//! What waits is no message: it stands in a private collection, of which no event tells and which no search, hook or
//! other plugin knows. When its time is over, a timer writes it with the rights that its author has then.

use crate::clock;
use crate::compose::{self, must};
use crate::message::Message;
use crate::people::Caller;
use crate::settings::Settings;
use crate::ticket;
use crate::write;
use ombud_plugin::desk::outbox as wire;
use ombud_plugin::desk::tickets::{self, MessageKind, NewMessage, Status};
use ombud_plugin::text;
use ombud_plugin::{
    Audience, Collection, Cx, Draft, Entry, Error, Query, RecordId, Result, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

const HELD: Collection<Held> = Collection::new("tickets:held");

const REPLY: &str = "tickets:ticket.reply";

/// The longest that a reply waits, seconds.
const LONGEST: u64 = 60;

/// What has not left so long after its time does not leave by itself, milliseconds.
const OVERDUE: u64 = 180_000;

/// A reply that waits, as it is kept. The record has the id of its timer, and no parent: a ticket can be deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Held {
    ticket: RecordId,
    number: u64,
    author: UserId,
    message: Message,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    leaves: Timestamp,
    /// Why it did not leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    returned: Option<String>,
    /// Its ticket was deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    orphan: bool,
}

impl Held {
    /// Whether it still waits to leave.
    fn waits(&self) -> bool {
        self.returned.is_none() && !self.orphan
    }
}

/// What became of a reply.
pub enum Sent {
    /// It waits.
    Held(wire::Held),
    /// It was written at once.
    Written(tickets::Message),
}

/// Holds a reply of the caller's back, or writes it at once: what customers write, and all on a desk that is set so.
pub fn hold(cx: &Cx, ticket: &str, new: NewMessage, status: Option<Status>) -> Result<Sent> {
    let caller = Caller::of(cx);
    let seconds = Settings::of(cx)?.undo_seconds.min(LONGEST);
    if seconds == 0 || !caller.staff {
        return write::add(cx, ticket, new, status).map(Sent::Written);
    }
    if new.kind != MessageKind::Reply {
        return Err(Error::invalid("only a reply waits before it leaves: a note stays here anyway"));
    }
    let author = cx.user()?;
    let old = ticket::read(cx, ticket)?;
    must(cx, REPLY, &old.at())?;
    let composed = compose::compose(cx, &caller, old.envelope.requester.as_ref(), new)?;
    if composed.is_foreign() {
        return Err(Error::invalid("a reply waits only in the own name, from now on"));
    }
    // What would be refused then is said now.
    write::turned(cx, &caller, &old, &composed.message, status)?;
    let leaves = caller.now + seconds * 1000;
    let held = Held {
        ticket: old.envelope.id.clone(),
        number: old.value.number,
        author,
        message: composed.message,
        status,
        leaves,
        returned: None,
        orphan: false,
    };
    let envelope = cx.create(HELD, draft(&held).id(cx.new_id()))?;
    cx.set_timer_for_caller(&clock::sending(&envelope.id), leaves, &())?;
    Ok(Sent::Held(shown(&envelope.id, &held, caller.now)))
}

/// What waits in a ticket that the caller may read, as staff.
pub fn waiting(cx: &Cx, ticket: &str) -> Result<Vec<wire::Held>> {
    let caller = Caller::of(cx);
    let ticket = ticket::read(cx, ticket)?;
    if !caller.staff {
        return Ok(Vec::new());
    }
    let held = of_ticket(cx, ticket.id())?;
    let told = held.iter().map(|entry| shown(entry.id(), &entry.value, caller.now));
    Ok(told.filter(|held| held.returned.is_none() || Some(&held.author) == caller.user.as_ref()).collect())
}

/// The caller's own that did not leave.
pub fn returned(cx: &Cx) -> Result<Vec<wire::Held>> {
    let (me, now) = (cx.user()?, cx.now());
    let held = cx.all(HELD, &Query::by("author").prefix(me.as_str()))?;
    let told = held.iter().map(|entry| shown(entry.id(), &entry.value, now));
    Ok(told.filter(|held| held.returned.is_some()).collect())
}

/// Takes one of the caller's back.
pub fn take_back(cx: &Cx, id: &str) -> Result<wire::Held> {
    let me = cx.user()?;
    let found = cx.find(HELD, id)?.filter(|held| held.value.author == me);
    let held = found.ok_or_else(|| Error::not_found(text!("held-has-left")))?;
    forget(cx, &held)?;
    Ok(shown(held.id(), &held.value, cx.now()))
}

/// The time of a reply is over. It rings with its author's rights; without anybody, if the author is let in no more.
pub fn leave(cx: &Cx, id: &str) -> Result<()> {
    let Some(entry) = cx.find(HELD, id)?.filter(|entry| entry.value.waits()) else {
        return Ok(());
    };
    let caller = Caller::of(cx);
    // Its author was told that it did not leave, and may have written again.
    let overdue = is_overdue(&entry.value, cx.now()).then(|| text!("held-overdue").to_owned());
    let reason = match overdue {
        None => reason_to_stay(cx, &caller, &entry.value)?,
        overdue => overdue,
    };
    match reason {
        None => {
            let held = &entry.value;
            let message = Message { at: caller.now, filed: caller.now, ..held.message.clone() };
            write::place(cx, &caller, &ticket::read(cx, &held.ticket)?, &message, held.status)?;
            cx.delete(HELD, &entry)
        }
        Some(reason) => {
            let held = Held { returned: Some(reason), ..entry.value.clone() };
            cx.update(HELD, &entry, draft(&held)).map(drop)
        }
    }
}

/// What waits in a ticket that is deleted does not leave; its author keeps the words, and is told.
pub fn orphan(cx: &Cx, ticket: &str) -> Result<()> {
    for held in of_ticket(cx, ticket)? {
        cx.cancel_timer(&clock::sending(held.id()))?;
        cx.update(HELD, &held, draft(&Held { orphan: true, ..held.value.clone() }))?;
    }
    Ok(())
}

/// Why a reply cannot leave: its author may not write there any more, or nobody may.
fn reason_to_stay(cx: &Cx, caller: &Caller, held: &Held) -> Result<Option<String>> {
    if caller.user.as_ref() != Some(&held.author) {
        return Ok(Some(text!("held-author-gone").to_owned()));
    }
    let possible = ticket::read(cx, &held.ticket).and_then(|ticket| {
        must(cx, REPLY, &ticket.at())?;
        write::turned(cx, caller, &ticket, &held.message, held.status)
    });
    match possible {
        Ok(_) => Ok(None),
        Err(error @ (Error::Denied(_) | Error::NotFound(_) | Error::Invalid(_))) => {
            Ok(Some(error.sentence()))
        }
        Err(error) => Err(error),
    }
}

fn of_ticket(cx: &Cx, ticket: &str) -> Result<Vec<Entry<Held>>> {
    cx.all(HELD, &Query::by("ticket").prefix(ticket))
}

fn forget(cx: &Cx, held: &Entry<Held>) -> Result<()> {
    cx.cancel_timer(&clock::sending(held.id()))?;
    cx.delete(HELD, held)
}

fn draft(held: &Held) -> Draft<Held> {
    Draft::new(held)
        .audience(Audience::Staff)
        .blobs(held.message.attachments.iter().map(|file| file.blob.clone()))
        .index("ticket", [held.ticket.as_str()])
        .index("author", [held.author.as_str()])
}

fn is_overdue(held: &Held, now: Timestamp) -> bool {
    now > held.leaves + OVERDUE
}

fn shown(id: &str, held: &Held, now: Timestamp) -> wire::Held {
    let message = held.message.clone();
    // Whatever keeps it, for example a plugin that refuses it again and again: its author is not left waiting.
    let overdue = is_overdue(held, now).then(|| text!("held-overdue").to_owned());
    let orphan = held.orphan.then(|| text!("held-orphan").to_owned());
    wire::Held {
        id: id.to_owned(),
        ticket: held.ticket.clone(),
        number: held.number,
        author: held.author.clone(),
        author_name: message.author_name,
        text: message.text,
        html: message.html,
        attachments: message.attachments,
        status: held.status,
        written: message.at,
        leaves: held.leaves,
        returned: held.returned.clone().or(orphan).or(overdue),
    }
}
