//! The kernel's own files: the look that all plugins share.

use crate::hex::hex;
use crate::http::frame;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use hyper::StatusCode;
use hyper::header::{CACHE_CONTROL, ETAG, HeaderValue, IF_NONE_MATCH};
use sha2::{Digest, Sha256};

/// Name, type and bytes.
const ASSETS: [(&str, &str, &[u8]); 11] = [
    ("around.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/around.js")),
    ("chat.css", "text/css; charset=utf-8", include_bytes!("../../assets/chat.css")),
    ("chat.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/chat.js")),
    ("desk.css", "text/css; charset=utf-8", include_bytes!("../../assets/desk.css")),
    ("desk.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/desk.js")),
    ("embed.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/embed.js")),
    ("follow.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/follow.js")),
    ("frame.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/frame.js")),
    ("ring.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/ring.js")),
    ("textfile.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/textfile.js")),
    ("mark.svg", "image/svg+xml", include_bytes!("../../assets/mark.svg")),
];

/// A file, or that it has not changed.
pub(crate) fn get(asked: &Asked, name: &str) -> Answer {
    let (_, kind, bytes) = ASSETS
        .iter()
        .find(|(known, _, _)| *known == name)
        .ok_or_else(|| Problem::not_found(format!("the kernel has no file `{name}`")))?;
    // Weak: it may go out compressed or not.
    let tag = format!("W/\"{}\"", hex(&Sha256::digest(bytes)[..8]));
    let mut reply = match asked.headers.get(IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tag.as_bytes()) {
        true => {
            let mut unchanged = reply::no_content();
            *unchanged.status_mut() = StatusCode::NOT_MODIFIED;
            unchanged
        }
        false => reply::bytes(200, kind, *bytes),
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        reply.headers_mut().insert(ETAG, tag);
    }
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // Frames of plugins may look like the desk.
    frame::shared(&mut reply);
    Ok(reply)
}
