//! The way out of doubt after a failed fsync. Linux then marks pages that it could not write as written, so a
//! second fsync says that all is well, and reading gives what is in memory. What was read and written anew must
//! really reach the drive before an fsync can succeed; after that, what is read is what is there.

use crate::blob::sync_dir;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Bytes read and written at a time.
const PART: usize = 1 << 20;

/// Writes every file of a folder over itself. Nobody else may write to them meanwhile. No more space is needed
/// than the files take, where the file system writes in place.
pub(super) fn rewrite(dir: &Path) -> io::Result<()> {
    let mut part = vec![0; PART];
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if !entry.file_type()?.is_file() {
            continue;
        }
        // Opened anew: an error that was told through another handle is not told again through this one.
        let file = File::options().read(true).write(true).open(entry.path())?;
        let mut at = 0;
        loop {
            let size = file.read_at(&mut part, at)?;
            if size == 0 {
                break;
            }
            file.write_all_at(&part[..size], at)?;
            at += size as u64;
        }
        file.sync_all()?;
    }
    sync_dir(dir)
}
