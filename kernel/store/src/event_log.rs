//! Facts, committed with the unit of work that caused them, numbered in the order of the commits.

use crate::engine::Span;
use crate::{CommitNumber, Result, StoreError, UnitOfWork, key};
use ombud_access::{Envelope, RecordRef, Timestamp, UserId};
use serde::{Deserialize, Serialize};

const FORMAT: u8 = 1;
/// The most data of an event, bytes.
const MAX_DATA: usize = 64 << 10;
/// The most events of a unit of work.
pub(crate) const MAX_EVENTS: usize = 10_000;

/// A fact as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDraft {
    /// `plugin:noun.verb`.
    pub kind: String,
    /// Which record it is about.
    pub subject: RecordRef,
    /// When.
    pub at: Timestamp,
    /// The person who caused it.
    pub by: Option<UserId>,
    /// The plugin that tells it; none for what the kernel tells itself.
    pub plugin: Option<String>,
    /// JSON.
    pub data: String,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Grows with time, and is never given twice: the commit, and the place within it in the last 16 bits.
    pub number: u64,
    /// `plugin:noun.verb`.
    pub kind: String,
    /// Which record it is about.
    pub subject: RecordRef,
    /// The record's filed envelope as of the commit; for a record that was deleted, just before it.
    pub filed: Envelope,
    /// When.
    pub at: Timestamp,
    /// The person who caused it.
    pub by: Option<UserId>,
    /// The plugin that told it; none for what the kernel tells itself.
    pub plugin: Option<String>,
    /// JSON.
    pub data: String,
}

impl Event {
    /// The commit that it is part of.
    #[must_use]
    pub fn commit(&self) -> CommitNumber {
        self.number >> 16
    }

    pub(crate) fn place(&self) -> Vec<u8> {
        place(self.number)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>> {
        let mut bytes = vec![FORMAT];
        bytes.extend(postcard::to_stdvec(self).map_err(|e| StoreError::Invalid(format!("an event: {e}")))?);
        Ok(bytes)
    }
}

fn place(number: u64) -> Vec<u8> {
    let mut place = vec![key::EVENT];
    place.extend_from_slice(&number.to_be_bytes());
    place
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Event> {
    match bytes.split_first() {
        Some((&FORMAT, rest)) => {
            postcard::from_bytes(rest).map_err(|e| StoreError::Corrupt(format!("an event: {e}")))
        }
        _ => Err(StoreError::Corrupt("an event of unknown format".into())),
    }
}

impl UnitOfWork {
    /// Tells a fact, if the unit is committed.
    pub fn emit(&mut self, draft: EventDraft) -> Result<()> {
        let EventDraft { kind, subject, at, by, plugin, data } = draft;
        if data.len() > MAX_DATA {
            return Err(StoreError::TooLarge(format!("an event carries at most {MAX_DATA} bytes")));
        }
        let Some(sealed) = self.find(&subject.collection, &subject.id)? else {
            return Err(StoreError::NotFound(format!(
                "there is no record `{}` in `{}`",
                subject.id, subject.collection
            )));
        };
        let filed = sealed.filed().clone();
        self.tell(Event { number: 0, kind, subject, filed, at, by, plugin, data })
    }

    /// Tells a fact about something of the kernel's that is no record, if the unit is committed: who may hear of it is
    /// decided on this envelope.
    pub fn announce(
        &mut self,
        filed: Envelope,
        kind: String,
        by: Option<UserId>,
        data: String,
    ) -> Result<()> {
        let (subject, at) = (filed.record(), filed.updated);
        self.tell(Event { number: 0, kind, subject, filed, at, by, plugin: None, data })
    }

    /// The number of the last event; 0 while there is none.
    pub fn newest_event(&self) -> Result<u64> {
        let part = self.view().scan(&key::all(key::EVENT), true, 1)?;
        part.rows.first().map_or(Ok(0), |(_, bytes)| Ok(decode(bytes)?.number))
    }

    /// Up to `limit` events after that number, in order. The log only grows, so it is no conflict when it
    /// has grown meanwhile: what is later is seen later.
    pub fn events_after(&self, number: u64, limit: usize) -> Result<Vec<Event>> {
        let Some(next) = number.checked_add(1) else { return Ok(Vec::new()) };
        let mut rest = Span { start: place(next), end: key::all(key::EVENT).end };
        let mut events = Vec::new();
        while events.len() < limit && !rest.is_empty() {
            let part = self.view().scan(&rest, false, (limit - events.len()).min(256))?;
            for (_, bytes) in part.rows.iter().take(limit - events.len()) {
                events.push(decode(bytes)?);
            }
            rest = part.rest;
        }
        Ok(events)
    }
}
