//! Everybody's shifts, as far as one may see them; and the same week for several people at once.

use crate::frame::{self, Room};
use crate::keep::{self, Plan};
use crate::route::{Done, Route};
use crate::settle::{self, Step};
use crate::typed::Typed;
use crate::{person, texts};
use maud::{Markup, html};
use ombud_plugin::{Cx, Entry, Error, Person, Request, Response, Result};
use std::collections::BTreeMap;

/// The list.
pub fn list(cx: &Cx, done: Option<Done>) -> Result<Response> {
    draw(cx, done, None, &Typed::default(), &[])
}

/// Gives several people the same week. All or nothing.
pub fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let typed = Typed::read(&form);
    let users: Vec<String> = form.all("user").map(str::to_owned).collect();
    let week = match typed.week() {
        Ok(_) if users.is_empty() => {
            return draw(cx, None, Some(&Error::invalid(texts::nobody_ticked())), &typed, &users);
        }
        Ok(week) => week,
        Err(error) => return draw(cx, None, Some(&error), &typed, &users),
    };
    for user in &users {
        let before = keep::plan(cx, user)?;
        let plan = match &before {
            // What is a person's own, leave and exceptions, stays.
            Some(entry) => {
                let mut plan = entry.value.clone();
                plan.schedule.week = week.clone();
                plan
            }
            None if typed.zone.is_empty() => {
                return draw(cx, None, Some(&Error::invalid(texts::zone_for_new())), &typed, &users);
            }
            None => Plan {
                schedule: ombud_worktime::shifts::Schedule { week: week.clone(), ..Default::default() },
                ..typed.plan()?
            },
        };
        let department = match &before {
            Some(entry) => entry.envelope.department.clone(),
            None => person::usual_department(cx, user)?,
        };
        person::save(cx, user, before.as_ref(), None, department, &plan)?;
    }
    Ok(Response::redirect(&Route::People(Some(Done::Saved)).to_string()))
}

fn draw(
    cx: &Cx,
    done: Option<Done>,
    error: Option<&Error>,
    typed: &Typed,
    ticked: &[String],
) -> Result<Response> {
    let plans: BTreeMap<String, Entry<Plan>> =
        keep::plans(cx, None)?.into_iter().map(|entry| (entry.id().to_owned(), entry)).collect();
    let may_edit = cx.may_ever("schedule:schedule.edit");
    // Who has no shifts yet is shown to those who can give some.
    let shown: Vec<Person> = cx
        .colleagues(None)?
        .into_iter()
        .filter(|person| plans.contains_key(&person.id) || may_edit)
        .collect();
    let rows = shown
        .iter()
        .map(|person| row(cx, person, plans.get(&person.id), may_edit, ticked.contains(&person.id)))
        .collect::<Result<Vec<_>>>()?;
    let table = html! {
        table class="list" {
            caption class="hidden" { (texts::people()) }
            thead {
                tr {
                    @if may_edit { th scope="col" { span class="hidden" { (texts::tick()) } } }
                    th scope="col" { (texts::name()) }
                    th scope="col" { (texts::now()) }
                    th scope="col" { (texts::per_week()) }
                    th scope="col" { (texts::zone()) }
                }
            }
            tbody { @for row in &rows { (row) } }
        }
    };
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(done.map(texts::done)))
            h1 { (texts::people()) }
            p class="lead" { (texts::people_lead()) }
            (frame::FRAME.problem(error))
            @if shown.is_empty() { p class="card empty" { (texts::nobody_yet()) } }
            @else if may_edit {
                form method="post" action=(Route::People(None)) {
                    (table)
                    details class="card" open[error.is_some()] {
                        summary { (texts::same_week()) }
                        div class="fields two" {
                            (person::week_fields(typed))
                            (person::zone_field(typed, false))
                            p class="hint" { (texts::same_week_hint()) }
                            div class="actions" { button class="primary" type="submit" { (texts::give_week()) } }
                        }
                    }
                }
            } @else { (table) }
            // Without that plugin nobody may ever read its rules.
            @if may_edit && cx.may_ever("rules:rule.read") { p class="hint" { a href="/rules/" { (texts::open_work()) } } }
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::people(), Room::People, &content).status(status))
}

fn row(cx: &Cx, person: &Person, plan: Option<&Entry<Plan>>, may_edit: bool, ticked: bool) -> Result<Markup> {
    let state = settle::look(cx, &person.id, plan.map(|entry| &entry.value))?;
    let words = if state.availability.accepting() { texts::accepts() } else { texts::accepts_not() };
    Ok(html! {
        tr {
            @if may_edit {
                td { input type="checkbox" name="user" value=(person.id) checked[ticked] aria-label=(person.name); }
            }
            td class="main" { a href=(Route::person(&person.id)) dir="auto" { (person.name) } }
            @match plan {
                Some(entry) => {
                    td { (words) }
                    td class="figure" { (texts::duration(entry.value.schedule.week.minutes().into())) }
                    td { (entry.value.zone) }
                }
                None => td colspan="3" { (texts::no_shifts()) },
            }
        }
    })
}

/// Lets the reactions and timers of a person follow what was saved.
pub fn follow(cx: &Cx, user: &str, before: Option<&Plan>, after: Option<&Plan>) -> Result<()> {
    settle::settle(cx, user, before, Step::Edit(after)).map(drop)
}
