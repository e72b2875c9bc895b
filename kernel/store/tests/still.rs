//! A database that stands still: no connection ends, and no answer comes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::cluster::{self, Cluster};
use common::*;
use ombud_store::*;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

const ROWS: Table<u64> = Table::new("rows");
const PATIENCE: Duration = Duration::from_secs(120);
/// Between a sign of life and what is noticed by it ten seconds pass at most; a batch may take a minute.
const LONG: Duration = Duration::from_secs(40);

struct Over<'a>(&'a AtomicBool, &'a Cluster);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
        self.1.goes_on();
    }
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "not within {PATIENCE:?}: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_database_that_stands_still_while_a_batch_is_on_its_way_keeps_nobody_waiting_for_long() {
    let Some(cluster) = Cluster::start("", "", |_| {}) else {
        return cluster::not_tested("what a store does whose database stands still");
    };
    for (schema, more) in [("alone", ""), ("both", "&together=yes")] {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::parse(&format!("{}&schema={schema}{more}", cluster.address())).unwrap();
        let store = Store::open_database(&database, dir.path(), options()).unwrap();
        let (ended, kept) = (AtomicBool::new(false), AtomicU64::new(0));
        thread::scope(|scope| {
            let _over = Over(&ended, &cluster);
            scope.spawn(|| {
                for number in 0.. {
                    if ended.load(SeqCst) {
                        return;
                    }
                    let row = format!("row{}", number % 50);
                    match wait(store.run(|unit| Ok::<_, CommitError>(unit.put(&ROWS, &row, &number)?))) {
                        Ok(()) => drop(kept.fetch_add(1, SeqCst)),
                        Err(CommitError::Away(_) | CommitError::Store(StoreError::Database(_))) => {
                            thread::sleep(Duration::from_millis(20));
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
            });
            until("some writes", || kept.load(SeqCst) >= 50);
            cluster.stands_still();
            let begun = Instant::now();
            // What is remembered may be told for a moment.
            let refused = (0u64..)
                .find_map(|number| store.begin().get(&ROWS, &format!("other{number}")).err())
                .unwrap();
            assert!(begun.elapsed() < LONG, "after {:?}: {refused}", begun.elapsed());
            assert!(refused.to_string().contains("goes on by itself"), "{refused}");
            assert!(matches!(store.health(), Health::Away(_)), "{:?}", store.health());
            cluster.goes_on();
            until("it goes on", || store.health() == Health::Writable);
            let before = kept.load(SeqCst);
            until("it writes", || kept.load(SeqCst) >= before + 20);
        });
        assert_eq!(store.verify().unwrap(), []);
    }
}
