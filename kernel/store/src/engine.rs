//! What the store needs of a key-value engine. Nothing outside of `engine/` knows which one runs; the suite in
//! `engine/conformance` is what each of them must pass.

pub(crate) mod bulk;
#[cfg(test)]
mod conformance;
#[cfg(test)]
pub(crate) mod faulty;
mod fjall;
mod journal;
mod rewrite;
mod sled;

use crate::Result;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

/// Which engine keeps the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngineKind {
    /// fjall: sorted tables, compressed. What a desk runs on.
    #[default]
    Fjall,
    /// sled, made durable: what desks ran on before.
    Sled,
    /// Everything in memory, and one file that only grows. The tests hold the others against it.
    Journal,
}

impl EngineKind {
    /// All of them.
    pub const ALL: [EngineKind; 3] = [EngineKind::Fjall, EngineKind::Sled, EngineKind::Journal];
}

/// Why an engine did not open.
pub(crate) enum Failure {
    /// Somebody else has it open.
    Locked,
    /// What is there is not what was written.
    Corrupt(String),
    Io(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Locked => f.write_str("in use by another process"),
            Failure::Corrupt(what) => f.write_str(what),
            Failure::Io(error) => error.fmt(f),
        }
    }
}

/// Which engine wrote what is in a folder; none if nothing is there.
pub(crate) fn found(dir: &Path) -> Option<EngineKind> {
    // sled comes last: an earlier version that is asked to open a newer folder leaves an empty file of sled.
    [
        (EngineKind::Fjall, fjall::is_in as fn(&Path) -> bool),
        (EngineKind::Journal, journal::is_in),
        (EngineKind::Sled, sled::is_in),
    ]
    .into_iter()
    .find_map(|(kind, is_in)| is_in(dir).then_some(kind))
}

/// Opens what is in a folder, or begins there. The caller sees to it that only one process does.
pub(crate) fn open(kind: EngineKind, dir: &Path, cache_bytes: u64) -> Result<Box<dyn Engine>, Failure> {
    if let Some(found) = found(dir).filter(|found| *found != kind) {
        let why = format!("it was written by another engine, {found:?}");
        return Err(Failure::Io(io::Error::new(io::ErrorKind::InvalidInput, why)));
    }
    Ok(match kind {
        EngineKind::Sled => Box::new(sled::SledEngine::open(dir, cache_bytes)?),
        EngineKind::Fjall => Box::new(fjall::FjallEngine::open(dir, cache_bytes)?),
        EngineKind::Journal => Box::new(journal::Journal::open(dir)?),
    })
}

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
///
/// Keys are ordered byte by byte; none is empty, begins with 0xff or is longer than 4 KiB. A value has up to
/// 64 MiB, and may be empty.
///
/// A reader never waits for the disk that a writer waits for, and never fails because somebody writes. Engines
/// keep no moments apart: while a batch is being applied a reader may find some keys of it as they were and some
/// as they will be, and a key that is just changing [`Cell::Torn`]. What the batch does not touch it always finds.
/// The store makes moments of that (`conflict.rs`).
pub(crate) trait Engine: Send + Sync {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Result<Option<Cell>>;

    /// The first (or last) rows of a span, in the order of the scan, each key once. Fewer than `limit` only if
    /// there are no more.
    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>>;

    /// All of it or nothing, whenever the process or the machine ends. When this returns, it is on the drive, not
    /// only with the system, and every reader finds it. Only one thread calls it.
    ///
    /// After an error nobody knows what is on the drive. Readers may get an error, too, until
    /// [`Engine::recover`] has been called; of this batch they may find something, all or nothing. The engine
    /// takes no other batch until `recover` has been successful.
    fn apply(&self, writes: &Writes) -> Result<()>;

    /// Finds out, after an error, what is on the drive, and trusts nothing that the system says without having
    /// written it anew: after a failed fsync, Linux takes what it could not write for written.
    ///
    /// Afterwards every batch whose `apply` returned well is on the drive, and the one that failed is there as a
    /// whole or not at all. While this works, readers may get an error. If it fails, reading goes on where that is
    /// possible at all, and it can be called again.
    fn recover(&self) -> Result<()>;

    /// Bytes that the engine takes on disk.
    fn size_on_disk(&self) -> u64;
}
