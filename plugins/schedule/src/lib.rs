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
use ombud_plugin::desk::shifts;
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

    fn ring(cx: &Cx, key: &str, _: Timestamp, data: &str) -> Result<()> {
        settle::ring(cx, key, data)
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
        few(&users)?;
        users.into_iter().map(|user| availability(cx, user)).collect()
    }

    fn flips(cx: &Cx, user: UserId, begin: Timestamp, end: Timestamp) -> Result<Vec<Flip>> {
        let told = |flip: ombud_worktime::shifts::Flip| Flip {
            accepting: flip.accepting,
            at: settle::unsigned(flip.at),
            cause: cause(flip.cause),
        };
        let mut flips = keep::flips_between(cx, &user, begin, end)?;
        // The answer is of this moment, whatever timers have noted by now.
        let (_, ahead) = ahead(cx, &user)?;
        flips.extend(ahead.into_iter().filter(|flip| (begin..end).contains(&settle::unsigned(flip.at))));
        let more = flips.len().saturating_sub(keep::MOST);
        Ok(flips.into_iter().skip(more).map(told).collect())
    }
}

impl shifts::Provider for Schedule {
    fn places(cx: &Cx, users: Vec<UserId>) -> Result<Vec<Option<String>>> {
        few(&users)?;
        users.iter().map(|user| Ok(keep::plan(cx, user)?.map(|entry| entry.value.zone))).collect()
    }

    fn ends(cx: &Cx, user: UserId, begin: Timestamp, end: Timestamp) -> Result<Vec<Timestamp>> {
        let mut ends = keep::ends_between(cx, &user, begin, end)?;
        ends.extend(ahead(cx, &user)?.0.availability.take_ends());
        let ends: Vec<Timestamp> =
            ends.into_iter().map(settle::unsigned).filter(|at| (begin..end).contains(at)).collect();
        let more = ends.len().saturating_sub(keep::MOST);
        Ok(ends.into_iter().skip(more).collect())
    }
}

fn ahead(cx: &Cx, user: &str) -> Result<(keep::State, Vec<ombud_worktime::shifts::Flip>)> {
    let plan = keep::plan(cx, user)?.map(|entry| entry.value);
    settle::ahead(cx, user, plan.as_ref())
}

fn few(users: &[UserId]) -> Result<()> {
    if users.len() > 500 { Err(Error::too_large("at most 500 people at once")) } else { Ok(()) }
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
