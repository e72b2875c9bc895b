//! Every word that a page says, from `texts/*.ftl`.

use crate::keep::unsigned;
use crate::route::Done;
use ombud_plugin::texts::{Style, at};
use ombud_plugin::{text, words};
use ombud_worktime::MINUTE;
use ombud_worktime::channels::{Cause, Channel, State};
use ombud_worktime::day::Day;

words! {
    no_such_page = "no-such-page",
    save = "save",
    show = "show",
    who_is_there = "who-is-there",
    you = "you",
    not_known_yet = "not-known-yet",
    i_am_back = "i-am-back",
    go_away = "go-away",
    note = "note",
    away_for = "away-for",
    until_back = "until-back",
    takes_part = "takes-part",
    accept_or_not = "accept-or-not",
    department = "department",
    any_department = "any-department",
    no_department = "no-department",
    nobody_yet = "nobody-yet",
    nobody = "nobody",
    name = "name",
    since = "since",
    until = "until",
    bad_until = "bad-until",
    bad_limit = "bad-limit",
    bad_range = "bad-range",
    what_changed = "what-changed",
    no_log = "no-log",
    when = "when",
    why = "why",
    days = "days",
    day_before = "day-before",
    day_after = "day-after",
    report = "report",
    report_lead = "report-lead",
    day_title = "day",
    together = "together",
    as_file = "as-file",
    channel_title = "channel",
    from = "from",
    until_day = "until-day",
    zone = "zone",
    limits = "limits",
    limits_lead = "limits-lead",
    everybody = "everybody",
    desk = "desk",
    departments = "departments",
    roles = "roles",
    people = "people",
    skills = "skills",
    skills_lead = "skills-lead",
    skill_names = "skill-names",
    languages = "languages",
}

/// What was just done.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Away => text!("done-away"),
        Done::Back => text!("done-back"),
        Done::Saved => text!("done-saved"),
    }
}

/// The name of a channel.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Tickets => text!("channel-tickets"),
        Channel::Chat => text!("channel-chat"),
    }
}

/// A state, in a word or two.
pub fn state(state: State) -> &'static str {
    match state {
        State::Offline => text!("state-offline"),
        State::Away => text!("state-away"),
        State::Online => text!("state-online"),
        State::Accepting => text!("state-accepting"),
    }
}

/// What made it so.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Connection => text!("cause-connection"),
        Cause::Shift => text!("cause-shift"),
        Cause::Edit => text!("cause-edit"),
        Cause::Choice => text!("cause-choice"),
        Cause::Away => text!("cause-away"),
        Cause::AwayEnded => text!("cause-away-ended"),
        Cause::Channel => text!("cause-channel"),
        Cause::Account => text!("cause-account"),
        Cause::Settings => text!("cause-settings"),
    }
}

/// A day of the calendar: what is told in UTC, told of a clock that shows UTC.
pub fn day(day: Day) -> String {
    text!("on-day", day = at(unsigned(day.local()), Style::Day))
}

/// So long, in hours and minutes.
pub fn duration(milliseconds: i64) -> String {
    let minutes = milliseconds / MINUTE;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => text!("minutes-only", minutes = minutes),
        (hours, 0) => text!("hours-only", hours = hours),
        (hours, minutes) => text!("hours-and-minutes", hours = hours, minutes = minutes),
    }
}

/// So many minutes, as a choice.
pub fn minutes(minutes: u32) -> String {
    text!("minutes-only", minutes = minutes)
}

/// By whose clocks.
pub fn clocks_of(zone: &str) -> String {
    text!("clocks-of", zone = zone)
}

/// Until a time, by whose clocks.
pub fn or_until(zone: &str) -> String {
    text!("or-until", zone = zone)
}

/// How many of them can be given tickets.
pub fn accepting_of(count: usize, all: usize) -> String {
    text!("accepting-of", count = count, all = all)
}

/// What is no time zone.
pub fn bad_zone(zone: &str) -> String {
    text!("bad-zone", zone = zone)
}

/// What is no date.
pub fn bad_date(typed: &str) -> String {
    text!("bad-date", typed = typed)
}

/// A note that nobody reads to its end.
pub fn long_note(most: usize) -> String {
    text!("long-note", most = most)
}

/// Too many, or too long.
pub fn bad_skills(most: usize, long: usize) -> String {
    text!("bad-skills", most = most, long = long)
}

/// What is no tag of a language.
pub fn bad_language(typed: &str) -> String {
    text!("bad-language", typed = typed)
}

/// Somebody else has said something of this person meanwhile.
pub fn skills_changed(name: &str, kept: &str) -> String {
    text!("skills-changed", name = name, kept = kept)
}
