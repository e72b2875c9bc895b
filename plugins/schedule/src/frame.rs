//! The page around every page.

use crate::route::{Asked, Route};
use crate::texts;
use maud::Markup;
use ombud_plugin::frame::{self, Frame, Rooms};
use ombud_plugin::{Cx, Error, Response};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// One of the rooms, beside every page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room {
    Mine,
    People,
    Coverage,
}

impl Room {
    const ALL: [Room; 3] = [Room::Mine, Room::People, Room::Coverage];

    fn title(self) -> &'static str {
        match self {
            Room::Mine => texts::my_shifts(),
            Room::People => texts::people(),
            Room::Coverage => texts::coverage(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::Mine => Route::Mine(None),
            Room::People => Route::People(None),
            Room::Coverage => Route::Coverage(Asked::default()),
        }
    }
}

/// The whole page, with the rooms beside.
pub fn page(cx: &Cx, title: &str, here: Room, content: &Markup) -> Response {
    let all = Room::ALL.map(|room| frame::Room {
        place: room.route().to_string(),
        title: room.title().to_owned(),
        here: room == here,
    });
    FRAME.page(cx, title, &Rooms { title: texts::shifts(), class: "shifts", all: all.into() }, content)
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let back = Room::Mine.route().to_string();
    FRAME.trouble(error, (&back, texts::my_shifts()), |title, content| page(cx, title, Room::Mine, content))
}
