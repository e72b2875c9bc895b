//! What visitors do before there is a chat: they look whether somebody is there, and begin one.

use crate::give::{Settings, filed, indexed, is_open};
use crate::keep::{CHATS, Chat, From, State, Waiting};
use crate::kinds::Kinds;
use crate::line::{Say, checked};
use crate::look::{Ask, Look};
use crate::{here, queue, rights, silent, texts, told};
use ombud_plugin::{Cx, Department, Draft, Entry, Error, Pass, Query, Request, Response, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// The longest name, and the longest of all else that comes with a chat.
pub const NAME: usize = 100;
pub const LONG: usize = 500;

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
    /// One of the kinds that the department asks for.
    kind: String,
    /// The visit in which it is begun.
    visit: Value,
}

impl Start {
    /// As the page of visitors asks for it.
    fn check(&mut self, look: &Look) -> Result<()> {
        checked(&self.key)?;
        if self.name.trim().is_empty() && look.name != Ask::Must {
            self.name = texts::visitor().to_owned();
        }
        if self.email.trim().is_empty() && look.email == Ask::Must {
            return Err(Error::invalid(texts::address_missing()));
        }
        let name = self.name.trim().chars().count();
        if name == 0 || name > NAME {
            return Err(Error::invalid(texts::bad_name(NAME)));
        }
        let others = [&self.email, &self.language, &self.page, &self.referrer, &self.kind];
        match others.iter().all(|text| text.chars().count() <= LONG) {
            true => Ok(()),
            false => Err(Error::too_large(texts::long_word(LONG))),
        }
    }
}

/// Begins a chat: with the plugin's own rights, since whoever comes by has none yet.
pub fn start(cx: &Cx, request: &Request) -> Result<Response> {
    let mut start: Start = request.json()?;
    start.check(&Look::read(cx)?)?;
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
    let kinds = Kinds::of(cx)?;
    let department = match start.department.as_deref().filter(|id| !id.is_empty()) {
        // What it is about leads to whoever is asked that, if anybody is there.
        None => match kinds.leads(&start.kind, &cx.departments()?) {
            Some(department) if is_open(cx, &department.id)? => department,
            _ => department(cx, None)?,
        },
        asked => department(cx, asked)?,
    };
    let kind = kinds.known(&start.kind, &department);
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
    if !rights::start(cx, &visitor)? {
        return Err(Error::denied("chat:chat.start", texts::may_not_begin()));
    }
    let value = Chat {
        key: start.key,
        name: start.name.trim().to_owned(),
        email: start.email,
        language: start.language,
        page: start.page,
        referrer: start.referrer,
        kind,
        state: State::Waiting,
        begun: cx.now(),
        accepted: None,
        answered: None,
        ended: None,
    };
    let draft = indexed(Draft::new(&value), &value, &visitor);
    let envelope = cx.create(CHATS, draft.department(department.id.clone()).requester(visitor.clone()))?;
    let id = envelope.id.clone();
    let invitation = here::writes(cx, &here::Kept::read(&start.visit))?;
    if let Some(invitation) = &invitation {
        Say::invited(invitation.by.clone(), &invitation.text).write(cx, &id)?;
    }
    if !start.text.trim().is_empty() {
        Say::text(From::Visitor, Some(visitor.clone()), &start.text)?.write(cx, &id)?;
    }
    silent::begins(cx, &id, attempt.as_deref())?;
    let mut waiting = Waiting::new(&department.id, &value, kinds.skill(&value.kind, &department));
    let patience = Settings::read(cx)?.previous_seconds;
    // Whoever invited is the right one to answer.
    waiting.wanted = match invitation.and_then(|invitation| invitation.by).filter(|_| patience > 0) {
        Some(by) => Some((by, cx.now() + u64::from(patience) * 1000)),
        None => queue::known(cx, &visitor, patience)?,
    };
    queue::put_in(cx, &id, &waiting)?;
    queue::wake(cx, &department.id, &id)?;
    answer(cx, &Entry { envelope, value, blobs: Vec::new() }, pass, 201)
}

/// The visitor's page is another one of the site by now: whoever talks with the visitor sees which.
pub fn goes_on(cx: &Cx, chat: &Entry<Chat>, page: &str) -> Result<()> {
    let news = !page.is_empty() && page != chat.value.page && page.chars().count() <= LONG;
    if !news || chat.value.state == State::Ended {
        return Ok(());
    }
    let value = Chat { page: page.to_owned(), ..chat.value.clone() };
    cx.update(CHATS, chat, filed(chat, &value)).map(drop)
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
