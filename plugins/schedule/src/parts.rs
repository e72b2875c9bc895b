//! Small parts that several pages share: whether somebody accepts work, the days to come, and the log.

use crate::keep::{self, Flipped, Plan, State};
use crate::route::Route;
use crate::settle::{self, Step, signed, unsigned};
use crate::texts;
use maud::{Markup, html};
pub use ombud_plugin::draw::{moment, options};
use ombud_plugin::{Cx, Error, Form, Result};
use ombud_worktime::shifts::{By, Choice, Hold};
use ombud_worktime::zone::Zone;
use ombud_worktime::{DAY, MINUTE, day::Day, week::parse_clock};

/// How many days are shown.
const DAYS: i64 = 14;
/// How much of the log is shown.
const FLIPS: u32 = 20;

/// Whether somebody accepts work, why, and until when; with the form to choose otherwise.
pub fn state(cx: &Cx, state: &State, form: Option<&Route>) -> Markup {
    let now = cx.now();
    let availability = &state.availability;
    let (accepting, last) = (availability.accepting(), availability.last());
    html! {
        section class={ "card answer " (if accepting { "yes" } else { "no" }) } aria-labelledby="state" {
            h2 id="state" { (if accepting { texts::accepts() } else { texts::accepts_not() }) }
            p {
                (texts::cause(last.cause)) ", " (moment(unsigned(last.at), now)) "."
                @if let Some(next) = state.next { " " (texts::next_change()) " " (moment(unsigned(next), now)) "." }
            }
            @if let Some(choice) = availability.choice() { p { (texts::chosen(choice.hold)) } }
            @if let Some(route) = form {
                form class="one-line" method="post" action=(route) {
                    label {
                        (texts::holds())
                        select name="hold" {
                            option value="boundary" { (texts::hold_boundary()) }
                            option value="until" { (texts::hold_until()) }
                            option value="cleared" { (texts::hold_cleared()) }
                        }
                    }
                    label { (texts::until()) input type="datetime-local" name="until"; }
                    button type="submit" name="accepting" value="yes" { (texts::accept()) }
                    button type="submit" name="accepting" value="no" { (texts::accept_none()) }
                    @if availability.choice().is_some() {
                        button type="submit" name="accepting" value="back" { (texts::take_back()) }
                    }
                }
            }
        }
    }
}

/// What such a form wants: a choice, or none to take one back. Times are by the clocks of the person.
pub fn choice(cx: &Cx, plan: Option<&Plan>, form: &Form, by: By) -> Result<Option<Choice>> {
    let accepting = match form.get("accepting") {
        Some("yes") => true,
        Some("no") => false,
        Some("back") => return Ok(None),
        _ => return Err(Error::invalid(texts::bad_choice())),
    };
    let hold = match form.get("hold") {
        Some("until") => Hold::Until(until(cx, plan, form.get("until").unwrap_or_default())?),
        Some("cleared") => Hold::Cleared,
        _ => Hold::Boundary,
    };
    Ok(Some(Choice { accepting, hold, by }))
}

fn until(cx: &Cx, plan: Option<&Plan>, text: &str) -> Result<i64> {
    let wrong = || Error::invalid(texts::bad_until());
    let (day, clock) = text.split_once('T').ok_or_else(wrong)?;
    let day: Day = day.parse().map_err(|_| wrong())?;
    let minute = parse_clock(clock).map_err(|_| wrong())?;
    let local = day.local() + i64::from(minute) * MINUTE;
    let place = plan.map_or("UTC", |plan| plan.zone.as_str());
    let at = settle::zone(cx, place, local - 2 * DAY, local + 2 * DAY)?.begins(local);
    if at <= signed(cx.now()) {
        return Err(wrong());
    }
    Ok(at)
}

/// Lets somebody choose, as a form says.
pub fn choose(cx: &Cx, user: &str, form: &Form, by: By) -> Result<State> {
    let plan = keep::plan(cx, user)?.map(|entry| entry.value);
    let choice = choice(cx, plan.as_ref(), form, by)?;
    settle::settle(cx, user, plan.as_ref(), Step::Choose(choice))
}

/// The days to come: what is worked on them, as it turns out.
pub fn coming(cx: &Cx, plan: &Plan, state: &State) -> Result<Markup> {
    let now = signed(cx.now());
    let (from, until) = (now - DAY, now + (DAYS + 1) * DAY);
    let zone = settle::zone(cx, &plan.zone, from, until)?;
    let timeline = settle::hours(cx, plan, state.calendar, from, until)?;
    let today = zone.day(now);
    let rows = (0..DAYS).map(|days| today.plus(days)).map(|day| {
        let spans = timeline.spans().iter().filter(|span| zone.day(span.start) == day);
        let spans: Vec<(String, String, bool)> = spans
            .map(|span| (clock(&zone, span.start), clock(&zone, span.end), zone.day(span.end - 1) != day))
            .collect();
        let leave = plan.schedule.leave.iter().find(|leave| leave.from <= day && day <= leave.until);
        html! {
            tr {
                th scope="row" { (texts::weekday(day.weekday())) }
                td { (texts::day(day)) }
                td {
                    @if spans.is_empty() { (texts::free()) }
                    @for (at, (start, end, overnight)) in spans.iter().enumerate() {
                        @if at > 0 { ", " }
                        (start) "–" (end)
                        @if *overnight { " " small { (texts::next_day()) } }
                    }
                }
                td dir="auto" {
                    @if let Some(leave) = leave { (if leave.note.is_empty() { texts::leave() } else { &leave.note }) }
                    @else if plan.schedule.exceptions.contains_key(&day) { (texts::exception()) }
                }
            }
        }
    });
    Ok(html! {
        section class="card" {
            h2 id="coming" { (texts::coming_days()) }
            p class="hint" { (texts::clocks_of(&plan.zone)) }
            table class="list" aria-labelledby="coming" {
                thead {
                    tr {
                        th scope="col" { (texts::weekday_title()) }
                        th scope="col" { (texts::day_title()) }
                        th scope="col" { (texts::works()) }
                        th scope="col" { (texts::why()) }
                    }
                }
                tbody { @for row in rows { (row) } }
            }
        }
    })
}

/// `16:30`
pub fn clock(zone: &Zone, at: i64) -> String {
    let minute = zone.minute(at);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// When somebody began and ceased to accept work, and why.
pub fn log(cx: &Cx, user: &str) -> Result<Markup> {
    let (flips, now) = (keep::flips(cx, user, FLIPS)?, cx.now());
    let people: Vec<String> = flips.iter().filter_map(|flipped| flipped.by.clone()).collect();
    let faces = if people.is_empty() { Vec::new() } else { cx.faces(&people)? };
    let who = |flipped: &Flipped| {
        faces.iter().find(|face| Some(&face.id) == flipped.by.as_ref()).map(|face| face.name.clone())
    };
    Ok(html! {
        section class="card" {
            h2 id="log" { (texts::log()) }
            @if flips.is_empty() { p { (texts::no_log()) } } @else {
                table class="list" aria-labelledby="log" {
                    thead {
                        tr {
                            th scope="col" { (texts::when()) }
                            th scope="col" { (texts::became()) }
                            th scope="col" { (texts::why()) }
                        }
                    }
                    tbody {
                        @for flipped in &flips {
                            tr {
                                td { (moment(unsigned(flipped.flip.at), now)) }
                                td { (if flipped.flip.accepting { texts::accepts() } else { texts::accepts_not() }) }
                                td {
                                    @match &flipped.edition {
                                        Some(edition) => (texts::new_clocks(edition)),
                                        None => (texts::cause(flipped.flip.cause)),
                                    }
                                    @if let Some(name) = who(flipped) { ": " span dir="auto" { (name) } }
                                    @if flipped.noticed > unsigned(flipped.flip.at) + 60_000 { " " small { (texts::noticed_late()) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}
