//! What visitors do before there is a chat: they look whether somebody is there, and begin one.

use crate::give::{Settings, indexed, is_open};
use crate::keep::{CHATS, Chat, From, State, Waiting};
use crate::line::{Say, checked};
use crate::rights::Rights;
use crate::{queue, silent, texts, told};
use ombud_plugin::{Cx, Department, Draft, Entry, Error, Pass, Query, Request, Response, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// The longest name, and the longest of all else that comes with a chat.
const NAME: usize = 100;
const LONG: usize = 500;

/// What a pass opens, and for how long.
const PASS: [&str; 2] = ["chat:chat.read", "chat:chat.write"];
const DAYS: u16 = 30;

/// Which departments there are, and whether somebody is there.
pub fn state(cx: &Cx, _: &Request) -> Result<Response> {
    let mut open = false;
    let mut told = Vec::new();
    for department in cx.departments()? {
        let here = is_open(cx, &department.id)?;
        open |= here;
        told.push(json!({ "id": department.id, "name": department.name, "open": here }));
    }
    Response::json(&json!({ "open": open, "departments": told }))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Start {
    key: String,
    name: String,
    email: String,
    department: Option<String>,
    text: String,
    language: String,
    page: String,
    referrer: String,
}

impl Start {
    fn check(&self) -> Result<()> {
        checked(&self.key)?;
        let name = self.name.trim().chars().count();
        if name == 0 || name > NAME {
            return Err(Error::invalid(texts::bad_name(NAME)));
        }
        let others = [&self.email, &self.language, &self.page, &self.referrer];
        match others.iter().all(|text| text.chars().count() <= LONG) {
            true => Ok(()),
            false => Err(Error::too_large(texts::long_word(LONG))),
        }
    }
}

/// Begins a chat: with the plugin's own rights, since whoever comes by has none yet.
pub fn start(cx: &Cx, request: &Request) -> Result<Response> {
    let start: Start = request.json()?;
    start.check()?;
    let caller = cx.caller();
    if caller.staff {
        return Err(Error::denied("chat:chat.start", texts::not_for_staff()));
    }
    if let Some(user) = &caller.user
        && let Some(chat) = known(cx, user, &start.key)?
    {
        return answer(cx, &chat, None, 200);
    }
    if caller.user.is_none() {
        silent::anew(cx, &start.key)?;
    }
    let attempt = caller.user.is_none().then(|| start.key.clone());
    let department = department(cx, start.department.as_deref())?;
    let (visitor, pass) = match caller.user {
        Some(user) => (user, None),
        None => {
            let language = Some(start.language.as_str()).filter(|language| !language.is_empty());
            match cx.admit_guest(start.name.trim(), language, &PASS, DAYS) {
                // The other side is well: too many came by, and later it will do.
                Err(Error::Unavailable(why)) => return Ok(Response::problem(429, texts::too_many(), &why)),
                pass => {
                    let pass = pass?;
                    (pass.user.clone(), Some(pass))
                }
            }
        }
    };
    // This runs with the plugin's own rights, and is the visitor's affair.
    if !Rights::new(cx).start(&visitor)? {
        return Err(Error::denied("chat:chat.start", texts::may_not_begin()));
    }
    let value = Chat {
        key: start.key,
        name: start.name.trim().to_owned(),
        email: start.email,
        language: start.language,
        page: start.page,
        referrer: start.referrer,
        state: State::Waiting,
        begun: cx.now(),
        accepted: None,
        ended: None,
        rating: None,
    };
    let draft = indexed(Draft::new(&value), &value, &visitor);
    let envelope = cx.create(CHATS, draft.department(department.id.clone()).requester(visitor.clone()))?;
    let id = envelope.id.clone();
    if !start.text.trim().is_empty() {
        Say::text(From::Visitor, Some(visitor.clone()), &start.text)?.write(cx, &id)?;
    }
    silent::begins(cx, &id, attempt.as_deref())?;
    let wanted = queue::known(cx, &visitor, Settings::read(cx)?.previous_seconds)?;
    queue::put_in(cx, &id, &Waiting::new(&department.id, cx.now(), wanted))?;
    queue::wake(cx, &department.id, &id)?;
    answer(cx, &Entry { envelope, value, blobs: Vec::new() }, pass, 201)
}

fn answer(cx: &Cx, chat: &Entry<Chat>, pass: Option<Pass>, status: u16) -> Result<Response> {
    let mut told: Value = told::chat(cx, chat, 0, true)?;
    if let Some(pass) = pass {
        told["pass"] = json!(pass.secret);
        told["until"] = json!(pass.until);
    }
    Ok(Response::json(&told)?.status(status))
}

/// The chat that a visitor began by this very attempt; another one that is open is in the way.
fn known(cx: &Cx, visitor: &str, key: &str) -> Result<Option<Entry<Chat>>> {
    let query = Query::by("visitor").prefix(visitor).descending().limit(20);
    let chats = cx.query(CHATS, &query)?.entries;
    if let Some(at) = chats.iter().position(|chat| chat.value.key == key) {
        return Ok(chats.into_iter().nth(at));
    }
    match chats.iter().any(|chat| chat.value.state != State::Ended) {
        true => Err(Error::conflict(texts::has_one())),
        false => Ok(None),
    }
}

/// The one that was asked for; otherwise the first where somebody is, or the first.
pub fn department(cx: &Cx, asked: Option<&str>) -> Result<Department> {
    if let Some(id) = asked.filter(|id| !id.is_empty()) {
        return cx.department(id).map_err(|_| Error::invalid(texts::no_department()));
    }
    let all = cx.departments()?;
    // With one there is nothing to choose, and nobody's state to be read.
    for department in all.iter().filter(|_| all.len() > 1) {
        if is_open(cx, &department.id)? {
            return Ok(department.clone());
        }
    }
    all.into_iter().next().ok_or_else(|| Error::invalid(texts::no_department()))
}
