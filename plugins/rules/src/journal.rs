//! The log as people read it, and the box beside a ticket.

use crate::frame::{self, Room};
use crate::log::{self, Page, Wanted};
use crate::names::{self, Names};
use crate::parts::{self, options};
use crate::route::{Asked, Route};
use crate::{keep, texts};
use maud::html;
use ombud_plugin::desk::tickets;
use ombud_plugin::{Cx, RecordRef, Response, Result};

/// How many lines a page has, and the box.
const PAGE: u32 = 50;
const BOX: u32 = 5;

/// The page.
pub fn show(cx: &Cx, asked: &Asked) -> Result<Response> {
    let ticket = asked.ticket.map(|number| tickets::by_number(cx, number)).transpose()?;
    let wanted = Wanted {
        ticket: ticket.map(|ticket| ticket.id),
        rule: asked.rule.clone(),
        cursor: asked.cursor.clone(),
    };
    let Page { lines, next } = log::read(cx, &wanted, PAGE)?;
    let names = Names::of(cx, names::in_lines(&lines));
    // Who reads the log need not read the rules.
    let reads_rules = cx.may_ever("rules:rule.read");
    let rules = if reads_rules { keep::all(cx)? } else { Vec::new() };
    let choices = std::iter::once(("", texts::any_rule()))
        .chain(rules.iter().map(|entry| (entry.id(), entry.value.rule.name.as_str())));
    let content = html! {
        div class="page wide" {
            h1 { (texts::log()) }
            p class="lead" { (texts::log_lead()) }
            form class="search" role="search" method="get" action=(Route::Log(Asked::default())) {
                label { (texts::ticket()) input name="ticket" inputmode="numeric" autocomplete="off" value=[asked.ticket]; }
                label { (texts::rule()) select name="rule" { (options(choices, asked.rule.as_deref().unwrap_or_default())) } }
                button type="submit" { (texts::filter()) }
            }
            @if lines.is_empty() { p class="card empty" { (texts::no_log()) } }
            @else { ol class="card audit" { @for line in &lines { (parts::line(line, &names, cx.now(), reads_rules)) } } }
            @if next.is_some() {
                nav class="pager" aria-label=(texts::log()) {
                    a class="button next" href=(Route::Log(Asked { cursor: next, ..asked.clone() })) { (texts::log_older()) }
                }
            }
        }
    };
    Ok(frame::page(cx, texts::log(), Room::Log, &content))
}

/// What rules did with a ticket, in a few lines.
pub fn beside(cx: &Cx, ticket: &RecordRef) -> Result<Option<String>> {
    let wanted = Wanted { ticket: Some(ticket.id.clone()), ..Wanted::default() };
    let page = log::read(cx, &wanted, BOX)?;
    if page.lines.is_empty() {
        return Ok(None);
    }
    let names = Names::of(cx, names::in_lines(&page.lines));
    let number = page.lines.first().map(|line| line.number);
    let all = Route::Log(Asked { ticket: number, ..Asked::default() });
    let markup = html! {
        ul {
            @for line in &page.lines {
                li {
                    span dir="auto" { (texts::did(&line.name, texts::ended(line.outcome))) } " "
                    (parts::moment(line.at, cx.now()))
                    @for effect in &line.effects { br; small dir="auto" { (names.effect(effect)) } }
                    @for said in &line.refused { br; small dir="auto" { (parts::refusal(said, line, &names)) } }
                }
            }
        }
        p { a href=(all) { (texts::log()) } }
    };
    Ok(Some(markup.into_string()))
}
