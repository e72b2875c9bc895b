//! The HTTP API, `/chat/api/…`. Times are milliseconds, as everywhere on the desk.

use crate::keep::{CHATS, Chat, State};
use crate::work::{self, Act, Wish};
use crate::{
    give, here, here_page, offers, own, rated, silent, slots, texts, ticket, told, transcript, visit, watch,
};
use ombud_plugin::{Cx, Error, Request, Response, Result, Router, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/state", visit::state)
        .post("/api/chats", visit::start)
        .get("/api/chats", list)
        .get("/api/chats/{id}", show)
        .get("/api/chats/{id}/transcript", transcript::kept)
        .get("/api/chats/{id}/answers", offers::fitting)
        .get("/api/chats/{id}/answers/{answer}", offers::one)
        .post("/api/chats/{id}/seen", seen)
        .post("/api/chats/{id}/rating", rated::rate)
        .post("/api/chats/{id}/lines", |cx, request| act(cx, request, Act::Say))
        .post("/api/chats/{id}/accept", |cx, request| act(cx, request, Act::Accept))
        .post("/api/chats/{id}/decline", |cx, request| act(cx, request, Act::Decline))
        .post("/api/chats/{id}/pick", |cx, request| act(cx, request, Act::Pick))
        .post("/api/chats/{id}/end", |cx, request| act(cx, request, Act::End))
        .post("/api/chats/{id}/transfer", |cx, request| act(cx, request, Act::Transfer))
        .post("/api/chats/{id}/watch", |cx, request| act(cx, request, Act::Watch))
        .post("/api/chats/{id}/whisper", |cx, request| act(cx, request, Act::Whisper))
        .post("/api/chats/{id}/join", |cx, request| act(cx, request, Act::Join))
        .post("/api/chats/{id}/take-over", |cx, request| act(cx, request, Act::TakeOver))
        .post("/api/chats/{id}/leave", |cx, request| act(cx, request, Act::Leave))
        .post("/api/chats/{id}/mail", |cx, request| act(cx, request, Act::Mail))
        .post("/api/chats/{id}/ticket", |cx, request| act(cx, request, Act::Ticket))
        .post("/api/offline", ticket::left)
        .post("/api/visits", here::comes)
        .get("/api/visitors", here_page::list)
        .post("/api/visitors/{id}/invite", here_page::invite_by_api)
        .get("/api/watches", watches)
}

/// What the person has, and what waits.
fn list(cx: &Cx, request: &Request) -> Result<Response> {
    let me = cx.user()?;
    let slots = slots::of(cx, &me)?;
    let mut mine = Vec::new();
    let mut rings = Vec::new();
    for id in &slots.chats {
        let Some(chat) = cx.find(CHATS, id)? else { continue };
        let told = brief(cx, &chat);
        if chat.value.state == State::Running { mine.push(told) } else { rings.push(told) }
    }
    let (waiting, next) = give::waiting(cx, request.query("cursor").map(str::to_owned))?;
    let waiting: Vec<Value> = waiting.iter().map(|(chat, _)| brief(cx, chat)).collect();
    let most = slots::most_of(cx, &me)?;
    let unread: usize = own::held(cx, &me)?.iter().map(|one| one.unread).sum();
    Response::json(&json!({
        "unread": unread, "mine": mine, "rings": rings, "waiting": waiting, "next": next, "has": slots.chats.len(), "most": most, "missed": slots.missed,
    }))
}

fn brief(cx: &Cx, chat: &ombud_plugin::Entry<Chat>) -> Value {
    json!({
        "id": chat.id(), "name": chat.value.name, "state": chat.value.state, "department": chat.envelope.department,
        "begun": chat.value.begun, "waits": (chat.value.state == State::Waiting).then(|| cx.now() - chat.value.begun),
    })
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    // Who knows of no line yet says so by nothing.
    let after = match request.query("after").is_none_or(str::is_empty) {
        true => 0,
        false => request.query_as::<Timestamp>("after")?.unwrap_or_default(),
    };
    let chat = work::chat(cx, request.param("id"))?;
    let visitor = told::reader(cx, &chat)?;
    if visitor {
        silent::heard(cx, &chat)?;
        visit::goes_on(cx, &chat, request.query("page").unwrap_or_default())?;
    }
    Response::json(&told::chat(cx, &chat, after, visitor)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    line: String,
}

fn seen(cx: &Cx, request: &Request) -> Result<Response> {
    let Seen { line } = request.json()?;
    let chat = work::chat(cx, request.param("id"))?;
    let line = cx.get(crate::keep::LINES, &line)?;
    if line.envelope.parent != Some(chat.at()) {
        return Err(Error::not_found(texts::no_such_chat()));
    }
    told::seen(cx, &chat, line.value.at)?;
    Ok(Response::no_content())
}

fn act(cx: &Cx, request: &Request, act: Act) -> Result<Response> {
    let wish: Wish = if request.body.is_empty() { Wish::default() } else { request.json()? };
    let id = request.param("id");
    let done = work::perform(cx, id, act, wish)?;
    if let Some((line_id, line, new)) = &done.line {
        let chat = work::chat(cx, id)?;
        let visitor = chat.envelope.requester == cx.caller().user;
        let names = told::names(cx, &[], std::slice::from_ref(&line.who), visitor)?;
        let told = told::line(&chat, line_id, line, &names, visitor);
        return Ok(Response::json(&told)?.status(if *new { 201 } else { 200 }));
    }
    if let Some(number) = done.ticket {
        return Ok(Response::json(&json!({ "ticket": number }))?.status(201));
    }
    match done.beyond {
        Some((has, most)) => Response::json(&json!({ "has": has, "most": most })),
        None => Ok(Response::no_content()),
    }
}

fn watches(cx: &Cx, request: &Request) -> Result<Response> {
    let (all, next) = watch::all(cx, request.query("cursor").map(str::to_owned))?;
    Response::json(&json!({ "watches": all, "next": next }))
}
