//! The page around every page.

use crate::route::{AuditView, Question, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::frame::{self, Frame, Rooms};
use ombud_plugin::{Cx, Error, Response};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// The desk itself; the kernel knows what comes first there.
const DESK: &str = "/";

/// A page of the kernel's: its address, what opens it, and what it is called.
type KernelPage = (&'static str, &'static str, fn() -> &'static str);

/// Pages of the kernel that stand among the rooms.
const KERNEL_PAGES: [KernelPage; 2] =
    [("/bans", "kernel:ban.edit", texts::bans), ("/settings", "kernel:settings.edit", texts::desk_settings)];

/// One of the rooms, beside every page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room {
    People,
    Roles,
    Departments,
    Explain,
    Audit,
    /// None of them.
    Hall,
}

impl Room {
    const ALL: [Room; 5] = [Room::People, Room::Roles, Room::Departments, Room::Explain, Room::Audit];

    fn title(self) -> &'static str {
        match self {
            Room::People => texts::people(),
            Room::Roles => texts::roles(),
            Room::Departments => texts::departments(),
            Room::Explain => texts::explain(),
            Room::Audit => texts::audit(),
            Room::Hall => texts::administration(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::People | Room::Hall => Route::people(),
            Room::Roles => Route::Roles(None),
            Room::Departments => Route::Departments(None),
            Room::Explain => Route::Explain(Question::default()),
            Room::Audit => Route::Audit(AuditView::default()),
        }
    }

    /// What opens it.
    fn key(self) -> &'static str {
        match self {
            Room::People | Room::Departments | Room::Hall => "kernel:person.read",
            Room::Roles => "kernel:role.read",
            Room::Explain => "kernel:access.explain",
            Room::Audit => "kernel:audit.read",
        }
    }
}

/// The whole page, with the rooms beside.
pub fn page(cx: &Cx, title: &str, here: Room, content: &Markup) -> Response {
    let may = |key: &str| cx.may(key, None).unwrap_or(false);
    let own = Room::ALL.into_iter().filter(|room| may(room.key())).map(|room| frame::Room {
        place: room.route().to_string(),
        title: room.title().to_owned(),
        here: room == here,
    });
    let kernels = KERNEL_PAGES.iter().filter(|(_, key, _)| may(key)).map(|(address, _, title)| frame::Room {
        place: (*address).to_owned(),
        title: title().to_owned(),
        here: false,
    });
    let rooms = Rooms { title: texts::administration(), class: "admin", all: own.chain(kernels).collect() };
    FRAME.page(cx, title, &rooms, content)
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let back = Route::people().to_string();
    FRAME.trouble(error, (&back, texts::administration()), |title, content| {
        page(cx, title, Room::Hall, content)
    })
}

/// What those find who have no business here.
pub fn closed() -> Response {
    let content = html! {
        h1 { (texts::closed_title()) }
        p { (texts::closed()) }
        p { a class="button" href=(DESK) { (texts::back_to_desk()) } }
    };
    FRAME.bare(texts::closed_title(), &content).status(403)
}
