//! All policies, in the order in which they are tried.

use crate::editor::Example;
use crate::frame;
use crate::route::{Done, Route};
use crate::rules::{self, Kept, Rules};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Request, Response, Result, text};
use ombud_worktime::policy::Condition;

/// The list.
pub fn show(cx: &Cx, done: Option<Done>, error: Option<&Error>) -> Result<Response> {
    // The report may be all that somebody sees here.
    let rules = rules::current(cx)?;
    let may_edit = cx.may("sla:policy.edit", None)?;
    let rows = (1..).zip(&rules.policies).map(|(place, kept)| row(cx, &rules, place, kept, may_edit));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(done.map(texts::done)))
            h1 { (texts::policies()) }
            p class="lead" { (texts::policies_lead()) }
            (frame::FRAME.problem(error))
            @if rows.is_empty() { p class="card empty" { (texts::no_policies()) } } @else {
                table class="list" {
                    caption class="hidden" { (texts::policies()) }
                    thead {
                        tr {
                            th scope="col" { (texts::place()) }
                            th scope="col" { (texts::name()) }
                            th scope="col" { (texts::which_tickets()) }
                            th scope="col" { (texts::promises()) }
                            @if may_edit { th scope="col" { (texts::order()) } }
                        }
                    }
                    tbody { @for row in &rows { (row) } }
                }
            }
            @if may_edit {
                section class="card" {
                    h2 { (texts::begin_with()) }
                    ul {
                        @for example in Example::ALL {
                            li { a href=(Route::New(Some(example.word().to_owned()))) { (example.title()) } }
                        }
                    }
                }
            }
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::policies(), &Route::List(None), &content)?.status(status))
}

fn row(cx: &Cx, rules: &Rules, place: usize, kept: &Kept, may_edit: bool) -> Result<Markup> {
    let metrics: Vec<&str> = kept.policy.promises.keys().map(|metric| texts::metric(*metric)).collect();
    let moves = |way: &'static str, title: &'static str, possible: bool| {
        html! {
            button type="submit" name="way" value=(way) disabled[!possible]
                aria-label=(text!("move", way = title, name = &kept.policy.name)) { (title) }
        }
    };
    Ok(html! {
        tr {
            td class="figure" { (place) }
            td class="main" { a href=(Route::one(&kept.id)) dir="auto" { (kept.policy.name) } }
            td { (condition(cx, &kept.policy.when)?) }
            td { @if metrics.is_empty() { (texts::promises_nothing()) } @else { (metrics.join(", ")) } }
            @if may_edit {
                td class="figure" {
                    form method="post" action=(Route::List(None)) {
                        input type="hidden" name="rules" value=(rules.number);
                        input type="hidden" name="policy" value=(kept.id);
                        (moves("up", texts::up(), place > 1))
                        (moves("down", texts::down(), place < rules.policies.len()))
                    }
                }
            }
        }
    })
}

/// For which tickets a policy is, in words.
fn condition(cx: &Cx, when: &Condition) -> Result<String> {
    let mut said = Vec::new();
    if !when.departments.is_empty() {
        let departments = cx.departments()?;
        let named = departments.iter().filter(|one| when.departments.contains(&one.id));
        said.push(named.map(|one| one.name.clone()).collect::<Vec<_>>().join(", "));
    }
    if !when.tags.is_empty() {
        said.push(text!("tagged", tags = when.tags.join(", ")));
    }
    if !when.requesters.is_empty() {
        said.push(text!("of-requesters", count = when.requesters.len()));
    }
    Ok(if said.is_empty() { texts::all_tickets().to_owned() } else { said.join("; ") })
}

/// Puts one a place up or down.
pub fn order(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let number = form.get("rules").and_then(|number| number.parse().ok());
    let up = form.get("way") == Some("up");
    match rules::shift(cx, number, form.required("policy")?, up) {
        Ok(()) => Ok(Response::redirect(&Route::List(Some(Done::Ordered)).to_string())),
        // Somebody else was faster: the list as it is now is what one orders then.
        Err(error @ Error::Conflict(_)) => show(cx, None, Some(&error)),
        Err(error) => Err(error),
    }
}

/// Takes one away.
pub fn remove(cx: &Cx, id: &str) -> Result<Response> {
    rules::remove(cx, id)?;
    Ok(Response::redirect(&Route::List(Some(Done::Removed)).to_string()))
}
