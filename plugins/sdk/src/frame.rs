//! What stands around each page that staff works on: the bar of the desk on top, the rooms of the plugin beside, and what
//! every page says in the same way. [`frame!`](crate::frame!) makes it, in the words of the plugin's own catalogue:
//! `product`, `skip`, `desk-navigation`, `inbox`, `sign-out`, `not-saved`, and the headings `trouble-403`, `-404`, `-409`,
//! `-asked`, `-later` and `-ours`.

use crate::{Cx, Error, Response};
use maud::{Markup, html};

/// The desk itself; the kernel knows what comes first there.
const DESK: &str = "/";
const ACCOUNT: &str = "/account";
/// Where the kernel signs people out. No password passes through a plugin.
const SIGN_OUT: &str = "/sign-out";

/// The frame around a plugin's pages, in its words.
#[derive(Clone, Copy, Debug)]
pub struct Frame(fn(&'static str) -> &'static str);

/// The frame in the words of the crate that says it: `const FRAME: Frame = ombud_plugin::frame!();`.
#[macro_export]
macro_rules! frame {
    () => {
        $crate::frame::Frame::new(|key| $crate::text!(key))
    };
}

/// What is listed beside a page.
#[derive(Clone, Debug)]
pub struct Rooms<'a> {
    /// What these pages are, all together.
    pub title: &'a str,
    /// The class of list and page, for styles.
    pub class: &'a str,
    /// Each of them.
    pub all: Vec<Room>,
}

/// One of the rooms of a plugin.
#[derive(Clone, Debug)]
pub struct Room {
    /// Its address.
    pub place: String,
    /// What it is called.
    pub title: String,
    /// It is the one that is looked at.
    pub here: bool,
}

impl Frame {
    #[doc(hidden)]
    pub const fn new(word: fn(&'static str) -> &'static str) -> Frame {
        Frame(word)
    }

    fn say(self, key: &'static str) -> &'static str {
        (self.0)(key)
    }

    /// A whole page with the plugin's rooms beside it.
    pub fn page(self, cx: &Cx, title: &str, rooms: &Rooms<'_>, content: &Markup) -> Response {
        self.under_the_bar(
            cx,
            title,
            &html! {
                div class={ "split-view " (rooms.class) } {
                    nav class="views" aria-label=(rooms.title) {
                        h2 { (rooms.title) }
                        ul {
                            @for room in &rooms.all {
                                li {
                                    a href=(room.place) aria-current=[room.here.then_some("page")] dir="auto" { (room.title) }
                                }
                            }
                        }
                    }
                    main id="main" { (content) }
                }
            },
        )
    }

    /// A whole page of one column, which has no rooms beside it.
    pub fn narrow(self, cx: &Cx, title: &str, content: &Markup) -> Response {
        self.under_the_bar(cx, title, &html! { main class="narrow" id="main" { (content) } })
    }

    /// A page for whoever has no business here: without the bar's ways to other places.
    pub fn bare(self, title: &str, content: &Markup) -> Response {
        let body = html! {
            header class="top" { a class="brand" href=(DESK) { (self.say("product")) } }
            main class="narrow" id="main" { (content) }
        };
        self.document(title, &body)
    }

    /// A whole page in which everything below the bar is the plugin's own; one `main` in it has the id `main`.
    pub fn under_the_bar(self, cx: &Cx, title: &str, rest: &Markup) -> Response {
        let body = html! {
            header class="top" {
                a class="brand" href=(DESK) { (self.say("product")) }
                nav aria-label=(self.say("desk-navigation")) {
                    a href=(DESK) { (self.say("inbox")) }
                    ombud-parts point="navigation" {}
                }
                ombud-parts point="search" {}
                div class="me" {
                    a href=(ACCOUNT) { span { (cx.caller().name) } }
                    a href=(SIGN_OUT) { (self.say("sign-out")) }
                }
            }
            (rest)
            ombud-keys {}
        };
        self.document(title, &body)
    }

    fn document(self, title: &str, body: &Markup) -> Response {
        Response::page(title, self.say("product"), self.say("skip"), &body.0)
    }

    /// One line saying that it is done.
    pub fn flash(self, done: Option<&str>) -> Markup {
        html! {
            @if let Some(done) = done { div class="flash" role="status" { p { (done) } } }
        }
    }

    /// What went wrong, above the form that still holds what was typed.
    pub fn problem(self, error: Option<&Error>) -> Markup {
        self.refused(error.map(Error::sentence).as_deref())
    }

    /// The same, where the sentence alone is known.
    pub fn refused(self, why: Option<&str>) -> Markup {
        html! {
            @if let Some(why) = why {
                div class="problem" role="alert" id="problem" { p { strong { (self.say("not-saved")) } " " (why) } }
            }
        }
    }

    /// A page that tells what went wrong, with the way back (its address, and words for it). `page` is given title and
    /// content, and puts them where its pages stand.
    pub fn trouble(
        self,
        error: &Error,
        (back, words): (&str, &str),
        page: impl FnOnce(&str, &Markup) -> Response,
    ) -> Response {
        let status = error.status();
        let title = self.say(match status {
            403 => "trouble-403",
            404 => "trouble-404",
            409 => "trouble-409",
            400..500 => "trouble-asked",
            503 | 504 => "trouble-later",
            _ => "trouble-ours",
        });
        let content = html! {
            div class="page" {
                h1 { (title) }
                div class="card" {
                    p { (error.sentence()) }
                    p { a class="button" href=(back) { (words) } }
                }
            }
        };
        page(title, &content).status(status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FakeKernel;

    const FRAME: Frame = Frame::new(|key| key);

    #[test]
    fn the_room_that_is_looked_at_is_said_to_be_and_names_are_escaped() {
        let room = |title: &str, here| Room { place: format!("/x/{title}"), title: title.into(), here };
        let rooms = Rooms { title: "X & Y", class: "xs", all: vec![room("a", false), room("b", true)] };
        let page = FRAME.page(&FakeKernel::new().cx(), "<b>", &rooms, &html! { p { "here" } }).body_text();
        assert!(page.contains(r#"<a href="/x/a" dir="auto">a</a>"#), "{page}");
        assert!(page.contains(r#"<a href="/x/b" aria-current="page" dir="auto">b</a>"#), "{page}");
        assert!(
            page.contains("<h2>X &amp; Y</h2>") && page.contains("<title>&lt;b&gt; · product</title>"),
            "{page}"
        );
        assert!(page.contains(r#"<main id="main"><p>here</p></main>"#), "{page}");
    }

    #[test]
    fn what_went_wrong_has_its_heading_its_status_and_a_way_back() {
        let told = |error: Error| {
            let page = FRAME.trouble(&error, ("/x/", "back"), |title, content| FRAME.bare(title, content));
            (page.status, page.body_text())
        };
        for (error, status, heading) in [
            (Error::not_found("no such thing"), 404, "trouble-404"),
            (Error::invalid("not so"), 422, "trouble-asked"),
            (Error::unavailable("later"), 503, "trouble-later"),
            (Error::failed("broken"), 502, "trouble-ours"),
        ] {
            let (answered, page) = told(error);
            assert_eq!(answered, status, "{page}");
            assert!(page.contains(&format!("<h1>{heading}</h1>")), "{page}");
            assert!(page.contains(r#"<a class="button" href="/x/">back</a>"#), "{page}");
        }
    }
}
