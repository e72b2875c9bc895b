//! The visitors who are on the site: the list, one of them, and inviting.

use crate::frame::{self, FRAME, Room};
use crate::here::{self, Present};
use crate::invite::{self, Invitation, Settings};
use crate::look::WORDS;
use crate::own::{department, moment};
use crate::route::{Done, Route};
use crate::talk::panel::fact;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Department, Error, Request, Response, Result, Timestamp, UserId};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Names = BTreeMap<UserId, String>;

fn names(cx: &Cx, all: &[Present]) -> Result<Names> {
    let by = |one: &Present| one.visit().invitation.as_ref().and_then(|invitation| invitation.by.clone());
    let ids: Vec<UserId> = all.iter().flat_map(|one| [one.visit().user.clone(), by(one)]).flatten().collect();
    match cx.names(&ids) {
        // Whoever may not know of people sees nobody's name.
        Err(Error::Denied(_)) => Ok(Names::new()),
        names => names,
    }
}

/// What a visitor is called: as the desk knows who talked here before.
fn called<'a>(present: &Present, names: &'a Names) -> &'a str {
    let known = present.visit().user.as_ref().and_then(|user| names.get(user));
    known.map_or_else(|| texts::visitor(), String::as_str)
}

/// All who are there and whom one may see.
pub fn show(cx: &Cx, done: Option<Done>, cursor: Option<String>) -> Result<Response> {
    let on = Settings::read(cx)?.visitors;
    let (all, next) = if on { here::some(cx, cursor)? } else { (Vec::new(), None) };
    let (names, departments, now) = (names(cx, &all)?, cx.departments()?, cx.now());
    let invites = cx.may_ever("chat:visitor.invite");
    let content = html! {
        div class="page stack" {
            (FRAME.flash(done.map(texts::done)))
            h1 { (texts::visitors()) }
            p { @if on { (texts::visitors_lead()) } @else { (texts::visitors_off()) } }
            div class="stack" data-rows {
                @if all.is_empty() && on { p class="card empty" { (texts::nobody_visits()) } }
                @if !all.is_empty() { (table(&all, &names, &departments, invites, now)) }
            }
            @if let Some(next) = next {
                p { a class="button" rel="next" href=(Route::Visitors(None, Some(next))) { (texts::older()) } }
            }
        }
    };
    Ok(frame::page(cx, texts::visitors(), Some(Room::Visitors), &content))
}

fn table(
    all: &[Present],
    names: &Names,
    departments: &[Department],
    invites: bool,
    now: Timestamp,
) -> Markup {
    html! {
        table class="list" {
            caption class="hidden" { (texts::visitors()) }
            thead {
                tr {
                    th scope="col" { (texts::visitor()) }
                    th scope="col" { (texts::page()) }
                    th scope="col" { (texts::came_from()) }
                    th scope="col" { (texts::language()) }
                    th scope="col" { (texts::on_the_site()) }
                    th scope="col" { (texts::invitation()) }
                }
            }
            tbody {
                @for present in all {
                    @let visit = present.visit();
                    tr data-row={ "visit/" (present.id) } {
                        td class="main" {
                            a href=(Route::Visitor(present.id.clone())) dir="auto" { (called(present, names)) }
                            @if visit.returns() { " " span class="badge open" { (texts::returning()) } }
                            @let place = department(visit.department.as_deref(), departments);
                            @if !place.is_empty() { " " small { (place) } }
                        }
                        td dir="auto" { (visit.page) }
                        td dir="auto" { (visit.referrer) }
                        td { (visit.language) }
                        td { (moment(visit.came, now)) }
                        td {
                            @match &visit.invitation {
                                Some(invitation) => (standing(invitation)),
                                None if invites => a href=(Route::Visitor(present.id.clone())) { (texts::invite()) },
                                None => "–",
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How it stands with an invitation.
fn standing(invitation: &Invitation) -> Markup {
    let (class, word) = match (invitation.declined, invitation.shown) {
        (true, _) => ("badge closed", texts::declined_it()),
        (false, true) => ("badge pending", texts::sees_invitation()),
        (false, false) => ("badge new", texts::is_invited()),
    };
    html! { span class=(class) { (word) } }
}

/// One of them, with a form to invite.
pub fn one(cx: &Cx, id: &str) -> Result<Response> {
    draw(cx, id, None, None)
}

fn draw(cx: &Cx, id: &str, typed: Option<&str>, problem: Option<&Error>) -> Result<Response> {
    let present = [here::one(cx, id, "chat:visitor.read")?];
    let (names, now) = (names(cx, &present)?, cx.now());
    let [present] = &present;
    let visit = present.visit();
    let settings = Settings::read(cx)?;
    let can = cx.may_ever("chat:visitor.invite")
        && !visit.invitation.as_ref().is_some_and(|one| one.declined || one.by.is_some());
    let words = typed.unwrap_or_else(|| settings.words(&visit.language));
    let content = html! {
        div class="page stack" {
            (FRAME.problem(problem))
            h1 dir="auto" { (called(present, &names)) }
            section class="card" {
                dl {
                    dt { (texts::page()) } dd dir="auto" { (fact(&visit.page)) }
                    @if !visit.referrer.is_empty() { dt { (texts::came_from()) } dd dir="auto" { (fact(&visit.referrer)) } }
                    dt { (texts::language()) } dd { (visit.language) }
                    dt { (texts::on_the_site()) } dd { (moment(visit.came, now)) }
                    dt { (texts::on_this_page()) } dd { (moment(visit.since, now)) }
                    @if let Some(invitation) = &visit.invitation {
                        dt { (texts::invited_by(invitation.by.as_ref().and_then(|by| names.get(by)).map_or("", String::as_str))) }
                        dd dir="auto" { (invitation.text) " " (standing(invitation)) }
                    }
                }
            }
            @if can {
                form class="card fields" method="post" action=(Route::Visitor(id.to_owned())) {
                    label for="words" { (texts::invite_words()) }
                    textarea id="words" name="text" rows="3" required maxlength=(WORDS) dir="auto" { "\n" (words) }
                    p class="hint" { (texts::invite_hint()) }
                    div class="actions" { button class="primary" type="submit" { (texts::invite()) } }
                }
            }
        }
    };
    let status = problem.map_or(200, Error::status);
    Ok(frame::page(cx, texts::visitors(), None, &content).status(status))
}

/// Invites, on the page.
pub fn invite(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let text = form.get("text").unwrap_or_default();
    match invite::invite(cx, id, text) {
        Ok(()) => Ok(Response::redirect(&Route::Visitors(Some(Done::Invited), None).to_string())),
        Err(error @ (Error::Invalid(_) | Error::TooLarge(_) | Error::Conflict(_))) => {
            draw(cx, id, Some(text), Some(&error))
        }
        Err(error) => Ok(frame::trouble_with(cx, &error, &[text])),
    }
}

/// The same list, as JSON.
pub fn list(cx: &Cx, request: &Request) -> Result<Response> {
    let on = Settings::read(cx)?.visitors;
    let cursor = request.query("cursor").map(str::to_owned);
    let (all, next) = if on { here::some(cx, cursor)? } else { (Vec::new(), None) };
    let names = names(cx, &all)?;
    let told: Vec<Value> = all.iter().map(|present| brief(present, &names)).collect();
    Response::json(&json!({ "visitors": told, "next": next, "on": on }))
}

fn brief(present: &Present, names: &Names) -> Value {
    let visit = present.visit();
    let name = visit.user.as_ref().and_then(|user| names.get(user));
    let invitation = visit.invitation.as_ref().map(|one| {
        json!({ "text": one.text, "by": one.by, "at": one.at, "shown": one.shown, "declined": one.declined })
    });
    json!({
        "id": present.id, "name": name, "page": visit.page, "referrer": visit.referrer, "language": visit.language,
        "department": visit.department, "returning": visit.returns(), "visits": visit.times, "came": visit.came,
        "since": visit.since, "invitation": invitation,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    text: String,
}

/// Invites, by a program.
pub fn invite_by_api(cx: &Cx, request: &Request) -> Result<Response> {
    let Wish { text } = request.json()?;
    invite::invite(cx, request.param("id"), &text)?;
    Ok(Response::no_content())
}
