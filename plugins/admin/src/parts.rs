//! Small parts that several pages share.

use crate::frame::FRAME;
use crate::route::Done;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::moment::{ago, long, machine, short};
use ombud_plugin::{Cx, Error, Timestamp, UserId};
use std::collections::BTreeMap;

/// The choices of a `select`: value, words.
pub fn options<'a>(choices: impl IntoIterator<Item = (&'a str, &'a str)>, chosen: &str) -> Markup {
    html! {
        @for (value, words) in choices {
            option value=(value) selected[value == chosen] { (words) }
        }
    }
}

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
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        Problem { status: error.status(), reason: error.sentence() }
    }
}

/// As it stands on the page.
pub fn problem(problem: Option<&Problem>) -> Markup {
    FRAME.refused(problem.map(|problem| problem.reason.as_str()))
}

/// When, and how long ago.
pub fn moment(at: Timestamp, now: Timestamp) -> Markup {
    html! {
        ombud-time shows="both" {
            time datetime=(machine(at)) title=(long(at)) { (short(at, now)) }
            " "
            small class="ago" { (ago(at, now)) }
        }
    }
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

/// Names of the people on a page, looked up at once. Whoever is gone has none.
pub fn names(cx: &Cx, ids: impl IntoIterator<Item = UserId>) -> BTreeMap<UserId, String> {
    let mut ids: Vec<UserId> = ids.into_iter().collect();
    ids.sort();
    ids.dedup();
    ids.truncate(500);
    let faces = if ids.is_empty() { Vec::new() } else { cx.faces(&ids).unwrap_or_default() };
    faces.into_iter().map(|face| (face.id, face.name)).collect()
}

/// Browsers send line ends as `\r\n`; everywhere else they are `\n`.
pub fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}
