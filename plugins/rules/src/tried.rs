//! What a trial found, as people read it.

use crate::model::rule::Rule;
use crate::names::{self, Names};
use crate::parts;
use crate::route;
use crate::texts;
use crate::trial::{self, Hit, Now, Trial};
use maud::{Markup, html};
use ombud_plugin::desk::tickets;
use ombud_plugin::moment::parse_day;
use ombud_plugin::{Cx, Error, Result, Timestamp};
use std::collections::BTreeSet;

const DAY: u64 = 86_400_000;

/// The days from one to the other, the last included.
pub fn period(from: &str, until: &str) -> Result<(Timestamp, Timestamp)> {
    match (parse_day(from), parse_day(until)) {
        (Some(from), Some(until)) if from <= until => Ok((from, until.saturating_add(DAY))),
        _ => Err(Error::invalid(texts::bad_period())),
    }
}

/// The ticket with this number.
pub fn ticket(cx: &Cx, typed: &str) -> Result<tickets::Ticket> {
    let number = typed.trim().trim_start_matches('#').parse().unwrap_or(0);
    match tickets::by_number(cx, number) {
        Err(Error::NotFound(_)) => Err(Error::invalid(texts::bad_ticket(number))),
        other => other,
    }
}

/// Tries a rule over the past, or on one ticket.
pub fn show(cx: &Cx, rule: &Rule, [from, until, number]: &[String; 3], past: bool) -> Result<Markup> {
    if past {
        let (from, until) = period(from, until)?;
        return Ok(over(cx, &trial::over(cx, rule, from, until)?));
    }
    Ok(on(cx, &trial::on(cx, rule, &ticket(cx, number)?)?))
}

fn over(cx: &Cx, trial: &Trial) -> Markup {
    let people = trial.hits.iter().flat_map(|hit| names::in_effects(&hit.effects, Some(&hit.verdict)));
    let names = Names::of(cx, people.collect::<BTreeSet<_>>());
    html! {
        section class="card" aria-labelledby="tried" {
            h2 id="tried" { (texts::try_past()) }
            p role="status" { (texts::trial_found(trial.hits.len(), trial.tickets, trial.times)) }
            @if trial.more { p class="notice" { (texts::trial_more()) } }
            @if trial.blind { p class="notice" { (texts::trial_blind()) } }
            @if !trial.hits.is_empty() {
                ol class="audit" { @for hit in &trial.hits { (of_hit(hit, &names, cx.now())) } }
            }
        }
    }
}

fn of_hit(hit: &Hit, names: &Names, now: Timestamp) -> Markup {
    html! {
        li class="entry" {
            p class="line" {
                a class="target" href=(route::ticket(hit.number)) dir="auto" { "#" (hit.number) " " (hit.subject) }
                (parts::moment(hit.at, now))
            }
            p class="under" dir="auto" { (parts::why(&hit.why, names)) }
            @if hit.effects.is_empty() { p { (texts::effect_nothing()) } } @else { (parts::effects(&hit.effects, names)) }
            details { summary { (texts::why()) } (parts::verdict(&hit.verdict, names)) }
        }
    }
}

fn on(cx: &Cx, now: &Now) -> Markup {
    let names = Names::of(cx, names::in_effects(&now.effects, Some(&now.verdict)));
    let mark = if now.verdict.holds { "card answer yes" } else { "card answer" };
    html! {
        section class=(mark) aria-labelledby="tried" {
            h2 id="tried" role="status" { (texts::trial_fits(now.number, now.verdict.holds)) }
            p dir="auto" { a href=(route::ticket(now.number)) { (now.subject) } }
            (parts::verdict(&now.verdict, &names))
            @if now.verdict.holds {
                @if now.effects.is_empty() { p { (texts::effect_nothing()) } } @else { (parts::effects(&now.effects, &names)) }
                @for permission in &now.lacks { p class="loss" { (texts::you_lack(permission)) } }
            }
        }
    }
}
