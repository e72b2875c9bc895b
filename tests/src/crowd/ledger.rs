//! What was sent, acknowledged and seen: each message once, in order.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

pub(super) fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One way of one chat: what one side says and the other hears.
#[derive(Default)]
pub struct Way(Mutex<Said>);

#[derive(Default)]
struct Said {
    /// When each was said first.
    begun: Vec<Instant>,
    acknowledged: usize,
    seen: usize,
    wrong: Vec<String>,
}

impl Way {
    /// Somebody says one more: its number.
    pub fn says(&self) -> usize {
        let mut said = locked(&self.0);
        said.begun.push(Instant::now());
        said.begun.len() - 1
    }

    /// The desk has it.
    pub fn acknowledged(&self) {
        locked(&self.0).acknowledged += 1;
    }

    /// The other side sees it. When it was said, if it is what was to come.
    pub fn seen(&self, number: usize) -> Option<Instant> {
        let mut said = locked(&self.0);
        if number != said.seen {
            let due = said.seen;
            said.wrong.push(format!("message {number} was seen, {due} was to come"));
            return None;
        }
        said.seen += 1;
        let begun = said.begun.get(number).copied();
        if begun.is_none() {
            said.wrong.push(format!("message {number} was seen, and nobody said it"));
        }
        begun
    }

    /// Said, acknowledged, seen.
    pub fn figures(&self) -> (usize, usize, usize) {
        let said = locked(&self.0);
        (said.begun.len(), said.acknowledged, said.seen)
    }

    /// Everything that was said is acknowledged, and seen.
    pub fn is_even(&self) -> bool {
        let (said, acknowledged, seen) = self.figures();
        said == acknowledged && said == seen
    }

    /// What is not as it must be.
    pub fn wrong(&self) -> Vec<String> {
        let (said, acknowledged, seen) = self.figures();
        let mut wrong = locked(&self.0).wrong.clone();
        if !self.is_even() {
            wrong.push(format!("{said} were said, {acknowledged} acknowledged, {seen} seen"));
        }
        wrong
    }
}

/// How long things took, while somebody measures.
#[derive(Default)]
pub struct Times(Mutex<(Option<Instant>, Vec<u64>)>);

impl Times {
    /// From now on, of what begins from now on.
    pub fn begin(&self) {
        *locked(&self.0) = (Some(Instant::now()), Vec::new());
    }

    /// What began then is done.
    pub fn note(&self, begun: Instant) {
        let mut times = locked(&self.0);
        if times.0.is_some_and(|since| begun >= since) {
            let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
            times.1.push(took);
        }
    }

    /// Ends it: how many, and the 50th, 99th and last of a hundred in milliseconds.
    pub fn end(&self) -> Took {
        let mut times = std::mem::take(&mut locked(&self.0).1);
        locked(&self.0).0 = None;
        times.sort_unstable();
        let at = |part: f64| match times.len() {
            0 => f64::NAN,
            many => times[((many - 1) as f64 * part) as usize] as f64 / 1000.0,
        };
        Took { many: times.len(), p50: at(0.5), p99: at(0.99), most: at(1.0) }
    }
}

/// How long many things took, milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    pub many: usize,
    pub p50: f64,
    pub p99: f64,
    pub most: f64,
}

impl std::fmt::Display for Took {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            to,
            "p50 {:.1} ms, p99 {:.1} ms, most {:.0} ms of {}",
            self.p50, self.p99, self.most, self.many
        )
    }
}

/// What was refused, by why, each how often.
#[derive(Default)]
pub struct Refused(Mutex<BTreeMap<String, u64>>);

impl Refused {
    /// One more.
    pub fn note(&self, why: impl Into<String>) {
        *locked(&self.0).entry(why.into()).or_default() += 1;
    }

    /// All so far, which are then forgotten.
    pub fn take(&self) -> BTreeMap<String, u64> {
        std::mem::take(&mut locked(&self.0))
    }
}
