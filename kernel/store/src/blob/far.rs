//! Files of a desk that several processes serve: all of them are in the database, and the folder of a process holds those that
//! were needed there.

use super::{BlobId, Blobs};
use crate::engine::Beside;
use crate::{Result, StoreError};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Bytes of a file that are given to others at a time.
const PART: usize = 1 << 20;

/// What was stored for so short a time may be about to be named.
const YOUNG: Duration = Duration::from_secs(24 * 60 * 60);

/// Milliseconds since 1970, by the clock of this machine: files are kept for so long that another one may differ.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The moment that is so long ago.
fn before(age: Duration) -> u64 {
    now().saturating_sub(u64::try_from(age.as_millis()).unwrap_or(u64::MAX))
}

impl Blobs {
    pub(crate) fn far(&self) -> Option<&dyn Beside> {
        self.beside.as_ref().and_then(|state| state.engine.beside())
    }

    /// Gives others the files of the folder that they do not have yet, but for those that are old and that nothing names: such a
    /// one may have been removed for all.
    pub(crate) fn give_all(&self) -> Result<()> {
        let Some((state, far)) = self.beside.as_ref().and_then(|state| Some((state, state.engine.beside()?)))
        else {
            return Ok(());
        };
        let mut here = Vec::new();
        self.each(|id, age| {
            here.push((id, age));
            Ok(())
        })?;
        for (id, age) in here {
            let wanted = age < YOUNG || !state.engine.scan(&id.refs(), false, 1)?.is_empty();
            if wanted && far.file_size(&id.0)?.is_none() {
                self.give(far, &id)?;
            }
        }
        Ok(())
    }

    /// Gives others a file, unless they have it. It is young from now on, whoever had it: whoever looks for old ones does not take
    /// it away between this and the commit that names it.
    pub(super) fn give(&self, far: &dyn Beside, id: &BlobId) -> Result<()> {
        far.touch_file(&id.0, now())?;
        if far.file_size(&id.0)?.is_some() {
            return Ok(());
        }
        let mut file = File::open(self.path(id))?;
        let size = file.metadata()?.len();
        far.put_file(&id.0, size, &mut || {
            let mut part = Vec::with_capacity(PART);
            (&mut file).take(PART as u64).read_to_end(&mut part)?;
            Ok(part)
        })
    }

    /// Brings a file here that another process has stored.
    pub(super) fn bring(&self, id: &BlobId) -> Result<()> {
        let Some(far) = self.far().filter(|_| !self.path(id).is_file()) else { return Ok(()) };
        let Some(size) = far.file_size(&id.0)? else { return Ok(()) };
        let mut writer = self.writer(size)?;
        for part in 0.. {
            match far.file_part(&id.0, part)? {
                Some(bytes) => writer.write(&bytes)?,
                None => break,
            }
        }
        match writer.keep()? {
            (found, _) if found == *id => Ok(()),
            _ => Err(StoreError::Corrupt(format!("the file `{id}` in the database"))),
        }
    }

    /// Every file that is there for all, with its age, if `visits`; and removes from the folder what has been there for so long
    /// and is nowhere else any more.
    pub(super) fn each_far(
        &self,
        far: &dyn Beside,
        older_than: Duration,
        visits: bool,
        visit: &mut dyn FnMut(BlobId, Duration),
    ) -> Result<()> {
        let (mut all, now) = (BTreeSet::new(), now());
        let mut after = Vec::new();
        loop {
            let some = far.files(&after)?;
            let Some((last, _)) = some.last() else { break };
            after.clone_from(last);
            for (id, stored) in some {
                let Some(id) = BlobId::from_bytes(&id) else { continue };
                match stored {
                    Some(stored) if visits => visit(id, Duration::from_millis(now.saturating_sub(stored))),
                    Some(_) => {}
                    // An earlier version has stored it, and noted no time.
                    None => far.touch_file(&id.0, now)?,
                }
                all.insert(id);
            }
        }
        let mut left = Vec::new();
        self.each(|id, age| {
            left.extend(Some(id).filter(|id| age >= older_than && !all.contains(id)));
            Ok(())
        })?;
        for id in left {
            // It may have come back meanwhile.
            if far.file_size(&id.0)?.is_none() {
                self.remove(&id, older_than)?;
            }
        }
        Ok(())
    }

    /// Removes a file for all, unless it was stored anew meanwhile. Only the committer may call it, while nobody else writes.
    pub(crate) fn remove_far(&self, far: &dyn Beside, id: &BlobId, older_than: Duration) -> Result<bool> {
        let gone = far.remove_file(&id.0, before(older_than))?;
        if gone {
            self.remove(id, Duration::ZERO)?;
        }
        Ok(gone)
    }
}
