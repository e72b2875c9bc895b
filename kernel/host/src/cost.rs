//! What a plugin costs, by what it was asked for, and minute by minute.

use crate::entry::Entry;
use crate::histogram::Histogram;
use ombud_access::Timestamp;
use parking_lot::Mutex;
use serde::Serialize;
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

/// A minute, ms.
const MINUTE: u64 = 60_000;

/// Minutes that are remembered.
const MINUTES: usize = 60;

/// Why a plugin is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Somebody asks, for a path of its own or for its part of a page.
    Outside,
    /// An event, a timer, or what became of a request.
    Unasked,
    /// It has a say before a change.
    Hook,
}

impl Errand {
    /// Of what is asked.
    pub fn of(entry: &Entry) -> Errand {
        match entry {
            Entry::Handle(_) | Entry::Render { .. } | Entry::Draw { .. } | Entry::Export { .. } => {
                Errand::Outside
            }
            Entry::OnEvent(_)
            | Entry::Ring { .. }
            | Entry::OnOutcome(_)
            | Entry::OnDelivery(_)
            | Entry::Migrate { .. } => Errand::Unasked,
            Entry::Before(_) => Errand::Hook,
        }
    }
}

/// What calls of one kind have cost since the desk started. All times include plugins that were called on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// How many.
    pub calls: u64,
    /// Wall clock of all together.
    pub microseconds: u64,
    /// Of that, time in which the plugin's code, or the kernel at its request, was running.
    pub cpu_microseconds: u64,
    /// Half of the calls took no longer, to within 2 %.
    pub p50_microseconds: u64,
    /// All but one in a hundred took no longer, to within 2 %.
    pub p99_microseconds: u64,
    /// The slowest.
    pub slowest_microseconds: u64,
}

/// What a plugin cost in one minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Minute {
    /// When it began.
    pub at: Timestamp,
    /// Calls from outside.
    pub outside: u64,
    /// Reactions, timers, and outcomes of requests.
    pub unasked: u64,
    /// Times that its hooks were asked.
    pub hooks: u64,
    /// Calls that failed.
    pub failures: u64,
    /// Host calls that were refused.
    pub denials: u64,
    /// Requests that it sent to other machines.
    pub requests: u64,
    /// Wall clock of all calls.
    pub microseconds: u64,
    /// Of that, time in which its code, or the kernel at its request, was running.
    pub cpu_microseconds: u64,
    /// Half of the calls took no longer.
    pub p50_microseconds: u64,
    /// All but one in a hundred took no longer.
    pub p99_microseconds: u64,
    /// The most memory of one call, bytes.
    pub peak_memory: u64,
}

/// Counters of calls of one kind.
#[derive(Default)]
struct Counters {
    calls: AtomicU64,
    microseconds: AtomicU64,
    cpu_nanoseconds: AtomicU64,
    slowest: AtomicU64,
    times: Histogram,
}

/// Counters of a plugin.
#[derive(Default)]
pub(crate) struct Costs {
    outside: Counters,
    unasked: Counters,
    hooks: Counters,
    /// The minute that is going on, since 1970.
    minute: AtomicU64,
    /// The times of all calls in it, and the most memory.
    times: Histogram,
    peak_memory: AtomicU64,
    past: Mutex<Past>,
}

#[derive(Default)]
struct Past {
    minutes: VecDeque<Minute>,
    /// The sums when the minute that is going on began.
    before: Minute,
}

impl Costs {
    fn of(&self, errand: Errand) -> &Counters {
        match errand {
            Errand::Outside => &self.outside,
            Errand::Unasked => &self.unasked,
            Errand::Hook => &self.hooks,
        }
    }

    /// One more call, which is over now.
    pub fn note(&self, errand: Errand, took: Duration, cpu: Duration, peak_memory: u64) {
        let us = took.as_micros() as u64;
        let counters = self.of(errand);
        counters.calls.fetch_add(1, Ordering::Relaxed);
        counters.microseconds.fetch_add(us, Ordering::Relaxed);
        counters.cpu_nanoseconds.fetch_add(cpu.as_nanos() as u64, Ordering::Relaxed);
        counters.slowest.fetch_max(us, Ordering::Relaxed);
        counters.times.note(us);
        self.times.note(us);
        self.peak_memory.fetch_max(peak_memory, Ordering::Relaxed);
    }

    /// What calls of a kind have cost.
    pub fn cost(&self, errand: Errand) -> Cost {
        let counters = self.of(errand);
        let read = |n: &AtomicU64| n.load(Ordering::Relaxed);
        let [p50_microseconds, p99_microseconds] = counters.times.quantiles([0.5, 0.99]);
        Cost {
            calls: read(&counters.calls),
            microseconds: read(&counters.microseconds),
            cpu_microseconds: read(&counters.cpu_nanoseconds) / 1000,
            p50_microseconds,
            p99_microseconds,
            slowest_microseconds: read(&counters.slowest),
        }
    }

    /// Ends the minute that was going on, if another has begun. `rest` says what is counted elsewhere. Two that come
    /// at the turn of a minute may count in either.
    pub fn turn(&self, now: Timestamp, rest: impl FnOnce() -> Minute) {
        let minute = now.0 / MINUTE;
        if self.minute.load(Ordering::Relaxed) == minute {
            return;
        }
        let mut past = self.past.lock();
        let ended = self.minute.swap(minute, Ordering::Relaxed);
        if ended == minute || ended == 0 {
            return;
        }
        let whole = self.sums(rest());
        let [p50_microseconds, p99_microseconds] = self.times.take([0.5, 0.99]);
        let peak_memory = self.peak_memory.swap(0, Ordering::Relaxed);
        let over = Minute {
            at: Timestamp(ended * MINUTE),
            p50_microseconds,
            p99_microseconds,
            peak_memory,
            ..since(&whole, &past.before)
        };
        past.before = whole;
        past.minutes.push_back(over);
        let old = |first: &Minute| first.at.0 + MINUTES as u64 * MINUTE < minute * MINUTE;
        while past.minutes.len() > MINUTES || past.minutes.front().is_some_and(old) {
            past.minutes.pop_front();
        }
    }

    /// The minutes of the last hour in which something was going on, the oldest first, and the one that is going on.
    pub fn minutes(&self, now: Timestamp, rest: Minute) -> Vec<Minute> {
        self.turn(now, || rest);
        let past = self.past.lock();
        let [p50_microseconds, p99_microseconds] = self.times.quantiles([0.5, 0.99]);
        let going_on = Minute {
            at: Timestamp(now.0 / MINUTE * MINUTE),
            p50_microseconds,
            p99_microseconds,
            peak_memory: self.peak_memory.load(Ordering::Relaxed),
            ..since(&self.sums(rest), &past.before)
        };
        past.minutes.iter().copied().chain([going_on]).collect()
    }

    /// All sums as of now.
    fn sums(&self, rest: Minute) -> Minute {
        let read = |n: &AtomicU64| n.load(Ordering::Relaxed);
        let all = |which: fn(&Counters) -> &AtomicU64| -> u64 {
            [&self.outside, &self.unasked, &self.hooks].map(|counters| read(which(counters))).iter().sum()
        };
        Minute {
            outside: read(&self.outside.calls),
            unasked: read(&self.unasked.calls),
            hooks: read(&self.hooks.calls),
            microseconds: all(|counters| &counters.microseconds),
            cpu_microseconds: all(|counters| &counters.cpu_nanoseconds) / 1000,
            ..rest
        }
    }
}

/// What has been added to the sums.
fn since(now: &Minute, before: &Minute) -> Minute {
    Minute {
        outside: now.outside - before.outside,
        unasked: now.unasked - before.unasked,
        hooks: now.hooks - before.hooks,
        failures: now.failures - before.failures,
        denials: now.denials - before.denials,
        requests: now.requests - before.requests,
        microseconds: now.microseconds - before.microseconds,
        cpu_microseconds: now.cpu_microseconds - before.cpu_microseconds,
        ..Minute::default()
    }
}

/// Adds the time in which a future was running, not waiting, in nanoseconds.
pub(crate) async fn timed<F: Future>(spent: &AtomicU64, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|cx| {
        let begun = Instant::now();
        let polled: Poll<_> = future.as_mut().poll(cx);
        spent.fetch_add(begun.elapsed().as_nanos() as u64, Ordering::Relaxed);
        polled
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u64 = 1_000_000 * MINUTE;

    fn call(costs: &Costs, errand: Errand, ms: u64) {
        costs.note(errand, Duration::from_millis(ms), Duration::from_millis(ms / 2), ms * 1000);
    }

    #[test]
    fn each_minute_says_what_was_in_it_and_an_hour_later_it_is_forgotten() {
        let costs = Costs::default();
        let rest = |failures| Minute { failures, ..Minute::default() };
        costs.turn(Timestamp(START + 1), || rest(0));
        call(&costs, Errand::Outside, 10);
        call(&costs, Errand::Hook, 2);
        costs.turn(Timestamp(START + MINUTE), || rest(1));
        call(&costs, Errand::Unasked, 40);
        let minutes = costs.minutes(Timestamp(START + MINUTE + 5), rest(1));
        let [first, second] = &minutes[..] else { panic!("{minutes:?}") };
        assert_eq!((first.at.0, first.outside, first.unasked, first.hooks), (START, 1, 0, 1));
        assert_eq!((first.failures, first.microseconds, first.cpu_microseconds), (1, 12_000, 6_000));
        assert_eq!((first.peak_memory, second.peak_memory), (10_000, 40_000));
        assert!(first.p99_microseconds.abs_diff(10_000) <= 200, "{first:?}");
        assert_eq!((second.at.0, second.outside, second.unasked, second.failures), (START + MINUTE, 0, 1, 0));
        // Nothing for a while; then each minute again.
        for minute in 30..120 {
            costs.turn(Timestamp(START + minute * MINUTE), || rest(1));
        }
        let minutes = costs.minutes(Timestamp(START + 120 * MINUTE), rest(1));
        assert_eq!(minutes.len(), MINUTES + 1);
        assert_eq!(minutes[0].at.0, START + 60 * MINUTE);
        assert_eq!(costs.cost(Errand::Outside).calls, 1, "and the sums stay");
    }

    #[test]
    fn waiting_is_no_cost_and_working_is() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let spent = AtomicU64::new(0);
        let work = async {
            std::thread::sleep(Duration::from_millis(20));
            tokio::time::sleep(Duration::from_secs(2)).await;
            7
        };
        assert_eq!(runtime.block_on(timed(&spent, work)), 7);
        let spent = Duration::from_nanos(spent.into_inner());
        assert!((Duration::from_millis(20)..Duration::from_secs(2)).contains(&spent), "{spent:?}");
    }
}
