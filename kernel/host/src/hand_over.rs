//! A job is handed over to its plugin: alone in a unit of work, or together with those behind it.
//!
//! Together they cost one commit. Each has an instance, a budget and rights of its own all the same, and one that
//! fails leaves nothing behind: what went before it is kept, and it is handed over alone, where its failure is
//! counted and told. So nobody can see from what is there afterwards how they were handed over.

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

/// After this, no other job begins in a unit of work: the longer it is open, the likelier somebody was faster.
const LONGEST: Duration = Duration::from_millis(50);

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

    /// Hands over as many of these as it can in one unit of work, in order. Gives how many, from the first on, are done
    /// with. None, if the first has to be handed over alone: it has failed before, somebody was faster, or something stands
    /// in the way, which is then met and told there.
    pub(crate) async fn hand_over_together(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        jobs: &[Arc<Job>],
    ) -> usize {
        // Whoever watches is told of each call and what came of it; and a shadow makes each once more from its own moment.
        if self.watch.is_some() || self.mirror(plugin.id()).is_some() {
            return 0;
        }
        let Ok(inside) = self.enter(plugin.id().as_str()).await else { return 0 };
        let (host, jobs) = (self.clone(), jobs.to_vec());
        let loaded = self.registry().get(plugin.id().as_str()).unwrap_or(plugin).clone();
        let work = async move {
            let _inside = inside;
            host.in_one_unit(&loaded, &jobs).await
        };
        self.guests.run(&plugin.stats.manners, work).await.unwrap_or_else(|error| {
            tracing::debug!(plugin = %plugin.id(), %error, "several jobs could not be handed over together");
            0
        })
    }

    async fn in_one_unit(
        self: &Arc<Host>,
        plugin: &Arc<Loaded>,
        jobs: &[Arc<Job>],
    ) -> Result<usize, CallError> {
        let begun = Instant::now();
        let waits = Budget::new(self.limits.clone());
        let _share = waits.place(&plugin.stats.places).await?;
        let _place = waits.place(&self.places).await?;
        let mut tries = self.store.tries();
        let mut unit = waits.wait_for(tries.begin()).await?;
        if !unit.on_duty()? || replaced(&self.store, &mut unit, plugin)?.is_some() {
            return Ok(0);
        }
        let mut done = Vec::new();
        for job in jobs {
            if job.tries(&mut unit, plugin.id())?.is_some()
                || job.circle(plugin.id(), job.own(plugin)).is_some()
            {
                break;
            }
            let call = self.call_for(plugin, job, None);
            if !Arc::ptr_eq(&call.loaded, plugin) {
                break;
            }
            let part = unit.next_part();
            let Ok(authority) = self.take_up(&mut unit, plugin.id(), job, None, call.now) else {
                unit.rollback_to(part);
                break;
            };
            let budget = Arc::new(Budget::new(self.limits.clone()));
            let (registry, request_id) = (call.registry.clone(), call.request_id.clone());
            let root = Root::new(self, registry, request_id, call.now, budget.clone(), unit);
            let root = Arc::new(root.for_entry(&call.entry).speaking(call.language));
            let cx = Cx::outermost(root.clone(), plugin.clone(), authority, call.looks);
            let outcome = self.ask(&call, cx).await;
            unit = root.take_unit().ok_or(CallError::Closing)?;
            let well = matches!(&outcome, Some(Ok(Ok(answer))) if answer.is_kept());
            if !well || root.first_fallen().is_some() {
                unit.rollback_to(part);
                break;
            }
            done.push((Errand::of(&call.entry), call.now, budget));
            if unit.is_large() || begun.elapsed() > LONGEST {
                break;
            }
            // Others have their turn between two, and a plugin of brief calls stays one.
            tokio::task::yield_now().await;
        }
        if done.is_empty() {
            return Ok(0);
        }
        if tries.commit(unit).await?.is_none() {
            plugin.stats.conflicted();
            tracing::debug!(plugin = %plugin.id(), on = tries.lost_on(), "somebody was faster than several jobs");
            return Ok(0);
        }
        for (errand, now, budget) in &done {
            plugin.stats.health.note(*now, None);
            plugin.stats.called(*errand, *now, budget);
        }
        Ok(done.len())
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
