//! The page around every page.

use crate::parts::parts;
use crate::route::{AuditView, Question, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response};

/// Where the kernel signs people out. No password passes through a plugin.
const SIGN_OUT: &str = "/sign-out";
const ACCOUNT: &str = "/account";

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

/// The whole page, with the bar on top and the rooms beside.
pub fn page(cx: &Cx, title: &str, room: Room, content: &Markup) -> Response {
    let rooms = Room::ALL.into_iter().filter(|room| cx.may(room.key(), None).unwrap_or(false));
    let body = html! {
        (bar(cx))
        div class="split-view admin" {
            nav class="views" aria-label=(texts::administration()) {
                h2 { (texts::administration()) }
                ul {
                    @for other in rooms {
                        li { a href=(other.route()) aria-current=[(other == room).then_some("page")] { (other.title()) } }
                    }
                    @for (address, _, title) in KERNEL_PAGES.iter().filter(|(_, key, _)| cx.may(key, None).unwrap_or(false)) {
                        li { a href=(address) { (title()) } }
                    }
                }
            }
            main id="main" { (content) }
        }
    };
    document(title, &body)
}

fn bar(cx: &Cx) -> Markup {
    html! {
        header class="top" {
            a class="brand" href=(DESK) { (texts::product()) }
            nav aria-label=(texts::desk_navigation()) {
                a href=(DESK) { (texts::inbox()) }
                (parts("navigation"))
            }
            div class="me" {
                a href=(ACCOUNT) { span { (cx.caller().name) } }
                a href=(SIGN_OUT) { (texts::sign_out()) }
            }
        }
    }
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let status = error.status();
    let content = html! {
        h1 { (texts::trouble(status)) }
        div class="card" {
            p { (error.sentence()) }
            p { a class="button" href=(Route::people()) { (texts::administration()) } }
        }
    };
    page(cx, texts::trouble(status), Room::Hall, &content).status(status)
}

/// What those find who have no business here.
pub fn closed() -> Response {
    let body = html! {
        header class="top" { a class="brand" href=(DESK) { (texts::product()) } }
        main class="narrow" id="main" {
            h1 { (texts::closed_title()) }
            p { (texts::closed()) }
            p { a class="button" href=(DESK) { (texts::back_to_desk()) } }
        }
    };
    document(texts::closed_title(), &body).status(403)
}

fn document(title: &str, body: &Markup) -> Response {
    Response::page(title, texts::product(), texts::skip(), &body.0)
}
