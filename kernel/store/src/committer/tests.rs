//! The committer at work on an engine that can be held up.

use super::*;
use crate::engine::{Engine, EngineKind, Span};
use crate::health::Health;
use crate::store::{QUEUE, Store, StoreOptions};
use crate::{Table, UnitOfWork};
use parking_lot::Mutex;
use std::sync::atomic::AtomicUsize;
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
fn a_batch_that_broke_off_is_never_seen_and_is_taken_back_before_anything_else_is_written() {
    let Desk { store, go_on, .. } = &desk();
    let go = |outcome| go_on.send(outcome).unwrap();
    go(Ok(()));
    let mut unit = store.begin();
    put(&mut unit, &[("a", 1), ("b", 1), ("z", 1)]);
    commit(unit).unwrap();
    let mut looker = store.begin();
    let before = rows(&mut looker);

    go(Err(StoreError::Disk("it burns".into())));
    let mut unit = store.begin();
    put(&mut unit, &[("a", 2), ("b", 2), ("c", 2)]);
    unit.remove(&ROWS, "z").unwrap();
    match commit(unit) {
        Err(CommitError::ReadOnly(why)) => {
            assert!(why.contains("it burns") && why.contains("goes on by itself"), "{why}");
        }
        other => panic!("{other:?}"),
    }
    // The engine has half of it, and what takes it back is held up.
    assert_eq!(rows(&mut store.begin()), before);
    assert!(matches!(store.health(), Health::ReadOnly(_)));
    let mut unit = store.begin();
    put(&mut unit, &[("d", 3)]);
    assert!(matches!(commit(unit), Err(CommitError::ReadOnly(_))));
    go(Ok(()));
    writable(store);
    assert_eq!(rows(&mut store.begin()), before);
    assert_eq!(rows(&mut looker), before, "begun before");
    go(Ok(()));
    let mut unit = store.begin();
    put(&mut unit, &[("d", 3)]);
    let number = commit(unit).unwrap();
    assert!(number > 2 && store.last_commit() == number);
    assert_eq!(rows(&mut store.begin()).len(), before.len() + 1);
}

/// Waits until it takes writes. How long that takes decides nothing.
pub(super) fn writable(store: &Store) {
    while store.health() != Health::Writable {
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn who_comes_when_ten_thousand_wait_is_told_to_come_again_and_nobody_who_waits_is_lost() {
    let Desk { store, half, go_on, .. } = &desk();
    let unit = |number: usize| {
        let mut unit = store.begin();
        unit.put(&ROWS, &format!("{number:05}"), &1).unwrap();
        unit
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut waiting = tokio::task::JoinSet::new();
        waiting.spawn(unit(0).commit());
        tokio::task::yield_now().await;
        // The committer is in the middle of the first one, so the others stay in the queue.
        half.recv().unwrap();
        let begun = Arc::new(AtomicUsize::new(0));
        for number in 1..=QUEUE {
            let (unit, begun) = (unit(number), begun.clone());
            waiting.spawn(async move {
                begun.fetch_add(1, Relaxed);
                unit.commit().await
            });
        }
        while begun.load(Relaxed) < QUEUE {
            tokio::task::yield_now().await;
        }
        assert!(matches!(unit(QUEUE + 1).commit().await, Err(CommitError::Busy)));
        assert!(matches!(store.collect_garbage(Duration::ZERO).await, Ok(_) | Err(CommitError::Busy)));
        for _ in 0..=QUEUE {
            go_on.send(Ok(())).unwrap();
        }
        while let Some(done) = waiting.join_next().await {
            done.unwrap().unwrap();
        }
        assert!(unit(QUEUE + 1).commit().await.is_ok(), "there is room again");
    });
    assert_eq!(store.begin().scan(&ROWS, "", None, 2 * QUEUE).unwrap().len(), QUEUE + 2);
    let (units, syncs) = (store.stats().commits, store.stats().syncs);
    assert!(syncs <= 3 + units.div_ceil(MAX_UNITS as u64), "{syncs} times for {units} units");
}

#[test]
fn so_much_waits_by_bytes_and_one_unit_always_may() {
    let dir = tempfile::tempdir().unwrap();
    let gauge = Gauge::new(dir.path(), 0, false);
    let most = crate::health::QUEUE_BYTES;
    assert!(gauge.enter(most) && !gauge.enter(1));
    gauge.leave(most);
    assert!(gauge.enter(2 * most) && !gauge.enter(0));
    gauge.leave(2 * most);
    assert!(gauge.enter(1) && gauge.enter(most - 1) && !gauge.enter(1));
}
