//! What went wrong, as `application/problem+json` (RFC 9457), or as a page for browsers.

use super::reply::{self, Reply};
use super::speech::{self, language, text};
use hyper::header::{ALLOW, HeaderValue, RETRY_AFTER};
use maud::{Markup, html};
use ombud_access::Denial;
use ombud_host::{CallError, InstallError};
use ombud_identity::{IdentityError, SignInError};
use ombud_store::{CommitError, StoreError};
use ombud_texts::Language;
use serde_json::json;

/// What went wrong.
#[derive(Debug)]
pub(crate) struct Problem {
    pub status: u16,
    pub title: &'static str,
    pub detail: String,
    /// What was refused about people and their rights, to be said in the language of whoever asks.
    pub refused: Option<Box<IdentityError>>,
    /// What the kernel refused; of what is hidden, nothing is told.
    pub denied: Option<Box<Denial>>,
    pub allow: Vec<String>,
    pub retry_after: Option<u64>,
    /// The detail is in the language of the request already. Everything else is in English, as programs get it.
    pub spoken: bool,
}

/// An answer or a problem.
pub(crate) type Answer<T = Reply> = Result<T, Problem>;

impl Problem {
    pub fn new(status: u16, title: &'static str, detail: impl Into<String>) -> Problem {
        let detail = detail.into();
        let (refused, denied, allow) = (None, None, Vec::new());
        Problem { status, title, detail, refused, denied, allow, retry_after: None, spoken: false }
    }

    /// 400.
    pub fn malformed(detail: impl Into<String>) -> Problem {
        Problem::new(400, "not understood", detail)
    }

    /// 401.
    pub fn sign_in() -> Problem {
        Problem::new(401, "not signed in", "sign in first, or send a token: `Authorization: Bearer …`")
    }

    /// 403.
    pub fn denied(denial: Denial) -> Problem {
        Problem {
            denied: Some(Box::new(denial.clone())),
            ..Problem::new(403, "not allowed", denial.sentence)
        }
    }

    /// 404.
    pub fn not_found(what: impl Into<String>) -> Problem {
        Problem::new(404, "not found", what)
    }

    /// 422.
    pub fn invalid(detail: impl Into<String>) -> Problem {
        Problem::new(422, "not valid", detail)
    }

    /// 422, in the language of the request: for what only pages say.
    pub fn spoken(detail: String) -> Problem {
        Problem { spoken: true, ..Problem::invalid(detail) }
    }

    /// What happened, in the language of the request.
    pub fn headline(&self) -> String {
        match language() {
            Language::English => capital(self.title),
            _ => text!(&format!("problem-{}", self.title.replace(' ', "-"))),
        }
    }

    /// The detail in the language of the request; none where it is in English alone.
    fn said(&self) -> Option<String> {
        if let Some(refused) = &self.refused {
            return Some(refused.said(language()));
        }
        if self.spoken || language() == Language::English {
            return Some(self.detail.clone());
        }
        speech::told(self.denied.as_ref()?)
    }

    /// What stands below it: the detail; where that is in English and the page is not, what it means comes first.
    pub fn told(&self) -> Markup {
        if let Some(said) = self.said() {
            return html! { (capital(&said)) };
        }
        let detail = capital(&self.detail);
        let means = text!(&format!("problem-{}.means", self.title.replace(' ', "-")));
        html! { (means) " " span class="hint" lang="en" dir="ltr" { (detail) } }
    }

    /// The same as a whole sentence.
    pub fn sentence(&self) -> Markup {
        let stop = if self.detail.ends_with(['.', '!', '?']) { "" } else { "." };
        html! { (self.told()) (stop) }
    }

    /// As an answer, for programs.
    pub fn to_json(&self) -> Reply {
        let mut body = json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.said().as_ref().unwrap_or(&self.detail),
        });
        if let Some(denial) = self.denied.as_ref().filter(|denial| !denial.hidden) {
            body["permission"] = json!(denial.permission);
        }
        let mut reply = reply::json(self.status, &body);
        reply.headers_mut().insert("content-type", HeaderValue::from_static("application/problem+json"));
        self.head(reply)
    }

    /// As an answer, for people in a browser; whoever is to sign in first comes back to this page of the desk.
    pub fn to_page(&self, next: &str) -> Reply {
        let headline = self.headline();
        let main = html! {
            main class="door" { h1 { (headline) } p { (self.told()) } p {
                    @if self.status == 401 { a class="button" href=(format!("/sign-in?next={}", crate::sign_in::encode(next))) { (text!("sign-in")) } }
                    @else { a href="/" { (text!("back-to-desk")) } }
                } }
        };
        self.head(reply::html(self.status, reply::page(&headline, &main.into_string())))
    }

    fn head(&self, mut reply: Reply) -> Reply {
        if !self.allow.is_empty()
            && let Ok(value) = HeaderValue::from_str(&self.allow.join(", "))
        {
            reply.headers_mut().insert(ALLOW, value);
        }
        if let Some(seconds) = self.retry_after {
            reply.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        reply
    }
}

/// With a capital letter, for a page.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Problem {
        let mut problem = Problem::new(error.status(), error.title(), error.to_string());
        problem.retry_after = error.retry_after();
        match error {
            // What may not be seen is not there.
            CallError::Denied(denial) if denial.hidden => {
                problem = Problem::not_found(denial.sentence.clone());
                problem.denied = Some(Box::new(denial));
            }
            CallError::Denied(denial) => problem.denied = Some(Box::new(denial)),
            CallError::People(error) => problem.refused = Some(Box::new(error)),
            CallError::Hidden(_, denial) => problem.denied = Some(denial),
            CallError::Method(methods) => problem.allow = methods,
            _ => {}
        }
        problem
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        CallError::from(error).into()
    }
}

impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Problem {
        CallError::from(error).into()
    }
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Problem {
        CallError::from(error).into()
    }
}

impl From<InstallError> for Problem {
    fn from(error: InstallError) -> Problem {
        match error {
            InstallError::Call(error) => error.into(),
            error @ (InstallError::AnotherHand(..) | InstallError::NotWaiting(_)) => {
                Problem::new(409, "not as it was seen", error.to_string())
            }
            other => Problem::invalid(other.to_string()),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Problem {
        let detail = error.to_string();
        match error {
            SignInError::WrongCredentials | SignInError::WrongCode | SignInError::TooLate => {
                Problem::new(401, "not signed in", detail)
            }
            SignInError::CodeNeeded { .. } => Problem::new(401, "code needed", detail),
            SignInError::Suspended => Problem::new(403, "suspended", detail),
            SignInError::Throttled { retry_after } => Problem {
                retry_after: Some(retry_after.as_secs().max(1)),
                ..Problem::new(429, "too many attempts", detail)
            },
            SignInError::Failed(error) => error.into(),
        }
    }
}
