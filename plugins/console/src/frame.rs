//! The page around every page.

use crate::parts::parts;
use crate::route::{Asked, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response};

/// Where the kernel signs people in and out. These pages are its own: no password passes through a plugin.
const SIGN_IN: &str = "/sign-in";
const SIGN_OUT: &str = "/sign-out";
const ACCOUNT: &str = "/account";

/// The whole page, with the bar on top.
pub fn page(cx: &Cx, title: &str, here: &Route, content: &Markup) -> Response {
    let caller = cx.caller();
    let may_create = cx.may_ever("tickets:ticket.create");
    let bar = html! {
        header class="top" {
            a class="brand" href=(Route::inbox()) { (texts::product()) }
            nav aria-label=(texts::desk_navigation()) {
                a href=(Route::inbox()) aria-current=[matches!(here, Route::Inbox(_)).then_some("page")] {
                    (texts::inbox())
                }
                @if may_create {
                    a href=(Route::New) aria-current=[(*here == Route::New).then_some("page")] {
                        (texts::new_ticket())
                    }
                }
                (parts("navigation", None))
            }
            ombud-parts point="search" value=[asked(here)] {}
            div class="me" {
                a href=(ACCOUNT) { span { (caller.name) } }
                a href=(SIGN_OUT) { (texts::sign_out()) }
            }
        }
    };
    document(title, &html! { (bar) (content) (keys()) })
}

/// What was looked for on this page.
fn asked(here: &Route) -> Option<&str> {
    match here {
        Route::Search(asked) if !asked.text.is_empty() => Some(&asked.text),
        _ => None,
    }
}

/// What the keys do, for those whose browser runs the kernel's script; for others it stays closed.
fn keys() -> Markup {
    html! {
        ombud-keys {
            dialog aria-labelledby="keys" {
                h2 id="keys" { (texts::keys()) }
                dl {
                    @for (key, what) in texts::key_list() {
                        dt { kbd { (key) } }
                        dd { (what) }
                    }
                }
                form method="dialog" { button type="submit" { (texts::close()) } }
            }
        }
    }
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let status = error.status();
    let content = html! {
        main class="narrow" id="main" {
            h1 { (texts::trouble(status)) }
            p { (error.sentence()) }
            p { a class="button" href=(Route::inbox()) { (texts::inbox()) } }
        }
    };
    page(cx, texts::trouble(status), &Route::Search(Asked::default()), &content).status(status)
}

/// What customers and visitors find where staff works.
pub fn for_staff(signed_in: bool) -> Response {
    let content = html! {
        header class="top" { a class="brand" href=(Route::inbox()) { (texts::product()) } }
        main class="narrow" id="main" {
            h1 { (texts::for_staff_title()) }
            @if signed_in {
                p { (texts::for_staff()) }
                p { a class="button" href=(SIGN_OUT) { (texts::sign_out()) } }
            } @else {
                p { (texts::sign_in_first()) }
                p { a class="button primary" href=(SIGN_IN) { (texts::sign_in()) } }
            }
        }
    };
    let status = if signed_in { 403 } else { 401 };
    document(texts::for_staff_title(), &content).status(status)
}

fn document(title: &str, body: &Markup) -> Response {
    Response::page(title, texts::product(), texts::skip(), &body.0)
}
