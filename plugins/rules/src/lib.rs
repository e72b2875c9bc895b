//! What the desk does by itself: when something happens to a ticket, and the ticket is such, something is done.
//!
//! [`model`] is pure: what a rule is, when it fits, what it makes of a ticket. Around it: a reaction finds with this plugin's own eyes which
//! rule fits ([`work`]), and a timer under the standing order of the rule's author does what it says, with the author's rights ([`act`]).
//! Rules that wait for time share one timer ([`time`]). [`trial`] lives the past again and writes nothing.

mod act;
mod api;
mod editor;
mod example;
mod exchange;
mod file;
mod frame;
mod heir;
mod journal;
mod keep;
mod list;
mod log;
pub mod model;
mod names;
mod others;
mod parts;
mod route;
mod sheet;
mod takes;
mod texts;
mod tickets;
mod time;
mod trial;
mod tried;
mod typed;
mod versions;
mod watch;
mod words;
mod work;

use ombud_plugin::{
    Contributes, Cx, Error, Event, Plugin, RecordRef, Request, Response, Result, Timestamp, contributes,
    export,
};
use route::Route;

/// The plugin.
pub struct Rules;

impl Plugin for Rules {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        // Errors become pages as well: whoever works here reads no JSON.
        Ok(page(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, data: &str) -> Result<()> {
        time::ring(cx, key, data)
    }

    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        work::on_event(cx, &event)
    }
}

impl Contributes for Rules {
    fn render(cx: &Cx, name: &str, subject: Option<RecordRef>) -> Result<Option<String>> {
        match (name, subject) {
            ("did", Some(ticket)) => journal::beside(cx, &ticket),
            _ => Ok(None),
        }
    }
}

fn page(cx: &Cx, request: &Request) -> Result<Response> {
    let post = request.method == "POST";
    match (Route::parse(&request.path, &request.query), post) {
        (Some(Route::List(done)), false) => list::show(cx, done),
        (Some(Route::List(_)), true) => list::change(cx, request),
        (Some(Route::New(example)), false) => editor::new(cx, example),
        (Some(Route::New(_)), true) => editor::change(cx, None, request),
        (Some(Route::Rule(id, done)), false) => editor::show(cx, &id, done),
        (Some(Route::Rule(id, _)), true) => editor::change(cx, Some(&id), request),
        (Some(Route::Versions(id, number)), false) => versions::show(cx, &id, number),
        (Some(Route::Versions(id, _)), true) => versions::back(cx, &id, request),
        (Some(Route::Log(asked)), false) => journal::show(cx, &asked),
        (Some(Route::File), false) => file::show(cx),
        (Some(Route::File), true) => file::take_in(cx, request),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

export!(Rules);
contributes!(Rules);

#[cfg(test)]
mod tests;
