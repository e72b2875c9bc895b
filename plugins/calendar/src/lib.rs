//! When the desk is open: calendars with weeks, holidays and special hours, in any time zone.
//!
//! What is reckoned is `ombud-worktime`'s business. Here are the calendars with all their versions, the pages on which they are edited, and
//! the time zone database, which this plugin alone carries: others ask it over `ombud:desk/calendar`.

mod api;
mod editor;
mod example;
mod frame;
mod holidays;
mod keep;
mod list;
mod reckon;
mod route;
mod texts;
mod typed;
mod zones;

use ombud_plugin::desk::calendar::{Clocks, Holiday, Hours, Moment, Provider, Reference, Summary};
use ombud_plugin::{Cx, Error, Plugin, Request, Response, Result, Timestamp, export, provide_calendar};
use route::Route;

/// The plugin.
pub struct Calendar;

impl Plugin for Calendar {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        // Errors become pages as well: whoever works here reads no JSON.
        Ok(page(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }
}

fn page(cx: &Cx, request: &Request) -> Result<Response> {
    let post = request.method == "POST";
    match (Route::parse(&request.path, &request.query), post) {
        (Some(Route::List(done)), false) => list::show(cx, done),
        (Some(Route::New(copy)), false) => editor::blank(cx, copy.as_deref()),
        (Some(Route::New(_)), true) => editor::add(cx, request),
        (Some(Route::One(id, view)), false) => editor::show(cx, &id, &view),
        (Some(Route::One(id, _)), true) => editor::change(cx, &id, request),
        (Some(Route::Holidays(id)), false) => holidays::ask(cx, &id),
        (Some(Route::Holidays(id)), true) => holidays::take(cx, &id, request),
        (Some(Route::Remove(id)), true) => list::remove(cx, &id),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

impl Provider for Calendar {
    fn list(cx: &Cx) -> Result<Vec<Summary>> {
        Ok(keep::all(cx)?.into_iter().map(|kept| reckon::summary(&kept)).collect())
    }

    fn next_open(cx: &Cx, calendar: Reference, at: Timestamp) -> Result<Moment> {
        let kept = keep::version(cx, &calendar.id, calendar.version)?;
        Ok(reckon::moment(&kept, reckon::next_open(&kept, at)?))
    }

    fn add_business_time(cx: &Cx, calendar: Reference, at: Timestamp, milliseconds: u64) -> Result<Moment> {
        let kept = keep::version(cx, &calendar.id, calendar.version)?;
        Ok(reckon::moment(&kept, reckon::done(&kept, at, milliseconds)?))
    }

    fn business_time_between(cx: &Cx, calendar: Reference, from: Timestamp, until: Timestamp) -> Result<u64> {
        reckon::between(&keep::version(cx, &calendar.id, calendar.version)?, from, until)
    }

    fn open_hours(cx: &Cx, calendar: Reference, from: Timestamp, until: Timestamp) -> Result<Hours> {
        reckon::hours(&keep::version(cx, &calendar.id, calendar.version)?, from, until)
    }

    fn holidays(cx: &Cx, calendar: Reference) -> Result<Vec<Holiday>> {
        let kept = keep::version(cx, &calendar.id, calendar.version)?;
        let told = |holiday: &ombud_worktime::calendar::Holiday| Holiday {
            on: holiday.on.to_string(),
            name: holiday.name.clone(),
        };
        Ok(kept.body.calendar.holidays.iter().map(told).collect())
    }

    fn clocks_in(_: &Cx, zone: String, from: Timestamp, until: Timestamp) -> Result<Clocks> {
        reckon::clocks(&zone, from, until)
    }

    fn zones(_: &Cx) -> Result<Vec<String>> {
        Ok(zones::names().into_iter().map(str::to_owned).collect())
    }
}

export!(Calendar);
provide_calendar!(Calendar);

#[cfg(test)]
mod tests;
