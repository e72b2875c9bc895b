//! Deleting tickets for ever, with everything below them.

use crate::clock;
use crate::compose::must;
use crate::history::HISTORY;
use crate::message;
use crate::outbox;
use crate::ticket::{self, TICKETS, Ticket};
use ombud_plugin::{Cx, Entry, Query, Result};

/// Deletes a ticket on somebody's request.
pub fn delete(cx: &Cx, id: &str) -> Result<()> {
    let entry = ticket::read(cx, id)?;
    must(cx, "tickets:ticket.delete", &entry.at())?;
    remove(cx, &entry)
}

/// Deletes a ticket; the caller of this function has asked for the right to.
pub fn remove(cx: &Cx, entry: &Entry<Ticket>) -> Result<()> {
    for message in message::of_ticket(cx, &entry.at())? {
        message::unfile(cx, &message)?;
    }
    for change in cx.all(HISTORY, &Query::children(entry.at()))? {
        cx.delete(HISTORY, &change)?;
    }
    outbox::orphan(cx, entry.id())?;
    clock::stop(cx, entry.id())?;
    cx.delete(TICKETS, entry)
}
