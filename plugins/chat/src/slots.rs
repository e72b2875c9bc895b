//! Places: which chats somebody has. Whoever gives somebody a chat notes it here in the same unit of work, so of two who give at
//! once one is run again and sees what the other gave.

use crate::keep::{CHATS, SLOTS, Slots, State};
use ombud_plugin::desk::availability::{self, Channel, Question};
use ombud_plugin::{Cx, Draft, Entry, Error, Result};

/// What somebody has.
pub fn of(cx: &Cx, agent: &str) -> Result<Slots> {
    Ok(read(cx, agent)?.map(|entry| entry.value).unwrap_or_default())
}

fn read(cx: &Cx, agent: &str) -> Result<Option<Entry<Slots>>> {
    cx.find(SLOTS, agent)
}

fn change(cx: &Cx, agent: &str, how: impl FnOnce(&mut Slots)) -> Result<()> {
    let read = read(cx, agent)?;
    let before = read.as_ref().map(|read| read.value.clone()).unwrap_or_default();
    let mut slots = before.clone();
    how(&mut slots);
    match read {
        _ if slots == before => Ok(()),
        Some(read) => cx.update(SLOTS, &read, Draft::new(&slots)).map(drop),
        None => cx.create(SLOTS, Draft::new(&slots).id(agent)).map(drop),
    }
}

/// Takes a place for a chat.
pub fn take(cx: &Cx, agent: &str, chat: &str) -> Result<()> {
    let now = cx.now();
    change(cx, agent, |slots| {
        if !slots.chats.iter().any(|one| one == chat) {
            slots.chats.push(chat.to_owned());
        }
        slots.last = now;
    })
}

/// Gives the place of a chat back.
pub fn free(cx: &Cx, agent: &str, chat: &str) -> Result<()> {
    change(cx, agent, |slots| slots.chats.retain(|one| one != chat))
}

/// The same, and it was not answered.
pub fn missed(cx: &Cx, agent: &str, chat: &str) -> Result<()> {
    change(cx, agent, |slots| {
        slots.chats.retain(|one| one != chat);
        slots.missed += 1;
    })
}

/// Notes a chat that somebody joins, which takes no place. Those that are over go.
pub fn join(cx: &Cx, agent: &str, chat: &str) -> Result<()> {
    let mut joined = Vec::new();
    for id in of(cx, agent)?.joined {
        let runs = cx.find(CHATS, &id)?.is_some_and(|chat| chat.value.state == State::Running);
        if runs && id != chat {
            joined.push(id);
        }
    }
    joined.push(chat.to_owned());
    change(cx, agent, |slots| slots.joined = joined)
}

/// Whoever joined has left.
pub fn leave(cx: &Cx, agent: &str, chat: &str) -> Result<()> {
    change(cx, agent, |slots| slots.joined.retain(|one| one != chat))
}

/// How many chats somebody takes at once where it is most: limits of departments differ.
pub fn most_of(cx: &Cx, agent: &str) -> Result<u32> {
    let departments = match cx.person(agent) {
        // Who may not look people up is told what counts without a department.
        Err(Error::Denied(_)) => Vec::new(),
        person => person?.departments,
    };
    let mut places: Vec<Option<String>> = departments.into_iter().map(Some).collect();
    if places.is_empty() {
        places.push(None);
    }
    let question = |department| Question { user: agent.to_owned(), channel: Channel::Chat, department };
    let questions: Vec<Question> = places.into_iter().take(500).map(question).collect();
    Ok(availability::limits(cx, &questions)?.iter().map(|bound| bound.most).max().unwrap_or(0))
}

/// How many chats of this department somebody takes at once.
pub fn most(cx: &Cx, agent: &str, department: Option<&str>) -> Result<u32> {
    let department = department.map(str::to_owned);
    let question = Question { user: agent.to_owned(), channel: Channel::Chat, department };
    Ok(availability::limits(cx, &[question])?.first().map_or(0, |bound| bound.most))
}
