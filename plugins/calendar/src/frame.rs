//! The page around every page.

use crate::keep::Kept;
use crate::route::{Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response};

/// Where the kernel signs people out. No password passes through a plugin.
const SIGN_OUT: &str = "/sign-out";
const ACCOUNT: &str = "/account";
/// The desk itself; the kernel knows what comes first there.
const DESK: &str = "/";

/// The whole page, with the bar on top and the calendars beside.
pub fn page(cx: &Cx, title: &str, all: &[Kept], here: &Route, content: &Markup) -> Response {
    let current = |route: &Route| (route.to_string() == here.to_string()).then_some("page");
    let may_edit = cx.may("calendar:calendar.edit", None).unwrap_or(false);
    let (list, new) = (Route::List(None), Route::New(None));
    let body = html! {
        (bar(cx))
        div class="split-view calendars" {
            nav class="views" aria-label=(texts::calendars()) {
                h2 { (texts::calendars()) }
                ul {
                    li { a href=(list) aria-current=[current(&list)] { (texts::overview()) } }
                    @for kept in all {
                        @let route = Route::one(&kept.id);
                        li { a href=(route) aria-current=[current(&route)] dir="auto" { (kept.body.name) } }
                    }
                    @if may_edit { li { a href=(new) aria-current=[current(&new)] { (texts::new_calendar()) } } }
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

/// Where one is, and the heading.
pub fn heading(title: &str, under: Option<&str>) -> Markup {
    html! {
        header class="headline" {
            p class="trail" { a href=(Route::List(None)) { (texts::calendars()) } }
            h1 dir="auto" { (title) }
            @if let Some(under) = under { p class="hint" { (under) } }
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
                p { a class="button" href=(Route::List(None)) { (texts::calendars()) } }
            }
        }
    };
    page(cx, texts::trouble(status), &[], &Route::List(None), &content).status(status)
}

fn document(title: &str, body: &Markup) -> Response {
    Response::page(title, texts::product(), texts::skip(), &body.0)
}
