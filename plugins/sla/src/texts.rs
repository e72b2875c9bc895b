//! Every word that a page says, from `texts/*.ftl`.

use crate::keep::Reason;
use crate::reckon::unsigned;
use crate::route::Done;
use ombud_plugin::texts::{Style, at};
use ombud_plugin::{text, words};
use ombud_worktime::day::Weekday;
use ombud_worktime::policy::{Clock, Metric, Priority, Status};
use ombud_worktime::zone::Zone;
use ombud_worktime::{HOUR, Instant, MINUTE};

words! {
    inbox = "inbox",
    not_saved_yet = "not-saved-yet",
    no_such_page = "no-such-page",
    save = "save",
    look = "look",
    more = "more",
    copy = "copy",
    remove = "remove",
    remove_hint = "remove-hint",
    show = "show",
    all = "all",
    sla = "sla",
    policies = "policies",
    policies_lead = "policies-lead",
    no_policies = "no-policies",
    new_policy = "new-policy",
    begin_with = "begin-with",
    example_usual = "example-usual",
    example_strict = "example-strict",
    place = "place",
    name = "name",
    order = "order",
    up = "up",
    down = "down",
    which_tickets = "which-tickets",
    all_tickets = "all-tickets",
    promise = "promise",
    promises = "promises",
    promises_nothing = "promises-nothing",
    departments = "departments",
    department = "department",
    requesters = "requesters",
    tags = "tags",
    when_hint = "when-hint",
    hours = "hours",
    around_the_clock = "around-the-clock",
    calendar_gone = "calendar-gone",
    warnings = "warnings",
    clocks = "clocks",
    targets_hint = "targets-hint",
    warnings_hint = "warnings-hint",
    example = "example",
    opened = "opened",
    priority_title = "priority",
    reckon = "reckon",
    bad_begin = "bad-begin",
    recounts = "recounts",
    within = "within",
    kept = "kept",
    broken = "broken",
    stands = "stands",
    much_later = "much-later",
    none = "none",
    nobody = "nobody-responsible",
    report = "report",
    report_lead = "report-lead",
    nothing_yet = "nothing-yet",
    by_metric = "by-metric",
    by_department = "by-department",
    by_agent = "by-agent",
    by_period = "by-period",
    period = "period",
    share = "share",
    download = "download",
    from = "from",
    until_day = "until-day",
    agent = "agent",
    backwards = "backwards",
}

/// What is promised.
pub fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::FirstAssignment => text!("first-assignment"),
        Metric::FirstResponse => text!("first-response"),
        Metric::NextResponse => text!("next-response"),
        Metric::Resolution => text!("resolution"),
        Metric::ChatAnswer => text!("chat-answer"),
    }
}

/// How urgent it is.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => text!("low"),
        Priority::Normal => text!("normal"),
        Priority::High => text!("high"),
        Priority::Urgent => text!("urgent"),
    }
}

/// Where a ticket stands.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::New => text!("new"),
        Status::Open => text!("open"),
        Status::Pending => text!("pending"),
        Status::OnHold => text!("on-hold"),
        Status::Resolved => text!("resolved"),
        Status::Closed => text!("closed"),
        Status::Spam => text!("spam"),
    }
}

/// What a clock does.
pub fn clock(clock: Clock) -> &'static str {
    match clock {
        Clock::Run => text!("runs"),
        Clock::Pause => text!("pauses"),
        Clock::Stop => text!("stops"),
    }
}

/// Why a deadline became another.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Policy => text!("reason-policy"),
        Reason::Calendar => text!("reason-calendar"),
        Reason::Zones => text!("reason-zones"),
        Reason::Priority => text!("reason-priority"),
        Reason::Department => text!("reason-department"),
        Reason::Tags => text!("reason-tags"),
        Reason::Requester => text!("reason-requester"),
    }
}

/// What was just done.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Added => text!("done-added"),
        Done::Saved => text!("done-saved"),
        Done::Removed => text!("done-removed"),
        Done::Ordered => text!("done-ordered"),
    }
}

/// How long, in hours and minutes; days where there are many.
pub fn duration(time: i64) -> String {
    let minutes = time.max(0) / MINUTE;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => text!("minutes", minutes = minutes),
        (hours @ 96.., _) => text!("days-and-hours", days = hours / 24, hours = hours % 24),
        (hours, 0) => text!("hours-only", hours = hours),
        (hours, minutes) => text!("hours-and-minutes", hours = hours, minutes = minutes),
    }
}

/// In how much time; where it is over, since when.
pub fn until(left: i64) -> String {
    if left < 0 { overdue(-left) } else { due_in(left) }
}

/// The same where there is little room.
pub fn until_about(left: i64) -> String {
    until(if left.abs() >= 10 * HOUR { left / HOUR * HOUR } else { left })
}

/// In how much time.
pub fn due_in(left: i64) -> String {
    text!("due-in", time = duration(left))
}

/// By how much it is late.
pub fn overdue(late: i64) -> String {
    text!("overdue", time = duration(late))
}

/// Beside a title: what waits for somebody else.
pub fn stands_badge(metric: &str) -> String {
    text!("stands-badge", metric = metric)
}

/// A moment by the clocks of a place.
pub fn moment_there(zone: &Zone, instant: Instant) -> String {
    let (there, minute) = (zone.day(instant), zone.minute(instant));
    text!(
        "moment-there",
        weekday = weekday(there.weekday()),
        day = at(unsigned(there.local()), Style::Day),
        clock = format!("{:02}:{:02}", minute / 60, minute % 60)
    )
}

fn weekday(day: Weekday) -> &'static str {
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
