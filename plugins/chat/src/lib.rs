//! Live chat: who waits, who is given the next chat and how many at once, what is said, and who watches.
//!
//! What visitors do and what people of the desk do runs with their own rights. Chats are given out in timers and reactions, with the
//! plugin's own, each in one unit of work: picking somebody and taking the place is one thing. Why it is cut so:
//! docs/decisions/0032.

mod api;
mod board;
mod frame;
mod give;
mod keep;
mod line;
mod model;
mod own;
mod queue;
mod rights;
mod route;
mod silent;
mod slots;
mod talk;
mod texts;
mod ticket;
mod told;
mod visit;
mod watch;
mod widget;
mod work;

use ombud_plugin::{Cx, Error, Event, Plugin, Request, Response, Result, Timestamp, export};
use route::Route;

/// The plugin.
pub struct Chats;

impl Plugin for Chats {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        if request.path == "/widget" {
            return widget::show(cx, &request);
        }
        // Errors become pages as well: whoever works here reads no JSON.
        Ok(page(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, data: &str) -> Result<()> {
        give::ring(cx, key, data)
    }

    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        give::heard(cx, &event)
    }
}

fn page(cx: &Cx, request: &Request) -> Result<Response> {
    // Some routes are open to visitors for the API's sake: these pages are for staff.
    cx.require("chat:page.use", None)?;
    match (Route::parse(&request.path, &request.query), request.method == "POST") {
        (Some(Route::Own(done)), false) => own::show(cx, done),
        (Some(Route::Running), false) => board::running(cx),
        (Some(Route::Archive(asked)), false) => board::archive(cx, &asked),
        (Some(Route::Watches(cursor)), false) => board::watches(cx, cursor),
        (Some(Route::Chat(id, done)), false) => talk::show(cx, &id, done),
        (Some(Route::Act(id, act)), true) => talk::act(cx, &id, act, request),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

export!(Chats);

#[cfg(test)]
mod tests;
