//! The rows of a desk go from its folder into a database, or back. Its files stay in the folder. Broken off at any
//! point, the desk is where it was, and the same again goes on where it stopped.

use crate::blob::sync_dir;
use crate::engine::bulk::Bulk;
use crate::engine::{self, Engine, EngineKind, Site, Writes, successor};
use crate::lock::FolderLock;
use crate::upgrade::hash;
use crate::view::{State, View};
use crate::{
    BlobId, CommitNumber, Database, OpenError, Result, Store, StoreError, StoreOptions, format, key,
};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

const STATE: &str = "state";
/// Rows that are on their way here, and rows that have gone.
const COMING: &str = "state.coming";
const GONE: &str = "state.moved";
/// Says of which moment of which desk the rows are that are on their way.
const NOTE: &str = "moving";
/// Says that the rows are in a database.
const MARK: &str = "database";

/// So many rows are written at a time, and then it is told how far it is.
const TELL: u64 = 1000;

/// What was moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Rows that were written now.
    pub rows: u64,
    /// Whether an earlier move had stopped halfway, and this one went on.
    pub resumed: bool,
    /// The last commit of the desk.
    pub commit: CommitNumber,
}

/// Whether the rows of the desk in this folder are in a database.
pub(crate) fn is_elsewhere(dir: &Path) -> bool {
    dir.join(MARK).exists() && engine::found(&dir.join(STATE)).is_none()
}

/// Notes that they are.
pub(crate) fn mark(dir: &Path, database: &Database) -> std::io::Result<()> {
    let path = dir.join(MARK);
    if !path.exists() {
        fs::write(&path, format!("The rows of this desk are in the database {database}.\n"))?;
        File::open(&path)?.sync_all()?;
        sync_dir(dir)?;
    }
    Ok(())
}

impl Store {
    /// Brings the rows of the desk in a folder into a database, where there is no desk yet, and compares them there.
    /// The folder keeps the files, and the rows as `state.moved`. `told` hears how many rows were written so far.
    ///
    /// # Errors
    /// `Invalid` if one of them is not as it must be. The desk is where it was then.
    pub fn move_to_database(
        dir: &Path,
        to: &Database,
        options: &StoreOptions,
        told: &mut dyn FnMut(u64),
    ) -> Result<Moved> {
        let lock = Arc::new(FolderLock::take(dir).map_err(refused)?);
        let Some(kind) = engine::found(&dir.join(STATE)) else {
            return Err(StoreError::Invalid(if is_elsewhere(dir) {
                format!("the rows of the desk in `{}` are in a database already", dir.display())
            } else {
                format!("there is no desk in `{}`", dir.display())
            }));
        };
        if dir.join(GONE).exists() {
            return Err(StoreError::Invalid(format!(
                "the folder `{}` has rows of an earlier move in `{GONE}`, as they were then: remove that, or keep it \
                 somewhere else, and then move the desk",
                dir.display()
            )));
        }
        let store =
            Store::open_locked(&Site::Folder(kind), dir, options, lock, |engine| engine).map_err(refused)?;
        files_are_there(&store)?;
        let database = engine::open_database(&to.alone(), &Store::holder(dir)?)
            .map_err(|failure| refused(Store::not_opened(to, failure)))?;
        let moved = copy(&store, |_| Ok(database), &to.to_string(), dir, told)?;
        store.close();
        drop(store);
        mark(dir, to)?;
        fs::rename(dir.join(STATE), dir.join(GONE))?;
        done(dir)?;
        Ok(moved)
    }

    /// Brings them back into the folder that the desk was served with. The database keeps them, too, until somebody
    /// drops the schema, but is served no more.
    ///
    /// # Errors
    /// As above.
    pub fn move_to_folder(
        from: &Database,
        dir: &Path,
        options: &StoreOptions,
        told: &mut dyn FnMut(u64),
    ) -> Result<Moved> {
        if !dir.is_dir() {
            return Err(StoreError::Invalid(format!(
                "there is no folder `{}`: name the one that the desk is served with, where its files are",
                dir.display()
            )));
        }
        let store = Store::open_in_database(&from.alone(), dir, options.clone()).map_err(refused)?;
        files_are_there(&store)?;
        let coming = dir.join(COMING);
        let open = |resumed: bool| -> Result<Box<dyn Engine>> {
            // What an earlier move has left is of another moment, and nobody's desk.
            if !resumed && coming.exists() {
                fs::remove_dir_all(&coming)?;
                sync_dir(dir)?;
            }
            engine::open(EngineKind::default(), &coming, options.cache_bytes)
                .map_err(|failure| StoreError::Disk(failure.to_string()))
        };
        let moved = copy(&store, open, &format!("folder of {from}"), dir, told)?;
        // Until the folder is done, nobody else may go on in the database.
        store.close();
        sync_dir(dir)?;
        fs::rename(&coming, dir.join(STATE))?;
        sync_dir(dir)?;
        // The desk is here; not sooner, or after an end in between it would be nowhere.
        if let Err(error) = store.moved_to(&dir.canonicalize()?.display().to_string()) {
            tracing::warn!(
                %error,
                "the desk is in the folder now, and the database does not know: drop its schema, so that nobody \
                 serves it from there"
            );
        }
        fs::remove_file(dir.join(MARK))?;
        done(dir)?;
        Ok(moved)
    }
}

fn refused(error: OpenError) -> StoreError {
    StoreError::Invalid(error.to_string())
}

fn done(dir: &Path) -> Result<()> {
    sync_dir(dir)?;
    fs::remove_file(dir.join(NOTE))?;
    Ok(sync_dir(dir)?)
}

/// A desk in a folder without its files would be half of one.
fn files_are_there(store: &Store) -> Result<()> {
    let mut missing = std::collections::BTreeSet::new();
    store.view().each(key::all(key::BLOB_REF), |row, _| {
        if let Some(blob) = BlobId::named(row)
            && !store.blobs().is_there(&blob)?
        {
            missing.insert(blob);
        }
        Ok(())
    })?;
    match missing.first() {
        None => Ok(()),
        Some(first) => Err(StoreError::Invalid(format!(
            "{} files of the desk are not in the folder's `blobs`, such as {first}: name the folder that the desk is \
             served with, or restore the last backup",
            missing.len()
        ))),
    }
}

/// Copies all rows that are not there yet, in the order of their keys, and compares all of them in the end. The row
/// that says how far the desk has come follows after that: what broke off before, or differs, is not taken for a desk.
/// `to` opens the new place, and hears whether what is there is the beginning of this.
fn copy(
    from: &Store,
    to: impl FnOnce(bool) -> Result<Box<dyn Engine>>,
    place: &str,
    dir: &Path,
    told: &mut dyn FnMut(u64),
) -> Result<Moved> {
    let (view, end) = (from.view(), format::last_commit_key());
    let mut moved = Moved { commit: view.start(), ..Moved::default() };
    let note = format!("{} {} {place}\n", view.start(), from.signer().sign(b"move", b""));
    let path = dir.join(NOTE);
    moved.resumed = fs::read_to_string(&path).is_ok_and(|known| known == note);
    let to = to(moved.resumed)?;
    if !moved.resumed {
        empty(&*to, &end)?;
        let mut file = File::create(&path)?;
        file.write_all(note.as_bytes())?;
        file.sync_all()?;
        sync_dir(dir)?;
    }
    let mut rest = key::everything();
    if let Some((last, _)) = to.scan(&rest, true, 1)?.pop() {
        rest.start = successor(&last);
    }
    let mut bulk = Bulk::new(to);
    view.each(rest, |key, value| {
        if key == end {
            return Ok(());
        }
        bulk.put(key.to_vec(), Some(value.to_vec()))?;
        if bulk.count.is_multiple_of(TELL) {
            bulk.write()?;
            told(bulk.count);
        }
        Ok(())
    })?;
    bulk.write()?;
    moved.rows = bulk.count;
    let state = Arc::new(State::new(bulk.engine, view.start(), 0));
    if hash(&view, &end)? != hash(&View::new(state.clone()), &end)? {
        // The next time from the beginning.
        fs::remove_file(&path)?;
        return Err(StoreError::Corrupt("the rows in their new place are not those of the old one".into()));
    }
    state.engine.apply(&Writes::from([(end, Some(view.start().to_be_bytes().to_vec()))]))?;
    Ok(moved)
}

/// Removes what an earlier move has left; a desk is not removed.
fn empty(engine: &dyn Engine, end: &[u8]) -> Result<()> {
    if engine.get(end)?.is_some() {
        return Err(StoreError::Invalid(
            "there is a desk already: name an empty place, such as another schema of the database (`schema=…`)"
                .into(),
        ));
    }
    loop {
        let rows = engine.scan(&key::everything(), false, 1000)?;
        if rows.is_empty() {
            return Ok(());
        }
        engine.apply(&rows.into_iter().map(|(key, _)| (key, None)).collect())?;
    }
}
