//! A new folder, filled row by row.

use crate::blob::sync_dir;
use crate::engine::{self, Engine, Failure, Writes};
use crate::format::{self, Witness};
use crate::lock::FolderLock;
use crate::{Blobs, CommitNumber, EngineKind, Result, StoreError};
use std::fs;
use std::path::{Path, PathBuf};

/// About the most bytes that are written at a time.
const BATCH: usize = 8 << 20;
/// Memory for what is read often meanwhile.
const CACHE: u64 = 64 << 20;

/// A folder that becomes a store. Left before [`Filling::finish`], it does not open.
pub(crate) struct Filling {
    pub blobs: Blobs,
    /// Rows and their bytes so far.
    pub rows: u64,
    pub bytes: u64,
    to: PathBuf,
    engine: Box<dyn Engine>,
    witness: Witness,
    batch: Writes,
    size: usize,
    _lock: FolderLock,
}

impl Filling {
    /// Begins in a new or empty folder, which will end at this commit or an earlier one.
    pub fn begin(kind: EngineKind, to: &Path, last: CommitNumber) -> Result<Filling> {
        if to.exists() && fs::read_dir(to)?.next().is_some() {
            return Err(StoreError::Invalid(format!(
                "`{}` is not empty: a desk is put back into a new folder",
                to.display()
            )));
        }
        let failed = |why: String| StoreError::Disk(format!("`{}`: {why}", to.display()));
        let lock = FolderLock::take(to).map_err(|error| failed(error.to_string()))?;
        // First the witness of where it will end at most, last the row that says where it has come to: what broke off
        // in between is not taken for a whole desk.
        let witness = Witness::call(to, last)?;
        let engine = engine::open(kind, &to.join("state"), CACHE).map_err(|failure| match failure {
            Failure::Locked => failed("in use by another process".into()),
            Failure::Corrupt(what) => failed(what),
            Failure::Io(error) => failed(error.to_string()),
        })?;
        let blobs = Blobs::in_dir(to.join("blobs"))?;
        let (rows, bytes, size) = (0, 0, 0);
        let to = to.to_owned();
        Ok(Filling { blobs, rows, bytes, to, engine, witness, batch: Writes::new(), size, _lock: lock })
    }

    /// Puts or removes a row.
    pub fn put(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) -> Result<()> {
        let size = key.len() + value.as_ref().map_or(0, Vec::len);
        self.rows += 1;
        self.bytes += size as u64;
        self.size += size;
        self.batch.insert(key, value);
        if self.size >= BATCH { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<()> {
        self.size = 0;
        self.engine.apply(&std::mem::take(&mut self.batch))
    }

    /// It is a store, as of this commit.
    pub fn finish(mut self, commit: CommitNumber) -> Result<()> {
        self.write()?;
        self.engine
            .apply(&Writes::from([(format::last_commit_key(), Some(commit.to_be_bytes().to_vec()))]))?;
        self.witness.note(commit)?;
        let above = self.to.parent().filter(|above| !above.as_os_str().is_empty());
        Ok(above.map_or(Ok(()), sync_dir)?)
    }
}
