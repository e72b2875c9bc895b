//! Every word that a page says, from `texts/*.ftl`.

use crate::route::Done;
use crate::settle::unsigned;
use ombud_plugin::texts::{Style, at};
use ombud_plugin::{text, words};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::shifts::{By, Cause, Hold};

words! {
    no_such_page = "no-such-page",
    save = "save",
    remove = "remove",
    show = "show",
    shifts = "shifts",
    my_shifts = "my-shifts",
    people = "people",
    people_lead = "people-lead",
    nobody_yet = "nobody-yet",
    no_shifts = "no-shifts",
    no_shifts_yet = "no-shifts-yet",
    no_such_shifts = "no-such-shifts",
    not_staff = "not-staff",
    tick = "tick",
    name = "name",
    now = "now",
    zone = "zone",
    per_week = "per-week",
    same_week = "same-week",
    same_week_hint = "same-week-hint",
    give_week = "give-week",
    open_work = "open-work",
    nobody_ticked = "nobody-ticked",
    zone_for_new = "zone-for-new",
    accepts = "accepts",
    accepts_not = "accepts-not",
    next_change = "next-change",
    holds = "holds",
    hold_boundary = "hold-boundary",
    hold_until = "hold-until",
    hold_cleared = "hold-cleared",
    until = "until",
    accept = "accept",
    accept_none = "accept-none",
    take_back = "take-back",
    bad_choice = "bad-choice",
    bad_until = "bad-until",
    department = "department",
    no_department = "no-department",
    any_department = "any-department",
    holidays_of = "holidays-of",
    no_holidays = "no-holidays",
    workdays = "workdays",
    weekend = "weekend",
    hours_hint = "hours-hint",
    exception = "exception",
    exceptions = "exceptions",
    exceptions_hint = "exceptions-hint",
    leave = "leave",
    leave_hint = "leave-hint",
    coming_days = "coming-days",
    weekday_title = "weekday",
    day_title = "day",
    works = "works",
    why = "why",
    free = "free",
    next_day = "next-day",
    log = "log",
    no_log = "no-log",
    when = "when",
    became = "became",
    noticed_late = "noticed-late",
    coverage = "coverage",
    coverage_lead = "coverage-lead",
    open_by = "open-by",
    no_open_hours = "no-open-hours",
    no_calendar = "no-calendar",
    week_of = "week-of",
    weeks = "weeks",
    week_before = "week-before",
    week_after = "week-after",
    gap = "gap",
    who_covers = "who-covers",
    nobody = "nobody",
    hour = "hour",
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

/// The same where there is little room.
pub fn short_weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => text!("short-monday"),
        Weekday::Tue => text!("short-tuesday"),
        Weekday::Wed => text!("short-wednesday"),
        Weekday::Thu => text!("short-thursday"),
        Weekday::Fri => text!("short-friday"),
        Weekday::Sat => text!("short-saturday"),
        Weekday::Sun => text!("short-sunday"),
    }
}

/// What was just done.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Saved => text!("done-saved"),
        Done::Chosen => text!("done-chosen"),
        Done::Removed => text!("done-removed"),
    }
}

/// Why somebody began or ceased to accept work.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Schedule => text!("cause-shift"),
        Cause::Edit => text!("cause-edit"),
        Cause::Choice(By::Person) => text!("cause-person"),
        Cause::Choice(By::Supervisor) => text!("cause-supervisor"),
        Cause::ChoiceEnded => text!("cause-choice-ended"),
    }
}

/// Another edition of the zone data said so.
pub fn new_clocks(edition: &str) -> String {
    text!("cause-clocks", edition = edition)
}

/// How long a choice holds.
pub fn chosen(hold: Hold) -> String {
    match hold {
        Hold::Boundary => text!("chosen-boundary").to_owned(),
        Hold::Until(end) => text!("chosen-until", end = at(unsigned(end), Style::Long)),
        Hold::Cleared => text!("chosen-cleared").to_owned(),
    }
}

/// A day of the calendar: what is told in UTC, told of a clock that shows UTC.
pub fn day(day: Day) -> String {
    text!("on-day", day = at(unsigned(day.local()), Style::Day))
}

/// So many minutes, in hours and minutes.
pub fn duration(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => text!("hours-only", hours = hours),
        (hours, minutes) => text!("hours-and-minutes", hours = hours, minutes = minutes),
    }
}

/// By whose clocks.
pub fn clocks_of(zone: &str) -> String {
    text!("clocks-of", zone = zone)
}

/// The heading of a week.
pub fn week_from(monday: Day) -> String {
    text!("week-from", day = day(monday))
}

/// How many people there are.
pub fn people_in(count: usize) -> String {
    text!("people-in", count = count)
}

/// How many hours want somebody.
pub fn gaps(count: usize) -> String {
    text!("gaps", count = count)
}

/// In which field what is wrong.
pub fn wrong_in(field: &str, why: &str) -> String {
    text!("wrong-in", field = field, why = why)
}

/// What are no hours.
pub fn bad_hours(typed: &str) -> String {
    text!("bad-hours", typed = typed)
}

/// What is no date.
pub fn bad_date(typed: &str) -> String {
    text!("bad-date", typed = typed)
}
