//! Holidays from an iCalendar file: first what is in it, with a box for each; then those that are ticked.

use crate::keep::{self, Kept, Wish};
use crate::route::{Done, Route};
use crate::{frame, texts};
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Request, Response, Result};
use ombud_worktime::calendar::Holiday;
use ombud_worktime::ical::{self, Report};

/// The form to paste a file into.
pub fn ask(cx: &Cx, id: &str) -> Result<Response> {
    draw(cx, &keep::one(cx, id)?, None, &html! {})
}

/// Shows what is in a file, or takes what was ticked.
pub fn take(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let kept = keep::one(cx, id)?;
    if let Some(file) = form.filled("file") {
        return match ical::read(file) {
            Err(_) => draw(cx, &kept, Some(&Error::invalid(texts::no_ical())), &html! {}),
            Ok(report) => draw(cx, &kept, None, &found(&kept, &report)),
        };
    }
    let mut ticked = Vec::new();
    for line in form.all("take") {
        let (day, name) = line.split_once(' ').unwrap_or((line, ""));
        let on = day.parse().map_err(|_| Error::invalid(texts::bad_holiday(day)))?;
        ticked.push(Holiday { on, name: name.to_owned() });
    }
    add(cx, &kept, ticked)?;
    Ok(Response::redirect(&Route::one_done(id, Done::Saved).to_string()))
}

/// Adds holidays to a calendar; a day that is one already stays as it is.
pub fn add(cx: &Cx, kept: &Kept, holidays: Vec<Holiday>) -> Result<Kept> {
    let mut calendar = kept.body.calendar.clone();
    for holiday in holidays {
        if !calendar.holidays.iter().any(|known| known.on == holiday.on) {
            calendar.holidays.push(holiday);
        }
    }
    let wish = Wish { name: kept.body.name.clone(), zone: kept.body.zone.clone(), calendar };
    keep::change(cx, &kept.id, Some(kept.body.version), wish)
}

fn draw(cx: &Cx, kept: &Kept, error: Option<&Error>, found: &Markup) -> Result<Response> {
    let route = Route::Holidays(kept.id.clone());
    let content = html! {
        div class="page" {
            header class="headline" {
                p class="trail" {
                    a href=(Route::List(None)) { (texts::calendars()) }
                    span aria-hidden="true" { "/" }
                    a href=(Route::one(&kept.id)) dir="auto" { (kept.body.name) }
                }
                h1 { (texts::import_holidays()) }
            }
            (frame::FRAME.problem(error))
            (found)
            form class="card fields" method="post" action=(route) {
                // With scripts the file comes into the field by itself.
                ombud-file into="file" hidden {
                    label { (texts::choose_file()) input type="file" accept=".ics,text/calendar"; }
                }
                script type="module" src="/kernel/textfile.js" {}
                label {
                    (texts::ical_file())
                    textarea id="file" name="file" rows="10" required spellcheck="false" dir="ltr" aria-describedby="file-hint"
                        placeholder="BEGIN:VCALENDAR" {}
                }
                p class="hint" id="file-hint" { (texts::ical_hint()) }
                div class="actions" { button class="primary" type="submit" { (texts::look_into_file()) } }
            }
        }
    };
    let status = error.map_or(200, Error::status);
    let all = keep::all(cx)?;
    Ok(frame::page(cx, texts::import_holidays(), &all, &route, &content).status(status))
}

fn found(kept: &Kept, report: &Report) -> Markup {
    let known = |holiday: &Holiday| kept.body.calendar.holidays.iter().any(|known| known.on == holiday.on);
    html! {
        form class="card" method="post" action=(Route::Holidays(kept.id.clone())) {
            h2 role="status" { (texts::found(report.taken.len())) }
            ul class="plain" {
                @for holiday in &report.taken {
                    @let is_known = known(holiday);
                    li {
                        label class="choice" {
                            input type="checkbox" name="take" value={ (holiday.on) " " (holiday.name) } checked[!is_known] disabled[is_known];
                            " " (holiday.on) " " span dir="auto" { (holiday.name) }
                            @if is_known { " " small { (texts::known_already()) } }
                        }
                    }
                }
            }
            @if !report.left.is_empty() {
                h3 { (texts::left_out(report.left.len())) }
                ul { @for (name, reason) in &report.left { li { span dir="auto" { (name) } ": " (texts::reason(*reason)) } } }
            }
            @if !report.taken.is_empty() {
                div class="actions" { button class="primary" type="submit" { (texts::take_ticked()) } }
            }
        }
    }
}
