//! Runs cases, as many as asked for, and names the one that fails.
//!
//! `OMBUD_CASES` says how many, or `OMBUD_MINUTES` how long; `OMBUD_SEED` repeats a run, and `OMBUD_CASE` one case of it
//! (`tests/prove input` sets the first three).

use crate::chance::Chance;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Nothing that is read takes longer; whatever does is taken for hanging.
const LONGEST: Duration = Duration::from_secs(20);

/// What became of the cases: so many of each.
pub type Outcomes = BTreeMap<&'static str, u64>;

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

/// The seed that was asked for, or another in each run.
fn seed() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    let any = || RandomState::new().hash_one(0) >> 32;
    *SEED.get_or_init(|| from_environment("OMBUD_SEED").unwrap_or_else(any))
}

/// Runs `cases` cases unless told otherwise, and prints a line with what became of them. `share` is the part of the
/// minutes, in tenths, that these cases may have.
pub fn run(
    what: &str,
    cases: u64,
    share: u64,
    mut case: impl FnMut(&mut Chance) -> &'static str,
) -> Outcomes {
    let seed = seed();
    let started = Instant::now();
    let until = from_environment("OMBUD_MINUTES").map(|minutes| Duration::from_secs(minutes * 6 * share));
    let cases = from_environment("OMBUD_CASES").map_or(cases, |all| (all * share / 10).max(1));
    let only = from_environment("OMBUD_CASE");
    let watched = Watch::over(what, seed);
    let mut outcomes = Outcomes::new();
    for n in only.map_or(0.., |only| only..) {
        let is_over = until.map_or(n >= cases, |until| started.elapsed() >= until);
        if only.map_or(is_over, |only| n > only) {
            break;
        }
        watched.begin(n);
        match catch_unwind(AssertUnwindSafe(|| case(&mut Chance::new(seed, n)))) {
            Ok(outcome) => *outcomes.entry(outcome).or_default() += 1,
            Err(panic) => {
                eprintln!("{what}: repeat it with OMBUD_SEED={seed} OMBUD_CASE={n}");
                resume_unwind(panic);
            }
        }
    }
    let total: u64 = outcomes.values().sum();
    let each: Vec<String> = outcomes.iter().map(|(outcome, count)| format!("{count} {outcome}")).collect();
    let seconds = started.elapsed().as_secs_f32();
    println!("input: {total} {what} ({}) in {seconds:.1} s, seed {seed}", each.join(", "));
    outcomes
}

/// Ends the program when a case takes too long: nothing else could.
struct Watch(Arc<AtomicU64>, Instant);

impl Watch {
    fn over(what: &str, seed: u64) -> Watch {
        let (what, began) = (what.to_owned(), Instant::now());
        let since = Arc::new(AtomicU64::new(0));
        let watched = Arc::downgrade(&since);
        std::thread::spawn(move || {
            while let Some(since) = watched.upgrade() {
                let (case, ms) = unpacked(since.load(Ordering::Relaxed));
                if began.elapsed() > LONGEST + Duration::from_millis(ms) {
                    eprintln!("{what}: hangs; repeat it with OMBUD_SEED={seed} OMBUD_CASE={case}");
                    std::process::abort();
                }
                drop(since);
                std::thread::sleep(Duration::from_millis(500));
            }
        });
        Watch(since, began)
    }

    fn begin(&self, case: u64) {
        let ms = self.1.elapsed().as_millis() as u64;
        self.0.store(case << 32 | (ms & 0xffff_ffff), Ordering::Relaxed);
    }
}

fn unpacked(packed: u64) -> (u64, u64) {
    (packed >> 32, packed & 0xffff_ffff)
}
