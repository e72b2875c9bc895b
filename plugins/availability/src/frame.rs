//! The page around every page.

use crate::history::Asked;
use crate::route::{Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response};

/// Where the kernel signs people out. No password passes through a plugin.
const SIGN_OUT: &str = "/sign-out";
const ACCOUNT: &str = "/account";
/// The desk itself; the kernel knows what comes first there.
const DESK: &str = "/";

/// One of the rooms, beside every page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room {
    Here,
    Report,
    Limits,
}

impl Room {
    const ALL: [Room; 3] = [Room::Here, Room::Report, Room::Limits];

    fn title(self) -> &'static str {
        match self {
            Room::Here => texts::who_is_there(),
            Room::Report => texts::report(),
            Room::Limits => texts::limits(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::Here => Route::here(),
            Room::Report => Route::Report(Asked::default()),
            Room::Limits => Route::Limits(None),
        }
    }

    fn needs(self) -> &'static str {
        match self {
            Room::Here => "availability:page.use",
            Room::Report => "availability:history.read",
            Room::Limits => "availability:limit.edit",
        }
    }
}

/// The whole page, with the bar on top and the rooms beside.
pub fn page(cx: &Cx, title: &str, here: Room, content: &Markup) -> Response {
    let body = html! {
        (bar(cx))
        div class="split-view there" {
            nav class="views" aria-label=(texts::who_is_there()) {
                h2 { (texts::who_is_there()) }
                ul {
                    @for room in Room::ALL.into_iter().filter(|room| cx.may_ever(room.needs())) {
                        li { a href=(room.route()) aria-current=[(room == here).then_some("page")] { (room.title()) } }
                    }
                }
            }
            main id="main" { (content) }
        }
    };
    document(title, &body)
}

fn bar(cx: &Cx) -> Markup {
    html! {
        header class="top" {
            a class="brand" href=(DESK) { (texts::product()) }
            nav aria-label=(texts::desk_navigation()) {
                a href=(DESK) { (texts::inbox()) }
                ombud-parts point="navigation" {}
            }
            div class="me" {
                a href=(ACCOUNT) { span { (cx.caller().name) } }
                a href=(SIGN_OUT) { (texts::sign_out()) }
            }
        }
    }
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
                p { strong { (texts::not_saved()) } " " (error.sentence()) }
            }
        }
    }
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let status = error.status();
    let content = html! {
        div class="page" {
            h1 { (texts::trouble(status)) }
            div class="card" {
                p { (error.sentence()) }
                p { a class="button" href=(Route::here()) { (texts::who_is_there()) } }
            }
        }
    };
    page(cx, texts::trouble(status), Room::Here, &content).status(status)
}

fn document(title: &str, body: &Markup) -> Response {
    Response::page(title, texts::product(), texts::skip(), &body.0)
}
