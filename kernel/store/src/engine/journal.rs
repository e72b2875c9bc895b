//! The simplest engine that keeps what the trait promises: all rows in memory, and a file to which each batch is
//! added. The file only grows.

use super::rewrite::rewrite;
use super::{Cell, Engine, Failure, Span, Writes};
use crate::blob::sync_dir;
use crate::{Result, StoreError};
use parking_lot::{Mutex, RwLock};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const FILE: &str = "journal";
/// Before each batch: its size, and the beginning of its SHA-256.
const HEAD: usize = 16;

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

pub(super) struct Journal {
    dir: PathBuf,
    rows: RwLock<Rows>,
    end: Mutex<End>,
}

/// Where the next batch goes. What lies behind it was never acknowledged.
struct End {
    file: File,
    at: u64,
    failed: bool,
}

pub(super) fn is_in(dir: &Path) -> bool {
    dir.join(FILE).exists()
}

impl Journal {
    pub fn open(dir: &Path) -> Result<Journal, Failure> {
        let (rows, end) = read(dir).map_err(Failure::Io)?;
        Ok(Journal { dir: dir.to_owned(), rows: RwLock::new(rows), end: Mutex::new(end) })
    }
}

/// The rows that the whole batches in the file make. A batch that broke off ends it: there is only ever one that
/// was not waited for.
fn read(dir: &Path) -> io::Result<(Rows, End)> {
    fs::create_dir_all(dir)?;
    let path = dir.join(FILE);
    let file = File::options().create(true).truncate(false).read(true).write(true).open(&path)?;
    sync_dir(dir)?;
    let bytes = fs::read(&path)?;
    let (mut rows, mut rest) = (Rows::new(), bytes.as_slice());
    while let Some((writes, behind)) = next(rest) {
        lay(&mut rows, writes);
        rest = behind;
    }
    let at = (bytes.len() - rest.len()) as u64;
    Ok((rows, End { file, at, failed: false }))
}

fn next(bytes: &[u8]) -> Option<(Writes, &[u8])> {
    let (size, rest) = bytes.split_first_chunk()?;
    let (hash, rest) = rest.split_first_chunk::<8>()?;
    let (batch, rest) = rest.split_at_checked(usize::try_from(u64::from_be_bytes(*size)).ok()?)?;
    (Sha256::digest(batch)[..8] == *hash)
        .then(|| postcard::from_bytes(batch).ok())?
        .map(|writes| (writes, rest))
}

fn lay(rows: &mut Rows, writes: Writes) {
    for (key, value) in writes {
        match value {
            Some(value) => rows.insert(key, value),
            None => rows.remove(&key),
        };
    }
}

impl Engine for Journal {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
        Ok(self.rows.read().get(key).cloned().map(Cell::Whole))
    }

    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
        if span.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.rows.read();
        let rows = rows.range(span.start.clone()..span.end.clone());
        let row = |(key, value): (&Vec<u8>, &Vec<u8>)| (key.clone(), Cell::Whole(value.clone()));
        Ok(if backward {
            rows.rev().take(limit).map(row).collect()
        } else {
            rows.take(limit).map(row).collect()
        })
    }

    fn apply(&self, writes: &Writes) -> Result<()> {
        let mut end = self.end.lock();
        if end.failed {
            return Err(StoreError::Disk("a batch had failed".into()));
        }
        let batch = postcard::to_stdvec(writes).map_err(|e| StoreError::Invalid(format!("a batch: {e}")))?;
        let mut bytes = Vec::with_capacity(HEAD + batch.len());
        bytes.extend_from_slice(&(batch.len() as u64).to_be_bytes());
        bytes.extend_from_slice(&Sha256::digest(&batch)[..8]);
        bytes.extend_from_slice(&batch);
        // A batch that broke off may be longer than this one.
        let added = end.file.set_len(end.at).and_then(|()| end.file.write_all_at(&bytes, end.at));
        if let Err(error) = added.and_then(|()| end.file.sync_data()) {
            end.failed = true;
            return Err(error.into());
        }
        end.at += bytes.len() as u64;
        lay(&mut self.rows.write(), writes.clone());
        Ok(())
    }

    fn recover(&self) -> Result<()> {
        let mut end = self.end.lock();
        end.failed = true;
        rewrite(&self.dir)?;
        let (rows, found) = read(&self.dir)?;
        if found.at < end.at {
            return Err(StoreError::Corrupt(format!("{} of {} bytes are left", found.at, end.at)));
        }
        *self.rows.write() = rows;
        *end = found;
        Ok(())
    }

    fn size_on_disk(&self) -> u64 {
        self.end.lock().file.metadata().map_or(0, |meta| meta.len())
    }
}
