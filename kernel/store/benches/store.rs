//! The store beside what it stands on: durable commits beside the disk alone and beside engines that write the same
//! batches, reading one row and many beside the engines alone. Everything in turn, in the same run.

use ombud_store::{Store, StoreOptions, Table};
use redb::ReadableDatabase;
use std::fs::File;
use std::hint::black_box;
use std::io::{Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

const ROWS: Table<String> = Table::new("bench");
const REDB: redb::TableDefinition<'_, &[u8], &[u8]> = redb::TableDefinition::new("rows");
const ROUND: Duration = Duration::from_millis(1000);
const ROUNDS: usize = 5;
const CLIENTS: [usize; 3] = [1, 8, 64];
/// Rows that are read from, of 1 KiB each: more than the memory that is given for them.
const READ_ROWS: usize = 200_000;
const GETS: usize = 20_000;
const SCANNED: usize = 1_000;
const CACHE: u64 = 64 << 20;

/// So many times a second something is done.
fn rate(mut work: impl FnMut(u64) -> u64) -> f64 {
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < ROUND {
        count += work(count);
    }
    count as f64 / begun.elapsed().as_secs_f64()
}

/// Overwrites of 4 KiB with fdatasync, each a second.
fn raw(file: &mut File) -> f64 {
    rate(|count| {
        file.rewind().and_then(|()| file.write_all(&[count as u8; 4096])).expect("the disk takes 4 KiB");
        file.sync_data().expect("the disk syncs");
        1
    })
}

/// Commits a second, and commits for each wait for the disk.
async fn commits(store: &Store, writers: usize) -> (f64, f64) {
    let before = store.stats();
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for writer in 0..writers {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let value = noise(writer as u64);
            let mut number = 0;
            while begun.elapsed() < ROUND {
                let mut unit = store.begin();
                unit.put(&ROWS, &format!("w{writer}/{number}"), &value).expect("a row can be put");
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

/// 1 KiB that no engine makes smaller by much.
fn noise(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut word = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        format!("{state:016x}")
    };
    (0..64).map(|_| word()).collect()
}

fn key(number: usize) -> String {
    format!("r{:07}", number * 7919 % READ_ROWS)
}

struct Bare {
    _fjall: fjall::Database,
    rows: fjall::Keyspace,
    redb: redb::Database,
    sled: sled::Db,
}

impl Bare {
    fn open(dir: &Path) -> Bare {
        let fjall =
            fjall::Database::builder(dir.join("fjall")).cache_size(CACHE).open().expect("fjall opens");
        let rows = fjall.keyspace("rows", fjall::KeyspaceCreateOptions::default).expect("a keyspace");
        let redb = redb::Builder::new().set_cache_size(CACHE as usize).create(dir.join("redb"));
        let sled =
            sled::Config::new().path(dir.join("sled")).cache_capacity(CACHE).flush_every_ms(None).open();
        Bare { _fjall: fjall, rows, redb: redb.expect("redb opens"), sled: sled.expect("sled opens") }
    }

    fn fjall(&self, rows: &[(String, String)]) {
        let mut batch = self._fjall.batch().durability(Some(fjall::PersistMode::SyncData));
        rows.iter().for_each(|(key, value)| batch.insert(&self.rows, key.as_str(), value.as_str()));
        batch.commit().expect("fjall writes");
    }

    fn redb(&self, rows: &[(String, String)]) {
        let write = self.redb.begin_write().expect("redb begins");
        {
            let mut table = write.open_table(REDB).expect("a table");
            for (key, value) in rows {
                table.insert(key.as_bytes(), value.as_bytes()).expect("redb writes");
            }
        }
        write.commit().expect("redb commits");
    }

    fn sled(&self, rows: &[(String, String)]) {
        let mut batch = sled::Batch::default();
        rows.iter().for_each(|(key, value)| batch.insert(key.as_str(), value.as_str()));
        self.sled.apply_batch(batch).expect("sled writes");
    }
}

/// Rows a second in batches of the same size, each waited for.
fn batches(size: usize, name: &str, write: impl Fn(&[(String, String)])) -> f64 {
    let value = noise(size as u64);
    rate(|count| {
        let row = |row| (format!("{name}{size}/{}", count + row), value.clone());
        write(&(0..size as u64).map(row).collect::<Vec<_>>());
        size as u64
    })
}

fn middle(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Nanoseconds each.
fn each(count: usize, mut work: impl FnMut(usize)) -> f64 {
    let begun = Instant::now();
    (0..count).for_each(&mut work);
    begun.elapsed().as_nanos() as f64 / count as f64
}

fn writing(store: &Store, bare: &Bare, file: &mut File, runtime: &tokio::runtime::Runtime) -> String {
    let mut said = Vec::new();
    for clients in CLIENTS {
        let mut figures = [const { Vec::new() }; 5];
        for _ in 0..ROUNDS {
            let disk = raw(file);
            let (ours, group) = runtime.block_on(commits(store, clients));
            let size = group.round().max(1.0) as usize;
            let fjall = batches(size, "f", |rows| bare.fjall(rows));
            let redb = batches(size, "r", |rows| bare.redb(rows));
            for (all, figure) in figures.iter_mut().zip([ours, group, fjall, redb, disk]) {
                all.push(figure);
            }
        }
        let [ours, group, fjall, redb, disk] = figures.each_mut().map(|all| middle(all));
        println!(
            "{clients:>2} clients: {ours:.0} durable commits a second, {group:.1} to each sync; fjall alone in such batches \
             {fjall:.0}, redb {redb:.0}; the disk alone syncs {disk:.0} times"
        );
        said.push(format!(
            "with {clients} {ours:.0} a second ({group:.1} to a sync, {:.2}x of the disk's own syncs, {:.2}x of bare fjall, \
             {:.2}x of redb)",
            ours / disk,
            ours / fjall,
            ours / redb
        ));
    }
    said.join(", ")
}

fn reading(store: &Store, bare: &Bare, runtime: &tokio::runtime::Runtime) -> String {
    for from in (0..READ_ROWS).step_by(1000) {
        let rows: Vec<_> = (from..from + 1000).map(|number| (key(number), noise(number as u64))).collect();
        bare.fjall(&rows);
        bare.redb(&rows);
        bare.sled(&rows);
        let mut unit = store.begin();
        rows.iter().for_each(|(key, value)| unit.put(&ROWS, key, value).expect("a row can be put"));
        runtime.block_on(unit.commit()).expect("nobody else writes");
    }
    let read = bare.redb.begin_read().expect("redb reads");
    let table = read.open_table(REDB).expect("a table");
    let mut gets = [const { Vec::new() }; 4];
    let mut scans = [const { Vec::new() }; 3];
    for round in 0..ROUNDS {
        let at = |number: usize| key(number * 31 + round * 977);
        let unit = || store.begin();
        gets[0].push(each(GETS, |number| {
            black_box(unit().get(&ROWS, &at(number)).expect("it reads").expect("it is there"));
        }));
        gets[1].push(each(GETS, |number| {
            black_box(bare.rows.get(at(number)).expect("it reads").expect("it is there"));
        }));
        gets[2].push(each(GETS, |number| {
            black_box(
                table.get(at(number).as_bytes()).expect("it reads").expect("it is there").value().len(),
            );
        }));
        gets[3].push(each(GETS, |number| {
            black_box(bare.sled.get(at(number)).expect("it reads").expect("it is there"));
        }));
        let start = |number: usize| format!("r{:07}", (number * 31_337) % (READ_ROWS - SCANNED));
        scans[0].push(each(60, |number| {
            let after = start(number);
            let rows = unit().scan(&ROWS, "r", Some(&after), SCANNED).expect("it reads");
            assert_eq!(black_box(rows).len(), SCANNED);
        }));
        scans[1].push(each(60, |number| {
            let rows = bare.rows.range(start(number)..).take(SCANNED);
            let rows: Vec<_> = rows.map(|row| row.into_inner().expect("it reads")).collect();
            assert_eq!(black_box(rows).len(), SCANNED);
        }));
        scans[2].push(each(60, |number| {
            let rows = bare.sled.range(start(number)..).take(SCANNED);
            let rows: Vec<_> = rows.map(|row| row.expect("it reads")).collect();
            assert_eq!(black_box(rows).len(), SCANNED);
        }));
    }
    let [get, fjall, redb, sled] = gets.each_mut().map(|all| middle(all) / 1000.0);
    let [scan, fjall_scan, sled_scan] = scans.each_mut().map(|all| middle(all) / 1000.0);
    println!(
        "one of {READ_ROWS} rows: {get:.1} µs; fjall alone {fjall:.1}, redb {redb:.1}, sled {sled:.1}. {SCANNED} rows in \
         order: {scan:.0} µs; fjall alone {fjall_scan:.0}, sled {sled_scan:.0}"
    );
    format!(
        "a row is read in {get:.1} µs ({:.2}x of bare fjall, {:.2}x of redb, {:.2}x of sled), {SCANNED} in order in {scan:.0} \
         µs ({:.2}x of bare fjall, {:.2}x of sled)",
        get / fjall,
        get / redb,
        get / sled,
        scan / fjall_scan,
        scan / sled_scan
    )
}

fn main() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let mut file = File::create(dir.path().join("raw")).expect("a file");
    let options = StoreOptions { reserve_bytes: 0, cache_bytes: CACHE };
    let store = Store::open(&dir.path().join("store"), options).expect("a store");
    let bare = Bare::open(dir.path());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    let written = writing(&store, &bare, &mut file, &runtime);
    let read = reading(&store, &bare, &runtime);
    println!("Durable commits of 1 KiB: {written}; {read}.");
}
