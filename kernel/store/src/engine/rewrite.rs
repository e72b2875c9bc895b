//! The way out of doubt after a failed fsync. Linux then marks pages that it could not write as written, so a
//! second fsync says that all is well, and reading gives what is in memory. What was read and written anew must
//! really reach the drive before an fsync can succeed; after that, what is read is what is there.

use crate::blob::sync_dir;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

/// Bytes read and written at a time.
const PART: usize = 1 << 20;

/// Writes every file of a folder, and of those in it, over itself. Nobody else may write to them meanwhile. No more
/// space is needed than the files take, where the file system writes in place.
pub(super) fn rewrite(dir: &Path) -> io::Result<()> {
    let mut part = vec![0; PART];
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            rewrite(&entry.path())?;
            continue;
        }
        // Opened anew: an error that was told through another handle is not told again through this one.
        let file = File::options().read(true).write(true).open(entry.path())?;
        let meta = file.metadata()?;
        let has_holes = meta.blocks() * 512 < meta.len();
        let mut at = 0;
        loop {
            let size = file.read_at(&mut part, at)?;
            if size == 0 {
                break;
            }
            // A hole would take space that there may not be.
            if !has_holes || part[..size].iter().any(|byte| *byte != 0) {
                file.write_all_at(&part[..size], at)?;
            }
            at += size as u64;
        }
        file.sync_all()?;
    }
    sync_dir(dir)
}
