//! The page around every page.

use crate::route::{Archive, Route};
use crate::{invite, sound, texts};
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
    Visitors,
    Archive,
    Watches,
    Look,
}

impl Room {
    const ALL: [Room; 6] =
        [Room::Own, Room::Running, Room::Visitors, Room::Archive, Room::Watches, Room::Look];

    fn title(self) -> &'static str {
        match self {
            Room::Own => texts::mine(),
            Room::Running => texts::running(),
            Room::Visitors => texts::visitors(),
            Room::Archive => texts::archive(),
            Room::Watches => texts::watches(),
            Room::Look => texts::look(),
        }
    }

    fn route(self) -> Route {
        match self {
            Room::Own => Route::own(),
            Room::Running => Route::Running(None),
            Room::Visitors => Route::Visitors(None, None),
            Room::Archive => Route::Archive(Archive::default()),
            Room::Watches => Route::Watches(None),
            Room::Look => Route::Look(None),
        }
    }

    fn is_open(self, cx: &Cx) -> bool {
        match self {
            Room::Own | Room::Running | Room::Archive => true,
            Room::Visitors => {
                cx.may_ever("chat:visitor.read")
                    && invite::Settings::read(cx).is_ok_and(|chosen| chosen.visitors)
            }
            Room::Watches => cx.may_ever("chat:watch.read"),
            Room::Look => cx.may_ever("chat:look.edit"),
        }
    }
}

/// So often the board and the visitors are looked at anew, in seconds: that somebody has waited for long is no event, nor that
/// somebody is there.
const BOARD: u32 = 20;

/// The whole page, with the bar on top and the rooms beside.
pub fn page(cx: &Cx, title: &str, here: Option<Room>, content: &Markup) -> Response {
    whole(cx, title, here, None, None, content)
}

/// The page of a chat: below the rooms the chats that one has. `live`: it goes on, and who writes is told.
pub fn talk(cx: &Cx, title: &str, live: Option<&str>, chats: &Markup, content: &Markup) -> Response {
    whole(cx, title, None, live, Some(chats), content)
}

fn whole(
    cx: &Cx,
    title: &str,
    here: Option<Room>,
    live: Option<&str>,
    chats: Option<&Markup>,
    content: &Markup,
) -> Response {
    let about = live.map(|chat| format!("chat:chats/{chat}"));
    let every = matches!(here, Some(Room::Running | Room::Visitors)).then_some(BOARD);
    let sound = sound::part(cx).unwrap_or_default();
    let body = html! {
        ombud-rows collection="chat:lines" about=[about] every=[every] {
            div class="split-view there" {
                nav class="views" aria-label=(texts::chats()) {
                    h2 { (texts::chats()) }
                    ul {
                        @for room in Room::ALL.into_iter().filter(|room| room.is_open(cx)) {
                            li { a href=(room.route()) aria-current=[(Some(room) == here).then_some("page")] { (room.title()) } }
                        }
                    }
                    @if let Some(chats) = chats { (chats) }
                    @if here == Some(Room::Own) || chats.is_some() { (sound) }
                }
                main id="main" { (content) }
            }
        }
    };
    FRAME.under_the_bar(cx, title, &body)
}

/// Below a list that goes on, or began before: where to. `first`: none on the first page.
pub fn pager(first: Option<Route>, next: Option<Route>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav class="pager" aria-label=(texts::pages()) {
                @if let Some(first) = first { a class="button" href=(first) { (texts::first_page()) } }
                @if let Some(next) = next { a class="button next" rel="next" href=(next) { (texts::next_page()) } }
            }
        }
    }
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
        page(cx, title, None, &html! { (content) (kept(typed)) })
    })
}
