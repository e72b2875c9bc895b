//! What plugins do when nobody asks: reactions to events, and timers.
//!
//! Each runs in a unit of work that also notes that it was done, so what a
//! reaction writes is written once even though it may be called again.

use crate::bindings::guest::reactions as wire;
use crate::convert;
use crate::dispatch::Call;
use crate::host::Host;
use crate::problem::CallError;
use ombud_access::{Authority, PluginId, Timestamp};
use ombud_store::{Event, StoreError, Table, Timer};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How far each plugin has read the event log.
const CURSORS: Table<u64> = Table::new("host-cursors");

/// What failed and is tried again.
const RETRIES: Table<Retry> = Table::new("host-retries");

/// What failed too often, for the administrator.
const DEAD: Table<DeadLetter> = Table::new("host-dead-letters");

/// Tries before an event or a timer is set aside.
const TRIES: u32 = 8;

/// Events and timers taken at a time.
const BATCH: usize = 64;

/// How long to sleep when nothing wakes us.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Retry {
    tries: u32,
    after: Timestamp,
}

/// An event or timer that a plugin failed to handle, again and again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeadLetter {
    /// The plugin.
    pub plugin: PluginId,
    /// `event 12345 (tickets:messages.created)` or `timer close-…`.
    pub what: String,
    /// The last error.
    pub error: String,
    /// When it was given up.
    pub at: Timestamp,
}

impl Host {
    /// Runs reactions and timers from now on, until the host is dropped.
    pub fn start_background(self: &Arc<Host>) {
        let (host, closed, wake) = (Arc::downgrade(self), self.guests.closed(), self.wake.clone());
        let mut commits = self.store.subscribe();
        self.guests.handle().spawn(async move {
            while !closed.load(Ordering::SeqCst) {
                let Some(host) = host.upgrade() else { return };
                if let Err(error) = host.background_turn().await {
                    tracing::error!(%error, "reactions and timers could not run; trying again");
                    tokio::time::sleep(PATIENCE).await;
                }
                let sleep = host.patience();
                drop(host);
                tokio::select! {
                    _ = commits.recv() => {}
                    () = wake.notified() => {}
                    () = tokio::time::sleep(sleep) => {}
                }
            }
        });
    }

    /// Runs everything that is due now, and what follows from it. For tests
    /// that moved the clock.
    ///
    /// # Errors
    /// If the store cannot be used.
    pub async fn settle(self: &Arc<Host>) -> Result<(), CallError> {
        while self.background_turn().await? {}
        Ok(())
    }

    /// Events and timers that plugins failed to handle.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        Ok(self
            .store
            .begin()
            .scan(&DEAD, "", None, usize::MAX)?
            .into_iter()
            .map(|(_, letter)| letter)
            .collect())
    }

    /// True: something was done, so there may be more.
    async fn background_turn(self: &Arc<Host>) -> Result<bool, CallError> {
        let mut busy = false;
        for plugin in self.registry().all() {
            if plugin.reactions.is_some() && !plugin.manifest().reactions.is_empty() {
                busy |= self.react(plugin.id()).await?;
            }
        }
        let due = self.store.begin().due_timers(self.clock.now(), BATCH)?;
        for timer in due {
            busy |= self.ring(timer).await?;
        }
        Ok(busy)
    }

    /// Until the next timer, at most [`PATIENCE`].
    fn patience(&self) -> Duration {
        let next = self.store.begin().next_due().ok().flatten();
        next.map_or(PATIENCE, |due| {
            Duration::from_millis(due.0.saturating_sub(self.clock.now().0)).min(PATIENCE)
        })
        .max(Duration::from_millis(5))
    }

    /// Hands the next events to one plugin, in order, stopping at the first
    /// that fails and is to be tried again.
    async fn react(self: &Arc<Host>, id: &PluginId) -> Result<bool, CallError> {
        let mut unit = self.store.begin();
        let cursor = unit.get(&CURSORS, id.as_str())?.unwrap_or_default();
        let events = unit.events_after(cursor, BATCH)?;
        drop(unit);
        let Some(last) = events.last().map(|e| e.number) else { return Ok(false) };
        let registry = self.registry();
        let Some(plugin) = registry.get(id.as_str()) else { return Ok(false) };
        let wanted = |event: &Event| plugin.manifest().reactions.iter().any(|r| r.to == event.kind);
        for event in events.iter().filter(|e| wanted(e)) {
            let retry_key = format!("{id}/event/{}", event.number);
            let what = format!("event {} ({})", event.number, event.kind);
            if !self.may_try(&retry_key)? {
                return Ok(false);
            }
            if let Err(error) = self.hand_over(id, event, &retry_key).await
                && !self.failed(id, &retry_key, &what, &error, Some(event.number)).await?
            {
                return Ok(false);
            }
        }
        let mut unit = self.store.begin();
        unit.put(&CURSORS, id.as_str(), &last)?;
        unit.commit().await?;
        Ok(true)
    }

    async fn hand_over(
        self: &Arc<Host>,
        id: &PluginId,
        event: &Event,
        retry_key: &str,
    ) -> Result<(), CallError> {
        let Some(call) = Call::background(self, id, &format!("event-{}", event.number)) else {
            return Ok(());
        };
        let Some(indices) = call.loaded.reactions.clone() else { return Ok(()) };
        let wire = Arc::new(wire::Event {
            number: event.number,
            kind: event.kind.clone(),
            subject: convert::to_wit_ref(&event.subject),
            at: event.at.0,
            by: event.by.map(|u| u.to_string()),
            data: event.data.clone(),
        });
        let (host, number, retry_key, id) = (self.clone(), event.number, retry_key.to_owned(), id.clone());
        let stats = call.loaded.stats.clone();
        self.guests
            .run(&stats.manners, async move {
                let enter = |unit: &mut ombud_store::UnitOfWork| {
                    unit.put(&CURSORS, id.as_str(), &number)?;
                    unit.remove(&RETRIES, &retry_key)?;
                    Ok(Authority::plugin(host.identity.policy_in(unit)?, id.clone(), call.now))
                };
                host.run(&call, enter, |mut store, instance| {
                    let (indices, wire) = (indices.clone(), wire.clone());
                    async move {
                        let guest = indices.load(&mut store, &instance)?;
                        Ok(guest.call_on_event(&mut store, &wire).await?.map(|()| ((), true)))
                    }
                })
                .await
            })
            .await
    }

    async fn ring(self: &Arc<Host>, timer: Timer) -> Result<bool, CallError> {
        let retry_key = format!("{}/timer/{}", timer.plugin, timer.key);
        if !self.may_try(&retry_key)? {
            return Ok(false);
        }
        let Ok(id) = PluginId::parse(&timer.plugin) else { return Ok(false) };
        let Some(call) = Call::background(self, &id, &format!("timer-{}", timer.key)) else {
            return Ok(false);
        };
        let Some(indices) = call.loaded.alarms.clone() else { return Ok(false) };
        let timer = Arc::new(timer);
        let (host, at, key, plugin) = (self.clone(), timer.clone(), retry_key.clone(), id.clone());
        let stats = call.loaded.stats.clone();
        let outcome = self
            .guests
            .run(&stats.manners, async move {
                let enter = |unit: &mut ombud_store::UnitOfWork| {
                    unit.cancel_timer(&at.plugin, &at.key)?;
                    unit.remove(&RETRIES, &key)?;
                    Ok(Authority::plugin(host.identity.policy_in(unit)?, plugin.clone(), call.now))
                };
                host.run(&call, enter, |mut store, instance| {
                    let (indices, at) = (indices.clone(), at.clone());
                    async move {
                        let guest = indices.load(&mut store, &instance)?;
                        let answer = guest.call_ring(&mut store, &at.key, at.due.0, &at.data).await?;
                        Ok(answer.map(|()| ((), true)))
                    }
                })
                .await
            })
            .await;
        let Err(error) = outcome else { return Ok(true) };
        let given_up = self.failed(&id, &retry_key, &format!("timer {}", timer.key), &error, None).await?;
        if given_up {
            let mut unit = self.store.begin();
            unit.cancel_timer(&timer.plugin, &timer.key)?;
            unit.commit().await?;
        }
        Ok(given_up)
    }

    fn may_try(&self, retry_key: &str) -> Result<bool, CallError> {
        let retry = self.store.begin().get(&RETRIES, retry_key)?;
        Ok(retry.is_none_or(|retry| retry.after <= self.clock.now()))
    }

    /// Notes a failure. True: it was the last try, and is set aside.
    async fn failed(
        &self,
        id: &PluginId,
        retry_key: &str,
        what: &str,
        error: &CallError,
        cursor: Option<u64>,
    ) -> Result<bool, CallError> {
        tracing::warn!(plugin = %id, what, %error, "a plugin could not handle this");
        let now = self.clock.now();
        let mut unit = self.store.begin();
        let tries = unit.get(&RETRIES, retry_key)?.map_or(0, |r| r.tries) + 1;
        let given_up = tries >= TRIES;
        if given_up {
            unit.remove(&RETRIES, retry_key)?;
            let letter =
                DeadLetter { plugin: id.clone(), what: what.to_owned(), error: error.to_string(), at: now };
            unit.put(&DEAD, retry_key, &letter)?;
            if let Some(cursor) = cursor {
                unit.put(&CURSORS, id.as_str(), &cursor)?;
            }
        } else {
            // 1 s, 2 s, 4 s … a minute or two in all.
            let after = Timestamp(now.0 + 1000 * (1 << (tries - 1)));
            unit.put(&RETRIES, retry_key, &Retry { tries, after })?;
        }
        unit.commit().await?;
        Ok(given_up)
    }
}
