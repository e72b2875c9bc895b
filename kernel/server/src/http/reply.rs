//! Answers.

use super::look::Look;
use super::speech::language;
use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full};
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::{Response, StatusCode};
use serde::Serialize;

/// The body of an answer, whole or streamed.
pub(crate) type Body = UnsyncBoxBody<Bytes, std::io::Error>;

/// An answer.
pub(crate) type Reply = Response<Body>;

/// Bytes of some type.
pub(crate) fn bytes(status: u16, content_type: &str, bytes: impl Into<Bytes>) -> Reply {
    let body = Full::new(bytes.into()).map_err(|never| match never {}).boxed_unsync();
    let mut reply = Response::new(body);
    *reply.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Ok(value) = HeaderValue::from_str(content_type) {
        reply.headers_mut().insert(CONTENT_TYPE, value);
    }
    reply
}

/// A value as JSON.
pub(crate) fn json(status: u16, value: &impl Serialize) -> Reply {
    match serde_json::to_vec(value) {
        Ok(body) => bytes(status, "application/json", body),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            bytes(500, "text/plain", "the answer could not be written")
        }
    }
}

/// A page of the kernel's own.
pub(crate) fn html(status: u16, page: String) -> Reply {
    bytes(status, "text/html; charset=utf-8", page)
}

/// Nothing to say.
pub(crate) fn no_content() -> Reply {
    let mut reply = Response::new(Empty::new().map_err(|never| match never {}).boxed_unsync());
    *reply.status_mut() = StatusCode::NO_CONTENT;
    reply
}

/// Go there, with `GET`.
pub(crate) fn see_other(to: &str) -> Reply {
    let mut reply = no_content();
    *reply.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(value) = HeaderValue::from_str(to) {
        reply.headers_mut().insert(LOCATION, value);
    }
    reply
}

/// Text made safe to stand in HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A whole page around some HTML, in the desk's look.
pub(crate) fn page(title: &str, main: &str) -> String {
    let language = language();
    let look: String =
        Look::here().attributes().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    format!(
        "<!doctype html><html lang=\"{language}\" dir=\"{}\"{look}><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>{} · Ombud</title><link rel=\"stylesheet\" href=\"/kernel/desk.css\"></head>\
         <body>{main}</body></html>",
        language.direction().as_str(),
        escape(title)
    )
}

/// Whether an address leads to a path of this desk, as a browser reads it: it drops control characters and takes a
/// backslash for a slash, so that neither may hide a second slash.
pub(crate) fn is_local(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(|c: char| c.is_control() || c == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_desk_are_local() {
        for path in ["/", "/console/", "/tickets/7?a=//b"] {
            assert!(is_local(path), "{path}");
        }
        for path in [
            "",
            "x",
            "//evil.test",
            "/\t/evil.test",
            "/\\evil.test",
            "/\r\nx: y",
            "https://evil.test",
            "\t//x",
        ] {
            assert!(!is_local(path), "{path:?}");
        }
    }
}
