//! What is answered.

use crate::{Error, Result};
use serde::Serialize;

/// An answer. From status 400 on, everything that the call did is undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case; the WIT lists those that the kernel passes on.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// Some bytes of this type.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Response { status, headers: Vec::new(), body: body.into() }.header("content-type", content_type)
    }

    /// 200 with JSON.
    pub fn json<T: Serialize>(value: &T) -> Result<Self> {
        let body = serde_json::to_vec(value)
            .map_err(|error| Error::failed(format!("cannot write the answer as JSON: {error}")))?;
        Ok(Response::new(200, "application/json", body))
    }

    /// 201 with JSON, and where the new thing is.
    pub fn created<T: Serialize>(location: &str, value: &T) -> Result<Self> {
        Ok(Response::json(value)?.header("location", location).status(201))
    }

    /// 200 with a page or a piece of one.
    pub fn html(html: impl Into<String>) -> Self {
        Response::new(200, "text/html; charset=utf-8", html.into())
    }

    /// 200 with a whole page that has the look and the script of the desk, in the language of the call.
    ///
    /// `title`, `product` and `skip` (a link to the element with the id `main`, for whoever has no mouse) are plain words;
    /// `body` is HTML, in which what others wrote is escaped already.
    pub fn page(title: &str, product: &str, skip: &str, body: &str) -> Self {
        let language = crate::texts::language();
        let (tag, direction) = (plain(&language.tag), crate::texts::direction(&language));
        let (title, product, skip) = (plain(title), plain(product), plain(skip));
        Response::html(format!(
            "<!DOCTYPE html><html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · {product}</title>\
             <link rel=\"stylesheet\" href=\"/kernel/desk.css\">\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"/kernel/mark.svg\">\
             <script src=\"/kernel/desk.js\" defer></script></head>\
             <body><a class=\"skip\" href=\"#main\">{skip}</a>{body}</body></html>"
        ))
    }

    /// 200 with plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Response::new(200, "text/plain; charset=utf-8", text.into())
    }

    /// 303: look there next, with `GET`. The answer to a form that was accepted.
    pub fn redirect(location: &str) -> Self {
        Response { status: 303, headers: Vec::new(), body: Vec::new() }.header("location", location)
    }

    /// 204: done, nothing to say.
    pub fn no_content() -> Self {
        Response { status: 204, headers: Vec::new(), body: Vec::new() }
    }

    /// `application/problem+json` with this status. Mostly an [`Error`] is what you want.
    pub fn problem(status: u16, title: &str, detail: &str) -> Self {
        let body = serde_json::json!({ "status": status, "title": title, "detail": detail });
        Response::new(status, "application/problem+json", body.to_string())
    }

    /// With one more header.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// With another status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The value of a header, for tests.
    pub fn header_value(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON, for tests.
    pub fn body_json(&self) -> Result<serde_json::Value> {
        serde_json::from_slice(&self.body)
            .map_err(|error| Error::failed(format!("the answer is not JSON: {error}")))
    }

    /// The body as text, for tests.
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Words as they stand in HTML, in text and in attributes.
fn plain(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
