//! Small parts that several pages share: a verdict, effects, a line of the log.

use crate::log::{Ended, Line, Refusal};
use crate::model::action::Effect;
use crate::model::condition::{Of, Verdict};
use crate::model::trigger::Happening;
use crate::names::Names;
use crate::route::{self, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::Timestamp;
pub use ombud_plugin::draw::{moment, options};

/// Whether a condition held, and why: each part with what was there.
pub fn verdict(verdict: &Verdict, names: &Names) -> Markup {
    let mark = if verdict.holds { "gain" } else { "loss" };
    let words = if verdict.holds { texts::yes() } else { texts::no() };
    html! {
        @match &verdict.of {
            Of::All(parts) if parts.is_empty() => p class="gain" { (texts::always()) },
            Of::All(parts) => (group(texts::group_all(), parts, mark, words, names)),
            Of::Any(parts) => (group(texts::group_any(), parts, mark, words, names)),
            Of::Not(part) => (group(texts::group_not(), std::slice::from_ref(part), mark, words, names)),
            Of::Check { check, was } => {
                @let values: Vec<String> = check.values.iter().map(|value| names.value(&check.what, value)).collect();
                @let found: Vec<String> = was.iter().map(|value| names.value(&check.what, value)).collect();
                p class=(mark) dir="auto" {
                    strong { (words) ": " }
                    (names.field(&check.what.to_string())) " " (texts::is(check.is)) " " (values.join(", ")) " · "
                    @if found.iter().all(String::is_empty) { (texts::was_nothing()) } @else { (texts::was(&found.join(", "))) }
                }
            }
        }
    }
}

fn group(title: &str, parts: &[Verdict], mark: &str, words: &str, names: &Names) -> Markup {
    html! {
        p class=(mark) { strong { (words) ": " } (title) }
        ul { @for part in parts { li { (verdict(part, names)) } } }
    }
}

/// What happened, in a line.
pub fn why(why: &[Happening], names: &Names) -> String {
    why.iter().map(|is| names.happening(is)).collect::<Vec<_>>().join(" · ")
}

/// What was done, a line each.
pub fn effects(effects: &[Effect], names: &Names) -> Markup {
    html! {
        ul class="plain" {
            @for effect in effects { li dir="auto" { (names.effect(effect)) } }
        }
    }
}

/// What was refused, in the language of whoever reads it.
pub fn refusal(refusal: &Refusal, line: &Line, names: &Names) -> String {
    let author = match &line.author {
        Some(id) => names.person(id),
        None => texts::its_author().to_owned(),
    };
    match refusal {
        Refusal::Lacks(permission) => texts::refused_lacks(&author, permission),
        Refusal::Unseen => texts::refused_unseen(&author),
        Refusal::Said(why) => texts::refused_said(why),
    }
}

/// A line of the log.
pub fn line(line: &Line, names: &Names, now: Timestamp, reads_rules: bool) -> Markup {
    let odd = !matches!(line.outcome, Ended::Done | Ended::Nothing);
    html! {
        li class={ "entry" @if odd { " refused" } } {
            p class="line" {
                @if reads_rules { a href=(Route::rule(&line.rule)) dir="auto" { (line.name) } }
                @else { span dir="auto" { (line.name) } }
                " " a class="target" href=(route::ticket(line.number)) { "#" (line.number) } ": "
                (texts::ended(line.outcome))
                (moment(line.at, now))
            }
            p class="under" {
                span dir="auto" { (why(&line.why, names)) }
                @if let Some(author) = &line.author { span dir="auto" { (texts::by(&names.person(author))) } }
                span { (texts::version(line.version)) }
            }
            @for said in &line.refused { p class="reason" dir="auto" { (refusal(said, line, names)) } }
            @if !line.effects.is_empty() { (effects(&line.effects, names)) }
            @if let Some(said) = &line.verdict {
                details { summary { (texts::why()) } (verdict(said, names)) }
            }
        }
    }
}
