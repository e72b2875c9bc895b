//! What each plugin costs.

use crate::budget::Budget;
use crate::guest_runtime::Manners;
use crate::problem::CallError;
use crate::quarantine::Health;
use ombud_access::Timestamp;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedRwLockReadGuard, RwLock, Semaphore};

/// A call that is inside a plugin.
pub(crate) type Inside = OwnedRwLockReadGuard<()>;

/// Counters of one plugin since the desk started.
pub(crate) struct Stats {
    pub manners: Manners,
    /// The plugin's share of the places for calls.
    pub places: Semaphore,
    /// Calls are inside; a migration is alone.
    pub gate: Arc<RwLock<()>>,
    pub health: Health,
    calls: AtomicU64,
    failures: AtomicU64,
    denials: AtomicU64,
    conflicts: AtomicU64,
    microseconds: AtomicU64,
    slowest: AtomicU64,
    peak_memory: AtomicU64,
}

impl Stats {
    /// For a plugin that may have so many calls at the same time.
    pub fn new(places: usize, health: Health) -> Stats {
        Stats {
            health,
            manners: Manners::default(),
            places: Semaphore::new(places),
            gate: Arc::default(),
            calls: AtomicU64::default(),
            failures: AtomicU64::default(),
            denials: AtomicU64::default(),
            conflicts: AtomicU64::default(),
            microseconds: AtomicU64::default(),
            slowest: AtomicU64::default(),
            peak_memory: AtomicU64::default(),
        }
    }

    /// Goes in, within this time.
    pub async fn enter(&self, now: Timestamp, patience: Duration) -> Result<Inside, CallError> {
        self.health.check(now)?;
        if let Ok(inside) = self.gate.clone().try_read_owned() {
            return Ok(inside);
        }
        let waited = tokio::time::timeout(patience, self.gate.clone().read_owned()).await;
        waited.map_err(|_| {
            CallError::Unavailable("this plugin is being upgraded; try again in a moment".into())
        })
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
}
