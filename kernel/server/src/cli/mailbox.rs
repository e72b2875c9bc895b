//! Mail on disk: single files, folders of them, a Maildir, an mbox.

use std::io;
use std::path::{Path, PathBuf};

/// A message and where it was found.
pub(crate) struct Found {
    /// For the report.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Where messages are, to be read one after the other.
pub(crate) enum Mailbox {
    Files(Vec<PathBuf>),
    Mbox(PathBuf, Vec<Vec<u8>>),
}

impl Mailbox {
    /// Looks at a path: a folder is a Maildir or a tree of `.eml` files; a file is an mbox if it begins
    /// with `From `.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn open(path: &Path) -> io::Result<Mailbox> {
        if !path.is_dir() {
            let bytes = std::fs::read(path)?;
            if bytes.starts_with(b"From ") {
                return Ok(Mailbox::Mbox(path.to_owned(), split_mbox(&bytes)));
            }
            return Ok(Mailbox::Files(vec![path.to_owned()]));
        }
        let mut files = Vec::new();
        collect(path, &mut files)?;
        files.sort();
        Ok(Mailbox::Files(files))
    }

    pub fn len(&self) -> usize {
        match self {
            Mailbox::Files(files) => files.len(),
            Mailbox::Mbox(_, messages) => messages.len(),
        }
    }

    /// The message at a place; an error names the file.
    pub fn read(&self, place: usize) -> Result<Found, (String, io::Error)> {
        match self {
            Mailbox::Files(files) => {
                let name = files[place].display().to_string();
                match std::fs::read(&files[place]) {
                    Ok(bytes) => Ok(Found { name, bytes }),
                    Err(error) => Err((name, error)),
                }
            }
            Mailbox::Mbox(path, messages) => {
                let name = format!("{}, message {}", path.display(), place + 1);
                Ok(Found { name, bytes: messages[place].clone() })
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    // A Maildir keeps messages in `new` and `cur`, under any name; `tmp` holds unfinished ones.
    let is_maildir = folder.join("cur").is_dir() && folder.join("new").is_dir();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            match name.as_str() {
                "cur" | "new" if is_maildir => {
                    for message in std::fs::read_dir(&path)? {
                        let message = message?.path();
                        if message.is_file() {
                            files.push(message);
                        }
                    }
                }
                "tmp" if is_maildir => {}
                _ => collect(&path, files)?,
            }
        } else if name.to_ascii_lowercase().ends_with(".eml") {
            files.push(path);
        }
    }
    Ok(())
}

/// Splits at lines that begin with `From ` after an empty line (or at the start), and takes one `>` off
/// quoted ones (mboxrd).
fn split_mbox(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut messages: Vec<Vec<u8>> = Vec::new();
    let mut after_empty = true;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let is_empty = line == b"\n" || line == b"\r\n";
        if after_empty && line.starts_with(b"From ") {
            messages.push(Vec::new());
        } else if let Some(message) = messages.last_mut() {
            let quoted = line.iter().position(|b| *b != b'>').unwrap_or(0);
            let line = if quoted > 0 && line[quoted..].starts_with(b"From ") { &line[1..] } else { line };
            message.extend_from_slice(line);
        }
        after_empty = is_empty;
    }
    messages.retain(|message| !message.iter().all(u8::is_ascii_whitespace));
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_is_split_where_messages_begin_and_quoted_lines_are_unquoted() {
        let mbox = b"From a@x Mon\nSubject: 1\n\nHello\n>From me\n>>From you\nFrom here it goes on\n\nFrom b@x Tue\nSubject: 2\n\nBye\n";
        let messages = split_mbox(mbox);
        assert_eq!(messages.len(), 2);
        assert_eq!(messages[0], b"Subject: 1\n\nHello\nFrom me\n>From you\nFrom here it goes on\n\n");
        assert_eq!(messages[1], b"Subject: 2\n\nBye\n");
    }

    #[test]
    fn a_maildir_gives_new_and_seen_messages_and_no_unfinished_ones() {
        let dir = tempfile::tempdir().unwrap();
        for (folder, file) in [("cur", "1:2,S"), ("new", "2"), ("tmp", "3")] {
            std::fs::create_dir_all(dir.path().join(folder)).unwrap();
            std::fs::write(dir.path().join(folder).join(file), "Subject: x\n\nx").unwrap();
        }
        assert_eq!(Mailbox::open(dir.path()).unwrap().len(), 2);
    }

    #[test]
    fn a_folder_gives_its_eml_files_in_order_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("sub")).unwrap();
        for file in ["b.eml", "a.EML", "note.txt", "sub/c.eml"] {
            std::fs::write(dir.path().join(file), "Subject: x\n\nx").unwrap();
        }
        let Mailbox::Files(files) = Mailbox::open(dir.path()).unwrap() else { panic!("files") };
        let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.EML", "b.eml", "c.eml"]);
    }
}
