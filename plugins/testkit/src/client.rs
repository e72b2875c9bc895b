//! Somebody in front of the desk.

use ombud_access::Denial;
use ombud_host::{Host, Language, Part, Place, Principal, Request};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::runtime::Handle;

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// One person (or a visitor, or a token) at one desk. Clones are the same person.
#[derive(Clone)]
pub struct Client {
    host: Arc<Host>,
    runtime: Handle,
    principal: Principal,
}

/// An answer in full, for what is not JSON.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The call's id, as the diary of the desk has it.
    pub request: String,
    /// What the kernel refused, if that is why there is no other answer.
    pub denial: Option<Denial>,
}

impl Answer {
    /// It must be a refusal of this permission by the kernel. What must not be known of is refused, too.
    ///
    /// # Panics
    /// If it is anything else.
    #[track_caller]
    pub fn expect_denied(&self, permission: &str) {
        match &self.denial {
            Some(denial) if denial.permission == permission => {}
            Some(denial) => panic!("expected `{permission}` to be refused, came {denial}"),
            None => panic!("expected `{permission}` to be refused, came {}: {}", self.status, self.text()),
        }
    }

    /// A hook must have refused the change, with a reason that contains this.
    ///
    /// # Panics
    /// If it is anything else.
    #[track_caller]
    pub fn expect_veto(&self, reason: &str) {
        let text = self.text();
        let vetoed = self.status == 422 && text.contains(VETO) && text.contains(reason);
        assert!(vetoed, "expected a veto with `{reason}`, came {}: {text}", self.status);
    }

    /// The first value of a header; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `null` if there is none.
    ///
    /// # Panics
    /// If there is a body that is not JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("status {}, and not JSON ({error}): {}", self.status, self.text()),
        }
    }
}

/// How a hook's refusal begins, after the title of its plugin.
pub(crate) const VETO: &str = " does not allow it: ";

impl Client {
    pub(crate) fn new(host: Arc<Host>, runtime: Handle, principal: Principal) -> Self {
        Client { host, runtime, principal }
    }

    /// Status and JSON of a `GET`.
    #[track_caller]
    pub fn get(&self, path: &str) -> (u16, Value) {
        self.send("GET", path, None)
    }

    /// Status and JSON of a `POST` with JSON.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.send("POST", path, Some(body))
    }

    /// Status and JSON of a `PATCH` with JSON.
    #[track_caller]
    pub fn patch(&self, path: &str, body: &Value) -> (u16, Value) {
        self.send("PATCH", path, Some(body))
    }

    /// Status and JSON of a `PUT` with JSON.
    #[track_caller]
    pub fn put(&self, path: &str, body: &Value) -> (u16, Value) {
        self.send("PUT", path, Some(body))
    }

    /// Status and JSON of a `DELETE`.
    #[track_caller]
    pub fn delete(&self, path: &str) -> (u16, Value) {
        self.send("DELETE", path, None)
    }

    #[track_caller]
    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let answer = match body {
            Some(body) => self.fetch(method, path, &[("content-type", "application/json")], body.to_string()),
            None => self.fetch(method, path, &[], ""),
        };
        (answer.status, answer.json())
    }

    /// What plugins add in this place of a page, for this person.
    ///
    /// # Panics
    /// If the store cannot be read.
    #[track_caller]
    pub fn parts(&self, place: Place) -> Vec<Part> {
        let request_id = format!("test-{}", REQUESTS.fetch_add(1, Ordering::Relaxed));
        let parts =
            self.runtime.block_on(self.host.parts(place, &self.principal, &request_id, self.host.language()));
        match parts {
            Ok(parts) => parts,
            Err(error) => panic!("what plugins add to a page: {error}"),
        }
    }

    /// Anything else: any method, headers and body. The path is `/<plugin>/…`, with an optional query.
    #[track_caller]
    pub fn fetch(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Answer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (plugin, below) = split_mount(path);
        let request_id = format!("test-{}", REQUESTS.fetch_add(1, Ordering::Relaxed));
        let accepted = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("accept-language"));
        let accepted = accepted.and_then(|(_, value)| Language::accepted(value));
        let language = accepted.unwrap_or_else(|| self.host.language());
        let request = Request {
            method: method.to_owned(),
            path: below,
            query: pairs(query),
            headers: headers.iter().map(|(name, value)| (name.to_lowercase(), (*value).to_owned())).collect(),
            body: body.into(),
            principal: self.principal,
            request_id: request_id.clone(),
            origin: Some("127.0.0.1".to_owned()),
            language,
        };
        match self.runtime.block_on(self.host.handle(&plugin, request)) {
            Ok(answer) => Answer {
                status: answer.status,
                headers: answer.headers,
                body: answer.body,
                request: request_id,
                denial: None,
            },
            Err(error) => {
                let detail = error.to_string();
                let problem = json!({ "status": error.status(), "title": error.title(), "detail": detail });
                let kind = ("content-type".to_owned(), "application/problem+json".to_owned());
                Answer {
                    status: error.status(),
                    headers: vec![kind],
                    body: problem.to_string().into(),
                    request: request_id,
                    denial: error.denial().cloned(),
                }
            }
        }
    }
}

/// `/tickets/api/tickets` is `/api/tickets` of `tickets`.
fn split_mount(path: &str) -> (String, String) {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (plugin, below) = path.split_once('/').unwrap_or((path, ""));
    (decode(plugin, false), format!("/{}", decode(below, false)))
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(name, true), decode(value, true))
    };
    query.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

fn decode(text: &str, plus_is_space: bool) -> String {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (byte, escaped.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                plain.push(byte);
                rest = &after[2..];
                continue;
            }
            (b'+', _) if plus_is_space => plain.push(b' '),
            (byte, _) => plain.push(byte),
        }
        rest = after;
    }
    String::from_utf8_lossy(&plain).into_owned()
}
