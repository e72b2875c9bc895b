//! By whose clocks times are told: those of a person's shifts where a page is about that person; else those that are chosen for the desk, else
//! those of its business hours.

use crate::keep::signed;
use crate::settle::Settings;
use ombud_plugin::desk::{calendar, shifts};
use ombud_plugin::{Cx, Error, Level, Result};

/// For a page about one person.
pub fn of_person(cx: &Cx, user: &str) -> Result<String> {
    let told = match shifts::places(cx, &[user.to_owned()]) {
        // Who has no shifts goes by the desk's, and so does everybody while nobody can tell.
        Err(Error::Unavailable(_)) => None,
        told => told?.into_iter().next().flatten(),
    };
    match told {
        Some(place) if is_place(cx, &place)? => Ok(place),
        _ => of_desk(cx),
    }
}

/// For a page about everybody. What is typed in the settings may be no place: then pages go on by UTC, and the log says so.
pub fn of_desk(cx: &Cx) -> Result<String> {
    let chosen = Settings::read(cx)?.zone.trim().to_owned();
    if chosen.is_empty() {
        return of_business(cx);
    }
    if is_place(cx, &chosen)? {
        return Ok(chosen);
    }
    cx.log(
        Level::Warn,
        format!(
            "the setting `zone` of `availability` is `{chosen}`, which is no time zone; UTC is taken instead"
        ),
    );
    Ok("UTC".to_owned())
}

/// Where most business hours are; of as many the first by name; UTC if there are none.
fn of_business(cx: &Cx) -> Result<String> {
    let zones: Vec<String> = match calendar::list(cx) {
        Err(Error::Unavailable(_)) => Vec::new(),
        all => all?.into_iter().map(|calendar| calendar.zone).collect(),
    };
    let has = |zone: &String| zones.iter().filter(|other| *other == zone).count();
    let most = zones.iter().map(has).max();
    let first = zones.iter().find(|zone| Some(has(zone)) == most);
    Ok(first.cloned().unwrap_or_else(|| "UTC".to_owned()))
}

fn is_place(cx: &Cx, name: &str) -> Result<bool> {
    let now = signed(cx.now());
    match crate::parts::zone(cx, name, now, now) {
        Err(Error::Invalid(_)) => Ok(false),
        // Who only names it can do so without the calendar.
        Err(Error::Unavailable(_)) => Ok(true),
        told => told.map(|_| true),
    }
}
