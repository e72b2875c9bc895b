//! Colleagues who are named in notes by `@`.

use super::{Page, find};
use crate::prose;
use crate::texts;
use maud::{Markup, PreEscaped};
use ombud_plugin::desk::mentions::{self, Hearing, Mark, Named};
use ombud_plugin::desk::tickets::{Message, MessageKind, Ticket};
use ombud_plugin::{Cx, Response, Result};
use serde_json::{Value, json};

/// So many are offered at once.
const OFFERED: u32 = 8;

/// Who fits to the letters typed so far, for the script.
pub fn names(cx: &Cx, number: u64, words: &str) -> Result<Response> {
    let ticket = find(cx, number)?;
    let found = mentions::colleagues(cx, &ticket.id, words, OFFERED)?;
    let offers: Vec<Value> =
        found.iter().map(|one| json!({ "title": one.name, "text": format!("@{} ", one.name) })).collect();
    Response::json(&offers)
}

/// Who is mentioned on a page. Asked only where it may be somebody.
pub fn marks(cx: &Cx, ticket: &Ticket, messages: &[Message]) -> Result<Vec<Mark>> {
    let calls = |message: &Message| message.kind == MessageKind::Note && message.text.contains('@');
    if messages.iter().any(calls) { mentions::marks(cx, &ticket.id) } else { Ok(Vec::new()) }
}

/// Who is named in a note and does not hear of it: what its author has to know, and how a form says that he does.
pub struct Unheard {
    /// Why, in sentences.
    pub reason: String,
    /// Their names as they are written.
    pub names: String,
}

impl Unheard {
    /// None: there is nobody of whom the author has not been told.
    pub fn find(cx: &Cx, ticket: &Ticket, text: &str, told: &str) -> Result<Option<Unheard>> {
        if !text.contains('@') {
            return Ok(None);
        }
        let named = mentions::calls(cx, &ticket.id, text)?;
        let unheard: Vec<&Named> = named.iter().filter(|one| one.hearing != Hearing::Told).collect();
        let mut names: Vec<String> = unheard.iter().map(|one| one.written.to_lowercase()).collect();
        names.dedup();
        let told: Vec<&str> = told.split('@').collect();
        if names.iter().all(|name| told.contains(&name.as_str())) {
            return Ok(None);
        }
        let mut reasons: Vec<String> = Vec::new();
        for one in &unheard {
            let reason = match one.hearing {
                Hearing::Told => continue,
                Hearing::CannotRead => texts::cannot_read(&one.name),
                Hearing::Ambiguous => {
                    let all = unheard.iter().filter(|other| other.written == one.written);
                    let all: Vec<&str> = all.map(|other| other.name.as_str()).collect();
                    texts::ambiguous(&one.written, &all)
                }
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons.push(texts::keep_all_the_same().to_owned());
        Ok(Some(Unheard { reason: reasons.join(" "), names: names.join("@") }))
    }
}

impl Page {
    /// What was written, with those who are mentioned in it standing out.
    pub(super) fn with_names(&self, message: &Message, written: Markup) -> Markup {
        let names = self.marks.iter().filter(|mark| mark.message == message.id);
        let names: Vec<&str> = names.map(|mark| mark.written.as_str()).collect();
        match names.is_empty() {
            true => written,
            false => PreEscaped(prose::marked(&written.into_string(), &names)),
        }
    }
}
