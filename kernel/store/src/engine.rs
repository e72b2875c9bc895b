//! What the store needs of a key-value engine. Nothing outside of `engine/` knows which one runs.

mod chunk;
mod sled;

pub(crate) use self::sled::{Failure, SledEngine};

use crate::Result;
use std::collections::BTreeMap;

/// What a batch puts (`Some`) and removes (`None`).
pub(crate) type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Keys from `start` up to, not including, `end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: Vec<u8>,
    pub end: Vec<u8>,
}

impl Span {
    /// All keys that begin with `prefix`, which is not empty and not all 0xff.
    pub fn prefix(prefix: &[u8]) -> Span {
        let mut end = prefix.to_vec();
        while end.last() == Some(&0xff) {
            end.pop();
        }
        if let Some(last) = end.last_mut() {
            *last += 1;
        }
        Span { start: prefix.to_vec(), end }
    }

    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Splits at a key that a scan has reached: what is covered, the key included, and what is left.
    pub fn split(&self, reached: &[u8], backward: bool) -> (Span, Span) {
        let (start, end) = (self.start.clone(), self.end.clone());
        if backward {
            let at = reached.to_vec();
            (Span { start: at.clone(), end }, Span { start, end: at })
        } else {
            let at = successor(reached);
            (Span { start, end: at.clone() }, Span { start: at, end })
        }
    }
}

/// The smallest key that is greater.
pub(crate) fn successor(key: &[u8]) -> Vec<u8> {
    let mut next = Vec::with_capacity(key.len() + 1);
    next.extend_from_slice(key);
    next.push(0);
    next
}

/// A value as a reader finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Whole(Vec<u8>),
    /// Its pieces do not fit together: the writer is just replacing it, or it is damaged.
    Torn,
}

/// An ordered map on disk. Many readers, one writer.
pub(crate) trait Engine: Send + Sync {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>>;

    /// The first (or last) rows of a span.
    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>>;

    /// All of it or nothing, and on disk when this returns. Only one thread calls it.
    fn apply(&self, writes: &Writes) -> Result<()>;

    /// Bytes that the engine takes on disk.
    fn size_on_disk(&self) -> u64;
}
