//! Tickets: of a chat, and of what is written while nobody is there.

use crate::keep::{Chat, From};
use crate::line::{self, Row, Say};
use crate::visit::{NAME, department};
use crate::work::Done;
use crate::{texts, told, transcript, watch};
use ombud_plugin::desk::tickets::{self, MessageKind, NewMessage, NewTicket, Priority};
use ombud_plugin::{Cx, Entry, Error, Request, Response, Result, UserId};
use serde::Deserialize;
use serde_json::json;

/// The longest subject that is made of a text, in letters.
const SUBJECT: usize = 80;

fn message(kind: MessageKind, author: Option<String>, text: String) -> NewMessage {
    NewMessage { kind, author, at: None, text, html: None, attachments: Vec::new(), mail: None }
}

fn new(
    subject: String,
    department: String,
    requester: Option<UserId>,
    language: &str,
    first: NewMessage,
) -> NewTicket {
    NewTicket {
        subject,
        department,
        requester,
        assignee: None,
        participants: Vec::new(),
        status: None,
        priority: Priority::Normal,
        tags: Vec::new(),
        fields: Vec::new(),
        channel: "chat".to_owned(),
        language: Some(language.to_owned()).filter(|language| !language.is_empty()),
        first: Some(first),
    }
}

/// A ticket of the visitor, with what the visitor has seen as a note: never what was for staff alone. One, as long as nothing more
/// is said.
pub fn of(cx: &Cx, me: &str, chat: &Entry<Chat>) -> Result<Done> {
    cx.require("chat:page.use", None)?;
    if !watch::opens(cx, me, chat)? {
        return Err(Error::denied("chat:chat.observe", texts::watch_first()));
    }
    let lines = line::read(cx, chat.id(), Row::Said, 0)?;
    if let Some(number) = line::ticket(cx, chat.id(), lines.next)? {
        return Ok(Done { ticket: Some(number), ..Done::default() });
    }
    let names = told::names(cx, &lines.all, &[], false)?;
    let text = transcript::text(chat, &lines, &names, true);
    let first =
        lines.all.iter().find(|entry| entry.value.from == From::Visitor && !entry.value.text.is_empty());
    let subject = match first {
        Some(first) => shortened(&first.value.text),
        None => texts::transcript(&chat.value.name),
    };
    let department = chat.envelope.department.clone().unwrap_or_default();
    let requester = requester(cx, chat)?;
    let note = message(MessageKind::Note, None, text);
    let ticket = tickets::create(cx, &new(subject, department, Some(requester), &chat.value.language, note))?;
    Say::ticket(me, ticket.number, chat.id(), lines.next).write(cx, chat.id())?;
    Ok(Done { ticket: Some(ticket.number), ..Done::default() })
}

/// Whom the ticket can be answered to: the visitor, if the desk knows an address; otherwise whoever has the address that the visitor
/// gave. Nobody of the house is spoken for; and an address that is none is in the note all the same.
fn requester(cx: &Cx, chat: &Entry<Chat>) -> Result<UserId> {
    let visitor = chat.envelope.requester.clone().unwrap_or_default();
    let email = chat.value.email.trim();
    // Without that right nobody's address is seen, and it is not known who has one.
    if email.is_empty() || !cx.may_ever("kernel:email.read") || cx.person(&visitor)?.email.is_some() {
        return Ok(visitor);
    }
    match cx.ensure_customer(email, &chat.value.name) {
        Ok(person) if !person.staff => Ok(person.id),
        Ok(_) | Err(Error::Invalid(_) | Error::Denied(_)) => Ok(visitor),
        Err(error) => Err(error),
    }
}

fn shortened(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    match line.chars().count() <= SUBJECT {
        true => line.to_owned(),
        false => format!("{}…", line.chars().take(SUBJECT).collect::<String>().trim_end()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Left {
    name: String,
    email: String,
    #[serde(default)]
    department: Option<String>,
    #[serde(default)]
    language: String,
    text: String,
}

/// A message of somebody who finds nobody there becomes a ticket of whoever has the address; under one of the house, nobody's.
pub fn left(cx: &Cx, request: &Request) -> Result<Response> {
    let left: Left = request.json()?;
    let text = left.text.trim();
    if text.is_empty() {
        return Err(Error::invalid(texts::nothing_said()));
    }
    if text.chars().count() > line::TEXT {
        return Err(Error::too_large(texts::long_text(line::TEXT)));
    }
    let department = department(cx, left.department.as_deref())?;
    // Anybody at all may leave something: of one network so many in an hour, and no more.
    match cx.arrive() {
        Err(Error::Unavailable(why)) => return Ok(Response::problem(429, texts::too_many(), &why)),
        arrived => arrived?,
    }
    let person = cx.ensure_customer(left.email.trim(), left.name.trim())?;
    let (requester, first) = if person.staff {
        // Whoever writes is not known to be who he says he is: nobody of the house is spoken for. The answer is the same, so that
        // nobody learns by it whose address is one of the house, and the attempt counts like any other.
        let name: String = left.name.trim().chars().take(NAME).collect();
        let said = format!("{name} <{}>\n\n{text}", left.email.trim());
        (None, message(MessageKind::Note, None, said))
    } else {
        let first = message(MessageKind::Reply, Some(person.id.clone()), text.to_owned());
        (Some(person.id), first)
    };
    tickets::create(cx, &new(shortened(text), department.id, requester, &left.language, first))?;
    Ok(Response::json(&json!({}))?.status(201))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_subject_is_the_first_line_and_not_too_long() {
        assert_eq!(shortened("\n  My order \nis late"), "My order");
        assert_eq!(shortened(&"a".repeat(81)), format!("{}…", "a".repeat(80)));
    }
}
