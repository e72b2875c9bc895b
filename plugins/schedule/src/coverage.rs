//! How many work in each hour of a week, who they are, and where nobody does though it is open.

use crate::frame::{self, Room};
use crate::route::{Asked, Route};
use crate::settle::{self, signed, unsigned};
use crate::{keep, parts, texts};
use maud::{Markup, html};
use ombud_plugin::desk::calendar::{self, Reference};
use ombud_plugin::{Cx, Error, Response, Result};
use ombud_worktime::day::Day;
use ombud_worktime::timeline::{Span, Timeline};
use ombud_worktime::zone::Zone;
use ombud_worktime::{DAY, HOUR, Instant, MINUTE};
use std::collections::{BTreeMap, BTreeSet};

/// Hours of a day are looked at each quarter.
const QUARTERS: i64 = 4;

/// How many work in an hour: the fewest of its quarters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hour {
    pub people: usize,
    /// It is open for a while in which nobody works.
    pub gap: bool,
}

/// A stretch of a day in which the same people work; nobody: it is open though.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub from: Instant,
    pub until: Instant,
    /// Their ids.
    pub people: Vec<String>,
}

/// One day of it.
pub struct Covered {
    pub day: Day,
    pub hours: [Hour; 24],
    /// Whenever somebody works or should, in the order of time.
    pub who: Vec<Stretch>,
}

/// A week of coverage.
pub struct Week {
    pub zone: String,
    pub monday: Day,
    /// The day that was asked for, or today.
    pub asked: Day,
    pub people: usize,
    pub days: Vec<Covered>,
    clocks: Zone,
    /// What people are called.
    names: BTreeMap<String, String>,
}

fn monday(day: Day) -> Day {
    day.plus(-(day.weekday() as i64))
}

/// What is asked for, reckoned for those whose shifts one may see.
pub fn week(cx: &Cx, asked: &Asked) -> Result<Week> {
    let plans = keep::plans(cx, asked.department.as_deref())?;
    let calendars = calendar::list(cx)?;
    let open_by = asked.calendar.as_ref().map(|id| {
        let found = calendars.iter().find(|known| known.id == *id);
        found.ok_or_else(|| Error::not_found(texts::no_calendar()))
    });
    let open_by = open_by.transpose()?;
    let zone = asked.zone.clone().or_else(|| open_by.map(|known| known.zone.clone()));
    let zone =
        zone.or_else(|| plans.first().map(|entry| entry.value.zone.clone())).unwrap_or_else(|| "UTC".into());
    let now = signed(cx.now());
    let day = match &asked.day {
        Some(text) => text.parse().map_err(|_| Error::invalid(texts::bad_date(text)))?,
        None => settle::zone(cx, &zone, now, now)?.day(now),
    };
    let monday = monday(day);
    let (from, until) = (monday.local() - 2 * DAY, monday.local() + 9 * DAY);
    let clocks = settle::zone(cx, &zone, from, until)?;
    let open = match open_by {
        Some(known) => {
            let hours =
                calendar::open_hours(cx, &Reference::latest(&known.id), unsigned(from), unsigned(until))?;
            let spans =
                hours.open.iter().map(|span| Span { start: signed(span.start), end: signed(span.end) });
            Timeline::new(from, until, spans)
        }
        None => Timeline::new(from, until, []),
    };
    let mut ids = Vec::new();
    let mut shifts = Vec::new();
    for entry in &plans {
        let version = keep::state(cx, entry.id())?.and_then(|state| state.value.calendar);
        shifts.push(settle::hours(cx, &entry.value, version, from, until)?);
        ids.push(entry.id().to_owned());
    }
    let mut names = BTreeMap::new();
    for some in ids.chunks(500) {
        names.extend(cx.faces(some)?.into_iter().map(|face| (face.id, face.name)));
    }
    let covered = |day: Day| Covered {
        day,
        hours: of_day(day, &clocks, &shifts, &open),
        who: who(day, &clocks, &shifts, &open, &ids),
    };
    let days = (0..7).map(|days| covered(monday.plus(days))).collect();
    Ok(Week { zone, monday, asked: day, people: plans.len(), days, clocks, names })
}

fn who(day: Day, clocks: &Zone, shifts: &[Timeline], open: &Timeline, ids: &[String]) -> Vec<Stretch> {
    let (begin, end) = (clocks.begins(day.local()), clocks.begins(day.plus(1).local()));
    let spans = shifts.iter().chain([open]).flat_map(Timeline::spans);
    let turns = spans.flat_map(|span| [span.start, span.end]).filter(|at| (begin..end).contains(at));
    let turns: BTreeSet<Instant> = turns.chain([begin, end]).collect();
    let turns: Vec<Instant> = turns.into_iter().collect();
    let mut all: Vec<Stretch> = Vec::new();
    for two in turns.windows(2) {
        let (from, until) = (two[0], two[1]);
        let there = ids.iter().zip(shifts).filter(|(_, timeline)| timeline.is_open(from));
        let people: Vec<String> = there.map(|(id, _)| id.clone()).collect();
        match all.last_mut().filter(|last| last.until == from && last.people == people) {
            Some(last) if !people.is_empty() || open.is_open(from) => last.until = until,
            _ if people.is_empty() && !open.is_open(from) => {}
            _ => all.push(Stretch { from, until, people }),
        }
    }
    all
}

fn of_day(day: Day, clocks: &Zone, shifts: &[Timeline], open: &Timeline) -> [Hour; 24] {
    std::array::from_fn(|hour| {
        let hour = i64::try_from(hour).unwrap_or(0);
        let quarters = (0..QUARTERS).map(|quarter| {
            let at: Instant = clocks.begins(day.local() + hour * HOUR + quarter * 15 * MINUTE);
            (shifts.iter().filter(|timeline| timeline.is_open(at)).count(), open.is_open(at))
        });
        let quarters: Vec<(usize, bool)> = quarters.collect();
        Hour {
            people: quarters.iter().map(|(people, _)| *people).min().unwrap_or(0),
            gap: quarters.iter().any(|(people, open)| *people == 0 && *open),
        }
    })
}

/// The page.
pub fn show(cx: &Cx, asked: &Asked) -> Result<Response> {
    let week = week(cx, asked)?;
    let gaps = week.days.iter().flat_map(|day| &day.hours).filter(|hour| hour.gap).count();
    let other =
        |days: i64| Route::Coverage(Asked { day: Some(week.monday.plus(days).to_string()), ..asked.clone() });
    let content = html! {
        div class="page" {
            h1 { (texts::coverage()) }
            p class="lead" { (texts::coverage_lead()) }
            (form(cx, asked, &week)?)
            section class="card" {
                h2 id="week" { (texts::week_from(week.monday)) }
                p class="hint" { (texts::clocks_of(&week.zone)) " " (texts::people_in(week.people)) }
                @if asked.calendar.is_some() { p role="status" { strong { (texts::gaps(gaps)) } } }
                div class="scroll" role="region" aria-labelledby="week" tabindex="0" {
                    table class="coverage" aria-labelledby="week" {
                        // Hours go down: so all of them are there on the narrowest page.
                        thead {
                            tr {
                                th scope="col" { (texts::hour()) }
                                @for Covered { day, .. } in &week.days {
                                    th scope="col" { abbr title=(texts::weekday(day.weekday())) { (texts::short_weekday(day.weekday())) } }
                                }
                            }
                        }
                        tbody {
                            @for hour in 0..24 {
                                tr {
                                    th scope="row" { (hour) }
                                    @for day in &week.days { (cell(day.hours[hour])) }
                                }
                            }
                        }
                    }
                }
            }
            section class="card folded" {
                h2 { (texts::who_covers()) }
                @for day in &week.days { (names(&week, day)) }
            }
            nav class="pager" aria-label=(texts::weeks()) {
                a class="button" rel="prev" href=(other(-7)) { (texts::week_before()) }
                a class="button next" rel="next" href=(other(7)) { (texts::week_after()) }
            }
        }
    };
    Ok(frame::page(cx, texts::coverage(), Room::Coverage, &content))
}

fn cell(hour: Hour) -> Markup {
    html! {
        @if hour.gap {
            td class="gap" { mark { "0" span class="hidden" { " " (texts::gap()) } } }
        } @else if hour.people == 0 { td { "·" } } @else { td { (hour.people) } }
    }
}

/// Who works on a day, from when until when: with the keyboard too.
fn names(week: &Week, covered: &Covered) -> Markup {
    let end = week.clocks.begins(covered.day.plus(1).local());
    let clock = |at: Instant| if at == end { "24:00".to_owned() } else { parts::clock(&week.clocks, at) };
    let title = format!("{}, {}", texts::weekday(covered.day.weekday()), texts::day(covered.day));
    html! {
        details open[covered.day == week.asked] {
            summary { (title) }
            @if covered.who.is_empty() { p class="hint" { (texts::nobody()) } } @else {
                table class="list" aria-label=(title) {
                    tbody {
                        @for stretch in &covered.who {
                            tr {
                                th scope="row" { (clock(stretch.from)) "–" (clock(stretch.until)) }
                                td {
                                    @if stretch.people.is_empty() { mark { (texts::gap()) } }
                                    @for (at, id) in stretch.people.iter().enumerate() {
                                        @if at > 0 { ", " }
                                        span dir="auto" { (week.names.get(id).unwrap_or(id)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn form(cx: &Cx, asked: &Asked, week: &Week) -> Result<Markup> {
    let departments = cx.departments()?;
    let calendars = calendar::list(cx)?;
    let all = departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let kept = calendars.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let chosen = |value: &Option<String>| value.clone().unwrap_or_default();
    Ok(html! {
        form class="card fields two" method="get" action=(Route::Coverage(Asked::default())) {
            label {
                (texts::department())
                select name="department" { (parts::options([("", texts::any_department())].into_iter().chain(all), &chosen(&asked.department))) }
            }
            label {
                (texts::open_by())
                select name="calendar" { (parts::options([("", texts::no_open_hours())].into_iter().chain(kept), &chosen(&asked.calendar))) }
            }
            label { (texts::week_of()) input type="date" name="day" value=(week.monday); }
            label { (texts::zone()) input name="zone" autocomplete="off" value=(week.zone); }
            div class="actions" { button class="primary" type="submit" { (texts::show()) } }
        }
    })
}
