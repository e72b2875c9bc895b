//! What visitors thought of their chats: said here, and kept by the plugin `csat` beside what others said of tickets.

use crate::keep::{Chat, State};
use crate::{texts, work};
use ombud_plugin::desk::ratings::{self, Rating};
use ombud_plugin::desk::voting;
use ombud_plugin::{Cx, Entry, Error, RecordId, Request, Response, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Ratings by their chats.
pub type Ratings = BTreeMap<RecordId, Rating>;

/// 1 to 5, with words if the visitor likes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    score: u8,
    #[serde(default)]
    comment: String,
}

/// By the visitor, when it is over.
pub fn rate(cx: &Cx, request: &Request) -> Result<Response> {
    let said: Said = request.json()?;
    let chat = work::chat(cx, request.param("id"))?;
    if chat.envelope.requester != cx.caller().user {
        return Err(Error::invalid(texts::not_yours()));
    }
    if chat.value.state != State::Ended {
        return Err(Error::conflict(texts::not_over()));
    }
    voting::rate(cx, &chat.at(), said.score, &said.comment)?;
    Ok(Response::no_content())
}

/// Whether its visitor is asked no more: it was rated, or nobody is there who would keep it.
pub fn is_settled(cx: &Cx, chat: &Entry<Chat>) -> Result<bool> {
    match chat.value.state {
        State::Waiting | State::Running => Ok(false),
        State::Ended => match voting::mine(cx, &chat.at()) {
            Err(Error::Unavailable(_)) => Ok(true),
            mine => Ok(mine?.is_some()),
        },
    }
}

/// What was said of these chats, as far as whoever looks may see it; nothing where nobody keeps it.
pub fn of(cx: &Cx, chats: &[Entry<Chat>]) -> Result<Ratings> {
    let over: Vec<_> = chats.iter().filter(|chat| chat.value.state == State::Ended).map(Entry::at).collect();
    if over.is_empty() {
        return Ok(Ratings::new());
    }
    match ratings::find(cx, &over) {
        Err(Error::Unavailable(_)) => Ok(Ratings::new()),
        found => Ok(over.into_iter().zip(found?).filter_map(|(chat, one)| Some((chat.id, one?))).collect()),
    }
}
