//! Opening tickets.

use crate::compose::{self, must};
use crate::field::Moment;
use crate::fields::{self, Form, Values};
use crate::history::Changes;
use crate::people::{self, Caller};
use crate::status::{self, Cause};
use crate::tag::Tags;
use crate::ticket::{self, TICKETS, Ticket};
use crate::{clock, mention, message, rules, view};
use ombud_plugin::desk::tickets::{self as wire, MessageKind, Priority, Status};
use ombud_plugin::text;
use ombud_plugin::{Audience, Cx, Entry, Envelope, Error, Result, UserId};
use std::collections::BTreeMap;

const CREATE: &str = "tickets:ticket.create";

/// Opens a ticket with its first message.
pub fn create(cx: &Cx, new: wire::NewTicket) -> Result<wire::Ticket> {
    let caller = Caller::of(cx);
    let mut entry = prepare(cx, &caller, &new, &Values::new())?;
    // What a mail does not say nobody can ask it, nor a chat whose visitor has left.
    if !["mail", "chat"].contains(&new.channel.as_str()) {
        let department = entry.envelope.department.as_deref();
        Form::of(cx)?.complete(&entry.value.fields, Moment::Create, department, caller.staff)?;
    }
    let first =
        new.first.map(|first| compose::compose(cx, &caller, entry.envelope.requester.as_ref(), first));
    let first = first.transpose()?;
    if let Some(first) = &first {
        count(&mut entry.value, first.message.kind, 1);
        if first.message.kind == MessageKind::Reply && first.message.from_staff {
            answer(&mut entry.value, Cause::StaffReply);
        }
    }
    let mut log = Changes::under(CREATE);
    log.fact("created", entry.value.channel.clone());
    let entry = begin(cx, &caller, entry, log)?;
    must_give(cx, &caller, &entry)?;
    if let Some(mut first) = first {
        first.check(cx, &entry.at())?;
        mention::tell(cx, &caller, &entry.at(), &mut first.message)?;
        message::file(cx, &first.message, entry.id())?;
    }
    view::ticket(cx, &caller, &entry)
}

/// A ticket as it was asked for, checked but not yet written. It may have the fields of the one that it comes out of.
pub fn prepare(cx: &Cx, caller: &Caller, new: &wire::NewTicket, had: &Values) -> Result<Entry<Ticket>> {
    let department = people::department(cx, &new.department)?;
    let requester = match (&new.requester, caller.staff) {
        (Some(requester), true) => Some(requester.clone()),
        (None, true) => None,
        (requester, false) => Some(own(caller, requester.as_ref())?),
    };
    if let Some(requester) = requester.as_ref().filter(|requester| Some(*requester) != caller.user.as_ref())
        && people::is_staff(cx, requester)?.is_none()
    {
        return Err(Error::invalid(format!("`requester`: there is no person `{requester}`")));
    }
    if let Some(assignee) = &new.assignee {
        people::must_be_colleague(cx, assignee)?;
    }
    let tags = rules::tags(new.tags.iter().map(String::as_str))?;
    for (field, set) in [
        ("assignee", new.assignee.is_some()),
        ("participants", !new.participants.is_empty()),
        ("status", new.status.is_some()),
        ("priority", new.priority != Priority::Normal),
        ("tags", !tags.is_empty()),
    ] {
        if set && !caller.staff {
            return Err(Error::denied(CREATE, format!("`{field}` is set by staff only")));
        }
    }
    let tags = Tags::of(cx)?.given(cx, &[], &tags)?;
    let given = read_fields(&new.fields)?;
    Form::of(cx)?.check(&given, had, Some(&department), caller.staff)?;
    let mut values = Values::new();
    fields::merge(&mut values, given);
    let status = match (new.status, &new.assignee) {
        (Some(Status::New) | None, Some(_)) => Status::Open,
        (Some(status), _) => status,
        (None, None) => Status::New,
    };
    let value = Ticket {
        number: cx.next_number("ticket")?,
        subject: rules::foreign_subject(&new.subject),
        status,
        until: None,
        opened: has_opened(status),
        resolved: (status == Status::Resolved).then_some(caller.now),
        priority: new.priority,
        tags,
        fields: values,
        channel: rules::channel(&new.channel)?,
        language: new.language.as_deref().map(rules::language).transpose()?,
        relations: Vec::new(),
        replies: 0,
        notes: 0,
        activity: caller.now,
        stamps: BTreeMap::new(),
        merged: None,
        joined: Vec::new(),
    };
    let envelope = Envelope {
        collection: TICKETS.name().to_owned(),
        id: cx.new_id(),
        version: 0,
        department: Some(department),
        assignee: new.assignee.clone(),
        participants: participants(cx, new.participants.clone(), requester.as_ref())?,
        requester,
        audience: Audience::Everyone,
        parent: None,
        created: 0,
        updated: 0,
    };
    Ok(Entry { envelope, value, blobs: Vec::new() })
}

/// Writes a new ticket with the first lines of its history.
pub fn begin(cx: &Cx, caller: &Caller, mut entry: Entry<Ticket>, mut log: Changes) -> Result<Entry<Ticket>> {
    crate::change::amend(cx, caller, &mut entry, None, &mut log)?;
    entry.envelope = cx.create(TICKETS, ticket::draft(&entry, caller.now).id(entry.envelope.id.clone()))?;
    log.write(cx, caller, entry.id())?;
    clock::wind(cx, entry.id(), None, &entry.value)?;
    Ok(entry)
}

/// The kernel asked for the right to create. Giving work and showing it around are rights of their own.
pub fn must_give(cx: &Cx, caller: &Caller, entry: &Entry<Ticket>) -> Result<()> {
    if entry.envelope.assignee.is_some() {
        must(cx, "tickets:ticket.assign", &entry.at())?;
    }
    if entry.envelope.participants.iter().any(|person| Some(person) != caller.user.as_ref()) {
        must(cx, "tickets:ticket.share", &entry.at())?;
    }
    Ok(())
}

/// A customer opens tickets for himself.
fn own(caller: &Caller, requester: Option<&UserId>) -> Result<UserId> {
    let user = caller.user.clone().ok_or_else(|| Error::denied(CREATE, text!("sign-in-to-open")))?;
    match requester {
        Some(other) if *other != user => Err(Error::denied(CREATE, text!("only-for-yourself"))),
        _ => Ok(user),
    }
}

/// Participants, each once and without the requester, who sees the ticket anyway.
pub fn participants(cx: &Cx, given: Vec<UserId>, requester: Option<&UserId>) -> Result<Vec<UserId>> {
    let mut kept: Vec<UserId> = Vec::new();
    for person in given {
        if Some(&person) != requester && !kept.contains(&person) {
            kept.push(person);
        }
    }
    if kept.len() > rules::MAX_PARTICIPANTS {
        let most = rules::MAX_PARTICIPANTS;
        return Err(Error::invalid(format!("`participants` has {}, a ticket takes {most}", kept.len())));
    }
    for person in &kept {
        if people::face(cx, person)?.is_none() {
            return Err(Error::invalid(format!("`participants`: there is no person `{person}`")));
        }
    }
    Ok(kept)
}

/// Fields as other plugins give them: values are JSON.
pub fn read_fields(given: &[(String, String)]) -> Result<Values> {
    let read = |(name, json): &(String, String)| match serde_json::from_str(json) {
        Ok(value) => Ok((name.clone(), value)),
        Err(error) => Err(Error::invalid(format!("`fields`: `{name}` is not JSON: {error}"))),
    };
    given.iter().map(read).collect()
}

/// One more message, or `-1` for one fewer.
pub fn count(ticket: &mut Ticket, kind: MessageKind, by: i32) {
    let counter = match kind {
        MessageKind::Reply => &mut ticket.replies,
        MessageKind::Note | MessageKind::System => &mut ticket.notes,
    };
    *counter = counter.saturating_add_signed(by);
}

/// What a message does to the status.
pub fn answer(ticket: &mut Ticket, cause: Cause) {
    ticket.status = status::after(ticket.status, ticket.opened, cause);
    ticket.opened |= cause == Cause::StaffReply || has_opened(ticket.status);
}

/// Whether a ticket that stands there is more than new.
pub fn has_opened(status: Status) -> bool {
    matches!(status, Status::Open | Status::OnHold | Status::Resolved | Status::Closed)
}
