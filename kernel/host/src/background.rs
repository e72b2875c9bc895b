//! What plugins do when nobody asks: reactions to events, and timers.
//!
//! Each plugin has a task of its own, so that none waits for another's.

use crate::convert;
use crate::dead_letter;
use crate::dispatch::Call;
use crate::entry::Entry;
use crate::host::{Host, reads_of_kernel};
use crate::job::{CURSORS, Circle, Job};
use crate::later;
use crate::problem::CallError;
use crate::registry::Loaded;
use crate::watch::Seen;
use ombud_access::{Authority, PluginId, Target, Timestamp};
use ombud_store::{Event, UnitOfWork};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Events and timers taken at a time.
const BATCH: usize = 64;

/// How long to sleep when nothing wakes us.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long to sleep at least, however many timers are due.
const PAUSE: Duration = Duration::from_millis(5);

impl Host {
    /// Runs reactions and timers from now on, until the host is dropped.
    pub fn start_background(self: &Arc<Host>) {
        self.start_sending();
        self.follow_others();
        if let Err(error) = self.search.start(self.clock.now()) {
            tracing::error!(%error, "there is no search: the system gives no thread for it");
        }
        let (host, closed) = (Arc::downgrade(self), self.guests.closed());
        self.guests.handle().spawn(async move {
            let mut tasks = BTreeMap::<PluginId, JoinHandle<()>>::new();
            while !closed.load(Ordering::SeqCst) {
                let Some(strong) = host.upgrade() else { return };
                for plugin in strong.registry().all().filter(|plugin| plugin.works_unasked()) {
                    if tasks.get(plugin.id()).is_none_or(JoinHandle::is_finished) {
                        let task = work_unasked(host.clone(), plugin.id().clone());
                        tasks.insert(plugin.id().clone(), strong.guests.handle().spawn(task));
                    }
                }
                drop(strong);
                tokio::time::sleep(PATIENCE).await;
            }
        });
    }

    /// Runs everything that is due now, and what follows from it. For tests
    /// that moved the clock.
    ///
    /// # Errors
    /// If the store cannot be used.
    pub async fn settle(self: &Arc<Host>) -> Result<(), CallError> {
        let mut busy = true;
        while busy {
            busy = false;
            for plugin in self.registry().all() {
                busy |= self.background_turn(plugin.id()).await?;
            }
            busy |= self.send_due(true).await?;
        }
        self.search.settle().await;
        Ok(())
    }

    /// Lets one plugin handle what has come up. True: something was done, so there may be more.
    async fn background_turn(self: &Arc<Host>, id: &PluginId) -> Result<bool, CallError> {
        let registry = self.registry();
        let Some(plugin) = registry.get(id.as_str()) else { return Ok(false) };
        if self.rests(id) || self.store.is_away() || !self.store.on_duty() {
            // Events and timers wait until it is back, or another process takes them.
            return Ok(false);
        }
        Ok(self.react(plugin).await? | self.ring(plugin).await?)
    }

    /// Until the next timer, at most [`PATIENCE`].
    fn patience(&self, id: &PluginId) -> Duration {
        let rings = self.registry().get(id.as_str()).is_some_and(|plugin| plugin.exports.alarms.is_some())
            && !self.rests(id);
        let next = rings.then(|| self.store.begin().next_due(id.as_str()).ok().flatten()).flatten();
        let left = |due: u64| Duration::from_millis(due.saturating_sub(self.clock.now().0));
        next.map_or(PATIENCE, |due| left(due.0)).clamp(PAUSE, PATIENCE)
    }

    /// Hands the next events to one plugin, in order, stopping at the first
    /// that fails and is to be tried again.
    async fn react(self: &Arc<Host>, plugin: &Arc<Loaded>) -> Result<bool, CallError> {
        if !plugin.reacts() {
            return Ok(false);
        }
        let id = plugin.id();
        let mut unit = self.store.begin();
        let cursor = unit.get(&CURSORS, id.as_str())?.unwrap_or_default();
        let events = unit.events_after(cursor, BATCH)?;
        drop(unit);
        let Some(last) = events.last().map(|event| event.number) else { return Ok(false) };
        for event in events {
            let wanted = plugin.manifest().reactions.iter().any(|reaction| reaction.to == event.kind);
            let heard = wanted && self.may_hear(plugin, &event)?;
            if heard && !self.handle_job(plugin, Job::Event(Box::new(event))).await? {
                return Ok(false);
            }
        }
        let mut unit = self.store.begin();
        if !unit.on_duty()? {
            return Ok(false);
        }
        unit.put(&CURSORS, id.as_str(), &last)?;
        unit.commit().await?;
        Ok(true)
    }

    /// Whether a plugin alone may read the record that an event is about, as it was filed then. What is not for it
    /// passes by.
    pub(crate) fn may_hear(&self, plugin: &Loaded, event: &Event) -> Result<bool, CallError> {
        let registry = self.registry();
        let collection = &event.subject.collection;
        let read = match (reads_of_kernel(collection), registry.collection(collection)) {
            (Some(read), _) => read,
            (None, None) => return Ok(false),
            (None, Some((owner, rules))) => match &rules.read {
                Some(read) => read.as_str(),
                None => return Ok(owner.id() == plugin.id()),
            },
        };
        let policy = self.identity.policy_in(&mut self.store.begin())?;
        let alone = Authority::plugin(policy, plugin.id().clone(), self.clock.now());
        if let Some(watch) = &self.watch {
            watch(Seen::Asked { plugin: plugin.id(), permission: read });
        }
        Ok(alone.check(read, Target::Record(&event.filed)).allowed)
    }

    /// Rings the timers of one plugin that are due. Those of a plugin that
    /// has no ears for them wait.
    async fn ring(self: &Arc<Host>, plugin: &Arc<Loaded>) -> Result<bool, CallError> {
        if plugin.exports.alarms.is_none() {
            return Ok(false);
        }
        let due = self.store.begin().due_timers(plugin.id().as_str(), self.clock.now(), BATCH)?;
        let busy = !due.is_empty();
        for timer in due {
            self.handle_job(plugin, Job::Timer(timer)).await?;
        }
        Ok(busy)
    }

    /// True: it is done with, whether well or given up.
    async fn handle_job(self: &Arc<Host>, plugin: &Arc<Loaded>, job: Job) -> Result<bool, CallError> {
        let job = Arc::new(job);
        match job.circle(plugin.id(), job.own(plugin)) {
            None => {}
            Some(Circle::Known) => return Ok(true),
            Some(Circle::Unknown(why)) => {
                let now = self.clock.now();
                let park =
                    |unit: &mut UnitOfWork| Ok(unit.on_duty()? && job.park(unit, plugin.id(), &why, now)?);
                return self.store.run(park).await;
            }
        }
        let earlier = job.tries(&mut self.store.begin(), plugin.id())?;
        if earlier.as_ref().is_some_and(|tries| tries.after > self.clock.now()) {
            return Ok(false);
        }
        let due = earlier.and_then(|tries| tries.due);
        let call = self.hand_over(plugin, &job, due, None);
        let (id, request) = (plugin.id(), job.request_id());
        match self.watched((id, &request), || (job.brief(), None), |()| 200, call).await {
            Ok(()) => Ok(true),
            Err(error) => {
                let now = self.clock.now();
                // Whoever is on duty no more has not failed.
                let failed = |unit: &mut UnitOfWork| {
                    Ok(unit.on_duty()? && job.failed(unit, plugin.id(), &error, now)?)
                };
                self.store.run(failed).await
            }
        }
    }

    /// `due` is when a timer that is tried again was due at first; `letter` names the dead letter that it comes from.
    pub(crate) async fn hand_over(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        job: &Arc<Job>,
        due: Option<Timestamp>,
        letter: Option<String>,
    ) -> Result<(), CallError> {
        let inside = self.enter(plugin.id().as_str()).await?;
        let registry = self.registry();
        // As it is now: an upgrade since the turn began mixes no versions.
        let plugin = registry.get(plugin.id().as_str()).unwrap_or(plugin).clone();
        let (host, job) = (self.clone(), job.clone());
        let (request_id, now) = (job.request_id(), self.clock.now());
        let entry = match &*job {
            Job::Event(event) => Entry::OnEvent(convert::to_wit_event(event)),
            Job::Timer(timer) => Entry::Ring {
                key: timer.key.clone(),
                due: due.unwrap_or(timer.due).0,
                data: timer.data.clone(),
            },
        };
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
                if letter.is_none() && !unit.on_duty()? {
                    return Err(CallError::Conflict("another process is on duty".into()));
                }
                let taken = match &letter {
                    Some(letter) => dead_letter::take(unit, letter)?,
                    None => job.take(unit, plugin.id())?.then_some(None),
                };
                let Some(whom) = taken else {
                    return Err(CallError::Conflict("it was handled or changed meanwhile".into()));
                };
                // What was set aside knows for whom it was: by now another timer may have its name.
                let whom = match &*job {
                    Job::Timer(timer) if letter.is_none() => later::take(unit, &timer.plugin, &timer.key)?,
                    _ => whom,
                };
                if let Some(cause) = job.cause(plugin.id(), letter.is_some()) {
                    unit.caused_by(cause);
                }
                if let Some(whom) = whom {
                    let rings = later::rings(unit, &host.identity, plugin.id(), whom, call.now)?;
                    rings.cause.into_iter().for_each(|cause| unit.caused_by(cause));
                    return Ok(rings.authority);
                }
                Ok(Authority::plugin(host.identity.policy_in(unit)?, plugin.id().clone(), call.now))
            };
            host.run(&call, enter).await.map(drop)
        };
        self.guests.run(&stats.manners, work).await
    }
}

/// One plugin's reactions and timers, until it or the host is gone.
async fn work_unasked(host: Weak<Host>, id: PluginId) {
    let Some(mut commits) = host.upgrade().map(|host| host.store.subscribe()) else { return };
    loop {
        let Some(host) = host.upgrade() else { return };
        if host.guests.closed().load(Ordering::SeqCst) || host.registry().get(id.as_str()).is_none() {
            return;
        }
        // The turn sees what these commits have brought.
        commits = commits.resubscribe();
        if let Err(error) = host.background_turn(&id).await {
            tracing::error!(plugin = %id, %error, "reactions and timers could not run; trying again");
            tokio::time::sleep(PATIENCE).await;
        }
        let sleep = host.patience(&id);
        drop(host);
        tokio::select! {
            _ = commits.recv() => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
}
