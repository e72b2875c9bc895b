//! All running chats with what is to be looked at, those that are over, and who watched.

use crate::alert::Alert;
use crate::frame::{self, Room};
use crate::keep::{CHATS, Chat, State};
use crate::lacking::{self, Lacks};
use crate::own::{department, moment};
use crate::rated::{self, Ratings};
use crate::route::{Archive, Route};
use crate::{alert, line, queue, slots, texts, watch, work};
use maud::{Markup, html};
use ombud_plugin::{Cx, Department, Entry, Error, Query, Response, Result, Timestamp, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be looked at, by chat.
type Alerts = BTreeMap<String, Vec<Alert>>;

/// So many are shown at once.
const SHOWN: usize = 100;
/// Of so many it is seen whether they are to be looked at first, wherever they stand.
const LOOKED: usize = 1000;
/// So many are counted.
const COUNTED: u32 = 10_000;
/// Between the state and where it goes on there.
const MARK: char = '.';

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

/// How many there are that one may know of.
pub fn count(cx: &Cx, state: State) -> Result<usize> {
    let count = cx.count(CHATS, &Query::by("state").prefix(state.as_str()), COUNTED)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// So many that wait, and then run, the longest first; and where it goes on.
fn some(cx: &Cx, cursor: Option<&str>, most: usize) -> Result<(Vec<Entry<Chat>>, Option<String>)> {
    let (mut state, at) = match cursor.and_then(|cursor| cursor.split_once(MARK)) {
        Some((state, at)) if state == State::Running.as_str() => (State::Running, at),
        Some((_, at)) => (State::Waiting, at),
        None => (State::Waiting, ""),
    };
    let mut at = Some(at.to_owned()).filter(|at| !at.is_empty());
    let mut chats = Vec::new();
    loop {
        let left = u32::try_from((most - chats.len()).min(200)).unwrap_or(200);
        let page =
            cx.query(CHATS, &Query::by("state").prefix(state.as_str()).limit(left).cursor(at.take()))?;
        chats.extend(page.entries);
        match (page.next, state) {
            (Some(next), _) => at = Some(next),
            (None, State::Waiting) => state = State::Running,
            (None, _) => return Ok((chats, None)),
        }
        if chats.len() >= most {
            let more = at.is_some() || count(cx, state)? > 0;
            let next = more.then(|| format!("{}{MARK}{}", state.as_str(), at.unwrap_or_default()));
            return Ok((chats, next));
        }
    }
}

/// What a page of the board shows. On the first one stand also those from the others that are to be looked at first.
fn page(cx: &Cx, cursor: Option<&str>) -> Result<(Vec<Entry<Chat>>, Need, Option<String>)> {
    if cursor.is_some() {
        let (chats, next) = some(cx, cursor, SHOWN)?;
        let (chats, need) = by_need(cx, chats)?;
        return Ok((chats, need, next));
    }
    let (mut all, next) = some(cx, None, SHOWN)?;
    let own: BTreeSet<String> = all.iter().map(|chat| chat.id().to_owned()).collect();
    if next.is_some() {
        all.extend(some(cx, next.as_deref(), LOOKED - SHOWN)?.0);
    }
    let (mut chats, need) = by_need(cx, all)?;
    let mut urgent = 0;
    chats.retain(|chat| {
        let is_urgent = need.alerts.contains_key(chat.id());
        urgent += usize::from(is_urgent);
        own.contains(chat.id()) || is_urgent && urgent <= SHOWN
    });
    Ok((chats, need, next))
}

/// All that run and wait and that one may know of, the longest first; and how much each agent has.
pub fn running(cx: &Cx, cursor: Option<&str>) -> Result<Response> {
    let (chats, Need { alerts, lacks }, next) = page(cx, cursor)?;
    let (wait, run) = (count(cx, State::Waiting)?, count(cx, State::Running)?);
    let colleagues = colleagues(cx)?;
    let assignees = chats.iter().map(|chat| chat.envelope.assignee.as_ref());
    let names = cx.names(assignees.flatten().chain(&colleagues))?;
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
            p class="muted" data-row="so-many" { (texts::so_many(wait, run)) }
            div class="stack" data-rows {
                @if chats.is_empty() { p class="card empty" { (texts::nothing_runs()) } } @else { (list(&chats, &alerts, &Ratings::new(), &names, &departments, now)) }
                (lacking::card(&chats, &lacks))
                @if !loads.is_empty() {
                    section class="card" aria-labelledby="loads" {
                        h2 id="loads" { (texts::loads()) }
                        ul { @for (name, has, most, missed) in &loads { li { (name) ": " (texts::load(*has, *most)) " " (texts::missed_so_far(*missed)) } } }
                    }
                }
            }
            (frame::pager(cursor.map(|_| Route::Running(None)), next.map(|next| Route::Running(Some(next)))))
        }
    };
    Ok(frame::page(cx, texts::running(), Some(Room::Running), &content))
}

/// Why chats are to be looked at, and which wait for a skill in vain.
struct Need {
    alerts: Alerts,
    lacks: Lacks,
}

/// Those that are to be looked at first, and why; then all others, the longest first.
fn by_need(cx: &Cx, chats: Vec<Entry<Chat>>) -> Result<(Vec<Entry<Chat>>, Need)> {
    let (settings, me, now) = (alert::Settings::read(cx)?, cx.user()?, cx.now());
    let (mut alerts, mut lacks) = (Alerts::new(), Lacks::new());
    for chat in &chats {
        let waiting = match chat.value.state {
            State::Waiting => queue::find(cx, chat.id())?,
            State::Running | State::Ended => None,
        };
        let waiting = waiting.map(|waiting| waiting.value);
        let here = waiting.as_ref().map_or(chat.value.begun, |waiting| waiting.waits_since());
        if let Some(skill) = waiting.filter(|waiting| waiting.lacks).and_then(|waiting| waiting.skill) {
            lacks.insert(chat.id().to_owned(), skill);
        }
        let mut told = alert::of(&chat.value, here, &line::talk(cx, chat.id())?, &settings, now);
        // Of what is said in a running chat this tells something: to those alone who talk there or may watch.
        if told.contains(&Alert::Unhappy)
            && !work::talks_in(chat, &me)
            && !cx.may("chat:chat.observe", Some(&chat.at()))?
        {
            told.retain(|alert| *alert != Alert::Unhappy);
        }
        if !told.is_empty() {
            alerts.insert(chat.id().to_owned(), told);
        }
    }
    let mut chats = chats;
    chats.sort_by_key(|chat| (!alerts.contains_key(chat.id()), chat.value.begun));
    Ok((chats, Need { alerts, lacks }))
}

fn list(
    chats: &[Entry<Chat>],
    alerts: &Alerts,
    ratings: &Ratings,
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
                        td class="main" {
                            a href=(Route::chat(chat.id())) dir="auto" { (chat.value.name) }
                            @for alert in alerts.get(chat.id()).into_iter().flatten() { " " span class="badge failing" { (texts::alert(*alert)) } }
                        }
                        td { (department(chat.envelope.department.as_deref(), departments)) }
                        td { (called(chat.envelope.assignee.as_ref(), names)) }
                        td { (moment(chat.value.begun, now)) }
                        td {
                            @match chat.value.state {
                                State::Waiting => span class="badge new" { (texts::waits()) },
                                State::Running => span class="badge open" { (texts::runs()) },
                                State::Ended => @match ratings.get(chat.id()) {
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
    let names = cx.names(page.entries.iter().filter_map(|chat| chat.envelope.assignee.as_ref()))?;
    let ratings = rated::of(cx, &page.entries)?;
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
                @if page.entries.is_empty() { p class="card empty" { (texts::nothing_over()) } } @else { (list(&page.entries, &Alerts::new(), &ratings, &names, &departments, cx.now())) }
            }
            @if let Some(next) = &page.next {
                p { a class="button" href=(Route::Archive(Archive { cursor: Some(next.clone()), ..asked.clone() })) { (texts::older()) } }
            }
        }
    };
    Ok(frame::page(cx, texts::archive(), Some(Room::Archive), &content))
}

/// Who watched what, the latest first.
pub fn watches(cx: &Cx, cursor: Option<String>) -> Result<Response> {
    let (all, next) = watch::all(cx, cursor)?;
    let people = all.iter().flat_map(|one| [Some(&one.watch.watcher), one.watch.agent.as_ref()]);
    let names = cx.names(people.flatten())?;
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
                            @for watch::Noted { watch: one, visitor } in &all {
                                tr {
                                    td class="main" { (called(Some(&one.watcher), &names)) }
                                    td { (called(one.agent.as_ref(), &names)) }
                                    td { a href=(Route::chat(&one.chat)) dir="auto" { (if visitor.is_empty() { "–" } else { visitor }) } }
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
    Ok(frame::page(cx, texts::watches(), Some(Room::Watches), &content))
}
