//! Acknowledged means on disk.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;

const ROWS: Table<String> = Table::new("rows");

fn value(number: u64) -> String {
    format!("{number}:").repeat(1 + (number as usize % 7) * 300)
}

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&["a_nearly_full_disk"]);
}

#[test]
fn many_writers_share_the_waiting_for_the_disk() {
    let (_dir, store) = fresh();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut writers = Vec::new();
        for writer in 0..64 {
            let store = store.clone();
            writers.push(tokio::spawn(async move {
                for round in 0..8 {
                    let mut unit = store.begin();
                    unit.put(&ROWS, &format!("{writer}/{round}"), &value(round)).unwrap();
                    unit.commit().await.unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
    });
    let stats = store.stats();
    assert_eq!(stats.commits, 64 * 8);
    assert!(stats.syncs < stats.commits / 4, "{} syncs for {} commits", stats.syncs, stats.commits);
    assert_eq!(store.begin().scan(&ROWS, "", None, 1000).unwrap().len(), 512);
}

#[test]
fn dropped_without_closing_it_keeps_every_acknowledged_commit() {
    let dir = tempfile::tempdir().unwrap();
    for round in 0..5u64 {
        let store = open(dir.path());
        assert_eq!(store.last_commit(), round * 20);
        for number in 0..20 {
            let mut unit = store.begin();
            unit.put(&ROWS, &format!("{round}/{number}"), &value(number)).unwrap();
            assert_eq!(commit(unit).unwrap(), round * 20 + number + 1);
        }
    }
    let rows = open(dir.path()).begin().scan(&ROWS, "", None, 1000).unwrap();
    assert_eq!(rows.len(), 100);
    assert!(rows.iter().all(|(key, found)| *found == value(key.split_once('/').unwrap().1.parse().unwrap())));
}

/// Not a test by itself: what `a_killed_process_loses_nothing` runs and kills.
#[test]
fn the_process_that_is_killed() {
    let Ok(dir) = std::env::var("STORE_TO_WRITE_UNTIL_KILLED") else { return };
    let store = open(dir.as_ref());
    let first = store.last_commit();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let out = Arc::new(std::sync::Mutex::new(std::io::stdout()));
    runtime.block_on(async {
        for writer in 0..8 {
            let (store, out) = (store.clone(), out.clone());
            tokio::spawn(async move {
                for round in 0.. {
                    let key = format!("{first}-{writer}-{round}");
                    let mut unit = store.begin();
                    unit.put(&ROWS, &key, &value(round)).unwrap();
                    unit.commit().await.unwrap();
                    writeln!(out.lock().unwrap(), "kept {key}").unwrap();
                }
            });
        }
        std::future::pending::<()>().await;
    });
}

#[test]
fn a_killed_process_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut kept = Vec::new();
    for lines in [40, 150, 333] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_process_that_is_killed", "--nocapture"])
            .env("STORE_TO_WRITE_UNTIL_KILLED", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut word = |line: String| {
            let (_, key) = line.split_once("kept ")?;
            Some(key.to_owned())
        };
        kept.extend(said.by_ref().filter_map(&mut word).take(lines));
        child.kill().unwrap();
        child.wait().unwrap();
        // A line may be cut short where the process died; its key is then too short to be found.
        let rest: Vec<_> = said.filter_map(word).collect();
        kept.extend(rest.iter().take(rest.len().saturating_sub(1)).cloned());
        let store = open(dir.path());
        let mut unit = store.begin();
        for key in &kept {
            let number = key.rsplit('-').next().unwrap().parse().unwrap();
            assert_eq!(unit.get(&ROWS, key).unwrap(), Some(value(number)), "{key}");
        }
        assert_eq!(store.verify().unwrap(), []);
    }
    assert!(kept.len() >= 523);
}

#[test]
fn subscribers_hear_of_commits_in_order_with_their_events() {
    let (_dir, store) = fresh();
    let mut news = store.subscribe();
    for name in ["a", "b"] {
        let mut unit = store.begin();
        create(&mut unit, draft(envelope(THINGS, name))).unwrap();
        commit(unit).unwrap();
    }
    for (number, name) in [(1, "a"), (2, "b")] {
        let commit = news.try_recv().unwrap();
        assert_eq!((commit.number, commit.events.len()), (number, 1));
        let event = &commit.events[0];
        assert_eq!((event.number, event.kind.as_str()), (number << 16, "tt:things.created"));
        assert_eq!((event.subject.id.as_str(), event.filed.id.as_str()), (name, name));
    }
    assert!(news.try_recv().is_err());
}

#[test]
fn large_values_come_back_whole_and_stay_in_the_synced_file() {
    let (dir, store) = fresh();
    let body = |seed: usize, len: usize| (0..len).map(|at| (at * 31 + seed) as u8).collect::<Vec<u8>>();
    let sizes = [0, 1, 4095, 4096, 4097, 100_000, 1 << 20];
    for round in 0..3 {
        for (number, size) in sizes.iter().enumerate() {
            let mut unit = store.begin();
            // Sizes move round, so that values grow and shrink.
            let size = sizes[(number + round) % sizes.len()].max(*size / 2);
            let wanted = Draft { body: body(number, size), ..draft(envelope(THINGS, &format!("r{number}"))) };
            if round == 0 { create(&mut unit, wanted) } else { update(&mut unit, wanted) }.unwrap();
            commit(unit).unwrap();
        }
        let mut unit = store.begin();
        for (number, size) in sizes.iter().enumerate() {
            let size = sizes[(number + round) % sizes.len()].max(*size / 2);
            assert_eq!(read(&mut unit, THINGS, &format!("r{number}")).unwrap().body, body(number, size));
        }
    }
    let mut unit = store.begin();
    let too_large = Draft { body: vec![0; (1 << 20) + 1], ..draft(envelope(THINGS, "big")) };
    assert!(matches!(create(&mut unit, too_large), Err(StoreError::TooLarge(_))));
    drop(unit);
    // Many rows of the largest size that is kept in one piece, so that tree nodes are as full as they get.
    for group in 0..20 {
        let mut unit = store.begin();
        for number in 0..50 {
            let wanted =
                Draft { body: body(number, 3900), ..draft(envelope(THINGS, &format!("f{group}-{number}"))) };
            create(&mut unit, wanted).unwrap();
        }
        commit(unit).unwrap();
    }
    // sled would put what is too large for its log there, and never sync it.
    if engine() == EngineKind::Sled {
        let aside: Vec<_> = std::fs::read_dir(dir.path().join("state/blobs")).unwrap().collect();
        assert!(aside.is_empty(), "{aside:?}");
    }
    drop(store);
    let store = open(dir.path());
    assert_eq!(read(&mut store.begin(), THINGS, "f19-49").unwrap().body, body(49, 3900));
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn a_nearly_full_disk_refuses_writes_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let full = StoreOptions { reserve_bytes: u64::MAX, ..StoreOptions::default() };
    let store = Store::open(dir.path(), full).unwrap();
    let mut unit = store.begin();
    unit.put(&ROWS, "a", &value(1)).unwrap();
    match commit(unit) {
        Err(CommitError::ReadOnly(why)) => assert!(why.starts_with("the disk is nearly full: "), "{why}"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(store.health(), Health::ReadOnly(_)));
    assert_eq!(store.begin().get(&ROWS, "a").unwrap(), None);
    drop(store);
    let store = open(dir.path());
    assert_eq!(store.health(), Health::Writable);
    let mut unit = store.begin();
    unit.put(&ROWS, "a", &value(1)).unwrap();
    commit(unit).unwrap();
}

#[test]
fn after_closing_it_reads_and_refuses_to_write() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    unit.put(&ROWS, "a", &value(1)).unwrap();
    commit(unit).unwrap();
    store.close();
    let mut unit = store.begin();
    assert_eq!(unit.get(&ROWS, "a").unwrap(), Some(value(1)));
    unit.put(&ROWS, "a", &value(2)).unwrap();
    assert!(matches!(commit(unit), Err(CommitError::Closed)));
}
