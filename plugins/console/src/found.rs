//! What a search has found: tickets with the places where it stands, and people.

use crate::clock::moment;
use crate::frame;
use crate::own::Own;
use crate::parts::{People, status_badge};
use crate::route::{Asked, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{self, Status, Ticket};
use ombud_plugin::search::{self, Found, Group, Hit, Order, Piece, Query};
use ombud_plugin::{Cx, Error, Response, Result, Timestamp};
use serde_json::{Value, json};

const TICKETS: &str = "tickets:tickets";
pub const PEOPLE: &str = "kernel:people";

/// How many tickets and people stand on a page.
const PAGE: u32 = 20;
/// How many endings are offered to whoever types.
const OFFERED: u32 = 8;

/// The page for what was typed. A number leads to its ticket.
pub fn show(cx: &Cx, asked: Asked) -> Result<Response> {
    let typed = asked.text.trim();
    if let Ok(number) = typed.strip_prefix('#').unwrap_or(typed).parse() {
        // A bare number may also be that of an order, in what somebody wrote.
        if typed.starts_with('#') || tickets::by_number(cx, number).is_ok() {
            return Ok(Response::redirect(&Route::ticket(number).to_string()));
        }
    }
    let query = Query {
        text: shortened(typed).to_owned(),
        collections: Vec::new(),
        order: if asked.newest { Order::Newest } else { Order::Best },
        limit: PAGE,
        cursor: asked.cursor.clone(),
    };
    let found = match search::find(cx, &query) {
        // It may be made ready just now: the page says so, and the rest of the desk works.
        Err(Error::Unavailable(_)) => None,
        found => Some(found?),
    };
    let mut entries = Vec::new();
    for group in found.iter().flat_map(|found| &found.groups) {
        let ticket = match group.top.collection.as_str() {
            TICKETS => match tickets::get(cx, &group.top.id) {
                Err(Error::NotFound(_)) => continue,
                ticket => Some(ticket?),
            },
            _ => None,
        };
        entries.push(Entry { group, ticket });
    }
    let seen = entries.iter().filter_map(|entry| entry.ticket.as_ref()?.requester.clone());
    let page = Results {
        people: People::meet(cx, seen)?,
        own: Own::of(cx)?,
        now: cx.now(),
        asked: &asked,
        found: found.as_ref(),
        entries,
    };
    let title = if typed.is_empty() { texts::search().to_owned() } else { texts::search_title(typed) };
    Ok(frame::page(cx, &title, &Route::Search(asked.clone()), &page.render()))
}

/// How what is typed may go on, for the script. While there is no search, there are no endings.
pub fn endings(cx: &Cx, typed: &str) -> Result<Response> {
    let found = match search::suggest(cx, shortened(typed), OFFERED) {
        Err(Error::Unavailable(_)) => Vec::new(),
        found => found?,
    };
    let offers: Vec<Value> = found.iter().map(|text| json!({ "title": text, "text": text })).collect();
    Response::json(&offers)
}

/// As much as a search may have.
pub fn shortened(text: &str) -> &str {
    let end = (0..=text.len().min(500)).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// A ticket with what was found of it; or something else that was found.
struct Entry<'a> {
    group: &'a Group,
    ticket: Option<Ticket>,
}

struct Results<'a> {
    people: People,
    own: Own,
    now: Timestamp,
    asked: &'a Asked,
    found: Option<&'a Found>,
    entries: Vec<Entry<'a>>,
}

impl Results<'_> {
    fn render(&self) -> Markup {
        html! {
            main class="found" id="main" {
                h1 { (texts::search()) }
                @match self.found {
                    None => p class="card empty" role="status" { (texts::search_not_ready()) },
                    Some(found) => {
                        (self.told(found))
                        @if self.entries.is_empty() {
                            div class="card empty" {
                                p { (if self.asked.text.trim().is_empty() { texts::search_for_what() } else { texts::nothing_found() }) }
                                (help())
                            }
                        } @else {
                            ombud-list { ol class="hits" { @for entry in &self.entries { (self.entry(entry)) } } }
                            details class="how" { summary { (texts::search_help()) } (help()) }
                        }
                        (self.pager(found))
                    }
                }
            }
        }
    }

    /// How many, in which order, by which filters, and what was not understood.
    fn told(&self, found: &Found) -> Markup {
        let order = |newest: bool, words: &str| {
            let route = Route::Search(Asked { newest, cursor: None, ..self.asked.clone() });
            html! { a href=(route) aria-current=[(self.asked.newest == newest).then_some("true")] { (words) } }
        };
        html! {
            @if !self.entries.is_empty() {
                div class="told" {
                    p role="status" { (texts::found(found.total, found.at_least)) }
                    nav class="tabs" aria-label=(texts::sort()) {
                        (order(false, texts::best_first()))
                        (order(true, texts::newest_first()))
                    }
                }
            }
            @if !found.filters.is_empty() {
                ul class="chips" aria-label=(texts::search_filters()) {
                    @for filter in &found.filters {
                        li {
                            a href=(Route::Search(self.asked.of(&filter.without))) title=(texts::without(&filter.word)) {
                                @if filter.negated { (texts::not()) " " }
                                (filter.word) ": " bdi { (filter.value) }
                                span aria-hidden="true" { " ×" }
                            }
                        }
                    }
                }
            }
            @for filter in &found.filters {
                @if filter.word == "is" && filter.value.trim().to_lowercase().parse::<Status>().is_err() {
                    p class="notice" { (typed(&texts::no_such_status(&filter.value))) }
                }
            }
            @for problem in &found.problems { p class="notice" { (typed(problem)) } }
            @if !found.complete { p class="notice" role="status" { (texts::search_incomplete()) } }
        }
    }

    fn entry(&self, entry: &Entry<'_>) -> Markup {
        html! {
            li class="card hit" {
                @match &entry.ticket {
                    Some(ticket) => (self.ticket(ticket, &entry.group.hits)),
                    None => @for hit in &entry.group.hits { (self.thing(&entry.group.top.collection, hit)) },
                }
            }
        }
    }

    fn ticket(&self, ticket: &Ticket, hits: &[Hit]) -> Markup {
        let own = hits.iter().find(|hit| hit.subject.collection == TICKETS);
        let title = own.map(|hit| hit.title.as_slice()).filter(|title| !title.is_empty());
        html! {
            h2 {
                a class="open-ticket" href=(Route::ticket(ticket.number)) dir="auto" {
                    @match title {
                        Some(title) => (marked(title)),
                        None => (crate::inbox::subject(ticket)),
                    }
                }
            }
            div class="under" {
                (status_badge(ticket.status))
                span class="number" { (texts::number(ticket.number)) }
                bdi { (self.people.name(ticket.requester.as_ref()).unwrap_or(texts::no_requester())) }
                @for tag in &ticket.tags { (self.own.tag(tag, Route::Search(self.asked.of(&texts::tagged(tag))))) }
                span class="when" { (moment(ticket.updated, self.now)) }
            }
            @for hit in hits.iter().filter(|hit| says_something(hit)) { (snippet(hit, hit.staff)) }
        }
    }

    /// A person, who leads to what came from them, or a record of a plugin that has no page here.
    fn thing(&self, collection: &str, hit: &Hit) -> Markup {
        let title = if hit.title.is_empty() { &hit.text } else { &hit.title };
        let is_person = collection == PEOPLE;
        html! {
            h2 dir="auto" {
                @if is_person {
                    a class="open-ticket" href=(Route::Search(self.asked.of(&texts::sent_by(&plain(title))))) { (marked(title)) }
                } @else { (marked(title)) }
            }
            div class="under" {
                span { (if is_person { texts::person() } else { collection }) }
            }
            @if !hit.title.is_empty() && says_something(hit) { (snippet(hit, hit.staff && !is_person)) }
        }
    }

    fn pager(&self, found: &Found) -> Markup {
        html! {
            @if self.asked.cursor.is_some() || found.next.is_some() {
                nav class="pager" aria-label=(texts::pages()) {
                    @if self.asked.cursor.is_some() {
                        a class="button" href=(Route::Search(Asked { cursor: None, ..self.asked.clone() })) { (texts::first_page()) }
                    }
                    @if let Some(next) = &found.next {
                        a class="button next" rel="next"
                            href=(Route::Search(Asked { cursor: Some(next.clone()), ..self.asked.clone() })) { (texts::next_page()) }
                    }
                }
            }
        }
    }
}

/// Whether the place adds to the title above it.
fn says_something(hit: &Hit) -> bool {
    hit.text.iter().any(|piece| piece.found)
}

fn snippet(hit: &Hit, is_note: bool) -> Markup {
    html! {
        p class={ "snippet" @if is_note { " staff" } } dir="auto" {
            @if is_note { span class="seal" { (texts::note()) } " " }
            (marked(&hit.text))
        }
    }
}

/// The same without marks.
fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// What somebody wrote, with what was asked for in it.
fn marked(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @if piece.found { mark { (piece.text) } } @else { (piece.text) }
        }
    }
}

/// A sentence in which what can be typed stands between backticks.
fn typed(sentence: &str) -> Markup {
    html! {
        @for (part, place) in sentence.split('`').zip(0..) {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn help() -> Markup {
    html! {
        dl class="search-help" {
            @for (example, what) in texts::search_examples() {
                div { dt { code { (example) } } dd { (what) } }
            }
        }
    }
}
