//! Processes that write to the same database, as this one sees them: each batch leaves a word that says what stood there
//! before. Whoever reads rows hears of which batch they are; if that is later than what is known here, the words up to
//! it are taken in first, so that a unit of work sees its one moment whoever writes.

use crate::committer::{Commit, CommitNumber};
use crate::conflict::History;
use crate::engine::{Beside, Cell, Span};
use crate::usage::{Moved, Usages};
use crate::view::State;
use crate::{Result, StoreError, event_log, format, key};
use parking_lot::{Mutex, MutexGuard};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

/// What others have done is asked for so often.
pub(crate) const LOOK: Duration = Duration::from_millis(50);
/// Whoever has not heard anything for so long asks before going on.
const STALE: Duration = Duration::from_millis(700);
/// Events that are read at a time.
const EVENTS: usize = 512;

/// What a batch tells the other processes.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Word {
    /// The last commit before it, and its own last one.
    pub from: CommitNumber,
    pub to: CommitNumber,
    /// What it changes in what plugins keep, and whether the rows of that are right with it.
    pub moved: Moved,
    pub counted: bool,
    /// Which commit wrote which key, and what stood there before.
    pub rows: Vec<(CommitNumber, Vec<u8>, Option<Vec<u8>>)>,
}

/// That of the rows: when it is raised, processes that do not know the new one stop at the first word of one that does.
const FORMAT: u8 = {
    assert!(format::FORMAT < 256);
    format::FORMAT.to_be_bytes()[3]
};

impl Word {
    pub fn encode(&self) -> Result<Vec<u8>> {
        let told =
            postcard::to_stdvec(self).map_err(|error| StoreError::Invalid(format!("a word: {error}")))?;
        Ok([&[FORMAT], told.as_slice()].concat())
    }

    fn decode(bytes: &[u8]) -> Result<Word> {
        let damaged = || StoreError::Corrupt("what another process says of its writes".into());
        match bytes.split_first() {
            Some((&FORMAT, told)) => postcard::from_bytes(told).map_err(|_| damaged()),
            Some((newer, _)) if *newer > FORMAT => Err(StoreError::Database(
                "is served by a newer version of Ombud, too, and this one does not understand what that writes: end this \
                 process, and start the newer version in its place"
                    .into(),
            )),
            _ => Err(damaged()),
        }
    }
}

/// What is known of the others.
pub(crate) struct Others {
    /// The last batch that is known here. Held by whoever takes in words, and by the committer while it writes.
    place: Mutex<u64>,
    /// The same, for those who only compare.
    known: AtomicU64,
    /// When it was last known that this is all.
    fresh: Mutex<Instant>,
    usages: Arc<Usages>,
    news: broadcast::Sender<Arc<Commit>>,
}

impl Others {
    pub fn after(batch: u64, usages: Arc<Usages>, news: broadcast::Sender<Arc<Commit>>) -> Others {
        Others {
            place: Mutex::new(batch),
            known: AtomicU64::new(batch),
            fresh: Mutex::new(Instant::now()),
            usages,
            news,
        }
    }

    /// Nobody else takes in words while this is held.
    pub fn place(&self) -> MutexGuard<'_, u64> {
        self.place.lock()
    }

    /// This process has written a batch.
    pub fn wrote(&self, place: &mut u64, batch: u64) {
        *place = batch;
        self.known.store(batch, Ordering::Release);
        *self.fresh.lock() = Instant::now();
    }

    fn is_fresh(&self) -> bool {
        self.fresh.lock().elapsed() < STALE
    }
}

impl State {
    /// What was just read may be of a later batch than is known here: then this one becomes known.
    pub fn follow(&self) -> Result<()> {
        let (Some(others), Some(beside)) = (&self.others, self.engine.beside()) else { return Ok(()) };
        let seen = beside.seen();
        if seen <= others.known.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut place = others.place();
        if *place < seen { self.take_in(others, beside, &mut place) } else { Ok(()) }
    }

    /// It is known what others have done up to less than a second ago, or this fails.
    pub fn be_fresh(&self) -> Result<()> {
        let (Some(others), Some(beside)) = (&self.others, self.engine.beside()) else { return Ok(()) };
        if others.is_fresh() {
            return Ok(());
        }
        let mut place = others.place();
        // The committer, or another reader, may have asked meanwhile.
        if others.is_fresh() { Ok(()) } else { self.take_in(others, beside, &mut place) }
    }

    /// Looks what others have done, unless somebody does so already.
    pub fn look(&self) -> Result<()> {
        let (Some(others), Some(beside)) = (&self.others, self.engine.beside()) else { return Ok(()) };
        match others.place.try_lock() {
            Some(mut place) => self.take_in(others, beside, &mut place),
            None => Ok(()),
        }
    }

    /// Takes in all words after this place.
    pub fn take_in(&self, others: &Others, beside: &dyn Beside, place: &mut u64) -> Result<()> {
        loop {
            let asked = Instant::now();
            let (last, words) = beside.words(*place)?;
            for (batch, bytes) in words {
                let word = Word::decode(&bytes)?;
                let from = self.history.read().published();
                if batch == *place + 1 {
                    if word.from != from {
                        return Err(StoreError::Corrupt(format!(
                            "a batch goes on from commit {}, and the one before it ended at {from}",
                            word.from
                        )));
                    }
                    let mut history = self.history.write();
                    for (commit, row, before) in word.rows {
                        history.register(commit, &row, before);
                    }
                    history.publish(word.to);
                } else {
                    tracing::warn!(
                        from,
                        to = word.to,
                        "this process was away for long: what it was doing begins anew"
                    );
                    self.history.write().go_on_at(word.to);
                }
                others.usages.others_moved(word.moved, word.counted, batch == *place + 1);
                others.wrote(place, batch);
                self.tell(others, from, word.to)?;
            }
            if *place >= last {
                *others.fresh.lock() = asked;
                return Ok(());
            }
        }
    }

    /// Tells whoever listens here of the commits of others.
    fn tell(&self, others: &Others, from: CommitNumber, to: CommitNumber) -> Result<()> {
        let mut next = from + 1;
        let mut rest = Span { start: event_log::first_of(next), end: event_log::first_of(to + 1) };
        let mut commit = Commit { number: next, events: Vec::new() };
        let send = |commit: Commit| drop(others.news.send(Arc::new(commit)));
        while !rest.is_empty() {
            let rows = self.engine.scan(&rest, false, EVENTS)?;
            for (row, cell) in &rows {
                let Cell::Whole(bytes) = cell else { return Err(StoreError::Corrupt(key::describe(row))) };
                let event = event_log::decode(bytes)?;
                while commit.number < event.commit() {
                    next += 1;
                    send(std::mem::replace(&mut commit, Commit { number: next, events: Vec::new() }));
                }
                commit.events.push(event);
            }
            match rows.last() {
                Some((last, _)) if rows.len() >= EVENTS => rest = rest.split(last, false).1,
                _ => break,
            }
        }
        while commit.number < to {
            next += 1;
            send(std::mem::replace(&mut commit, Commit { number: next, events: Vec::new() }));
        }
        if from < to {
            send(commit);
        }
        Ok(())
    }
}

/// What the committer has registered of a batch that is to be written, for the others.
pub(crate) fn rows_of(
    history: &History,
    published: CommitNumber,
) -> Vec<(CommitNumber, Vec<u8>, Option<Vec<u8>>)> {
    history.later(published).map(|(commit, key, before)| (commit, key.clone(), before.clone())).collect()
}
