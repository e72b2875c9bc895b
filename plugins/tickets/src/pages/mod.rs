//! Pages on which the desk says what its tickets carry: own fields, and tags.

mod editor;
mod list;
mod parts;
mod past;
pub mod route;
mod tags;
mod typed;

use crate::texts;
use maud::{Markup, html};
use ombud_plugin::frame::{Frame, Room, Rooms};
use ombud_plugin::{Cx, Error, Request, Response, Result};
use route::Route;

/// In the words of this plugin.
const FRAME: Frame = ombud_plugin::frame!();

/// The page of a path, or what its form does.
pub fn answer(cx: &Cx, request: &Request) -> Result<Response> {
    let post = request.method == "POST";
    match (Route::parse(&request.path, &request.query), post) {
        (Some(Route::Fields(done, department)), false) => list::show(cx, done, department.as_deref()),
        (Some(Route::Fields(..)), true) => list::change(cx, request),
        (Some(Route::New), false) => editor::blank(cx),
        (Some(Route::New), true) => editor::add(cx, request),
        (Some(Route::Field(name, done)), false) => editor::show(cx, &name, done),
        (Some(Route::Field(name, _)), true) => editor::change(cx, &name, request),
        (Some(Route::Versions), false) => past::show(cx),
        (Some(Route::Versions), true) => past::back(cx, request),
        (Some(Route::Tags(done)), false) => tags::show(cx, done, None),
        (Some(Route::Tags(_)), true) => tags::change(cx, request),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

/// The whole page, with the rooms beside.
fn page(cx: &Cx, title: &str, here: &Route, content: &Markup) -> Response {
    let rooms = [
        (Route::fields(), texts::fields()),
        (Route::New, texts::new_field()),
        (Route::Tags(None), texts::tags()),
        (Route::Versions, texts::versions()),
    ];
    let room = |(route, title): (Route, &str)| Room {
        here: route == *here,
        place: route.to_string(),
        title: title.to_owned(),
    };
    let all = rooms.into_iter().map(room).collect();
    FRAME.page(cx, title, &Rooms { title: texts::definitions(), class: "definitions", all }, content)
}

/// Where one is, and the heading.
fn heading(title: &str) -> Markup {
    html! {
        header class="headline" {
            p class="trail" { a href=(Route::fields()) { (texts::fields()) } }
            h1 dir="auto" { (title) }
        }
    }
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let back = Route::fields();
    FRAME.trouble(error, (&back.to_string(), texts::fields()), |title, content| {
        page(cx, title, &back, content)
    })
}
