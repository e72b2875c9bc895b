//! Folders that earlier versions wrote (tests/museum): each opens here, with all that was in it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const BACKUP: &str = "before-upgrade.ombud";

/// Every piece, and whether the engine of today wrote it.
fn pieces() -> Vec<(PathBuf, bool)> {
    let museum = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/museum");
    let files = fs::read_dir(museum).unwrap().map(|entry| entry.unwrap().path());
    let pieces = files.filter(|path| path.extension().is_some_and(|ending| ending == "gz"));
    let pieces: Vec<_> =
        pieces.map(|path| (path.clone(), path.to_string_lossy().contains("/fjall-"))).collect();
    assert!(!pieces.is_empty());
    pieces
}

/// A copy of a piece, and what must be in it.
fn unpacked(piece: &Path) -> (TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let status = Command::new("tar").arg("xzf").arg(piece).arg("-C").arg(dir.path()).status();
    assert!(status.unwrap().success());
    let expected = dir.path().join("expected.jsonl");
    let lines = fs::read_to_string(&expected).unwrap();
    fs::remove_file(expected).unwrap();
    (dir, lines)
}

fn sled() -> (TempDir, String) {
    let (piece, _) = pieces().into_iter().find(|(_, current)| !current).unwrap();
    unpacked(&piece)
}

fn options() -> StoreOptions {
    StoreOptions { cache_bytes: 16 << 20, reserve_bytes: 0 }
}

/// What is in a store, as `expected.jsonl` has it.
fn content(store: &Store) -> String {
    let mut lines = Vec::new();
    store.export(&mut lines).unwrap();
    let beside = [
        "{\"desk\"",
        "{\"end\"",
        "{\"file\"",
        "{\"row\":{\"table\":\"audit",
        "{\"counter\":{\"name\":\"audit",
    ];
    let lines = String::from_utf8(lines).unwrap();
    lines.split_inclusive('\n').filter(|line| !beside.iter().any(|start| line.starts_with(start))).collect()
}

/// Opens it; nothing is missing, and nothing is left of the way there.
#[track_caller]
fn holds(dir: &Path, expected: &str) {
    let store = Store::open(dir, options()).unwrap();
    assert!(content(&store) == expected, "{}", dir.display());
    assert_eq!(store.verify().unwrap(), []);
    drop(store);
    for left in ["state.new", "state.old", "before-upgrade.part"] {
        assert!(!dir.join(left).exists(), "{left}");
    }
}

#[test]
fn every_old_folder_opens_with_all_that_was_in_it_and_a_backup_of_before() {
    for (piece, current) in pieces() {
        let (dir, expected) = unpacked(&piece);
        holds(dir.path(), &expected);
        assert_eq!(dir.path().join(BACKUP).exists(), !current);
        if !current {
            let again = tempfile::tempdir().unwrap();
            Store::restore(&[dir.path().join(BACKUP)], Until::Newest, again.path()).unwrap();
            holds(again.path(), &expected);
            fs::remove_file(dir.path().join(BACKUP)).unwrap();
        }
        // Once is enough.
        holds(dir.path(), &expected);
        assert!(!dir.path().join(BACKUP).exists());
    }
}

#[test]
fn what_was_kept_for_later_backups_goes_along() {
    let (dir, _) = sled();
    let changes = |store: &Store| {
        let mut changes = 0;
        let mut looked_at = |what, number| {
            if what == "changes" {
                changes = number;
            }
        };
        store.verify_and_tell(&mut looked_at).unwrap();
        changes
    };
    let before = changes(&Store::open_on(EngineKind::Sled, dir.path(), options()).unwrap());
    assert!(before > 0);
    assert_eq!(changes(&Store::open(dir.path(), options()).unwrap()), before);
}

#[test]
fn an_upgrade_that_broke_off_anywhere_is_done_when_the_folder_is_opened_again() {
    let (done, _) = sled();
    drop(Store::open(done.path(), options()).unwrap());
    let new = |dir: &Path, name: &str| copy(&done.path().join("state"), &dir.join(name));
    type Moment<'a> = (&'a str, &'a dyn Fn(&Path));
    let moments: [Moment<'_>; 5] = [
        ("in the backup", &|dir| fs::write(dir.join("before-upgrade.part"), "ombud ba").unwrap()),
        ("in the copy", &|dir| {
            new(dir, "state.new");
            let log = fs::read_dir(dir.join("state.new")).unwrap().map(|entry| entry.unwrap().path());
            log.filter(|path| path.is_file()).for_each(|path| fs::write(path, "half").unwrap());
        }),
        ("before the old one was moved", &|dir| new(dir, "state.new")),
        ("before the new one was moved", &|dir| {
            new(dir, "state.new");
            fs::rename(dir.join("state"), dir.join("state.old")).unwrap();
        }),
        ("before the old one was removed", &|dir| {
            fs::rename(dir.join("state"), dir.join("state.old")).unwrap();
            new(dir, "state");
        }),
    ];
    for (moment, broken_off) in moments {
        let (dir, expected) = sled();
        broken_off(dir.path());
        println!("{moment}");
        holds(dir.path(), &expected);
    }
}

#[test]
fn what_cannot_be_upgraded_stays_as_it_was_and_says_why() {
    let (dir, expected) = sled();
    // No backup can take this name.
    fs::create_dir_all(dir.path().join(BACKUP).join("in the way")).unwrap();
    let said = Store::open(dir.path(), options()).err().unwrap().to_string();
    assert!(said.contains("was written by an earlier version") && said.contains("it is as it was"), "{said}");
    let store = Store::open_on(EngineKind::Sled, dir.path(), options()).unwrap();
    assert!(content(&store) == expected);
    drop(store);
    fs::remove_dir_all(dir.path().join(BACKUP)).unwrap();
    holds(dir.path(), &expected);
}

#[test]
fn what_an_earlier_version_leaves_in_a_folder_of_today_does_no_harm() {
    let (dir, store) = fresh();
    drop(store);
    // It looks for its own engine, finds nothing, and says so.
    drop(sled_begins(&dir.path().join("state")));
    drop(Store::open(dir.path(), options()).unwrap());
    assert!(!dir.path().join(BACKUP).exists());
}

fn sled_begins(dir: &Path) -> ::sled::Db {
    ::sled::open(dir).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
