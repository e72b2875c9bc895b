//! One moment of the store, read while others commit.

use crate::conflict::History;
use crate::engine::{Cell, Engine, Span};
use crate::merge::overlay;
use crate::{Result, StoreError, key};
use parking_lot::RwLock;
use std::sync::Arc;

/// The engine and what was written to it lately.
pub(crate) struct State {
    pub engine: Box<dyn Engine>,
    pub history: RwLock<History>,
}

impl State {
    /// An engine that has come to this commit.
    pub fn new(engine: Box<dyn Engine>, last: u64) -> State {
        State { engine, history: RwLock::new(History::new(last)) }
    }
}

/// The state as of one commit. As long as a view lives, the values that it may need are kept in memory.
pub(crate) struct View {
    state: Arc<State>,
    start: u64,
}

/// Rows of a part of a span, in the order of the scan.
pub(crate) struct Rows {
    pub rows: Vec<(Vec<u8>, Vec<u8>)>,
    /// The part that these rows are all of.
    pub covered: Span,
    /// What is left; empty at the end.
    pub rest: Span,
}

impl View {
    pub fn new(state: Arc<State>) -> View {
        let start = state.history.write().begin();
        View { state, start }
    }

    /// The same moment once more.
    pub fn again(&self) -> View {
        self.state.history.write().begin_at(self.start);
        View { state: self.state.clone(), start: self.start }
    }

    pub fn start(&self) -> u64 {
        self.start
    }

    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        // INVARIANT: the engine first, then the history. The committer goes the other way round.
        let found = self.state.engine.get(key);
        if let Some(before) = self.state.history.read().before(self.start, key) {
            return Ok(before.clone());
        }
        whole(key, found?)
    }

    /// The same, for a row that nearly every unit reads: it is kept in memory until somebody writes it.
    pub fn get_often(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        if let Some(value) = self.state.history.read().often(self.start, key) {
            return Ok(value.clone());
        }
        // INVARIANT: as above. What the committer is about to write is no longer kept, and not kept again before
        // it is there.
        let found = self.state.engine.get(key);
        if let Some(before) = self.state.history.read().before(self.start, key) {
            return Ok(before.clone());
        }
        let value = whole(key, found?)?;
        Ok(self.state.history.write().keep_often(self.start, key, value))
    }

    /// The next rows of a span: about `limit`, perhaps fewer or more.
    pub fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Rows> {
        let found = self.state.engine.scan(span, backward, limit)?;
        let (covered, rest) = match found.last() {
            Some((last, _)) if found.len() >= limit => span.split(last, backward),
            _ => (span.clone(), Span { start: span.end.clone(), end: span.end.clone() }),
        };
        let history = self.state.history.read();
        let mut rows = Vec::with_capacity(found.len());
        for (key, cell) in found {
            match cell {
                Cell::Whole(value) => rows.push((key, value)),
                Cell::Torn if history.before(self.start, &key).is_some() => {}
                Cell::Torn => return Err(torn(&key)),
            }
        }
        let rows = if covered.is_empty() {
            rows
        } else {
            overlay(rows, history.befores(self.start, &covered), backward)
        };
        Ok(Rows { rows, covered, rest })
    }

    /// Every row of a span, a part at a time.
    pub fn each(&self, span: Span, mut visit: impl FnMut(&[u8], &[u8]) -> Result<()>) -> Result<()> {
        let mut rest = span;
        while !rest.is_empty() {
            let part = self.scan(&rest, false, 512)?;
            for (key, value) in &part.rows {
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
