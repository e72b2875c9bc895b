//! How much each plugin keeps.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use std::collections::HashMap;
use std::time::{Duration, Instant};

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&[]);
}

fn usage(store: &Store) -> Usage {
    store.usage("tt").unwrap()
}

fn bytes(store: &Store) -> u64 {
    usage(store).bytes
}

fn upload(store: &Store, bytes: &[u8]) -> BlobId {
    let mut writer = store.blobs().writer(1 << 30).unwrap();
    writer.write(bytes).unwrap();
    writer.finish().unwrap().0
}

/// What stands there is what a walk finds.
fn fits(store: &Store) {
    assert_eq!(store.verify().unwrap(), []);
}

/// Waits until everything is counted.
fn counted(store: &Store) {
    let begun = Instant::now();
    while store.usage("tt").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it is never counted");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A record with a place in an index, a part, a timer and a file.
fn populate(store: &Store) {
    let blob = upload(store, &[7; 50_000]);
    let mut unit = store.begin();
    let index = vec![entry("status", vec![Value::Text("open".into())])];
    let body = vec![1; 10_000];
    create(&mut unit, Draft { index, body, blobs: vec![blob], ..draft(envelope(THINGS, "a")) }).unwrap();
    let mut part = envelope(PARTS, "b");
    part.parent = Some(at(THINGS, "a"));
    create(&mut unit, draft(part)).unwrap();
    unit.set_timer("tt", "later", NOW, "{}".into()).unwrap();
    unit.note_upload(&blob, "tt", NOW).unwrap();
    commit(unit).unwrap();
}

#[test]
fn what_a_plugin_keeps_is_added_up_with_each_commit_and_is_nothing_when_all_is_gone() {
    let (_dir, store) = fresh();
    assert_eq!(usage(&store), Usage::default());
    populate(&store);
    let all = usage(&store);
    assert!((60_000..62_000).contains(&all.bytes), "{all:?}");
    assert_eq!(all.timers, 1);
    fits(&store);

    let mut unit = store.begin();
    let blobs = read(&mut unit, THINGS, "a").unwrap().blobs;
    update(&mut unit, Draft { body: vec![1; 4_000], blobs, ..draft(envelope(THINGS, "a")) }).unwrap();
    unit.set_timer("tt", "later", NOW.plus(1), "{}".into()).unwrap();
    unit.set_timer("tt", "sooner", NOW, "{}".into()).unwrap();
    commit(unit).unwrap();
    let less = usage(&store);
    assert!((all.bytes - 7_000..all.bytes - 5_000).contains(&less.bytes), "{less:?}");
    assert_eq!(less.timers, 2);
    fits(&store);

    let mut unit = store.begin();
    while unit.purge("tt", 2).unwrap() > 0 {}
    commit(unit).unwrap();
    assert_eq!(usage(&store), Usage::default());
    fits(&store);
}

#[test]
fn a_file_counts_once_however_many_records_name_it_and_whoever_stored_it() {
    let (_dir, store) = fresh();
    let blob = upload(&store, &[7; 100_000]);
    let mut unit = store.begin();
    unit.note_upload(&blob, "tt", NOW).unwrap();
    commit(unit).unwrap();
    assert!((100_000..100_200).contains(&bytes(&store)), "it may never be named: {}", bytes(&store));
    for name in ["a", "b", "c"] {
        let mut unit = store.begin();
        create(&mut unit, Draft { blobs: vec![blob], ..draft(envelope(THINGS, name)) }).unwrap();
        commit(unit).unwrap();
        assert!((100_000..104_000).contains(&bytes(&store)), "{name}: {}", bytes(&store));
        fits(&store);
    }
    let mut unit = store.begin();
    for name in ["a", "b", "c"] {
        delete(&mut unit, THINGS, name).unwrap();
    }
    commit(unit).unwrap();
    assert!((100_000..100_200).contains(&bytes(&store)), "it stored it still: {}", bytes(&store));
    fits(&store);
    wait(store.collect_garbage(Duration::ZERO)).unwrap();
    assert_eq!(usage(&store), Usage::default());
    fits(&store);
}

#[test]
fn who_writes_beside_each_other_does_not_conflict_over_the_sums() {
    let (_dir, store) = fresh();
    let mut units = Vec::new();
    for n in 0..20 {
        let mut unit = store.begin();
        create(&mut unit, draft(envelope(THINGS, &format!("t{n}")))).unwrap();
        units.push(unit);
    }
    for unit in units {
        assert!(!conflicts(unit));
    }
    fits(&store);
}

#[test]
fn a_commit_beyond_the_quota_is_refused_and_one_that_makes_room_is_not() {
    let (_dir, store) = fresh();
    populate(&store);
    let before = usage(&store);
    let quota = Quota { bytes: before.bytes + 5_000, timers: 1 };
    store.set_quotas(Quota::NONE, HashMap::from([("tt".to_owned(), quota)]));
    let large = |name: &str, bytes: usize| {
        let mut unit = store.begin();
        create(&mut unit, Draft { body: vec![1; bytes], ..draft(envelope(THINGS, name)) }).unwrap();
        commit(unit)
    };
    large("small", 3_000).unwrap();
    let Err(CommitError::TooLarge(why)) = large("large", 3_000) else { panic!("it went beyond") };
    assert!(
        why.contains("`tt`") && why.contains("limit of 6") && why.contains("storage tt --limit"),
        "{why}"
    );
    assert!(matches!(store.room_for("tt", 3_000), Err(StoreError::TooLarge(_))));
    assert!(store.room_for("tt", 10).is_ok() && store.room_for("other", 1 << 40).is_ok());
    let mut unit = store.begin();
    unit.set_timer("tt", "another", NOW, String::new()).unwrap();
    let Err(CommitError::TooLarge(why)) = commit(unit) else { panic!("a timer too many") };
    assert!(why.contains("1 timers"), "{why}");
    assert_eq!(read(&mut store.begin(), THINGS, "large"), None);

    // Far beyond by now: what makes it no larger goes on.
    store.set_quotas(Quota::NONE, HashMap::from([("tt".to_owned(), Quota { bytes: 1, timers: 0 })]));
    let mut unit = store.begin();
    unit.set_timer("tt", "later", NOW.plus(9), "{}".into()).unwrap();
    delete(&mut unit, THINGS, "small").unwrap();
    commit(unit).unwrap();
    assert!(large("b", 1).is_err());
    fits(&store);
}

#[test]
fn the_sums_are_there_after_a_restart_and_are_counted_anew_where_they_were_not_kept() {
    let (dir, store) = fresh();
    populate(&store);
    let sums = usage(&store);
    store.close();
    drop(store);
    let store = open(dir.path());
    assert_eq!(store.usage("tt"), Some(sums), "at once");
    fits(&store);

    // A copy says nothing of them. What is written while they are counted is not forgotten.
    let mut lines = Vec::new();
    store.export(&mut lines).unwrap();
    let copy = tempfile::tempdir().unwrap();
    Store::import(engine(), &lines[..], &copy.path().join("d")).unwrap();
    let store = open(&copy.path().join("d"));
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "meanwhile"))).unwrap();
    commit(unit).unwrap();
    counted(&store);
    let more = usage(&store);
    // That `tt` stored the file is known there, and not how large it was then.
    assert!(more.bytes > sums.bytes - 8, "{more:?} {sums:?}");
    let mut unit = store.begin();
    delete(&mut unit, THINGS, "meanwhile").unwrap();
    commit(unit).unwrap();
    assert_eq!(usage(&store), Usage { bytes: sums.bytes - 8, ..sums });
    fits(&store);
    store.close();
    drop(store);
    let store = open(&copy.path().join("d"));
    assert_eq!(store.usage("tt").map(|usage| usage.bytes), Some(sums.bytes - 8), "kept by now");
}
