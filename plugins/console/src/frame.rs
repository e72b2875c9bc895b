//! The page around every page.

use crate::parts::parts;
use crate::route::{Asked, Route};
use crate::texts;
use maud::{DOCTYPE, Markup, html};
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
            a class="brand" href=(Route::inbox()) { (texts::PRODUCT) }
            nav aria-label=(texts::DESK_NAVIGATION) {
                a href=(Route::inbox()) aria-current=[matches!(here, Route::Inbox(_)).then_some("page")] {
                    (texts::INBOX)
                }
                @if may_create {
                    a href=(Route::New) aria-current=[(*here == Route::New).then_some("page")] {
                        (texts::NEW_TICKET)
                    }
                }
                (parts("navigation", None))
            }
            form class="jump" role="search" method="get" action=(Route::Search(Asked::default())) {
                label class="hidden" for="jump" { (texts::SEARCH_LABEL) }
                input id="jump" name="q" type="search" maxlength="500" autocomplete="off" placeholder=(texts::SEARCH_SHORT)
                    value=[asked(here)];
            }
            div class="me" {
                a href=(ACCOUNT) { span { (caller.name) } }
                a href=(SIGN_OUT) { (texts::SIGN_OUT) }
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
                h2 id="keys" { (texts::KEYS) }
                dl {
                    @for (key, what) in texts::KEY_LIST {
                        dt { kbd { (key) } }
                        dd { (what) }
                    }
                }
                form method="dialog" { button type="submit" { (texts::CLOSE) } }
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
            p { a class="button" href=(Route::inbox()) { (texts::INBOX) } }
        }
    };
    page(cx, texts::trouble(status), &Route::Search(Asked::default()), &content).status(status)
}

/// What customers and visitors find where staff works.
pub fn for_staff(signed_in: bool) -> Response {
    let content = html! {
        header class="top" { a class="brand" href=(Route::inbox()) { (texts::PRODUCT) } }
        main class="narrow" id="main" {
            h1 { (texts::FOR_STAFF_TITLE) }
            @if signed_in {
                p { (texts::FOR_STAFF) }
                p { a class="button" href=(SIGN_OUT) { (texts::SIGN_OUT) } }
            } @else {
                p { (texts::SIGN_IN_FIRST) }
                p { a class="button primary" href=(SIGN_IN) { (texts::SIGN_IN) } }
            }
        }
    };
    let status = if signed_in { 403 } else { 401 };
    document(texts::FOR_STAFF_TITLE, &content).status(status)
}

fn document(title: &str, body: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (texts::PRODUCT) }
                link rel="stylesheet" href="/kernel/desk.css";
                link rel="icon" type="image/svg+xml" href="/kernel/mark.svg";
                script src="/kernel/desk.js" defer {}
            }
            body {
                a class="skip" href="#main" { (texts::SKIP) }
                (body)
            }
        }
    };
    Response::html(page.into_string())
}
