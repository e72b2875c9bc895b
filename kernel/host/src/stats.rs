//! What each plugin costs.

use crate::budget::{Budget, Room};
use crate::cost::{Cost, Costs, Errand, Minute};
use crate::guest_runtime::Manners;
use crate::problem::CallError;
use crate::quarantine::Health;
use crate::sender::Rate;
use ombud_access::Timestamp;
use parking_lot::Mutex;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};

/// A call that is inside a plugin, until it is dropped.
pub(crate) struct Inside(Arc<Stats>);

impl Drop for Inside {
    fn drop(&mut self) {
        if self.0.inside.fetch_sub(1, Ordering::SeqCst) == 1 + EMPTYING {
            self.0.emptied.notify_waiters();
        }
    }
}

impl std::ops::Deref for Inside {
    type Target = Arc<Stats>;
    fn deref(&self) -> &Arc<Stats> {
        &self.0
    }
}

/// A plugin that nobody is in, and nobody enters, until it is dropped.
pub(crate) struct Empty(Arc<Stats>);

impl Drop for Empty {
    fn drop(&mut self) {
        self.0.inside.fetch_sub(EMPTYING, Ordering::SeqCst);
        self.0.opened.notify_waiters();
    }
}

/// Counts in [`Stats::inside`] while a plugin is being emptied.
const EMPTYING: usize = 1 << 32;

/// Counters of one plugin since the desk started.
pub(crate) struct Stats {
    pub manners: Manners,
    /// The plugin's share of the places for calls.
    pub places: Semaphore,
    /// Its share of the memory of all calls.
    pub room: Arc<Room>,
    /// Calls that are inside, and [`EMPTYING`] while none may come in: a migration is alone.
    inside: AtomicUsize,
    emptied: Notify,
    opened: Notify,
    pub health: Health,
    costs: Costs,
    failures: AtomicU64,
    denials: AtomicU64,
    conflicts: AtomicU64,
    peak_memory: AtomicU64,
    requests: AtomicU64,
    vetoes: AtomicU64,
    skipped: AtomicU64,
    rate: Mutex<Rate>,
}

impl Stats {
    /// For a plugin that may have so many calls and bytes of memory at the same time.
    pub fn new(places: usize, memory: usize, health: Health) -> Stats {
        Stats {
            health,
            manners: Manners::default(),
            places: Semaphore::new(places),
            room: Arc::new(Room::new(memory)),
            inside: AtomicUsize::new(0),
            emptied: Notify::new(),
            opened: Notify::new(),
            costs: Costs::default(),
            failures: AtomicU64::default(),
            denials: AtomicU64::default(),
            conflicts: AtomicU64::default(),
            peak_memory: AtomicU64::default(),
            requests: AtomicU64::default(),
            vetoes: AtomicU64::default(),
            skipped: AtomicU64::default(),
            rate: Mutex::default(),
        }
    }

    /// Goes in, within this time.
    pub async fn enter(self: &Arc<Self>, now: Timestamp, patience: Duration) -> Result<Inside, CallError> {
        self.health.check(now)?;
        if let Some(inside) = self.try_enter() {
            return Ok(inside);
        }
        let upgraded =
            || CallError::Unavailable("this plugin is being upgraded; try again in a moment".into());
        let wait = async {
            loop {
                let opened = self.opened.notified();
                if let Some(inside) = self.try_enter() {
                    return inside;
                }
                opened.await;
            }
        };
        tokio::time::timeout(patience, wait).await.map_err(|_| upgraded())
    }

    fn try_enter(self: &Arc<Self>) -> Option<Inside> {
        if self.inside.fetch_add(1, Ordering::SeqCst) < EMPTYING {
            return Some(Inside(self.clone()));
        }
        // As somebody who leaves at once would: the last one out is waited for.
        if self.inside.fetch_sub(1, Ordering::SeqCst) == 1 + EMPTYING {
            self.emptied.notify_waiters();
        }
        None
    }

    /// Lets nobody in any more, and waits until all are out. One at a time.
    pub async fn empty(self: &Arc<Self>) -> Empty {
        self.inside.fetch_add(EMPTYING, Ordering::SeqCst);
        let empty = Empty(self.clone());
        loop {
            let emptied = self.emptied.notified();
            if self.inside.load(Ordering::SeqCst) == EMPTYING {
                return empty;
            }
            emptied.await;
        }
    }

    /// A call that began at this time is over, hooks of other plugins and the plugins that it called included.
    pub fn called(&self, errand: Errand, now: Timestamp, took: Duration, budget: &Budget) {
        let peak_memory = budget.peak_memory() as u64;
        let cpu = Duration::from_nanos(budget.cpu.load(Ordering::Relaxed));
        self.costs.turn(now, || self.beside());
        self.costs.note(errand, took, cpu, peak_memory);
        self.peak_memory.fetch_max(peak_memory, Ordering::Relaxed);
    }

    /// What is counted beside the costs of calls.
    fn beside(&self) -> Minute {
        let read = |n: &AtomicU64| n.load(Ordering::Relaxed);
        Minute {
            failures: read(&self.failures),
            denials: read(&self.denials),
            requests: read(&self.requests),
            ..Minute::default()
        }
    }

    /// What it has cost in each minute of the last hour in which it did anything.
    pub fn minutes(&self, now: Timestamp) -> Vec<Minute> {
        self.costs.minutes(now, self.beside())
    }

    /// A call that began at this time failed, in these words for the administrator.
    pub fn failed(&self, now: Timestamp, why: &str) {
        self.failures.fetch_add(1, Ordering::Relaxed);
        self.health.note(now, Some(why));
    }

    /// The same in a call from another plugin. What its callers have used up is not held against it.
    pub fn failed_below(&self, budget: &Budget, now: Timestamp, why: &str) {
        self.failures.fetch_add(1, Ordering::Relaxed);
        if !budget.used_up() {
            self.health.note(now, Some(why));
        }
    }

    pub fn denied(&self) {
        self.denials.fetch_add(1, Ordering::Relaxed);
    }

    /// Its hook was asked in a call that began at this time, and took so long.
    pub fn called_by_hook(&self, now: Timestamp, took: Duration, cpu: Duration) {
        self.costs.turn(now, || self.beside());
        self.costs.note(Errand::Hook, took, cpu, 0);
    }

    /// A request of it went out.
    pub fn sent(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether it may send one more request in this minute.
    pub fn may_send(&self, now: Timestamp, most: u32) -> bool {
        self.rate.lock().one_more(now, most)
    }

    pub fn vetoed(&self) {
        self.vetoes.fetch_add(1, Ordering::Relaxed);
    }

    /// Its hook gave no answer, and the change went on without one.
    pub fn skipped(&self) {
        self.skipped.fetch_add(1, Ordering::Relaxed);
    }

    pub fn conflicted(&self) {
        self.conflicts.fetch_add(1, Ordering::Relaxed);
    }

    pub fn figures(&self) -> Figures {
        let read = |n: &AtomicU64| n.load(Ordering::Relaxed);
        Figures {
            outside: self.costs.cost(Errand::Outside),
            unasked: self.costs.cost(Errand::Unasked),
            hooks: self.costs.cost(Errand::Hook),
            failures: read(&self.failures),
            denials: read(&self.denials),
            conflicts: read(&self.conflicts),
            peak_memory: read(&self.peak_memory),
            requests: read(&self.requests),
            vetoes: read(&self.vetoes),
            skipped_hooks: read(&self.skipped),
        }
    }
}

/// What a plugin has cost since the desk started.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Figures {
    /// Calls from outside.
    pub outside: Cost,
    /// Reactions, timers, and outcomes of requests.
    pub unasked: Cost,
    /// Its hooks, each of which is also part of the call in which it was asked.
    pub hooks: Cost,
    /// Calls that ended in a trap, a time-out or an error of the kernel.
    pub failures: u64,
    /// Host calls that the permission engine refused.
    pub denials: u64,
    /// Times a call was run again because somebody else was faster.
    pub conflicts: u64,
    /// The most memory that one call used, bytes.
    pub peak_memory: u64,
    /// Requests that it sent to other machines, each attempt counted.
    pub requests: u64,
    /// Changes that its hooks did not allow.
    pub vetoes: u64,
    /// Times that a hook gave no answer and the change went on without one.
    pub skipped_hooks: u64,
}
