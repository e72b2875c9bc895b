//! The HTTP API, `/canned/api/…`.

use crate::answer::{self, Kept, Owner};
use ombud_plugin::{Cx, Entry, FormFile, Request, Response, Result, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/answers", list)
        .post("/api/answers", create)
        .put("/api/answers/{id}", change)
        .delete("/api/answers/{id}", delete)
}

/// An answer as it is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    title: String,
    #[serde(default)]
    shortcut: String,
    text: String,
    /// By language tag.
    #[serde(default)]
    languages: BTreeMap<String, String>,
    /// As they were uploaded to `/api/v1/blobs`.
    #[serde(default)]
    files: Vec<FormFile>,
    /// `own`, `all`, or a department by name or id.
    #[serde(default = "Body::own")]
    whose: String,
    /// To change one: as it was read.
    version: Option<u64>,
}

impl Body {
    fn own() -> String {
        "own".to_owned()
    }

    fn kept(self) -> Kept {
        let Body { title, shortcut, text, languages, files, .. } = self;
        Kept { title, shortcut, text, languages, files }
    }
}

fn list(cx: &Cx, _: &Request) -> Result<Response> {
    let mut uses: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    let mut answers = Vec::new();
    for entry in answer::all(cx)? {
        let owner = Owner::of(&entry);
        if !uses.contains_key(owner.word()) {
            uses.insert(owner.word().to_owned(), owner.uses(cx)?);
        }
        let count = uses[owner.word()].get(entry.id()).copied().unwrap_or_default();
        answers.push(told(&entry, &owner, count));
    }
    Response::json(&json!({ "answers": answers }))
}

fn told(entry: &Entry<Kept>, owner: &Owner, uses: u32) -> Value {
    let Kept { title, shortcut, text, languages, files } = &entry.value;
    json!({
        "id": entry.id(), "version": entry.envelope.version, "title": title, "shortcut": shortcut, "text": text,
        "languages": languages, "files": files, "whose": owner.word(), "uses": uses,
    })
}

fn create(cx: &Cx, request: &Request) -> Result<Response> {
    let body: Body = request.json()?;
    let owner = Owner::parse(cx, &body.whose)?;
    let id = answer::create(cx, &owner, body.kept())?;
    Response::created(&format!("/canned/api/answers/{id}"), &json!({ "id": id }))
}

fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let body: Body = request.json()?;
    let (owner, version) = (Owner::parse(cx, &body.whose)?, body.version.unwrap_or_default());
    let id = answer::change(cx, request.param("id"), version, &owner, body.kept())?;
    Response::json(&json!({ "id": id }))
}

fn delete(cx: &Cx, request: &Request) -> Result<Response> {
    answer::delete(cx, request.param("id"))?;
    Ok(Response::no_content())
}
