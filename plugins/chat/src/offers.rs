//! What is offered to whoever writes to a visitor: canned answers, by `/` or chosen from a list.

use crate::keep::{Chat, File};
use crate::{texts, work};
use ombud_plugin::desk::canned::{Answer, Whose};
use ombud_plugin::desk::enclosures;
use ombud_plugin::desk::phrases::{self, Topic};
use ombud_plugin::{Cx, Entry, Request, Response, Result};
use serde_json::{Value, json};

/// So many are offered at once to whoever types, and to whoever chooses from a list.
const OFFERED: u32 = 8;
const LISTED: u32 = 100;
/// The largest file of an answer, bytes: no more than the plugin `canned` takes.
const LARGEST: usize = 5 << 20;

/// Whom an answer is for: the visitor, as far as the desk was told.
fn topic(chat: &Entry<Chat>) -> Topic {
    let told = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Topic {
        department: chat.envelope.department.clone().unwrap_or_default(),
        language: told(&chat.value.language),
        customer: told(&chat.value.name),
        email: told(&chat.value.email),
    }
}

/// Where the field of a chat asks what fits.
pub fn place(chat: &str) -> String {
    format!("/chat/api/chats/{chat}/answers")
}

/// What fits to the words typed so far, for the script.
pub fn fitting(cx: &Cx, request: &Request) -> Result<Response> {
    let chat = work::chat(cx, request.param("id"))?;
    let words = request.query("q").unwrap_or_default();
    let found = phrases::find_about(cx, &topic(&chat), words, OFFERED)?;
    let offer = |one: &Answer| {
        let from = format!("{}/{}", place(chat.id()), one.id);
        json!({ "title": one.title, "hint": hint(one), "from": from })
    };
    Response::json(&found.iter().map(offer).collect::<Vec<Value>>())
}

/// One of them, filled in; of one with files its id, to be put in by the page itself.
pub fn one(cx: &Cx, request: &Request) -> Result<Response> {
    let chat = work::chat(cx, request.param("id"))?;
    let answer = request.param("answer");
    if !enclosures::files(cx, answer)?.is_empty() {
        return Response::json(&json!({ "whole": answer }));
    }
    Response::json(&json!({ "text": phrases::fill_about(cx, answer, &topic(&chat))? }))
}

/// What can be put in by hand. Without the plugin that keeps them, there are none.
pub fn listed(cx: &Cx, chat: &Entry<Chat>) -> Vec<Answer> {
    phrases::find_about(cx, &topic(chat), "", LISTED).unwrap_or_default()
}

/// One filled in, with copies of its files: the visitor may see the line that names them, and no answer.
pub fn filled(cx: &Cx, chat: &Entry<Chat>, answer: &str) -> Result<(String, Vec<File>)> {
    let text = phrases::fill_about(cx, answer, &topic(chat))?;
    let mut files = Vec::new();
    for file in enclosures::files(cx, answer)? {
        let copy = cx.put_blob(&cx.read_whole_blob(&file.blob, LARGEST)?)?;
        files.push(File { blob: copy.id, name: file.name, content_type: file.content_type, size: copy.size });
    }
    Ok((text, files))
}

/// How one is typed, and whose it is.
pub fn hint(answer: &Answer) -> String {
    let whose = match answer.whose {
        Whose::Own => texts::own_answer(),
        Whose::Department => texts::answer_of_department(),
        Whose::All => texts::answer_of_all(),
    };
    if answer.shortcut.is_empty() { whose.to_owned() } else { format!("/{} · {whose}", answer.shortcut) }
}
