//! Tickets and chats, as far as it matters whose they are.

use ombud_plugin::desk::tickets::{self, MessageKind, Status, Ticket};
use ombud_plugin::{Collection, Cx, DepartmentId, Envelope, RecordRef, Result, UserId};
use serde::de::IgnoredAny;

/// What is said in them is not looked at.
const TICKETS: Collection<IgnoredAny> = Collection::new("tickets:tickets");
const CHATS: Collection<IgnoredAny> = Collection::new("chat:chats");

/// A ticket.
pub fn ticket(id: &str) -> RecordRef {
    TICKETS.at(id)
}

/// A chat.
pub fn chat(id: &str) -> RecordRef {
    CHATS.at(id)
}

/// Whether it is a ticket; otherwise it is a chat, or nothing that is rated.
pub fn is_ticket(subject: &RecordRef) -> bool {
    TICKETS.holds(subject)
}

/// The id of its rating.
pub fn key(subject: &RecordRef) -> String {
    let kind = if is_ticket(subject) { "ticket" } else { "chat" };
    format!("{kind}-{}", subject.id)
}

/// How it is filed, if this call may read it.
pub fn envelope(cx: &Cx, subject: &RecordRef) -> Result<Option<Envelope>> {
    let of = [TICKETS, CHATS].into_iter().find(|collection| collection.holds(subject));
    let Some(collection) = of else { return Ok(None) };
    Ok(cx.find(collection, &subject.id)?.map(|entry| entry.envelope))
}

/// Who answered what is rated.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub subject: RecordRef,
    pub number: u64,
    pub department: DepartmentId,
    pub agent: Option<UserId>,
}

/// Whether there is nothing more to come of a ticket.
pub fn is_over(ticket: &Ticket) -> bool {
    matches!(ticket.status, Status::Resolved | Status::Closed)
}

/// Who answered a ticket: whoever has it, else who wrote to the customer last. None: nobody ever answered.
pub fn answered(cx: &Cx, ticket: &Ticket) -> Result<Option<Answered>> {
    let messages = tickets::messages(cx, &ticket.id)?;
    let last = messages.iter().rev().find(|one| one.from_staff && one.kind == MessageKind::Reply);
    Ok(last.map(|last| Answered {
        subject: self::ticket(&ticket.id),
        number: ticket.number,
        department: ticket.department.clone(),
        agent: ticket.assignee.clone().or_else(|| last.author.clone()),
    }))
}
