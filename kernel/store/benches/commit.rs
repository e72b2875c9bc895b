//! How many commits a second are durable, beside what the disk itself can do in the same minute.

use ombud_store::{Store, StoreOptions, Table};
use std::fs::File;
use std::io::{Seek, Write};
use std::time::{Duration, Instant};

const ROWS: Table<String> = Table::new("bench");
const ROUND: Duration = Duration::from_millis(1500);
const ROUNDS: usize = 3;

/// Overwrites of 4 KiB with fdatasync, each a second.
fn raw(file: &mut File) -> f64 {
    let (begun, mut count) = (Instant::now(), 0u32);
    while begun.elapsed() < ROUND {
        file.rewind().and_then(|()| file.write_all(&[count as u8; 4096])).expect("the disk takes 4 KiB");
        file.sync_data().expect("the disk syncs");
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

/// Commits a second, and commits for each wait for the disk.
async fn commits(store: &Store, writers: usize) -> (f64, f64) {
    let before = store.stats();
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for writer in 0..writers {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let value = "x".repeat(1024);
            let mut number = 0;
            while begun.elapsed() < ROUND {
                let mut unit = store.begin();
                unit.put(&ROWS, &format!("{writer}/{number}"), &value).expect("a row can be put");
                unit.commit().await.expect("nobody else writes this row");
                number += 1;
            }
        }));
    }
    for task in tasks {
        task.await.expect("a writer ends");
    }
    let seconds = begun.elapsed().as_secs_f64();
    let after = store.stats();
    let count = (after.commits - before.commits) as f64;
    (count / seconds, count / (after.syncs - before.syncs).max(1) as f64)
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn main() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let mut file = File::create(dir.path().join("raw")).expect("a file");
    let options = StoreOptions { reserve_bytes: 0, ..StoreOptions::default() };
    let store = Store::open(&dir.path().join("store"), options).expect("a store");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    let (mut floor, mut one, mut many, mut shared) = (vec![], vec![], vec![], vec![]);
    for round in 1..=ROUNDS {
        floor.push(raw(&mut file));
        one.push(runtime.block_on(commits(&store, 1)).0);
        let (rate, group) = runtime.block_on(commits(&store, 64));
        many.push(rate);
        shared.push(group);
        println!(
            "round {round}: fdatasync {:.0}/s, 1 writer {:.0}/s, 64 writers {rate:.0}/s, {group:.1} commits a sync",
            floor[round - 1],
            one[round - 1]
        );
    }
    let (floor, one, many, shared) = (middle(floor), middle(one), middle(many), middle(shared));
    println!(
        "With 1 KiB a commit, one writer makes {one:.0} durable commits a second and 64 writers {many:.0} \
         ({shared:.0} share each sync), where the disk alone syncs {floor:.0} times a second."
    );
}
