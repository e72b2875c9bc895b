//! Tickets as rules read them, with whatever rights the call has.

use crate::keep::ticket;
use crate::model::clock::Clocks;
use crate::model::condition::What;
use crate::model::engine::Placed;
use crate::model::facts::Facts;
use crate::model::past::{self, Change, Said, Step};
use ombud_plugin::desk::tickets::{self, Ticket};
use ombud_plugin::{Collection, Cx, Entry, Error, Query, Result, Timestamp};

const HISTORY: Collection<Change> = Collection::new("tickets:history");
const MESSAGES: Collection<Said> = Collection::new("tickets:messages");

/// What rules ask beyond the ticket itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asks {
    /// Words of messages.
    pub message: bool,
    /// Since when it is so.
    pub clocks: bool,
}

impl Asks {
    /// What these rules ask.
    pub fn of<'a>(rules: impl IntoIterator<Item = &'a Placed>) -> Asks {
        let mut asks = Asks::default();
        for check in rules.into_iter().flat_map(|rule| rule.rule.when.checks()) {
            asks.message |= check.what == What::Message;
            asks.clocks |= check.what.is_hours() && check.what != What::HoursSinceOpened;
        }
        asks
    }
}

/// A ticket; none: it is gone, or not to be seen.
pub fn find(cx: &Cx, id: &str) -> Result<Option<Ticket>> {
    match tickets::get(cx, id) {
        Err(Error::NotFound(_)) => Ok(None),
        other => other.map(Some),
    }
}

/// The text of a message, or of the first if that is not to be seen.
pub fn message(cx: &Cx, id: &str, message: Option<&str>) -> Result<Option<String>> {
    if let Some(message) = message
        && let Some(entry) = cx.find(MESSAGES, message)?
    {
        return Ok(Some(entry.value.text));
    }
    let first = cx.query(MESSAGES, &Query::by("at").parent(ticket(id)).limit(1))?;
    Ok(first.entries.into_iter().next().map(|entry| entry.value.text))
}

/// All changes and all messages of a ticket that may be seen.
pub fn history(cx: &Cx, id: &str) -> Result<(Vec<Change>, Vec<Said>)> {
    let changes = cx.all(HISTORY, &Query::by("at").parent(ticket(id)))?;
    let messages = cx.all(MESSAGES, &Query::by("at").parent(ticket(id)))?;
    let values = changes.into_iter().map(|entry| entry.value).collect();
    Ok((values, messages.into_iter().map(|entry| entry.value).collect()))
}

/// The life of a ticket, oldest first, as far as it may be seen.
pub fn life(cx: &Cx, now: &Facts) -> Result<Vec<Step>> {
    let (changes, messages) = history(cx, &now.id)?;
    Ok(past::life(now, &changes, &messages))
}

/// Since when a ticket is as it is.
pub fn clocks(cx: &Cx, now: &Facts) -> Result<Clocks> {
    let last = life(cx, now)?.pop();
    Ok(last.and_then(|step| step.after.clocks).unwrap_or_else(|| Clocks::begin(now, now.created)))
}

/// How many changes are looked at to find those of one call.
const LATEST: u32 = 24;

/// What one call did.
pub struct Call {
    /// What it changed.
    pub changes: Vec<Change>,
    /// What it wrote.
    pub messages: Vec<Entry<Said>>,
    /// Others have changed the ticket since.
    pub is_past: bool,
}

/// What the call of that time did with a ticket.
pub fn call(cx: &Cx, id: &str, at: Timestamp) -> Result<Call> {
    let latest = cx.query(HISTORY, &Query::by("at").parent(ticket(id)).descending().limit(LATEST))?;
    let is_past = latest.entries.first().is_some_and(|entry| entry.value.at > at);
    let reaches = latest.next.is_none() || latest.entries.last().is_some_and(|entry| entry.value.at < at);
    let changes = match reaches {
        true => latest.entries.into_iter().rev().filter(|entry| entry.value.at == at).collect(),
        false => cx.all(HISTORY, &Query::by("at").prefix(at).parent(ticket(id)))?,
    };
    let latest = cx.query(MESSAGES, &Query::by("created").parent(ticket(id)).descending().limit(8))?;
    let mut messages: Vec<_> = latest.entries.into_iter().filter(|entry| entry.value.filed == at).collect();
    messages.reverse();
    Ok(Call { changes: changes.into_iter().map(|entry| entry.value).collect(), messages, is_past })
}

/// The change or the message that an event tells of; none: it is gone.
pub fn ticket_of(cx: &Cx, collection: &str, id: &str) -> Result<Option<String>> {
    let parent = match collection {
        "tickets:history" => cx.find(HISTORY, id)?.and_then(|entry| entry.envelope.parent),
        "tickets:messages" => cx.find(MESSAGES, id)?.and_then(|entry| entry.envelope.parent),
        _ => None,
    };
    Ok(parent.map(|parent| parent.id))
}
