//! Golden vectors and bugs of other products (`notes/peers.md` 2.5 and 2.9), each under its number.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod hours;
mod promises;
mod shifts;

use common::{around, zone};
use ombud_worktime::Instant;
use ombud_worktime::calendar::Calendar;
use ombud_worktime::timeline::Timeline;

/// Where all of it happens, unless it says otherwise.
pub const HOME: &str = "Europe/Ljubljana";

/// As it is written.
pub fn calendar(text: &str) -> Calendar {
    serde_json::from_str(text).unwrap()
}

/// Monday to Friday.
pub fn nine_to_five() -> Calendar {
    calendar(r#"{"week": {"workdays": ["09:00-17:00"]}}"#)
}

/// When it is open, for a long while around.
pub fn hours(calendar: &Calendar, near: Instant) -> Timeline {
    let (from, until) = around(near);
    calendar.timeline(&zone(HOME), from, until)
}
