//! The transcript by mail: for the visitor alone, and as the visitor would read it. Who asks only notes it; a timer writes the mail
//! with the rights of the plugin, in the language of the visitor, and only with what the visitor has seen.

use crate::keep::{CHATS, Chat, State};
use crate::line::{self, Row};
use crate::{texts, told, transcript};
use ombud_plugin::{
    Collection, Cx, Delivery, Draft, Entry, Error, Mail, Recipient, Result, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What was mailed, under the ids of the chats.
const MAILED: Collection<Mailed> = Collection::new("chat:mailed");

/// So many mails about one chat, so far apart in milliseconds.
const MOST: usize = 3;
const APART: Timestamp = 10 * 60_000;

/// After so long a mail that was not taken is late, in milliseconds.
const LATE: Timestamp = 3 * 60 * 60_000;

/// The mails about one chat, the first first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mailed {
    pub all: Vec<One>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct One {
    /// Who asked for it; nobody: the settings say so.
    pub by: Option<UserId>,
    pub at: Timestamp,
    /// What became of it: none as long as it waits.
    #[serde(default)]
    pub fate: Option<Fate>,
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Sent,
    /// Why it was not delivered.
    Failed(String),
}

/// How it stands with a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Scheduled,
    Delayed,
    Sent,
    NotDelivered,
}

impl One {
    /// Why it was not delivered, if it was not.
    pub fn why(&self) -> Option<&str> {
        match &self.fate {
            Some(Fate::Failed(why)) => Some(why),
            Some(Fate::Sent) | None => None,
        }
    }

    pub fn standing(&self, now: Timestamp) -> Standing {
        match &self.fate {
            None if now > self.at + LATE => Standing::Delayed,
            None => Standing::Scheduled,
            Some(Fate::Sent) => Standing::Sent,
            Some(Fate::Failed(_)) => Standing::NotDelivered,
        }
    }
}

/// Whether visitors may have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    Asked,
    Always,
    Never,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    transcript_mail: When,
}

/// What the settings say.
pub fn when(cx: &Cx) -> Result<When> {
    Ok(cx.settings::<Settings>()?.transcript_mail)
}

/// The mails about a chat.
pub fn of(cx: &Cx, chat: &str) -> Result<Vec<One>> {
    Ok(cx.find(MAILED, chat)?.map(|found| found.value.all).unwrap_or_default())
}

/// The same as a program reads them.
pub fn json(mails: &[One], now: Timestamp) -> Value {
    mails.iter().map(|one| json!({ "at": one.at, "status": one.standing(now), "why": one.why() })).collect()
}

/// Whether it can be mailed at all: the chat is over, and the visitor gave an address.
pub fn can(chat: &Chat) -> bool {
    chat.state == State::Ended && !chat.email.trim().is_empty()
}

/// Somebody wants it mailed to the visitor.
pub fn ask(cx: &Cx, chat: &Entry<Chat>) -> Result<()> {
    let me = cx.user()?;
    let visitor = chat.envelope.requester.as_deref() == Some(me.as_str());
    cx.require("chat:chat.write", Some(&chat.at()))?;
    if visitor && when(cx)? == When::Never {
        return Err(Error::invalid(texts::mail_off()));
    }
    if chat.value.state != State::Ended {
        return Err(Error::conflict(texts::not_over()));
    }
    if !can(&chat.value) {
        return Err(Error::invalid(texts::mail_no_address()));
    }
    let before = of(cx, chat.id())?;
    // What waits is what is asked for.
    if before.last().is_some_and(|last| last.fate.is_none()) {
        return Ok(());
    }
    let soon = before.last().is_some_and(|last| last.at + APART > cx.now());
    if before.len() >= MOST || soon {
        return Err(Error::conflict(texts::mail_enough()));
    }
    note(cx, chat.id(), Some(me))
}

/// A chat is over: it is mailed if the settings say so, and somebody was there.
pub fn over(cx: &Cx, chat: &Chat, id: &str) -> Result<()> {
    let there = chat.accepted.is_some() && can(chat);
    match there && when(cx)? == When::Always {
        true => note(cx, id, None),
        false => Ok(()),
    }
}

fn note(cx: &Cx, chat: &str, by: Option<UserId>) -> Result<()> {
    let found = cx.find(MAILED, chat)?;
    let mut mailed = found.as_ref().map(|found| found.value.clone()).unwrap_or_default();
    mailed.all.push(One { by, at: cx.now(), fate: None });
    match &found {
        Some(found) => cx.update(MAILED, found, Draft::new(&mailed)).map(drop)?,
        None => cx.create(MAILED, Draft::new(&mailed).id(chat)).map(drop)?,
    }
    cx.set_timer(&format!("mail/{chat}"), cx.now(), &mailed.all.len())
}

/// Writes the mail. What rings twice is queued once, under its name.
pub fn ring(cx: &Cx, id: &str, data: &str) -> Result<()> {
    let nth: usize = serde_json::from_str(data).unwrap_or_default();
    let Some(chat) = cx.find(CHATS, id)? else { return Ok(()) };
    if of(cx, id)?.get(nth.wrapping_sub(1)).is_none_or(|one| one.fate.is_some()) {
        return Ok(());
    }
    if !chat.value.language.is_empty() {
        ombud_plugin::texts::speak(&chat.value.language);
    }
    // What the visitor has seen, and under the names that the visitor knows.
    let lines = line::read(cx, id, Row::Said, 0)?;
    let names = told::names(cx, &lines.all, &[], true)?;
    let text = transcript::text(&chat, &lines, &names, false);
    let mail = Mail::new(texts::mail_subject(), text + "\n").language(ombud_plugin::texts::language().tag);
    let visitor = chat.envelope.requester.as_ref();
    // An address that the desk knows is proven; one that was written into a form is what the visitor gave.
    let known = visitor
        .and_then(|id| cx.person(id).ok())
        .is_some_and(|person| person.email.is_some_and(|email| !email.is_empty()));
    let mail = match visitor.filter(|_| known) {
        Some(visitor) => mail.to_person(visitor),
        None => mail.to_address(chat.value.email.trim()),
    };
    match cx.post(&format!("{id}-{nth}"), mail) {
        Ok(_) => Ok(()),
        Err(Error::Invalid(why)) => settle(cx, id, nth, Some(why)),
        Err(Error::Denied(denial)) => settle(cx, id, nth, Some(denial.reason)),
        Err(error) => Err(error),
    }
}

/// What became of one.
pub fn heard(cx: &Cx, delivery: &Delivery) -> Result<()> {
    let Some((chat, nth)) = delivery.key.rsplit_once('-') else { return Ok(()) };
    let failed = delivery.fates.iter().find_map(|fate| fate.failed.clone().map(|why| (&fate.to, why)));
    let why = failed.map(|(to, why)| match to {
        // It stands beside the chat for all who may read that.
        Recipient::Address(address) => why.replace(address.as_str(), "…"),
        Recipient::Person(_) => why,
    });
    settle(cx, chat, nth.parse().unwrap_or_default(), why)
}

fn settle(cx: &Cx, chat: &str, nth: usize, failed: Option<String>) -> Result<()> {
    let Some(found) = cx.find(MAILED, chat)? else { return Ok(()) };
    let mut mailed = found.value.clone();
    let Some(one) = nth.checked_sub(1).and_then(|nth| mailed.all.get_mut(nth)) else { return Ok(()) };
    one.fate = Some(failed.map_or(Fate::Sent, Fate::Failed));
    cx.update(MAILED, &found, Draft::new(&mailed)).map(drop)
}
