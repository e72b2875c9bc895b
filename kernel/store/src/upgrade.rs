//! A data folder of an earlier version is brought to this one when it is opened: first a backup, then the rows in a
//! new place, and only when they are all there does the new place take the old one's.

use crate::blob::sync_dir;
use crate::engine::bulk::Bulk;
use crate::engine::{self, EngineKind, Site};
use crate::lock::FolderLock;
use crate::view::{State, View};
use crate::{BackupReport, OpenError, Result, Store, StoreError, StoreOptions, key, pieces};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

/// The backup that is made first. It stays until somebody removes it.
const BACKUP: &str = "before-upgrade.ombud";
const STATE: &str = "state";
const NEW: &str = "state.new";
const OLD: &str = "state.old";

/// Brings the folder to this engine if another one wrote it. Broken off at any point, it is as it was, or done, when
/// the folder is opened again. Takes its time and the room of a backup and a second copy; nothing is lost if that is
/// not there.
pub(crate) fn upgrade(
    to: EngineKind,
    dir: &Path,
    options: &StoreOptions,
    lock: &Arc<FolderLock>,
) -> Result<(), OpenError> {
    let failed = |error: StoreError| OpenError::Upgrade { dir: dir.to_owned(), why: error.to_string() };
    clear(dir).map_err(|error| failed(error.into()))?;
    let Some(from) = engine::found(&dir.join(STATE)).filter(|found| *found != to) else { return Ok(()) };
    tracing::warn!(?from, ?to, "an earlier version wrote the data folder; it is being brought to this one");
    let store = Store::open_locked(&Site::Folder(from), dir, options, lock.clone(), |engine| engine)?;
    let done = back_up(&store, dir).and_then(|backup| {
        copy(&store.view(), to, dir, options.cache_bytes)?;
        Ok(backup)
    });
    store.close();
    drop(store);
    let done = done.and_then(|backup| swap(dir).map(|()| backup).map_err(StoreError::from));
    if done.is_err() {
        clear(dir).map_err(|error| failed(error.into()))?;
    }
    let BackupReport { commit, records, .. } = done.map_err(failed)?;
    tracing::warn!(
        commit,
        records,
        backup = BACKUP,
        "the data folder is of this version now; the backup of before stays"
    );
    Ok(())
}

/// Ends what had broken off.
fn clear(dir: &Path) -> std::io::Result<()> {
    let [state, new, old] = [STATE, NEW, OLD].map(|name| dir.join(name));
    if !state.exists() && old.exists() {
        // The new one is whole, or the old one would still be in its place.
        fs::rename(if new.exists() { &new } else { &old }, &state)?;
        sync_dir(dir)?;
    }
    for left in [new, old] {
        if state.exists() && left.exists() {
            fs::remove_dir_all(left)?;
        }
    }
    let unfinished = dir.join(BACKUP).with_extension("part");
    if unfinished.exists() { fs::remove_file(unfinished) } else { Ok(()) }
}

fn back_up(store: &Store, dir: &Path) -> Result<BackupReport> {
    let part = dir.join(BACKUP).with_extension("part");
    let mut file = File::create(&part)?;
    let report = store.back_up_apart(&mut file)?;
    file.sync_all()?;
    fs::rename(part, dir.join(BACKUP))?;
    sync_dir(dir)?;
    Ok(report)
}

/// Copies every row, and reads them again to see that they are the same.
fn copy(from: &View, to: EngineKind, dir: &Path, cache_bytes: u64) -> Result<()> {
    let engine = engine::open(to, &dir.join(NEW), cache_bytes)
        .map_err(|failure| StoreError::Disk(failure.to_string()))?;
    let mut bulk = Bulk::new(engine);
    from.each(key::everything(), |key, value| bulk.put(key.to_vec(), Some(value.to_vec())))?;
    bulk.write()?;
    let copied = View::new(Arc::new(State::new(bulk.engine, from.start(), 0)));
    if hash(from, &[])? == hash(&copied, &[])? {
        Ok(())
    } else {
        Err(StoreError::Corrupt("the rows in their new place are not those of the old one".into()))
    }
}

/// The SHA-256 of all rows but that with this key, if there is one.
pub(crate) fn hash(view: &View, but: &[u8]) -> Result<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut row = Vec::new();
    view.each(key::everything(), |key, value| {
        if key == but {
            return Ok(());
        }
        row.clear();
        pieces::put(&mut row, key);
        pieces::put(&mut row, value);
        hash.update(&row);
        Ok(())
    })?;
    Ok(hash.finalize().into())
}

fn swap(dir: &Path) -> std::io::Result<()> {
    let [state, new, old] = [STATE, NEW, OLD].map(|name| dir.join(name));
    sync_dir(dir)?;
    fs::rename(&state, &old)?;
    sync_dir(dir)?;
    fs::rename(&new, &state)?;
    sync_dir(dir)?;
    fs::remove_dir_all(&old)
}
