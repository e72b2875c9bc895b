//! Who can be given work on which channel and how much; who is there, for colleagues; and who was there when, for reports.
//!
//! Shifts, and whether somebody chose to accept work, are the plugin `schedule`'s; who is connected is the kernel's. Here is
//! what only takes away from that: being away, and channels in which one takes no part; and the limits. What is reckoned is
//! `ombud-worktime`'s business. Why it is cut so: docs/decisions/0029.

mod api;
mod clocks;
mod frame;
mod here;
mod history;
mod keep;
mod limits;
mod limits_page;
mod parts;
mod person;
mod report;
mod route;
mod settle;
mod skills;
mod skills_page;
mod texts;

use ombud_plugin::desk::abilities::{self, Ability};
use ombud_plugin::desk::availability::{Bound, Channel as Asked, Provider, Question, Standing as Answer};
use ombud_plugin::{
    Cx, Error, Event, Plugin, Request, Response, Result, Timestamp, UserId, export, provide_availability,
};
use route::Route;

/// So many people may be asked about at once.
const MOST: usize = 500;

/// The plugin.
pub struct Availability;

impl Plugin for Availability {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        // Errors become pages as well: whoever works here reads no JSON.
        Ok(page(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, _: &str) -> Result<()> {
        settle::ring(cx, key)
    }

    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        settle::heard(cx, &event)
    }
}

fn page(cx: &Cx, request: &Request) -> Result<Response> {
    let post = request.method == "POST";
    match (Route::parse(&request.path, &request.query), post) {
        (Some(Route::Here(asked)), false) => here::show(cx, &asked),
        (Some(Route::Here(asked)), true) => here::change(cx, &asked, request),
        (Some(Route::Person(user, asked)), false) => person::show(cx, &user, &asked),
        (Some(Route::Report(asked)), false) => report::show(cx, &asked),
        (Some(Route::File(asked)), false) => report::file(cx, &asked),
        (Some(Route::Limits(done)), false) => limits_page::show(cx, done),
        (Some(Route::Limits(_)), true) => limits_page::change(cx, request),
        (Some(Route::Skills(done)), false) => skills_page::show(cx, done),
        (Some(Route::Skills(_)), true) => skills_page::change(cx, request),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

impl Provider for Availability {
    fn states(cx: &Cx, users: Vec<UserId>, channel: Asked) -> Result<Vec<Answer>> {
        if users.len() > MOST {
            return Err(Error::too_large("at most 500 people at once"));
        }
        settle::states(cx, &users, parts::channel(channel))
    }

    fn limits(cx: &Cx, asked: Vec<Question>) -> Result<Vec<Bound>> {
        if asked.len() > MOST {
            return Err(Error::too_large("at most 500 questions at once"));
        }
        limits::bounds(cx, &asked)
    }
}

impl abilities::Provider for Availability {
    fn of_people(cx: &Cx, users: Vec<UserId>) -> Result<Vec<Ability>> {
        if users.len() > MOST {
            return Err(Error::too_large("at most 500 people at once"));
        }
        users.into_iter().map(|user| skills::of(cx, user)).collect()
    }
}

export!(Availability);
provide_availability!(Availability);

#[cfg(test)]
mod tests;
