//! The day of one person: what was so on each channel, as a strip and in words.

use crate::frame::{self, Room};
use crate::history::{self, Asked, Range};
use crate::keep::Noted;
use crate::route::Route;
use crate::{parts, texts};
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response, Result};
use ombud_worktime::channels::{Channel, State};
use ombud_worktime::strip::Strip;
use ombud_worktime::zone::Zone;
use ombud_worktime::{Instant, MINUTE};

/// The page. A day is asked for by `from`; without it, today.
pub fn show(cx: &Cx, user: &str, asked: &Asked) -> Result<Response> {
    history::person(cx, user)?;
    let (_, name) =
        history::named(cx, &[user.to_owned()])?.pop().ok_or_else(|| Error::not_found(texts::nobody()))?;
    let one = Asked { until: asked.from.clone(), ..asked.clone() };
    let one = match asked.from {
        Some(_) => one,
        // The last day of what is asked for without a word is today.
        None => {
            let today = Range::of(cx, &one, Some(user))?.days.pop().map(|day| day.to_string());
            Asked { from: today.clone(), until: today, ..one }
        }
    };
    let range = Range::of(cx, &one, Some(user))?;
    let (from, until) = range.bounds();
    let day = *range.days.first().ok_or_else(|| Error::failed("a day has no day"))?;
    let turns = history::turns(cx, user, from, until)?;
    let other = |days: i64| {
        let day = Some(day.plus(days).to_string());
        Route::Person(user.to_owned(), Asked { from: day, until: None, ..asked.clone() })
    };
    let content = html! {
        div class="page" {
            p class="trail" { a href=(Route::here()) { (texts::who_is_there()) } }
            h1 dir="auto" { (name) }
            p class="lead" { (texts::day(day)) " " (texts::clocks_of(&range.zone_name)) }
            @for channel in Channel::ALL {
                @let strip = history::strip(cx, &turns, channel, from, until);
                section class="card" {
                    h2 { (texts::channel(channel)) }
                    (drawn(&strip, &range.zone, from, until))
                    (totals(&strip, from, until))
                }
            }
            (log(cx, &turns, from, until, &range.zone))
            nav class="pager" aria-label=(texts::days()) {
                a class="button" rel="prev" href=(other(-1)) { (texts::day_before()) }
                a class="button next" rel="next" href=(other(1)) { (texts::day_after()) }
            }
        }
    };
    Ok(frame::page(cx, &name, Room::Here, &content))
}

/// A picture of what the table below says; it says the same to who cannot see it.
fn drawn(strip: &Strip<State>, zone: &Zone, from: Instant, until: Instant) -> Markup {
    let minutes = (until - from) / MINUTE;
    let at = |instant: Instant| (instant - from) / MINUTE;
    let said: Vec<String> = strip
        .pieces()
        .iter()
        .map(|(span, state)| {
            format!("{}–{} {}", clock(zone, span.start), clock(zone, span.end), texts::state(*state))
        })
        .collect();
    let quarters = (0..=4).map(|quarter| clock(zone, from + (until - from) / 4 * quarter));
    html! {
        svg class="strip" role="img" aria-label=(said.join(", ")) viewBox={ "0 0 " (minutes) " 60" } preserveAspectRatio="none" {
            rect x="0" y="0" width=(minutes) height="60" {}
            @for (span, state) in strip.pieces() {
                rect class=(state.as_str()) x=(at(span.start)) y=(60 - height(*state)) width=(at(span.end) - at(span.start)) height=(height(*state)) {
                    title { (clock(zone, span.start)) "–" (clock(zone, span.end)) " " (texts::state(*state)) }
                }
            }
        }
        p class="hours" aria-hidden="true" { @for time in quarters { span { (time) } } }
    }
}

/// By height too, not by colour alone.
fn height(state: State) -> u8 {
    match state {
        State::Accepting => 60,
        State::Online => 40,
        State::Away => 20,
        State::Offline => 4,
    }
}

fn totals(strip: &Strip<State>, from: Instant, until: Instant) -> Markup {
    html! {
        dl class="facts" {
            @for state in State::ALL {
                dt { (parts::state(state)) }
                dd { (texts::duration(strip.took(state, from, until))) }
            }
        }
    }
}

fn log(cx: &Cx, turns: &[Noted], from: Instant, until: Instant, zone: &Zone) -> Markup {
    let within: Vec<&Noted> =
        turns.iter().filter(|noted| noted.turn.at >= from && noted.turn.at < until).collect();
    let people: Vec<String> = within.iter().filter_map(|noted| noted.by.clone()).collect();
    let faces = if people.is_empty() { Ok(Vec::new()) } else { history::named(cx, &people) };
    let faces = faces.unwrap_or_default();
    let who = |noted: &Noted| {
        faces.iter().find(|(id, _)| Some(id) == noted.by.as_ref()).map(|(_, name)| name.clone())
    };
    html! {
        section class="card" {
            h2 id="log" { (texts::what_changed()) }
            @if within.is_empty() { p { (texts::no_log()) } } @else {
                div class="scroll" role="region" aria-labelledby="log" tabindex="0" {
                    table class="list" aria-labelledby="log" {
                        thead {
                            tr {
                                th scope="col" { (texts::when()) }
                                @for channel in Channel::ALL { th scope="col" { (texts::channel(channel)) } }
                                th scope="col" { (texts::why()) }
                            }
                        }
                        tbody {
                            @for noted in within {
                                tr {
                                    th scope="row" { (clock(zone, noted.turn.at)) }
                                    @for channel in Channel::ALL {
                                        td data-label=(texts::channel(channel)) { @if let Some(state) = noted.turn.states.get(&channel) { (parts::state(*state)) } }
                                    }
                                    td {
                                        (texts::cause(noted.turn.cause))
                                        @if !noted.note.is_empty() { ": " span dir="auto" { (noted.note) } }
                                        @if let Some(name) = who(noted) { " (" span dir="auto" { (name) } ")" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// `16:30`
fn clock(zone: &Zone, at: Instant) -> String {
    let minute = zone.minute(at);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
