//! What is offered to whoever writes: canned answers after `/`, and the texts of other plugins.

use super::{find, lines};
use crate::route::Route;
use crate::texts;
use ombud_plugin::desk::canned::{self, Answer, Whose};
use ombud_plugin::desk::enclosures;
use ombud_plugin::desk::tickets::{Attachment, Ticket};
use ombud_plugin::{Cx, Form, Response, Result};
use serde_json::{Value, json};

/// So many are offered at once to whoever types, and to whoever chooses from a list.
const OFFERED: u32 = 8;
const LISTED: u32 = 100;
/// The largest file of an answer, bytes: no more than the plugin `canned` takes.
const LARGEST: usize = 5 << 20;

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

/// One canned answer, filled in; of one with files its id, to be put in by the page itself.
pub fn answer(cx: &Cx, number: u64, id: &str) -> Result<Response> {
    let ticket = find(cx, number)?;
    if !enclosures::files(cx, id)?.is_empty() {
        return Response::json(&json!({ "whole": id }));
    }
    Response::json(&json!({ "text": canned::fill(cx, id, &ticket.id)? }))
}

/// What can be put in by hand. Without the plugin that keeps them, there are none.
pub fn listed(cx: &Cx, ticket: &Ticket) -> Vec<Answer> {
    canned::find(cx, &ticket.id, "", LISTED).unwrap_or_default()
}

/// What was written, with a canned answer or the text of another plugin's tool after it, if the form asks for that; and the
/// files of the answer.
pub fn inserted(
    cx: &Cx,
    ticket: &Ticket,
    form: &Form,
    text: &str,
) -> Result<Option<(String, Vec<Attachment>)>> {
    let (answer, files) = match (form.get("put"), form.get("insert"), form.filled("answer")) {
        (Some(put), ..) => (lines(put), Vec::new()),
        (_, None, _) => return Ok(None),
        (_, _, None) => return Ok(Some((text.to_owned(), Vec::new()))),
        (_, _, Some(answer)) => (canned::fill(cx, answer, &ticket.id)?, enclosed(cx, answer)?),
    };
    let between = if text.is_empty() || text.ends_with(char::is_whitespace) { "" } else { "\n\n" };
    Ok(Some((format!("{text}{between}{answer}"), files)))
}

/// The files of a canned answer. The plugin that keeps tickets may not read answers: it is given copies, which are the
/// console's own.
fn enclosed(cx: &Cx, answer: &str) -> Result<Vec<Attachment>> {
    let mut files = enclosures::files(cx, answer)?;
    for file in &mut files {
        let bytes = cx.read_whole_blob(&file.blob, LARGEST)?;
        let copy = cx.put_blob(&bytes)?;
        (file.blob, file.size) = (copy.id, copy.size);
    }
    Ok(files)
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
