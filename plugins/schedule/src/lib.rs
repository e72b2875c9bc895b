//! Who works when, and who accepts work: shifts, leave and exceptions, and what people choose by hand.
//!
//! What is reckoned is `ombud-worktime`'s business, and the clocks of the world are the plugin `calendar`'s. Here are the shifts of people, the
//! pages on which they are edited, timers that ring when a shift begins or ends, and the log of who accepted work when, and why.

mod api;
mod coverage;
mod frame;
mod keep;
mod mine;
mod parts;
mod people;
mod person;
mod route;
mod settle;
mod texts;
mod typed;

use ombud_plugin::desk::schedule::{Availability, Cause, Flip, Provider};
use ombud_plugin::{
    Cx, Error, Event, Plugin, Request, Response, Result, Timestamp, UserId, export, provide_schedule,
};
use ombud_worktime::shifts::{By, Cause as Why};
use route::Route;

/// The plugin.
pub struct Schedule;

impl Plugin for Schedule {
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
        settle::holidays_changed(cx, &event.subject.id)
    }
}

fn page(cx: &Cx, request: &Request) -> Result<Response> {
    let post = request.method == "POST";
    match (Route::parse(&request.path, &request.query), post) {
        (Some(Route::Mine(done)), false) => mine::show(cx, done),
        (Some(Route::Mine(_)), true) => mine::choose(cx, request),
        (Some(Route::People(done)), false) => people::list(cx, done),
        (Some(Route::People(_)), true) => people::change(cx, request),
        (Some(Route::Person(user, done)), false) => person::show(cx, &user, done),
        (Some(Route::Person(user, _)), true) => person::change(cx, &user, request),
        (Some(Route::Choice(user)), true) => person::choose(cx, &user, request),
        (Some(Route::Coverage(asked)), false) => coverage::show(cx, &asked),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

impl Provider for Schedule {
    fn accepting(cx: &Cx, users: Vec<UserId>) -> Result<Vec<Availability>> {
        if users.len() > 500 {
            return Err(Error::too_large("at most 500 people at once"));
        }
        users.into_iter().map(|user| availability(cx, user)).collect()
    }

    fn flips(cx: &Cx, user: UserId, begin: Timestamp, end: Timestamp) -> Result<Vec<Flip>> {
        let told = |flip: ombud_worktime::shifts::Flip| Flip {
            accepting: flip.accepting,
            at: settle::unsigned(flip.at),
            cause: cause(flip.cause),
        };
        Ok(keep::flips_between(cx, &user, begin, end)?.into_iter().map(told).collect())
    }
}

fn availability(cx: &Cx, user: UserId) -> Result<Availability> {
    let works = match cx.person(&user) {
        Err(Error::NotFound(_)) => false,
        person => person.map(|person| person.staff && person.active)?,
    };
    let known = keep::state(cx, &user)?.is_some();
    let plan = keep::plan(cx, &user)?.map(|entry| entry.value);
    let state = settle::look(cx, &user, plan.as_ref())?;
    let last = (known || plan.is_some()).then(|| state.availability.last());
    Ok(Availability {
        user,
        accepting: works && state.availability.accepting(),
        since: last.map(|flip| settle::unsigned(flip.at)),
        cause: last.map(|flip| cause(flip.cause)),
        until: state.next.map(settle::unsigned),
    })
}

fn cause(why: Why) -> Cause {
    match why {
        Why::Schedule => Cause::Shift,
        Why::Edit => Cause::Edit,
        Why::Choice(By::Person) => Cause::Person,
        Why::Choice(By::Supervisor) => Cause::Supervisor,
        Why::ChoiceEnded => Cause::ChoiceEnded,
    }
}

export!(Schedule);
provide_schedule!(Schedule);

#[cfg(test)]
mod tests;
