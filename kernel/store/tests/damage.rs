//! Folders that cannot be opened, backups, and damage that is found.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_access::Audience;
use ombud_store::*;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

const ROWS: Table<u64> = Table::new("rows");

fn refused(dir: &Path) -> String {
    match Store::open_on(engine(), dir, StoreOptions::default()) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it opened"),
    }
}

/// Changes the engine behind the store's back.
fn tamper(dir: &Path, work: impl Fn(&fjall::Keyspace)) {
    let db = fjall::Database::builder(dir.join("state")).open().unwrap();
    work(&db.keyspace("rows", fjall::KeyspaceCreateOptions::default).unwrap());
    db.persist(fjall::PersistMode::SyncAll).unwrap();
}

/// The log that rows are in until there are many.
fn log(dir: &Path) -> PathBuf {
    let files = fs::read_dir(dir.join("state")).unwrap().map(|entry| entry.unwrap().path());
    let mut logs: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "jnl")).collect();
    logs.sort();
    logs.pop().unwrap()
}

fn populate(store: &Store) -> BlobId {
    let mut writer = store.blobs().writer(100).unwrap();
    writer.write(b"attachment").unwrap();
    let (blob, _) = writer.finish().unwrap();
    let mut unit = store.begin();
    let mut root = envelope(THINGS, "root");
    (root.department, root.requester, root.participants) =
        (Some(department(1)), Some(user(1)), vec![user(2)]);
    let index = vec![entry("status", vec![Value::Text("open".into())])];
    create(&mut unit, Draft { index, blobs: vec![blob], body: vec![7; 20_000], ..draft(root) }).unwrap();
    let mut part = envelope(PARTS, "leaf");
    (part.parent, part.audience) = (Some(at(THINGS, "root")), Audience::Staff);
    create(&mut unit, draft(part)).unwrap();
    unit.set_timer("tt", "later", NOW.plus(99), "{}".into()).unwrap();
    unit.put(&ROWS, "a", &1).unwrap();
    unit.next_number("ticket").unwrap();
    commit(unit).unwrap();
    blob
}

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&[
        "damaged",
        "lost_commits",
        "newer_format",
        "verify_finds",
        "in_use",
        "keeps_the_folder",
    ]);
}

#[test]
fn a_folder_in_use_says_so() {
    let (dir, store) = fresh();
    let said = refused(dir.path());
    assert!(said.contains("in use by another process"), "{said}");
    assert!(said.contains(&dir.path().display().to_string()), "{said}");
    drop(store);
    open(dir.path());
}

#[test]
fn an_open_unit_of_work_keeps_the_folder() {
    let (dir, store) = fresh();
    let unit = store.begin();
    drop(store);
    assert!(refused(dir.path()).contains("in use"));
    drop(unit);
    open(dir.path());
}

#[test]
fn a_damaged_folder_is_refused_and_not_overwritten() {
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 5] = [
        ("a batch is missing between others", |dir| {
            let store = open(dir);
            for number in 0..3 {
                let mut unit = store.begin();
                unit.put(&ROWS, "more", &number).unwrap();
                commit(unit).unwrap();
            }
            drop(store);
            // What fjall makes of damage in the middle of an older log.
            tamper(dir, |db| db.remove([0xff, 0, 3]).unwrap());
        }),
        ("nothing left", |dir| fs::remove_dir_all(dir.join("state")).unwrap()),
        ("all zero", |dir| {
            let file = log(dir);
            let size = fs::metadata(&file).unwrap().len() as usize;
            fs::write(&file, vec![0; size]).unwrap();
        }),
        ("noise", |dir| {
            let file = log(dir);
            let noise: Vec<u8> =
                fs::read(&file).unwrap().iter().map(|byte| byte.wrapping_mul(31) ^ 0x5a).collect();
            fs::write(&file, noise).unwrap();
        }),
        ("cut short", |dir| {
            let file = File::options().write(true).open(log(dir)).unwrap();
            file.set_len(600).unwrap();
        }),
    ];
    for (what, harm) in harms {
        let (dir, store) = fresh();
        populate(&store);
        drop(store);
        harm(dir.path());
        let said = refused(dir.path());
        assert!(said.contains("is damaged: ") && said.contains("restore the last backup"), "{what}: {said}");
        refused(dir.path());
    }
}

/// Every file of a folder, and of those in it, with what is in it.
fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![(path.clone(), fs::read(path).unwrap())],
    };
    entries.flat_map(below).collect()
}

#[test]
fn a_folder_that_has_lost_commits_is_refused() {
    let (dir, store) = fresh();
    populate(&store);
    drop(store);
    let old = files(&dir.path().join("state"));
    let store = open(dir.path());
    let mut unit = store.begin();
    unit.put(&ROWS, "a", &2).unwrap();
    commit(unit).unwrap();
    drop(store);
    for (path, bytes) in old {
        fs::write(path, bytes).unwrap();
    }
    let said = refused(dir.path());
    assert!(said.contains("it ends at commit 1, and commit 2 was on disk"), "{said}");
}

#[test]
fn a_newer_format_is_refused() {
    let (dir, store) = fresh();
    drop(store);
    tamper(dir.path(), |db| {
        db.insert(b"mformat\0", 7u32.to_be_bytes()).unwrap();
    });
    let said = refused(dir.path());
    assert!(said.contains("has format 7") && said.contains("install a newer version"), "{said}");
}

#[test]
fn verify_finds_what_was_planted() {
    type Harm = fn(&fjall::Keyspace, &Path);
    let harms: [(&str, Harm, &str); 8] = [
        (
            "an index row is gone",
            |db, _| remove_first(db, b"itt:things\0status"),
            "is missing in index `status`",
        ),
        (
            "a row for staff stands open to everyone",
            |db, _| {
                let row = first_key(db, b"itt:parts\0created");
                let open: Vec<u8> = row
                    .iter()
                    .enumerate()
                    .map(|(at, byte)| match *byte {
                        1 if row[at - 1] == 0 && at > 20 && row[at + 1] == 2 => 0,
                        byte => byte,
                    })
                    .collect();
                db.insert(open, &b"leaf"[..]).unwrap();
            },
            "which does not belong there",
        ),
        (
            "a row names nobody",
            |db, _| {
                db.insert(&b"itt:things\0status\0axyz"[..], &b"ghost"[..]).unwrap();
            },
            "names the record `tt:things/ghost`, which is not there",
        ),
        ("a record is gone", |db, _| remove_first(db, b"rtt:things"), "which is not there"),
        (
            "a record is nonsense",
            |db, _| {
                db.insert(first_key(db, b"rtt:parts"), &b"nonsense"[..]).unwrap();
            },
            "a record of unknown format",
        ),
        ("a file is gone", |_, dir| fs::remove_file(the_file(dir)).unwrap(), "is named and cannot be read"),
        (
            "a file has changed",
            |_, dir| fs::write(the_file(dir), "other").unwrap(),
            "has other bytes than its name",
        ),
        ("a timer is not listed", |db, _| remove_first(db, b"w"), "is not in the list of timers"),
    ];
    for (what, harm, expected) in harms {
        let (dir, store) = fresh();
        populate(&store);
        assert_eq!(store.verify().unwrap(), []);
        drop(store);
        tamper(dir.path(), |db| harm(db, dir.path()));
        let store = open(dir.path());
        let findings = store.verify().unwrap();
        assert!(
            findings.iter().any(|finding| finding.to_string().contains(expected)),
            "{what}: {findings:#?}"
        );
    }
}

fn first_key(db: &fjall::Keyspace, prefix: &[u8]) -> fjall::Slice {
    db.prefix(prefix).next().unwrap().key().unwrap()
}

fn remove_first(db: &fjall::Keyspace, prefix: &[u8]) {
    db.remove(first_key(db, prefix)).unwrap();
}

fn the_file(dir: &Path) -> PathBuf {
    let shelves = fs::read_dir(dir.join("blobs")).unwrap().map(|entry| entry.unwrap().path());
    let shelf = shelves.into_iter().find(|path| path.file_name().unwrap().len() == 2).unwrap();
    fs::read_dir(shelf).unwrap().next().unwrap().unwrap().path()
}
