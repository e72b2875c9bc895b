//! Everything that one incoming call reads and writes: true as a whole, or not at all.

use crate::committer::{CommitNumber, Proposal};
use crate::conflict::Reads;
use crate::cursor::Signer;
use crate::engine::{Span, Writes};
use crate::event_log::{Cause, Event, MAX_EVENTS, MAX_EVENTS_OF_ALL};
use crate::merge::overlay;
use crate::view::{Rows, View};
use crate::{BlobId, CommitError, Result, Store, StoreError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most bytes that one unit writes.
const MAX_BYTES: usize = 64 << 20;

/// Reads one moment of the store and its own writes. What it reads is remembered: if another commit changes
/// any of it, this one conflicts. A unit that writes nothing never conflicts, because one moment is consistent.
///
/// Dropped without [`UnitOfWork::commit`], it leaves nothing behind.
pub struct UnitOfWork {
    store: Store,
    view: View,
    reads: Reads,
    writes: Writes,
    /// What stood at keys that it writes, where that follows from what it has read.
    known: Writes,
    /// What the writes replaced, for going back to a savepoint.
    undo: Vec<Replaced>,
    events: Vec<Event>,
    counters: BTreeSet<String>,
    blobs: Vec<BlobId>,
    /// Records change their form, and nothing else about them.
    rewrites: bool,
    /// What led to all that it tells.
    cause: Option<Box<Cause>>,
    /// Bytes of all writes and events so far, also of those that were written over or taken back.
    written: usize,
    /// Where the part begins that is being worked at.
    part: Part,
}

/// What a unit had written and told when a part of it began.
#[derive(Clone, Copy, Default)]
struct Part {
    written: usize,
    events: usize,
}

/// A key, and what was to be written there before, if anything was.
type Replaced = (Vec<u8>, Option<Option<Vec<u8>>>);

/// A point in a unit of work to go back to.
#[derive(Clone, Copy, Debug)]
pub struct Savepoint {
    undo: usize,
    events: usize,
    blobs: usize,
}

impl UnitOfWork {
    pub(crate) fn new(store: Store, view: View) -> UnitOfWork {
        UnitOfWork {
            store,
            view,
            reads: Reads::default(),
            writes: Writes::new(),
            known: Writes::new(),
            undo: Vec::new(),
            events: Vec::new(),
            counters: BTreeSet::new(),
            blobs: Vec::new(),
            rewrites: false,
            cause: None,
            written: 0,
            part: Part::default(),
        }
    }

    /// Bytes of keys, values and events that this part has written so far, also of those that were written over.
    #[must_use]
    pub fn written_bytes(&self) -> usize {
        self.written - self.part.written
    }

    /// What follows is a piece of work of its own, as if a unit began: nothing has led to it, what a unit may write and tell
    /// is counted from here, and what was told so far is filed as the records are now. Gives the point to go back to if
    /// nothing comes of it.
    pub fn next_part(&mut self) -> Result<Savepoint> {
        self.file_events()?;
        self.cause = None;
        self.part = Part { written: self.written, events: self.events.len() };
        Ok(self.savepoint())
    }

    /// Whether so much has been written and told in all that other work had better have a unit of its own.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.written > MAX_BYTES / 16 || self.events.len() > MAX_EVENTS / 10
    }

    /// The commit whose state this unit sees.
    #[must_use]
    pub fn begun_at(&self) -> CommitNumber {
        self.view.start()
    }

    /// Keys that were written since a savepoint, and what was to be written there before.
    pub(crate) fn replaced_since(
        &self,
        since: Savepoint,
    ) -> impl Iterator<Item = (&Vec<u8>, &Option<Option<Vec<u8>>>)> {
        self.undo.iter().skip(since.undo).map(|(key, before)| (key, before))
    }

    /// What is to be written at a key.
    pub(crate) fn written(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.writes.get(key).cloned().flatten()
    }

    /// Facts that were told since a savepoint.
    pub(crate) fn told_since(&self, since: Savepoint) -> &[Event] {
        self.events.get(since.events..).unwrap_or_default()
    }

    /// A unit that sees the same moment of the store, and has written nothing yet.
    #[must_use]
    pub fn same_moment(&self) -> UnitOfWork {
        UnitOfWork::new(self.store.clone(), self.view.again())
    }

    /// From now on until it is said again, records are only brought into another form: that is no news, and does not
    /// make them any newer.
    pub fn rewrite(&mut self, rewrites: bool) {
        self.rewrites = rewrites;
    }

    /// Whether that is so.
    #[must_use]
    pub fn rewrites(&self) -> bool {
        self.rewrites
    }

    /// Everything that it tells from now on came about in this way.
    pub fn caused_by(&mut self, cause: Cause) {
        self.cause = Some(Box::new(cause));
    }

    /// The way in which what it tells comes about, if reactions are on it.
    #[must_use]
    pub fn cause(&self) -> Option<&Cause> {
        self.cause.as_deref()
    }

    /// Whether there is nothing to commit.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.writes.is_empty() && self.events.is_empty() && self.counters.is_empty()
    }

    /// A point to go back to.
    #[must_use]
    pub fn savepoint(&self) -> Savepoint {
        Savepoint { undo: self.undo.len(), events: self.events.len(), blobs: self.blobs.len() }
    }

    /// Forgets what was written and told since. What was read stays read; numbers that were taken stay taken.
    pub fn rollback_to(&mut self, to: Savepoint) {
        for (key, before) in self.undo.drain(to.undo.min(self.undo.len())..).rev() {
            match before {
                Some(value) => self.writes.insert(key, value),
                None => self.writes.remove(&key),
            };
        }
        self.events.truncate(to.events);
        self.blobs.truncate(to.blobs);
    }

    /// The next number of a counter: 1, 2, 3 … A number is never given twice; a unit that fails leaves a gap.
    /// Taking one never conflicts.
    pub fn next_number(&mut self, counter: &str) -> Result<u64> {
        plain("counter", counter, 256)?;
        let number = self.store.next_number(counter)?;
        self.counters.insert(counter.to_owned());
        Ok(number)
    }

    /// Makes it true. When this answers with a number, it is on disk.
    pub async fn commit(self) -> Result<CommitNumber, CommitError> {
        self.commit_as(None).await
    }

    /// The same as one of several tries, which yield to others that have a turn.
    pub(crate) async fn commit_as(mut self, tries: Option<usize>) -> Result<CommitNumber, CommitError> {
        if self.is_read_only() {
            return Ok(self.view.start());
        }
        let size =
            |(key, value): (&Vec<u8>, &Option<Vec<u8>>)| key.len() + value.as_ref().map_or(0, Vec::len);
        if self.writes.iter().map(size).sum::<usize>() > MAX_BYTES {
            return Err(CommitError::TooLarge(format!("one unit of work writes at most {MAX_BYTES} bytes")));
        }
        if self.events.len() > MAX_EVENTS_OF_ALL {
            return Err(CommitError::TooLarge(format!(
                "one commit tells at most {MAX_EVENTS_OF_ALL} events"
            )));
        }
        self.file_events()?;
        let UnitOfWork { store, view, reads, writes, known, events, counters, blobs, .. } = self;
        let counters = counters.into_iter().collect();
        store.propose(Proposal { view, reads, writes, known, events, counters, blobs, tries }).await
    }

    /// Whether it tells such an event already.
    pub(crate) fn tells(&self, such: impl Fn(&Event) -> bool) -> bool {
        self.events.iter().any(such)
    }

    /// Events carry the envelope as it is filed at the end of their part; those of what left, as it was before.
    fn file_events(&mut self) -> Result<()> {
        let mut events = std::mem::take(&mut self.events);
        for event in events.iter_mut().skip(self.part.events).filter(|event| !event.is_left()) {
            if let Some(envelope) = self.envelope(&event.subject)? {
                event.filed = self.filed(&envelope)?;
            }
        }
        self.events = events;
        Ok(())
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    pub(crate) fn reads(&mut self) -> &mut Reads {
        &mut self.reads
    }

    pub(crate) fn signer(&self) -> &Signer {
        self.store.signer()
    }

    pub(crate) fn read(&mut self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        if let Some(own) = self.writes.get(key) {
            return Ok(own.clone());
        }
        self.reads.key(key);
        self.view.get(key)
    }

    /// The first (or last) rows of a span, remembered as far as they were read.
    pub(crate) fn read_span(
        &mut self,
        span: &Span,
        backward: bool,
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        let mut rows = Vec::new();
        let mut rest = span.clone();
        while rows.len() < limit && !rest.is_empty() {
            let part = self.peek_span(&rest, backward, (limit - rows.len()).min(512))?;
            rows.extend(Arc::unwrap_or_clone(part.rows));
            rest = part.rest;
        }
        let cut = rows.len() > limit;
        rows.truncate(limit);
        let read = match rows.last() {
            Some((last, _)) if cut || !rest.is_empty() => span.split(last, backward).0,
            _ => span.clone(),
        };
        self.reads.span(read);
        Ok(rows)
    }

    /// The next rows of a span, not remembered.
    pub(crate) fn peek_span(&self, span: &Span, backward: bool, limit: usize) -> Result<Rows> {
        if span.is_empty() {
            return Ok(Rows { rows: Arc::default(), rest: span.clone(), covered: span.clone() });
        }
        let part = self.view.scan(span, backward, limit)?;
        let own = self.writes.range(part.covered.start.clone()..part.covered.end.clone());
        Ok(Rows { rows: overlay(part.rows, own, backward), ..part })
    }

    pub(crate) fn write(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
        self.written += key.len() + value.as_ref().map_or(0, Vec::len);
        let before = self.writes.insert(key.clone(), value);
        self.undo.push((key, before));
    }

    /// The same for a row that follows from a record which this unit has read: so it is known what stands there.
    pub(crate) fn write_derived(&mut self, key: &[u8], value: Option<&[u8]>, before: Option<&[u8]>) {
        if !self.writes.contains_key(key) {
            self.known.entry(key.to_vec()).or_insert_with(|| before.map(<[u8]>::to_vec));
        }
        self.write(key.to_vec(), value.map(<[u8]>::to_vec));
    }

    pub(crate) fn tell(&mut self, mut event: Event) -> Result<()> {
        if self.events.len().saturating_sub(self.part.events) >= MAX_EVENTS {
            return Err(StoreError::TooLarge(format!("one unit of work tells at most {MAX_EVENTS} events")));
        }
        self.written += event.data.len();
        if self.written_bytes() > MAX_BYTES {
            return Err(StoreError::TooLarge(format!("one unit of work writes at most {MAX_BYTES} bytes")));
        }
        event.cause = self.cause.clone();
        self.events.push(event);
        Ok(())
    }

    /// The unit names a file, which must be there now and at the commit; gives how many bytes it has.
    pub(crate) fn name_blob(&mut self, blob: &BlobId) -> Result<u64> {
        let missing = || StoreError::NotFound(format!("there is no file `{blob}`"));
        let size = self.store.blobs().size(blob)?.ok_or_else(missing)?;
        self.blobs.push(*blob);
        Ok(size)
    }
}

/// Checks a name that becomes part of a key.
pub(crate) fn plain(what: &str, name: &str, longest: usize) -> Result<()> {
    if name.is_empty() || name.len() > longest || name.contains('\0') {
        let name: String = name.chars().take(80).collect();
        return Err(StoreError::Invalid(format!(
            "`{name}` cannot name a {what}: 1 to {longest} bytes, none of them zero"
        )));
    }
    Ok(())
}
