//! One calendar: the form, with an example beside it that says what it means.

use crate::keep::{self, Body, Kept, Wish};
use crate::route::{Done, Route, View};
use crate::typed::Typed;
use crate::{example, frame, texts, zones};
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Request, Response, Result};
use ombud_worktime::calendar::Calendar;
use ombud_worktime::day::Weekday;
use ombud_worktime::week::{Week, Window};

/// Calendars to begin with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Example {
    Office,
    Always,
    Shop,
    Nights,
}

impl Example {
    pub const ALL: [Example; 4] = [Example::Office, Example::Always, Example::Shop, Example::Nights];

    /// As it stands in an address. No id of a record looks so.
    pub fn word(self) -> &'static str {
        match self {
            Example::Office => "example.office",
            Example::Always => "example.always",
            Example::Shop => "example.shop",
            Example::Nights => "example.nights",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Example::Office => texts::example_office(),
            Example::Always => texts::example_always(),
            Example::Shop => texts::example_shop(),
            Example::Nights => texts::example_nights(),
        }
    }

    fn calendar(self) -> Calendar {
        let hours =
            |from: u16, until: u16| Window::new(from * 60, until * 60).into_iter().collect::<Vec<_>>();
        let week = match self {
            Example::Office => Week { workdays: hours(9, 17), ..Week::default() },
            Example::Always => Week::always(),
            Example::Shop => Week {
                workdays: [hours(8, 12), hours(13, 19)].concat(),
                days: [(Weekday::Sat, hours(8, 13))].into(),
                ..Week::default()
            },
            Example::Nights => Week { workdays: hours(22, 6), weekend: hours(22, 6), ..Week::default() },
        };
        Calendar { week, ..Calendar::default() }
    }
}

/// The form for a new one.
pub fn blank(cx: &Cx, copy: Option<&str>) -> Result<Response> {
    let example = Example::ALL.into_iter().find(|example| Some(example.word()) == copy);
    let typed = match (example, copy) {
        (Some(example), _) => Typed::of(example.title(), "", &example.calendar(), None),
        (None, Some(id)) => {
            let body = keep::one(cx, id)?.body;
            Typed::of(&texts::copy_of(&body.name), &body.zone, &body.calendar, None)
        }
        (None, None) => Typed::of("", "", &Example::Office.calendar(), None),
    };
    draw_new(cx, &typed, None, None)
}

/// Makes one, or shows what it would be.
pub fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let typed = Typed::read(&form);
    match typed.wish() {
        Err(error) => draw_new(cx, &typed, Some(&error), None),
        Ok(wish) if form.get("step") == Some("look") => {
            draw_new(cx, &typed, None, Some(imagined(cx, "", wish)))
        }
        Ok(wish) => {
            let kept = keep::add(cx, wish)?;
            Ok(Response::redirect(&Route::one_done(&kept.id, Done::Added).to_string()))
        }
    }
}

/// A calendar that is not kept yet.
fn imagined(cx: &Cx, id: &str, wish: Wish) -> Kept {
    let Wish { name, zone, calendar } = wish;
    Kept { id: id.to_owned(), body: Body { name, zone, calendar, version: 0, at: cx.now() } }
}

fn draw_new(cx: &Cx, typed: &Typed, error: Option<&Error>, look: Option<Kept>) -> Result<Response> {
    let content = html! {
        div class="page" {
            (frame::heading(texts::new_calendar(), None))
            (frame::FRAME.problem(error))
            @if let Some(kept) = &look { (looked(cx, kept)?) }
            (form(&Route::New(None), typed, true))
        }
    };
    let status = error.map_or(200, Error::status);
    let all = keep::all(cx)?;
    Ok(frame::page(cx, texts::new_calendar(), &all, &Route::New(None), &content).status(status))
}

/// What a form that was not saved yet means.
fn looked(cx: &Cx, kept: &Kept) -> Result<Markup> {
    Ok(html! {
        div class="flash" role="status" { p { (texts::not_saved_yet()) } }
        (example::card(cx, kept, &View::default(), false))
        (example::coming(cx, kept)?)
    })
}

/// One calendar.
pub fn show(cx: &Cx, id: &str, view: &View) -> Result<Response> {
    let kept = keep::one(cx, id)?;
    draw(cx, &kept, view, &Typed::of_kept(&kept.body), None, None)
}

/// Changes one, or shows what it would be.
pub fn change(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let typed = Typed::read(&form);
    let kept = keep::one(cx, id)?;
    let view = View::default();
    let wish = match typed.wish() {
        Err(error) => return draw(cx, &kept, &view, &typed, Some(&error), None),
        Ok(wish) => wish,
    };
    if form.get("step") == Some("look") {
        return draw(cx, &kept, &view, &typed, None, Some(imagined(cx, id, wish)));
    }
    match keep::change(cx, id, typed.version, wish) {
        Ok(kept) => Ok(Response::redirect(&Route::one_done(&kept.id, Done::Saved).to_string())),
        Err(error @ Error::Conflict(_)) => {
            // Somebody else was faster: what was typed stays, and is saved over it the next time, knowingly.
            let typed = Typed { version: Some(kept.body.version), ..typed };
            draw(cx, &kept, &view, &typed, Some(&error), None)
        }
        Err(error) => Err(error),
    }
}

fn draw(
    cx: &Cx,
    kept: &Kept,
    view: &View,
    typed: &Typed,
    error: Option<&Error>,
    look: Option<Kept>,
) -> Result<Response> {
    let may_edit = cx.may("calendar:calendar.edit", None)?;
    let route = Route::one(&kept.id);
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(view.done.map(texts::done)))
            (frame::heading(&kept.body.name, Some(&texts::version(kept.body.version, kept.body.at))))
            (frame::FRAME.problem(error))
            @match &look {
                Some(kept) => (looked(cx, kept)?),
                None => (example::card(cx, kept, view, true)),
            }
            (form(&route, typed, may_edit))
            @if look.is_none() { (example::coming(cx, kept)?) }
            @if may_edit {
                section class="card" {
                    h2 { (texts::more()) }
                    p { a class="button" href=(Route::Holidays(kept.id.clone())) { (texts::import_holidays()) } }
                    p { a class="button" href=(Route::New(Some(kept.id.clone()))) { (texts::copy()) } }
                    details {
                        summary { (texts::remove()) }
                        form method="post" action=(Route::Remove(kept.id.clone())) {
                            p { (texts::remove_hint()) }
                            button class="danger" type="submit" { (texts::remove()) }
                        }
                    }
                }
            }
        }
    };
    let status = error.map_or(200, Error::status);
    let all = keep::all(cx)?;
    Ok(frame::page(cx, &kept.body.name, &all, &route, &content).status(status))
}

fn form(route: &Route, typed: &Typed, may_edit: bool) -> Markup {
    html! {
        form class="card fields two" method="post" action=(route) {
            @if let Some(version) = typed.version { input type="hidden" name="version" value=(version); }
            (text_field("name", texts::name(), &typed.name, "", may_edit))
            label {
                (texts::zone())
                input name="zone" list="zones" required autocomplete="off" value=(typed.zone)
                    placeholder="Europe/Ljubljana" readonly[!may_edit];
            }
            datalist id="zones" { @for name in zones::names() { option value=(name) {} } }
            (text_field("workdays", texts::workdays(), &typed.workdays, "", may_edit))
            (text_field("weekend", texts::weekend(), &typed.weekend, "", may_edit))
            @for day in Weekday::ALL {
                @let usual = if day.is_weekend() { &typed.weekend } else { &typed.workdays };
                (text_field(day.word(), texts::weekday(day), typed.days.get(&day).map_or("", String::as_str), usual, may_edit))
            }
            p class="hint" id="hours-hint" { (texts::hours_hint()) }
            div {
                label {
                    (texts::holidays())
                    textarea name="holidays" rows="6" dir="auto" aria-describedby="holidays-hint" readonly[!may_edit] { (typed.holidays) }
                }
                p class="hint" id="holidays-hint" { (texts::holidays_hint()) }
            }
            div {
                label {
                    (texts::special())
                    textarea name="special" rows="6" aria-describedby="special-hint" readonly[!may_edit] { (typed.special) }
                }
                p class="hint" id="special-hint" { (texts::special_hint()) }
            }
            @if may_edit {
                div class="actions" {
                    button class="primary" type="submit" name="step" value="save" { (texts::save()) }
                    button type="submit" name="step" value="look" { (texts::look()) }
                }
            }
        }
    }
}

fn text_field(name: &str, title: &str, value: &str, usual: &str, may_edit: bool) -> Markup {
    let hours = name != "name";
    html! {
        label {
            (title)
            input name=(name) value=(value) placeholder=[(!usual.is_empty()).then_some(usual)] autocomplete="off"
                dir=[(!hours).then_some("auto")] required[!hours] maxlength=[(!hours).then_some("120")]
                aria-describedby=[hours.then_some("hours-hint")] readonly[!may_edit];
        }
    }
}
