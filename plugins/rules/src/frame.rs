//! The page around every page.

use crate::route::{Asked, Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response};

/// One of the rooms, beside every page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room {
    Rules,
    Log,
    File,
}

impl Room {
    fn title(self) -> &'static str {
        match self {
            Room::Rules => texts::rules(),
            Room::Log => texts::log(),
            Room::File => texts::file(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::Rules => Route::list(),
            Room::Log => Route::Log(Asked::default()),
            Room::File => Route::File,
        }
    }
}

/// The whole page, with the bar on top and the rooms beside.
pub fn page(cx: &Cx, title: &str, here: Room, content: &Markup) -> Response {
    let rooms = match (cx.may_ever("rules:rule.read"), cx.may_ever("rules:log.read")) {
        (true, true) => &[Room::Rules, Room::Log, Room::File][..],
        (true, false) => &[Room::Rules, Room::File],
        _ => &[Room::Log],
    };
    let body = html! {
        header class="top" {
            a class="brand" href="/" { (texts::product()) }
            nav aria-label=(texts::desk_navigation()) {
                a href="/" { (texts::inbox()) }
                ombud-parts point="navigation" {}
            }
            div class="me" {
                a href="/account" { span { (cx.caller().name) } }
                a href="/sign-out" { (texts::sign_out()) }
            }
        }
        div class="split-view rules" {
            nav class="views" aria-label=(texts::rules()) {
                h2 { (texts::rules()) }
                ul {
                    @for room in rooms {
                        li { a href=(room.route()) aria-current=[(*room == here).then_some("page")] { (room.title()) } }
                    }
                }
            }
            main id="main" { (content) }
        }
    };
    Response::page(title, texts::product(), texts::skip(), &body.0)
}

/// One line saying that it is done.
pub fn flash(done: Option<Done>) -> Markup {
    html! {
        @if let Some(done) = done {
            div class="flash" role="status" { p { (texts::done(done)) } }
        }
    }
}

/// What went wrong, above the form that still holds what was typed.
pub fn problem(error: Option<&Error>) -> Markup {
    html! {
        @if let Some(error) = error {
            div class="problem" role="alert" id="problem" {
                p { strong { (texts::not_done()) } " " (error.sentence()) }
            }
        }
    }
}

/// Where one is, and the heading.
pub fn heading(title: &str, above: &[(Route, &str)]) -> Markup {
    html! {
        header class="headline" {
            p class="trail" {
                a href=(Route::list()) { (texts::rules()) }
                @for (route, title) in above { " / " a href=(route) dir="auto" { (title) } }
            }
            h1 dir="auto" { (title) }
        }
    }
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let title = texts::trouble(error.status());
    let content = html! {
        div class="page" {
            h1 { (title) }
            div class="card" {
                p { (error.sentence()) }
                p { a class="button" href=(Route::list()) { (texts::rules()) } }
            }
        }
    };
    page(cx, title, Room::Rules, &content).status(error.status())
}
