//! Those who are compared take turns, so that whatever else the machine does slows all of them.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::Barrier;

/// Rounds in which everybody has a turn; the middle one tells.
const ROUNDS: usize = 21;

/// Calls of each caller in a turn.
pub const CALLS: usize = 500;

/// Somebody who is compared.
pub struct Contender<'a> {
    pub name: &'static str,
    /// How long so many callers take who each call [`CALLS`] times.
    pub run: Box<dyn Fn(usize) -> Duration + 'a>,
}

impl<'a> Contender<'a> {
    pub fn new(name: &'static str, run: impl Fn(usize) -> Duration + 'a) -> Contender<'a> {
        Contender { name, run: Box::new(run) }
    }
}

/// What came of a comparison.
pub struct Figures {
    /// Microseconds for each call, of each contender.
    pub micros: Vec<f64>,
    /// How many times the first contender's time each one takes.
    pub times: Vec<f64>,
}

/// Lets all take turns, and prints what each took.
pub fn compare(callers: usize, contenders: &[Contender<'_>]) -> Figures {
    let mut rounds = vec![Vec::new(); contenders.len()];
    // A turn for practice, which does not count.
    for round in 0..=ROUNDS {
        for (contender, times) in contenders.iter().zip(&mut rounds) {
            let took = (contender.run)(callers).as_secs_f64() * 1e6 / (CALLS * callers) as f64;
            if round > 0 {
                times.push(took);
            }
        }
    }
    let ratios =
        |times: &Vec<f64>| times.iter().zip(&rounds[0]).map(|(theirs, first)| theirs / first).collect();
    let figures = Figures {
        micros: rounds.iter().cloned().map(middle).collect(),
        times: rounds.iter().map(ratios).map(middle).collect(),
    };
    for (contender, (micros, times)) in contenders.iter().zip(figures.micros.iter().zip(&figures.times)) {
        println!("{callers} at once, {:<42} {micros:>9.2} µs {times:>8.2} times", contender.name);
    }
    figures
}

/// The time from when all callers are ready until the last has ended.
pub fn at_once<F>(runtime: &Runtime, callers: usize, caller: impl Fn(Arc<Barrier>) -> F) -> Duration
where
    F: Future<Output = ()> + Send + 'static,
{
    let ready = Arc::new(Barrier::new(callers + 1));
    let tasks: Vec<_> = (0..callers).map(|_| runtime.spawn(caller(ready.clone()))).collect();
    runtime.block_on(async {
        ready.wait().await;
        let begun = Instant::now();
        for task in tasks {
            task.await.expect("a caller ends");
        }
        begun.elapsed()
    })
}

pub fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}
