//! One's own chats: those that ring, those that run; and those that wait.

use crate::frame::FRAME;
use crate::keep::{CHATS, Chat, From, Kind, Slots, State, Waiting};
use crate::line::{self, Row};
use crate::route::{Done, Route};
use crate::work::Act;
use crate::{board, frame, give, slots, texts, told, watch};
use maud::{Markup, html};
pub use ombud_plugin::draw::moment;
use ombud_plugin::moment::{self, long, machine, short};
use ombud_plugin::{Cx, Department, Entry, Response, Result, Timestamp};

/// A chat that somebody has.
pub struct Held {
    pub chat: Entry<Chat>,
    /// What the visitor wrote and the agent has not read.
    pub unread: usize,
    /// What was said last.
    pub last: String,
    /// Since when the visitor waits for an answer.
    pub waits: Option<Timestamp>,
}

/// The chats that the person has, and those that the person joined: what rings first.
pub fn held(cx: &Cx, me: &str) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    let Slots { chats, joined, .. } = slots::of(cx, me)?;
    for id in chats {
        let Some(chat) = cx.find(CHATS, &id)? else { continue };
        let mark = told::mark(cx, &id)?.agent;
        let lines = line::after(cx, &id, Row::Said, mark)?;
        let unread = lines.iter().filter(|line| line.value.from == From::Visitor).count();
        let last = match line::last(cx, &id)?.filter(|last| last.kind == Kind::Said) {
            Some(last) => last.text,
            None => String::new(),
        };
        let waits = Some(line::talk(cx, &id)?.waits).filter(|since| *since > 0);
        held.push(Held { chat, unread, last, waits });
    }
    // Whoever has joined one talks there too, and has no place taken by it.
    for id in joined {
        let Some(chat) = cx.find(CHATS, &id)? else { continue };
        if chat.value.state == State::Running && watch::has_joined(&chat, me) {
            let waits = Some(line::talk(cx, chat.id())?.waits).filter(|since| *since > 0);
            held.push(Held { chat, unread: 0, last: String::new(), waits });
        }
    }
    held.sort_by_key(|one| (one.chat.value.state == State::Running, one.chat.value.begun));
    Ok(held)
}

/// The one of the others whose visitor has waited longest for an answer.
fn next<'a>(held: &'a [Held], here: Option<&str>) -> Option<&'a Held> {
    let others = held.iter().filter(|one| Some(one.chat.id()) != here && one.waits.is_some());
    others.filter(|one| one.chat.value.state == State::Running).min_by_key(|one| one.waits)
}

/// The same beside a page, each with a key of its own: the first to the ninth.
pub fn beside(held: &[Held], here: Option<&str>, (has, most): (usize, u32), now: Timestamp) -> Markup {
    let next = next(held, here);
    html! {
        div data-rows {
            @if !held.is_empty() { h2 data-row="load" { (texts::mine()) " · " (texts::of_so_many(has, most)) } }
            @if let Some(next) = next {
                ul { li data-row="next" { a href=(Route::chat(next.chat.id())) accesskey="n" { span { (texts::next_one()) } " " span dir="auto" { (next.chat.value.name) } } } }
            }
            ul {
                @for (nth, one) in held.iter().enumerate() {
                    li data-row={ "beside/" (one.chat.id()) } {
                        a href=(Route::chat(one.chat.id())) aria-current=[(Some(one.chat.id()) == here).then_some("page")]
                            accesskey=[(nth < 9).then(|| nth + 1)] {
                            span dir="auto" { (one.chat.value.name) }
                            @if one.chat.value.state == State::Waiting { span class="badge pending" { (texts::rings()) } }
                            @else if one.unread > 0 && Some(one.chat.id()) != here { span class="badge new" { (texts::unread(one.unread)) } }
                            @if let (Some(since), State::Running) = (one.waits, one.chat.value.state) { (waits(since, now)) }
                        }
                    }
                }
            }
        }
    }
}

/// How long a visitor has waited for an answer: it grows while one looks.
fn waits(since: Timestamp, now: Timestamp) -> Markup {
    html! { small class="muted" title=(texts::waits_since()) { (age(since, now)) } }
}

fn rings(one: &Held) -> bool {
    one.chat.value.state == State::Waiting
}

/// Above every page of a chat: those that ring, so that one answers without leaving what one writes. The first has keys.
pub fn ringing(held: &[Held], here: Option<&str>) -> Markup {
    let here_rings = held.iter().any(|one| rings(one) && Some(one.chat.id()) == here);
    let others = held.iter().filter(|one| rings(one) && Some(one.chat.id()) != here);
    html! {
        div data-rows {
            @for (nth, one) in others.enumerate() {
                div class="flash" role="status" data-row={ "rings/" (one.chat.id()) } {
                    p { (texts::rings()) ": " a href=(Route::chat(one.chat.id())) dir="auto" { (one.chat.value.name) } }
                    (answer(one.chat.id(), here, nth == 0 && !here_rings))
                }
            }
        }
    }
}

/// The page.
pub fn show(cx: &Cx, done: Option<Done>, cursor: Option<String>) -> Result<Response> {
    let me = cx.user()?;
    let held = held(cx, &me)?;
    let first = cursor.as_ref().map(|_| Route::own());
    let (waiting, next) = give::waiting(cx, cursor)?;
    // Of what rings here nobody else need be told that it waits.
    let wait = board::count(cx, State::Waiting)?.saturating_sub(held.iter().filter(|one| rings(one)).count());
    let others: Vec<_> =
        waiting.iter().filter(|(chat, _)| !held.iter().any(|one| one.chat.id() == chat.id())).collect();
    let departments = cx.departments()?;
    let most = slots::most_of(cx, &me)?;
    let may_take = cx.may_ever("chat:chat.take");
    let slots = slots::of(cx, &me)?;
    let tells = may_take && watch::Settings::read(cx)?.tell_may_be_watched;
    let content = html! {
        div class="page stack" {
            (FRAME.flash(done.map(texts::done)))
            h1 { (texts::chats()) }
            div class="stack" data-rows {
                section class="card" aria-labelledby="mine" {
                    h2 id="mine" { (texts::mine()) }
                    p class="muted" data-row="load" { (texts::load(slots.chats.len(), most)) " " (texts::missed_so_far(slots.missed)) }
                    @if tells { p class="hint" { (texts::may_be_watched()) } }
                    @if held.is_empty() { p class="empty" { (texts::none_of_mine()) } } @else { (mine(&held, &departments, cx.now())) }
                }
                section class="card" aria-labelledby="queue" {
                    h2 id="queue" data-row="wait" { (texts::queue()) @if wait > 0 { " · " (wait) } }
                    @if others.is_empty() { p class="empty" { (texts::nobody_waits()) } } @else { (row(&others, &departments, may_take, cx.now())) }
                }
            }
            (frame::pager(first, next.map(|next| Route::Own(None, Some(next)))))
        }
    };
    Ok(frame::page(cx, texts::chats(), Some(frame::Room::Own), &content))
}

fn mine(held: &[Held], departments: &[Department], now: Timestamp) -> Markup {
    html! {
        table class="list" {
            caption class="hidden" { (texts::mine()) }
            thead {
                tr {
                    th scope="col" { (texts::visitor()) }
                    th scope="col" { (texts::department()) }
                    th scope="col" { (texts::since()) }
                    th scope="col" { (texts::state()) }
                }
            }
            tbody {
                @for (nth, one) in held.iter().enumerate() {
                    tr data-row={ "mine/" (one.chat.id()) } {
                        td class="main" {
                            a href=(Route::chat(one.chat.id())) dir="auto" { (one.chat.value.name) }
                            " " small dir="auto" { (one.last.chars().take(80).collect::<String>()) }
                        }
                        td { (department(one.chat.envelope.department.as_deref(), departments)) }
                        td { (moment(one.chat.value.begun, now)) }
                        td {
                            @if one.chat.value.state == State::Waiting { (answer(one.chat.id(), None, nth == 0)) }
                            @else if one.unread > 0 { span class="badge new" { (texts::unread(one.unread)) } }
                            @else { span class="badge open" { (texts::runs()) } }
                            @if let (Some(since), State::Running) = (one.waits, one.chat.value.state) { " " (waits(since, now)) }
                        }
                    }
                }
            }
        }
    }
}

/// What one says to a chat that rings; whoever declines goes on where one was. `keys`: no other on the page has them.
pub fn answer(chat: &str, here: Option<&str>, keys: bool) -> Markup {
    html! {
        form class="one-line" method="post" action=(Route::Act(chat.to_owned(), Act::Accept)) {
            @if let Some(here) = here { input type="hidden" name="here" value=(here); }
            button class="primary" type="submit" accesskey=[keys.then_some("a")] { (texts::accept()) }
            button type="submit" accesskey=[keys.then_some("d")] formaction=(Route::Act(chat.to_owned(), Act::Decline)) { (texts::decline()) }
        }
    }
}

fn row(
    waiting: &[&(Entry<Chat>, Entry<Waiting>)],
    departments: &[Department],
    may_take: bool,
    now: Timestamp,
) -> Markup {
    html! {
        table class="list" {
            caption class="hidden" { (texts::queue()) }
            thead {
                tr {
                    th scope="col" { (texts::visitor()) }
                    th scope="col" { (texts::department()) }
                    th scope="col" { (texts::since()) }
                    th scope="col" { (texts::state()) }
                }
            }
            tbody {
                @for (chat, waiting) in waiting {
                    tr data-row={ "queue/" (chat.id()) } {
                        td class="main" {
                            a href=(Route::chat(chat.id())) dir="auto" { (chat.value.name) }
                            @if !chat.value.kind.is_empty() { " " small dir="auto" { (chat.value.kind) } }
                        }
                        td { (department(chat.envelope.department.as_deref(), departments)) }
                        td { (moment(chat.value.begun, now)) }
                        td {
                            @if waiting.value.ringing.is_some() { span class="badge pending" { (texts::rings()) } }
                            @else if may_take {
                                form method="post" action=(Route::Act(chat.id().to_owned(), Act::Pick)) {
                                    button type="submit" { (texts::pick()) }
                                }
                            }
                            @else { span class="badge new" { (texts::waits()) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a department is called.
pub fn department<'a>(id: Option<&str>, departments: &'a [Department]) -> &'a str {
    departments.iter().find(|one| Some(one.id.as_str()) == id).map_or("", |one| one.name.as_str())
}

/// How long ago, and when in full for whoever asks.
fn age(at: Timestamp, now: Timestamp) -> Markup {
    html! {
        ombud-time {
            time class="hidden" datetime=(machine(at)) title=(long(at)) { (short(at, now)) }
            span class="ago" { (moment::ago(at, now)) }
        }
    }
}
