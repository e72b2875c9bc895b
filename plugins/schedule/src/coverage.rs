//! How many work in each hour of a week, and where nobody does though it is open.

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

/// Hours of a day are looked at each quarter.
const QUARTERS: i64 = 4;

/// How many work in an hour: the fewest of its quarters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hour {
    pub people: usize,
    /// It is open for a while in which nobody works.
    pub gap: bool,
}

/// A week of coverage.
pub struct Week {
    pub zone: String,
    pub monday: Day,
    pub people: usize,
    pub hours: Vec<(Day, [Hour; 24])>,
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
    let mut shifts = Vec::new();
    for entry in &plans {
        let version = keep::state(cx, entry.id())?.and_then(|state| state.value.calendar);
        shifts.push(settle::hours(cx, &entry.value, version, from, until)?);
    }
    let hours =
        (0..7).map(|days| monday.plus(days)).map(|day| (day, of_day(day, &clocks, &shifts, &open))).collect();
    Ok(Week { zone, monday, people: plans.len(), hours })
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
    let gaps = week.hours.iter().flat_map(|(_, hours)| hours).filter(|hour| hour.gap).count();
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
                                @for (day, _) in &week.hours {
                                    th scope="col" { abbr title=(texts::weekday(day.weekday())) { (texts::short_weekday(day.weekday())) } }
                                }
                            }
                        }
                        tbody {
                            @for hour in 0..24 {
                                tr {
                                    th scope="row" { (hour) }
                                    @for (_, hours) in &week.hours { (cell(hours[hour])) }
                                }
                            }
                        }
                    }
                }
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
