//! Small parts that several pages share.

use crate::frame::FRAME;
use crate::route::Done;
use crate::texts;
use maud::{Markup, html};
pub use ombud_plugin::draw::{moment_and_age as moment, options};
use ombud_plugin::{Cx, Error, UserId};
use std::collections::BTreeMap;

/// How long an id is.
const ID: usize = 26;

/// One line saying that it is done.
pub fn flash(done: Option<Done>) -> Markup {
    FRAME.flash(done.map(texts::done))
}

/// Where one is, and the heading.
pub fn heading(trail: &[(String, &str)], title: &Markup) -> Markup {
    html! {
        header class="headline" {
            p class="trail" {
                @for (at, (address, words)) in trail.iter().enumerate() {
                    @if at > 0 { span aria-hidden="true" { "/" } }
                    a href=(address) dir="auto" { (words) }
                }
            }
            h1 { (title) }
        }
    }
}

/// What went wrong, above the form that still holds what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The HTTP status of the page that shows it.
    pub status: u16,
    /// Why.
    pub reason: String,
    /// The field that it is about, as forms name it.
    pub field: Option<String>,
}

impl Problem {
    /// For the field of this name: that it is the one, and where the reason stands.
    pub fn at(problem: Option<&Problem>, field: &str) -> Option<&'static str> {
        problem.and_then(|problem| problem.field.as_deref()).filter(|known| *known == field).map(|_| "true")
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let field = error.field().map(str::to_owned);
        let called =
            field.as_deref().and_then(|field| Some(texts::field_name(field)).filter(|name| *name != field));
        let reason = called.map_or_else(|| error.sentence(), |name| error.about(&texts::quoted(name)));
        Problem { status: error.status(), reason, field }
    }
}

/// As it stands on the page.
pub fn problem(problem: Option<&Problem>) -> Markup {
    FRAME.refused(problem.map(|problem| problem.reason.as_str()))
}

/// To the next page, and back to the first.
pub fn pager(first: Option<String>, next: Option<String>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav class="pager" aria-label=(texts::pages()) {
                @if let Some(first) = first { a class="button" href=(first) { (texts::first_page()) } }
                @if let Some(next) = next { a class="button next" rel="next" href=(next) { (texts::next_page()) } }
            }
        }
    }
}

/// Names of the people on a page, looked up at once. Whoever is gone has none, and what is no id.
pub fn names(cx: &Cx, ids: impl IntoIterator<Item = UserId>) -> BTreeMap<UserId, String> {
    cx.names(&only_ids(ids)).unwrap_or_default()
}

/// Browsers send line ends as `\r\n`; everywhere else they are `\n`.
pub fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

/// One that is none must not cost the names of all others, and anybody can bring one into the audit.
fn only_ids(ids: impl IntoIterator<Item = UserId>) -> Vec<UserId> {
    let is_id = |id: &UserId| id.len() == ID && id.bytes().all(|letter| letter.is_ascii_alphanumeric());
    ids.into_iter().filter(is_id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_is_not_asked_for() {
        let id = "01KDF8Q2ZK7M3N5P9R1T3V5X7Z".to_owned();
        let all = [id.clone(), "unknown".into(), String::new(), "<b>and 23 more letters</b>".into()];
        assert_eq!(only_ids(all), [id]);
    }
}
