//! Waits until somebody has changed a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often it looks. A plugin's folder has a few files, so a look costs less than being told by the system would
/// in code.
const LOOK: Duration = Duration::from_millis(100);

/// Folders in which nothing is written by hand.
const MADE: [&str; 4] = ["target", "node_modules", "__pycache__", "desk"];

/// A folder that is looked at.
pub(super) struct Watched {
    folder: PathBuf,
    known: Files,
}

type Files = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

impl Watched {
    /// As it is now.
    pub fn new(folder: &Path) -> Watched {
        Watched { known: files(folder), folder: folder.to_owned() }
    }

    /// Until something is different, and has been the same for two looks: an editor writes more than one file.
    pub async fn changed(&mut self) {
        let mut last = self.known.clone();
        loop {
            tokio::time::sleep(LOOK).await;
            let now = files(&self.folder);
            if now != self.known && now == last {
                self.known = now;
                return;
            }
            last = now;
        }
    }
}

fn files(folder: &Path) -> Files {
    let (mut found, mut open) = (Files::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let Ok(about) = entry.metadata() else { continue };
            if name.starts_with('.') || MADE.contains(&name.as_ref()) || name == "Cargo.lock" {
                continue;
            }
            if about.is_dir() {
                open.push(entry.path());
            } else {
                found.insert(entry.path(), (about.modified().ok(), about.len()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_by_tools_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("src")).unwrap();
        std::fs::create_dir_all(at("target/debug")).unwrap();
        std::fs::write(at("src/lib.rs"), "a").unwrap();
        let before = files(folder.path());
        std::fs::write(at("target/debug/out"), "b").unwrap();
        std::fs::write(at(".lib.rs.swp"), "b").unwrap();
        assert_eq!(before, files(folder.path()));
        std::fs::write(at("src/lib.rs"), "ab").unwrap();
        assert_ne!(before, files(folder.path()));
    }
}
