//! What is kept of a message.

use crate::line::Line;
use crate::mention::{self, Mention};
use crate::ticket::TICKETS;
use ombud_plugin::desk::tickets::{self as wire, Attachment, MailHeaders, MessageKind};
use ombud_plugin::{
    Audience, Collection, Cx, Draft, Entry, Query, RecordId, RecordRef, Result, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// All messages, each below its ticket.
pub const MESSAGES: Collection<Message> = Collection::new("tickets:messages");

/// Which message a Message-ID belongs to. A record has the id of its message.
pub const MAIL_IDS: Collection<MailId> = Collection::new("tickets:mail-ids");

/// A message as it is kept. Its ticket and audience are in the envelope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Reply, note, or a line of the desk.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: Option<UserId>,
    /// The name as it was then.
    pub author_name: String,
    /// Whether the desk speaks.
    pub from_staff: bool,
    /// When it was written, which may be long before it was filed here.
    pub at: Timestamp,
    /// When it came here. Of two messages of the same second, this tells which was first, wherever they move.
    pub filed: Timestamp,
    /// Plain text.
    pub text: String,
    /// Harmless HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Files.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// If it came by mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailHeaders>,
    /// When its author last changed it. Only notes change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Timestamp>,
    /// For a line of the desk about a split or a merge: the other ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<RecordId>,
    /// What a line of the desk says; of older ones only the text is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<Line>,
    /// The tickets that it was merged out of, the latest last. So a merge is undone wherever messages went meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<RecordId>,
    /// Who is told of it. Only notes call somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
}

impl Message {
    /// Replies are for everyone, the rest is for staff.
    pub fn audience(&self) -> Audience {
        match self.kind {
            MessageKind::Reply => Audience::Everyone,
            MessageKind::Note | MessageKind::System => Audience::Staff,
        }
    }
}

/// Where a Message-ID is to be found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MailId {
    /// Without angle brackets.
    pub message_id: String,
}

/// A message ready to be written below a ticket.
pub fn draft(message: &Message, ticket: &str) -> Draft<Message> {
    Draft::new(message)
        .audience(message.audience())
        .parent(TICKETS.at(ticket))
        .blobs(message.attachments.iter().map(|file| file.blob.clone()))
        .index("at", [message.at, message.filed])
}

/// Files a message below a ticket under a new id, so that mail and whoever is mentioned find it there.
pub fn file(cx: &Cx, message: &Message, ticket: &str) -> Result<wire::Message> {
    let envelope = cx.create(MESSAGES, draft(message, ticket))?;
    if let Some(message_id) = message.mail.as_ref().and_then(|mail| mail.message_id.clone()) {
        let place = Draft::new(&MailId { message_id: message_id.clone() })
            .id(envelope.id.clone())
            .index("message-id", [index_key(&message_id)]);
        cx.create(MAIL_IDS, place)?;
    }
    mention::stand_in(cx, &envelope.id, &message.mentions)?;
    Ok(shown(&Entry { envelope, value: message.clone(), blobs: Vec::new() }))
}

/// Removes a message, its Message-ID and its mentions.
pub fn unfile(cx: &Cx, entry: &Entry<Message>) -> Result<()> {
    cx.delete(MESSAGES, entry)?;
    mention::leave(cx, entry.id(), &entry.value.mentions)?;
    if entry.value.mail.as_ref().is_some_and(|mail| mail.message_id.is_some())
        && let Some(place) = cx.find(MAIL_IDS, entry.id())?
    {
        cx.delete(MAIL_IDS, &place)?;
    }
    Ok(())
}

/// The message with this Message-ID, if the caller may read it.
pub fn find_mail(cx: &Cx, message_id: &str) -> Result<Option<Entry<Message>>> {
    for place in cx.all(MAIL_IDS, &Query::by("message-id").prefix(index_key(message_id)))? {
        if place.value.message_id == message_id
            && let Some(found) = cx.find(MESSAGES, place.id())?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// All messages of a ticket that the caller may see, oldest first.
pub fn of_ticket(cx: &Cx, ticket: &RecordRef) -> Result<Vec<Entry<Message>>> {
    cx.all(MESSAGES, &Query::by("at").parent(ticket.clone()))
}

/// An index key has room for 512 bytes and strangers write longer Message-IDs; what is cut off is compared
/// when a record is found.
fn index_key(message_id: &str) -> &str {
    const ROOM: usize = 400;
    let mut end = message_id.len().min(ROOM);
    while !message_id.is_char_boundary(end) {
        end -= 1;
    }
    &message_id[..end]
}

/// A message as other plugins see it.
pub fn shown(entry: &Entry<Message>) -> wire::Message {
    let message = entry.value.clone();
    wire::Message {
        id: entry.envelope.id.clone(),
        ticket: entry.envelope.parent.as_ref().map(|ticket| ticket.id.clone()).unwrap_or_default(),
        kind: message.kind,
        audience: entry.envelope.audience,
        author: message.author,
        author_name: message.author_name,
        from_staff: message.from_staff,
        at: message.at,
        text: message.line.as_ref().map_or(message.text, Line::told),
        html: message.html,
        attachments: message.attachments,
        mail: message.mail,
        version: entry.envelope.version,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_cut_between_characters() {
        assert_eq!(index_key("short@mail.test"), "short@mail.test");
        let long = "é".repeat(300);
        assert_eq!(index_key(&long).len(), 400);
        let odd = format!("x{long}");
        assert_eq!(index_key(&odd).len(), 399);
    }
}
