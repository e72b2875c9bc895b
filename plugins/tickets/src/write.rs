//! Writing in tickets: replies and notes, and what an answer to a closed ticket becomes.

use crate::change::{self, choose_status, set_status};
use crate::compose::{self, must};
use crate::fields::Values;
use crate::history::Changes;
use crate::mention;
use crate::message::{self, Message};
use crate::open::{self, count};
use crate::people::Caller;
use crate::status::{self, Cause};
use crate::ticket::{self, TICKETS, Ticket};
use ombud_plugin::desk::tickets::{
    self as wire, MessageKind, NewMessage, NewTicket, Priority, Relation, RelationKind, Status,
};
use ombud_plugin::text;
use ombud_plugin::{Cx, Entry, Error, RecordId, Result};

const EDIT: &str = "tickets:ticket.edit";
const NOTE: &str = "tickets:ticket.note";
const REPLY: &str = "tickets:ticket.reply";

/// Adds a reply or a note. With `status`, the writer chooses where the ticket stands afterwards.
pub fn add(cx: &Cx, ticket: &str, new: NewMessage, status: Option<Status>) -> Result<wire::Message> {
    let caller = Caller::of(cx);
    let old = ticket::read(cx, ticket)?;
    must(cx, if new.kind == MessageKind::Note { NOTE } else { REPLY }, &old.at())?;
    let mut composed = compose::compose(cx, &caller, old.envelope.requester.as_ref(), new)?;
    composed.check(cx, &old.at())?;
    mention::tell(cx, &caller, &old.at(), &mut composed.message)?;
    place(cx, &caller, &old, &composed.message, status)
}

/// Files a message, with all that it does to the ticket.
pub fn place(
    cx: &Cx,
    caller: &Caller,
    old: &Entry<Ticket>,
    message: &Message,
    status: Option<Status>,
) -> Result<wire::Message> {
    if message.kind == MessageKind::Reply && old.value.status == Status::Closed && !message.from_staff {
        return follow_up(cx, caller, old, message);
    }
    let new = turned(cx, caller, old, message, status)?;
    // Whoever chooses where the ticket stands does more than write.
    let chose =
        status.is_some_and(|status| status == new.value.status && turned_by_itself(old, message) != status);
    let mut log = Changes::under(match message.kind {
        _ if chose => EDIT,
        MessageKind::Note => NOTE,
        _ => REPLY,
    });
    log.note("status", &old.value.status, &new.value.status);
    log.note("until", &old.value.until, &new.value.until);
    let written = message::file(cx, message, old.id())?;
    change::write(cx, caller, old, new, log)?;
    Ok(written)
}

/// Where a message leaves the ticket if nobody chooses.
fn turned_by_itself(old: &Entry<Ticket>, message: &Message) -> Status {
    let cause = if message.from_staff { Cause::StaffReply } else { Cause::CustomerReply };
    match message.kind {
        MessageKind::Reply => status::after(old.value.status, old.value.opened, cause),
        _ => old.value.status,
    }
}

/// The ticket as a message leaves it. Nothing is written; what stands in the message's way is an error.
pub fn turned(
    cx: &Cx,
    caller: &Caller,
    old: &Entry<Ticket>,
    message: &Message,
    status: Option<Status>,
) -> Result<Entry<Ticket>> {
    let mut new = old.clone();
    if message.kind == MessageKind::Reply {
        match old.value.status {
            Status::Closed => {
                return Err(Error::invalid(text!("is-closed", number = old.value.number.to_string())));
            }
            Status::Spam if message.from_staff => {
                return Err(Error::invalid(text!(
                    "is-spam-open-first",
                    number = old.value.number.to_string()
                )));
            }
            _ => {}
        }
        set_status(&mut new.value, turned_by_itself(old, message), caller);
        new.value.opened |= message.from_staff;
        new.value.activity = caller.now;
        // Every word makes the silence begin again, after which a resolved ticket is closed.
        if new.value.status == Status::Resolved {
            new.value.resolved = Some(caller.now);
        }
    }
    if let Some(status) = status.filter(|status| *status != new.value.status) {
        must(cx, EDIT, &old.at())?;
        choose_status(cx, caller, &mut new, old.envelope.department.as_deref(), status)?;
    }
    count(&mut new.value, message.kind, 1);
    new.value.stamp("messages", old.envelope.version + 1);
    Ok(new)
}

/// A closed ticket is final, so the customer's answer opens a new one that names it. If that is there
/// already, the answer goes there.
fn follow_up(cx: &Cx, caller: &Caller, closed: &Entry<Ticket>, message: &Message) -> Result<wire::Message> {
    match follower(cx, closed)?.filter(|later| cx.may(REPLY, Some(&later.at())).unwrap_or(false)) {
        Some(later) if later.value.status == Status::Closed => follow(cx, caller, &later, message),
        Some(later) => place(cx, caller, &later, message, None),
        None => follow(cx, caller, closed, message),
    }
}

/// Opens the ticket that follows a closed one.
fn follow(cx: &Cx, caller: &Caller, closed: &Entry<Ticket>, message: &Message) -> Result<wire::Message> {
    let (old, envelope) = (&closed.value, &closed.envelope);
    let requester = message.author.clone().or_else(|| envelope.requester.clone());
    let mut fresh = open::prepare(
        cx,
        caller,
        &NewTicket {
            subject: old.subject.clone(),
            department: envelope.department.clone().unwrap_or_default(),
            requester: requester.clone(),
            assignee: None,
            participants: Vec::new(),
            status: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: if message.mail.is_some() { "mail" } else { "web" }.to_owned(),
            language: old.language.clone(),
            first: None,
        },
        &Values::new(),
    )?;
    // Whoever saw the closed one follows along; that is not for the customer to decide.
    fresh.envelope.participants = envelope.participants.iter().chain(&envelope.requester).cloned().collect();
    fresh.envelope.participants.retain(|person| Some(person) != requester.as_ref());
    fresh.value.relations.push(relation(RelationKind::FollowUpOf, closed));
    count(&mut fresh.value, message.kind, 1);
    let mut log = Changes::under(REPLY);
    log.fact("created", fresh.value.channel.clone());
    log.fact("follow-up-of", format!("#{}", old.number));
    let fresh = open::begin(cx, caller, fresh, log)?;
    let written = message::file(cx, message, fresh.id())?;

    let mut left = closed.clone();
    left.value.relations.push(relation(RelationKind::FollowedBy, &fresh));
    left.value.activity = caller.now;
    let mut log = Changes::under(REPLY);
    log.fact("followed-by", format!("#{}", fresh.value.number));
    change::write(cx, caller, closed, left, log)?;
    Ok(written)
}

/// Where a closed ticket goes on, as far as that leads to one that is not closed, or to the last that is. What was merged
/// may lead in a circle: nowhere twice.
fn follower(cx: &Cx, closed: &Entry<Ticket>) -> Result<Option<Entry<Ticket>>> {
    let (mut seen, mut last, mut next) = (vec![closed.id().to_owned()], None, next_of(closed));
    while let Some(id) = next.filter(|id| !seen.contains(id)) {
        let Some(later) = cx.find(TICKETS, &id)? else { break };
        seen.push(id);
        next = if later.value.status == Status::Closed { next_of(&later) } else { None };
        last = Some(later);
    }
    Ok(last)
}

fn next_of(ticket: &Entry<Ticket>) -> Option<RecordId> {
    let followed = |relation: &&Relation| relation.kind == RelationKind::FollowedBy;
    ticket.value.relations.iter().rfind(followed).map(|relation| relation.ticket.clone())
}

fn relation(kind: RelationKind, to: &Entry<Ticket>) -> Relation {
    Relation { kind, ticket: to.id().to_owned(), number: to.value.number }
}
