//! Small parts that several pages share.

use crate::route::{Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{Priority, Status};
pub use ombud_plugin::draw::options;
use ombud_plugin::{Cx, Error, Face, Result, UserId};
use std::collections::BTreeMap;

/// A status, in words; the colour only helps.
pub fn status_badge(status: Status) -> Markup {
    html! { span class={ "badge " (status) } { (texts::status_of(status)) } }
}

/// A priority, in words. The normal one is left out: what is always there is not seen.
pub fn priority_mark(priority: Priority) -> Markup {
    html! {
        @if priority != Priority::Normal {
            span class={ "priority " (priority) } { (texts::priority_of(priority)) }
        }
    }
}

/// A name in a sentence, which keeps to itself in which direction it is read (U+2068 to U+2069).
pub fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

/// A place where other plugins add something, about this ticket if about one. The kernel fills it in.
pub fn parts(point: &str, ticket: Option<&str>) -> Markup {
    html! {
        ombud-parts point=(point) collection=[ticket.map(|_| "tickets:tickets")] record=[ticket] {}
    }
}

/// All statuses as choices.
pub fn statuses() -> impl Iterator<Item = (&'static str, &'static str)> {
    Status::ALL.iter().map(|status| (status.as_str(), texts::status_of(*status)))
}

/// The statuses that a ticket in this one may get, and this one: none becomes new again.
pub fn statuses_from(status: Status) -> impl Iterator<Item = (&'static str, &'static str)> {
    statuses().filter(move |(word, _)| status == Status::New || *word != Status::New.as_str())
}

/// All priorities as choices.
pub fn priorities() -> impl Iterator<Item = (&'static str, &'static str)> {
    Priority::ALL.iter().map(|priority| (priority.as_str(), texts::priority_of(*priority)))
}

/// One line saying that it is done, and for a split how to take it back: `source` is where it came from.
pub fn flash(done: Option<&Done>, source: Option<u64>) -> Markup {
    html! {
        @if let Some(done) = done {
            div class="flash" role="status" {
                p {
                    (texts::done(done))
                    @if let Done::Onward(of) = done { " " a href=(Route::ticket(*of)) { (texts::number(*of)) } }
                }
                @if let (Done::Split(id), Some(source)) = (done, source) {
                    form method="post" action=(Route::Act(source, crate::route::Act::Undo)) {
                        input type="hidden" name="split" value=(id);
                        button type="submit" { (texts::undo_split()) }
                    }
                }
            }
        }
    }
}

/// What went wrong, above the form that still holds what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The HTTP status of the page that shows it.
    pub status: u16,
    /// What did not happen.
    pub title: String,
    /// Why.
    pub reason: String,
}

impl Problem {
    /// Says why something was not done.
    pub fn of(error: &Error, title: impl Into<String>) -> Problem {
        Problem { status: error.status(), title: title.into(), reason: error.sentence() }
    }

    /// As it stands on the page.
    pub fn render(&self) -> Markup {
        html! {
            div class="problem" role="alert" id="problem" {
                p { strong { (self.title) } " " (self.reason) }
            }
        }
    }
}

/// Names of the people on a page.
#[derive(Debug, Default)]
pub struct People {
    faces: BTreeMap<UserId, Face>,
}

impl People {
    /// Looks all of them up at once. Whoever is gone, or hidden, is shown without a name.
    pub fn meet(cx: &Cx, ids: impl IntoIterator<Item = UserId>) -> Result<People> {
        let mut ids: Vec<UserId> = ids.into_iter().collect();
        ids.sort();
        ids.dedup();
        ids.truncate(500);
        if ids.is_empty() {
            return Ok(People::default());
        }
        let faces = cx.faces(&ids)?.into_iter().map(|face| (face.id.clone(), face)).collect();
        Ok(People { faces })
    }

    /// The name of this person, if there is one to show.
    pub fn name(&self, id: Option<&UserId>) -> Option<&str> {
        self.faces.get(id?).map(|face| face.name.as_str()).filter(|name| !name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normal_priority_is_not_worth_a_word() {
        assert_eq!(priority_mark(Priority::Normal).into_string(), "");
        assert_eq!(
            priority_mark(Priority::Urgent).into_string(),
            r#"<span class="priority urgent">Urgent</span>"#
        );
    }
}
