//! An example that shows what a calendar means: work that begins then and takes so long is done when? And the days to come.

use crate::keep::{Body, Kept};
use crate::reckon;
use crate::route::{Route, View};
use crate::texts;
use crate::zones::{signed, unsigned};
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Result, Timestamp};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::week::parse_clock;
use ombud_worktime::zone::Zone;
use ombud_worktime::{DAY, MINUTE};

/// How many days are shown.
const DAYS: i64 = 14;
/// A month of work, around the clock.
const LONGEST: u64 = 44_640;

/// `2026-11-27T16:30`, by the clocks there.
struct Begin {
    text: String,
    at: Timestamp,
}

fn begin(body: &Body, now: Timestamp, asked: Option<&str>) -> Result<Begin> {
    let wrong = || Error::invalid(texts::bad_begin());
    let text = match asked {
        Some(text) => text.to_owned(),
        // The next Friday, late: what everybody has a feeling for.
        None => {
            let today = zone(body, signed(now))?.day(signed(now));
            let friday = (1..=7).map(|days| today.plus(days)).find(|day| day.weekday() == Weekday::Fri);
            format!("{}T16:30", friday.unwrap_or(today))
        }
    };
    let (day, clock) = text.split_once('T').ok_or_else(wrong)?;
    let day: Day = day.parse().map_err(|_| wrong())?;
    let minute = parse_clock(clock).map_err(|_| wrong())?;
    let local = day.local() + i64::from(minute) * MINUTE;
    let at = unsigned(zone(body, local)?.begins(local));
    Ok(Begin { text, at })
}

/// The clocks around an instant.
fn zone(body: &Body, at: i64) -> Result<Zone> {
    crate::zones::clocks(&body.zone, at - 2 * DAY, at + 2 * DAY)
}

/// The answer as a sentence, with what was asked.
struct Answer {
    begins: String,
    takes: String,
    sentence: String,
}

fn answer(kept: &Kept, now: Timestamp, view: &View) -> Result<Answer> {
    let begin = begin(&kept.body, now, view.begins.as_deref())?;
    let takes = view.takes.clone().unwrap_or_else(|| "60".into());
    let minutes: u64 = takes.trim().parse().map_err(|_| Error::invalid(texts::bad_takes()))?;
    if minutes == 0 || minutes > LONGEST {
        return Err(Error::invalid(texts::bad_takes()));
    }
    let there = |at: Timestamp| Ok::<_, Error>(texts::moment_there(&zone(&kept.body, signed(at))?, at));
    let from = there(begin.at)?;
    let sentence = match reckon::done(kept, begin.at, minutes * 60_000)? {
        Some(done) => texts::work_is_done(&from, &texts::duration(minutes), &there(done)?),
        None => texts::work_is_never_done(&from, &texts::duration(minutes)),
    };
    Ok(Answer { begins: begin.text, takes, sentence })
}

/// The card with the example. `asks` is false where the form around it is the one that asks.
pub fn card(cx: &Cx, kept: &Kept, view: &View, asks: bool) -> Markup {
    let answered = answer(kept, cx.now(), view);
    let (begins, takes) = match &answered {
        Ok(answer) => (answer.begins.clone(), answer.takes.clone()),
        Err(_) => (view.begins.clone().unwrap_or_default(), view.takes.clone().unwrap_or_default()),
    };
    html! {
        section class="card" aria-labelledby="example" {
            h2 id="example" { (texts::example()) }
            @match &answered {
                Ok(answer) => p role="status" id="answer" { (answer.sentence) },
                Err(error) => p role="alert" { (error.sentence()) },
            }
            @if asks {
                form class="one-line" method="get" action=(Route::one(&kept.id)) {
                    label { (texts::begins()) input type="datetime-local" name="begins" value=(begins) required; }
                    label { (texts::takes()) input type="number" name="takes" value=(takes) min="1" max=(LONGEST) required; }
                    button type="submit" { (texts::reckon()) }
                }
            }
        }
    }
}

/// The days to come, with what is open on them and why.
pub fn coming(cx: &Cx, kept: &Kept) -> Result<Markup> {
    let now = signed(cx.now());
    let today = zone(&kept.body, now)?.day(now);
    let calendar = &kept.body.calendar;
    let days = (0..DAYS).map(|days| today.plus(days)).map(|day| {
        let hours = calendar.on(day);
        let why = match (calendar.special.contains_key(&day), calendar.holiday(day)) {
            (true, _) => texts::special().to_owned(),
            (false, Some(holiday)) if holiday.name.is_empty() => texts::holiday().to_owned(),
            (false, Some(holiday)) => holiday.name.clone(),
            (false, None) => String::new(),
        };
        html! {
            tr {
                th scope="row" { (texts::weekday(day.weekday())) }
                td { (texts::day(day)) }
                td {
                    @if hours.is_empty() { (texts::closed_all_day()) }
                    @for (at, window) in hours.iter().enumerate() {
                        @if at > 0 { ", " }
                        (window)
                        @if window.is_overnight() { " " small { (texts::next_day()) } }
                    }
                }
                td dir="auto" { (why) }
            }
        }
    });
    Ok(html! {
        section class="card" {
            h2 id="coming" { (texts::coming_days()) }
            table class="list" aria-labelledby="coming" {
                thead {
                    tr {
                        th scope="col" { (texts::weekday_title()) }
                        th scope="col" { (texts::day_title()) }
                        th scope="col" { (texts::hours()) }
                        th scope="col" { (texts::why()) }
                    }
                }
                tbody { @for row in days { (row) } }
            }
        }
    })
}
