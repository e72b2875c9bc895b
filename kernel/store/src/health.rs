//! Whether the store takes writes, and if not, why: in words for whoever looks after the desk.

use crate::CommitError;
use parking_lot::RwLock;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU64, AtomicUsize};

/// The most bytes that wait to be written.
pub(crate) const QUEUE_BYTES: usize = 256 << 20;

/// What the disk must take before a failed one is trusted with more.
const PROBE: usize = 4 << 20;

/// What people are told while the database of a desk does not answer. Why it does not may name machines and accounts:
/// that is for the log.
pub const AWAY: &str = "the desk cannot reach what it keeps just now; try again in a moment. Whoever looks after the \
                        desk finds the reason in its log";

/// Whether the store takes writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// It does.
    Writable,
    /// It does not, because … It takes them again by itself when that is over.
    ReadOnly(String),
    /// It cannot even be read, because … It mostly goes on by itself when that is over. The text is for whoever runs
    /// the desk; others are told [`AWAY`].
    Away(String),
}

/// What the committer tells about itself.
pub(crate) struct Gauge {
    pub commits: AtomicU64,
    pub syncs: AtomicU64,
    pub conflicts: AtomicU64,
    waiting_bytes: AtomicUsize,
    trouble: RwLock<Option<String>>,
    dir: PathBuf,
    reserve_bytes: u64,
    /// The rows are not on this disk.
    elsewhere: bool,
}

impl Gauge {
    pub fn new(dir: &Path, reserve_bytes: u64, elsewhere: bool) -> Gauge {
        Gauge {
            elsewhere,
            commits: AtomicU64::new(0),
            syncs: AtomicU64::new(0),
            conflicts: AtomicU64::new(0),
            waiting_bytes: AtomicUsize::new(0),
            trouble: RwLock::new(None),
            dir: dir.to_owned(),
            reserve_bytes,
        }
    }

    /// A unit of this size wants to wait. False: too much waits already.
    pub fn enter(&self, bytes: usize) -> bool {
        let room =
            |waiting: usize| waiting.checked_add(bytes).filter(|sum| waiting == 0 || *sum <= QUEUE_BYTES);
        self.waiting_bytes.fetch_update(Relaxed, Relaxed, room).is_ok()
    }

    /// It waits no more.
    pub fn leave(&self, bytes: usize) {
        self.waiting_bytes.fetch_sub(bytes, Relaxed);
    }

    /// A write has failed; or all is well again.
    pub fn set_trouble(&self, why: Option<String>) {
        *self.trouble.write() = why;
    }

    pub fn trouble(&self) -> Option<String> {
        self.trouble.read().clone()
    }

    /// What whoever wants to write is told when a write has failed.
    pub fn refused(&self, why: String) -> CommitError {
        if self.elsewhere { CommitError::Away(why) } else { CommitError::ReadOnly(why) }
    }

    /// What whoever wants to write is told now, if nothing may be written.
    pub fn refusal(&self) -> Option<CommitError> {
        self.trouble().map(|why| self.refused(why)).or_else(|| self.nearly_full().map(CommitError::ReadOnly))
    }

    /// The same for anybody who asks: what a database says is for the log.
    pub fn health(&self) -> Health {
        match self.refusal() {
            None => Health::Writable,
            Some(CommitError::ReadOnly(why)) => Health::ReadOnly(why),
            Some(_) => Health::ReadOnly(AWAY.into()),
        }
    }

    fn nearly_full(&self) -> Option<String> {
        match rustix::fs::statvfs(&self.dir) {
            Ok(disk) => {
                let free = disk.f_bavail.saturating_mul(disk.f_frsize);
                (free < self.reserve_bytes).then(|| {
                    let (free, need) = (free >> 20, self.reserve_bytes >> 20);
                    format!("the disk is nearly full: {free} MiB are free and {need} MiB are kept in reserve; make space")
                })
            }
            Err(error) => Some(format!("the disk does not say how much space it has: {error}")),
        }
    }

    /// Whether the disk takes something small, before it is given what matters.
    pub fn try_disk(&self) -> Result<(), String> {
        if let Some(why) = self.nearly_full() {
            return Err(why);
        }
        if self.elsewhere {
            return Ok(());
        }
        let path = self.dir.join("probe");
        let write = || -> io::Result<()> {
            let mut file = File::create(&path)?;
            file.write_all(&vec![0x5a; PROBE])?;
            file.sync_all()
        };
        let tried = write();
        // It may not even be there.
        let _ = fs::remove_file(&path);
        tried.map_err(|error| format!("the disk does not take {} MiB: {error}", PROBE >> 20))
    }
}
