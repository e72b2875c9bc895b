//! What it costs when 64 writers want the same record, beside the same writers with a record each.

use ombud_store::{Store, StoreOptions, Table};
use std::time::{Duration, Instant};

const ROWS: Table<u64> = Table::new("bench");
const ROUND: Duration = Duration::from_millis(1500);
const ROUNDS: usize = 3;
const WRITERS: usize = 64;

/// What one round of writers did.
struct Figures {
    commits: f64,
    tries: f64,
    most: u32,
}

/// Writers that read a record and write it, one more each time.
async fn round(store: &Store, records: usize) -> Figures {
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for writer in 0..WRITERS {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let key = format!("{}", writer % records);
            let (mut commits, mut sum, mut most) = (0, 0, 0);
            while begun.elapsed() < ROUND {
                let mut tries = store.tries();
                loop {
                    let mut unit = tries.begin().await;
                    let count = unit.get(&ROWS, &key).expect("it can be read").unwrap_or(0);
                    unit.put(&ROWS, &key, &(count + 1)).expect("it can be put");
                    if tries.commit(unit).await.expect("everybody gets on").is_some() {
                        break;
                    }
                }
                commits += 1;
                sum += tries.attempts();
                most = most.max(tries.attempts());
            }
            (commits, sum, most)
        }));
    }
    let (mut commits, mut sum, mut most) = (0u32, 0u32, 0);
    for task in tasks {
        let (some, tries, longest) = task.await.expect("a writer ends");
        (commits, sum, most) = (commits + some, sum + tries, most.max(longest));
    }
    let seconds = begun.elapsed().as_secs_f64();
    Figures { commits: f64::from(commits) / seconds, tries: f64::from(sum) / f64::from(commits), most }
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn main() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let options = StoreOptions { reserve_bytes: 0, ..StoreOptions::default() };
    let store = Store::open(dir.path(), options).expect("a store");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    let (mut ratios, mut tries, mut most) = (vec![], vec![], 0);
    for number in 1..=ROUNDS {
        let apart = runtime.block_on(round(&store, WRITERS));
        let hot = runtime.block_on(round(&store, 1));
        println!(
            "round {number}: a record each {:.0} commits/s, {:.2} tries each; one record {:.0}, {:.2}, at most {}",
            apart.commits, apart.tries, hot.commits, hot.tries, hot.most
        );
        ratios.push(hot.commits / apart.commits);
        tries.push(hot.tries / apart.tries);
        most = most.max(hot.most);
    }
    println!(
        "64 writers of one record make {:.3} of the commits of 64 writers with a record each, with {:.1} times the \
         tries for each commit; nobody needed more than {most}.",
        middle(ratios),
        middle(tries)
    );
}
