//! Copies of one moment in one file, made while the desk works; and of what changed since an earlier one.

pub(crate) mod filling;
mod frames;
mod restore;

use crate::changes::{self, Kept};
use crate::format::{self, FORMAT};
use crate::view::View;
use crate::{BlobId, CommitNumber, Result, Store, StoreError, key};
use frames::{FrameReader, FrameWriter, Kind, unknown};
use ombud_access::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;

pub use restore::Until;

/// Bytes of a file that are copied at a time.
const PART: usize = 1 << 20;

/// What the file of a backup is a backup of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// The format of the rows in it.
    store: u32,
    /// Which unbroken row of changes it belongs to, in hex.
    line: String,
    /// None: it holds everything. Otherwise the changes of the commits after this one.
    pub from: Option<CommitNumber>,
    /// The last commit in it.
    pub to: CommitNumber,
    /// When it was made.
    pub made: Timestamp,
}

/// How much a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupReport {
    /// The last commit in it.
    pub commit: CommitNumber,
    /// Commits whose changes it holds; 0 if it holds everything.
    pub commits: u64,
    /// Records, if it holds everything.
    pub records: u64,
    /// Rows of all kinds.
    pub rows: u64,
    /// Files.
    pub blobs: u64,
    /// Bytes of rows and files, before they are compressed.
    pub bytes: u64,
}

impl Backup {
    /// Reads the file of a backup whole, to see that it is as it was written; gives what it is and how much.
    pub fn check(path: &Path) -> Result<(Backup, BackupReport)> {
        let (head, mut frames) = open(path)?;
        let mut end = None;
        while let Some((kind, payload)) = frames.next()? {
            end = (kind == Kind::End).then_some(payload);
        }
        let report =
            end.and_then(|end| serde_json::from_slice(&end).ok()).ok_or_else(|| unknown("the end"))?;
        Ok((head, report))
    }

    fn of(view: &View, after: Option<&Backup>, now: Timestamp) -> Result<Backup> {
        let Some(Kept { line, since }) = changes::kept(view)? else {
            return Err(StoreError::Invalid("changes are not kept yet".into()));
        };
        let line = line.iter().map(|byte| format!("{byte:02x}")).collect();
        let head =
            Backup { store: FORMAT, line, from: after.map(|after| after.to), to: view.start(), made: now };
        let Some(after) = after else { return Ok(head) };
        if after.line != head.line || after.store != FORMAT || after.to > head.to {
            return Err(StoreError::Invalid(
                "the earlier backup is of another desk, or of this one before it was put back or upgraded: make a \
                 whole one"
                    .into(),
            ));
        }
        if after.to < since {
            return Err(StoreError::Invalid(format!(
                "the earlier backup ends at commit {}, and what changed is known since commit {since} only: make a \
                 whole one",
                after.to
            )));
        }
        Ok(head)
    }
}

fn open(path: &Path) -> Result<(Backup, FrameReader)> {
    let told = |error: StoreError| {
        let (StoreError::Invalid(why) | StoreError::Disk(why)) = &error else { return error };
        StoreError::Invalid(format!("`{}`: {why}", path.display()))
    };
    let mut frames = FrameReader::open(path).map_err(told)?;
    let head = match frames.next().map_err(told)? {
        Some((Kind::Head, head)) => serde_json::from_slice(&head).ok(),
        _ => None,
    };
    Ok((head.ok_or_else(|| told(unknown("the head")))?, frames))
}

impl Store {
    /// Writes everything as of now, or what changed since an earlier backup, with the files. Others go on
    /// meanwhile; what they change is remembered in memory until this is done. Call [`Store::keep_changes`] before.
    /// Takes its time: call it where that is no harm.
    ///
    /// # Errors
    /// `Invalid` if it cannot go on from `after`.
    pub fn back_up(&self, after: Option<&Backup>, now: Timestamp, to: impl Write) -> Result<BackupReport> {
        // Nothing that this moment names is removed until the copy is done.
        let _quiet = self.blobs().quiet.read();
        let view = self.view();
        let head = Backup::of(&view, after, now)?;
        self.write_backup(&head, &view, to)
    }

    /// Everything, in a backup from which none goes on: changes need not be kept for it.
    pub(crate) fn back_up_apart(&self, to: impl Write) -> Result<BackupReport> {
        let view = self.view();
        let (line, made) = (String::new(), changes::now());
        let head = Backup { store: FORMAT, line, from: None, to: view.start(), made };
        self.write_backup(&head, &view, to)
    }

    fn write_backup(&self, head: &Backup, view: &View, to: impl Write) -> Result<BackupReport> {
        let mut frames = FrameWriter::begin(to)?;
        frames.frame(Kind::Head, &json(head)?)?;
        let mut report = BackupReport { commit: head.to, ..BackupReport::default() };
        let mut files = BTreeSet::new();
        let mut row = |kind, key: &[u8], value: &[u8], report: &mut BackupReport| {
            report.rows += 1;
            report.bytes += (key.len() + value.len()) as u64;
            frames.row(kind, key, value)
        };
        match head.from {
            None => view.each(key::everything(), |key, value| {
                if changes::is_own(key) || key == format::last_commit_key() {
                    return Ok(());
                }
                report.records += u64::from(key.first() == Some(&key::RECORD));
                files.extend(BlobId::named(key));
                row(Kind::Rows, key, value, &mut report)
            })?,
            Some(from) => view.each(changes::span(from + 1, head.to), |key, value| {
                report.commits += u64::from(changes::number(key)?.1 == 0);
                let writes = changes::decode(value)?.writes;
                files.extend(
                    writes
                        .iter()
                        .filter(|(_, value)| value.is_some())
                        .filter_map(|(key, _)| BlobId::named(key)),
                );
                row(Kind::Changes, key, value, &mut report)
            })?,
        }
        for file in &files {
            frames.frame(Kind::File, file.bytes())?;
            report.blobs += 1;
            report.bytes += self.file_into(file, &mut frames)?;
        }
        frames.frame(Kind::End, &json(&report)?)?;
        frames.finish()?.flush()?;
        Ok(report)
    }

    fn file_into(&self, id: &BlobId, frames: &mut FrameWriter<impl Write>) -> Result<u64> {
        let missing =
            |error| StoreError::Corrupt(format!("the file `{id}` is named and cannot be read: {error}"));
        let mut file = self.blobs().open(id).map_err(missing)?;
        let mut part = vec![0; PART];
        let mut size = 0;
        loop {
            match file.read(&mut part).map_err(missing)? {
                0 => return Ok(size),
                read => {
                    frames.frame(Kind::Bytes, &part[..read])?;
                    size += read as u64;
                }
            }
        }
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|error| StoreError::Invalid(error.to_string()))
}
