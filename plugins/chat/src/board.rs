//! All running chats with what is to be looked at, those that are over, and who watched.

use crate::frame::{self, Room};
use crate::keep::{CHATS, Chat, State, Watch};
use crate::own::{department, moment};
use crate::route::{Archive, Route};
use crate::{slots, texts, watch};
use maud::{Markup, html};
use ombud_plugin::{Cx, Department, Entry, Error, Query, Response, Result, Timestamp, UserId};
use std::collections::BTreeMap;

/// So many that wait and so many that run are shown at once.
const SHOWN: u32 = 200;

fn names<'a>(cx: &Cx, ids: impl Iterator<Item = Option<&'a UserId>>) -> Result<BTreeMap<UserId, String>> {
    let mut ids: Vec<UserId> = ids.flatten().cloned().collect();
    ids.sort();
    ids.dedup();
    let mut names = BTreeMap::new();
    for some in ids.chunks(200) {
        names.extend(cx.faces(some)?.into_iter().map(|face| (face.id, face.name)));
    }
    Ok(names)
}

fn called<'a>(id: Option<&UserId>, names: &'a BTreeMap<UserId, String>) -> &'a str {
    id.and_then(|id| names.get(id)).map_or("–", String::as_str)
}

/// Who works in the same departments: at whom one only rings has no chat in view.
fn colleagues(cx: &Cx) -> Result<Vec<UserId>> {
    let found = || {
        let mut all = Vec::new();
        for department in cx.person(&cx.user()?)?.departments {
            all.extend(cx.colleagues(Some(&department))?.into_iter().map(|person| person.id));
        }
        Ok(all)
    };
    match found() {
        // Whoever may not look people up sees whose chats are in view.
        Err(Error::Denied(_)) => Ok(Vec::new()),
        found => found,
    }
}

/// All that run and wait and that one may know of, the longest first; and how much each agent has.
pub fn running(cx: &Cx) -> Result<Response> {
    let find = |state: State| cx.query(CHATS, &Query::by("state").prefix(state.as_str()).limit(SHOWN));
    let pages = [find(State::Waiting)?, find(State::Running)?];
    let cut = pages.iter().any(|page| page.next.is_some());
    let chats: Vec<Entry<Chat>> = pages.into_iter().flat_map(|page| page.entries).collect();
    let colleagues = colleagues(cx)?;
    let assignees = chats.iter().map(|chat| chat.envelope.assignee.as_ref());
    let names = names(cx, assignees.chain(colleagues.iter().map(Some)))?;
    let departments = cx.departments()?;
    let mut loads = Vec::new();
    for (id, name) in &names {
        let has = slots::of(cx, id)?;
        if has.chats.is_empty() {
            continue;
        }
        loads.push((name, has.chats.len(), slots::most_of(cx, id)?, has.missed));
    }
    let now = cx.now();
    let content = html! {
        div class="page stack" {
            h1 { (texts::running()) }
            div class="stack" data-rows {
                @if chats.is_empty() { p class="card empty" { (texts::nothing_runs()) } } @else { (list(&chats, &names, &departments, now)) }
                @if cut { p class="muted" { (texts::only_first(SHOWN)) } }
                @if !loads.is_empty() {
                    section class="card" aria-labelledby="loads" {
                        h2 id="loads" { (texts::loads()) }
                        ul { @for (name, has, most, missed) in &loads { li { (name) ": " (texts::load(*has, *most)) " " (texts::missed_so_far(*missed)) } } }
                    }
                }
            }
        }
    };
    Ok(frame::page(cx, texts::running(), Some(Room::Running), None, &content))
}

fn list(
    chats: &[Entry<Chat>],
    names: &BTreeMap<UserId, String>,
    departments: &[Department],
    now: Timestamp,
) -> Markup {
    html! {
        table class="list" {
            caption class="hidden" { (texts::chats()) }
            thead {
                tr {
                    th scope="col" { (texts::visitor()) }
                    th scope="col" { (texts::department()) }
                    th scope="col" { (texts::agent()) }
                    th scope="col" { (texts::since()) }
                    th scope="col" { (texts::state()) }
                }
            }
            tbody {
                @for chat in chats {
                    tr data-row={ "chat/" (chat.id()) } {
                        td class="main" { a href=(Route::chat(chat.id())) dir="auto" { (chat.value.name) } }
                        td { (department(chat.envelope.department.as_deref(), departments)) }
                        td { (called(chat.envelope.assignee.as_ref(), names)) }
                        td { (moment(chat.value.begun, now)) }
                        td {
                            @match chat.value.state {
                                State::Waiting => span class="badge new" { (texts::waits()) },
                                State::Running => span class="badge open" { (texts::runs()) },
                                State::Ended => @match &chat.value.rating {
                                    Some(rating) => (texts::score(rating.score)),
                                    None => span class="badge closed" { (texts::over()) },
                                },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Those that are over, the latest first, of one department if it is named.
pub fn archive(cx: &Cx, asked: &Archive) -> Result<Response> {
    let query = Query::by("ended").descending().limit(50).cursor(asked.cursor.clone());
    let page = cx.query(CHATS, &query.department(asked.department.clone()))?;
    let names = names(cx, page.entries.iter().map(|chat| chat.envelope.assignee.as_ref()))?;
    let departments = cx.departments()?;
    let chosen = asked.department.as_deref().unwrap_or_default();
    let content = html! {
        div class="page stack" {
            h1 { (texts::archive()) }
            form class="one-line" method="get" action=(Route::Archive(Archive::default())) {
                label {
                    (texts::department())
                    select name="department" {
                        option value="" { (texts::any_department()) }
                        @for one in &departments { option value=(one.id) selected[one.id == chosen] { (one.name) } }
                    }
                }
                button type="submit" { (texts::show()) }
            }
            div class="stack" data-rows {
                @if page.entries.is_empty() { p class="card empty" { (texts::nothing_over()) } } @else { (list(&page.entries, &names, &departments, cx.now())) }
            }
            @if let Some(next) = &page.next {
                p { a class="button" href=(Route::Archive(Archive { cursor: Some(next.clone()), ..asked.clone() })) { (texts::older()) } }
            }
        }
    };
    Ok(frame::page(cx, texts::archive(), Some(Room::Archive), None, &content))
}

/// Who watched what, the latest first.
pub fn watches(cx: &Cx, cursor: Option<String>) -> Result<Response> {
    let (all, next) = watch::all(cx, cursor)?;
    let people = all.iter().flat_map(|one: &Watch| [Some(&one.watcher), one.agent.as_ref()]);
    let names = names(cx, people)?;
    let now = cx.now();
    let content = html! {
        div class="page stack" {
            h1 { (texts::watches()) }
            p { (texts::watches_lead()) }
            div class="stack" data-rows {
                @if all.is_empty() { p class="card empty" { (texts::nobody_watched()) } } @else {
                    table class="list" {
                        caption class="hidden" { (texts::watches()) }
                        thead {
                            tr {
                                th scope="col" { (texts::who_watched()) }
                                th scope="col" { (texts::agent()) }
                                th scope="col" { (texts::visitor()) }
                                th scope="col" { (texts::since()) }
                                th scope="col" { (texts::until()) }
                            }
                        }
                        tbody {
                            @for one in &all {
                                tr {
                                    td class="main" { (called(Some(&one.watcher), &names)) }
                                    td { (called(one.agent.as_ref(), &names)) }
                                    td { a href=(Route::chat(&one.chat)) dir="auto" { (one.visitor) } }
                                    td { (moment(one.at, now)) }
                                    td { (moment(one.until, now)) }
                                }
                            }
                        }
                    }
                }
            }
            @if let Some(next) = next { p { a class="button" href=(Route::Watches(Some(next))) { (texts::older()) } } }
        }
    };
    Ok(frame::page(cx, texts::watches(), Some(Room::Watches), None, &content))
}
