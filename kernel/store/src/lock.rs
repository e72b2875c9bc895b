//! One process a folder.

use crate::OpenError;
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use std::fs::{self, File};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// A lock that was just let go may live on for a moment in a process that is being started: until it has become
/// another program, it holds what its parent had open.
const PATIENCE: Duration = Duration::from_millis(500);

/// Holds a data folder; lets go when dropped, also when the process is killed.
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    pub fn take(dir: &Path) -> Result<FolderLock, OpenError> {
        let io = |source| OpenError::Io { dir: dir.to_owned(), source };
        fs::create_dir_all(dir).map_err(io)?;
        let file = File::options().create(true).append(true).open(dir.join("lock")).map_err(io)?;
        let begun = Instant::now();
        loop {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(FolderLock { _file: file }),
                Err(Errno::WOULDBLOCK) if begun.elapsed() < PATIENCE => thread::sleep(PATIENCE / 20),
                Err(Errno::WOULDBLOCK) => return Err(OpenError::Locked { dir: dir.to_owned() }),
                Err(error) => return Err(io(error.into())),
            }
        }
    }
}
