//! Puts backups back, into a new folder.

use super::filling::Filling;
use super::frames::{FrameReader, Kind, Row, rows, unknown};
use super::{Backup, BackupReport, open};
use crate::format::FORMAT;
use crate::{BlobId, BlobWriter, CommitNumber, EngineKind, Result, Store, StoreError, changes, key};
use ombud_access::Timestamp;
use std::path::{Path, PathBuf};

/// Which moment is put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The last in the backups.
    Newest,
    /// That of this commit.
    Commit(CommitNumber),
    /// The last before or at this time.
    Time(Timestamp),
}

impl Store {
    /// Puts a whole backup, and those that go on from it in their order, into a new or empty folder. A folder in
    /// which this broke off does not open.
    ///
    /// # Errors
    /// `Invalid` if a backup is damaged, they do not go on from each other, or the moment is in none of them.
    pub fn restore(backups: &[PathBuf], until: Until, to: &Path) -> Result<BackupReport> {
        Store::restore_on(EngineKind::default(), backups, until, to)
    }

    /// The same, on another engine.
    pub fn restore_on(
        kind: EngineKind,
        backups: &[PathBuf],
        until: Until,
        to: &Path,
    ) -> Result<BackupReport> {
        let opened = backups.iter().map(|path| open(path)).collect::<Result<Vec<_>>>()?;
        let heads: Vec<_> = opened.iter().map(|(head, _)| head).collect();
        let last = fits(&heads, until)?;
        let mut restoring =
            Restoring { filling: Filling::begin(kind, to, last)?, until, report: BackupReport::default() };
        for (head, frames) in opened {
            restoring.take(&head, frames)?;
        }
        let Restoring { filling, mut report, .. } = restoring;
        report.rows = filling.rows.count;
        report.bytes += filling.rows.bytes;
        filling.finish(report.commit)?;
        Ok(report)
    }
}

/// Whether the backups go on from each other and hold the moment; gives the last commit in them.
fn fits(heads: &[&Backup], until: Until) -> Result<CommitNumber> {
    let refused = |why: String| Err(StoreError::Invalid(why));
    let Some((whole, later)) = heads.split_first() else {
        return refused("name the file of a backup".into());
    };
    if whole.from.is_some() {
        return refused(
            "the first backup must be a whole one; this one holds only what changed since another".into(),
        );
    }
    if let Some(other) = heads.iter().find(|head| head.store != FORMAT) {
        return refused(format!(
            "the rows in the backup have format {}, and this version writes {FORMAT}: restore it with the version that \
             made it, and then upgrade",
            other.store
        ));
    }
    let mut end = whole.to;
    for next in later {
        let Some(from) = next.from else {
            return refused("only the first backup may be a whole one".into());
        };
        if next.line != whole.line || from > end {
            return refused(format!(
                "the backup that goes on from commit {from} does not go on from the one before it, which ends at \
                 commit {end}"
            ));
        }
        end = end.max(next.to);
    }
    match until {
        Until::Commit(commit) if !(whole.to..=end).contains(&commit) => {
            refused(format!("the backups hold the moments of commit {} to {end}, not {commit}", whole.to))
        }
        Until::Time(time) if time < whole.made => {
            refused("the first backup was made later than that: begin with an earlier one".into())
        }
        _ => Ok(end),
    }
}

struct Restoring {
    filling: Filling,
    until: Until,
    report: BackupReport,
}

impl Restoring {
    fn take(&mut self, head: &Backup, mut frames: FrameReader) -> Result<()> {
        let mut file: Option<(BlobId, BlobWriter)> = None;
        let mut ended = false;
        if head.from.is_none() {
            self.report.commit = head.to;
        }
        while let Some((kind, payload)) = frames.next()? {
            if kind != Kind::Bytes {
                self.close(file.take())?;
            }
            match kind {
                Kind::Head => return Err(unknown("a second head")),
                Kind::Rows => {
                    for (key, value) in rows(&payload)? {
                        self.report.records += u64::from(key.first() == Some(&key::RECORD));
                        self.filling.rows.put(key, Some(value))?;
                    }
                }
                Kind::Changes => {
                    for row in rows(&payload)? {
                        self.change(row)?;
                    }
                }
                Kind::File => {
                    let id = BlobId::from_bytes(&payload).ok_or_else(|| unknown("the name of a file"))?;
                    file = Some((id, self.filling.blobs.writer(u64::MAX)?));
                }
                Kind::Bytes => match &mut file {
                    Some((_, writer)) => writer.write(&payload)?,
                    None => return Err(unknown("a part of a file")),
                },
                Kind::End => ended = true,
            }
        }
        if ended { Ok(()) } else { Err(unknown("the end")) }
    }

    fn close(&mut self, file: Option<(BlobId, BlobWriter)>) -> Result<()> {
        let Some((id, writer)) = file else { return Ok(()) };
        let (found, size) = writer.finish()?;
        if found != id {
            // It was damaged before the backup was made.
            return Err(StoreError::Corrupt(format!("the file `{id}` has other bytes than its name says")));
        }
        self.report.blobs += 1;
        self.report.bytes += size;
        Ok(())
    }

    fn change(&mut self, (key, value): Row) -> Result<()> {
        let (commit, part) = changes::number(&key)?;
        let changes = changes::decode(&value)?;
        let at = self.report.commit;
        let wanted = match self.until {
            Until::Newest => true,
            Until::Commit(last) => commit <= last,
            // Clocks go back now and then; commits do not.
            Until::Time(last) => changes.at <= last || (commit == at && part > 0),
        };
        // What an earlier backup holds already; or what follows the end.
        if !wanted || commit < at || (commit == at && part == 0) {
            return Ok(());
        }
        if commit > at + 1 {
            return match self.until {
                Until::Time(_) => Ok(()),
                _ => Err(StoreError::Invalid(format!("the changes of commit {} are missing", at + 1))),
            };
        }
        self.report.commits += u64::from(part == 0);
        self.report.commit = commit;
        for (key, value) in changes.writes {
            self.filling.rows.put(key, value)?;
        }
        Ok(())
    }
}
