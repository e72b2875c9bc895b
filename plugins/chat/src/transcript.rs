//! What was said in a chat, as a text: for a ticket, and for whoever wants to keep it. Never what was for staff alone.

use crate::keep::{Chat, From, Line};
use crate::line::{self, Lines, Row};
use crate::{silent, texts, told, work};
use ombud_plugin::moment::long;
use ombud_plugin::{Cx, Entry, Request, Response, Result, UserId};
use std::collections::BTreeMap;

/// The longest text, in bytes; of more the latest.
const ROOM: usize = 300_000;

/// The text of all that the visitor has seen, with the address that the visitor gave if it is for staff (`email`).
pub fn text(chat: &Entry<Chat>, lines: &Lines, names: &BTreeMap<UserId, String>, email: bool) -> String {
    let (mut told, mut room, mut cut) = (Vec::new(), ROOM, lines.cut);
    for entry in lines.all.iter().rev() {
        let said = said(chat, &entry.value, names);
        let Some(left) = room.checked_sub(said.len()) else {
            cut = true;
            break;
        };
        room = left;
        told.push(said);
    }
    let mut text = texts::transcript(&chat.value.name);
    if email && !chat.value.email.is_empty() {
        text += &format!("\n{}: {}", texts::email(), chat.value.email);
    }
    if cut {
        text += &format!("\n\n{}", texts::cut_lines());
    }
    text.extend(told.into_iter().rev());
    text
}

fn said(chat: &Entry<Chat>, line: &Line, names: &BTreeMap<UserId, String>) -> String {
    let name = told::said_by(chat, line, names);
    let words = told::words(line, name);
    let mut said = match line.from {
        From::Desk => format!("\n\n{}\n{words}", long(line.at)),
        From::Visitor | From::Agent => format!("\n\n{}, {name}:\n{words}", long(line.at)),
    };
    for file in &line.files {
        said += &format!("\n({})", file.name);
    }
    said
}

/// As a file, for whoever may see the chat.
pub fn kept(cx: &Cx, request: &Request) -> Result<Response> {
    let chat = work::chat(cx, request.param("id"))?;
    let visitor = told::reader(cx, &chat)?;
    if visitor {
        silent::heard(cx, &chat)?;
    }
    let lines = line::read(cx, chat.id(), Row::Said, 0)?;
    let names = told::names(cx, &lines.all, &[], visitor)?;
    let text = text(&chat, &lines, &names, false);
    Ok(Response::text(text + "\n").header("content-disposition", "attachment; filename=\"chat.txt\""))
}
