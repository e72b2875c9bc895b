//! One process a folder.

use crate::OpenError;
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use std::fs::{self, File};
use std::path::Path;

/// Holds a data folder; lets go when dropped, also when the process is killed.
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    pub fn take(dir: &Path) -> Result<FolderLock, OpenError> {
        let io = |source| OpenError::Io { dir: dir.to_owned(), source };
        fs::create_dir_all(dir).map_err(io)?;
        let file = File::options().create(true).append(true).open(dir.join("lock")).map_err(io)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(FolderLock { _file: file }),
            Err(Errno::WOULDBLOCK) => Err(OpenError::Locked { dir: dir.to_owned() }),
            Err(error) => Err(io(error.into())),
        }
    }
}
