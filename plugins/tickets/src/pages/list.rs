//! All fields, and the form that they make.

use super::parts::{departments, options, sample};
use super::route::{Done, Route};
use super::{FRAME, page};
use crate::defined::{self, EDIT};
use crate::field::Field;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Department, Error, Request, Response, Result};

/// The list.
pub fn show(cx: &Cx, done: Option<Done>, department: Option<&str>) -> Result<Response> {
    cx.require(EDIT, None)?;
    let fields = defined::latest(cx)?.fields;
    let all = cx.departments()?;
    let (off, on): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| field.off);
    let content = html! {
        div class="page" {
            (FRAME.flash(done.map(texts::done)))
            h1 { (texts::fields()) }
            p class="lead" { (texts::fields_lead()) }
            @if on.is_empty() { p class="card empty" { (texts::no_fields()) } } @else { (table(texts::fields(), &on, &all)) }
            div class="actions" { a class="button primary" href=(Route::New) { (texts::new_field()) } }
            @if !on.is_empty() { (preview(&on, &all, department)) }
            @if !off.is_empty() {
                h2 { (texts::fields_off()) }
                p class="hint" { (texts::fields_off_hint()) }
                (table(texts::fields_off(), &off, &all))
            }
        }
    };
    Ok(page(cx, texts::fields(), &Route::fields(), &content))
}

fn table(caption: &str, fields: &[&Field], all: &[Department]) -> Markup {
    html! {
        table class="list" {
            caption class="hidden" { (caption) }
            thead {
                tr {
                    th scope="col" { (texts::title()) }
                    th scope="col" { (texts::kind()) }
                    th scope="col" { (texts::departments()) }
                    th scope="col" { (texts::required()) }
                    th scope="col" { (texts::for_whom()) }
                    td {}
                }
            }
            tbody { @for field in fields { (row(field, all)) } }
        }
    }
}

fn row(field: &Field, all: &[Department]) -> Markup {
    let title = field.shown();
    let button = |step: &str, up: bool, words: &str| {
        let said = texts::move_title(title, up);
        html! { button type="submit" name="step" value=(step) aria-label=(said) title=(said) { (words) } }
    };
    html! {
        tr {
            td class="main" { a href=(Route::field(&field.name)) dir="auto" { (title) } " " small { (field.name) } }
            td { (texts::kind_of(field.kind)) }
            td dir="auto" { (departments(field, all)) }
            td { (texts::moment_of(field.required)) }
            td { @if field.customer { (texts::customers()) } @else { (texts::staff_only()) } }
            td class="act" {
                form class="one-line" method="post" action=(Route::fields()) {
                    input type="hidden" name="field" value=(field.name);
                    @if field.off {
                        button type="submit" name="step" value="on" { (texts::switch_on()) }
                    } @else {
                        (button("up", true, texts::up()))
                        (button("down", false, texts::down()))
                        button type="submit" name="step" value="off" { (texts::switch_off()) }
                    }
                }
            }
        }
    }
}

/// The fields as they stand together on a ticket of a department.
fn preview(on: &[&Field], all: &[Department], department: Option<&str>) -> Markup {
    let department = department.or_else(|| all.first().map(|one| one.id.as_str()));
    let choices = all.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    html! {
        section class="card" {
            h2 { (texts::preview()) }
            p class="hint" { (texts::preview_hint()) }
            @if all.len() > 1 {
                form class="one-line" method="get" action=(Route::fields()) {
                    label { (texts::preview_for()) select name="department" { (options(choices, department.unwrap_or_default())) } }
                    button type="submit" { (texts::show()) }
                }
            }
            div class="fields two" {
                @for field in on.iter().filter(|field| field.is_for(department)) { (sample(field)) }
            }
        }
    }
}

/// Moves a field, or turns it off and on.
pub fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let name = form.required("field")?;
    let turn = |off: bool| {
        let field = defined::find(&defined::latest(cx)?.fields, name)?.clone();
        defined::change(cx, name, None, Field { off, ..field }).map(drop)
    };
    match form.get("step") {
        Some("up") => defined::shift(cx, name, true)?,
        Some("down") => defined::shift(cx, name, false)?,
        Some("on") => turn(false)?,
        Some("off") => turn(true)?,
        _ => return Err(Error::invalid(texts::no_such_page())),
    }
    Ok(Response::redirect(&Route::Fields(Some(Done::Moved), None).to_string()))
}
