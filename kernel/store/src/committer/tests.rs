//! The committer at work on an engine that can be held up.

use super::*;
use crate::engine::{Engine, EngineKind, Span};
use crate::store::{Health, Store, StoreOptions};
use crate::{Table, UnitOfWork};
use parking_lot::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::thread;

const ROWS: Table<u64> = Table::new("rows");

/// An engine that stops in the middle of each batch, says so, and goes on as it is told.
struct Slow {
    engine: Box<dyn Engine>,
    half: Mutex<Sender<()>>,
    go_on: Mutex<Receiver<Result<()>>>,
}

impl Engine for Slow {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
        self.engine.get(key)
    }

    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
        self.engine.scan(span, backward, limit)
    }

    fn apply(&self, writes: &Writes) -> Result<()> {
        let mut first = writes.clone();
        let second = first.split_off(writes.keys().nth(writes.len() / 2).unwrap());
        self.engine.apply(&first)?;
        self.half.lock().send(()).unwrap();
        self.go_on.lock().recv().unwrap()?;
        self.engine.apply(&second)
    }

    fn recover(&self) -> Result<()> {
        self.engine.recover()
    }

    fn size_on_disk(&self) -> u64 {
        self.engine.size_on_disk()
    }
}

fn put(unit: &mut UnitOfWork, rows: &[(&str, u64)]) {
    rows.iter().for_each(|(key, value)| unit.put(&ROWS, key, value).unwrap());
}

fn rows(unit: &mut UnitOfWork) -> Vec<(String, u64)> {
    unit.scan(&ROWS, "", None, 99).unwrap()
}

fn commit(unit: UnitOfWork) -> Result<CommitNumber, CommitError> {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(unit.commit())
}

struct Desk {
    _dir: tempfile::TempDir,
    store: Store,
    half: Receiver<()>,
    go_on: Sender<Result<()>>,
}

fn desk() -> Desk {
    let dir = tempfile::tempdir().unwrap();
    let options = StoreOptions { reserve_bytes: 0, ..StoreOptions::default() };
    let (half_in, half) = channel();
    let (go_on, go_on_out) = channel();
    let slow = |engine| {
        Box::new(Slow { engine, half: Mutex::new(half_in), go_on: Mutex::new(go_on_out) }) as Box<dyn Engine>
    };
    // The first time, it writes what it knows about itself.
    drop(Store::open_on(EngineKind::Journal, dir.path(), options.clone()).unwrap());
    let store = Store::open_with(EngineKind::Journal, dir.path(), &options, slow).unwrap();
    Desk { _dir: dir, store, half, go_on }
}

#[test]
fn a_commit_that_is_half_written_is_not_seen_and_conflicts_with_who_looked() {
    let Desk { store, half, go_on, .. } = &desk();
    go_on.send(Ok(())).unwrap();
    let mut unit = store.begin();
    put(&mut unit, &[("a", 1), ("b", 1), ("c", 1)]);
    commit(unit).unwrap();
    half.recv().unwrap();
    let before = rows(&mut store.begin());

    let mut writer = store.begin();
    put(&mut writer, &[("a", 2), ("aa", 2), ("c", 2), ("d", 2)]);
    writer.remove(&ROWS, "b").unwrap();
    let mut looker = store.begin();
    thread::scope(|scope| {
        let writing = scope.spawn(|| commit(writer));
        half.recv().unwrap();
        assert_eq!(rows(&mut looker), before, "begun before");
        let mut reader = store.begin();
        assert_eq!(rows(&mut reader), before, "begun in the middle");
        assert_eq!(reader.get(&ROWS, "d").unwrap(), None);
        assert_eq!(commit(reader).unwrap(), 1);
        go_on.send(Ok(())).unwrap();
        assert_eq!(writing.join().unwrap().unwrap(), 2);
    });
    assert_eq!(rows(&mut looker), before, "begun before, looking after");
    put(&mut looker, &[("z", 1)]);
    assert!(matches!(commit(looker), Err(CommitError::Conflict(_))));
    let expected = [("a", 2), ("aa", 2), ("c", 2), ("d", 2)].map(|(key, value)| (key.to_owned(), value));
    assert_eq!(rows(&mut store.begin()), expected);
}

#[test]
fn a_disk_that_fails_closes_the_store_to_writes_and_shows_nothing_of_the_commit() {
    let Desk { store, go_on, .. } = &desk();
    go_on.send(Err(StoreError::Disk("it burns".into()))).unwrap();
    let mut unit = store.begin();
    put(&mut unit, &[("a", 1), ("b", 1), ("c", 1)]);
    match commit(unit) {
        Err(CommitError::ReadOnly(why)) => {
            assert!(why.contains("it burns") && why.contains("restart"), "{why}")
        }
        other => panic!("{other:?}"),
    }
    assert!(rows(&mut store.begin()).is_empty());
    let mut unit = store.begin();
    put(&mut unit, &[("z", 1)]);
    assert!(matches!(commit(unit), Err(CommitError::ReadOnly(_))), "until a restart");
    assert!(matches!(store.health(), Health::ReadOnly(_)));
    assert_eq!(store.last_commit(), 0);
}
