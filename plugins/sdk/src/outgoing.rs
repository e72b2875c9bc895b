//! A request to another machine.

use crate::bindings::plugin::ombud::kernel::outbound::Request;
use crate::{Error, Result};
use serde::Serialize;

/// A request that leaves the desk when this call is on disk; [`crate::Cx::send`] queues it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    pub(crate) raw: Request,
}

impl Outgoing {
    /// `Outgoing::new("POST", "https://hooks.example.com/desk")`.
    pub fn new(method: &str, url: impl Into<String>) -> Self {
        let (method, url) = (method.to_owned(), url.into());
        Outgoing { raw: Request { method, url, headers: Vec::new(), body: Vec::new(), sign: None } }
    }

    /// With a header; `{{secret:name}}` in its value becomes that secret on the way out.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.raw.headers.push((name.to_owned(), value.into()));
        self
    }

    /// With these bytes.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.raw.body = body.into();
        self
    }

    /// With this as JSON.
    pub fn json(self, value: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_vec(value)
            .map_err(|error| Error::failed(format!("cannot write a request as JSON: {error}")))?;
        Ok(self.header("content-type", "application/json").body(body))
    }

    /// Signed with this secret, so that the other side can tell that it comes from this desk.
    pub fn signed(mut self, secret: &str) -> Self {
        self.raw.sign = Some(secret.to_owned());
        self
    }
}
