//! Somebody who speaks HTTP with a desk.

use serde_json::{Value, json};
use std::time::Duration;
use ureq::http::{HeaderValue, Method, Request};

/// One person, token or visitor at one desk. Clones are the same person.
#[derive(Clone)]
pub struct Caller {
    agent: ureq::Agent,
    base: String,
    token: Option<String>,
}

/// An answer, whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first value of a header; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as JSON, of an answer with this status.
    ///
    /// # Panics
    /// If it has another one, with what the desk said.
    #[track_caller]
    pub fn is(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }

    /// What went wrong, as `application/problem+json` says it.
    ///
    /// # Panics
    /// If that is not how the desk said it, or it lacks words.
    #[track_caller]
    pub fn problem(&self, status: u16) -> Value {
        let said = self.is(status);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        assert_eq!(said["status"], json!(status), "{said}");
        for words in ["title", "detail"] {
            assert!(said[words].as_str().is_some_and(|text| !text.is_empty()), "no {words}: {said}");
        }
        said
    }
}

impl Caller {
    /// Somebody who has not signed in at the desk with this address, `http://127.0.0.1:1234`.
    pub fn visitor(base: &str) -> Caller {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(120)))
            .build();
        Caller { agent: agent.into(), base: base.to_owned(), token: None }
    }

    /// Signs in with address and password.
    ///
    /// # Panics
    /// If the desk does not let him in.
    #[track_caller]
    pub fn sign_in(base: &str, email: &str, password: &str) -> Caller {
        let visitor = Caller::visitor(base);
        let answer = visitor.post("/api/v1/session", &json!({ "email": email, "password": password }));
        let token = answer.is(201)["token"].as_str().map(str::to_owned);
        assert!(token.is_some(), "no token: {}", answer.text());
        Caller { token, ..visitor }
    }

    /// The same, with another token.
    pub fn with_token(&self, token: &str) -> Caller {
        Caller { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same, after the desk has come to listen elsewhere.
    pub fn at(&self, base: &str) -> Caller {
        Caller { base: base.to_owned(), ..self.clone() }
    }

    /// Where the desk is.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// What proves who this is.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// `GET`.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.fetch("GET", path, &[], "")
    }

    /// `POST` with JSON.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.fetch("POST", path, &[("content-type", "application/json")], body.to_string())
    }

    /// `POST` with a form, as a page sends it.
    #[track_caller]
    pub fn post_form(&self, path: &str, form: &str) -> Answer {
        self.fetch("POST", path, &[("content-type", "application/x-www-form-urlencoded")], form)
    }

    /// `PUT` with JSON.
    #[track_caller]
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.fetch("PUT", path, &[("content-type", "application/json")], body.to_string())
    }

    /// `PATCH` with JSON.
    #[track_caller]
    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.fetch("PATCH", path, &[("content-type", "application/json")], body.to_string())
    }

    /// `DELETE`.
    #[track_caller]
    pub fn delete(&self, path: &str) -> Answer {
        self.fetch("DELETE", path, &[], "")
    }

    /// Any request.
    ///
    /// # Panics
    /// If there is no answer at all.
    #[track_caller]
    pub fn fetch(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Answer {
        let body = body.into();
        let mut answer = self.try_fetch(method, path, headers, body.clone());
        if answer.is_err() && matches!(method, "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE") {
            // A connection that was kept may have been closed meanwhile: what does the same twice is sent again.
            answer = self.try_fetch(method, path, headers, body);
        }
        match answer {
            Ok(answer) => answer,
            Err(error) => panic!("{method} {path} was not answered: {error}"),
        }
    }

    /// Any request, where there may be no answer, as at a desk that is killed.
    ///
    /// # Errors
    /// What happened to the connection.
    pub fn try_fetch(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Result<Answer, String> {
        self.send(method, path, headers, body.into()).map_err(|error| error.to_string())
    }

    fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Answer, ureq::Error> {
        let method = Method::from_bytes(method.as_bytes()).map_err(ureq::http::Error::from)?;
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = match body.is_empty() {
            true => self.agent.run(request.body(())?)?,
            false => self.agent.run(request.body(body)?)?,
        };
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Ok(Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            body: answer.body_mut().with_config().limit(256 << 20).read_to_vec()?,
        })
    }
}
