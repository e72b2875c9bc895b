//! The embedded engine. sled's own `flush` does not reach the drive (it is `sync_file_range` on Linux), so
//! each batch is followed by fdatasync of sled's file.

use super::chunk::{self, Head, PIECE};
use super::{Cell, Engine, Span, Writes};
use crate::blob::sync_dir;
use crate::{Result, StoreError};
use ::sled::{Batch, Db, IVec};
use std::any::Any;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long an instance that is just being dropped may hold sled's own lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why sled did not open.
pub(crate) enum Failure {
    Locked,
    Corrupt(String),
    Io(std::io::Error),
}

pub(crate) struct SledEngine {
    db: Db,
    /// sled's log, for fdatasync.
    file: File,
    /// Marks the pieces of one value as belonging together.
    stamp: AtomicU64,
}

impl SledEngine {
    pub fn open(dir: &Path, cache_bytes: u64) -> Result<SledEngine, Failure> {
        let begun = Instant::now();
        let db = loop {
            let open = || {
                ::sled::Config::new()
                    .path(dir)
                    .cache_capacity(cache_bytes)
                    .mode(::sled::Mode::HighThroughput)
                    .flush_every_ms(None)
                    .open()
            };
            // sled panics on some kinds of damage.
            match catch_unwind(AssertUnwindSafe(open)) {
                Ok(Ok(db)) => break db,
                Ok(Err(::sled::Error::Io(error))) if error.to_string().contains("acquire lock") => {
                    if begun.elapsed() > PATIENCE {
                        return Err(Failure::Locked);
                    }
                    std::thread::sleep(Duration::from_millis(20));
                }
                Ok(Err(::sled::Error::Io(error))) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                    return Err(Failure::Io(error));
                }
                Ok(Err(error)) => return Err(Failure::Corrupt(error.to_string())),
                Err(panic) => return Err(Failure::Corrupt(words(&*panic))),
            }
        };
        let file = File::open(dir.join("db")).map_err(Failure::Io)?;
        sync_dir(dir).map_err(Failure::Io)?;
        let mut seed = [0; 8];
        getrandom::fill(&mut seed).map_err(|e| Failure::Io(std::io::Error::other(e.to_string())))?;
        Ok(SledEngine { db, file, stamp: AtomicU64::new(u64::from_be_bytes(seed)) })
    }

    fn assemble(&self, key: &[u8], raw: &[u8]) -> Result<Cell> {
        let (count, stamp) = match chunk::head(raw) {
            None => return Ok(Cell::Torn),
            Some(Head::Whole(value)) => return Ok(Cell::Whole(value.to_vec())),
            Some(Head::Parted { count, stamp }) => (count, stamp),
        };
        let mut value = Vec::with_capacity(usize::from(count) * PIECE);
        for number in 0..count {
            let piece = guarded(|| self.db.get(chunk::place(key, number)))?;
            match piece.as_deref().and_then(|piece| piece.strip_prefix(&stamp)) {
                Some(bytes) => value.extend_from_slice(bytes),
                None => return Ok(Cell::Torn),
            }
        }
        Ok(Cell::Whole(value))
    }

    fn pieces_of(&self, key: &[u8]) -> Result<u16> {
        let raw = guarded(|| self.db.get(key))?;
        Ok(match raw.as_deref().and_then(chunk::head) {
            Some(Head::Parted { count, .. }) => count,
            _ => 0,
        })
    }

    fn batch(&self, writes: &Writes) -> Result<Batch> {
        let mut batch = Batch::default();
        for (key, value) in writes {
            let old = self.pieces_of(key)?;
            let new = match value {
                None => {
                    batch.remove(key.as_slice());
                    0
                }
                Some(value) if value.len() <= PIECE => {
                    batch.insert(key.as_slice(), chunk::whole(value));
                    0
                }
                Some(value) => {
                    let stamp = self.stamp.fetch_add(1, Ordering::Relaxed).to_be_bytes();
                    let count = u16::try_from(value.len().div_ceil(PIECE))
                        .map_err(|_| StoreError::TooLarge("a stored value has at most 256 MiB".into()))?;
                    for (number, bytes) in (0..).zip(value.chunks(PIECE)) {
                        batch.insert(chunk::place(key, number), [&stamp, bytes].concat());
                    }
                    batch.insert(key.as_slice(), chunk::parted(count, stamp));
                    count
                }
            };
            for number in new..old {
                batch.remove(chunk::place(key, number));
            }
        }
        Ok(batch)
    }
}

impl Engine for SledEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
        let raw = guarded(|| self.db.get(key))?;
        raw.map(|raw| self.assemble(key, &raw)).transpose()
    }

    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
        if span.is_empty() {
            return Ok(Vec::new());
        }
        let range = span.start.as_slice()..span.end.as_slice();
        let rows: Vec<(IVec, IVec)> = guarded(|| {
            let rows = self.db.range::<&[u8], _>(range);
            if backward { rows.rev().take(limit).collect() } else { rows.take(limit).collect() }
        })?;
        let whole = |(key, raw): (IVec, IVec)| Ok((key.to_vec(), self.assemble(&key, &raw)?));
        rows.into_iter().map(whole).collect()
    }

    fn apply(&self, writes: &Writes) -> Result<()> {
        let batch = self.batch(writes)?;
        guarded(|| {
            self.db.apply_batch(batch)?;
            self.db.flush()
        })?;
        Ok(self.file.sync_data()?)
    }

    fn size_on_disk(&self) -> u64 {
        self.file.metadata().map_or(0, |meta| meta.len())
    }
}

/// sled panics where it finds something impossible. That must not take the desk down.
fn guarded<T>(work: impl FnOnce() -> ::sled::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(::sled::Error::Corruption { at, .. })) => Err(StoreError::Corrupt(format!("at {at:?}"))),
        Ok(Err(error)) => Err(StoreError::Disk(error.to_string())),
        Err(panic) => Err(StoreError::Corrupt(words(&*panic))),
    }
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("the engine gave up").to_owned()
}
