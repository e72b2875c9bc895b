//! The page around every page.

use crate::route::{Asked, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::frame::{self, Frame, Rooms};
use ombud_plugin::{Cx, Error, Response};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// One of the rooms, beside every page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room {
    Rules,
    Log,
    File,
}

impl Room {
    fn title(self) -> &'static str {
        match self {
            Room::Rules => texts::rules(),
            Room::Log => texts::log(),
            Room::File => texts::file(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::Rules => Route::list(),
            Room::Log => Route::Log(Asked::default()),
            Room::File => Route::File,
        }
    }
}

/// The whole page, with the rooms beside that are open to whoever looks.
pub fn page(cx: &Cx, title: &str, here: Room, content: &Markup) -> Response {
    let rooms = match (cx.may_ever("rules:rule.read"), cx.may_ever("rules:log.read")) {
        (true, true) => &[Room::Rules, Room::Log, Room::File][..],
        (true, false) => &[Room::Rules, Room::File],
        _ => &[Room::Log],
    };
    let all = rooms.iter().map(|room| frame::Room {
        place: room.route().to_string(),
        title: room.title().to_owned(),
        here: *room == here,
    });
    FRAME.page(cx, title, &Rooms { title: texts::rules(), class: "rules", all: all.collect() }, content)
}

/// Where one is, and the heading.
pub fn heading(title: &str, above: &[(Route, &str)]) -> Markup {
    html! {
        header class="headline" {
            p class="trail" {
                a href=(Route::list()) { (texts::rules()) }
                @for (route, title) in above { " / " a href=(route) dir="auto" { (title) } }
            }
            h1 dir="auto" { (title) }
        }
    }
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let back = Route::list().to_string();
    FRAME.trouble(error, (&back, texts::rules()), |title, content| page(cx, title, Room::Rules, content))
}
