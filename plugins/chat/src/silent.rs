//! Visitors who have gone without a word. A timer for each chat notices that nothing was read or written for so long; then the page
//! of the visitor is given a reason to read once more, which it does also behind other windows. If it does not, the chat is over.

use crate::give::filed;
use crate::keep::{ATTEMPTS, Attempt, CHATS, Chat, HEARD, Heard, Kind, State};
use crate::line::Say;
use crate::work::finish;
use ombud_plugin::{Cx, Draft, Entry, Error, Result, Timestamp};
use serde::Deserialize;

/// So long the visitor's page has to read once more, in milliseconds.
const GRACE: Timestamp = 120_000;
/// Reading is noted no oftener than this.
const OFTEN: Timestamp = 60_000;
/// A visitor's name for an attempt that nobody else can guess has so many characters.
const UNGUESSED: usize = 16;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    silent_waiting_minutes: u32,
    silent_running_minutes: u32,
}

/// How long somebody may be silent. None: for ever.
fn limit(cx: &Cx, state: State) -> Result<Option<Timestamp>> {
    let settings: Settings = cx.settings()?;
    let minutes = match state {
        State::Waiting => settings.silent_waiting_minutes,
        State::Running => settings.silent_running_minutes,
        State::Ended => 0,
    };
    Ok((minutes > 0).then(|| Timestamp::from(minutes) * 60_000))
}

fn key(chat: &str) -> String {
    format!("silent/{chat}")
}

/// From now on it is noticed when the visitor is silent, by what the state of the chat allows.
pub fn look(cx: &Cx, chat: &str, state: State) -> Result<()> {
    let Some(limit) = limit(cx, state)? else { return cx.cancel_timer(&key(chat)) };
    let last = cx.find(HEARD, chat)?.map_or(cx.now(), |heard| heard.value.at);
    cx.set_timer(&key(chat), last + limit, &None::<Timestamp>)
}

/// A chat has just begun. `attempt` is the name of the attempt of somebody who had no pass yet.
pub fn begins(cx: &Cx, chat: &str, attempt: Option<&str>) -> Result<()> {
    let attempt = match attempt.filter(|attempt| attempt.len() >= UNGUESSED) {
        Some(attempt) if cx.find(ATTEMPTS, attempt)?.is_none() => {
            let draft = Draft::new(&Attempt { chat: chat.to_owned() }).id(attempt);
            cx.create(ATTEMPTS, draft)?;
            Some(attempt.to_owned())
        }
        _ => None,
    };
    cx.create(HEARD, Draft::new(&Heard { at: cx.now(), since: false, attempt }).id(chat))?;
    look(cx, chat, State::Waiting)
}

/// Somebody without a pass tries to begin a chat, perhaps anew: then the first answer was lost, and with it the pass to the chat
/// that was begun. Nobody can read that one any more.
pub fn anew(cx: &Cx, attempt: &str) -> Result<()> {
    if attempt.len() < UNGUESSED {
        return Ok(());
    }
    let Some(known) = cx.find(ATTEMPTS, attempt)? else { return Ok(()) };
    let chat = cx.find(CHATS, &known.value.chat)?.filter(|chat| chat.value.state != State::Ended);
    let heard = cx.find(HEARD, &known.value.chat)?.is_some_and(|heard| heard.value.since);
    match chat {
        Some(chat) if !heard => finish(cx, &chat, Say::told(Kind::Silent, None)),
        _ => Ok(()),
    }
}

/// The visitor reads or writes.
pub fn heard(cx: &Cx, chat: &Entry<Chat>) -> Result<()> {
    if chat.value.state == State::Ended {
        return Ok(());
    }
    let read = cx.find(HEARD, chat.id())?;
    let noted = match &read {
        Some(read) if read.value.since && read.value.at + OFTEN > cx.now() => return Ok(()),
        Some(read) => {
            let heard = Heard { at: cx.now(), since: true, ..read.value.clone() };
            cx.update(HEARD, read, Draft::new(&heard)).map(drop)
        }
        None => {
            let heard = Heard { at: cx.now(), since: true, attempt: None };
            cx.create(HEARD, Draft::new(&heard).id(chat.id())).map(drop)
        }
    };
    match noted {
        // Whoever looks at the desk as the visitor is not the visitor.
        Err(Error::Denied(_)) => Ok(()),
        noted => noted,
    }
}

/// Nothing was heard for long, perhaps.
pub fn ring(cx: &Cx, id: &str, data: &str) -> Result<()> {
    let asked: Option<Timestamp> = serde_json::from_str(data).unwrap_or_default();
    let chat = cx.find(CHATS, id)?.filter(|chat| chat.value.state != State::Ended);
    let Some(chat) = chat else { return Ok(()) };
    let Some(limit) = limit(cx, chat.value.state)? else { return Ok(()) };
    let last = cx.find(HEARD, id)?.map_or(chat.value.begun, |heard| heard.value.at);
    let now = cx.now();
    if last + limit > now {
        return cx.set_timer(&key(id), last + limit, &None::<Timestamp>);
    }
    match asked {
        Some(asked) if last < asked => finish(cx, &chat, Say::told(Kind::Silent, None)),
        _ => {
            // Told to the visitor's page as any change of the chat is, though there is none.
            cx.update(CHATS, &chat, filed(&chat, &chat.value))?;
            cx.set_timer(&key(id), now + GRACE, &Some(now))
        }
    }
}

/// The chat is over: nobody need be heard of.
pub fn over(cx: &Cx, chat: &str) -> Result<()> {
    cx.cancel_timer(&key(chat))?;
    let Some(heard) = cx.find(HEARD, chat)? else { return Ok(()) };
    if let Some(attempt) = &heard.value.attempt
        && let Some(known) = cx.find(ATTEMPTS, attempt)?
    {
        cx.delete(ATTEMPTS, &known)?;
    }
    cx.delete(HEARD, &heard)
}
