//! The HTTP API, `/split/api/…`.

use crate::split;
use ombud_plugin::desk::split::{Mode, Request as Wanted};
use ombud_plugin::desk::tickets::{self, Priority};
use ombud_plugin::{Cx, DepartmentId, Error, RecordId, Request, Response, Result, Router, UserId};
use serde::Deserialize;
use serde_json::json;

/// All routes.
pub fn routes() -> Router {
    Router::new().post("/api/splits", create).delete("/api/splits/{id}", undo)
}

/// The body of `POST /api/splits`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// Id or number.
    ticket: Reference,
    messages: Vec<RecordId>,
    subject: String,
    /// Name or id.
    department: String,
    #[serde(default = "Body::mode")]
    mode: Mode,
    /// Id or address; an address that is new here becomes a customer.
    requester: Option<String>,
    /// Id or address.
    assignee: Option<String>,
    priority: Option<Priority>,
    tags: Option<Vec<String>>,
    #[serde(default)]
    copy_fields: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reference {
    Number(u64),
    Text(String),
}

impl Body {
    fn mode() -> Mode {
        Mode::Move
    }
}

fn create(cx: &Cx, request: &Request) -> Result<Response> {
    let body: Body = request.json()?;
    let outcome = split::split(
        cx,
        Wanted {
            ticket: ticket(cx, body.ticket)?,
            messages: body.messages,
            subject: body.subject,
            department: department(cx, &body.department)?,
            mode: body.mode,
            requester: body.requester.map(|text| requester(cx, &text)).transpose()?,
            assignee: body.assignee.map(|text| colleague(cx, &text)).transpose()?,
            priority: body.priority,
            tags: body.tags,
            copy_fields: body.copy_fields,
        },
    )?;
    let answer = json!({ "id": outcome.id, "ticket": outcome.ticket, "number": outcome.number });
    Response::created(&format!("/tickets/api/tickets/{}", outcome.ticket), &answer)
}

fn undo(cx: &Cx, request: &Request) -> Result<Response> {
    split::undo(cx, request.param("id"))?;
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

fn department(cx: &Cx, text: &str) -> Result<DepartmentId> {
    let found = match cx.department_named(text)? {
        Some(found) => Some(found),
        None => cx.departments()?.into_iter().find(|department| department.id == text),
    };
    match found {
        Some(found) => Ok(found.id),
        None => Err(Error::invalid(format!("`department`: there is no department `{text}`"))),
    }
}

fn requester(cx: &Cx, text: &str) -> Result<UserId> {
    if text.contains('@') { Ok(cx.ensure_customer(text, "")?.id) } else { Ok(text.to_owned()) }
}

fn colleague(cx: &Cx, text: &str) -> Result<UserId> {
    if text == "me" {
        return cx.user();
    }
    if !text.contains('@') {
        return Ok(text.to_owned());
    }
    match cx.find_by_email(text)? {
        Some(found) => Ok(found.id),
        None => Err(Error::invalid(format!("`assignee`: nobody here has the address `{text}`"))),
    }
}
