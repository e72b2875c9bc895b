//! A copy of one moment, made while the desk works. The copy is a data folder: open it to restore.

use crate::blob::sync_dir;
use crate::engine::{self, Failure, Writes};
use crate::format::{self, Witness};
use crate::lock::FolderLock;
use crate::{BlobId, CommitNumber, Result, Store, StoreError, key};
use std::fs::{self, File};
use std::path::Path;

/// Rows that are copied at a time, and about the most bytes.
const PART: usize = 2048;
const PART_BYTES: usize = 4 << 20;

/// What a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackupReport {
    /// The moment.
    pub commit: CommitNumber,
    /// Records.
    pub records: u64,
    /// Rows of all kinds.
    pub rows: u64,
    /// Files.
    pub blobs: u64,
    /// Bytes of rows and files.
    pub bytes: u64,
}

impl Store {
    /// Copies the state as of now, with its files, into a new or empty folder. Takes its time: call it where
    /// that is no harm.
    pub fn backup(&self, to: &Path) -> Result<BackupReport> {
        if to.exists() && fs::read_dir(to)?.next().is_some() {
            return Err(StoreError::Invalid(format!(
                "`{}` is not empty: a backup needs a new folder",
                to.display()
            )));
        }
        let failed = |why: String| StoreError::Disk(format!("`{}`: {why}", to.display()));
        let _lock = FolderLock::take(to).map_err(|error| failed(error.to_string()))?;
        // Nothing that this moment names is removed until the copy is done.
        let _quiet = self.blobs().quiet.read();
        let view = self.view();
        let mut report = BackupReport { commit: view.start(), ..BackupReport::default() };

        // First the witness of where the copy will end, last the row that says it has come there: a copy that broke
        // off in between is not taken for a whole one.
        Witness::call(to, report.commit)?;
        let copy =
            engine::open(self.engine(), &to.join("state"), 16 << 20).map_err(|failure| match failure {
                Failure::Locked => failed("in use by another process".into()),
                Failure::Corrupt(what) => failed(what),
                Failure::Io(error) => failed(error.to_string()),
            })?;
        let mut part = Writes::new();
        let mut size = 0;
        view.each(key::everything(), |row, value| {
            if row == format::last_commit_key() {
                return Ok(());
            }
            report.rows += 1;
            report.records += u64::from(row.first() == Some(&key::RECORD));
            size += row.len() + value.len();
            part.insert(row.to_vec(), Some(value.to_vec()));
            if part.len() >= PART || size >= PART_BYTES {
                copy.apply(&part)?;
                report.bytes += size as u64;
                (part, size) = (Writes::new(), 0);
            }
            Ok(())
        })?;
        copy.apply(&part)?;
        report.bytes += size as u64;

        let mut last = None;
        view.each(key::all(key::BLOB_REF), |row, _| match BlobId::from_ref(row) {
            Some((blob, _)) if last != Some(blob) => {
                last = Some(blob);
                report.blobs += 1;
                report.bytes += self.copy_blob(&blob, to)?;
                Ok(())
            }
            _ => Ok(()),
        })?;
        copy.apply(&Writes::from([(format::last_commit_key(), Some(report.commit.to_be_bytes().to_vec()))]))?;
        to.parent().filter(|above| !above.as_os_str().is_empty()).map_or(Ok(()), sync_dir)?;
        Ok(report)
    }

    fn copy_blob(&self, blob: &BlobId, to: &Path) -> Result<u64> {
        let from = self.blobs().path(blob);
        let name = blob.to_string();
        let shelves = to.join("blobs");
        let shelf = shelves.join(&name[..2]);
        if !shelf.exists() {
            fs::create_dir_all(&shelf)?;
            sync_dir(&shelves)?;
        }
        let missing =
            |error| StoreError::Corrupt(format!("the file `{name}` is named and cannot be read: {error}"));
        let bytes = fs::copy(from, shelf.join(&name)).map_err(missing)?;
        File::open(shelf.join(&name))?.sync_all()?;
        sync_dir(&shelf)?;
        Ok(bytes)
    }
}
