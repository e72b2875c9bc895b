//! The page around every page.

use crate::history::Asked;
use crate::route::Route;
use crate::texts;
use maud::Markup;
use ombud_plugin::frame::{self, Frame, Rooms};
use ombud_plugin::{Cx, Error, Response};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// One of the rooms, beside every page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room {
    Here,
    Report,
    Limits,
    Skills,
}

impl Room {
    const ALL: [Room; 4] = [Room::Here, Room::Report, Room::Limits, Room::Skills];

    fn title(self) -> &'static str {
        match self {
            Room::Here => texts::who_is_there(),
            Room::Report => texts::report(),
            Room::Limits => texts::limits(),
            Room::Skills => texts::skills(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::Here => Route::here(),
            Room::Report => Route::Report(Asked::default()),
            Room::Limits => Route::Limits(None),
            Room::Skills => Route::Skills(None),
        }
    }

    fn needs(self) -> &'static str {
        match self {
            Room::Here => "availability:page.use",
            Room::Report => "availability:history.read",
            Room::Limits => "availability:limit.edit",
            Room::Skills => "availability:skill.edit",
        }
    }
}

/// The whole page, with the rooms beside that are open to whoever looks.
pub fn page(cx: &Cx, title: &str, here: Room, content: &Markup) -> Response {
    let open = Room::ALL.into_iter().filter(|room| cx.may_ever(room.needs()));
    let all = open.map(|room| frame::Room {
        place: room.route().to_string(),
        title: room.title().to_owned(),
        here: room == here,
    });
    FRAME.page(
        cx,
        title,
        &Rooms { title: texts::who_is_there(), class: "there", all: all.collect() },
        content,
    )
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let back = Route::here().to_string();
    FRAME
        .trouble(error, (&back, texts::who_is_there()), |title, content| page(cx, title, Room::Here, content))
}
