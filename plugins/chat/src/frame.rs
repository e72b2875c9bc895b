//! The page around every page.

use crate::route::{Archive, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::frame::Frame;
use ombud_plugin::{Cx, Error, Response};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// One of the rooms, beside every page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room {
    Own,
    Running,
    Archive,
    Watches,
}

impl Room {
    const ALL: [Room; 4] = [Room::Own, Room::Running, Room::Archive, Room::Watches];

    fn title(self) -> &'static str {
        match self {
            Room::Own => texts::mine(),
            Room::Running => texts::running(),
            Room::Archive => texts::archive(),
            Room::Watches => texts::watches(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::Own => Route::own(),
            Room::Running => Route::Running,
            Room::Archive => Route::Archive(Archive::default()),
            Room::Watches => Route::Watches(None),
        }
    }

    fn is_open(self, cx: &Cx) -> bool {
        match self {
            Room::Own | Room::Running | Room::Archive => true,
            Room::Watches => cx.may_ever("chat:watch.read"),
        }
    }
}

/// The whole page, with the bar on top and the rooms beside; below them the chats that one has, if there are any to show.
pub fn page(cx: &Cx, title: &str, here: Option<Room>, chats: Option<&Markup>, content: &Markup) -> Response {
    let body = html! {
        ombud-rows collection="chat:lines" {
            div class="split-view there" {
                nav class="views" aria-label=(texts::chats()) {
                    h2 { (texts::chats()) }
                    ul {
                        @for room in Room::ALL.into_iter().filter(|room| room.is_open(cx)) {
                            li { a href=(room.route()) aria-current=[(Some(room) == here).then_some("page")] { (room.title()) } }
                        }
                    }
                    @if let Some(chats) = chats { (chats) }
                }
                main id="main" { (content) }
            }
        }
    };
    FRAME.under_the_bar(cx, title, &body)
}

/// What was typed and has no form to stand in any more, so that it can be copied.
pub fn kept(typed: &[&str]) -> Markup {
    html! {
        @for (nth, text) in typed.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            div class="card fields" {
                label for={ "kept-" (nth) } { (texts::kept_text()) }
                // HTML swallows one line end right after `<textarea>`.
                textarea id={ "kept-" (nth) } rows="4" readonly dir="auto" { "\n" (text) }
            }
        }
    }
}

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    trouble_with(cx, error, &[])
}

/// The same, with what was typed.
pub fn trouble_with(cx: &Cx, error: &Error, typed: &[&str]) -> Response {
    let back = Route::own().to_string();
    FRAME.trouble(error, (&back, texts::mine()), |title, content| {
        page(cx, title, None, None, &html! { (content) (kept(typed)) })
    })
}
