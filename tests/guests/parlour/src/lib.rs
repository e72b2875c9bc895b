//! A plugin that talks with guests as a visitor's widget expects, and is told by the tests what else becomes of a chat.

use ombud_plugin::{
    Audience, Collection, Cx, Draft, Entry, Error, Plugin, Query, RecordId, Request, Response, Result,
    Router, Timestamp, UserId, export,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const CHATS: Collection<Chat> = Collection::new("parlour:chats");
const LINES: Collection<Line> = Collection::new("parlour:lines");
const LEFT: Collection<Value> = Collection::new("parlour:left");

const OPENS: [&str; 2] = ["parlour:chat.read", "parlour:chat.write"];

#[derive(Serialize, Deserialize)]
struct Chat {
    state: String,
    position: Option<u32>,
    wait: Option<u32>,
    agent: Option<String>,
    rated: bool,
    visitor: UserId,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    by: Option<UserId>,
    staff: bool,
    name: String,
    text: String,
    key: Option<String>,
    at: Timestamp,
    files: Vec<File>,
}

#[derive(Clone, Serialize, Deserialize)]
struct File {
    blob: String,
    name: String,
    r#type: String,
    size: u64,
}

struct Parlour;

impl Plugin for Parlour {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        Router::new()
            .get("/widget", widget)
            .get("/who", who)
            .get("/framed-who", who)
            .get("/api/state", |_, _| Response::json(&json!({ "open": true, "departments": [] })))
            .post("/api/chats", begin)
            .get("/api/chats/{id}", show)
            .post("/api/chats/{id}/lines", say)
            .post("/api/chats/{id}/{what}", act)
            .post("/api/offline", leave_word)
            .answer(cx, request)
    }
}

export!(Parlour);

fn widget(_: &Cx, request: &Request) -> Result<Response> {
    let word = |name: &str, usual: &str| request.query(name).unwrap_or(usual).replace(['"', '<', '&'], "");
    let page = include_str!("widget.html");
    let page = page.replace("{site}", &word("site", "")).replace("{open}", &word("open", "true"));
    Ok(Response::html(page.replace("{colour}", &word("colour", "#0a6657"))))
}

/// Who asks, as far as a plugin is told.
fn who(cx: &Cx, _: &Request) -> Result<Response> {
    Ok(Response::html(format!(
        "<!doctype html><title>Who</title><p>{}",
        cx.caller().user.unwrap_or("nobody".into())
    )))
}

#[derive(Deserialize)]
struct Begin {
    key: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    text: String,
    language: Option<String>,
}

/// The chat has the key of its beginning for its id, so that it begins once.
fn begin(cx: &Cx, request: &Request) -> Result<Response> {
    let asked: Begin = request.json()?;
    let name = if asked.name.trim().is_empty() { "Visitor" } else { asked.name.trim() };
    let (visitor, pass) = match cx.caller().user {
        Some(user) => (user, None),
        None => {
            let pass = match cx.admit_guest(name, asked.language.as_deref(), &OPENS, 30) {
                Err(Error::Unavailable(why)) => return Ok(Response::problem(429, "Too many visitors", &why)),
                pass => pass?,
            };
            (pass.user.clone(), Some(pass))
        }
    };
    if let Some(known) = cx.find(CHATS, &asked.key)?.filter(|chat| chat.value.visitor == visitor) {
        return Response::json(&told(cx, &known, 0, &visitor)?);
    }
    let chat = Chat {
        state: "waiting".into(),
        position: Some(1),
        wait: None,
        agent: None,
        rated: false,
        visitor: visitor.clone(),
        name: name.to_owned(),
    };
    cx.create(CHATS, Draft::new(&chat).id(asked.key.as_str()).requester(visitor.clone()))?;
    let chat = cx.get(CHATS, &asked.key)?;
    if !asked.text.trim().is_empty() {
        let line = Line {
            by: Some(visitor.clone()),
            staff: false,
            name: name.to_owned(),
            text: asked.text,
            key: None,
            at: cx.now(),
            files: Vec::new(),
        };
        cx.create(LINES, Draft::new(&line).parent(chat.at()))?;
    }
    let mut answer = told(cx, &chat, 0, &visitor)?;
    if let Some(pass) = pass {
        answer["pass"] = json!(pass.secret);
        answer["until"] = json!(pass.until);
    }
    Ok(Response::json(&answer)?.status(201))
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    let chat = cx.get(CHATS, request.param("id"))?;
    let after = request.query_as::<usize>("after")?.unwrap_or(0);
    Response::json(&told(cx, &chat, after, &cx.user()?)?)
}

fn told(cx: &Cx, chat: &Entry<Chat>, after: usize, me: &UserId) -> Result<Value> {
    let all = cx.all(LINES, &Query::children(chat.at()))?;
    let lines: Vec<Value> = all.iter().skip(after).map(|entry| line(entry.id(), &entry.value, me)).collect();
    let Chat { state, position, wait, agent, rated, .. } = &chat.value;
    let agent = agent.as_ref().map(|name| json!({ "name": name }));
    Ok(json!({
        "chat": chat.id(), "state": state, "position": position, "wait": wait, "agent": agent, "rated": rated, "lines": lines,
        "next": all.len().to_string(),
    }))
}

fn line(id: &str, line: &Line, me: &UserId) -> Value {
    let by = match &line.by {
        None => "desk",
        Some(by) if by == me => "you",
        Some(_) => "agent",
    };
    let file = |file: &File| {
        let href = format!("/api/v1/blobs/{}?name={}", file.blob, file.name);
        json!({ "name": file.name, "type": file.r#type, "size": file.size, "href": href })
    };
    let files: Vec<Value> = line.files.iter().map(file).collect();
    json!({
        "id": id, "key": line.key, "by": by, "name": line.name, "text": line.text, "at": line.at, "files": files,
    })
}

#[derive(Deserialize)]
struct Said {
    key: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    files: Vec<File>,
    /// For colleagues alone.
    #[serde(default)]
    whisper: bool,
}

/// A line has its key as a part of its id, so that it stands there once.
fn say(cx: &Cx, request: &Request) -> Result<Response> {
    let said: Said = request.json()?;
    let chat = cx.get(CHATS, request.param("id"))?;
    let me = cx.user()?;
    let id: RecordId = format!("{}.{}", &chat.id()[..chat.id().len().min(24)], said.key);
    if let Some(known) = cx.find(LINES, &id)? {
        return Response::json(&line(&id, &known.value, &me));
    }
    if chat.value.state == "ended" || said.text == "refuse me" {
        return Err(Error::conflict("nobody hears it any more"));
    }
    let face = cx.faces(std::slice::from_ref(&me))?.pop();
    let new = Line {
        staff: face.as_ref().is_some_and(|face| face.staff),
        name: face.map_or_else(String::new, |face| face.name),
        by: Some(me.clone()),
        text: said.text,
        key: Some(said.key),
        at: cx.now(),
        files: said.files.clone(),
    };
    let audience = if said.whisper { Audience::Staff } else { Audience::Everyone };
    let blobs = said.files.into_iter().map(|file| file.blob);
    cx.create(LINES, Draft::new(&new).id(id.as_str()).parent(chat.at()).audience(audience).blobs(blobs))?;
    Ok(Response::json(&line(&id, &new, &me))?.status(201))
}

/// What becomes of a chat; what a visitor may not do, a test with an agent does.
fn act(cx: &Cx, request: &Request) -> Result<Response> {
    let mut chat = cx.get(CHATS, request.param("id"))?;
    let me = cx.user()?;
    let mine = chat.value.visitor == me;
    let staff = cx.faces(std::slice::from_ref(&me))?.iter().any(|face| face.staff);
    if !mine && !staff {
        return Err(Error::not_found("there is no such chat"));
    }
    let body: Value = request.json()?;
    match request.param("what") {
        "seen" => return Response::json(&json!({})),
        "end" => chat.value.state = "ended".into(),
        "rating" if mine => {
            chat.value.rated = true;
            cx.create(LEFT, Draft::new(&body))?;
        }
        "transcript" if mine => {
            cx.create(LEFT, Draft::new(&body))?;
            return Response::json(&json!({}));
        }
        "set" if staff => {
            let changed: Chat = serde_json::from_value(merged(&chat.value, &body)?)
                .map_err(|error| Error::invalid(error.to_string()))?;
            chat.value = changed;
        }
        other => return Err(Error::not_found(format!("there is nothing called `{other}`"))),
    }
    cx.update(CHATS, &chat, Draft::of(&chat))?;
    Response::json(&json!({}))
}

fn merged(chat: &Chat, with: &Value) -> Result<Value> {
    let mut value = serde_json::to_value(chat).map_err(|error| Error::failed(error.to_string()))?;
    for (name, new) in with.as_object().into_iter().flatten() {
        value[name] = new.clone();
    }
    Ok(value)
}

fn leave_word(cx: &Cx, request: &Request) -> Result<Response> {
    cx.create(LEFT, Draft::new(&request.json::<Value>()?))?;
    Ok(Response::json(&json!({}))?.status(201))
}
