//! Tickets and messages as scripts read them: ids as texts, times in RFC 3339, names in snake case.

use crate::time::written;
use ombud_plugin::DepartmentId;
use ombud_plugin::desk::mentions::{Mark, Mention};
use ombud_plugin::desk::outbox::Held;
use ombud_plugin::desk::tickets::{Attachment, Change, Message, Ticket};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A ticket. `departments` are the names by id.
pub fn ticket(ticket: &Ticket, departments: &BTreeMap<DepartmentId, String>) -> Value {
    let value = |(name, json): &(String, String)| {
        (name.clone(), serde_json::from_str(json).unwrap_or_else(|_| Value::String(json.clone())))
    };
    let fields: Map<String, Value> = ticket.fields.iter().map(value).collect();
    let relations: Vec<Value> = ticket
        .relations
        .iter()
        .map(|to| json!({ "kind": to.kind, "ticket": to.ticket, "number": to.number }))
        .collect();
    json!({
        "id": ticket.id,
        "number": ticket.number,
        "version": ticket.version,
        "subject": ticket.subject,
        "department": ticket.department,
        "department_name": departments.get(&ticket.department),
        "assignee": ticket.assignee,
        "requester": ticket.requester,
        "participants": ticket.participants,
        "status": ticket.status,
        "until": ticket.until.map(written),
        "priority": ticket.priority,
        "tags": ticket.tags,
        "fields": fields,
        "channel": ticket.channel,
        "language": ticket.language,
        "relations": relations,
        "messages": ticket.messages,
        "created": written(ticket.created),
        "updated": written(ticket.updated),
    })
}

/// A message.
pub fn message(message: &Message) -> Value {
    let mail = message.mail.as_ref().map(|mail| {
        json!({
            "message_id": mail.message_id,
            "in_reply_to": mail.in_reply_to,
            "references": mail.references,
            "from": mail.from_address,
            "to": mail.to,
        })
    });
    json!({
        "id": message.id,
        "ticket": message.ticket,
        "version": message.version,
        "kind": message.kind,
        "audience": message.audience,
        "author": message.author,
        "author_name": message.author_name,
        "from_staff": message.from_staff,
        "at": written(message.at),
        "body": message.text,
        "html": message.html,
        "attachments": attachments(&message.attachments),
        "mail": mail,
    })
}

/// A reply that has not left.
pub fn held(held: &Held) -> Value {
    json!({
        "id": held.id,
        "ticket": held.ticket,
        "number": held.number,
        "author": held.author,
        "author_name": held.author_name,
        "body": held.text,
        "html": held.html,
        "attachments": attachments(&held.attachments),
        "status": held.status,
        "written": written(held.written),
        "leaves": written(held.leaves),
        "returned": held.returned,
    })
}

/// Somebody is mentioned.
pub fn mark(mark: &Mark) -> Value {
    json!({
        "id": mark.id,
        "message": mark.message,
        "user": mark.user,
        "written": mark.written,
        "at": written(mark.at),
    })
}

/// A mention of whoever asks.
pub fn mention(mention: &Mention) -> Value {
    json!({
        "id": mention.mark.id,
        "at": written(mention.mark.at),
        "ticket": mention.ticket.id,
        "number": mention.ticket.number,
        "subject": mention.ticket.subject,
        "message": message(&mention.message),
    })
}

/// The files of a message, each with the address where its readers fetch it.
pub fn attachments(files: &[Attachment]) -> Vec<Value> {
    let file = |file: &Attachment| {
        json!({
            "blob": file.blob,
            "name": file.name,
            "content_type": file.content_type,
            "size": file.size,
            "inline": file.inline,
            "url": format!("/api/v1/blobs/{}", file.blob),
        })
    };
    files.iter().map(file).collect()
}

/// A line of history.
pub fn change(change: &Change) -> Value {
    json!({
        "at": written(change.at),
        "by": change.by,
        "by_name": change.by_name,
        "what": change.what,
        "before": change.before,
        "after": change.after,
    })
}
