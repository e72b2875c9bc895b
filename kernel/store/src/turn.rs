//! Work that is done again when somebody else was faster, so that everybody gets on.
//!
//! The first tries are free. Whoever has lost a few waits for a turn, first come first served, for what it lost
//! on; while it has the turn, others that write there through [`Tries`] lose to it. So it wins, unless it then
//! loses on something else: the turn after that is one for everything. Units that are committed without
//! [`Tries`] yield to nobody.

use crate::{CommitError, CommitNumber, Store, UnitOfWork};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use tokio::sync::OwnedMutexGuard;

/// Tries before a turn is waited for.
const FREE: u32 = 3;
/// Tries in all. With a turn, few are needed.
const MOST: u32 = 16;

/// What a turn for everything is for.
const EVERYTHING: &str = "";

/// Who has a turn, and for what: for the key in words, as a conflict names it.
#[derive(Default)]
pub(crate) struct Turns {
    lines: Mutex<HashMap<String, Arc<Line>>>,
    /// Turns that somebody has. None is the rule, and then nobody pays for them.
    held: AtomicUsize,
}

#[derive(Default)]
struct Line {
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Who has it: the number of the tries.
    holder: AtomicUsize,
}

impl Turns {
    /// What these tries may not write now, if they write this, because another has its turn.
    pub fn taken<'a>(&self, by: usize, writes: impl Iterator<Item = &'a Vec<u8>>) -> Option<String> {
        if self.held.load(SeqCst) == 0 {
            return None;
        }
        let lines = self.lines.lock();
        let holder = |what: &str| lines.get(what).map_or(0, |line| line.holder.load(SeqCst));
        match holder(EVERYTHING) {
            0 => {}
            // Who has a turn for everything yields to no other turn.
            first if first == by => return None,
            _ => return writes.map(|key| crate::key::describe(key)).next(),
        }
        let others = |what: &String| ![0, by].contains(&holder(what));
        writes.map(|key| crate::key::describe(key)).find(others)
    }
}

/// Held while a turn lasts.
struct Turn {
    turns: Arc<Turns>,
    what: String,
    line: Arc<Line>,
    _turn: OwnedMutexGuard<()>,
}

impl Turn {
    async fn wait(turns: Arc<Turns>, what: String, by: usize) -> Turn {
        let line = {
            let mut lines = turns.lines.lock();
            // Whoever went away while he waited has left his line behind.
            if lines.len() > 256 {
                lines.retain(|_, line| Arc::strong_count(line) > 1);
            }
            lines.entry(what.clone()).or_default().clone()
        };
        let turn = line.turn.clone().lock_owned().await;
        line.holder.store(by, SeqCst);
        turns.held.fetch_add(1, SeqCst);
        Turn { turns, what, line, _turn: turn }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.line.holder.store(0, SeqCst);
        self.turns.held.fetch_sub(1, SeqCst);
        let mut lines = self.turns.lines.lock();
        // In the table, here and in the guard: nobody else waits in this line.
        if lines
            .get(&self.what)
            .is_some_and(|line| Arc::ptr_eq(line, &self.line) && Arc::strong_count(line) == 2)
        {
            lines.remove(&self.what);
        }
    }
}

/// Tries of the same work, each in a unit of its own, until one is committed.
///
/// ```ignore
/// let mut tries = store.tries();
/// loop {
///     let mut unit = tries.begin().await;
///     let done = work(&mut unit)?;
///     if tries.commit(unit).await?.is_some() {
///         return Ok(done);
///     }
/// }
/// ```
pub struct Tries {
    store: Store,
    number: usize,
    attempts: u32,
    /// What the last try lost on.
    lost_on: Option<String>,
    turn: Option<Turn>,
    /// It has lost with a turn.
    stayed: bool,
}

impl Tries {
    /// The unit for the next try. After a few lost ones it waits for its turn.
    pub async fn begin(&mut self) -> UnitOfWork {
        self.attempts += 1;
        if self.attempts > FREE
            && let Some(what) = self.lost_on.take()
        {
            let what = match self.turn.take() {
                None => what,
                // It lost to whoever was on the way already: once more with the same turn.
                Some(turn) if turn.what == EVERYTHING || (turn.what == what && !self.stayed) => {
                    self.stayed = true;
                    self.turn = Some(turn);
                    return self.store.begin();
                }
                Some(_) => EVERYTHING.to_owned(),
            };
            self.turn = Some(Turn::wait(self.store.turns().clone(), what, self.number).await);
        }
        self.store.begin()
    }

    /// Commits a unit of [`Tries::begin`]. None: somebody else was faster, so do the work again.
    ///
    /// # Errors
    /// As [`UnitOfWork::commit`]; a conflict only after the last of the tries.
    pub async fn commit(&mut self, unit: UnitOfWork) -> Result<Option<CommitNumber>, CommitError> {
        match unit.commit_as(Some(self.number)).await {
            Ok(number) => {
                self.turn = None;
                Ok(Some(number))
            }
            Err(CommitError::Conflict(what)) if self.attempts < MOST => {
                self.lost_on = Some(what);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// What the last try lost on, in words for a log.
    #[must_use]
    pub fn lost_on(&self) -> Option<&str> {
        self.lost_on.as_deref()
    }

    /// Tries begun so far.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl Store {
    /// For work that is done again when somebody else was faster, and that is more than a function.
    #[must_use]
    pub fn tries(&self) -> Tries {
        let number = self.next_tries();
        Tries { store: self.clone(), number, attempts: 0, lost_on: None, turn: None, stayed: false }
    }

    /// Does the work in a unit of work and commits it; again if somebody else was faster. However
    /// many want the same, it runs at most seven times if all of them use this or [`Store::tries`], and else at
    /// most 16 times.
    ///
    /// # Errors
    /// Those of the work, which end it; and those of the commit.
    pub async fn run<T, E: From<CommitError>>(
        &self,
        mut work: impl FnMut(&mut UnitOfWork) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tries = self.tries();
        loop {
            let mut unit = tries.begin().await;
            let done = work(&mut unit)?;
            if tries.commit(unit).await?.is_some() {
                return Ok(done);
            }
        }
    }
}
