//! The shifts of one person: the week, exceptions, leave; who chose what, and the log.

use crate::frame::{self, Room};
use crate::keep::{self, Plan, SCHEDULES};
use crate::people::follow;
use crate::route::{Done, Route};
use crate::typed::Typed;
use crate::{parts, settle, texts};
use maud::{Markup, html};
use ombud_plugin::desk::calendar;
use ombud_plugin::{Cx, DepartmentId, Entry, Error, Request, Response, Result};
use ombud_worktime::day::Weekday;
use ombud_worktime::shifts::By;

/// The page.
pub fn show(cx: &Cx, user: &str, done: Option<Done>) -> Result<Response> {
    let typed = match keep::plan(cx, user)? {
        Some(entry) => typed(&entry),
        None => {
            // About whom one may see nothing, and for whom one can make nothing, one finds nothing.
            if !cx.may_ever("schedule:schedule.edit") {
                return Err(Error::not_found(texts::no_such_shifts()));
            }
            Typed {
                workdays: "09:00-17:00".into(),
                department: usual_department(cx, user)?.unwrap_or_default(),
                ..Typed::default()
            }
        }
    };
    draw(cx, user, done, None, &typed)
}

fn typed(entry: &Entry<Plan>) -> Typed {
    Typed::of(&entry.value, entry.envelope.department.clone(), entry.envelope.version)
}

/// Where somebody's shifts are filed if nobody says otherwise.
pub fn usual_department(cx: &Cx, user: &str) -> Result<Option<DepartmentId>> {
    Ok(cx.person(user)?.departments.into_iter().next())
}

/// Saves shifts, and lets who accepts work follow at once.
pub fn save(
    cx: &Cx,
    user: &str,
    before: Option<&Entry<Plan>>,
    version: Option<u64>,
    department: Option<DepartmentId>,
    plan: &Plan,
) -> Result<()> {
    if !cx.person(user)?.staff {
        return Err(Error::invalid(texts::not_staff()));
    }
    // A place that nobody knows is told before anything is written.
    settle::zone(cx, &plan.zone, settle::signed(cx.now()), settle::signed(cx.now()))?;
    keep::save(cx, user, version, department, plan)?;
    follow(cx, user, before.map(|entry| &entry.value), Some(plan))
}

/// Removes shifts.
pub fn remove(cx: &Cx, user: &str) -> Result<()> {
    let before = keep::plan(cx, user)?.ok_or_else(|| Error::not_found(texts::no_such_shifts()))?;
    keep::remove(cx, user)?;
    follow(cx, user, Some(&before.value), None)
}

/// Changes shifts.
pub fn change(cx: &Cx, user: &str, request: &Request) -> Result<Response> {
    let form = request.form()?;
    if form.get("step") == Some("remove") {
        remove(cx, user)?;
        return Ok(Response::redirect(&Route::People(Some(Done::Removed)).to_string()));
    }
    let typed = Typed::read(&form);
    let before = keep::plan(cx, user)?;
    let saved = typed
        .plan()
        .and_then(|plan| save(cx, user, before.as_ref(), typed.version, typed.department(), &plan));
    match saved {
        Ok(()) => Ok(Response::redirect(&Route::Person(user.to_owned(), Some(Done::Saved)).to_string())),
        Err(error @ Error::Invalid(_)) => draw(cx, user, None, Some(&error), &typed),
        Err(error @ Error::Conflict(_)) => {
            // Somebody else was faster: what was typed stays, and is saved over it the next time, knowingly.
            let version = before.map(|entry| entry.envelope.version);
            draw(cx, user, None, Some(&error), &Typed { version, ..typed })
        }
        Err(error) => Err(error),
    }
}

/// Chooses for somebody. For oneself it is enough to hold the permission at all.
pub fn may_choose(cx: &Cx, user: &str) -> Result<()> {
    if cx.user()? == user {
        return Ok(());
    }
    let filed = keep::plan(cx, user)?.map(|_| SCHEDULES.at(user));
    cx.require("schedule:availability.set", filed.as_ref())
}

/// Who chooses.
pub fn chooser(cx: &Cx, user: &str) -> Result<By> {
    Ok(if cx.user()? == user { By::Person } else { By::Supervisor })
}

/// Chooses for somebody, as a form says.
pub fn choose(cx: &Cx, user: &str, request: &Request) -> Result<Response> {
    may_choose(cx, user)?;
    parts::choose(cx, user, &request.form()?, chooser(cx, user)?)?;
    Ok(Response::redirect(&Route::Person(user.to_owned(), Some(Done::Chosen)).to_string()))
}

fn draw(cx: &Cx, user: &str, done: Option<Done>, error: Option<&Error>, typed: &Typed) -> Result<Response> {
    let name = cx.person(user)?.name;
    let plan = keep::plan(cx, user)?.map(|entry| entry.value);
    let state = settle::look(cx, user, plan.as_ref())?;
    let filed = plan.as_ref().map(|_| SCHEDULES.at(user));
    let may_edit = match &filed {
        Some(filed) => cx.may("schedule:schedule.edit", Some(filed))?,
        None => cx.may_ever("schedule:schedule.edit"),
    };
    let choice = Route::Choice(user.to_owned());
    let may_choose = may_choose(cx, user).is_ok() && cx.may_ever("schedule:availability.set");
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(done.map(texts::done)))
            header class="headline" {
                p class="trail" { a href=(Route::People(None)) { (texts::people()) } }
                h1 dir="auto" { (name) }
            }
            (frame::FRAME.problem(error))
            @if plan.is_some() { (parts::state(cx, &state, may_choose.then_some(&choice))) }
            (form(cx, user, typed, may_edit, plan.is_some())?)
            @if let Some(plan) = &plan { (parts::coming(cx, plan, &state)?) }
            (parts::log(cx, user)?)
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, &name, Room::People, &content).status(status))
}

fn form(cx: &Cx, user: &str, typed: &Typed, may_edit: bool, is_kept: bool) -> Result<Markup> {
    let departments = cx.departments()?;
    let calendars = calendar::list(cx)?;
    let all = departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let kept = calendars.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    Ok(html! {
        form class="card" method="post" action=(Route::person(user)) {
            fieldset class="fields two" disabled[!may_edit] {
                legend { (texts::shifts()) }
                @if let Some(version) = typed.version { input type="hidden" name="version" value=(version); }
                (zone_field(typed, true))
                label {
                    (texts::department())
                    select name="department" { (parts::options([("", texts::no_department())].into_iter().chain(all), &typed.department)) }
                }
                label {
                    (texts::holidays_of())
                    select name="calendar" { (parts::options([("", texts::no_holidays())].into_iter().chain(kept), &typed.calendar)) }
                }
                (week_fields(typed))
                div {
                    label {
                        (texts::exceptions())
                        textarea name="exceptions" rows="5" aria-describedby="exceptions-hint" { (typed.exceptions) }
                    }
                    p class="hint" id="exceptions-hint" { (texts::exceptions_hint()) }
                }
                div {
                    label {
                        (texts::leave())
                        textarea name="leave" rows="5" dir="auto" aria-describedby="leave-hint" { (typed.leave) }
                    }
                    p class="hint" id="leave-hint" { (texts::leave_hint()) }
                }
                @if may_edit {
                    div class="actions" {
                        button class="primary" type="submit" name="step" value="save" { (texts::save()) }
                        @if is_kept { button class="danger" type="submit" name="step" value="remove" formnovalidate { (texts::remove()) } }
                    }
                }
            }
        }
    })
}

/// Where the person is.
pub fn zone_field(typed: &Typed, required: bool) -> Markup {
    html! {
        label {
            (texts::zone())
            input name="zone" required[required] autocomplete="off" value=(typed.zone) placeholder="Europe/Ljubljana";
        }
    }
}

/// The hours of a week.
pub fn week_fields(typed: &Typed) -> Markup {
    let field = |name: &str, title: &str, value: &str, usual: &str| {
        html! {
            label {
                (title)
                input name=(name) value=(value) placeholder=[(!usual.is_empty()).then_some(usual)] autocomplete="off"
                    aria-describedby="hours-hint";
            }
        }
    };
    html! {
        (field("workdays", texts::workdays(), &typed.workdays, ""))
        (field("weekend", texts::weekend(), &typed.weekend, ""))
        @for day in Weekday::ALL {
            @let usual = if day.is_weekend() { &typed.weekend } else { &typed.workdays };
            (field(day.word(), texts::weekday(day), typed.days.get(&day).map_or("", String::as_str), usual))
        }
        p class="hint" id="hours-hint" { (texts::hours_hint()) }
    }
}
