//! The page around every page.

use crate::route::Route;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response};

/// The whole page, with the bar on top.
pub fn page(cx: &Cx, title: &str, content: &Markup) -> Response {
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
        main class="narrow" id="main" { (content) }
    };
    Response::page(title, texts::product(), texts::skip(), &body.0)
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let content = html! {
        h1 { (texts::trouble(error.status())) }
        p { (error.sentence()) }
        p { a class="button" href=(Route::list()) { (texts::answers()) } }
    };
    page(cx, texts::trouble(error.status()), &content).status(error.status())
}
