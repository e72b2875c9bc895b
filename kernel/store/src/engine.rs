//! What the store needs of a key-value engine. Nothing outside of `engine/` knows which one runs; the suite in
//! `engine/conformance` is what each of them must pass.

pub(crate) mod bulk;
#[cfg(test)]
mod conformance;
#[cfg(test)]
pub(crate) mod faulty;
mod fjall;
mod journal;
mod postgres;
mod rewrite;
mod sled;

use crate::{Database, Result};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

/// Which engine keeps the data in a folder.
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

/// Where the rows of a store are.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for each store")]
pub(crate) enum Site {
    /// In the data folder.
    Folder(EngineKind),
    /// In a database; whether a desk begins there if there is none.
    Database(Database, bool),
}

/// The part of the memory of a store in a folder for what was read of it; the rest is its engine's.
const KEPT: u64 = 3;

impl Site {
    /// How many bytes of the memory are for rows and parts of indexes that were read: what is in a folder is also in the engine's
    /// cache and the system's, what is in a database is a way there and back.
    pub fn kept(&self, bytes: u64) -> u64 {
        if matches!(self, Site::Folder(_)) { bytes / KEPT } else { bytes }
    }
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

/// Why a database did not open.
#[derive(Debug)]
pub(crate) enum NotServed {
    /// Another process serves it, which is called so.
    Held(String),
    /// In words that follow its name.
    Failed(String),
}

/// Opens a database, or begins there. `holder` is no other process at this time. Alone, unless its address says that
/// several serve it together.
pub(crate) fn open_database(database: &Database, holder: &str) -> Result<Box<dyn Engine>, NotServed> {
    Ok(Box::new(postgres::Postgres::open(database, holder)?))
}

/// What a batch puts (`Some`) and removes (`None`).
pub(crate) type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Keys from `start` up to, not including, `end`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
/// Keys are ordered byte by byte; none is empty, begins with 0xff or is longer than 2 KiB. A value has up to
/// 64 MiB, and may be empty.
///
/// A reader never waits for the disk that a writer waits for, and never fails because somebody writes. Engines
/// keep no moments apart: while a batch is being applied a reader may find some keys of it as they were and some
/// as they will be, and a key that is just changing [`Cell::Torn`]. What the batch does not touch it always finds.
/// The store makes moments of that (`conflict.rs`).
pub(crate) trait Engine: Send + Sync {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Result<Option<Cell>>;

    /// The values of several keys, each of which is there once, in their order.
    fn get_many(&self, keys: &[&[u8]]) -> Result<Vec<Option<Cell>>> {
        keys.iter().map(|key| self.get(key)).collect()
    }

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

    /// Bytes that the engine takes on disk, about; 0 if it does not know.
    fn size_on_disk(&self) -> u64;

    /// The desk goes on in this folder; a database says so to everybody who would serve it, from now on. Nothing is
    /// written here afterwards.
    fn moved_to(&self, _folder: &str) -> Result<()> {
        Ok(())
    }

    /// Whether the rows are not on a disk of this machine.
    fn is_elsewhere(&self) -> bool {
        false
    }

    /// Why nothing can be read just now, in words that follow "the desk's database"; none if all is well as far as
    /// anybody knows.
    fn away(&self) -> Option<String> {
        None
    }

    /// Where other processes write, too; none if this one is alone.
    fn beside(&self) -> Option<&dyn Beside> {
        None
    }
}

/// What processes left for each other, by the numbers of their batches.
pub(crate) type Words = Vec<(u64, Vec<u8>)>;

/// What an engine does for processes that write beside each other. Batches are numbered; each leaves a *word* for the
/// other processes, which says what stood there before.
pub(crate) trait Beside: Send + Sync {
    /// The number of the latest batch of which an answer to this process may have told.
    fn seen(&self) -> u64;

    /// Keeps all others from writing, until `leave` or the end of `apply`. Gives the number of the last batch; nothing is
    /// on its way any more that this process began earlier. Only the thread that writes calls it.
    fn enter(&self) -> Result<u64>;

    /// Others may write again; this one has written nothing.
    fn leave(&self);

    /// As [`Engine::apply`], with a word for the others, after `enter`; gives the number of the batch. After an error it is
    /// there or not: what is there is found among the words, after the next `enter` at the latest. One that was refused
    /// for certain, and may be tried anew, is a `Conflict`.
    fn apply(&self, writes: &Writes, word: &[u8]) -> Result<u64>;

    /// Some of the words after a batch, in order, and the number of the last batch at that moment. If the first one is not
    /// the next one, those between are forgotten.
    fn words(&self, after: u64) -> Result<(u64, Words)>;

    /// The next number of a counter, which nobody has had: more than `least`.
    fn number(&self, counter: &str, least: u64) -> Result<u64>;

    /// The name of this process among those that have this database open.
    fn member(&self) -> String;

    /// How many signs of life a process has given; none if nobody is called so.
    fn signs(&self, member: &str) -> Result<Option<i64>>;

    /// Leaves something under a number of this process's own, for others who look soon. It is no part of the rows.
    fn call(&self, number: u64, what: &[u8]) -> Result<()>;

    /// Some of what other processes have left after the numbers that are known of them, in order for each.
    fn calls(&self, known: &[(&str, u64)]) -> Result<Vec<(String, u64, Vec<u8>)>>;

    /// Removes what a process has left, up to a number.
    fn forget_calls(&self, member: &str, up_to: u64) -> Result<()>;

    /// Keeps a file: all parts before it is there.
    fn put_file(&self, id: &[u8], size: u64, part: &mut dyn FnMut() -> io::Result<Vec<u8>>) -> Result<()>;

    /// Notes that a file is stored at this time, milliseconds since 1970, before it is looked whether it is there.
    fn touch_file(&self, id: &[u8], at: u64) -> Result<()>;

    /// Some of the files after this one, in order, those that are not whole among them, with the time that was noted last; none
    /// if there are no more.
    fn files(&self, after: &[u8]) -> Result<Vec<(Vec<u8>, Option<u64>)>>;

    /// Removes a file that was stored last at this time or before, by what is noted; whether it did.
    fn remove_file(&self, id: &[u8], before: u64) -> Result<bool>;

    /// The size of a file, if it is there.
    fn file_size(&self, id: &[u8]) -> Result<Option<u64>>;

    /// A part of a file, from 0; none behind the last one.
    fn file_part(&self, id: &[u8], part: u32) -> Result<Option<Vec<u8>>>;
}
