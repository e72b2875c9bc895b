//! Which layout the data has, and what a store needs to know about itself.

use crate::blob::sync_dir;
use crate::cursor::Signer;
use crate::engine::{Cell, Engine, Writes};
use crate::{Result, StoreError, key};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// The layout that this version writes, and the newest that it reads.
pub(crate) const FORMAT: u32 = 1;

fn format_key() -> Vec<u8> {
    key::key(key::META, &["format"])
}

fn secret_key() -> Vec<u8> {
    key::key(key::META, &["cursor-secret"])
}

pub(crate) fn last_commit_key() -> Vec<u8> {
    key::key(key::META, &["commit"])
}

/// What a store knows about itself.
pub(crate) struct Header {
    pub last_commit: u64,
    pub signer: Signer,
}

/// The format that is written in the engine; none if it is new.
pub(crate) fn found(engine: &dyn Engine) -> Result<Option<u32>> {
    let bytes = whole(engine, &format_key())?;
    bytes.map(|bytes| number(&bytes).map(u32::from_be_bytes)).transpose()
}

/// The header of a new store.
pub(crate) fn header() -> Result<Writes> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| StoreError::Disk(error.to_string()))?;
    Ok(Writes::from([
        (format_key(), Some(FORMAT.to_be_bytes().to_vec())),
        (secret_key(), Some(secret.to_vec())),
        (last_commit_key(), Some(0u64.to_be_bytes().to_vec())),
    ]))
}

/// Reads the header of a store.
pub(crate) fn read(engine: &dyn Engine) -> Result<Header> {
    let read = |key: &[u8]| {
        let missing = || StoreError::Corrupt(format!("{} is missing", key::describe(key)));
        whole(engine, key)?.ok_or_else(missing)
    };
    Ok(Header {
        last_commit: u64::from_be_bytes(number(&read(&last_commit_key())?)?),
        signer: Signer::new(number(&read(&secret_key())?)?),
    })
}

fn whole(engine: &dyn Engine, key: &[u8]) -> Result<Option<Vec<u8>>> {
    match engine.get(key)? {
        None => Ok(None),
        Some(Cell::Whole(value)) => Ok(Some(value)),
        Some(Cell::Torn) => Err(StoreError::Corrupt(key::describe(key))),
    }
}

fn number<const N: usize>(bytes: &[u8]) -> Result<[u8; N]> {
    bytes.try_into().map_err(|_| StoreError::Corrupt("the header of the store".into()))
}

/// A word beside the engine: here is a store, and it has come at least so far. It is written after a commit is
/// on disk and never waited for, so it is never ahead; an engine that is behind it has lost commits.
pub(crate) struct Witness(File);

const WITNESS: &str = "ombud-store";
const TITLE: &str = "ombud-store, change nothing here by hand, commit ";
/// Stands behind the number while nobody knows what is on the disk. Always the same room, so that a full disk has
/// space for it.
const DOUBT: &str = " in doubt";
const NO_DOUBT: &str = "         ";

/// What a witness says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The last commit that it knows of.
    pub commit: u64,
    /// A write had failed, and it was not found out what is on the disk.
    pub doubt: bool,
}

impl Witness {
    /// What the folder's witness says; none: there is no store yet.
    pub fn ask(dir: &Path) -> io::Result<Option<Known>> {
        match fs::read_to_string(dir.join(WITNESS)) {
            Ok(text) => {
                let rest = text.strip_prefix(TITLE).unwrap_or_default().trim_end();
                let number = rest.strip_suffix(DOUBT);
                let commit = number.unwrap_or(rest).parse().unwrap_or(0);
                Ok(Some(Known { commit, doubt: number.is_some() }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The folder's witness from now on.
    pub fn call(dir: &Path, commit: u64) -> io::Result<Witness> {
        let file = File::options().create(true).truncate(false).write(true).open(dir.join(WITNESS))?;
        let witness = Witness(file);
        witness.note(commit)?;
        witness.0.sync_all()?;
        sync_dir(dir)?;
        Ok(witness)
    }

    /// This commit is on disk, and all is well.
    pub fn note(&self, commit: u64) -> io::Result<()> {
        self.say(commit, NO_DOUBT)
    }

    /// After this commit, nobody knows what is on disk. Not waited for: if the machine ends, the system forgets
    /// this, and also what it believes of the disk.
    pub fn doubt(&self, commit: u64) -> io::Result<()> {
        self.say(commit, DOUBT)
    }

    fn say(&self, commit: u64, doubt: &str) -> io::Result<()> {
        self.0.write_all_at(format!("{TITLE}{commit:020}{doubt}\n").as_bytes(), 0)
    }
}
