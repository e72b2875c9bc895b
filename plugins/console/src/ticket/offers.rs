//! What is offered to whoever writes: canned answers after `/`, and the texts of other plugins.

use super::{find, lines};
use crate::route::Route;
use crate::texts;
use ombud_plugin::desk::canned::{self, Answer, Whose};
use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{Cx, Form, Response, Result};
use serde_json::{Value, json};

/// So many are offered at once to whoever types, and to whoever chooses from a list.
const OFFERED: u32 = 8;
const LISTED: u32 = 100;

/// What fits to the words typed so far, for the script.
pub fn answers(cx: &Cx, number: u64, words: &str) -> Result<Response> {
    let ticket = find(cx, number)?;
    let found = canned::find(cx, &ticket.id, words, OFFERED)?;
    let offers: Vec<Value> = found
        .iter()
        .map(|one| {
            let from = Route::Answer(number, one.id.clone()).to_string();
            json!({ "title": one.title, "hint": hint(one), "from": from })
        })
        .collect();
    Response::json(&offers)
}

/// One canned answer, filled in.
pub fn answer(cx: &Cx, number: u64, id: &str) -> Result<Response> {
    let ticket = find(cx, number)?;
    Response::json(&json!({ "text": canned::fill(cx, id, &ticket.id)? }))
}

/// What can be put in by hand. Without the plugin that keeps them, there are none.
pub fn listed(cx: &Cx, ticket: &Ticket) -> Vec<Answer> {
    canned::find(cx, &ticket.id, "", LISTED).unwrap_or_default()
}

/// What was written, with a canned answer or the text of another plugin's tool after it, if the form asks for that.
pub fn inserted(cx: &Cx, ticket: &Ticket, form: &Form, text: &str) -> Result<Option<String>> {
    let answer = match (form.get("put"), form.get("insert"), form.filled("answer")) {
        (Some(put), ..) => lines(put),
        (_, None, _) => return Ok(None),
        (_, _, None) => return Ok(Some(text.to_owned())),
        (_, _, Some(answer)) => canned::fill(cx, answer, &ticket.id)?,
    };
    let between = if text.is_empty() || text.ends_with(char::is_whitespace) { "" } else { "\n\n" };
    Ok(Some(format!("{text}{between}{answer}")))
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
