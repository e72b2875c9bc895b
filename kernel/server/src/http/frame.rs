//! Pages of plugins with scripts of their own, in a frame that is closed.
//!
//! A page says `<ombud-frame name="board"></ombud-frame>`. The kernel puts a frame there with the file that the manifest
//! names. Its origin is none, so it has no cookie, no storage and no way into the page around it; its policy lets it
//! connect to nothing. It can only ask the kernel's script in the page around it (`around.js`), which sends the request to a path of the
//! same plugin and no other: with the rights of the person and of that plugin. What changes something goes with a stamp
//! that the frame never sees.

use super::problem::{Answer, Problem};
use super::reply::{self, escape};
use super::speech::language;
use crate::Desk;
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use ombud_access::SessionId;
use ombud_host::manifest::Frame;

/// The header with the stamp of what a frame asks for.
pub(crate) const STAMP: &str = "x-ombud-stamp";

const ELEMENT: &str = "ombud-frame";

/// Frames of one page; more are left out.
const MOST: usize = 4;

/// A frame reads its files, and asks for changes, so long after its page was drawn: a long day. Milliseconds.
const LIFETIME: u64 = 12 * 60 * 60 * 1000;

/// What a frame may do: run and show files of this desk that a browser can have without being signed in. No connections,
/// no forms, no frames.
const POLICY: &str = "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self'; media-src 'self' data: blob:; connect-src 'none'; form-action 'none'; \
    frame-ancestors 'self'; base-uri 'none'";

/// Puts the frames that a page of this plugin asks for into it. None: it asks for none.
pub(super) fn fill(desk: &Desk, page: &str, plugin: &str, session: Option<SessionId>) -> Option<String> {
    if !page.contains("<ombud-frame") {
        return None;
    }
    let mut placed = 0;
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(ELEMENT, |place| {
        placed += 1;
        let name = place.get_attribute("name").unwrap_or_default();
        let frame = session.filter(|_| placed <= MOST).and_then(|session| {
            let frame = desk.host().frame(plugin, &name, language())?;
            Some(drawn(desk, plugin, session, &frame))
        });
        place.replace(&frame.unwrap_or_default(), ContentType::Html);
        Ok(())
    }));
    // It could be read a moment before.
    rewrite_str(page, settings).ok()
}

fn drawn(desk: &Desk, plugin: &str, session: SessionId, frame: &Frame) -> String {
    let now = desk.now();
    let stamp = desk.stamps.make_for(session, &asks(plugin), now, LIFETIME);
    let key = desk.stamps.make_for(session, &files(plugin), now, LIFETIME);
    let (title, page) = (escape(&frame.title), escape(&frame.page));
    format!(
        "<ombud-frame plugin=\"{plugin}\" stamp=\"{stamp}\"><iframe sandbox=\"allow-scripts\" title=\"{title}\" \
         src=\"/kernel/frames/{plugin}/{session}/{key}/{page}\"></iframe></ombud-frame>\
         <script type=\"module\" src=\"/kernel/around.js\"></script>"
    )
}

/// Whether a request that changes something comes from a frame of this plugin, by its headers.
pub(super) fn is_asked(desk: &Desk, headers: &HeaderMap, plugin: &str, session: SessionId) -> bool {
    let stamp = headers.get(STAMP).and_then(|stamp| stamp.to_str().ok());
    stamp.is_some_and(|stamp| desk.stamps.check(stamp, session, &asks(plugin), desk.now()))
}

/// A file of a frame. The key in its path was made for a session that has drawn the plugin's page.
pub(super) fn file(desk: &Desk, place: &FramePlace) -> Answer {
    let FramePlace { plugin, session, key, path } = place;
    let none = || {
        Problem::not_found("there is no such file, or its page was drawn too long ago: load the page again")
    };
    if !desk.stamps.check(key, *session, &files(plugin), desk.now()) {
        return Err(none());
    }
    let file = desk.host().frame_file(plugin, path).ok_or_else(none)?;
    let mut reply = reply::bytes(200, file.kind, file.bytes.to_vec());
    let mut set = |name: &'static str, value: &'static str| {
        reply.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-frame-options", "SAMEORIGIN");
    set("referrer-policy", "no-referrer");
    set("x-dns-prefetch-control", "off");
    // For an origin that is none, its own files are somebody else's.
    shared(&mut reply);
    Ok(reply)
}

/// Lets pages without an origin have a file that holds nothing of anybody.
pub(crate) fn shared(reply: &mut reply::Reply) {
    let headers = reply.headers_mut();
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    headers.insert("access-control-allow-origin", HeaderValue::from_static("*"));
}

/// Where a file of a frame is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FramePlace {
    /// Whose.
    pub plugin: String,
    /// For whose page the key was made.
    pub session: SessionId,
    /// Opens the files of this plugin.
    pub key: String,
    /// Below `ui/`.
    pub path: String,
}

impl FramePlace {
    /// From the segments of a path after `/kernel/frames`.
    pub(super) fn parse(segments: &[&str]) -> Option<FramePlace> {
        let [plugin, session, key, path @ ..] = segments else { return None };
        if path.is_empty() || path.iter().any(|name| name.contains('/')) {
            return None;
        }
        let session = session.parse().ok()?;
        Some(FramePlace {
            plugin: (*plugin).to_owned(),
            session,
            key: (*key).to_owned(),
            path: path.join("/"),
        })
    }
}

/// Who stamps requests of a frame, and opens its files: neither serves for the other, nor for forms.
fn asks(plugin: &str) -> String {
    format!("frame:{plugin}")
}

fn files(plugin: &str) -> String {
    format!("files:{plugin}")
}
