//! A store on a database beside one in a folder, by turns in one run: records created, read and listed. The database is a
//! PostgreSQL of its own on this machine that syncs as in earnest.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on ends")]

#[path = "../tests/common/mod.rs"]
mod common;

use common::cluster::{self, Cluster};
use common::*;
use ombud_access::{Id, RecordId, Timestamp};
use ombud_store::{Database, Query, Store, StoreOptions};
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const ROUND: Duration = Duration::from_secs(1);
const ROUNDS: usize = 3;
const CLIENTS: [usize; 3] = [1, 8, 64];
/// Records that are there before anything is measured.
const RECORDS: u64 = 50_000;
const BATCH: u64 = 1_000;
const PLACES: [&str; 2] = ["a folder", "the database"];

fn record(number: u64) -> RecordId {
    RecordId::from(Id::new(Timestamp(number + 1), [number as u8; 10]))
}

fn make(store: &Store, number: u64) -> ombud_store::UnitOfWork {
    let mut unit = store.begin();
    add(&mut unit, number);
    unit
}

fn add(unit: &mut ombud_store::UnitOfWork, number: u64) {
    let mut envelope = envelope(THINGS, "x");
    envelope.id = record(number);
    envelope.department = Some(department(u128::from(number % 100)));
    envelope.created = Timestamp(number + 1);
    envelope.updated = envelope.created;
    let body = format!(r#"{{"title":"Thing {number}","text":"{}"}}"#, "words ".repeat(80)).into_bytes();
    create(unit, ombud_store::Draft { body, ..draft(envelope) }).unwrap();
}

/// Records created a second, and how many share a batch.
fn creates(runtime: &Runtime, store: &Store, next: &Arc<AtomicU64>, clients: usize) -> (f64, f64) {
    let (before, begun) = (store.stats(), Instant::now());
    runtime.block_on(async {
        let tasks: Vec<_> = (0..clients)
            .map(|_| {
                let (store, next) = (store.clone(), next.clone());
                tokio::spawn(async move {
                    while begun.elapsed() < ROUND {
                        make(&store, next.fetch_add(1, Ordering::Relaxed)).commit().await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    let (seconds, after) = (begun.elapsed().as_secs_f64(), store.stats());
    let count = (after.commits - before.commits) as f64;
    (count / seconds, count / (after.syncs - before.syncs).max(1) as f64)
}

/// Microseconds each.
fn each(mut work: impl FnMut(u64)) -> f64 {
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < ROUND / 2 {
        work(count);
        count += 1;
    }
    begun.elapsed().as_nanos() as f64 / 1e3 / count as f64
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

#[derive(Default)]
struct Figures {
    created: [Vec<f64>; 3],
    shared: [Vec<f64>; 3],
    first: Vec<f64>,
    again: Vec<f64>,
    list: Vec<f64>,
}

impl Figures {
    /// What was measured last: somebody waits for the end of it.
    fn last(&self) -> String {
        let last = |figures: &Vec<f64>| figures.last().copied().unwrap_or(f64::NAN);
        let [first, again, list] = [&self.first, &self.again, &self.list].map(last);
        format!(
            "{} created a second by {CLIENTS:?} clients, read in {first:.0} µs and {again:.1} again, 50 listed in {list:.0} µs",
            self.created.iter().map(last).map(|figure| format!("{figure:.0}")).collect::<Vec<_>>().join(", ")
        )
    }
}

fn measure(figures: &mut Figures, runtime: &Runtime, store: &Store, next: &Arc<AtomicU64>, round: u64) {
    for (at, clients) in CLIENTS.into_iter().enumerate() {
        let (created, shared) = creates(runtime, store, next, clients);
        figures.created[at].push(created);
        figures.shared[at].push(shared);
    }
    let get = |number: u64| {
        let id = record(number % RECORDS).to_string();
        assert!(black_box(read(&mut store.begin(), THINGS, &id)).is_some());
    };
    // Others in each round: none was read before.
    figures.first.push(each(|number| get(round * RECORDS / 4 + number)));
    figures.again.push(each(|number| get(number % 100)));
    let newest = Query { descending: true, ..by_created() };
    let all = everything();
    figures
        .list
        .push(each(|_| assert_eq!(store.begin().query(&all, THINGS, &newest).unwrap().records.len(), 50)));
}

fn main() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let Some(cluster) = Cluster::start("", "-c fsync=on -c shared_buffers=128MB", |_| {}) else {
        return cluster::not_tested("a store on a database beside one in a folder");
    };
    let database = Database::parse(&format!("{}&schema=bench", cluster.address())).unwrap();
    let options = || StoreOptions { reserve_bytes: 0, ..StoreOptions::default() };
    let [here, there] = ["here", "there"].map(|name| dir.path().join(name));
    let stores =
        [Store::open(&here, options()).unwrap(), Store::open_database(&database, &there, options()).unwrap()];
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for (store, place) in stores.iter().zip(PLACES) {
        let begun = Instant::now();
        for start in (0..RECORDS).step_by(BATCH as usize) {
            let mut unit = store.begin();
            (start..start + BATCH).for_each(|number| add(&mut unit, number));
            runtime.block_on(unit.commit()).unwrap();
        }
        println!("{RECORDS} records are in {place} after {:.1} s", begun.elapsed().as_secs_f64());
    }
    let next = Arc::new(AtomicU64::new(RECORDS));
    let mut figures = [Figures::default(), Figures::default()];
    for round in 0..ROUNDS as u64 {
        for ((store, figures), place) in stores.iter().zip(&mut figures).zip(PLACES) {
            measure(figures, &runtime, store, &next, round);
            println!("round {} of {ROUNDS}, in {place}: {}", round + 1, figures.last());
        }
    }
    let [here, there] = figures.map(|figures| {
        let Figures { created, shared, first, again, list } = figures;
        (created.map(middle), shared.map(middle), [first, again, list].map(middle))
    });
    for (at, clients) in CLIENTS.into_iter().enumerate() {
        println!(
            "{clients:>2} clients: {:.0} records created a second in a folder ({:.1} to a sync), {:.0} in the database ({:.1})",
            here.0[at], here.1[at], there.0[at], there.1[at]
        );
    }
    let [first, again, list] = [0, 1, 2].map(|at| (here.2[at], there.2[at]));
    println!(
        "A record is created {:.0}, {:.0} and {:.0} times a second by 1, 8 and 64 clients in a database on the same machine ({:.2}, {:.2} and \
         {:.2} times a folder), read in {:.0} µs at first and {:.1} again (folder: {:.1} and {:.1}), and the newest 50 of {RECORDS} are \
         listed in {:.0} µs (folder: {:.0}).",
        there.0[0],
        there.0[1],
        there.0[2],
        there.0[0] / here.0[0],
        there.0[1] / here.0[1],
        there.0[2] / here.0[2],
        first.1,
        again.1,
        first.0,
        again.0,
        list.1,
        list.0
    );
}
