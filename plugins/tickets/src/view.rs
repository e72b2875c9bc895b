//! What a caller sees of a ticket. Customers are told less, and never how much less.

use crate::fields::Form;
use crate::message;
use crate::people::{self, Caller};
use crate::status;
use crate::ticket::{TICKETS, Ticket};
use ombud_plugin::desk::tickets::{self as wire, Relation, RelationKind};
use ombud_plugin::{Cx, Entry, Result};

/// A ticket as this caller may see it.
pub fn ticket(cx: &Cx, caller: &Caller, entry: &Entry<Ticket>) -> Result<wire::Ticket> {
    let mut seen = tickets(cx, caller, std::slice::from_ref(entry))?;
    seen.pop().ok_or_else(|| ombud_plugin::Error::failed("a view of one ticket has one ticket"))
}

/// Several, with one question to the directory.
pub fn tickets(cx: &Cx, caller: &Caller, entries: &[Entry<Ticket>]) -> Result<Vec<wire::Ticket>> {
    if caller.staff {
        return Ok(entries.iter().map(whole).collect());
    }
    let form = Form::of(cx)?;
    let staff = people::staff_among(cx, entries.iter().flat_map(|entry| &entry.envelope.participants));
    let seen = entries.iter().map(|entry| {
        let mut ticket = whole(entry);
        ticket.relations.retain(|to| shows(cx, &entry.value, to));
        ticket.status = status::shown(ticket.status, false);
        ticket.updated = entry.value.activity;
        ticket.version = version(caller, entry);
        ticket.messages = entry.value.replies;
        ticket.assignee = None;
        ticket.participants.retain(|person| !staff.contains(person));
        ticket.until = None;
        ticket.tags.clear();
        ticket.fields.retain(|(name, _)| form.customer_sees(name));
        ticket
    });
    Ok(seen.collect())
}

/// Whether a customer is told of a relation. Of a merge only whose ticket it was hears, and only if he may read on; nobody
/// hears what was merged into his.
fn shows(cx: &Cx, ticket: &Ticket, to: &Relation) -> bool {
    match to.kind {
        RelationKind::FollowUpOf => {
            !ticket.joined.iter().any(|joined| joined.linked && joined.from == to.ticket)
        }
        RelationKind::FollowedBy => match &ticket.merged {
            Some(merged) if merged.linked && merged.into == to.ticket => {
                cx.find(TICKETS, &to.ticket).is_ok_and(|found| found.is_some())
            }
            _ => true,
        },
        RelationKind::SplitFrom | RelationKind::SplitTo => false,
    }
}

/// The version of a ticket as this caller knows it. To customers it is the moment of the last change that they see:
/// the true one would tell them of notes and assignments.
pub fn version(caller: &Caller, entry: &Entry<Ticket>) -> u64 {
    if caller.staff { entry.envelope.version } else { entry.value.activity }
}

fn whole(entry: &Entry<Ticket>) -> wire::Ticket {
    let (envelope, ticket) = (&entry.envelope, &entry.value);
    wire::Ticket {
        id: envelope.id.clone(),
        number: ticket.number,
        version: envelope.version,
        subject: ticket.subject.clone(),
        department: envelope.department.clone().unwrap_or_default(),
        assignee: envelope.assignee.clone(),
        requester: envelope.requester.clone(),
        participants: envelope.participants.clone(),
        status: ticket.status,
        until: ticket.until,
        priority: ticket.priority,
        tags: ticket.tags.clone(),
        fields: ticket.fields.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
        channel: ticket.channel.clone(),
        language: ticket.language.clone(),
        relations: ticket.relations.clone(),
        messages: ticket.replies + ticket.notes,
        created: envelope.created,
        updated: envelope.updated,
    }
}

/// Messages as this caller may see them: to customers, staff goes by the alias.
pub fn messages(cx: &Cx, caller: &Caller, entries: &[Entry<message::Message>]) -> Vec<wire::Message> {
    let mut seen: Vec<_> = entries.iter().map(message::shown).collect();
    if !caller.staff {
        let authors =
            seen.iter().filter(|message| message.from_staff).filter_map(|message| message.author.as_ref());
        let names = people::names(cx, authors);
        for message in seen.iter_mut().filter(|message| message.from_staff) {
            let alias = message.author.as_ref().and_then(|author| names.get(author));
            message.author_name = alias.cloned().unwrap_or_default();
            message.mail = None;
        }
    }
    seen
}
