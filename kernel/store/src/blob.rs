//! Files, named by the SHA-256 of what is in them, so the same bytes are kept once. Which records name a file,
//! and who stored it, is in the store; a file that nothing names is removed when it is old enough.

mod far;

use crate::cursor::unhex;
use crate::engine::Span;
use crate::unit_of_work::plain;
use crate::view::State;
use crate::{CommitError, Result, Store, StoreError, UnitOfWork, key};
use ombud_access::{RecordId, RecordRef, Timestamp};
use parking_lot::{Mutex, RwLock};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a file that are read at a time.
const PART: usize = 64 << 10;
/// How many files are remembered whose bytes are right.
const KNOWN: usize = 10_000;

/// Names a file: the SHA-256 of its bytes, as 64 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId([u8; 32]);

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobId({self})")
    }
}

impl FromStr for BlobId {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<BlobId> {
        let bytes = unhex(text).and_then(|bytes| bytes.try_into().ok());
        let invalid = || StoreError::Invalid("a file is named by 64 digits of 0-9 and a-f".into());
        bytes.map(BlobId).ok_or_else(invalid)
    }
}

impl Serialize for BlobId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BlobId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<BlobId, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

impl BlobId {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<BlobId> {
        bytes.try_into().ok().map(BlobId)
    }

    fn rows(self, kind: u8) -> Vec<u8> {
        [&[kind], self.0.as_slice()].concat()
    }

    /// The row that says that a record names it.
    pub(crate) fn named_by(self, at: &RecordRef) -> Vec<u8> {
        [self.rows(key::BLOB_REF), key::key(b'r', &[&at.collection, at.id.as_str()])].concat()
    }

    pub(crate) fn held_by(self, holder: &str) -> Vec<u8> {
        [self.rows(key::BLOB_REF), key::key(b'h', &[holder])].concat()
    }

    /// The row by which a holder finds it.
    pub(crate) fn kept_for(self, holder: &str) -> Vec<u8> {
        [key::key(key::HOLDER, &[holder]).as_slice(), &self.0].concat()
    }

    /// The row that says who stored it.
    pub(crate) fn stored_by(self, who: &str) -> Vec<u8> {
        [self.rows(key::UPLOAD).as_slice(), who.as_bytes()].concat()
    }

    /// The row that keeps it because the changes of this commit are kept, which took its name away.
    pub(crate) fn held_by_change(self, commit: u64) -> Vec<u8> {
        [self.rows(key::BLOB_REF).as_slice(), b"l", &commit.to_be_bytes()].concat()
    }

    /// The file of a row that says who names it.
    pub(crate) fn named(row: &[u8]) -> Option<BlobId> {
        let names = row.first() == Some(&key::BLOB_REF) && !BlobId::kept_by_change(row);
        BlobId::from_ref(row).map(|(blob, _)| blob).filter(|_| names)
    }

    /// Whether this is a row made by [`BlobId::held_by_change`].
    pub(crate) fn kept_by_change(row: &[u8]) -> bool {
        row.first() == Some(&key::BLOB_REF) && row.get(33) == Some(&b'l')
    }

    /// All rows that keep it.
    pub(crate) fn refs(self) -> Span {
        Span::prefix(&self.rows(key::BLOB_REF))
    }

    /// The file and the record of a row made by [`BlobId::named_by`].
    pub(crate) fn from_ref(row: &[u8]) -> Option<(BlobId, Option<RecordRef>)> {
        let id = BlobId(row.get(1..33)?.try_into().ok()?);
        if row.get(33) != Some(&b'r') {
            return Some((id, None));
        }
        let [collection, name] = key::parts(row, 34)?;
        Some((id, Some(RecordRef { collection: collection.into(), id: RecordId::parse(name).ok()? })))
    }
}

/// What garbage collection did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files removed.
    pub removed: u64,
    /// Files that stay.
    pub kept: u64,
}

fn hash(file: &mut File) -> io::Result<BlobId> {
    let mut hash = Sha256::new();
    let mut part = vec![0; PART];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(BlobId(hash.finalize().into())),
            read => hash.update(&part[..read]),
        }
    }
}

/// The files of a store.
#[derive(Clone)]
pub struct Blobs {
    dir: PathBuf,
    /// Held while a file takes its name and while one is removed.
    door: Arc<Mutex<()>>,
    /// Files whose bytes were seen to be right since the store was opened.
    known: Arc<Mutex<BTreeSet<BlobId>>>,
    /// Read by whoever needs that nothing is removed for a while.
    pub(crate) quiet: Arc<RwLock<()>>,
    /// Where all files are, if several processes serve the desk: then the folder holds those that were needed here.
    beside: Option<Arc<State>>,
}

impl Blobs {
    pub(crate) fn in_dir(dir: PathBuf) -> io::Result<Blobs> {
        let unfinished = dir.join("new");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        fs::create_dir_all(&unfinished)?;
        Ok(Blobs { dir, door: Arc::default(), known: Arc::default(), quiet: Arc::default(), beside: None })
    }

    /// The same where files are in the database, too, for other processes.
    pub(crate) fn beside(self, state: Arc<State>) -> Blobs {
        Blobs { beside: Some(state), ..self }
    }

    /// Where a file is, if it is there.
    #[must_use]
    pub fn path(&self, id: &BlobId) -> PathBuf {
        let name = id.to_string();
        self.dir.join(&name[..2]).join(name)
    }

    /// Opens a file to be read. The first time it is read whole, to see that its bytes are those of its name: call
    /// this where that is no harm.
    ///
    /// # Errors
    /// `InvalidData` if they are not.
    pub fn open(&self, id: &BlobId) -> io::Result<File> {
        self.bring(id).map_err(io::Error::other)?;
        let mut file = File::open(self.path(id))?;
        if !self.known.lock().contains(id) {
            if hash(&mut file)? != *id {
                let why = "it has other bytes than its name says: it was damaged on the disk";
                return Err(io::Error::new(io::ErrorKind::InvalidData, why));
            }
            file.rewind()?;
            let mut known = self.known.lock();
            if known.len() >= KNOWN {
                known.clear();
            }
            known.insert(*id);
        }
        Ok(file)
    }

    /// What the file's name must be by the bytes that it has now.
    pub(crate) fn hash(&self, id: &BlobId) -> io::Result<BlobId> {
        self.bring(id).map_err(io::Error::other)?;
        hash(&mut File::open(self.path(id))?)
    }

    /// Takes up a new file of at most `limit` bytes.
    pub fn writer(&self, limit: u64) -> Result<BlobWriter> {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(|error| StoreError::Disk(error.to_string()))?;
        let path = self.dir.join("new").join(format!("{:032x}", u128::from_be_bytes(name)));
        let file = File::create_new(&path)?;
        Ok(BlobWriter { blobs: self.clone(), path, file, hash: Sha256::new(), size: 0, limit })
    }

    pub(crate) fn is_there(&self, id: &BlobId) -> Result<bool> {
        Ok(self.size(id)?.is_some())
    }

    /// How many bytes it has, if it is there: for everybody, where several processes serve the desk.
    pub(crate) fn size(&self, id: &BlobId) -> Result<Option<u64>> {
        match self.far() {
            Some(far) => far.file_size(&id.0),
            None => Ok(fs::metadata(self.path(id)).ok().filter(fs::Metadata::is_file).map(|meta| meta.len())),
        }
    }

    /// Every file, with its age.
    pub(crate) fn each(&self, mut visit: impl FnMut(BlobId, Duration) -> io::Result<()>) -> io::Result<()> {
        for shelf in fs::read_dir(&self.dir)? {
            let shelf = shelf?;
            if shelf.file_name().len() != 2 {
                continue;
            }
            for entry in fs::read_dir(shelf.path())? {
                let entry = entry?;
                let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                    continue;
                };
                if let Some(age) = age(&entry.path())? {
                    visit(id, age)?;
                }
            }
        }
        Ok(())
    }

    /// Removes a file unless it has been stored anew meanwhile. Only the committer may call it.
    pub(crate) fn remove(&self, id: &BlobId, older_than: Duration) -> io::Result<bool> {
        let _alone = self.door.lock();
        let path = self.path(id);
        match age(&path)? {
            Some(age) if age >= older_than => fs::remove_file(path).map(|()| true),
            _ => Ok(false),
        }
    }
}

/// How long ago a file was stored; none if it is gone.
fn age(path: &Path) -> io::Result<Option<Duration>> {
    match fs::metadata(path) {
        Ok(meta) => Ok(Some(meta.modified()?.elapsed().unwrap_or_default())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// A file on its way in. Dropped unfinished, it leaves nothing behind.
pub struct BlobWriter {
    blobs: Blobs,
    path: PathBuf,
    file: File,
    hash: Sha256,
    size: u64,
    limit: u64,
}

impl BlobWriter {
    /// Adds bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(StoreError::TooLarge(format!("the file has more than {} bytes", self.limit)));
        }
        self.hash.update(bytes);
        Ok(self.file.write_all(bytes)?)
    }

    /// Gives the file its name; gives that and its size. It is on disk then. Name it in a record, or note who
    /// stored it, before long: a file that nothing names is removed.
    pub fn finish(self) -> Result<(BlobId, u64)> {
        let blobs = self.blobs.clone();
        let (id, size) = self.keep()?;
        if let Some(far) = blobs.far() {
            blobs.give(far, &id)?;
        }
        Ok((id, size))
    }

    /// The same in the folder alone.
    fn keep(mut self) -> Result<(BlobId, u64)> {
        self.file.sync_all()?;
        let id = BlobId(std::mem::take(&mut self.hash).finalize().into());
        let path = self.blobs.path(&id);
        let shelf = path.parent().unwrap_or(&self.blobs.dir);
        if !shelf.exists() {
            fs::create_dir_all(shelf)?;
            sync_dir(&self.blobs.dir)?;
        }
        {
            let _alone = self.blobs.door.lock();
            fs::rename(&self.path, &path)?;
        }
        sync_dir(shelf)?;
        Ok((id, self.size))
    }
}

impl Drop for BlobWriter {
    fn drop(&mut self) {
        // After `finish` there is nothing here any more.
        let _ = fs::remove_file(&self.path);
    }
}

impl UnitOfWork {
    /// Up to `limit` of the records that name a file. A picture below every mail has very many.
    pub fn readers_of(&mut self, blob: &BlobId, limit: usize) -> Result<Vec<RecordRef>> {
        let rows = self.read_span(&blob.refs(), false, limit)?;
        Ok(rows.iter().filter_map(|(row, _)| BlobId::from_ref(row)?.1).collect())
    }

    /// Keeps a file for something that is not a record, until [`UnitOfWork::release_blobs`].
    pub fn keep_blob(&mut self, blob: &BlobId, holder: &str) -> Result<()> {
        plain("holder", holder, 256)?;
        self.name_blob(blob)?;
        self.write(blob.kept_for(holder), Some(Vec::new()));
        self.write(blob.held_by(holder), Some(Vec::new()));
        Ok(())
    }

    /// Lets go of all files kept for this holder.
    pub fn release_blobs(&mut self, holder: &str) -> Result<()> {
        let prefix = key::key(key::HOLDER, &[holder]);
        for (row, _) in self.read_span(&Span::prefix(&prefix), false, usize::MAX)? {
            if let Ok(id) = row[prefix.len()..].try_into() {
                self.write(BlobId(id).held_by(holder), None);
            }
            self.write(row, None);
        }
        Ok(())
    }

    /// Notes that a person or plugin stored a file, and may name it.
    pub fn note_upload(&mut self, blob: &BlobId, who: &str, at: Timestamp) -> Result<()> {
        plain("person or plugin", who, 128)?;
        let size = self.name_blob(blob)?;
        self.write(blob.stored_by(who), Some([at.0.to_be_bytes(), size.to_be_bytes()].concat()));
        Ok(())
    }

    /// Whether this person or plugin stored it.
    pub fn uploaded_by(&mut self, blob: &BlobId, who: &str) -> Result<bool> {
        Ok(self.read(&blob.stored_by(who))?.is_some())
    }
}

impl Store {
    /// Removes files that nothing names and that are older than `older_than`. Safe beside everything else: a
    /// unit of work that names one of them just now gets a conflict. Of several processes the one on duty does, and each
    /// removes from its folder what is gone.
    pub async fn collect_garbage(&self, older_than: Duration) -> Result<Swept, CommitError> {
        let mut swept = Swept::default();
        let mut found = Vec::new();
        let view = self.view();
        let mut look = |id: BlobId, age: Duration| {
            let named = view.scan(&id.refs(), false, 1).map_or(true, |part| !part.rows.is_empty());
            if named || age < older_than {
                swept.kept += 1;
            } else {
                found.push(id);
            }
        };
        match self.blobs().far() {
            Some(far) => self.blobs().each_far(far, older_than, self.on_duty(), &mut look)?,
            None => {
                let all = self.blobs().each(|id, age| {
                    look(id, age);
                    Ok(())
                });
                all.map_err(StoreError::from)?;
            }
        }
        drop(view);
        for some in found.chunks(64) {
            let gone = self.sweep(some.to_vec(), older_than).await?;
            swept.kept += (some.len() - gone.len()) as u64;
            swept.removed += gone.len() as u64;
            let mut unit = self.begin();
            for id in gone {
                for (row, _) in unit.read_span(&Span::prefix(&id.rows(key::UPLOAD)), false, usize::MAX)? {
                    if !self.blobs().is_there(&id)? {
                        unit.write(row, None);
                    }
                }
            }
            match unit.commit().await {
                // Somebody stores one of them again: then the note is theirs.
                Ok(_) | Err(CommitError::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(swept)
    }
}
