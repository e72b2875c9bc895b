//! One's own chats: those that ring, those that run; and those that wait.

use crate::frame::FRAME;
use crate::keep::{CHATS, Chat, From, Kind, State, Waiting};
use crate::line::{self, Row};
use crate::route::{Done, Route};
use crate::work::Act;
use crate::{frame, give, slots, texts, told};
use maud::{Markup, html};
use ombud_plugin::moment::{long, machine, short};
use ombud_plugin::{Cx, Department, Entry, Query, Response, Result, Timestamp};

/// A chat that somebody has.
pub struct Held {
    pub chat: Entry<Chat>,
    /// What the visitor wrote and the agent has not read.
    pub unread: usize,
    /// What was said last.
    pub last: String,
}

/// Among so many running chats those are looked for that one has joined.
const JOINED: u32 = 100;

/// The chats that the person has, and those that the person joined: what rings first.
pub fn held(cx: &Cx, me: &str) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    for id in slots::of(cx, me)?.chats {
        let Some(chat) = cx.find(CHATS, &id)? else { continue };
        let mark = told::mark(cx, &id)?.agent;
        let lines = line::after(cx, &id, Row::Said, mark)?;
        let unread = lines.iter().filter(|line| line.value.from == From::Visitor).count();
        let last = match line::last(cx, &id)?.filter(|last| last.kind == Kind::Said) {
            Some(last) => last.text,
            None => String::new(),
        };
        held.push(Held { chat, unread, last });
    }
    // Whoever has joined one talks there too, and has no place taken by it.
    let running = cx.query(CHATS, &Query::by("state").prefix(State::Running.as_str()).limit(JOINED))?;
    for chat in running.entries {
        if chat.envelope.participants.iter().any(|one| one == me)
            && !held.iter().any(|one| one.chat.id() == chat.id())
        {
            held.push(Held { chat, unread: 0, last: String::new() });
        }
    }
    held.sort_by_key(|one| (one.chat.value.state == State::Running, one.chat.value.begun));
    Ok(held)
}

/// The same beside a page, each with a key of its own: the first to the ninth.
pub fn beside(held: &[Held], here: Option<&str>) -> Markup {
    html! {
        div data-rows {
            @if !held.is_empty() { h2 { (texts::mine()) } }
            ul {
                @for (nth, one) in held.iter().enumerate() {
                    li data-row={ "beside/" (one.chat.id()) } {
                        a href=(Route::chat(one.chat.id())) aria-current=[(Some(one.chat.id()) == here).then_some("page")]
                            accesskey=[(nth < 9).then(|| nth + 1)] {
                            span dir="auto" { (one.chat.value.name) }
                            @if one.chat.value.state == State::Waiting { span class="badge pending" { (texts::rings()) } }
                            @else if one.unread > 0 && Some(one.chat.id()) != here { span class="badge new" { (texts::unread(one.unread)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The page.
pub fn show(cx: &Cx, done: Option<Done>) -> Result<Response> {
    let me = cx.user()?;
    let held = held(cx, &me)?;
    let waiting = give::waiting(cx)?;
    let all_shown = u32::try_from(waiting.len()).is_ok_and(|shown| shown < give::SHOWN);
    let others: Vec<_> =
        waiting.iter().filter(|(chat, _)| !held.iter().any(|one| one.chat.id() == chat.id())).collect();
    let departments = cx.departments()?;
    let most = slots::most_of(cx, &me)?;
    let may_take = cx.may_ever("chat:chat.take");
    let slots = slots::of(cx, &me)?;
    let content = html! {
        div class="page stack" {
            (FRAME.flash(done.map(texts::done)))
            h1 { (texts::chats()) }
            div class="stack" data-rows {
                section class="card" aria-labelledby="mine" {
                    h2 id="mine" { (texts::mine()) }
                    p class="muted" data-row="load" { (texts::load(slots.chats.len(), most)) " " (texts::missed_so_far(slots.missed)) }
                    @if held.is_empty() { p class="empty" { (texts::none_of_mine()) } } @else { (mine(&held, &departments, cx.now())) }
                }
                section class="card" aria-labelledby="queue" {
                    h2 id="queue" { (texts::queue()) }
                    @if others.is_empty() { p class="empty" { (texts::nobody_waits()) } } @else { (row(&others, &departments, may_take, cx.now())) }
                    @if !all_shown { p class="muted" { (texts::only_first(give::SHOWN)) } }
                }
            }
        }
    };
    Ok(frame::page(cx, texts::chats(), Some(frame::Room::Own), None, &content))
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
                @for one in held {
                    tr data-row={ "mine/" (one.chat.id()) } {
                        td class="main" {
                            a href=(Route::chat(one.chat.id())) dir="auto" { (one.chat.value.name) }
                            " " small dir="auto" { (one.last.chars().take(80).collect::<String>()) }
                        }
                        td { (department(one.chat.envelope.department.as_deref(), departments)) }
                        td { (moment(one.chat.value.begun, now)) }
                        td {
                            @if one.chat.value.state == State::Waiting { (answer(one.chat.id())) }
                            @else if one.unread > 0 { span class="badge new" { (texts::unread(one.unread)) } }
                            @else { span class="badge open" { (texts::runs()) } }
                        }
                    }
                }
            }
        }
    }
}

/// What one says to a chat that rings.
pub fn answer(chat: &str) -> Markup {
    html! {
        form class="one-line" method="post" action=(Route::Act(chat.to_owned(), Act::Accept)) {
            button class="primary" type="submit" { (texts::accept()) }
            button type="submit" formaction=(Route::Act(chat.to_owned(), Act::Decline)) { (texts::decline()) }
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
                        td class="main" { a href=(Route::chat(chat.id())) dir="auto" { (chat.value.name) } }
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

/// When, by the clocks of whoever reads it: the kernel's script tells it so.
pub fn moment(at: Timestamp, now: Timestamp) -> Markup {
    html! { ombud-time { time datetime=(machine(at)) title=(long(at)) { (short(at, now)) } } }
}
