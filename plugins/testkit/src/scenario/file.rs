//! A scenario as it is written.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::{Spanned, Table, Value};

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    /// A sentence that holds when the test passes.
    pub title: String,
    /// What an administrator chose for the plugin.
    #[serde(default)]
    pub settings: Table,
    /// What an administrator told the kernel for it.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// Permissions that it asks for and did not get.
    #[serde(default)]
    pub without: Vec<String>,
    /// What happens, in order.
    #[serde(rename = "step", default)]
    pub steps: Vec<Spanned<Step>>,
}

/// One step as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub r#as: Option<String>,
    // What happens: one of these.
    pub get: Option<String>,
    pub post: Option<String>,
    pub put: Option<String>,
    pub patch: Option<String>,
    pub delete: Option<String>,
    pub ticket: Option<Ticket>,
    pub reply: Option<Message>,
    pub note: Option<Message>,
    pub panel: Option<String>,
    pub badge: Option<String>,
    pub composer: Option<String>,
    pub navigation: Option<bool>,
    pub advance: Option<String>,
    pub restart: Option<bool>,
    pub http: Option<Machine>,
    pub expect_request: Option<Request>,
    pub expect_log: Option<String>,
    // What goes along.
    pub headers: Option<BTreeMap<String, String>>,
    pub body: Option<Value>,
    // What must come.
    pub expect: Option<u16>,
    pub expect_denied: Option<String>,
    pub expect_veto: Option<String>,
    pub expect_failure: Option<String>,
    pub json: Option<Table>,
    pub text: Option<Texts>,
    pub lacks: Option<Texts>,
    pub save: Option<BTreeMap<String, String>>,
}

/// A ticket to be opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ticket {
    pub subject: String,
    pub department: String,
    #[serde(default = "some_words")]
    pub body: String,
    pub save: Option<String>,
}

fn some_words() -> String {
    "Please help.".to_owned()
}

/// A message to be written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    pub ticket: String,
    pub body: String,
    pub save: Option<String>,
}

/// What a machine outside answers from now on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Machine {
    pub host: String,
    #[serde(default = "ok")]
    pub status: u16,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub body: Option<Value>,
}

fn ok() -> u16 {
    200
}

/// A request that must have left the desk.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    pub host: String,
    pub method: Option<String>,
    pub path: Option<String>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub json: Option<Table>,
    pub text: Option<Texts>,
    /// So many that are like this, no more and no fewer; without it, at least one.
    pub times: Option<usize>,
}

/// One text or several.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Texts {
    One(String),
    Several(Vec<String>),
}

impl Texts {
    pub fn all(&self) -> &[String] {
        match self {
            Texts::One(text) => std::slice::from_ref(text),
            Texts::Several(texts) => texts,
        }
    }
}
