//! The HTTP API, `/merge/api/…`.

use crate::merge;
use ombud_plugin::desk::merge::Request as Wanted;
use ombud_plugin::desk::tickets::{self, Ticket};
use ombud_plugin::{Cx, Error, RecordId, Request, Response, Result, Router};
use serde::Deserialize;
use serde_json::json;

/// All routes.
pub fn routes() -> Router {
    Router::new().get("/api/preview", preview).post("/api/merges", create).delete("/api/merges/{id}", undo)
}

/// The body of `POST /api/merges`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// Id or number.
    source: Reference,
    /// As the caller read it.
    source_version: u64,
    /// Id or number.
    target: Reference,
    target_version: u64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reference {
    Number(u64),
    Text(String),
}

fn preview(cx: &Cx, request: &Request) -> Result<Response> {
    let given = |name: &str| match request.query(name) {
        Some(text) => ticket(cx, Reference::Text(text.to_owned())),
        None => Err(Error::invalid(format!("`{name}` is missing: give the id or the number of a ticket"))),
    };
    let preview = merge::preview(cx, &given("source")?, &given("target")?)?;
    let told =
        |ticket: &Ticket| json!({ "id": ticket.id, "number": ticket.number, "version": ticket.version });
    Response::json(&json!({
        "source": told(&preview.source),
        "target": told(&preview.target),
        "messages": preview.messages,
        "joining": preview.joining,
        "left_out": preview.left_out,
        "other_requester": preview.other_requester,
        "other_department": preview.other_department,
        "reopens": preview.reopens,
    }))
}

fn create(cx: &Cx, request: &Request) -> Result<Response> {
    let body: Body = request.json()?;
    let wanted = Wanted {
        source: ticket(cx, body.source)?,
        source_version: body.source_version,
        target: ticket(cx, body.target)?,
        target_version: body.target_version,
    };
    let outcome = merge::merge(cx, &wanted)?;
    let answer = json!({ "id": outcome.id, "ticket": outcome.target, "number": outcome.target_number });
    Response::created(&format!("/tickets/api/tickets/{}", outcome.target), &answer)
}

fn undo(cx: &Cx, request: &Request) -> Result<Response> {
    merge::undo(cx, request.param("id"))?;
    Ok(Response::no_content())
}

/// An id, or the number that people say: no id consists of so few digits only.
fn ticket(cx: &Cx, reference: Reference) -> Result<RecordId> {
    let number = match reference {
        Reference::Number(number) => number,
        Reference::Text(text) => match text.parse() {
            Ok(number) if text.len() <= 15 => number,
            _ => return Ok(text),
        },
    };
    Ok(tickets::by_number(cx, number)?.id)
}
