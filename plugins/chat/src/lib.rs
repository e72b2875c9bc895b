//! Live chat: who waits, who is given the next chat and how many at once, what is said, and who watches.
//!
//! What visitors do and what people of the desk do runs with their own rights. Chats are given out in timers and reactions, with the
//! plugin's own, each in one unit of work: picking somebody and taking the place is one thing. Why it is cut so:
//! docs/decisions/0032.

mod alert;
mod answered;
mod api;
mod board;
mod frame;
mod give;
mod here;
mod here_page;
mod invite;
mod keep;
mod kinds;
mod lacking;
mod line;
mod look;
mod look_page;
mod mailed;
mod model;
mod offers;
mod own;
mod queue;
mod rated;
mod rights;
mod route;
mod silent;
mod slots;
mod sound;
mod talk;
mod texts;
mod ticket;
mod told;
mod transcript;
mod visit;
mod watch;
mod widget;
mod work;

use ombud_plugin::{
    Cx, Deliveries, Delivery, Error, Event, Plugin, Request, Response, Result, Timestamp, deliveries, export,
    provide_chats,
};
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

impl Deliveries for Chats {
    fn on_delivery(cx: &Cx, delivery: Delivery) -> Result<()> {
        mailed::heard(cx, &delivery)
    }
}

fn page(cx: &Cx, request: &Request) -> Result<Response> {
    // Some routes are open to visitors for the API's sake: these pages are for staff.
    cx.require("chat:page.use", None)?;
    match (Route::parse(&request.path, &request.query), request.method == "POST") {
        (Some(Route::Own(done, cursor)), false) => own::show(cx, done, cursor),
        (Some(Route::Running(cursor)), false) => board::running(cx, cursor.as_deref()),
        (Some(Route::Archive(asked)), false) => board::archive(cx, &asked),
        (Some(Route::Watches(cursor)), false) => board::watches(cx, cursor),
        (Some(Route::Visitors(done, cursor)), false) => here_page::show(cx, done, cursor),
        (Some(Route::Visitor(id)), false) => here_page::one(cx, &id),
        (Some(Route::Visitor(id)), true) => here_page::invite(cx, &id, request),
        (Some(Route::Sound), true) => sound::choose(cx, request),
        (Some(Route::Look(done)), false) => look_page::show(cx, done),
        (Some(Route::Look(_)), true) => look_page::change(cx, request),
        (Some(Route::Chat(id, done)), false) => talk::show(cx, &id, done),
        (Some(Route::Act(id, act)), true) => talk::act(cx, &id, act, request),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

export!(Chats);
provide_chats!(Chats);
deliveries!(Chats);

#[cfg(test)]
mod tests;
