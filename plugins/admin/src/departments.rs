//! Departments: which there are, a new one, another name.

use crate::frame::{self, Room};
use crate::parts::{Problem, flash, problem};
use crate::route::{Done, PeopleView, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::departments::{self, Department};
use ombud_plugin::{Cx, Request, Response, Result};

/// The list.
pub fn list(cx: &Cx, done: Option<Done>) -> Result<Response> {
    draw(cx, done, None, &Typed::default())
}

/// Makes one.
pub fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let name = typed(request)?;
    match departments::create(cx, &name) {
        Ok(_) => Ok(Response::redirect(&Route::Departments(Some(Done::Added)).to_string())),
        Err(error) => draw(cx, None, Some(error.into()), &Typed { which: None, name }),
    }
}

/// Gives one another name.
pub fn rename(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let name = typed(request)?;
    match departments::rename(cx, id, &name) {
        Ok(_) => Ok(Response::redirect(&Route::Departments(Some(Done::Saved)).to_string())),
        Err(error) => draw(cx, None, Some(error.into()), &Typed { which: Some(id.to_owned()), name }),
    }
}

fn typed(request: &Request) -> Result<String> {
    Ok(request.form()?.get("name").unwrap_or_default().trim().to_owned())
}

/// What was typed and refused; `which` is none for a new one.
#[derive(Default)]
struct Typed {
    which: Option<String>,
    name: String,
}

fn draw(cx: &Cx, done: Option<Done>, wrong: Option<Problem>, typed: &Typed) -> Result<Response> {
    let all = departments::list(cx)?;
    let may_edit = cx.may("kernel:department.edit", None)?;
    let status = wrong.as_ref().map_or(200, |wrong| wrong.status);
    let content = html! {
        div class="page" {
            (flash(done))
            h1 { (texts::departments()) }
            p class="lead" { (texts::departments_lead()) }
            (problem(wrong.as_ref()))
            @if all.is_empty() { p class="card empty" { (texts::no_departments()) } } @else {
                table class="list departments" {
                    caption class="hidden" { (texts::departments()) }
                    thead {
                        tr {
                            th scope="col" { (texts::name()) }
                            th scope="col" { (texts::people()) }
                            @if may_edit { th scope="col" { span class="hidden" { (texts::rename()) } } }
                        }
                    }
                    tbody { @for department in &all { (row(department, may_edit, typed)) } }
                }
            }
            @if may_edit {
                form class="card one-line" method="post" action=(Route::Departments(None)) {
                    label {
                        (texts::new_department())
                        input name="name" required maxlength="120" dir="auto"
                            value=(if typed.which.is_none() { typed.name.as_str() } else { "" });
                    }
                    button class="primary" type="submit" { (texts::add_department()) }
                }
            }
        }
    };
    Ok(frame::page(cx, texts::departments(), Room::Departments, &content).status(status))
}

fn row(department: &Department, may_edit: bool, typed: &Typed) -> Markup {
    let here = typed.which.as_ref() == Some(&department.id);
    let people = PeopleView { department: Some(department.id.clone()), ..PeopleView::default() };
    html! {
        tr {
            td class="main" { strong dir="auto" { (department.name) } }
            td class="figure" { a href=(Route::People(people)) { (texts::members(department.members)) } }
            @if may_edit {
                td class="act" {
                    details open[here] {
                        summary { (texts::rename()) }
                        form class="one-line" method="post" action=(Route::Department(department.id.clone())) {
                            label class="hidden" for={ "name-" (department.id) } { (texts::name()) }
                            input id={ "name-" (department.id) } name="name" required maxlength="120" dir="auto"
                                value=(if here { &typed.name } else { &department.name });
                            button type="submit" { (texts::save()) }
                        }
                    }
                }
            }
        }
    }
}
