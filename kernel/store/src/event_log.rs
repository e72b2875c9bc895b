//! Facts, committed with the unit of work that caused them, numbered in the order of the commits.

use crate::engine::Span;
use crate::{CommitNumber, Result, StoreError, UnitOfWork, key};
use ombud_access::{Envelope, RecordRef, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// An event that nothing led to, and one with its cause behind the rest.
const FORMAT: u8 = 1;
const FORMAT_CAUSED: u8 = 2;
/// The most data of an event, bytes.
const MAX_DATA: usize = 64 << 10;
/// The most events of a unit of work, or of a part of one.
pub(crate) const MAX_EVENTS: usize = 10_000;
/// The most events of a commit: their places in it are counted with 16 bits.
pub(crate) const MAX_EVENTS_OF_ALL: usize = 1 << 16;

/// What led to an event: reactions of plugins, each to an event before it. What somebody did, and what a timer's ring did,
/// has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The number of the event that was reacted to last.
    pub event: u64,
    /// The reactions on the way, the first one first; never empty.
    pub trail: Vec<Step>,
}

/// One reaction on the way to an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Whose.
    pub plugin: String,
    /// To what kind of event.
    pub kind: String,
    /// About which record.
    pub subject: RecordRef,
}

impl Step {
    /// The reaction of a plugin to this event.
    #[must_use]
    pub fn reaction(plugin: &str, event: &Event) -> Step {
        Step { plugin: plugin.into(), kind: event.kind.clone(), subject: event.subject.clone() }
    }
}

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
    /// The record's filed envelope as of the commit; for a record that was deleted, or [left](Event::is_left), just before it.
    pub filed: Envelope,
    /// When.
    pub at: Timestamp,
    /// The person who caused it.
    pub by: Option<UserId>,
    /// The plugin that told it; none for what the kernel tells itself.
    pub plugin: Option<String>,
    /// JSON.
    pub data: String,
    /// The reactions that led to it, if any did. The last field: it is what format 1 did not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Box<Cause>>,
}

impl Event {
    /// The reactions that led to it, the first one first.
    #[must_use]
    pub fn trail(&self) -> &[Step] {
        self.cause.as_deref().map_or(&[], |cause| &cause.trail)
    }

    /// Whether it tells those who could see the record where it was that it is filed elsewhere now: `plugin:collection.left`.
    #[must_use]
    pub fn is_left(&self) -> bool {
        self.kind.strip_prefix(&*self.subject.collection) == Some(".left")
    }

    /// The commit that it is part of.
    #[must_use]
    pub fn commit(&self) -> CommitNumber {
        self.number >> 16
    }

    pub(crate) fn place(&self) -> Vec<u8> {
        place(self.number)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>> {
        let mut bytes = vec![if self.cause.is_some() { FORMAT_CAUSED } else { FORMAT }];
        bytes.extend(postcard::to_stdvec(self).map_err(|e| StoreError::Invalid(format!("an event: {e}")))?);
        Ok(bytes)
    }
}

/// Where the events of a commit begin.
pub(crate) fn first_of(commit: CommitNumber) -> Vec<u8> {
    place(commit << 16)
}

fn place(number: u64) -> Vec<u8> {
    let mut place = vec![key::EVENT];
    place.extend_from_slice(&number.to_be_bytes());
    place
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Event> {
    let read = match bytes.split_first() {
        // Where the cause would be stands that there is none.
        Some((&FORMAT, rest)) => postcard::from_bytes(&[rest, &[0]].concat()),
        Some((&FORMAT_CAUSED, rest)) => postcard::from_bytes(rest),
        _ => return Err(StoreError::Corrupt("an event of unknown format".into())),
    };
    read.map_err(|e| StoreError::Corrupt(format!("an event: {e}")))
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
        self.tell(Event { number: 0, kind, subject, filed, at, by, plugin, data, cause: None })
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
        self.tell(Event { number: 0, kind, subject, filed, at, by, plugin: None, data, cause: None })
    }

    /// An event by its number.
    pub fn event(&self, number: u64) -> Result<Option<Event>> {
        self.view().get(&place(number))?.map(|bytes| decode(&bytes)).transpose()
    }

    /// No event that this unit can see has a greater number than this. It is known without looking.
    #[must_use]
    pub fn last_event_seen(&self) -> u64 {
        self.begun_at() << 16 | 0xffff
    }

    /// The number of the last event; 0 while there is none.
    pub fn newest_event(&self) -> Result<u64> {
        let mut rest = key::all(key::EVENT);
        // What others have written since this moment stands behind it, and is no part of it.
        while !rest.is_empty() {
            let part = self.view().scan(&rest, true, 16)?;
            if let Some((_, bytes)) = part.rows.first() {
                return Ok(decode(bytes)?.number);
            }
            rest = part.rest;
        }
        Ok(0)
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use ombud_access::Audience;

    /// An event as it was written before there were causes.
    const BEFORE: &str = "0182801c137a6f6f3a616e696d616c732e6368616e6765640b7a6f6f3a616e696d616c73036c656f0b7a6f6f\
        3a616e696d616c73036c656f030000000001000102020001037a6f6f0d7b2276657273696f6e223a337d";

    pub(crate) fn event() -> Event {
        let subject = RecordRef { collection: "zoo:animals".into(), id: "leo".parse().unwrap() };
        let filed = Envelope {
            collection: subject.collection.clone(),
            id: subject.id.clone(),
            version: 3,
            department: None,
            assignee: None,
            requester: None,
            participants: Vec::new(),
            audience: Audience::Staff,
            parent: None,
            created: Timestamp(1),
            updated: Timestamp(2),
        };
        Event {
            number: 7 << 16 | 2,
            kind: "zoo:animals.changed".into(),
            subject,
            filed,
            at: Timestamp(2),
            by: None,
            plugin: Some("zoo".into()),
            data: "{\"version\":3}".into(),
            cause: None,
        }
    }

    #[test]
    fn an_event_of_before_there_were_causes_is_read_and_one_without_is_still_written_so() {
        let bytes: Vec<u8> = (0..BEFORE.len() / 2)
            .map(|at| u8::from_str_radix(&BEFORE[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        assert_eq!(decode(&bytes).unwrap(), event());
        assert_eq!(event().encode().unwrap(), bytes);
    }

    #[test]
    fn a_cause_is_kept_and_no_part_of_an_event_can_be_missing() {
        let trail = vec![Step::reaction("park", &event()), Step::reaction("zoo", &event())];
        let caused = Event { cause: Some(Box::new(Cause { event: 7, trail })), ..event() };
        let bytes = caused.encode().unwrap();
        assert_eq!(decode(&bytes).unwrap(), caused);
        assert_eq!(caused.trail().len(), 2);
        for cut in 0..bytes.len() {
            assert!(decode(&bytes[..cut]).is_err(), "{cut}");
        }
    }
}
