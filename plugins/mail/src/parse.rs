//! From raw bytes to a mail, whatever they are.

use crate::address::{self, Address};
use crate::params::Structured;
use crate::{body, charset, words};
use mail_parser::{HeaderForm, HeaderName, HeaderValue, Message, MessageParser};
use std::borrow::Cow;

/// A mail as we want it.
#[derive(Debug, Default)]
pub struct Mail {
    /// All ids without angle brackets.
    pub message_id: Option<String>,
    /// What it answers.
    pub in_reply_to: Vec<String>,
    /// The thread so far, oldest first.
    pub references: Vec<String>,
    /// Who wrote it, all that are named.
    pub from: Vec<Address>,
    /// Who sent it for them.
    pub sender: Vec<Address>,
    /// Who wants the answer.
    pub reply_to: Vec<Address>,
    /// To whom.
    pub to: Vec<Address>,
    /// And to whom as well.
    pub cc: Vec<Address>,
    /// Decoded; may be empty.
    pub subject: String,
    /// Milliseconds since 1970, if it is a date and not before that.
    pub date: Option<u64>,
    /// What a person reads; made of the HTML if there is nothing else.
    pub text: String,
    /// As it came, not yet harmless.
    pub html: Option<String>,
    /// Attached files and pictures inside the HTML.
    pub parts: Vec<Part>,
    /// Names in lower case, values decoded, in order.
    pub headers: Vec<(String, String)>,
    /// The kind of the whole, as `multipart/report`.
    pub content_type: String,
    /// Its parameter `report-type`.
    pub report_type: Option<String>,
}

/// A file in a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Never empty.
    pub name: String,
    /// `image/png`; in lower case.
    pub content_type: String,
    /// Without the angle brackets.
    pub cid: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Message-Ids longer than this are of no use and no index holds them.
const LONGEST_ID: usize = 300;

impl Mail {
    /// Reads a message. There is no message that it cannot read; of a bad one it reads what there is.
    pub fn parse(raw: &[u8]) -> Mail {
        let raw = &*one_content_type(without_mbox_line(raw));
        let Some(message) = MessageParser::new().parse(raw) else {
            return Mail { text: charset::clean(&charset::decode(raw, None)), ..Mail::default() };
        };
        let hint = hint(&message);
        let hint = hint.as_deref();
        let kind = field(&message, raw, "content-type").map(Structured::parse).unwrap_or_default();
        let people = |name: &str| {
            let fields = fields(&message, raw, name);
            fields.flat_map(|value| address::parse(value, hint)).collect::<Vec<_>>()
        };
        let headers = message.headers().iter().map(|header| {
            let value = raw.get(header.offset_start as usize..header.offset_end as usize).unwrap_or_default();
            (header.name.as_str().to_ascii_lowercase(), words::decode(value, hint))
        });
        let mut mail = Mail {
            message_id: ids(&message, "message-id").into_iter().next(),
            in_reply_to: ids(&message, "in-reply-to"),
            references: ids(&message, "references"),
            from: people("from"),
            sender: people("sender"),
            reply_to: people("reply-to"),
            to: people("to"),
            cc: people("cc"),
            subject: field(&message, raw, "subject")
                .map(|value| words::decode(value, hint))
                .unwrap_or_default(),
            date: date(&message),
            headers: headers.collect(),
            report_type: kind.get("report-type", None).map(|kind| kind.to_ascii_lowercase()),
            content_type: kind.value,
            ..Mail::default()
        };
        body::read(&mut mail, &message, raw);
        if mail.text.is_empty() && mail.parts.is_empty() && mail.from.is_empty() && mail.subject.is_empty() {
            // Nothing that looks like a message: then all of it is text.
            mail.text = charset::clean(&charset::decode(raw, hint)).trim_end().to_owned();
        }
        mail
    }

    /// The first header of this name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// Whom the mail is from: the first usable address of From, else of Sender, else of Reply-To. An address
    /// that says it reads no answers gives way to Reply-To.
    pub fn author(&self) -> Option<&Address> {
        let valid = |list: &'_ [Address]| list.iter().position(Address::is_valid);
        let from = valid(&self.from).map(|at| &self.from[at]);
        let reply_to = valid(&self.reply_to).map(|at| &self.reply_to[at]);
        match (from, reply_to) {
            (Some(from), Some(reply_to)) if is_deaf(from) => Some(reply_to),
            (Some(from), _) => Some(from),
            _ => valid(&self.sender).map(|at| &self.sender[at]).or(reply_to),
        }
    }

    /// Ids of the messages that this one goes on from, nearest first, each once.
    pub fn ancestors(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for id in self.in_reply_to.iter().chain(self.references.iter().rev()) {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        ids
    }
}

fn is_deaf(address: &Address) -> bool {
    let local: String = address.local().chars().filter(char::is_ascii_alphanumeric).collect();
    matches!(local.as_str(), "noreply" | "donotreply" | "dontreply" | "notreply")
}

/// Mailboxes put a line `From ada@example.org Sun May …` before each message.
fn without_mbox_line(raw: &[u8]) -> &[u8] {
    let raw = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
    let start = raw.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let raw = &raw[start..];
    if raw.starts_with(b"From ") || raw.starts_with(b">From ") {
        return words::find(raw, b"\n").map_or(raw, |end| &raw[end + 1..]);
    }
    raw
}

/// With two `Content-Type` the parser takes the last one. If the first of them says multipart it is right: it
/// knows the boundary. The other gets a name that nobody asks for.
fn one_content_type(raw: &[u8]) -> Cow<'_, [u8]> {
    let head = words::find(raw, b"\n\r\n").or_else(|| words::find(raw, b"\n\n")).unwrap_or(raw.len());
    let mut named = Vec::new();
    let mut start = 0;
    for line in raw[..head].split_inclusive(|byte| *byte == b'\n') {
        if line.len() > NAME.len() && line[..NAME.len()].eq_ignore_ascii_case(NAME) {
            named.push((start, line[NAME.len()..].trim_ascii().to_ascii_lowercase()));
        }
        start += line.len();
    }
    match named.as_slice() {
        [(_, first), others @ ..] if !others.is_empty() && first.starts_with(b"multipart/") => {
            let mut patched = raw.to_vec();
            for (at, _) in others {
                patched[*at..at + 2].copy_from_slice(b"X-");
            }
            Cow::Owned(patched)
        }
        _ => Cow::Borrowed(raw),
    }
}

const NAME: &[u8] = b"Content-Type:";

fn fields<'a>(message: &'a Message<'_>, raw: &'a [u8], name: &'a str) -> impl Iterator<Item = &'a [u8]> {
    let named =
        message.headers().iter().filter(move |header| header.name.as_str().eq_ignore_ascii_case(name));
    named.filter_map(|header| raw.get(header.offset_start as usize..header.offset_end as usize))
}

fn field<'a>(message: &'a Message<'_>, raw: &'a [u8], name: &'a str) -> Option<&'a [u8]> {
    fields(message, raw, name).find(|value| !value.trim_ascii().is_empty())
}

/// The charset of the first text, in which careless programs write headers as well.
fn hint(message: &Message<'_>) -> Option<String> {
    message.parts.iter().find_map(|part| {
        let kind = part.headers.iter().find(|header| header.name == HeaderName::ContentType)?;
        let HeaderValue::ContentType(kind) = &kind.value else { return None };
        kind.attribute("charset").map(str::to_owned)
    })
}

fn ids(message: &Message<'_>, name: &'static str) -> Vec<String> {
    let name = HeaderName::parse(name).unwrap_or(HeaderName::MessageId);
    let mut ids = Vec::new();
    for value in message.header_as(name, HeaderForm::MessageIds) {
        let found = match value {
            HeaderValue::Text(id) => vec![id],
            HeaderValue::TextList(ids) => ids,
            _ => continue,
        };
        for id in found {
            let id = id.trim().trim_matches(['<', '>']).trim();
            let odd = |c: char| c.is_whitespace() || c.is_control() || c == '<' || c == '>';
            if !id.is_empty() && id.len() <= LONGEST_ID && !id.contains(odd) {
                ids.push(id.to_owned());
            }
        }
    }
    ids
}

fn date(message: &Message<'_>) -> Option<u64> {
    let date = message.date().filter(|date| date.is_valid())?;
    u64::try_from(date.to_timestamp()).ok()?.checked_mul(1000)
}

#[cfg(test)]
mod tests;
