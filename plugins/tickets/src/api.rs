//! The HTTP API, `/tickets/api/…`. The manifest names the same routes.

use crate::input::{Object, body};
use crate::people::{self, Caller};
use crate::ticket::{self, TICKETS};
use crate::{change, message};
use crate::{
    compose, define_api, history, json, list, mention, notes, open, outbox, remove, rules, time, view, write,
};
use ombud_plugin::desk::tickets::{
    Attachment, Changes, Filter, Message, MessageKind, NewMessage, NewTicket, Priority, Sort, Ticket,
};
use ombud_plugin::text;
use ombud_plugin::{Cx, Error, Query, RecordId, Request, Response, Result, Router};
use serde_json::{Value, json};

/// All routes.
pub fn routes() -> Router {
    define_api::routes(Router::new())
        .get("/api/tickets", index)
        .post("/api/tickets", create)
        .get("/api/tickets/by-number/{number}", by_number)
        .get("/api/tickets/{id}", show)
        .patch("/api/tickets/{id}", update)
        .delete("/api/tickets/{id}", delete)
        .get("/api/tickets/{id}/history", show_history)
        .get("/api/tickets/{id}/messages", messages)
        .post("/api/tickets/{id}/messages", add_message)
        .get("/api/tickets/{id}/messages/{message}", show_message)
        .patch("/api/tickets/{id}/messages/{message}", edit_note)
        .delete("/api/tickets/{id}/messages/{message}", delete_note)
        .get("/api/tickets/{id}/messages/{message}/attachments", attachments)
        .get("/api/tickets/{id}/mentions", marks)
        .get("/api/tickets/{id}/colleagues", colleagues)
        .get("/api/mentions", mentions)
        .get("/api/tickets/{id}/held", held)
        .get("/api/held", returned)
        .delete("/api/held/{id}", take_back)
}

fn index(cx: &Cx, request: &Request) -> Result<Response> {
    const KNOWN: &[&str] =
        &["department", "status", "assignee", "tag", "requester", "sort", "limit", "cursor"];
    if let Some((unknown, _)) = request.query.iter().find(|(name, _)| !KNOWN.contains(&name.as_str())) {
        return Err(Error::invalid(format!(
            "there is no parameter `{unknown}`; there are {}",
            KNOWN.join(", ")
        )));
    }
    let assignee = match request.query("assignee") {
        None => None,
        Some("none") => Some(None),
        Some(text) => Some(Some(people::person(cx, "assignee", text)?)),
    };
    let filter = Filter {
        department: request.query("department").map(|text| people::department(cx, text)).transpose()?,
        status: request.query_as("status")?,
        assignee,
        requester: request
            .query("requester")
            .map(|text| people::person(cx, "requester", text))
            .transpose()?,
        tag: request.query("tag").map(str::to_owned),
        sort: request.query_as("sort")?.unwrap_or(Sort::Updated),
        limit: request.query_as("limit")?.unwrap_or(50),
        cursor: request.query("cursor").map(str::to_owned),
    };
    let page = list::list(cx, filter)?;
    let departments = people::department_names(cx);
    let tickets: Vec<Value> = page.tickets.iter().map(|ticket| json::ticket(ticket, &departments)).collect();
    Response::json(&json!({ "tickets": tickets, "next": page.next }))
}

fn create(cx: &Cx, request: &Request) -> Result<Response> {
    body(cx, request, |cx, mut given| {
        let staff = Caller::of(cx).staff;
        let subject = rules::subject(&given.required("subject")?)?;
        let department = people::department(cx, &given.required("department")?)?;
        let name = given.text("requester_name")?;
        let requester = given.text("requester")?;
        let requester = match requester {
            // A customer may name himself, by his id; for all else there is a clear refusal further on.
            Some(text) if !staff && text != "me" => Some(text),
            Some(text) => Some(people::requester(cx, &text, name.as_deref())?),
            None => None,
        };
        let assignee =
            given.text("assignee")?.map(|text| people::person(cx, "assignee", &text)).transpose()?;
        let new = NewTicket {
            subject,
            department,
            requester,
            assignee,
            participants: people_in(cx, "participants", given.texts("participants")?.unwrap_or_default())?,
            status: given.word("status")?,
            priority: given.word("priority")?.unwrap_or(Priority::Normal),
            tags: given.texts("tags")?.unwrap_or_default(),
            fields: fields(&mut given)?.unwrap_or_default(),
            channel: given.text("channel")?.filter(|_| staff).unwrap_or_else(|| "api".to_owned()),
            language: given.text("language")?,
            first: Some(new_message(cx, &mut given)?),
        };
        given.end()?;
        let ticket = open::create(cx, new)?;
        Response::created(&format!("/tickets/api/tickets/{}", ticket.id), &shown(cx, &ticket))
    })
}

fn by_number(cx: &Cx, request: &Request) -> Result<Response> {
    let text = request.param("number");
    let number = text.parse().map_err(|_| Error::not_found(format!("`{text}` is not a number")))?;
    let id = id_of_number(cx, number)?;
    Response::json(&shown(cx, &read(cx, &id)?))
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(&shown(cx, &read(cx, &id(cx, request)?)?))
}

fn update(cx: &Cx, request: &Request) -> Result<Response> {
    let id = id(cx, request)?;
    body(cx, request, |cx, mut given| {
        let missing = "`version` is missing: the version that you read, so that no change of others is lost";
        let version = given.number("version")?.ok_or_else(|| Error::invalid(missing))?;
        let assignee = match given.raw("assignee") {
            None => None,
            Some(Value::Null) => Some(None),
            Some(Value::String(text)) if text == "none" => Some(None),
            Some(Value::String(text)) => Some(Some(people::person(cx, "assignee", &text)?)),
            Some(_) => return Err(Error::invalid("`assignee` must be an id, an address, `me` or null")),
        };
        let participants = given.texts("participants")?;
        let requester = given.text("requester")?;
        let changes = Changes {
            subject: given.text("subject")?,
            department: given.text("department")?.map(|text| people::department(cx, &text)).transpose()?,
            assignee,
            requester: requester.map(|text| people::requester(cx, &text, None)).transpose()?,
            participants: participants.map(|given| people_in(cx, "participants", given)).transpose()?,
            status: given.word("status")?,
            until: time_in(&mut given, "until")?,
            priority: given.word("priority")?,
            tags: given.texts("tags")?,
            fields: fields(&mut given)?,
            language: given.text("language")?,
        };
        given.end()?;
        Response::json(&shown(cx, &change::update(cx, &id, version, changes)?))
    })
}

fn delete(cx: &Cx, request: &Request) -> Result<Response> {
    remove::delete(cx, &id(cx, request)?)?;
    Ok(Response::no_content())
}

fn show_history(cx: &Cx, request: &Request) -> Result<Response> {
    let entry = ticket::read(cx, &id(cx, request)?)?;
    let changes = history::read(cx, &entry.at(), &Caller::of(cx))?;
    Response::json(&json!({ "history": changes.iter().map(json::change).collect::<Vec<_>>() }))
}

fn messages(cx: &Cx, request: &Request) -> Result<Response> {
    let ticket = ticket::read(cx, &id(cx, request)?)?.at();
    let query = Query::by("at")
        .parent(ticket)
        .limit(request.query_as("limit")?.unwrap_or(200))
        .cursor(request.query("cursor").map(str::to_owned));
    let page = cx.query(message::MESSAGES, &query)?;
    let seen = view::messages(cx, &Caller::of(cx), &page.entries);
    Response::json(&json!({
        "messages": seen.iter().map(json::message).collect::<Vec<_>>(),
        "next": page.next,
    }))
}

fn add_message(cx: &Cx, request: &Request) -> Result<Response> {
    let id = id(cx, request)?;
    body(cx, request, |cx, mut given| {
        let kind: Option<MessageKind> = given.word("kind")?;
        let kind = kind.ok_or_else(|| Error::invalid("`kind` is missing: `reply` or `note`"))?;
        let status = given.word("status")?;
        // Programs mean what they send: only what asks for it waits.
        let waits = given.flag("undo")?.unwrap_or_default();
        let new = NewMessage { kind, ..new_message(cx, &mut given)? };
        given.end()?;
        let sent = match waits {
            true => outbox::hold(cx, &id, new, status)?,
            false => outbox::Sent::Written(write::add(cx, &id, new, status)?),
        };
        let written = match sent {
            outbox::Sent::Written(written) => written,
            outbox::Sent::Held(held) => return Ok(Response::json(&json::held(&held))?.status(202)),
        };
        let place = format!("/tickets/api/tickets/{}/messages/{}", written.ticket, written.id);
        Response::created(&place, &told(cx, &written)?)
    })
}

fn show_message(cx: &Cx, request: &Request) -> Result<Response> {
    let found = notes::in_ticket(cx, &id(cx, request)?, &message_id(request)?)?;
    let seen = view::messages(cx, &Caller::of(cx), &[found]);
    Response::json(&seen.first().map(json::message))
}

fn edit_note(cx: &Cx, request: &Request) -> Result<Response> {
    let id = id(cx, request)?;
    body(cx, request, |cx, mut given| {
        let (text, version) = (given.required("body")?, given.number("version")?);
        given.end()?;
        Response::json(&told(cx, &notes::edit(cx, &id, &message_id(request)?, version, text)?)?)
    })
}

/// What was written; of a note that names colleagues also who of them hears of it, and why others do not.
fn told(cx: &Cx, written: &Message) -> Result<Value> {
    let mut json = json::message(written);
    if written.kind == MessageKind::Note {
        json["named"] = json!(mention::named(cx, &written.ticket, &written.text)?);
    }
    Ok(json)
}

fn delete_note(cx: &Cx, request: &Request) -> Result<Response> {
    notes::delete(cx, &id(cx, request)?, &message_id(request)?, request.query_as("version")?)?;
    Ok(Response::no_content())
}

fn attachments(cx: &Cx, request: &Request) -> Result<Response> {
    let found = notes::in_ticket(cx, &id(cx, request)?, &message_id(request)?)?;
    Response::json(&json!({ "attachments": json::attachments(&found.value.attachments) }))
}

fn marks(cx: &Cx, request: &Request) -> Result<Response> {
    let marks = mention::marks(cx, &id(cx, request)?)?;
    Response::json(&json!({ "mentions": marks.iter().map(json::mark).collect::<Vec<_>>() }))
}

fn colleagues(cx: &Cx, request: &Request) -> Result<Response> {
    let limit = request.query_as("limit")?.unwrap_or(20);
    let words = request.query("q").unwrap_or_default();
    let found = mention::colleagues(cx, &id(cx, request)?, words, limit)?;
    Response::json(&json!({ "colleagues": found }))
}

fn mentions(cx: &Cx, request: &Request) -> Result<Response> {
    let (limit, cursor) =
        (request.query_as("limit")?.unwrap_or(50), request.query("cursor").map(str::to_owned));
    let page = mention::mine(cx, ombud_plugin::desk::mentions::Query { limit, cursor })?;
    Response::json(
        &json!({ "mentions": page.mentions.iter().map(json::mention).collect::<Vec<_>>(), "next": page.next }),
    )
}

fn held(cx: &Cx, request: &Request) -> Result<Response> {
    let held = outbox::waiting(cx, &id(cx, request)?)?;
    Response::json(&json!({ "held": held.iter().map(json::held).collect::<Vec<_>>() }))
}

fn returned(cx: &Cx, _: &Request) -> Result<Response> {
    let held = outbox::returned(cx)?;
    Response::json(&json!({ "held": held.iter().map(json::held).collect::<Vec<_>>() }))
}

fn take_back(cx: &Cx, request: &Request) -> Result<Response> {
    let id = written_like_an_id(request.param("id"))?;
    Response::json(&json::held(&outbox::take_back(cx, &id)?))
}

/// The id in the path. The number that people say is taken as well: no id consists of so few digits only.
fn id(cx: &Cx, request: &Request) -> Result<RecordId> {
    let text = request.param("id");
    match text.parse::<u64>() {
        Ok(number) if text.len() <= 15 => id_of_number(cx, number),
        _ => written_like_an_id(text),
    }
}

fn message_id(request: &Request) -> Result<RecordId> {
    written_like_an_id(request.param("message"))
}

/// What is not written like an id names nothing.
fn written_like_an_id(text: &str) -> Result<RecordId> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    match (1..=64).contains(&text.len()) && text.bytes().all(fits) {
        true => Ok(text.to_owned()),
        false => Err(Error::not_found(format!("there is nothing with the id `{text}`"))),
    }
}

/// The ticket with this number, if the caller may see it.
pub fn id_of_number(cx: &Cx, number: u64) -> Result<RecordId> {
    let page = cx.query(TICKETS, &Query::by("number").prefix(number).limit(1))?;
    match page.entries.into_iter().next() {
        Some(found) => Ok(found.envelope.id),
        None => Err(Error::not_found(text!("no-ticket-number", number = number.to_string()))),
    }
}

/// One ticket as the caller may see it.
pub fn read(cx: &Cx, id: &str) -> Result<Ticket> {
    view::ticket(cx, &Caller::of(cx), &ticket::read(cx, id)?)
}

fn shown(cx: &Cx, ticket: &Ticket) -> Value {
    json::ticket(ticket, &people::department_names(cx))
}

fn people_in(cx: &Cx, field: &str, given: Vec<String>) -> Result<Vec<String>> {
    given.iter().map(|text| people::person(cx, field, text)).collect()
}

fn fields(given: &mut Object) -> Result<Option<Vec<(String, String)>>> {
    let pairs = |table: std::collections::BTreeMap<String, Value>| {
        table.into_iter().map(|(name, value)| (name, value.to_string())).collect()
    };
    Ok(given.table("fields")?.map(pairs))
}

fn time_in(given: &mut Object, field: &'static str) -> Result<Option<u64>> {
    let read = |text: String| {
        let expected = "expected a time such as `2026-03-01T09:00:00Z`";
        time::read(&text).ok_or_else(|| Error::invalid(format!("`{field}` is `{text}`, {expected}")))
    };
    given.text(field)?.map(read).transpose()
}

fn new_message(cx: &Cx, given: &mut Object) -> Result<NewMessage> {
    let files = given.list("attachments")?.unwrap_or_default();
    let text = given.text("body")?.unwrap_or_default();
    if text.trim().is_empty() && files.is_empty() {
        return Err(Error::invalid("`body` is missing: write something or attach a file"));
    }
    Ok(NewMessage {
        kind: MessageKind::Reply,
        author: None,
        at: None,
        text,
        html: given.text("html")?,
        attachments: files.into_iter().map(|file| attachment(cx, file)).collect::<Result<_>>()?,
        mail: None,
    })
}

fn attachment(cx: &Cx, file: Value) -> Result<Attachment> {
    let mut given = Object::within("attachments", file)?;
    let blob = given.required("blob")?;
    let file = Attachment {
        name: given.text("name")?.unwrap_or_default(),
        content_type: given.text("content_type")?.unwrap_or_default(),
        inline: given.text("inline")?,
        size: size(cx, &blob, given.number("size")?)?,
        blob,
    };
    given.end()?;
    Ok(file)
}

fn size(cx: &Cx, blob: &str, told: Option<u64>) -> Result<u64> {
    let size = match told {
        Some(told) => cx.read_blob(blob, 0, 1).map(|_| told),
        None => compose::size(cx, blob),
    };
    size.map_err(|error| match error {
        Error::NotFound(what) | Error::Invalid(what) => Error::invalid(format!("`attachments`: {what}")),
        other => other,
    })
}
