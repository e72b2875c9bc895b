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
    /// The last commit of which listeners here were told. Changed by whoever holds the place.
    told: AtomicU64,
    /// When it was last known that this is all.
    fresh: Mutex<Instant>,
    usages: Arc<Usages>,
    news: broadcast::Sender<Arc<Commit>>,
}

impl Others {
    pub fn after(
        batch: u64,
        commit: CommitNumber,
        usages: Arc<Usages>,
        news: broadcast::Sender<Arc<Commit>>,
    ) -> Others {
        Others {
            place: Mutex::new(batch),
            known: AtomicU64::new(batch),
            told: AtomicU64::new(commit),
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

    /// Tells listeners here.
    pub fn tell(&self, commit: Commit) {
        self.told.store(commit.number, Ordering::Release);
        // Nobody may be listening.
        drop(self.news.send(Arc::new(commit)));
    }

    /// Whether listeners here were told of all commits up to this one.
    pub fn has_told(&self, commit: CommitNumber) -> bool {
        self.told.load(Ordering::Acquire) >= commit
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
            // What of an earlier batch could not be read for listeners comes first.
            self.tell(others)?;
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
                self.tell(others)?;
            }
            if *place >= last {
                *others.fresh.lock() = asked;
                return Ok(());
            }
        }
    }

    /// Tells whoever listens here of the commits that are known and were not told yet.
    fn tell(&self, others: &Others) -> Result<()> {
        let (from, to) = (others.told.load(Ordering::Acquire), self.history.read().published());
        if from >= to {
            return Ok(());
        }
        let empty = |number: CommitNumber| Commit { number, events: Vec::new() };
        let mut commit = empty(from + 1);
        let mut rest = Span { start: event_log::first_of(from + 1), end: event_log::first_of(to + 1) };
        while !rest.is_empty() {
            let rows = self.engine.scan(&rest, false, EVENTS)?;
            for (row, cell) in &rows {
                let event = match cell {
                    Cell::Whole(bytes) => event_log::decode(bytes),
                    Cell::Torn => Err(StoreError::Corrupt(key::describe(row))),
                };
                // Of one that cannot be read nobody hears: all others would wait for it for ever.
                let event = match event {
                    Ok(event) => event,
                    Err(error) => {
                        tracing::error!(%error, from, to, "an event of another process cannot be told");
                        continue;
                    }
                };
                while commit.number < event.commit() {
                    let next = empty(commit.number + 1);
                    others.tell(std::mem::replace(&mut commit, next));
                }
                commit.events.push(event);
            }
            match rows.last() {
                Some((last, _)) if rows.len() >= EVENTS => rest = rest.split(last, false).1,
                _ => break,
            }
        }
        while commit.number < to {
            let next = empty(commit.number + 1);
            others.tell(std::mem::replace(&mut commit, next));
        }
        others.tell(commit);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Event;
    use crate::engine::{Engine, Words, Writes};
    use std::collections::BTreeMap;
    use std::io;
    use std::sync::atomic::AtomicBool;

    /// A database as a process finds it that only reads.
    #[derive(Default)]
    struct Shared {
        rows: Mutex<BTreeMap<Vec<u8>, Vec<u8>>>,
        words: Mutex<Words>,
        is_cut: AtomicBool,
    }

    impl Shared {
        /// Another process writes a batch of commits, each with an event.
        fn others_write(&self, from: CommitNumber, to: CommitNumber) {
            let rows: Vec<_> = (from + 1..=to).map(event).collect();
            let places = rows.iter().map(|event| (event.number >> 16, event.place(), None)).collect();
            let word = Word { from, to, counted: false, rows: places, ..Word::default() };
            let mut words = self.words.lock();
            let batch = words.len() as u64 + 1;
            words.push((batch, word.encode().unwrap()));
            self.rows.lock().extend(rows.iter().map(|event| (event.place(), event.encode().unwrap())));
        }
    }

    fn event(commit: CommitNumber) -> Event {
        Event { number: commit << 16, ..event_log::tests::event() }
    }

    impl Engine for Arc<Shared> {
        fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
            Ok(self.rows.lock().get(key).cloned().map(Cell::Whole))
        }
        fn scan(&self, span: &Span, _: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
            if self.is_cut.load(Ordering::Relaxed) {
                return Err(StoreError::Database("is away".into()));
            }
            let rows = self.rows.lock();
            let rows = rows.range(span.start.clone()..span.end.clone()).take(limit);
            Ok(rows.map(|(key, value)| (key.clone(), Cell::Whole(value.clone()))).collect())
        }
        fn apply(&self, _: &Writes) -> Result<()> {
            unreachable!()
        }
        fn recover(&self) -> Result<()> {
            unreachable!()
        }
        fn size_on_disk(&self) -> u64 {
            0
        }
        fn beside(&self) -> Option<&dyn Beside> {
            Some(self)
        }
    }

    impl Beside for Arc<Shared> {
        fn seen(&self) -> u64 {
            self.words.lock().len() as u64
        }
        fn words(&self, after: u64) -> Result<(u64, Words)> {
            let words = self.words.lock();
            let later = words.iter().filter(|(batch, _)| *batch > after).cloned().collect();
            Ok((words.len() as u64, later))
        }
        fn enter(&self) -> Result<u64> {
            unreachable!()
        }
        fn leave(&self) {}
        fn apply(&self, _: &Writes, _: &[u8]) -> Result<u64> {
            unreachable!()
        }
        fn number(&self, _: &str, _: u64) -> Result<u64> {
            unreachable!()
        }
        fn member(&self) -> String {
            unreachable!()
        }
        fn signs(&self, _: &str) -> Result<Option<i64>> {
            unreachable!()
        }
        fn call(&self, _: u64, _: &[u8]) -> Result<()> {
            unreachable!()
        }
        fn calls(&self, _: &[(&str, u64)]) -> Result<Vec<(String, u64, Vec<u8>)>> {
            unreachable!()
        }
        fn forget_calls(&self, _: &str, _: u64) -> Result<()> {
            unreachable!()
        }
        fn put_file(&self, _: &[u8], _: u64, _: &mut dyn FnMut() -> io::Result<Vec<u8>>) -> Result<()> {
            unreachable!()
        }
        fn touch_file(&self, _: &[u8], _: u64) -> Result<()> {
            unreachable!()
        }
        fn files(&self, _: &[u8]) -> Result<Vec<(Vec<u8>, Option<u64>)>> {
            unreachable!()
        }
        fn remove_file(&self, _: &[u8], _: u64) -> Result<bool> {
            unreachable!()
        }
        fn file_size(&self, _: &[u8]) -> Result<Option<u64>> {
            unreachable!()
        }
        fn file_part(&self, _: &[u8], _: u32) -> Result<Option<Vec<u8>>> {
            unreachable!()
        }
    }

    type News = broadcast::Receiver<Arc<Commit>>;

    fn process() -> (Arc<Shared>, State, News) {
        let shared = Arc::new(Shared::default());
        let usages = Arc::new(Usages::of(&shared, 0).unwrap());
        let (news, told) = broadcast::channel(99);
        let mut state = State::new(Box::new(shared.clone()), 0, 1 << 20);
        state.others = Some(Others::after(0, 0, usages, news));
        (shared, state, told)
    }

    /// The commits that were told, with how many events each.
    fn heard(told: &mut News) -> Vec<(CommitNumber, usize)> {
        let told = std::iter::from_fn(|| told.try_recv().ok());
        told.map(|commit| (commit.number, commit.events.len())).collect()
    }

    #[test]
    fn an_event_that_makes_no_sense_keeps_nobody_from_hearing_others() {
        let (shared, state, mut told) = process();
        shared.others_write(0, 3);
        shared.rows.lock().insert(event(2).place(), b"?".to_vec());
        state.look().unwrap();
        assert_eq!(heard(&mut told), [(1, 1), (2, 0), (3, 1)]);
    }

    #[test]
    fn what_could_not_be_read_for_listeners_is_told_before_what_comes_later() {
        let (shared, state, mut told) = process();
        shared.others_write(0, 2);
        shared.is_cut.store(true, Ordering::Relaxed);
        assert!(state.look().is_err(), "the way is cut between the word and the events");
        shared.is_cut.store(false, Ordering::Relaxed);
        shared.others_write(2, 3);
        state.look().unwrap();
        state.look().unwrap();
        assert_eq!(heard(&mut told), [(1, 1), (2, 1), (3, 1)]);
    }
}
