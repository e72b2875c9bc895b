//! A plugin that fails again and again is left alone for a while, so that it costs nobody else's time.
//!
//! It comes back by itself; if it goes on failing, it stays away for twice as long. An administrator can let it back
//! at once, and another version of it begins with a clean slate.

use crate::host::Host;
use crate::lifecycle::MANAGE;
use crate::problem::CallError;
use ombud_access::{Authority, PluginId, Target, Timestamp};
use ombud_store::{StoreError, Table, UnitOfWork};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::mpsc;

/// Why and until when a plugin is left alone, by its id. A row stays when the time is over: it says how often it was.
const QUARANTINE: Table<Quarantine> = Table::new("host-quarantine");

/// When a plugin is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// So many failures within [`Patience::within`] are too many, if they are at least half of its calls.
    pub failures: u32,
    /// How far back failures count.
    pub within: Duration,
    /// How long it is left alone at first; twice as long each time.
    pub first: Duration,
    /// But no longer than this.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            // One request that makes it fail, sent now and then, shall not take a plugin away from everybody.
            failures: 20,
            within: Duration::from_secs(60),
            first: Duration::from_secs(30),
            longest: Duration::from_secs(60 * 60),
        }
    }
}

/// Why a plugin is left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantine {
    /// In words.
    pub why: String,
    /// From when.
    pub since: Timestamp,
    /// Until when, if nobody lets it back before.
    pub until: Timestamp,
    /// How often it was, without an hour of peace between.
    pub times: u32,
}

/// How a plugin is doing.
pub(crate) struct Health {
    patience: Patience,
    /// It is left alone until then. Read at each call.
    until: AtomicU64,
    /// Calls since failures are counted.
    calls: AtomicU32,
    watch: Mutex<Watch>,
    troubles: Option<Troubles>,
    plugin: PluginId,
}

#[derive(Default)]
struct Watch {
    begun: Timestamp,
    failures: u32,
    last: Option<Quarantine>,
}

/// Where plugins that were just left alone are told of.
pub(crate) type Troubles = mpsc::UnboundedSender<(PluginId, Quarantine)>;

/// The longest reason, bytes.
const REASON: usize = 300;

impl Health {
    pub fn new(plugin: PluginId, patience: Patience, troubles: Option<Troubles>) -> Health {
        Health {
            patience,
            until: AtomicU64::new(0),
            calls: AtomicU32::new(0),
            watch: Mutex::default(),
            troubles,
            plugin,
        }
    }

    /// Seconds that it is still left alone for, if it is.
    pub fn resting(&self, now: Timestamp) -> Option<u64> {
        let left = self.until.load(Ordering::Relaxed).checked_sub(now.0)?;
        (left > 0).then(|| left.div_ceil(1000))
    }

    /// Whether it may be called.
    pub fn check(&self, now: Timestamp) -> Result<(), CallError> {
        let seconds = match self.resting(now) {
            None => return Ok(()),
            Some(seconds) => seconds,
        };
        Err(CallError::Quarantined { plugin: self.plugin.to_string(), seconds })
    }

    /// Notes how a call ended, which failed with these words if it did.
    pub fn note(&self, now: Timestamp, failure: Option<&str>) {
        // Nearly all calls end well, and this is all that they pay.
        let before = self.calls.fetch_add(1, Ordering::Relaxed);
        let Some(words) = failure else { return };
        let mut watch = self.watch.lock();
        let mut calls = before + 1;
        if now.0.saturating_sub(watch.begun.0) > millis(self.patience.within) {
            (watch.begun, watch.failures, calls) = (now, 0, 1);
            self.calls.store(1, Ordering::Relaxed);
        }
        watch.failures += 1;
        let too_many = watch.failures >= self.patience.failures && watch.failures * 2 >= calls;
        if !too_many || self.resting(now).is_some() {
            return;
        }
        let peace = |last: &Quarantine| now.0.saturating_sub(last.until.0) > millis(self.patience.longest);
        let times = watch.last.as_ref().filter(|last| !peace(last)).map_or(0, |last| last.times) + 1;
        let rest = millis(self.patience.first).saturating_mul(1 << (times - 1).min(20));
        let until = now.plus(rest.min(millis(self.patience.longest)));
        let words = &words[..words.floor_char_boundary(REASON)];
        let why = format!(
            "{} of its last {} calls failed within {} s; the last: {words}",
            watch.failures,
            calls,
            self.patience.within.as_secs()
        );
        let quarantine = Quarantine { why, since: now, until, times };
        watch.last = Some(quarantine.clone());
        (watch.begun, watch.failures) = (until, 0);
        self.calls.store(0, Ordering::Relaxed);
        self.until.store(until.0, Ordering::Relaxed);
        tracing::error!(plugin = %self.plugin, why = quarantine.why, "a plugin is left alone for a while");
        if let Some(troubles) = &self.troubles {
            // Nobody listens any more: the desk is being closed.
            let _ = troubles.send((self.plugin.clone(), quarantine));
        }
    }

    /// As it was known before a restart, or that nothing is known.
    pub fn set(&self, known: Option<Quarantine>) {
        let mut watch = self.watch.lock();
        self.until.store(known.as_ref().map_or(0, |known| known.until.0), Ordering::Relaxed);
        *watch = Watch { last: known, ..Watch::default() };
    }

    /// Why it is left alone now.
    pub fn quarantine(&self, now: Timestamp) -> Option<Quarantine> {
        self.resting(now)?;
        self.watch.lock().last.clone()
    }
}

fn millis(duration: Duration) -> u64 {
    duration.as_millis() as u64
}

/// Notes on disk, in the audit and for whoever listens that plugins are left alone.
pub(crate) async fn keep_troubles(
    host: Weak<Host>,
    mut troubles: mpsc::UnboundedReceiver<(PluginId, Quarantine)>,
) {
    while let Some((plugin, quarantine)) = troubles.recv().await {
        let Some(host) = host.upgrade() else { return };
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            // Read, so that whoever lets it back meanwhile is in the way.
            known(unit, &plugin)?;
            if host.quarantine(&plugin).as_ref() != Some(&quarantine) {
                return Ok(());
            }
            unit.put(&QUARANTINE, plugin.as_str(), &quarantine)?;
            host.note_change(unit, None, &plugin, "plugin.quarantine", None, Some(json!(quarantine)))
        };
        if let Err(error) = host.store.run(work).await {
            tracing::error!(%plugin, %error, "that a plugin is left alone could not be noted");
        }
    }
}

/// What is known of a plugin from before.
pub(crate) fn known(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<Option<Quarantine>, StoreError> {
    unit.get(&QUARANTINE, plugin.as_str())
}

/// Nothing is held against a plugin any more.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    unit.remove(&QUARANTINE, plugin.as_str())
}

impl Host {
    /// Lets a plugin back that is left alone.
    ///
    /// # Errors
    /// `NotFound` if there is none of this name, `Conflict` if it is not left alone, and refusals.
    pub async fn release(self: &Arc<Host>, id: &PluginId, actor: &Authority) -> Result<(), CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let plugin = self.loaded(id)?;
        let Some(quarantine) = plugin.stats.health.quarantine(self.clock.now()) else {
            return Err(CallError::Conflict(format!("the plugin `{id}` is not in quarantine")));
        };
        plugin.stats.health.set(None);
        let work = |unit: &mut UnitOfWork| {
            self.still_may(unit, actor, MANAGE)?;
            forget(unit, id)?;
            self.note_change(unit, Some(actor), id, "plugin.release", Some(json!(quarantine)), None)
        };
        self.store.run(work).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn health() -> Health {
        let patience = Patience { failures: 4, ..Patience::default() };
        Health::new(PluginId::parse("zoo").unwrap(), patience, None)
    }

    fn fail(health: &Health, times: u32, at: Timestamp) {
        for _ in 0..times {
            health.note(at, Some("it fell"));
        }
    }

    #[test]
    fn a_plugin_that_fails_again_and_again_is_left_alone_and_comes_back_by_itself() {
        let health = health();
        fail(&health, 3, NOW);
        assert!(health.check(NOW).is_ok());
        fail(&health, 1, NOW);
        let told = health.check(NOW).unwrap_err();
        assert_eq!((told.status(), told.retry_after()), (503, Some(30)));
        assert!(health.quarantine(NOW).unwrap().why.contains("it fell"));
        assert!(health.check(NOW.plus(30_000)).is_ok());
    }

    #[test]
    fn it_stays_away_twice_as_long_each_time_until_there_was_peace() {
        let health = health();
        let mut now = NOW;
        for seconds in [30, 60, 120, 240, 480, 960, 1920, 3600, 3600] {
            fail(&health, 4, now);
            assert_eq!(health.resting(now), Some(seconds));
            now = now.plus(seconds * 1000);
        }
        now = now.plus(3_600_001);
        fail(&health, 4, now);
        assert_eq!(health.resting(now), Some(30));
    }

    #[test]
    fn a_few_failures_among_many_calls_or_long_ago_are_forgiven() {
        let health = health();
        fail(&health, 1, NOW);
        for _ in 0..100 {
            health.note(NOW, None);
        }
        fail(&health, 50, NOW);
        assert!(health.check(NOW).is_ok(), "a third of its calls");
        let health = self::health();
        for n in 0..50 {
            fail(&health, 1, NOW.plus(n * 31_000));
        }
        assert!(health.check(NOW.plus(50 * 31_000)).is_ok(), "two each minute");
    }

    #[test]
    fn an_administrator_lets_it_back_with_a_clean_slate() {
        let health = health();
        fail(&health, 4, NOW);
        health.set(None);
        assert!(health.check(NOW).is_ok());
        fail(&health, 4, NOW);
        assert_eq!(health.resting(NOW), Some(30));
    }
}
