//! The page around every page.

use crate::route::{Asked, Done, Route};
use crate::rules;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response, Result};

/// Where the kernel signs people out. No password passes through a plugin.
const SIGN_OUT: &str = "/sign-out";
const ACCOUNT: &str = "/account";
/// The desk itself; the kernel knows what comes first there.
const DESK: &str = "/";

/// The whole page, with the bar on top and the policies beside, for whoever may see them.
pub fn page(cx: &Cx, title: &str, here: &Route, content: &Markup) -> Result<Response> {
    let is_here = |route: &Route| match (route, here) {
        (Route::Report(_), Route::Report(_)) => true,
        _ => route.to_string() == here.to_string(),
    };
    let current = |route: &Route| is_here(route).then_some("page");
    let (list, new, report) = (Route::List(None), Route::New(None), Route::Report(Asked::default()));
    let policies = if cx.may("sla:policy.read", None)? { rules::current(cx)?.policies } else { Vec::new() };
    let body = html! {
        (bar(cx))
        div class="split-view promises" {
            nav class="views" aria-label=(texts::sla()) {
                h2 { (texts::sla()) }
                ul {
                    @if cx.may_ever("sla:report.read") {
                        li { a href=(report) aria-current=[current(&report)] { (texts::report()) } }
                    }
                    @if cx.may("sla:policy.read", None)? {
                        li { a href=(list) aria-current=[current(&list)] { (texts::policies()) } }
                    }
                    @for kept in &policies {
                        @let route = Route::one(&kept.id);
                        li { a href=(route) aria-current=[current(&route)] dir="auto" { (kept.policy.name) } }
                    }
                    @if cx.may("sla:policy.edit", None)? {
                        li { a href=(new) aria-current=[current(&new)] { (texts::new_policy()) } }
                    }
                }
            }
            main id="main" { (content) }
        }
    };
    Ok(document(title, &body))
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
            p class="trail" { a href=(Route::List(None)) { (texts::policies()) } }
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
            div class="card" { p { (error.sentence()) } p { a class="button" href=(DESK) { (texts::inbox()) } } }
        }
    };
    let title = texts::trouble(status);
    let bare = || document(title, &html! { main id="main" { (content) } });
    page(cx, title, &Route::New(Some(String::new())), &content).unwrap_or_else(|_| bare()).status(status)
}

fn document(title: &str, body: &Markup) -> Response {
    Response::page(title, texts::product(), texts::skip(), &body.0)
}
