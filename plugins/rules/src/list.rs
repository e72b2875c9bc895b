//! All rules, in their order.

use crate::example::Example;
use crate::frame::{self, Room};
use crate::keep::{self, Kept};
use crate::names::{self, Names};
use crate::parts::moment;
use crate::route::{Done, Route};
use crate::{log, texts};
use maud::{Markup, html};
use ombud_plugin::{Cx, Entry, Error, Request, Response, Result};
use std::collections::{BTreeMap, BTreeSet};

/// The page.
pub fn show(cx: &Cx, done: Option<Done>) -> Result<Response> {
    let rules = keep::all(cx)?;
    let may_edit = cx.may_ever("rules:rule.edit");
    let mut givers = BTreeMap::new();
    for entry in &rules {
        givers.extend(cx.order(entry.id())?.map(|order| (entry.id().to_owned(), order.giver)));
    }
    let mut people: BTreeSet<_> = givers.values().cloned().collect();
    people.extend(rules.iter().flat_map(|entry| names::in_rule(&entry.value.rule)));
    let names = Names::of(cx, people);
    let rows = rules
        .iter()
        .enumerate()
        .map(|(place, entry)| {
            let giver = givers.get(entry.id()).map(|id| names.person(id));
            let moves = may_edit.then_some((place > 0, place + 1 < rules.len()));
            row(cx, entry, &names, giver, moves)
        })
        .collect::<Result<Vec<_>>>()?;
    let content = html! {
        div class="page wide" {
            (frame::FRAME.flash(done.map(texts::done)))
            h1 { (texts::rules()) }
            p class="lead" { (texts::rules_lead()) }
            @if rows.is_empty() { p class="card empty" { (texts::no_rules()) } }
            @else {
                table class="list" {
                    caption class="hidden" { (texts::rules()) }
                    thead {
                        tr {
                            th scope="col" { (texts::rule()) }
                            th scope="col" { (texts::author()) }
                            th scope="col" { (texts::last_time()) }
                            @if may_edit { th scope="col" { (texts::place()) } }
                        }
                    }
                    tbody { @for row in &rows { (row) } }
                }
            }
            @if may_edit {
                div class="actions" { a class="button primary" href=(Route::New(None)) { (texts::new_rule()) } }
                section class="card" {
                    h2 { (texts::begin_with()) }
                    div class="actions" {
                        @for example in Example::ALL {
                            a class="button" href=(Route::New(Some(example))) { (example.title()) }
                        }
                    }
                }
            }
        }
    };
    Ok(frame::page(cx, texts::rules(), Room::Rules, &content))
}

/// Whoever may edit it can move it up, or down.
fn row(
    cx: &Cx,
    entry: &Entry<Kept>,
    names: &Names,
    giver: Option<String>,
    moves: Option<(bool, bool)>,
) -> Result<Markup> {
    let rule = &entry.value.rule;
    let last = log::last(cx, entry.id())?;
    let button = |step: &str, title: &str, words: &str| {
        html! { button type="submit" name="step" value=(step) aria-label=(title) title=(title) { (words) } }
    };
    Ok(html! {
        tr {
            td class="main" {
                a href=(Route::rule(entry.id())) dir="auto" { (rule.name) }
                p class="hint" dir="auto" { (names.rule(rule)) }
            }
            td dir="auto" {
                @match (&giver, rule.enabled) {
                    (_, false) => span class="badge closed" { (texts::state_off()) },
                    (Some(name), true) => (name),
                    (None, true) => span class="loss" { (texts::no_order()) },
                }
            }
            td { @match last { Some(at) => (moment(at, cx.now())), None => (texts::never()) } }
            @if let Some((up, down)) = moves {
                td class="act" {
                    form class="one-line" method="post" action=(Route::list()) {
                        input type="hidden" name="rule" value=(entry.id());
                        @if up { (button("up", &texts::move_title(&rule.name, true), "↑")) }
                        @if down { (button("down", &texts::move_title(&rule.name, false), "↓")) }
                        @if rule.enabled {
                            button type="submit" name="step" value="off" { (texts::switch_off()) }
                        } @else {
                            button type="submit" name="step" value="on" { (texts::switch_on()) }
                        }
                    }
                }
            }
        }
    })
}

/// Moves a rule, or switches it.
pub fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let id = form.required("rule")?;
    match form.get("step") {
        Some("up") => keep::shift(cx, id, true)?,
        Some("down") => keep::shift(cx, id, false)?,
        Some("on") => keep::switch(cx, id, true)?,
        Some("off") => keep::switch(cx, id, false)?,
        _ => return Err(Error::invalid(texts::no_such_page())),
    }
    Ok(Response::redirect(&Route::List(Some(Done::Moved)).to_string()))
}
