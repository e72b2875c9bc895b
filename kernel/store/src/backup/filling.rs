//! A new folder, filled row by row.

use crate::blob::sync_dir;
use crate::engine::bulk::Bulk;
use crate::engine::{self, Writes};
use crate::format::{self, Witness};
use crate::lock::FolderLock;
use crate::{Blobs, CommitNumber, EngineKind, Result, StoreError};
use std::fs;
use std::path::{Path, PathBuf};

/// Memory for what is read often meanwhile.
const CACHE: u64 = 64 << 20;

/// A folder that becomes a store. Left before [`Filling::finish`], it does not open.
pub(crate) struct Filling {
    pub blobs: Blobs,
    pub rows: Bulk,
    to: PathBuf,
    witness: Witness,
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
        let engine = engine::open(kind, &to.join("state"), CACHE);
        let rows = Bulk::new(engine.map_err(|failure| failed(failure.to_string()))?);
        let blobs = Blobs::in_dir(to.join("blobs"))?;
        Ok(Filling { blobs, rows, to: to.to_owned(), witness, _lock: lock })
    }

    /// It is a store, as of this commit.
    pub fn finish(mut self, commit: CommitNumber) -> Result<()> {
        self.rows.write()?;
        self.rows
            .engine
            .apply(&Writes::from([(format::last_commit_key(), Some(commit.to_be_bytes().to_vec()))]))?;
        self.witness.note(commit)?;
        let above = self.to.parent().filter(|above| !above.as_os_str().is_empty());
        Ok(above.map_or(Ok(()), sync_dir)?)
    }
}
