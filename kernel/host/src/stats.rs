//! What each plugin costs.

use crate::budget::Budget;
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
    /// Calls that are inside, and [`EMPTYING`] while none may come in: a migration is alone.
    inside: AtomicUsize,
    emptied: Notify,
    opened: Notify,
    pub health: Health,
    calls: AtomicU64,
    failures: AtomicU64,
    denials: AtomicU64,
    conflicts: AtomicU64,
    microseconds: AtomicU64,
    slowest: AtomicU64,
    peak_memory: AtomicU64,
    hooks: AtomicU64,
    hook_microseconds: AtomicU64,
    vetoes: AtomicU64,
    skipped: AtomicU64,
    sent: Mutex<Rate>,
}

impl Stats {
    /// For a plugin that may have so many calls at the same time.
    pub fn new(places: usize, health: Health) -> Stats {
        Stats {
            health,
            manners: Manners::default(),
            places: Semaphore::new(places),
            inside: AtomicUsize::new(0),
            emptied: Notify::new(),
            opened: Notify::new(),
            calls: AtomicU64::default(),
            failures: AtomicU64::default(),
            denials: AtomicU64::default(),
            conflicts: AtomicU64::default(),
            microseconds: AtomicU64::default(),
            slowest: AtomicU64::default(),
            peak_memory: AtomicU64::default(),
            hooks: AtomicU64::default(),
            hook_microseconds: AtomicU64::default(),
            vetoes: AtomicU64::default(),
            skipped: AtomicU64::default(),
            sent: Mutex::default(),
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

    pub fn called(&self, took: Duration, peak_memory: usize) {
        let us = took.as_micros() as u64;
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add(us, Ordering::Relaxed);
        self.slowest.fetch_max(us, Ordering::Relaxed);
        self.peak_memory.fetch_max(peak_memory as u64, Ordering::Relaxed);
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

    /// Its hook was asked, and took so long.
    pub fn called_by_hook(&self, took: Duration) {
        self.hooks.fetch_add(1, Ordering::Relaxed);
        self.hook_microseconds.fetch_add(took.as_micros() as u64, Ordering::Relaxed);
    }

    /// Whether it may send one more request in this minute.
    pub fn may_send(&self, now: Timestamp, most: u32) -> bool {
        self.sent.lock().one_more(now, most)
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
            calls: read(&self.calls),
            failures: read(&self.failures),
            denials: read(&self.denials),
            conflicts: read(&self.conflicts),
            microseconds: read(&self.microseconds),
            slowest_microseconds: read(&self.slowest),
            peak_memory: read(&self.peak_memory),
            hooks: read(&self.hooks),
            hook_microseconds: read(&self.hook_microseconds),
            vetoes: read(&self.vetoes),
            skipped_hooks: read(&self.skipped),
        }
    }
}

/// What a plugin has cost since the desk started.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Figures {
    /// Times it was called from outside, by timers and reactions.
    pub calls: u64,
    /// Calls that ended in a trap, a time-out or an error of the kernel.
    pub failures: u64,
    /// Host calls that the permission engine refused.
    pub denials: u64,
    /// Times a call was run again because somebody else was faster.
    pub conflicts: u64,
    /// Wall clock of all calls together, plugins that it called included.
    pub microseconds: u64,
    /// The slowest call.
    pub slowest_microseconds: u64,
    /// The most memory that one call used, bytes.
    pub peak_memory: u64,
    /// Times that its hooks were asked.
    pub hooks: u64,
    /// Wall clock of all of them together.
    pub hook_microseconds: u64,
    /// Changes that its hooks did not allow.
    pub vetoes: u64,
    /// Times that a hook gave no answer and the change went on without one.
    pub skipped_hooks: u64,
}
