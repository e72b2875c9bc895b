//! A disk that really fails: one that is full, and one that says at fdatasync that it lost something.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const ROWS: Table<String> = Table::new("rows");
/// Commits of the child process, refused ones not counted.
const COMMITS: u64 = 120;
/// After so many its files may not grow by much more.
const FULL: u64 = 40;

/// Some 64 KiB that do not become smaller when they are compressed.
fn value(number: u64) -> String {
    let mut seed = number;
    let mut word = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:08x}", seed >> 32)
    };
    (0..8_000).map(|_| word()).collect()
}

/// The most bytes of a file from now on; none: as many as there is space for.
fn limit(bytes: Option<u64>) {
    let maximum = getrlimit(Resource::Fsize).maximum;
    setrlimit(Resource::Fsize, Rlimit { current: bytes.or(maximum), maximum }).unwrap();
}

/// The most bytes that a file in the folder takes on the disk, holes not counted.
fn largest(dir: &Path) -> u64 {
    let entries = std::fs::read_dir(dir).unwrap().map(Result::unwrap);
    let size = |entry: std::fs::DirEntry| match entry.metadata().unwrap() {
        meta if meta.is_dir() => largest(&entry.path()),
        meta => meta.blocks() * 512,
    };
    entries.map(size).max().unwrap_or(0)
}

type Rows = Vec<(String, String)>;

fn rows(store: &Store) -> Result<Rows, StoreError> {
    store.begin().scan(&ROWS, "", None, 9999)
}

/// Everything that was kept is there, and nothing else.
#[track_caller]
fn check(rows: &Rows, kept: &[u64]) {
    let found: Vec<_> = rows.iter().map(|(key, _)| key.parse::<u64>().unwrap()).collect();
    assert_eq!(found, kept);
    assert!(rows.iter().zip(kept).all(|((_, found), number)| *found == value(*number)));
}

/// Not a test by itself: what is run while its disk fails.
#[test]
fn the_process_whose_disk_fails() {
    let Ok(dir) = std::env::var("STORE_ON_A_FAILING_DISK") else { return };
    let fills = std::env::var_os("THE_DISK_IS_FULL").is_some();
    let store = open(dir.as_ref());
    let (mut kept, mut number, mut closed) = (Vec::new(), 0, 0);
    while kept.len() < COMMITS as usize {
        if fills && number == FULL {
            limit(Some(largest(Path::new(&dir)) + (1 << 20)));
        }
        number += 1;
        let mut unit = store.begin();
        unit.put(&ROWS, &format!("{number:06}"), &value(number)).unwrap();
        match commit(unit) {
            Ok(_) => {
                kept.push(number);
                println!("kept {number};");
                continue;
            }
            Err(CommitError::ReadOnly(why)) => println!("closed: {why}"),
            Err(other) => panic!("{other}"),
        }
        closed += 1;
        if fills {
            // sled cannot always be opened without space; what can be read meanwhile is right.
            match rows(&store) {
                Ok(rows) => check(&rows, &kept),
                Err(error) => println!("not readable: {error}"),
            }
            limit(None);
        }
        while store.health() != Health::Writable {
            std::thread::sleep(Duration::from_millis(5));
        }
        check(&rows(&store).unwrap(), &kept);
        println!("open again");
    }
    assert!(closed > 0, "the disk never failed");
    check(&rows(&store).unwrap(), &kept);
    assert_eq!(store.verify().unwrap(), []);
}

/// Runs it, with the arguments of the program that goes before; what it said, and what it left.
fn run(before: &mut Command, kind: EngineKind, dir: &Path) -> String {
    let child = before
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "the_process_whose_disk_fails", "--nocapture", "--test-threads", "1"])
        .env("STORE_ON_A_FAILING_DISK", dir.join("store"))
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(child.status.success(), "{said}");
    assert!(said.contains("open again"), "{said}");
    let kept = said.lines().filter_map(|line| line.split_once("kept ")?.1.strip_suffix(';')?.parse().ok());
    let store = open_on(kind, &dir.join("store"));
    check(&rows(&store).unwrap(), &kept.collect::<Vec<_>>());
    said
}

#[test]
fn on_a_full_disk_it_is_read_only_and_goes_on_when_there_is_space() {
    for kind in [EngineKind::Fjall, EngineKind::Sled] {
        let dir = tempfile::tempdir().unwrap();
        // The system ends whoever writes beyond the limit, unless that signal is ignored, as a shell can arrange.
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
        shell.env("THE_DISK_IS_FULL", "1").env(ENGINE, format!("{kind:?}"));
        let said = run(&mut shell, kind, dir.path());
        let why = said.lines().find_map(|line| line.split_once("closed: ")).unwrap().1;
        assert!(why.contains("File too large") && why.contains("goes on by itself"), "{why}");
    }
}

#[test]
fn after_a_failed_fdatasync_it_trusts_nothing_that_it_has_not_written_anew() {
    if !strace_works("that a store gets over an fdatasync that fails") {
        return;
    }
    for (kind, file) in [(EngineKind::Fjall, "0.jnl"), (EngineKind::Sled, "db")] {
        for faults in [
            // One is lost, and it is over.
            ["inject=fdatasync:error=EIO:when=30", "inject=fsync:error=EIO:when=9999"],
            // The proof fails as well, and writing anew.
            ["inject=fdatasync:error=EIO:when=30..31", "inject=fsync:error=EIO:when=2"],
            // A file system that finds out late that it is full. (An error that sled meets in its own half of a sync
            // can leave it waiting for ever: one more reason why it keeps no desk's rows any more.)
            ["inject=fdatasync:error=ENOSPC:when=25", "inject=fsync:error=EIO:when=9999"],
        ] {
            gets_over(kind, file, faults);
        }
    }
}

/// `file` is the engine's log, whose calls to the system fail.
fn gets_over(kind: EngineKind, file: &str, faults: [&str; 2]) {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("record");
    let log = dir.path().join("store/state").join(file);
    let mut strace = Command::new("strace");
    strace.env(ENGINE, format!("{kind:?}"));
    strace.args(["-f", "-y", "-s", "0", "-e", "signal=none", "-o"]).arg(&record).arg("-P").arg(&log);
    strace.args(["-e", "trace=fdatasync,fsync,sync_file_range,pwrite64"]);
    strace.args(faults.iter().flat_map(|fault| ["-e", fault]));
    let said = run(&mut strace, kind, dir.path());
    assert!(said.contains("closed: "), "{kind:?} {faults:?}: {said}");
    // The log is written anew from its first byte, and that is synced, before it is trusted.
    let record = std::fs::read_to_string(&record).unwrap();
    let failed = record.lines().position(|line| line.contains("(INJECTED)")).unwrap();
    let after: Vec<_> = record.lines().skip(failed).collect();
    let anew = after.iter().position(|line| line.contains("pwrite64(") && line.contains(", 0) = ")).unwrap();
    let synced = after.iter().skip(anew).find(|line| line.contains("fsync(")).unwrap();
    assert!(!synced.contains("fdatasync"), "{kind:?} {faults:?}: {after:#?}");
}
