//! The disk fails, for real: a process may not make its files larger than some size.

use super::crash::{called_as_child, child, kept};
use super::*;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{Read, Write};
use std::os::unix::fs::MetadataExt;
use std::process::Command;

pub fn recovering_changes_nothing(kind: Kind) {
    if !kind.is_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let engine = open(kind, dir.path());
    for number in 1..=30 {
        engine.apply(&batch(number)).unwrap();
        if number % 10 == 0 {
            engine.recover().unwrap();
            assert_eq!(check_batches(&*engine, number), number);
        }
    }
    drop(engine);
    assert_eq!(check_batches(&*open(kind, dir.path()), 30), 30);
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

/// Not a test by itself: what `on_a_full_disk` runs.
#[test]
fn the_process_whose_disk_is_full() {
    let Some((kind, dir)) = called_as_child() else { return };
    let engine = open(kind, &dir);
    let mut number = 0;
    for round in 1..=3 {
        // fjall makes its log large beforehand, with a hole.
        let size =
            if kind == Kind::Folder(EngineKind::Fjall) { largest(&dir) } else { engine.size_on_disk() };
        limit(Some(size + (round << 19)));
        let error = loop {
            if let Err(error) = engine.apply(&batch(number + 1)) {
                break error;
            }
            number += 1;
            // Without it the engine might find enough space in what it frees.
            let filler = format!("{FILLER}{number}").into_bytes();
            if let Err(error) = engine.apply(&Writes::from([(filler, Some(pattern(number, 0, 50_000)))])) {
                break error;
            }
        };
        println!("full {round}: {error}");
        assert!(engine.apply(&batch(number + 1)).is_err(), "nothing is taken until it has recovered");
        // With as little space as before it may recover or not; either way it can be read.
        let early = engine.recover();
        println!("recovered {early:?}");
        check_batches(&*engine, number);
        limit(None);
        if early.is_err() {
            assert!(engine.apply(&batch(number + 1)).is_err(), "nothing is taken until it has recovered");
            engine.recover().unwrap();
        }
        number = check_batches(&*engine, number);
        println!("kept {number};");
    }
    engine.apply(&batch(number + 1)).unwrap();
    println!("kept {};", number + 1);
    std::io::stdout().flush().unwrap();
}

pub fn on_a_full_disk(kind: EngineKind) {
    let kind = Kind::Folder(kind);
    let dir = tempfile::tempdir().unwrap();
    // The system ends whoever writes beyond the limit, unless that signal is ignored, as a shell can arrange.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(std::env::current_exe().unwrap());
    let mut process = child(&mut shell, "fault::the_process_whose_disk_is_full", kind, dir.path());
    let mut said = String::new();
    process.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(process.wait().unwrap().success(), "{said}");
    let last = said.lines().filter_map(kept).next_back().unwrap();
    assert!(last > 10 && said.contains("full 3: "), "{said}");
    assert_eq!(check_batches(&*open(kind, dir.path()), last), last);
}
