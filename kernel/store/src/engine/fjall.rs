//! fjall: a log of batches with checksums, tables sorted and compressed, merged in the background. A batch is in the
//! log, and the log on the drive, before anybody sees it.
//!
//! What is checked when it is read: each batch of the log and each block of a table has a checksum. A log that ends
//! in the middle of a batch ends before it; the store's witness finds out if that one was acknowledged. fjall takes
//! damage in the middle of an older log for its end, too, and goes on with the next log. So every batch carries its
//! number, in one of [`SLOTS`] rows, and when the last numbers are not all there, something in between is lost.

use super::rewrite::rewrite;
use super::{Cell, Engine, Failure, Span, Writes};
use crate::{Result, StoreError};
use ::fjall::config::{BlockSizePolicy, CompressionPolicy, PartitioningPolicy, PinningPolicy};
use ::fjall::{CompressionType, Database, Error, Keyspace, KeyspaceCreateOptions, LsmError, PersistMode};
use parking_lot::RwLock;
use std::any::Any;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long an instance that is just being dropped may hold fjall's own lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// All rows are in one keyspace: a batch is then one order of keys, and a reader needs one place to look.
const ROWS: &str = "rows";

/// The part of the memory that is for what is written and not yet in a table: an eighth, and at most so many bytes.
/// It is read again from the log at the start.
const WRITTEN: u64 = 8;
const MOST_WRITTEN: u64 = 16 << 20;
/// A log may have so many times as many bytes.
const LOG: u64 = 4;

/// Of so many batches, the last, it is known that none is lost. They are more than what is in no table yet.
const SLOTS: u64 = 1 << 15;
/// About what a row takes in memory beside its bytes.
const ROW: usize = 150;
/// Begins the rows of the numbers, and no key of the store.
const NUMBERED: u8 = 0xff;

/// What is written when a table is begun late is at most so many times as much. fjall would begin one itself then, and its one
/// thread could wait for itself; of two the first hands each order to merge back to itself, at full speed, while the other merges.
const LATE: u64 = 4;

/// Bytes of rows that are compressed together: more is smaller, and slower to read.
const BLOCK: u32 = 8 << 10;

/// By level, whether the filter of a table is in pieces. In one, that of a large table is megabytes: the cache let go of it for
/// blocks again and again, and each row that was looked for had all of it read and checked. A folder keeps what it was made with.
const FILTER_IN_PIECES: [bool; 2] = [false, true];
/// By level, whether the index of a table stays in memory. Below these it is in pieces.
const INDEX_STAYS: [bool; 4] = [true, true, true, false];

pub(super) struct FjallEngine {
    dir: PathBuf,
    cache_bytes: u64,
    /// None while what is on disk is being found out.
    opened: RwLock<Option<Opened>>,
    failed: AtomicBool,
}

struct Opened {
    // Dropped before the database.
    rows: Keyspace,
    db: Database,
    /// The number of the next batch.
    next: AtomicU64,
    /// Bytes that were written since a new table was last begun, and how many there may be.
    written: AtomicU64,
    most_written: u64,
}

pub(super) fn is_in(dir: &Path) -> bool {
    dir.join("keyspaces").is_dir()
}

impl Opened {
    fn open(dir: &Path, cache_bytes: u64) -> Result<Opened, Failure> {
        let begun = Instant::now();
        loop {
            let open = || {
                let written = (cache_bytes / WRITTEN).min(MOST_WRITTEN);
                let db = Database::builder(dir)
                    .cache_size(cache_bytes - written)
                    .manual_journal_persist(true)
                    .max_journaling_size(LOG * MOST_WRITTEN)
                    .worker_threads(1)
                    .open()?;
                let options = || {
                    KeyspaceCreateOptions::default()
                        .manual_journal_persist(true)
                        .max_memtable_size(LATE * written)
                        .data_block_size_policy(BlockSizePolicy::all(BLOCK))
                        .filter_block_partitioning_policy(PartitioningPolicy::new(FILTER_IN_PIECES))
                        .index_block_pinning_policy(PinningPolicy::new(INDEX_STAYS))
                        .data_block_compression_policy(CompressionPolicy::all(CompressionType::Lz4))
                };
                let rows = db.keyspace(ROWS, options)?;
                let last = numbers(&rows)?;
                let next = AtomicU64::new(last.unwrap_or(0) + 1);
                let opened = Opened { rows, db, next, written: AtomicU64::new(0), most_written: written };
                Ok((opened, last.is_some()))
            };
            match catch_unwind(AssertUnwindSafe(open)) {
                Ok(Ok((opened, true))) => return Ok(opened),
                Ok(Ok((opened, false))) => {
                    close(opened);
                    let why = "batches are missing between those that are there: part of the log was damaged";
                    return Err(Failure::Corrupt(why.into()));
                }
                Ok(Err(Error::Locked)) if begun.elapsed() > PATIENCE => return Err(Failure::Locked),
                Ok(Err(Error::Locked)) => std::thread::sleep(Duration::from_millis(20)),
                Ok(Err(error)) => return Err(failure(error)),
                Err(panic) => return Err(Failure::Corrupt(words(&*panic))),
            }
        }
    }

    /// Begins a new table, if there is enough for one. fjall leaves that to a thread that may be busy merging, and
    /// takes what comes meanwhile into memory, however much it is.
    fn rotate(&self, size: u64) -> ::fjall::Result<()> {
        let written = self.written.load(Ordering::Relaxed) + size;
        let full = written > self.most_written;
        self.written.store(if full { 0 } else { written }, Ordering::Relaxed);
        if full { self.rows.rotate_memtable().map(drop) } else { Ok(()) }
    }

    /// Reads every row, so that every block is checked.
    fn walk(&self) -> Result<()> {
        guarded(|| self.rows.iter().try_for_each(|row| row.into_inner().map(drop)))
    }
}

impl FjallEngine {
    pub fn open(dir: &Path, cache_bytes: u64) -> Result<FjallEngine, Failure> {
        let opened = RwLock::new(Some(Opened::open(dir, cache_bytes)?));
        Ok(FjallEngine { dir: dir.to_owned(), cache_bytes, opened, failed: AtomicBool::new(false) })
    }

    fn read<T>(&self, work: impl FnOnce(&Opened) -> Result<T>) -> Result<T> {
        let opened = self.opened.read();
        let none =
            || StoreError::Disk("it failed, and what is on it is being looked at; ask again soon".into());
        work(opened.as_ref().ok_or_else(none)?)
    }
}

impl Engine for FjallEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
        self.read(|opened| {
            let value = guarded(|| opened.rows.get(key))?;
            Ok(value.map(|value| Cell::Whole(value.to_vec())))
        })
    }

    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
        if span.is_empty() {
            return Ok(Vec::new());
        }
        self.read(|opened| {
            guarded(|| {
                let rows = opened.rows.range(span.start.as_slice()..span.end.as_slice());
                let row = |row: ::fjall::Guard| {
                    let (key, value) = row.into_inner()?;
                    Ok((key.to_vec(), Cell::Whole(value.to_vec())))
                };
                if backward {
                    rows.rev().take(limit).map(row).collect()
                } else {
                    rows.take(limit).map(row).collect()
                }
            })
        })
    }

    fn apply(&self, writes: &Writes) -> Result<()> {
        if self.failed.load(Ordering::Acquire) {
            return Err(StoreError::Disk("a batch had failed".into()));
        }
        self.read(|opened| {
            let mut batch = opened.db.batch().durability(Some(PersistMode::SyncData));
            let number = opened.next.load(Ordering::Relaxed);
            batch.insert(&opened.rows, slot(number), number.to_be_bytes());
            for (key, value) in writes {
                match value {
                    Some(value) => batch.insert(&opened.rows, key.as_slice(), value.as_slice()),
                    None => batch.remove(&opened.rows, key.as_slice()),
                }
            }
            let size =
                |(key, value): (&Vec<u8>, &Option<Vec<u8>>)| key.len() + value.as_ref().map_or(0, Vec::len);
            let size = writes.iter().map(size).sum::<usize>() + writes.len() * ROW;
            let applied = guarded(|| batch.commit().and_then(|()| opened.rotate(size as u64)));
            self.failed.store(applied.is_err(), Ordering::Release);
            if applied.is_ok() {
                opened.next.store(number + 1, Ordering::Relaxed);
            }
            applied
        })
    }

    fn recover(&self) -> Result<()> {
        self.failed.store(true, Ordering::Release);
        // Taken out first: fjall writes to its files also while it reads.
        let old = self.opened.write().take();
        if let Some(old) = old {
            close(old);
        }
        let rewritten = rewrite(&self.dir);
        // If that failed, at least reading goes on.
        let opened = Opened::open(&self.dir, self.cache_bytes).map_err(|failure| match failure {
            Failure::Locked => StoreError::Disk("fjall does not let go of its files".into()),
            Failure::Corrupt(what) => StoreError::Corrupt(what),
            Failure::Io(error) => error.into(),
        })?;
        let proved = rewritten.map_err(StoreError::from).and_then(|()| opened.walk());
        *self.opened.write() = Some(opened);
        proved?;
        self.failed.store(false, Ordering::Release);
        Ok(())
    }

    fn size_on_disk(&self) -> u64 {
        self.read(|opened| guarded(|| opened.db.disk_space())).unwrap_or(0)
    }
}

impl Drop for FjallEngine {
    fn drop(&mut self) {
        if let Some(opened) = self.opened.get_mut().take() {
            close(opened);
        }
    }
}

fn slot(number: u64) -> [u8; 3] {
    let slot = (number % SLOTS) as u16;
    let [high, low] = slot.to_be_bytes();
    [NUMBERED, high, low]
}

/// The number of the last batch, 0 if there is none yet; none if one before it is missing.
fn numbers(rows: &Keyspace) -> ::fjall::Result<Option<u64>> {
    let mut numbers = BTreeSet::new();
    for row in rows.prefix([NUMBERED]) {
        let (key, value) = row.into_inner()?;
        let number = <[u8; 8]>::try_from(&*value).map_or(0, u64::from_be_bytes);
        if *key != slot(number) {
            return Ok(None);
        }
        numbers.insert(number);
    }
    let last = numbers.last().copied().unwrap_or(0);
    let all =
        (last.min(SLOTS) == numbers.len() as u64) && numbers.first().is_none_or(|first| last - first < SLOTS);
    Ok(all.then_some(last))
}

/// fjall ends its threads when it is dropped.
fn close(opened: Opened) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(opened))) {
        tracing::warn!(error = words(&*panic), "fjall was not closed in order");
    }
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Locked => Failure::Locked,
        Error::Io(error) | Error::Storage(LsmError::Io(error)) => match error.kind() {
            ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::NotFound => {
                Failure::Corrupt(error.to_string())
            }
            _ => Failure::Io(error),
        },
        other => Failure::Corrupt(other.to_string()),
    }
}

/// A panic of the engine must not take the desk down.
fn guarded<T>(work: impl FnOnce() -> ::fjall::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(Error::Poisoned)) => Err(StoreError::Disk("an earlier write had failed".into())),
        Ok(Err(error)) => match failure(error) {
            Failure::Locked => Err(StoreError::Disk("in use by another process".into())),
            Failure::Corrupt(what) => Err(StoreError::Corrupt(what)),
            Failure::Io(error) => Err(error.into()),
        },
        Err(panic) => Err(StoreError::Corrupt(words(&*panic))),
    }
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("the engine gave up").to_owned()
}
