//! Why somebody may or may not: pick a person and a permission, perhaps a record, and read the sentence.

use crate::frame::{self, Room};
use crate::parts::{Problem, options};
use crate::route::{Question, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::roles::{self, Permission};
use ombud_plugin::administration::verdicts::{self, Verdict};
use ombud_plugin::desk::tickets;
use ombud_plugin::{Cx, Error, Person, RecordRef, Response, Result};

/// The form, with the answer if something is asked.
pub fn show(cx: &Cx, question: &Question) -> Result<Response> {
    let colleagues = cx.colleagues(None)?;
    let permissions = roles::permissions(cx)?;
    let outcome = answer(cx, question, &permissions);
    let status = match &outcome {
        Err(error) => error.status(),
        Ok(_) => 200,
    };
    let answered = match outcome {
        Ok(None) => html! { p class="card empty" { (texts::ask_something()) } },
        Ok(Some(answer)) => told(&answer),
        Err(error) => {
            let wrong = Problem::from(error);
            html! { div class="problem" role="alert" { p { (wrong.reason) } } }
        }
    };
    let content = html! {
        div class="page" {
            h1 { (texts::explain()) }
            p class="lead" { (texts::explain_lead()) }
            (form(question, &colleagues, &permissions))
            (answered)
        }
    };
    Ok(frame::page(cx, texts::explain(), Room::Explain, &content).status(status))
}

/// To the form with a ticket in it.
pub fn about(cx: &Cx, ticket: &str) -> Result<Response> {
    let number = tickets::get(cx, ticket)?.number;
    let question = Question { record: Some(number.to_string()), ..Question::default() };
    Ok(Response::redirect(&Route::Explain(question).to_string()))
}

/// What came of a question.
struct Answer {
    who: String,
    what: String,
    where_: Option<String>,
    verdict: Verdict,
}

fn answer(cx: &Cx, question: &Question, permissions: &[Permission]) -> Result<Option<Answer>> {
    let Some(permission) = &question.permission else { return Ok(None) };
    let person = match (&question.email, &question.user) {
        (Some(email), _) => {
            cx.find_by_email(email)?.ok_or_else(|| Error::not_found(texts::nobody_has(email)))?
        }
        (None, Some(id)) => cx.person(id)?,
        (None, None) => return Ok(None),
    };
    let record = question.record.as_deref().map(|text| record(cx, text)).transpose()?;
    let verdict = verdicts::explain(cx, &person.id, permission, record.as_ref())?;
    let title = permissions.iter().find(|known| known.name == *permission).map(|known| known.title.clone());
    Ok(Some(Answer {
        who: person.name,
        what: title.unwrap_or_else(|| permission.clone()),
        where_: question
            .record
            .clone()
            .map(|text| if text.contains('/') { text } else { texts::ticket(&text) }),
        verdict,
    }))
}

/// `42`, `#42`, or `plugin:collection/id`.
fn record(cx: &Cx, text: &str) -> Result<RecordRef> {
    if let Some((collection, id)) = text.split_once('/') {
        return Ok(RecordRef { collection: collection.to_owned(), id: id.to_owned() });
    }
    let number = text.trim_start_matches('#').parse().map_err(|_| Error::invalid(texts::bad_record()))?;
    let ticket = tickets::by_number(cx, number)?;
    Ok(RecordRef { collection: "tickets:tickets".to_owned(), id: ticket.id })
}

fn told(answer: &Answer) -> Markup {
    let verdict = &answer.verdict;
    html! {
        section class={ "card answer " (if verdict.allowed { "yes" } else { "no" }) } role="status" {
            h2 {
                span class="mark" { (if verdict.allowed { texts::yes() } else { texts::no() }) }
                " "
                span dir="auto" { (texts::asked(&answer.who, &answer.what, answer.where_.as_deref())) }
            }
            p class="hint" { (texts::as_told()) }
            p { (verdict.sentence) }
            @if let Some(enough) = &verdict.enough { p class="hint" { (enough) } }
        }
    }
}

fn form(question: &Question, colleagues: &[Person], permissions: &[Permission]) -> Markup {
    let people = colleagues.iter().map(|person| (person.id.as_str(), person.name.as_str()));
    let chosen = question.permission.as_deref().unwrap_or_default();
    let mut plugins: Vec<&str> =
        permissions.iter().map(|one| one.name.split(':').next().unwrap_or_default()).collect();
    plugins.dedup();
    html! {
        form class="card fields two" method="get" action=(Route::Explain(Question::default())) {
            label {
                (texts::person())
                select name="user" {
                    (options([("", texts::choose())].into_iter().chain(people), question.user.as_deref().unwrap_or_default()))
                }
            }
            label {
                (texts::or_address())
                input name="email" type="email" autocomplete="off" value=[question.email.as_deref()];
            }
            label {
                (texts::permission())
                select name="permission" required {
                    option value="" { (texts::choose()) }
                    @for plugin in &plugins {
                        optgroup label=(texts::plugin(plugin)) {
                            @for one in permissions.iter().filter(|one| one.name.split(':').next() == Some(*plugin)) {
                                option value=(one.name) selected[one.name == chosen] { (one.title) }
                            }
                        }
                    }
                }
            }
            div {
                label {
                    (texts::on_record())
                    input name="record" autocomplete="off" value=[question.record.as_deref()] placeholder="#42" aria-describedby="record-hint";
                }
                p class="hint" id="record-hint" { (texts::on_record_hint()) }
            }
            div class="actions" { button class="primary" type="submit" { (texts::explain_ask()) } }
        }
    }
}
