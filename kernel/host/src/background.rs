//! What plugins do when nobody asks: reactions to events, and timers.
//!
//! Each plugin has a task of its own, so that none waits for another's.

use crate::hand_over::Handed;
use crate::host::{Host, reads_of_kernel};
use crate::job::{CURSORS, Circle, Job};
use crate::problem::CallError;
use crate::registry::Loaded;
use crate::watch::Seen;
use ombud_access::{Authority, PluginId, Target};
use ombud_store::{Event, UnitOfWork};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// Events and timers taken at a time.
const BATCH: usize = 64;

/// How long to sleep when nothing wakes us.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long to sleep at least, however many timers are due.
const PAUSE: Duration = Duration::from_millis(5);

/// How long what was not for a plugin may be passed by without a note of it: after a restart it is passed by once more.
const NOTED: Duration = Duration::from_secs(10);

/// How far this process has read in the event log for a plugin. What the plugin handled is noted with what came of it;
/// most events are not for it, and a commit for each of them would be most commits of a desk.
#[derive(Default)]
struct Reading {
    /// The last event that was looked at.
    passed: u64,
    /// Since when that is not noted.
    since: Option<Instant>,
    /// The last turn took as many events as it may: nobody calls for those behind them.
    more: bool,
}

impl Reading {
    fn pass(&mut self, event: u64) {
        self.passed = event;
        self.since.get_or_insert_with(Instant::now);
    }
}

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
        let (mut busy, mut readings) = (true, BTreeMap::<PluginId, Reading>::new());
        while busy {
            busy = false;
            for plugin in self.registry().all() {
                let reading = readings.entry(plugin.id().clone()).or_default();
                busy |= self.background_turn(plugin.id(), reading).await?;
            }
            busy |= self.send_due(true).await?;
        }
        for (plugin, reading) in &mut readings {
            self.note_passed(plugin, reading).await?;
        }
        self.search.settle().await;
        Ok(())
    }

    /// Lets one plugin handle what has come up. True: something was done, so there may be more.
    async fn background_turn(
        self: &Arc<Host>,
        id: &PluginId,
        reading: &mut Reading,
    ) -> Result<bool, CallError> {
        reading.more = false;
        let registry = self.registry();
        let Some(plugin) = registry.get(id.as_str()) else { return Ok(false) };
        if self.rests(id) || self.store.is_away() || !self.store.on_duty() {
            // Events and timers wait until it is back, or another process takes them.
            return Ok(false);
        }
        Ok(self.react(plugin, reading).await? | self.ring(plugin).await?)
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
    async fn react(self: &Arc<Host>, plugin: &Arc<Loaded>, reading: &mut Reading) -> Result<bool, CallError> {
        if !plugin.reacts() {
            return Ok(false);
        }
        let mut unit = self.store.begin();
        let noted = unit.get(&CURSORS, plugin.id().as_str())?.unwrap_or_default();
        let events = unit.events_after(noted.max(reading.passed), BATCH)?;
        drop(unit);
        let (last, full) = (events.last().map(|event| event.number), events.len() == BATCH);
        let wanted = |job: &Arc<Job>| job.is_wanted(plugin);
        let jobs = events.into_iter().map(|event| Arc::new(Job::Event(Box::new(event)))).filter(wanted);
        let jobs: Vec<_> = jobs.collect();
        if self.handle_jobs(plugin, &jobs).await? < jobs.len() {
            return Ok(false);
        }
        if let Some(last) = last {
            reading.pass(last);
            reading.more = full;
        }
        if reading.since.is_some_and(|since| since.elapsed() >= NOTED) {
            self.note_passed(plugin.id(), reading).await?;
        }
        Ok(last.is_some())
    }

    /// Notes how far a plugin has read.
    async fn note_passed(&self, id: &PluginId, reading: &mut Reading) -> Result<(), CallError> {
        let passed = reading.passed;
        let note = |unit: &mut UnitOfWork| -> Result<bool, CallError> {
            if !unit.on_duty()? {
                return Ok(false);
            }
            if unit.get(&CURSORS, id.as_str())?.unwrap_or_default() < passed {
                unit.put(&CURSORS, id.as_str(), &passed)?;
            }
            Ok(true)
        };
        if self.store.run(note).await? {
            reading.since = None;
        }
        Ok(())
    }

    /// Whether a plugin alone may read the record that an event is about, as it was filed then. What is not for it
    /// passes by.
    pub(crate) fn may_hear(
        &self,
        unit: &mut UnitOfWork,
        plugin: &Loaded,
        event: &Event,
    ) -> Result<bool, CallError> {
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
        let policy = self.identity.policy_in(unit)?;
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
        let due: Vec<Arc<Job>> = due.into_iter().map(|timer| Arc::new(Job::Timer(timer))).collect();
        let mut rest = &due[..];
        while !rest.is_empty() {
            // One that is tried again later is in nobody's way.
            let done = self.handle_jobs(plugin, rest).await?;
            rest = rest.get(done + 1..).unwrap_or_default();
        }
        Ok(!due.is_empty())
    }

    /// Hands these to a plugin in order. Gives how many, from the first on, are done with; the next one, if there is one, is
    /// to be tried again.
    async fn handle_jobs(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        jobs: &[Arc<Job>],
    ) -> Result<usize, CallError> {
        let (mut done, mut together) = (0, jobs.len());
        while done < jobs.len() {
            let next = &jobs[done..jobs.len().min(done + together)];
            match self.hand_over_together(plugin, next).await {
                Handed::Done(many) => done += many,
                Handed::None { lost } => {
                    if lost {
                        // The fewer they are, the less likely somebody is faster.
                        together = (next.len() / 2).max(1);
                    }
                    if !self.handle_job(plugin, &next[0]).await? {
                        break;
                    }
                    done += 1;
                }
            }
        }
        Ok(done)
    }

    /// True: it is done with, whether well or given up.
    async fn handle_job(self: &Arc<Host>, plugin: &Arc<Loaded>, job: &Arc<Job>) -> Result<bool, CallError> {
        if let Job::Event(event) = &**job
            && !self.may_hear(&mut self.store.begin(), plugin, event)?
        {
            return Ok(true);
        }
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
        let call = self.hand_over(plugin, job, due, None);
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
}

/// One plugin's reactions and timers, until it or the host is gone.
async fn work_unasked(host: Weak<Host>, id: PluginId) {
    let Some(mut commits) = host.upgrade().map(|host| host.store.subscribe()) else { return };
    let mut reading = Reading::default();
    loop {
        let Some(host) = host.upgrade() else { return };
        if host.guests.closed().load(Ordering::SeqCst) || host.registry().get(id.as_str()).is_none() {
            return;
        }
        // The turn sees what these commits have brought.
        commits = commits.resubscribe();
        if let Err(error) = host.background_turn(&id, &mut reading).await {
            tracing::error!(plugin = %id, %error, "reactions and timers could not run; trying again");
            tokio::time::sleep(PATIENCE).await;
        } else if reading.more {
            tokio::task::yield_now().await;
            continue;
        }
        let sleep = host.patience(&id);
        drop(host);
        tokio::select! {
            _ = commits.recv() => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
}
