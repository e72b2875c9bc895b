//! One moment of the store, read while others commit.

use crate::conflict::History;
use crate::engine::{Cell, Engine, Span};
use crate::merge::{SharedRows, overlay};
use crate::others::Others;
use crate::scans::Asked;
use crate::{Result, StoreError, key};
use parking_lot::RwLock;
use std::sync::Arc;

/// The part of the memory for what was read that is for indexes.
const SCANS: usize = 4;

/// The engine and what was written to it lately.
pub(crate) struct State {
    pub engine: Box<dyn Engine>,
    pub history: RwLock<History>,
    /// Processes that write to the same database.
    pub others: Option<Others>,
}

impl State {
    /// An engine that has come to this commit. What was read stays in memory as long as there is room in so many bytes.
    pub fn new(engine: Box<dyn Engine>, last: u64, bytes: u64) -> State {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let scans = bytes / SCANS;
        State { engine, history: RwLock::new(History::new(last, bytes - scans, scans)), others: None }
    }
}

/// The state as of one commit. As long as a view lives, the values that it may need are kept in memory.
pub(crate) struct View {
    state: Arc<State>,
    start: u64,
    /// Why its moment may be a past one, if so: others may have written since, and could not be asked.
    stale: Option<StoreError>,
}

/// Rows of a part of a span, in the order of the scan.
#[derive(Clone)]
pub(crate) struct Rows {
    pub rows: SharedRows,
    /// The part that these rows are all of.
    pub covered: Span,
    /// What is left; empty at the end.
    pub rest: Span,
}

impl View {
    pub fn new(state: Arc<State>) -> View {
        let stale = state.be_fresh().err();
        let start = state.history.write().begin();
        View { state, start, stale }
    }

    /// The same moment once more.
    pub fn again(&self) -> View {
        self.state.history.write().begin_at(self.start);
        View { state: self.state.clone(), start: self.start, stale: self.stale.clone() }
    }

    pub fn start(&self) -> u64 {
        self.start
    }

    /// Nothing is told of a moment that is not known to be one.
    fn can_tell(&self, history: &History) -> Result<()> {
        if let Some(why) = &self.stale {
            return Err(why.clone());
        }
        if history.reaches(self.start) {
            Ok(())
        } else {
            Err(StoreError::Database("was away for too long for what was begun before: do it again".into()))
        }
    }

    /// What is remembered of a database is not told of when it is away: another process may write there.
    fn is_near(&self) -> Result<()> {
        match self.state.engine.away() {
            Some(why) => Err(StoreError::Database(why)),
            None => self.state.be_fresh(),
        }
    }

    /// What is read is kept in memory until somebody writes it.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.is_near()?;
        {
            let history = self.state.history.read();
            self.can_tell(&history)?;
            if let Some(value) = history.known(self.start, key) {
                return Ok(value);
            }
        }
        self.read(key, true)
    }

    /// The same from the engine, whatever is remembered.
    pub fn get_anew(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.read(key, false)
    }

    fn read(&self, key: &[u8], keep: bool) -> Result<Option<Vec<u8>>> {
        // INVARIANT: the engine first, then the history. The committer goes the other way round: what it is about to write is no
        // longer kept, and not kept again before it is there. What others wrote comes into the history in between.
        let found = self.state.engine.get(key);
        self.state.follow()?;
        let history = self.state.history.read();
        self.can_tell(&history)?;
        if let Some(before) = history.before(self.start, key) {
            return Ok(before.clone());
        }
        let value = whole(key, found?)?;
        Ok(if keep { history.keep(self.start, key, value) } else { value })
    }

    /// The next rows of a span: about `limit`, perhaps fewer or more. Those of an index or a table are kept in memory until somebody writes
    /// near them.
    pub fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Rows> {
        let Some(asked) = Asked::of(span, backward, limit) else {
            return self.scan_anew(span, backward, limit);
        };
        self.is_near()?;
        let known = {
            let history = self.state.history.read();
            self.can_tell(&history)?;
            history.scans.find(self.start, &asked)
        };
        if let Some(known) = known {
            return Ok(known);
        }
        // INVARIANT: as in `get`.
        let rows = self.scan_anew(span, backward, limit)?;
        let history = self.state.history.read();
        self.can_tell(&history)?;
        history.scans.keep(self.start, asked, rows.clone());
        Ok(rows)
    }

    fn scan_anew(&self, span: &Span, backward: bool, limit: usize) -> Result<Rows> {
        let found = self.state.engine.scan(span, backward, limit)?;
        self.state.follow()?;
        let (covered, rest) = match found.last() {
            Some((last, _)) if found.len() >= limit => span.split(last, backward),
            _ => (span.clone(), Span { start: span.end.clone(), end: span.end.clone() }),
        };
        let history = self.state.history.read();
        self.can_tell(&history)?;
        let mut rows = Vec::with_capacity(found.len());
        for (key, cell) in found {
            match cell {
                Cell::Whole(value) => rows.push((key, value)),
                Cell::Torn if history.before(self.start, &key).is_some() => {}
                Cell::Torn => return Err(torn(&key)),
            }
        }
        let mut rows = Arc::new(rows);
        if !covered.is_empty() {
            rows = overlay(rows, history.befores(self.start, &covered), backward);
        }
        Ok(Rows { rows, covered, rest })
    }

    /// Every row of a span, a part at a time.
    pub fn each(&self, span: Span, mut visit: impl FnMut(&[u8], &[u8]) -> Result<()>) -> Result<()> {
        let mut rest = span;
        while !rest.is_empty() {
            let part = self.scan(&rest, false, 512)?;
            for (key, value) in part.rows.iter() {
                visit(key, value)?;
            }
            rest = part.rest;
        }
        Ok(())
    }
}

impl Drop for View {
    fn drop(&mut self) {
        self.state.history.write().end(self.start);
    }
}

fn whole(key: &[u8], cell: Option<Cell>) -> Result<Option<Vec<u8>>> {
    match cell {
        None => Ok(None),
        Some(Cell::Whole(value)) => Ok(Some(value)),
        Some(Cell::Torn) => Err(torn(key)),
    }
}

fn torn(at: &[u8]) -> StoreError {
    StoreError::Corrupt(format!("the pieces of {} do not fit together", key::describe(at)))
}
