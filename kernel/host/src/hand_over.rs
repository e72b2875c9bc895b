//! A job is handed over to its plugin: alone in a unit of work, or together with those behind it.
//!
//! Together they cost one commit. Each has an instance, a budget and rights of its own all the same, and one that
//! does not end well leaves no record, event or timer behind: what went before it is kept, and it is handed over alone,
//! where its failure is counted and told.

use crate::budget::Budget;
use crate::call::{Cx, Root};
use crate::convert;
use crate::cost::Errand;
use crate::dead_letter;
use crate::dispatch::Call;
use crate::entry::Entry;
use crate::host::Host;
use crate::job::Job;
use crate::later;
use crate::others::replaced;
use crate::problem::CallError;
use crate::registry::Loaded;
use ombud_access::{Authority, PluginId, Timestamp};
use ombud_store::UnitOfWork;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What came of handing over several jobs in one unit of work.
pub(crate) enum Handed {
    /// So many, from the first on, are done with; never 0.
    Done(usize),
    /// Nothing is kept. The first is to be handed over alone, where whatever stands in the way is met again and told.
    None {
        /// Somebody was faster.
        lost: bool,
    },
}

/// What came of one job among several.
enum Joined {
    Did(Did),
    /// The plugin may not hear of it.
    Unheard,
    /// Nothing of it is kept: it is to be handed over alone.
    Alone,
}

/// For the figures of a plugin, once it is kept.
struct Did {
    errand: Errand,
    now: Timestamp,
    took: Duration,
    budget: Arc<Budget>,
}

impl Host {
    /// `due` is when a timer that is tried again was due at first; `letter` names the dead letter that it comes from.
    pub(crate) async fn hand_over(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        job: &Arc<Job>,
        due: Option<Timestamp>,
        letter: Option<String>,
    ) -> Result<(), CallError> {
        let inside = self.enter(plugin.id().as_str()).await?;
        let call = self.call_for(plugin, job, due);
        let (host, job) = (self.clone(), job.clone());
        let stats = call.loaded.stats.clone();
        let work = async move {
            let _inside = inside;
            let enter = |unit: &mut UnitOfWork| {
                if letter.is_none() && !unit.on_duty()? {
                    return Err(CallError::Conflict("another process is on duty".into()));
                }
                host.take_up(unit, call.loaded.id(), &job, letter.as_deref(), call.now)
            };
            host.run(&call, enter).await.map(drop)
        };
        self.guests.run(&stats.manners, work).await
    }

    /// Hands over as many of these as it can in one unit of work, in order.
    pub(crate) async fn hand_over_together(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        jobs: &[Arc<Job>],
    ) -> Handed {
        let alone = Handed::None { lost: false };
        // Whoever watches is told of each call and what came of it; and a shadow makes each once more from its own moment.
        if jobs.len() < 2 || self.watch.is_some() || self.mirror(plugin.id()).is_some() {
            return alone;
        }
        let Ok(inside) = self.enter(plugin.id().as_str()).await else { return alone };
        let (host, jobs) = (self.clone(), jobs.to_vec());
        let loaded = self.registry().get(plugin.id().as_str()).unwrap_or(plugin).clone();
        let work = async move {
            let _inside = inside;
            host.in_one_unit(&loaded, &jobs).await
        };
        self.guests.run(&plugin.stats.manners, work).await.unwrap_or_else(|error| {
            tracing::debug!(plugin = %plugin.id(), %error, "several jobs could not be handed over together");
            alone
        })
    }

    /// The same. An error keeps nothing either.
    async fn in_one_unit(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        jobs: &[Arc<Job>],
    ) -> Result<Handed, CallError> {
        let waits = Budget::new(self.limits.clone());
        let _share = waits.place(&plugin.stats.places).await?;
        let _place = waits.place(&self.places).await?;
        let mut tries = self.store.tries();
        let mut unit = waits.wait_for(tries.begin()).await?;
        let begun = Instant::now();
        if !unit.on_duty()? || replaced(&self.store, &mut unit, plugin)?.is_some() {
            return Ok(Handed::None { lost: false });
        }
        let (mut passed, mut done) = (0, Vec::new());
        for job in jobs {
            let left = self.limits.together.saturating_sub(begun.elapsed());
            if passed > 0 && (left.is_zero() || unit.is_large()) {
                break;
            }
            let patience = if done.is_empty() { self.limits.deadline } else { left };
            let joined;
            (unit, joined) = self.join(plugin, job, unit, patience).await?;
            match joined {
                Joined::Did(did) => done.push(did),
                Joined::Unheard => {}
                Joined::Alone => break,
            }
            passed += 1;
        }
        if done.is_empty() {
            return Ok(if passed > 0 { Handed::Done(passed) } else { Handed::None { lost: false } });
        }
        let committing = Instant::now();
        if tries.commit(unit).await?.is_none() {
            plugin.stats.conflicted();
            tracing::debug!(plugin = %plugin.id(), on = tries.lost_on(), "somebody was faster than several jobs");
            return Ok(Handed::None { lost: true });
        }
        let share = committing.elapsed() / u32::try_from(done.len()).unwrap_or(u32::MAX);
        for did in &done {
            plugin.stats.health.note(did.now, None);
            plugin.stats.called(did.errand, did.now, did.took + share, &did.budget);
        }
        Ok(Handed::Done(passed))
    }

    /// Hands over one job as the next part of a unit of work, within this time.
    async fn join(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        job: &Job,
        mut unit: UnitOfWork,
        patience: Duration,
    ) -> Result<(UnitOfWork, Joined), CallError> {
        if let Job::Event(event) = job
            && !self.may_hear(&mut unit, plugin, event)?
        {
            return Ok((unit, Joined::Unheard));
        }
        let call = self.call_for(plugin, job, None);
        // What failed before, goes round in a circle, or comes to another version.
        if job.tries(&mut unit, plugin.id())?.is_some()
            || job.circle(plugin.id(), job.own(plugin)).is_some()
            || !Arc::ptr_eq(&call.loaded, plugin)
        {
            return Ok((unit, Joined::Alone));
        }
        let part = unit.next_part()?;
        let Ok(authority) = self.take_up(&mut unit, plugin.id(), job, None, call.now) else {
            unit.rollback_to(part);
            return Ok((unit, Joined::Alone));
        };
        let mut limits = self.limits.clone();
        limits.deadline = limits.deadline.min(patience);
        let budget = Arc::new(Budget::new(limits));
        let (registry, request_id) = (call.registry.clone(), call.request_id.clone());
        let root = Root::new(self, registry, request_id, call.now, budget.clone(), unit);
        let root = Arc::new(root.for_entry(&call.entry).speaking(call.language));
        let cx = Cx::outermost(root.clone(), plugin.clone(), authority, call.looks);
        let outcome = self.ask(&call, cx).await;
        let mut unit = root.take_unit().ok_or(CallError::Closing)?;
        let well = matches!(&outcome, Some(Ok(Ok(answer))) if answer.is_kept());
        // With more of everything another plugin that was asked on the way might have said something else.
        if !well || budget.used_up() || root.first_fallen().is_some() {
            unit.rollback_to(part);
            return Ok((unit, Joined::Alone));
        }
        let took = budget.started.elapsed();
        // Others have their turn between two, and a plugin of brief calls stays one.
        tokio::task::yield_now().await;
        Ok((unit, Joined::Did(Did { errand: Errand::of(&call.entry), now: call.now, took, budget })))
    }

    /// What is asked of the plugin as it is now: an upgrade since its turn began mixes no versions.
    fn call_for(&self, plugin: &Arc<Loaded>, job: &Job, due: Option<Timestamp>) -> Call {
        let registry = self.registry();
        let loaded = registry.get(plugin.id().as_str()).unwrap_or(plugin).clone();
        let entry = match job {
            Job::Event(event) => Entry::OnEvent(convert::to_wit_event(event)),
            Job::Timer(timer) => Entry::Ring {
                key: timer.key.clone(),
                due: due.unwrap_or(timer.due).0,
                data: timer.data.clone(),
            },
        };
        Call {
            loaded,
            registry,
            request_id: job.request_id(),
            origin: None,
            language: self.language(),
            now: self.clock.now(),
            looks: false,
            entry,
        }
    }

    /// Takes a job off the list, in the unit of work in which it is handled; gives with whose rights that is.
    fn take_up(
        &self,
        unit: &mut UnitOfWork,
        plugin: &PluginId,
        job: &Job,
        letter: Option<&str>,
        now: Timestamp,
    ) -> Result<Authority, CallError> {
        let taken = match letter {
            Some(letter) => dead_letter::take(unit, letter)?,
            None => job.take(unit, plugin)?.then_some(None),
        };
        let Some(whom) = taken else {
            return Err(CallError::Conflict("it was handled or changed meanwhile".into()));
        };
        // What was set aside knows for whom it was: by now another timer may have its name.
        let whom = match job {
            Job::Timer(timer) if letter.is_none() => later::take(unit, &timer.plugin, &timer.key)?,
            _ => whom,
        };
        if let Some(cause) = job.cause(plugin, letter.is_some()) {
            unit.caused_by(cause);
        }
        if let Some(whom) = whom {
            let rings = later::rings(unit, &self.identity, plugin, whom, now)?;
            rings.cause.into_iter().for_each(|cause| unit.caused_by(cause));
            return Ok(rings.authority);
        }
        Ok(Authority::plugin(self.identity.policy_in(unit)?, plugin.clone(), now))
    }
}
