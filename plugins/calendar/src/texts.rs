//! Every word that a page says, from `texts/*.ftl`.

use crate::route::Done;
use crate::zones::unsigned;
use ombud_plugin::texts::{Style, at};
use ombud_plugin::{Timestamp, text, words};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::ical::Reason;
use ombud_worktime::zone::Zone;

words! {
    not_saved_yet = "not-saved-yet",
    no_such_page = "no-such-page",
    save = "save",
    look = "look",
    more = "more",
    copy = "copy",
    remove = "remove",
    remove_hint = "remove-hint",
    calendars = "calendars",
    calendars_lead = "calendars-lead",
    no_calendars = "no-calendars",
    overview = "overview",
    new_calendar = "new-calendar",
    begin_with = "begin-with",
    example_office = "example-office",
    example_always = "example-always",
    example_shop = "example-shop",
    example_nights = "example-nights",
    name = "name",
    zone = "zone",
    per_week = "per-week",
    now_there = "now-there",
    open_now = "open-now",
    never_opens = "never-opens",
    workdays = "workdays",
    weekend = "weekend",
    hours = "hours",
    hours_hint = "hours-hint",
    holiday = "holiday",
    holidays = "holidays",
    holidays_hint = "holidays-hint",
    special = "special",
    special_hint = "special-hint",
    example = "example",
    begins = "begins",
    takes = "takes",
    reckon = "reckon",
    bad_begin = "bad-begin",
    bad_takes = "bad-takes",
    coming_days = "coming-days",
    weekday_title = "weekday",
    day_title = "day",
    why = "why",
    closed_all_day = "closed-all-day",
    next_day = "next-day",
    import_holidays = "import-holidays",
    choose_file = "choose-file",
    ical_file = "ical-file",
    ical_hint = "ical-hint",
    no_ical = "no-ical",
    look_into_file = "look-into-file",
    take_ticked = "take-ticked",
    known_already = "known-already",
}

/// The name of a day of the week.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => text!("monday"),
        Weekday::Tue => text!("tuesday"),
        Weekday::Wed => text!("wednesday"),
        Weekday::Thu => text!("thursday"),
        Weekday::Fri => text!("friday"),
        Weekday::Sat => text!("saturday"),
        Weekday::Sun => text!("sunday"),
    }
}

/// What was just done.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Added => text!("done-added"),
        Done::Saved => text!("done-saved"),
        Done::Removed => text!("done-removed"),
    }
}

/// Why an event of a file is no holiday here.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Cancelled => text!("left-cancelled"),
        Reason::HasHours => text!("left-has-hours"),
        Reason::Recurs => text!("left-recurs"),
        Reason::NoDay => text!("left-no-day"),
        Reason::TooLong => text!("left-too-long"),
        Reason::Twice => text!("left-twice"),
    }
}

/// A day of the calendar: what is told in UTC, told of a clock that shows UTC.
pub fn day(day: Day) -> String {
    text!("on-day", day = at(unsigned(day.local()), Style::Day))
}

/// `16:30`
pub fn clock(zone: &Zone, at: Timestamp) -> String {
    let minute = zone.minute(crate::zones::signed(at));
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// An instant by the clocks of a place.
pub fn moment_there(zone: &Zone, instant: Timestamp) -> String {
    let local = zone.local(crate::zones::signed(instant));
    let day = zone.day(crate::zones::signed(instant));
    text!(
        "moment-there",
        weekday = weekday(day.weekday()),
        day = at(unsigned(local), Style::Day),
        clock = clock(zone, instant),
    )
}

/// So many minutes, in hours and minutes.
pub fn duration(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => text!("minutes", minutes = minutes),
        (hours, 0) => text!("hours-only", hours = hours),
        (hours, minutes) => text!("hours-and-minutes", hours = hours, minutes = minutes),
    }
}

/// The example, answered.
pub fn work_is_done(begins: &str, takes: &str, done: &str) -> String {
    text!("work-is-done", begins = begins, takes = takes, done = done)
}

/// The example where it never opens for long enough.
pub fn work_is_never_done(begins: &str, takes: &str) -> String {
    text!("work-is-never-done", begins = begins, takes = takes)
}

/// When it opens.
pub fn opens(moment: &str) -> String {
    text!("opens", moment = moment)
}

/// Which version it is.
pub fn version(version: u32, since: Timestamp) -> String {
    text!("version", number = version.to_string(), since = at(since, Style::Long))
}

/// That the database is old.
pub fn old_zone_data(edition: &str) -> String {
    text!("old-zone-data", edition = edition)
}

/// Which zone data is used.
pub fn zone_data(version: &str) -> String {
    text!("zone-data", version = version)
}

/// The name of a copy.
pub fn copy_of(name: &str) -> String {
    text!("copy-of", name = name)
}

/// In which field what is wrong.
pub fn wrong_in(field: &str, why: &str) -> String {
    text!("wrong-in", field = field, why = why)
}

/// What are no hours.
pub fn bad_hours(typed: &str) -> String {
    text!("bad-hours", typed = typed)
}

/// What is no day of a holiday.
pub fn bad_holiday(typed: &str) -> String {
    text!("bad-holiday", typed = typed)
}

/// What is no date.
pub fn bad_date(typed: &str) -> String {
    text!("bad-date", typed = typed)
}

/// How many holidays are in a file.
pub fn found(count: usize) -> String {
    text!("found", count = count)
}

/// How many events of a file are none.
pub fn left_out(count: usize) -> String {
    text!("left-out", count = count)
}
