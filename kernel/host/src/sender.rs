//! Sends what is due, and tells plugins what became of it.

use crate::bindings::guest::outcomes as wire;
use crate::courier;
use crate::dead_letter;
use crate::dispatch::Call;
use crate::effect::{self, DUE, EFFECTS, Effect, EffectInfo, EffectState, Outcome};
use crate::egress_mandate;
use crate::entry::Entry;
use crate::host::Host;
use crate::problem::CallError;
use crate::registry::Loaded;
use ombud_access::{Authority, PluginId, Timestamp};
use ombud_store::{StoreError, UnitOfWork};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::task::JoinSet;

/// Rows looked at in a turn.
const BATCH: usize = 128;

/// How long to sleep at most, and at least.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Looked at again so much later, ms: the plugin is away, or has sent enough for now.
const LATER: u64 = 60_000;

/// Requests that a plugin may send in a minute.
const A_MINUTE: u32 = 120;

/// Times that a plugin is told of an outcome which it fails to take.
const TELLINGS: u32 = 8;

impl Host {
    /// Sends what is due from now on, until the host is dropped.
    pub(crate) fn start_sending(self: &Arc<Host>) {
        let host = Arc::downgrade(self);
        self.guests.handle().spawn(sending(host));
    }

    /// One look at what is due. With `wait`, until all of it was tried. True: there was something.
    pub(crate) async fn send_due(self: &Arc<Host>, wait: bool) -> Result<bool, CallError> {
        if !self.store.on_duty() {
            return Ok(false);
        }
        let now = self.clock.now();
        let rows = self.store.begin().scan(&DUE, "", None, BATCH)?;
        let mut tasks = JoinSet::new();
        for (due, ()) in &rows {
            let Some((when, plugin, row)) = effect::of_due(due) else { continue };
            if when > now {
                break;
            }
            if !self.sending.lock().insert(row.to_owned()) {
                continue;
            }
            let (host, row) = (self.clone(), row.to_owned());
            let work = async move {
                let _taken = Taken { host: host.clone(), row: row.clone() };
                if let Err(error) = host.take_further(&plugin, &row).await {
                    tracing::error!(%plugin, row, %error, "a request could not be taken further");
                }
            };
            if wait {
                tasks.spawn(work);
            } else {
                self.guests.handle().spawn(work);
            }
        }
        let some = !tasks.is_empty();
        while tasks.join_next().await.is_some() {}
        Ok(some)
    }

    async fn take_further(self: &Arc<Host>, plugin: &PluginId, row: &str) -> Result<(), CallError> {
        let now = self.clock.now();
        let mut unit = self.store.begin();
        let Some(effect) = unit.get(&EFFECTS, row)?.filter(|effect| effect.due <= now) else { return Ok(()) };
        drop(unit);
        if *plugin == PluginId::kernel() {
            return self.take_own_further(plugin, row, effect).await;
        }
        let registry = self.registry();
        let loaded = registry.get(plugin.as_str()).filter(|_| !self.rests(plugin));
        match (effect.state, loaded) {
            (EffectState::Done, _) => self.change_effect(row, |effect, unit| effect.discard(unit, row)).await,
            (_, None) => {
                self.change_effect(row, |effect, unit| effect.keep_until(unit, row, now.plus(LATER))).await
            }
            (EffectState::Waiting, Some(loaded)) if !loaded.stats.may_send(now, A_MINUTE) => {
                self.change_effect(row, |effect, unit| effect.keep_until(unit, row, now.plus(LATER))).await
            }
            (EffectState::Waiting, Some(loaded)) if effect.mail.is_some() => {
                loaded.stats.sent();
                self.deliver(plugin, row, effect).await
            }
            (EffectState::Waiting, Some(loaded)) => self.attempt(loaded, row, effect).await,
            (EffectState::Answered, Some(loaded)) => self.tell(loaded, row, effect).await,
        }
    }

    pub(crate) async fn change_effect(
        &self,
        row: &str,
        change: impl Fn(&mut Effect, &mut UnitOfWork) -> Result<(), StoreError>,
    ) -> Result<(), CallError> {
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            match unit.get(&EFFECTS, row)? {
                Some(mut effect) => Ok(change(&mut effect, unit)?),
                None => Ok(()),
            }
        };
        self.store.run(work).await
    }

    async fn attempt(self: &Arc<Host>, plugin: &Loaded, row: &str, effect: Effect) -> Result<(), CallError> {
        let (id, now) = (plugin.id(), self.clock.now());
        let key = key_of(row);
        let (rules, internal) = egress_mandate::of(&mut self.store.begin(), plugin.manifest())?;
        let outcome = match self.prepare(id, key, &effect, &rules, now) {
            Err(trouble) => Err(trouble),
            Ok(ready) => {
                plugin.stats.sent();
                let host = self.clone();
                let sent = tokio::task::spawn_blocking(move || host.send(&ready, &internal));
                sent.await.map_err(|_| CallError::Broken)?
            }
        };
        if let Err(trouble) = &outcome {
            tracing::warn!(plugin = %id, key, attempt = effect.attempts + 1, why = trouble.why, "a request was not answered");
        }
        let now = self.clock.now();
        let mut unit = self.store.begin();
        // Nobody else takes this row further meanwhile, so it is no conflict; if it is, the request is sent again.
        if let Some(mut effect) = unit.get(&EFFECTS, row)? {
            let whole = effect.clone();
            effect.attempted(&mut unit, row, outcome, now)?;
            if let Some(Outcome::Failed(why)) = &effect.outcome {
                dead_letter::of_effect(&mut unit, id, key, &whole, why, now)?;
                let told = serde_json::json!(effect.info(id.clone(), key, now));
                self.note_change(&mut unit, None, id, "plugin.effect-failed", None, Some(told))?;
            }
        }
        unit.commit().await?;
        Ok(())
    }

    async fn tell(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        row: &str,
        effect: Effect,
    ) -> Result<(), CallError> {
        let now = self.clock.now();
        let hears = match effect.mail {
            Some(_) => plugin.exports.deliveries.is_some(),
            None => plugin.exports.outcomes.is_some(),
        };
        if !hears {
            return self.change_effect(row, |effect, unit| effect.told(unit, row, now)).await;
        }
        let (request, what) = (format!("outcome-{row}"), || (format!("outcome {}", key_of(row)), None));
        let telling = self.hand_outcome(plugin, row, &effect, None);
        let told = self.watched((plugin.id(), &request), what, |()| 200, telling).await;
        let Err(error) = told else { return Ok(()) };
        tracing::warn!(plugin = %plugin.id(), key = key_of(row), %error, "a plugin could not take an outcome");
        let why = error.to_string();
        self.change_effect(row, |effect, unit| {
            effect.untold += 1;
            if effect.untold >= TELLINGS {
                dead_letter::of_effect(unit, plugin.id(), key_of(row), effect, &why, now)?;
                return effect.told(unit, row, now);
            }
            effect.keep_until(unit, row, now.plus(1000 << effect.untold))
        })
        .await
    }

    /// `letter` names the dead letter that it comes from.
    pub(crate) async fn hand_outcome(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        row: &str,
        effect: &Effect,
        letter: Option<String>,
    ) -> Result<(), CallError> {
        let inside = self.enter(plugin.id().as_str()).await?;
        let registry = self.registry();
        let plugin = registry.get(plugin.id().as_str()).unwrap_or(plugin).clone();
        let entry = match &effect.mail {
            Some(mail) => Entry::OnDelivery(courier::delivery(key_of(row), mail, effect.attempts)),
            None => Entry::OnOutcome(wire::Outcome {
                key: key_of(row).to_owned(),
                attempts: effect.attempts,
                answer: match &effect.outcome {
                    Some(Outcome::Answered { status, headers, body }) => {
                        Ok(wire::Response { status: *status, headers: headers.clone(), body: body.clone() })
                    }
                    Some(Outcome::Failed(why)) => Err(why.clone()),
                    Some(Outcome::Posted) | None => Err("nothing is known of it".to_owned()),
                },
            }),
        };
        let (host, row, now) = (self.clone(), row.to_owned(), self.clock.now());
        let request_id = format!("outcome-{row}");
        let call = Call {
            loaded: plugin.clone(),
            registry,
            request_id,
            origin: None,
            language: self.language(),
            now,
            looks: false,
            entry,
        };
        let stats = plugin.stats.clone();
        let work = async move {
            let _inside = inside;
            let enter = |unit: &mut UnitOfWork| {
                let told = || CallError::Conflict("it was told meanwhile".into());
                match &letter {
                    Some(letter) => dead_letter::take(unit, letter)?.map(drop).ok_or_else(told)?,
                    None => {
                        let effect = unit.get(&EFFECTS, &row)?;
                        let answered = effect.filter(|effect| effect.state == EffectState::Answered);
                        answered.ok_or_else(told)?.told(unit, &row, now)?;
                    }
                }
                // What somebody else answered is no reaction: it has no cause.
                Ok(Authority::plugin(host.identity.policy_in(unit)?, plugin.id().clone(), call.now))
            };
            host.run(&call, enter).await.map(drop)
        };
        self.guests.run(&stats.manners, work).await
    }

    /// The requests of a plugin that are on their way or were within the last day, the newest last.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn effects(&self, id: &PluginId, limit: usize) -> Result<Vec<EffectInfo>, StoreError> {
        let rows = self.store.begin().scan(&EFFECTS, &format!("{id}/"), None, limit)?;
        let now = self.clock.now();
        let mut found: Vec<_> =
            rows.iter().map(|(row, effect)| effect.info(id.clone(), key_of(row), now)).collect();
        found.sort_by_key(|effect| effect.queued);
        Ok(found)
    }
}

/// A row that somebody takes further, until this is dropped.
struct Taken {
    host: Arc<Host>,
    row: String,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.host.sending.lock().remove(&self.row);
    }
}

pub(crate) fn key_of(row: &str) -> &str {
    row.split_once('/').map_or(row, |(_, key)| key)
}

/// Until the host is gone.
async fn sending(host: Weak<Host>) {
    let Some(mut commits) = host.upgrade().map(|host| host.store.subscribe()) else { return };
    loop {
        let Some(host) = host.upgrade() else { return };
        if host.guests.closed().load(Ordering::SeqCst) {
            return;
        }
        commits = commits.resubscribe();
        if let Err(error) = host.send_due(false).await {
            tracing::error!(%error, "requests could not be sent; trying again");
        }
        drop(host);
        tokio::time::sleep(PAUSE).await;
        tokio::select! {
            _ = commits.recv() => {}
            () = tokio::time::sleep(PATIENCE) => {}
        }
    }
}

/// Forgets the requests of a plugin.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    for (row, effect) in unit.scan(&EFFECTS, &format!("{plugin}/"), None, usize::MAX)? {
        effect.discard(unit, &row)?;
    }
    Ok(())
}

/// So many requests in each minute.
#[derive(Default)]
pub(crate) struct Rate {
    begun: Timestamp,
    sent: u32,
}

impl Rate {
    /// One more. False: enough for now.
    pub fn one_more(&mut self, now: Timestamp, most: u32) -> bool {
        if now.0.saturating_sub(self.begun.0) >= LATER {
            *self = Rate { begun: now, sent: 0 };
        }
        self.sent += 1;
        self.sent <= most
    }
}
