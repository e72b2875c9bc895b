//! The page around every page.

use crate::route::Route;
use crate::texts;
use maud::{DOCTYPE, Markup, html};
use ombud_plugin::{Cx, Error, Response};

/// The whole page, with the bar on top.
pub fn page(cx: &Cx, title: &str, content: &Markup) -> Response {
    let language = ombud_plugin::texts::language();
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag) dir=(ombud_plugin::texts::direction(&language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (texts::product()) }
                link rel="stylesheet" href="/kernel/desk.css";
                link rel="icon" type="image/svg+xml" href="/kernel/mark.svg";
                script src="/kernel/desk.js" defer {}
            }
            body {
                a class="skip" href="#main" { (texts::skip()) }
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
            }
        }
    };
    Response::html(page.into_string())
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
