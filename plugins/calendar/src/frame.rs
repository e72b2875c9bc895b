//! The page around every page.

use crate::keep::Kept;
use crate::route::Route;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::frame::{Frame, Room, Rooms};
use ombud_plugin::{Cx, Error, Response};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// The whole page, with the calendars beside.
pub fn page(cx: &Cx, title: &str, all: &[Kept], here: &Route, content: &Markup) -> Response {
    let room = |route: Route, title: &str| {
        let place = route.to_string();
        Room { here: place == here.to_string(), place, title: title.to_owned() }
    };
    let mut rooms = vec![room(Route::List(None), texts::overview())];
    rooms.extend(all.iter().map(|kept| room(Route::one(&kept.id), &kept.body.name)));
    if cx.may("calendar:calendar.edit", None).unwrap_or(false) {
        rooms.push(room(Route::New(None), texts::new_calendar()));
    }
    FRAME.page(cx, title, &Rooms { title: texts::calendars(), class: "calendars", all: rooms }, content)
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
    let list = Route::List(None);
    FRAME.trouble(error, (&list.to_string(), texts::calendars()), |title, content| {
        page(cx, title, &[], &list, content)
    })
}
