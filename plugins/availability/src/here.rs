//! Who is there, by department, and one's own word about it.

use crate::frame::{self, Room};
use crate::history::{self, Asked};
use crate::keep::{self, Person, signed};
use crate::route::{Done, HereAsked, Route};
use crate::settle::{self, until_of};
use crate::{clocks, parts, texts};
use maud::{Markup, html};
use ombud_plugin::{Cx, Entry, Error, Form, Request, Response, Result};
use ombud_worktime::channels::{Away, Channel, State};
use ombud_worktime::{Instant, MINUTE};
use std::collections::BTreeMap;

/// Minutes that are offered to be away.
const MINUTES: [u32; 5] = [15, 30, 45, 60, 90];

/// The longest note, in letters.
const NOTE: usize = 200;

/// What was typed for going away, so that an error loses none of it.
#[derive(Default)]
struct Typed {
    note: String,
    minutes: String,
    until: String,
}

impl Typed {
    /// What of a form; of another than that for going away nothing.
    fn of(form: &Form) -> Option<Typed> {
        let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
        (form.get("do") == Some("away")).then(|| Typed {
            note: text("note"),
            minutes: text("for"),
            until: text("until"),
        })
    }
}

/// The page.
pub fn show(cx: &Cx, asked: &HereAsked) -> Result<Response> {
    draw(cx, asked, None, None)
}

/// Goes away, comes back, or takes part in channels.
pub fn change(cx: &Cx, asked: &HereAsked, request: &Request) -> Result<Response> {
    // The route asks for the permission; on nobody else's state it is used here.
    let user = cx.user()?;
    let form = request.form()?;
    let here = |done| HereAsked { department: asked.department.clone(), done, rows: Vec::new() };
    match wanted(cx, &user, &form) {
        Ok(done) => Ok(Response::redirect(&Route::Here(here(Some(done))).to_string())),
        Err(error @ Error::Invalid(_)) => draw(cx, &here(None), Some(&error), Typed::of(&form)),
        Err(error) => Err(error),
    }
}

fn wanted(cx: &Cx, user: &str, form: &Form) -> Result<Done> {
    match form.get("do") {
        Some("away") => {
            let until = match (form.filled("until"), form.filled("for")) {
                (Some(clock), _) => Some(parts::clock(cx, &clocks::of_person(cx, user)?, clock)?),
                (None, Some(minutes)) => {
                    let minutes: u32 = minutes.parse().map_err(|_| Error::invalid(texts::bad_until()))?;
                    Some(signed(cx.now()) + i64::from(minutes.min(24 * 60)) * MINUTE)
                }
                (None, None) => None,
            };
            settle::step(cx, user, Some(away(cx, until, form.get("note").unwrap_or_default())?))?;
            Ok(Done::Away)
        }
        Some("back") => settle::step(cx, user, None).map(|()| Done::Back),
        _ => {
            let on = keep::channels(form.all("channel"));
            let off = Channel::ALL.into_iter().filter(|channel| !on.contains(channel)).collect();
            settle::take_part(cx, user, off).map(|()| Done::Saved)
        }
    }
}

/// That somebody is away from now on.
pub fn away(cx: &Cx, until: Option<i64>, note: &str) -> Result<Away> {
    let note = note.trim().to_owned();
    if note.chars().count() > NOTE {
        return Err(Error::invalid(texts::long_note(NOTE)));
    }
    Ok(Away { since: signed(cx.now()), until, note })
}

fn draw(cx: &Cx, asked: &HereAsked, error: Option<&Error>, typed: Option<Typed>) -> Result<Response> {
    let user = cx.user()?;
    let known: BTreeMap<String, Entry<Person>> =
        keep::people(cx)?.into_iter().map(|entry| (entry.id().to_owned(), entry)).collect();
    let shows = |id: &&String| asked.rows.is_empty() || asked.rows.contains(id);
    let untils = settle::untils(cx, known.keys().filter(shows).map(String::as_str))?;
    let known = Known { people: known, untils, rows: &asked.rows };
    let departments = cx.departments()?;
    let all = departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let chosen = asked.department.clone().unwrap_or_default();
    let mut boxes = Vec::new();
    for department in departments.iter().filter(|one| chosen.is_empty() || one.id == chosen) {
        let members: Vec<String> =
            cx.colleagues(Some(&department.id))?.into_iter().map(|person| person.id).collect();
        let seen: Vec<String> = members.into_iter().filter(|id| known.people.contains_key(id)).collect();
        if seen.iter().any(|id| shows(&id)) {
            boxes.push(table(cx, &department.id, &department.name, &seen, &known)?);
        }
    }
    if chosen.is_empty() {
        // Those who stand in no department: owners and administrators, mostly.
        let nowhere: Vec<String> = cx
            .colleagues(None)?
            .into_iter()
            .filter(|person| person.departments.is_empty() && known.people.contains_key(&person.id))
            .map(|person| person.id)
            .collect();
        if nowhere.iter().any(|id| shows(&id)) {
            boxes.push(table(cx, "none", texts::no_department(), &nowhere, &known)?);
        }
    }
    let content = html! {
        ombud-rows single collection="availability:people" { div class="page stack" {
            (frame::FRAME.flash(asked.done.map(texts::done)))
            h1 { (texts::who_is_there()) }
            (frame::FRAME.problem(error))
            (own(cx, known.people.get(&user).map(|entry| &entry.value), &chosen, typed)?)
            form class="one-line" method="get" action=(Route::here()) {
                label {
                    (texts::department())
                    select name="department" { (parts::options([("", texts::any_department())].into_iter().chain(all), &chosen)) }
                }
                button type="submit" { (texts::show()) }
            }
            div class="stack" data-rows {
                @if boxes.is_empty() { p class="card empty" { (texts::nobody_yet()) } }
                @for one in &boxes { (one) }
            }
        } }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::who_is_there(), Room::Here, &content).status(status))
}

/// One's own state, and what one can say about it.
fn own(cx: &Cx, person: Option<&Person>, department: &str, typed: Option<Typed>) -> Result<Markup> {
    let now = signed(cx.now());
    let away = person.and_then(|person| person.standing.away(now));
    let off = person.map(|person| person.standing.facts().off.clone()).unwrap_or_default();
    let zone = clocks::of_person(cx, &cx.user()?)?;
    let department = Some(department.to_owned()).filter(|department| !department.is_empty());
    let here = Route::Here(HereAsked { department, ..HereAsked::default() });
    // Whoever is away meanwhile loses nothing of what was typed either.
    let goes = away.is_none() || typed.is_some();
    let typed = typed.unwrap_or_default();
    let lengths = MINUTES.map(|minutes| (minutes.to_string(), texts::minutes(minutes)));
    Ok(html! {
        section class="card" aria-labelledby="own" {
            h2 id="own" { (texts::you()) }
            p data-row="own" role="status" {
                @match person {
                    None => (texts::not_known_yet()),
                    Some(person) => @for channel in Channel::ALL {
                        (texts::channel(channel)) ": " (parts::state(person.standing.spell(channel, now).state)) " "
                    },
                }
                @if let Some(away) = away { (said(away, cx)) }
            }
            @if cx.may_ever("availability:away.set") {
                @if away.is_some() {
                    form method="post" action=(here) {
                        button class="primary" type="submit" name="do" value="back" { (texts::i_am_back()) }
                    }
                }
                @if goes {
                    form class="one-line" method="post" action=(here) {
                        label { (texts::note()) input name="note" maxlength=(NOTE) autocomplete="off" value=(typed.note); }
                        label {
                            (texts::away_for())
                            select name="for" {
                                option value="" { (texts::until_back()) }
                                @for (value, words) in &lengths {
                                    option value=(value) selected[*value == typed.minutes] { (words) }
                                }
                            }
                        }
                        label { (texts::or_until(&zone)) input type="time" name="until" value=(typed.until); }
                        button type="submit" name="do" value="away" { (texts::go_away()) }
                    }
                }
                form method="post" action=(here) {
                    fieldset class="below" {
                        legend { (texts::takes_part()) }
                        div class="choices" {
                            @for channel in Channel::ALL {
                                label class="choice" {
                                    input type="checkbox" name="channel" value=(channel.as_str()) checked[!off.contains(&channel)];
                                    span { (texts::channel(channel)) }
                                }
                            }
                        }
                    }
                    button type="submit" name="do" value="channels" { (texts::save()) }
                }
                p class="hint" { a href="/schedule/" { (texts::accept_or_not()) } }
            }
        }
    })
}

/// What somebody said of being away.
fn said(away: &Away, cx: &Cx) -> Markup {
    html! {
        @if !away.note.is_empty() { span dir="auto" { (away.note) } " " }
        @if let Some(until) = away.until { (texts::until()) " " (parts::moment(until, cx.now())) }
    }
}

/// Who may be seen, and until when shifts and choices say of them what they say now.
struct Known<'a> {
    people: BTreeMap<String, Entry<Person>>,
    untils: BTreeMap<String, Instant>,
    /// Only rows about these; none: about everybody.
    rows: &'a [String],
}

fn table(cx: &Cx, id: &str, name: &str, members: &[String], known: &Known<'_>) -> Result<Markup> {
    let now = signed(cx.now());
    let accepting = |id: &String| {
        let spell = |person: &Entry<Person>| person.value.standing.spell(Channel::Tickets, now);
        known.people.get(id).is_some_and(|person| spell(person).state == State::Accepting)
    };
    let count = members.iter().filter(|id| accepting(id)).count();
    let mut rows = Vec::new();
    let shown = members.iter().filter(|id| known.rows.is_empty() || known.rows.contains(id));
    for (user, name) in history::named(cx, &shown.cloned().collect::<Vec<_>>())? {
        if let Some(entry) = known.people.get(&user) {
            let opens = cx.may("availability:history.read", Some(&entry.at()))?;
            rows.push(row(cx, id, (&user, &name), &entry.value, known.untils.get(&user).copied(), opens));
        }
    }
    let heading = format!("at-{id}");
    Ok(html! {
        section class="card" {
            h2 id=(heading) { (name) }
            p class="hint" data-row={ (id) "/count" } { (texts::accepting_of(count, members.len())) }
            div class="scroll" role="region" aria-labelledby=(heading) tabindex="0" {
                table class="list" aria-labelledby=(heading) {
                    thead {
                        tr {
                            th scope="col" { (texts::name()) }
                            @for channel in Channel::ALL { th scope="col" { (texts::channel(channel)) } }
                            th scope="col" { (texts::since()) }
                            th scope="col" { (texts::until()) }
                            th scope="col" { (texts::note()) }
                        }
                    }
                    tbody { @for row in rows { (row) } }
                }
            }
        }
    })
}

fn row(
    cx: &Cx,
    department: &str,
    (user, name): (&str, &str),
    person: &Person,
    shifts: Option<Instant>,
    opens: bool,
) -> Markup {
    let now = signed(cx.now());
    let spells = Channel::ALL.map(|channel| person.standing.spell(channel, now));
    // What changed last is what colleagues want to know.
    let last = spells.iter().max_by_key(|spell| spell.since);
    let away = person.standing.away(now);
    let best = spells.iter().map(|spell| spell.state).max().unwrap_or(State::Offline);
    let until = until_of(best, away.and_then(|away| away.until), shifts);
    html! {
        tr data-row={ (department) "/" (user) } {
            th scope="row" dir="auto" {
                @if opens { a href=(Route::Person(user.to_owned(), Asked::default())) { (name) } } @else { (name) }
            }
            @for (channel, spell) in Channel::ALL.into_iter().zip(&spells) {
                td data-label=(texts::channel(channel)) { (parts::state(spell.state)) }
            }
            td data-label=(texts::since()) {
                @if let Some(last) = last { (parts::moment(last.since, cx.now())) " " small { (texts::cause(last.cause)) } }
            }
            td data-label=(texts::until()) { @if let Some(until) = until { (parts::moment(until, cx.now())) } @else { "–" } }
            td dir="auto" { @if let Some(away) = away.filter(|_| best == State::Away) { (away.note) } }
        }
    }
}
