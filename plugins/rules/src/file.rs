//! The page on which all rules leave and come as one text.

use crate::frame::{self, Room};
use crate::{exchange, texts};
use maud::html;
use ombud_plugin::{Cx, Error, Request, Response, Result};

const HERE: &str = "/rules/file";
const DOWNLOAD: &str = "/rules/api/file";

/// The page.
pub fn show(cx: &Cx) -> Result<Response> {
    draw(cx, None, None, "", false)
}

/// Takes a text in.
pub fn take_in(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let text = form.get("text").unwrap_or_default().replace("\r\n", "\n");
    let replace = form.get("replace").is_some();
    match exchange::take_in(cx, &text, replace) {
        Ok(counts) => draw(cx, Some(&exchange::told(counts)), None, "", false),
        Err(error) => draw(cx, None, Some(&error), &text, replace),
    }
}

fn draw(cx: &Cx, told: Option<&str>, error: Option<&Error>, typed: &str, replace: bool) -> Result<Response> {
    let now = exchange::write(cx)?;
    let content = html! {
        div class="page" {
            @if let Some(told) = told { div class="flash" role="status" { p { (told) } } }
            h1 { (texts::file()) }
            p class="lead" { (texts::file_lead()) }
            (frame::FRAME.problem(error))
            section class="card" aria-labelledby="now" {
                h2 id="now" { (texts::file_now()) }
                textarea readonly rows="14" lang="en" dir="ltr" aria-labelledby="now" { (now) }
                div class="actions" { a class="button" href=(DOWNLOAD) download="rules.toml" { (texts::download()) } }
            }
            @if cx.may_ever("rules:rule.edit") {
                form class="card fields" method="post" action=(HERE) {
                    h2 id="new" { (texts::file_new()) }
                    textarea name="text" rows="10" dir="ltr" required aria-labelledby="new" { (typed) }
                    label class="choice" { input type="checkbox" name="replace" checked[replace]; (texts::file_replace()) }
                    div class="actions" { button class="primary" type="submit" { (texts::take_in()) } }
                }
            }
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::file(), Room::File, &content).status(status))
}
