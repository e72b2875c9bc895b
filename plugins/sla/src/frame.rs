//! The page around every page.

use crate::route::{Asked, Route};
use crate::rules;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::frame::{Frame, Room, Rooms};
use ombud_plugin::{Cx, Error, Response, Result};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// The whole page, with the policies beside, for whoever may see them.
pub fn page(cx: &Cx, title: &str, here: &Route, content: &Markup) -> Result<Response> {
    let room = |route: Route, title: &str| {
        let here = match (&route, here) {
            (Route::Report(_), Route::Report(_)) => true,
            _ => route.to_string() == here.to_string(),
        };
        Room { place: route.to_string(), title: title.to_owned(), here }
    };
    let mut all = Vec::new();
    if cx.may_ever("sla:report.read") {
        all.push(room(Route::Report(Asked::default()), texts::report()));
    }
    if cx.may("sla:policy.read", None)? {
        all.push(room(Route::List(None), texts::policies()));
        let policies = rules::current(cx)?.policies;
        all.extend(policies.iter().map(|kept| room(Route::one(&kept.id), &kept.policy.name)));
    }
    if cx.may("sla:policy.edit", None)? {
        all.push(room(Route::New(None), texts::new_policy()));
    }
    Ok(FRAME.page(cx, title, &Rooms { title: texts::sla(), class: "promises", all }, content))
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

/// A page that tells what went wrong, with the way back: to the desk, since not everybody may see policies.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    FRAME.trouble(error, ("/", texts::inbox()), |title, content| {
        let framed = page(cx, title, &Route::New(Some(String::new())), content);
        framed.unwrap_or_else(|_| FRAME.bare(title, content))
    })
}
