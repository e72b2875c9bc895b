//! A store whose rows are in a database: what moves there and back, who is refused, and what happens without it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::cluster::{self, Cluster};
use common::*;
use ombud_store::*;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

const ROWS: Table<u64> = Table::new("rows");
const PATIENCE: Duration = Duration::from_secs(60);

fn put(store: &Store, name: &str, number: u64) -> Result<u64, CommitError> {
    let mut unit = store.begin();
    unit.put(&ROWS, name, &number).unwrap();
    commit(unit)
}

/// A file, a record that names it, and many rows.
fn fill(store: &Store) {
    let mut writer = store.blobs().writer(100).unwrap();
    writer.write(b"a file").unwrap();
    let (file, _) = writer.finish().unwrap();
    let mut unit = store.begin();
    let named = Draft { blobs: vec![file], ..draft(envelope(THINGS, "thing")) };
    create(&mut unit, named).unwrap();
    for number in 0..2500 {
        unit.put(&ROWS, &format!("row{number:05}"), &number).unwrap();
    }
    commit(unit).unwrap();
}

fn lines(store: &Store) -> String {
    let mut out = Vec::new();
    store.export(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn moved(work: impl FnOnce(&mut dyn FnMut(u64)) -> Result<Moved, StoreError>) -> Moved {
    work(&mut |_| {}).unwrap()
}

/// Breaks a move off after a thousand rows, as a process that ends.
fn broken_off(work: impl FnOnce(&mut dyn FnMut(u64)) -> Result<Moved, StoreError>) {
    let ended = catch_unwind(AssertUnwindSafe(|| work(&mut |_| panic!("the test ends it here"))));
    assert!(ended.is_err(), "there were too few rows to end it");
}

#[test]
fn a_desk_moves_into_a_database_and_back_also_when_that_breaks_off() {
    let dir = tempfile::tempdir().unwrap();
    let Some(database) = database_for(dir.path()) else { return };
    let store = open_on(EngineKind::Fjall, dir.path());
    fill(&store);
    let before = lines(&store);
    drop(store);

    let there = |told: &mut dyn FnMut(u64)| Store::move_to_database(dir.path(), &database, &options(), told);
    let back = |told: &mut dyn FnMut(u64)| Store::move_to_folder(&database, dir.path(), &options(), told);
    broken_off(there);
    match Store::open_database(&database, dir.path(), options()) {
        Err(OpenError::Here { .. }) => {}
        other => panic!("{:?}", other.err()),
    }
    // The desk goes on where it was, so what was copied is of yesterday.
    let store = open_on(EngineKind::Fjall, dir.path());
    put(&store, "row00000", 7).unwrap();
    let before = {
        assert_ne!(lines(&store), before);
        lines(&store)
    };
    drop(store);
    broken_off(there);
    let done = moved(there);
    assert!(done.resumed && done.commit == 2 && (1500..2500).contains(&done.rows), "{done:?}");

    match Store::open_on(EngineKind::Fjall, dir.path(), options()) {
        Err(error @ OpenError::Elsewhere { .. }) => assert!(error.to_string().contains("--store"), "{error}"),
        other => panic!("{:?}", other.err()),
    }
    let store = Store::open_database(&database, dir.path(), options()).unwrap();
    assert!(lines(&store) == before);
    assert_eq!(store.verify().unwrap(), []);
    put(&store, "row00001", 8).unwrap();
    let after = lines(&store);
    drop(store);
    let again = there(&mut |_| {}).unwrap_err();
    assert!(again.to_string().contains("in a database already"), "{again}");

    let elsewhere = tempfile::tempdir().unwrap();
    let without_files =
        Store::move_to_folder(&database, elsewhere.path(), &options(), &mut |_| {}).unwrap_err();
    assert!(without_files.to_string().contains("1 files of the desk are not in"), "{without_files}");
    broken_off(back);
    let done = moved(back);
    assert!(done.resumed && done.commit == 3, "{done:?}");
    let store = open_on(EngineKind::Fjall, dir.path());
    assert!(lines(&store) == after);
    assert_eq!(store.verify().unwrap(), []);
    drop(store);
    // What is left in the database is of then, and nobody serves it, or goes on there.
    match Store::open_database(&database, elsewhere.path(), options()) {
        Err(error @ OpenError::Database { .. }) => {
            let name = dir.path().file_name().unwrap().to_str().unwrap();
            let told = error.to_string();
            assert!(told.contains("was moved to the folder") && told.contains(name), "{told}");
        }
        other => panic!("{:?}", other.err()),
    }
    let again = there(&mut |_| {}).unwrap_err();
    assert!(again.to_string().contains("has rows of an earlier move"), "{again}");
    std::fs::remove_dir_all(dir.path().join("state.moved")).unwrap();
    let again = there(&mut |_| {}).unwrap_err();
    assert!(again.to_string().contains("was moved to the folder"), "{again}");
}

#[test]
fn a_desk_begins_in_a_database_only_where_that_is_meant() {
    let dir = tempfile::tempdir().unwrap();
    let Some(database) = database_for(dir.path()) else { return };
    match Store::open_in_database(&database, dir.path(), options()) {
        Err(error @ OpenError::Database { .. }) => {
            assert!(error.to_string().contains("holds no desk"), "{error}");
        }
        other => panic!("{:?}", other.err()),
    }
    drop(Store::open_database(&database, dir.path(), options()).unwrap());
    Store::open_in_database(&database, dir.path(), options()).unwrap();
}

#[test]
fn one_process_serves_a_database_and_a_backup_of_it_is_put_back_into_a_folder() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Some(database) = database_for(dir.path()) else { return };
    let store = Store::open_database(&database, dir.path(), options()).unwrap();
    fill(&store);
    match Store::open_database(&database, other.path(), options()) {
        Err(error @ OpenError::Held { .. }) => {
            let name = dir.path().file_name().unwrap().to_str().unwrap();
            assert!(
                error.to_string().contains("is served by another process")
                    && error.to_string().contains(name)
            );
        }
        other => panic!("{:?}", other.err()),
    }
    wait(store.keep_changes()).unwrap();
    let backup = other.path().join("backup");
    let mut file = std::fs::File::create(&backup).unwrap();
    store.back_up(None, NOW, &mut file).unwrap();
    file.flush().unwrap();
    let to = other.path().join("restored");
    Store::restore(&[backup], Until::Newest, &to).unwrap();
    let restored = open_on(EngineKind::Fjall, &to);
    assert!(lines(&restored) == lines(&store));
    assert_eq!(restored.verify().unwrap(), []);
    let missing: &Path = other.path();
    drop(store);
    let gone = Database::parse("postgres:///desk?host=/nowhere/at/all&user=desk").unwrap();
    match Store::open_database(&gone, missing, options()) {
        Err(error @ OpenError::Database { .. }) => {
            assert!(error.to_string().contains("cannot be reached"), "{error}")
        }
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn without_its_database_a_store_says_so_and_goes_on_when_it_is_back_with_all_that_it_had_acknowledged() {
    let Some(cluster) = Cluster::start("", "", |_| {}) else {
        return cluster::not_tested("what a store does without its database");
    };
    let dir = tempfile::tempdir().unwrap();
    let database = Database::parse(&format!("{}&schema=desk", cluster.address())).unwrap();
    let store = Store::open_database(&database, dir.path(), options()).unwrap();
    fill(&store);
    for round in 0..2u64 {
        let name = |number: u64| format!("round{round}/{number}");
        for number in 0..20 {
            put(&store, &name(number), number).unwrap();
        }
        assert_eq!(store.health(), Health::Writable);
        cluster.kill();
        match put(&store, &name(20), 20) {
            Err(error @ (CommitError::Away(_) | CommitError::Store(StoreError::Database(_)))) => {
                assert!(error.to_string().contains("cannot be reached"), "{error}");
            }
            other => panic!("{other:?}"),
        }
        match store.begin().get(&ROWS, &name(3)) {
            Err(error @ StoreError::Database(_)) => {
                assert!(error.to_string().contains("goes on by itself"), "{error}");
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(store.health(), Health::Away(_)));
        cluster.begin();
        let begun = Instant::now();
        while store.health() != Health::Writable {
            assert!(begun.elapsed() < PATIENCE, "{:?}", store.health());
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut unit = store.begin();
        for number in 0..20 {
            assert_eq!(unit.get(&ROWS, &name(number)).unwrap(), Some(number));
        }
        assert_eq!(unit.get(&ROWS, &name(20)).unwrap(), None, "it was refused");
        put(&store, &name(20), 21).unwrap();
    }
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn a_database_that_was_put_back_to_an_earlier_moment_ends_the_desk_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let Some(database) = database_for(dir.path()) else { return };
    let base = cluster::shared("what a store does when its database was put back").unwrap();
    let store = Store::open_database(&database, dir.path(), options()).unwrap();
    fill(&store);
    assert_eq!(store.health(), Health::Writable);
    let named = database.to_string();
    let (_, schema) = named.rsplit_once("schema=").unwrap();
    let put_back = format!("UPDATE \"{schema}\".lease SET batch = 0 WHERE id = 1");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (client, connection) =
        runtime.block_on(tokio_postgres::connect(base, tokio_postgres::NoTls)).unwrap();
    runtime.spawn(async move { connection.await.unwrap() });
    let begun = Instant::now();
    let why = loop {
        runtime.block_on(client.batch_execute(&put_back)).unwrap();
        if let Health::Away(why) = store.health() {
            break why;
        }
        assert!(begun.elapsed() < PATIENCE, "nobody noticed");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(why.contains("put back to an earlier moment") && !why.contains("goes on by itself"), "{why}");
    let read = store.begin().get(&ROWS, "row00001").unwrap_err();
    assert!(read.to_string().contains("put back to an earlier moment"), "{read}");
    put(&store, "row00001", 9).unwrap_err();
}
