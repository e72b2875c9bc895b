//! Durability as the system sees it: what is acknowledged was handed to the drive before, and the drive said so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

const ROWS: Table<String> = Table::new("rows");
const WRITERS: u64 = 4;
const ROUNDS: u64 = 25;

fn row(writer: u64, round: u64) -> String {
    format!("row-{writer}-{round:04}-end")
}

/// Not a test by itself: what is run and watched.
#[test]
fn the_process_that_is_watched() {
    let Ok(dir) = std::env::var("STORE_TO_WATCH") else { return };
    let store = open(dir.as_ref());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let out = Arc::new(std::sync::Mutex::new(std::io::stdout()));
    runtime.block_on(async {
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            let (store, out) = (store.clone(), out.clone());
            writers.push(tokio::spawn(async move {
                for round in 0..ROUNDS {
                    let mut unit = store.begin();
                    // In the value: of keys, sled leaves out what they have in common.
                    unit.put(&ROWS, &format!("{writer}/{round}"), &row(writer, round)).unwrap();
                    unit.commit().await.unwrap();
                    let mut out = out.lock().unwrap();
                    // One write of one line.
                    out.write_all(format!("kept {}\n", row(writer, round)).as_bytes()).unwrap();
                    out.flush().unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

/// A call of the system: when it began and when it had returned, as lines of the record.
#[derive(Debug)]
struct Call {
    name: String,
    /// The rest of the line: the file and what was written.
    what: String,
    begun: usize,
    done: usize,
}

/// Reads a record of strace. A call that another thread's line interrupts is in two lines.
fn calls(record: &str) -> Vec<Call> {
    let (mut calls, mut begun) = (Vec::new(), HashMap::new());
    for (at, line) in record.lines().enumerate() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        if let Some((what, _)) = rest.split_once(" <unfinished ...>") {
            begun.insert(thread, (at, what));
        } else if rest.starts_with("<... ") {
            // A process that ends may cut one off.
            let Some((first, what)) = begun.remove(thread) else { continue };
            assert!(!rest.contains("= -1"), "{line}");
            let (name, what) = what.split_once('(').unwrap();
            calls.push(Call { name: name.into(), what: what.into(), begun: first, done: at });
        } else if let Some((name, what)) = rest.split_once('(') {
            calls.push(Call { name: name.into(), what: what.into(), begun: at, done: at });
        }
    }
    calls
}

/// Runs the watched process in the folder, on this engine; gives what the system was asked.
fn watched(kind: EngineKind, dir: &Path) -> Vec<Call> {
    let record = dir.join("record");
    let status = Command::new("strace")
        .args(["-f", "-y", "-s", "4000000", "-o"])
        .arg(&record)
        .args([
            "-e",
            "trace=fdatasync,fsync,sync_file_range,pwrite64,pwritev,write,writev",
            "-e",
            "signal=none",
        ])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "the_process_that_is_watched", "--nocapture", "--test-threads", "1"])
        .env("STORE_TO_WATCH", dir.join("store"))
        .env(ENGINE, format!("{kind:?}"))
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    calls(&String::from_utf8_lossy(&std::fs::read(&record).unwrap()))
}

#[test]
fn what_is_acknowledged_was_written_and_then_synced_to_the_drive() {
    if !strace_works("that an acknowledgement comes after fdatasync") {
        return;
    }
    for (kind, file) in [(EngineKind::Fjall, ".jnl>"), (EngineKind::Sled, "/db>")] {
        acknowledged_is_synced(kind, file);
    }
}

/// `file` ends the name of the engine's log.
fn acknowledged_is_synced(kind: EngineKind, file: &str) {
    let dir = tempfile::tempdir().unwrap();
    let calls = watched(kind, dir.path());
    let data = |call: &&Call| call.what.contains("/store/state/") && call.what.contains(file);
    let writes: Vec<_> = calls
        .iter()
        .filter(data)
        .filter(|call| call.name.starts_with("pwrite") || call.name == "write")
        .collect();
    let syncs: Vec<_> = calls.iter().filter(data).filter(|call| call.name == "fdatasync").collect();
    for writer in 0..WRITERS {
        for round in 0..ROUNDS {
            let key = row(writer, round);
            let told = calls
                .iter()
                .find(|call| call.name == "write" && call.what.contains(&format!("kept {key}\\n")))
                .unwrap_or_else(|| panic!("`{key}` was not acknowledged"));
            let written = writes
                .iter()
                .find(|call| call.what.contains(&key))
                .unwrap_or_else(|| panic!("`{key}` was not written to the log of {kind:?}"));
            let synced = syncs.iter().find(|sync| written.done < sync.begun && sync.done < told.begun);
            assert!(
                synced.is_some(),
                "`{key}` was written at {} and acknowledged at {}: no fdatasync of the log of {kind:?} lies between",
                written.done,
                told.begun
            );
        }
    }
    let acknowledged = (WRITERS * ROUNDS) as usize;
    assert!(syncs.len() <= acknowledged + 8, "{} syncs for {acknowledged} commits", syncs.len());
    // What the test looks for is really what makes the difference: sled by itself does something else.
    let half = calls.iter().filter(data).any(|call| call.name == "sync_file_range");
    assert_eq!(half, kind == EngineKind::Sled);
}

#[test]
fn a_call_that_another_line_interrupts_has_a_beginning_and_an_end() {
    let lines = "\
        7  pwrite64(4</a/store/state/db>, \"one\", 3, 0) = 3\n\
        8  fdatasync(4</a/store/state/db> <unfinished ...>\n\
        7  write(1</out>, \"kept one\\n\", 9) = 9\n\
        8  <... fdatasync resumed>) = 0\n";
    let calls = calls(lines);
    let places: Vec<_> = calls.iter().map(|call| (call.name.as_str(), call.begun, call.done)).collect();
    assert_eq!(places, [("pwrite64", 0, 0), ("write", 2, 2), ("fdatasync", 1, 3)]);
}
