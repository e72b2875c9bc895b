//! The queue: who waits, in which order, and how long that may take.

use crate::keep::{CHATS, PACE, Pace, QUEUE, Waiting};
use crate::model;
use ombud_plugin::{Cx, Draft, Entry, Page, Query, Result, Timestamp};

/// So many are counted when somebody asks for the own place.
const COUNTED: usize = 1000;
/// In so many chats it is looked for whom a visitor talked to last: in the latest perhaps nobody came.
const LOOKED: u32 = 5;
/// So many acceptances are remembered.
const PACED: usize = 20;

fn draft(chat: &str, waiting: &Waiting) -> Draft<Waiting> {
    // Times have as many digits as any other for ages.
    let place = [waiting.department.clone(), format!("{:015}", waiting.since), chat.to_owned()];
    Draft::new(waiting).id(chat).index("place", place)
}

/// A chat that waits, if it does.
pub fn find(cx: &Cx, chat: &str) -> Result<Option<Entry<Waiting>>> {
    cx.find(QUEUE, chat)
}

/// Puts a chat into the row.
pub fn put_in(cx: &Cx, chat: &str, waiting: &Waiting) -> Result<()> {
    cx.create(QUEUE, draft(chat, waiting))?;
    if let Some((_, until)) = &waiting.wanted {
        cx.set_timer(&hold_key(&waiting.department, chat), *until, &())?;
    }
    Ok(())
}

/// Notes what has become of one that goes on waiting.
pub fn change(cx: &Cx, read: &Entry<Waiting>, waiting: &Waiting) -> Result<()> {
    cx.update(QUEUE, read, draft(read.id(), waiting)).map(drop)
}

/// Takes a chat out of the row.
pub fn take_out(cx: &Cx, read: &Entry<Waiting>) -> Result<()> {
    cx.cancel_timer(&ring_key(read.id()))?;
    cx.cancel_timer(&hold_key(&read.value.department, read.id()))?;
    cx.delete(QUEUE, read)
}

/// Some of those who wait in a department, the first first.
pub fn page(cx: &Cx, department: &str, cursor: Option<String>) -> Result<Page<Waiting>> {
    cx.query(QUEUE, &Query::by("place").prefix(department).limit(200).cursor(cursor))
}

/// Those who wait in a department, the first first; at most so many.
pub fn row(cx: &Cx, department: &str, most: usize) -> Result<Vec<Entry<Waiting>>> {
    let mut query = Query::by("place").prefix(department).limit(200);
    let mut row = Vec::new();
    loop {
        let page = cx.query(QUEUE, &query)?;
        row.extend(page.entries);
        match page.next {
            Some(next) if row.len() < most => query = query.cursor(next),
            _ => {
                row.truncate(most);
                return Ok(row);
            }
        }
    }
}

/// Which place a chat has in its department, from 1, and how many seconds it may take. At whom it rings does not count: whoever
/// waits is not told of that.
pub fn place(cx: &Cx, read: &Entry<Waiting>) -> Result<(Option<u32>, Option<u64>)> {
    let row = row(cx, &read.value.department, COUNTED)?;
    let place = row.iter().position(|one| one.id() == read.id());
    let place = place.and_then(|at| u32::try_from(at + 1).ok());
    let pace = cx.find(PACE, &read.value.department)?.map(|entry| entry.value).unwrap_or_default();
    Ok((place, place.and_then(|place| model::expected(place, &pace.accepted, cx.now()))))
}

/// Notes that one of the department was accepted just now.
pub fn accepted(cx: &Cx, department: &str) -> Result<()> {
    let read = cx.find(PACE, department)?;
    let mut pace = read.as_ref().map(|read| read.value.clone()).unwrap_or_default();
    pace.accepted.push(cx.now());
    let much = pace.accepted.len().saturating_sub(PACED);
    pace.accepted.drain(..much);
    match read {
        Some(read) => cx.update(PACE, &read, Draft::new(&pace)).map(drop),
        None => cx.create(PACE, Draft::<Pace>::new(&pace).id(department)).map(drop),
    }
}

/// Whom the visitor talked to last, if that is to be waited for. The chats themselves say it: nothing else is kept of it, and with
/// them it is forgotten.
pub fn known(cx: &Cx, visitor: &str, seconds: u32) -> Result<Option<(String, Timestamp)>> {
    if seconds == 0 {
        return Ok(None);
    }
    let until = cx.now() + u64::from(seconds) * 1000;
    let chats = cx.query(CHATS, &Query::by("visitor").prefix(visitor).descending().limit(LOOKED))?.entries;
    let last = chats.into_iter().find_map(|chat| chat.envelope.assignee);
    Ok(last.map(|agent| (agent, until)))
}

/// The timer that ends a ring.
pub fn ring_key(chat: &str) -> String {
    format!("ring/{chat}")
}

/// The timer that ends the wait for one agent; like every one that gives out chats of the department.
fn hold_key(department: &str, chat: &str) -> String {
    format!("give/{department}/hold-{chat}")
}

/// Has the chats of a department given out as soon as this call is on disk. `why` keeps calls that do so at once out of each
/// other's way.
pub fn wake(cx: &Cx, department: &str, why: &str) -> Result<()> {
    cx.set_timer(&format!("give/{department}/{why}"), cx.now(), &())
}
