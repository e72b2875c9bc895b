//! The embedded engine. sled's own `flush` does not reach the drive (it is `sync_file_range` on Linux), so
//! each batch is followed by fdatasync of sled's file.

mod chunk;

use super::rewrite::rewrite;
use super::{Cell, Engine, Failure, Span, Writes};
use crate::blob::sync_dir;
use crate::{Result, StoreError};
use ::sled::{Batch, Db, IVec};
use chunk::{Head, PIECE, PIECES};
use parking_lot::{RwLock, RwLockReadGuard};
use std::any::Any;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long an instance that is just being dropped may hold sled's own lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// sled's log.
const FILE: &str = "db";

pub(super) struct SledEngine {
    dir: PathBuf,
    cache_bytes: u64,
    /// None while what is on disk is being found out.
    opened: RwLock<Option<Opened>>,
    /// sled remembers its own errors, but not that of fdatasync.
    failed: AtomicBool,
    /// Marks the pieces of one value as belonging together.
    stamp: AtomicU64,
}

struct Opened {
    db: Db,
    /// sled's log, for fdatasync. Opened before anything is written: it hears of every error since.
    file: File,
}

pub(super) fn is_in(dir: &Path) -> bool {
    dir.join(FILE).exists()
}

impl Opened {
    fn open(dir: &Path, cache_bytes: u64) -> Result<Opened, Failure> {
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
        let file = File::open(dir.join(FILE)).map_err(Failure::Io)?;
        sync_dir(dir).map_err(Failure::Io)?;
        Ok(Opened { db, file })
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

    fn batch(&self, writes: &Writes, stamp: &AtomicU64) -> Result<Batch> {
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
                    let stamp = stamp.fetch_add(1, Ordering::Relaxed).to_be_bytes();
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

impl Opened {
    /// Reads every row, so that sled checks every page.
    fn walk(&self) -> Result<()> {
        for row in self.db.iter() {
            let (key, raw) = guarded(|| row)?;
            if key.first() != Some(&PIECES) && self.assemble(&key, &raw)? == Cell::Torn {
                return Err(StoreError::Corrupt(format!("the pieces of {}", crate::key::describe(&key))));
            }
        }
        Ok(())
    }

    /// sled writes once more when it is dropped, and panics if that fails.
    fn close(self) {
        let Opened { db, file } = self;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(db))) {
            tracing::warn!(error = words(&*panic), "sled could not write when it was closed");
        }
        drop(file);
    }
}

impl SledEngine {
    pub fn open(dir: &Path, cache_bytes: u64) -> Result<SledEngine, Failure> {
        let opened = Opened::open(dir, cache_bytes)?;
        let mut seed = [0; 8];
        getrandom::fill(&mut seed).map_err(|e| Failure::Io(std::io::Error::other(e.to_string())))?;
        Ok(SledEngine {
            dir: dir.to_owned(),
            cache_bytes,
            opened: RwLock::new(Some(opened)),
            failed: AtomicBool::new(false),
            stamp: AtomicU64::new(u64::from_be_bytes(seed)),
        })
    }

    fn read<T>(&self, work: impl FnOnce(&Opened) -> Result<T>) -> Result<T> {
        let opened: RwLockReadGuard<'_, Option<Opened>> = self.opened.read();
        let none =
            || StoreError::Disk("it failed, and what is on it is being looked at; ask again soon".into());
        work(opened.as_ref().ok_or_else(none)?)
    }

    fn reopen(&self) -> Result<Opened> {
        Opened::open(&self.dir, self.cache_bytes).map_err(|failure| match failure {
            Failure::Locked => StoreError::Disk("sled does not let go of its file".into()),
            Failure::Corrupt(what) => StoreError::Corrupt(what),
            Failure::Io(error) => error.into(),
        })
    }
}

impl Engine for SledEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
        self.read(|opened| {
            let raw = guarded(|| opened.db.get(key))?;
            raw.map(|raw| opened.assemble(key, &raw)).transpose()
        })
    }

    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
        if span.is_empty() {
            return Ok(Vec::new());
        }
        let range = span.start.as_slice()..span.end.as_slice();
        self.read(|opened| {
            let rows: Vec<(IVec, IVec)> = guarded(|| {
                let rows = opened.db.range::<&[u8], _>(range);
                if backward { rows.rev().take(limit).collect() } else { rows.take(limit).collect() }
            })?;
            let whole = |(key, raw): (IVec, IVec)| Ok((key.to_vec(), opened.assemble(&key, &raw)?));
            rows.into_iter().map(whole).collect()
        })
    }

    fn apply(&self, writes: &Writes) -> Result<()> {
        if self.failed.load(Ordering::Acquire) {
            return Err(StoreError::Disk("a batch had failed".into()));
        }
        self.read(|opened| {
            let batch = opened.batch(writes, &self.stamp)?;
            let written = guarded(|| {
                opened.db.apply_batch(batch)?;
                opened.db.flush()
            });
            let applied = written.and_then(|_| Ok(opened.file.sync_data()?));
            self.failed.store(applied.is_err(), Ordering::Release);
            applied
        })
    }

    fn recover(&self) -> Result<()> {
        self.failed.store(true, Ordering::Release);
        // Taken out first: sled writes to its file also while it reads.
        let old = self.opened.write().take();
        if let Some(old) = old {
            old.close();
        }
        let rewritten = rewrite(&self.dir);
        // If that failed, at least reading goes on.
        let opened = self.reopen()?;
        let proved = rewritten.map_err(StoreError::from).and_then(|()| opened.walk());
        *self.opened.write() = Some(opened);
        proved?;
        self.failed.store(false, Ordering::Release);
        Ok(())
    }

    fn size_on_disk(&self) -> u64 {
        self.read(|opened| Ok(opened.file.metadata()?.len())).unwrap_or(0)
    }
}

impl Drop for SledEngine {
    fn drop(&mut self) {
        if let Some(opened) = self.opened.get_mut().take() {
            opened.close();
        }
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
