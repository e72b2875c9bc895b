//! What the forms on the ticket page do. Whatever does not work out gives the page again, with every word
//! that was typed still in it.

use super::offers::inserted;
use super::panel::{Choice, Field};
use super::{Kept, Page, find};
use crate::merge;
use crate::parts::Problem;
use crate::route::{Act, Done, Route, is_id};
use crate::texts;
use ombud_plugin::desk::split;
use ombud_plugin::desk::tickets::{self, Message, MessageKind, NewMessage, Status, Ticket};
use ombud_plugin::{Cx, Error, Request, Response, Result};

/// Does it, and leads back to the page.
pub fn act(cx: &Cx, number: u64, act: Act, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let ticket = find(cx, number)?;
    let text = lines(form.get("text").unwrap_or_default());
    if let Some(text) = inserted(cx, &ticket, &form, &text)? {
        let then = form.filled("then").unwrap_or_default().to_owned();
        let kept = match act {
            Act::Note => Kept { note: text, ..Kept::default() },
            _ => Kept { reply: text, then, ..Kept::default() },
        };
        return Ok(Page::load(cx, ticket, kept)?.answer(cx));
    }
    match act {
        Act::Reply => {
            let then = form.filled("then").unwrap_or_default().to_owned();
            let kept = Kept { reply: text.clone(), then: then.clone(), ..Kept::default() };
            // A reply that is kept and a status that is not would both be undone, but the page would show the
            // reply: so it is drawn before.
            let before =
                if then.is_empty() { None } else { Some(Page::load(cx, ticket.clone(), Kept::default())?) };
            let done = reply(cx, &ticket, &text, form.filled("seen"), &then);
            finish(cx, ticket, act, done, kept, before)
        }
        Act::Note => {
            let done = write(cx, &ticket, MessageKind::Note, &text).map(|()| Done::Note);
            finish(cx, ticket, act, done, Kept { note: text, ..Kept::default() }, None)
        }
        Act::Fields => {
            let choice = Choice::read(|name| form.get(name));
            let done = change(cx, &ticket, &choice);
            finish(cx, ticket, act, done, Kept { choice: Some(choice), ..Kept::default() }, None)
        }
        Act::Take => {
            let done = take(cx, &ticket);
            finish(cx, ticket, act, done, Kept::default(), None)
        }
        Act::Unmerge => match merge::undo(cx, &form) {
            Ok(source) => finish(cx, ticket, act, Ok(Done::Unmerged), Kept::default(), None).map(|there| {
                // To the ticket that is itself again.
                if source == number {
                    there
                } else {
                    Response::redirect(&Route::after(cx, source, Done::Unmerged).to_string())
                }
            }),
            Err(error) => finish(cx, ticket, act, Err(error), Kept::default(), None),
        },
        Act::Undo => {
            let done = undo(cx, form.required("split")?);
            finish(cx, ticket, act, done, Kept::default(), None)
        }
    }
}

/// To the page that says it is done, or the page that still holds everything.
fn finish(
    cx: &Cx,
    ticket: Ticket,
    act: Act,
    done: Result<Done>,
    kept: Kept,
    before: Option<Page>,
) -> Result<Response> {
    let number = ticket.number;
    let error = match done {
        Ok(done @ (Done::Reply | Done::Note)) => {
            return Ok(Response::redirect(&format!("{}#latest", Route::Ticket(number, Some(done)))));
        }
        Ok(done) => return Ok(Response::redirect(&Route::after(cx, number, done).to_string())),
        Err(error) => error,
    };
    let kept = Kept { problem: Some(Problem::of(&error, texts::not_done(act))), ..kept };
    match before {
        Some(page) => Ok(Page { kept, ..page }.answer(cx)),
        None => Ok(Page::load(cx, ticket, kept)?.answer(cx)),
    }
}

fn reply(cx: &Cx, ticket: &Ticket, text: &str, seen: Option<&str>, then: &str) -> Result<Done> {
    if let Some(seen) = seen {
        nobody_else_wrote(cx, &tickets::messages(cx, &ticket.id)?, seen)?;
    }
    write(cx, ticket, MessageKind::Reply, text)?;
    if !then.is_empty() {
        let status: Status = then.parse().map_err(Error::invalid)?;
        let now = tickets::get(cx, &ticket.id)?;
        if now.status != status {
            let changes = tickets::Changes { status: Some(status), ..tickets::Changes::none() };
            tickets::update(cx, &ticket.id, now.version, &changes)?;
        }
    }
    Ok(Done::Reply)
}

/// `conflict` if somebody else wrote after the last message that stood on the page. Nobody answers twice, or
/// past what the customer has just said.
fn nobody_else_wrote(cx: &Cx, messages: &[Message], seen: &str) -> Result<()> {
    let Some(last) = messages.iter().position(|message| message.id == seen) else { return Ok(()) };
    let me = cx.caller().user;
    let later = messages.iter().skip(last + 1);
    let mut names: Vec<&str> = later
        .filter(|message| message.kind != MessageKind::System && message.author != me)
        .map(|message| message.author_name.as_str())
        .collect();
    names.dedup();
    if names.is_empty() { Ok(()) } else { Err(Error::conflict(texts::written_meanwhile(&names))) }
}

fn write(cx: &Cx, ticket: &Ticket, kind: MessageKind, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::invalid(texts::write_something()));
    }
    tickets::add_message(cx, &ticket.id, &message(kind, text)).map(drop)
}

/// A message by whoever asks, now.
pub fn message(kind: MessageKind, text: &str) -> NewMessage {
    NewMessage {
        kind,
        author: None,
        at: None,
        text: text.trim_end().to_owned(),
        html: None,
        attachments: Vec::new(),
        mail: None,
    }
}

fn change(cx: &Cx, ticket: &Ticket, choice: &Choice) -> Result<Done> {
    let clashes: Vec<&str> = choice.clashes(ticket).into_iter().map(Field::title).collect();
    if !clashes.is_empty() {
        return Err(Error::conflict(texts::changed_meanwhile(&clashes)));
    }
    if let Some(changes) = choice.changes()? {
        tickets::update(cx, &ticket.id, ticket.version, &changes)?;
    }
    Ok(Done::Saved)
}

fn take(cx: &Cx, ticket: &Ticket) -> Result<Done> {
    let changes = tickets::Changes { assignee: Some(Some(cx.user()?)), ..tickets::Changes::none() };
    tickets::update(cx, &ticket.id, ticket.version, &changes)?;
    Ok(Done::Taken)
}

fn undo(cx: &Cx, id: &str) -> Result<Done> {
    if !is_id(id) {
        return Err(Error::invalid(format!("`{id}` is not the id of a split")));
    }
    split::undo(cx, id).map(|()| Done::Undone)
}

/// Browsers send line ends as `\r\n`; everywhere else they are `\n`.
pub fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n")
}
