//! Erasing what a plugin has left behind.

use crate::host::Host;
use crate::installed::{Owner, PLUGINS, Waiting};
use crate::problem::CallError;
use crate::{dead_letter, egress_mandate, job, later, quarantine, secret, sender, settings, storage};
use ombud_access::{Authority, PluginId, Target};
use ombud_store::UnitOfWork;
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

const PURGE: &str = "kernel:plugin.purge";

/// Records and timers erased in one unit of work.
const BATCH: usize = 500;

/// What a purge has erased.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Purged {
    /// Records and timers.
    pub records: usize,
    /// Grants of its permissions, in roles.
    pub grants: usize,
}

impl Host {
    /// Erases everything that a removed plugin has kept: records, timers, settings, and the grants of its permissions
    /// that wait in roles. Its name is free then, for anybody's plugin. Numbers that it has counted are not given
    /// twice. If it is broken off, what is left can be purged again.
    ///
    /// # Errors
    /// `NotFound` if nothing is left of it, `Conflict` while it is installed or records of other plugins belong to
    /// its own, and refusals.
    pub async fn purge(self: &Arc<Host>, id: &PluginId, actor: &Authority) -> Result<Purged, CallError> {
        actor.check(PURGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let _alone = self.changing.lock().await;
        let mut unit = self.store.begin();
        if unit.get(&PLUGINS, id.as_str())?.is_some() {
            return Err(CallError::Conflict(format!("the plugin `{id}` is installed; remove it first")));
        }
        if Owner::of(&mut unit, id)?.is_none() {
            return Err(CallError::NotFound(format!("nothing is left here of a plugin `{id}`")));
        }
        if let Some(orphan) = unit.belongs_to_plugin(id.as_str())? {
            return Err(CallError::Conflict(format!(
                "records of other plugins belong to those of `{id}`, such as `{orphan}`; purge that plugin first"
            )));
        }
        drop(unit);
        let mut records = 0;
        loop {
            let work = |unit: &mut UnitOfWork| -> Result<usize, CallError> {
                self.still_may(unit, actor, PURGE)?;
                Ok(unit.purge(id.as_str(), BATCH)?)
            };
            match self.store.run(work).await? {
                0 => break,
                some => records += some,
            }
        }
        let work = |unit: &mut UnitOfWork| -> Result<Purged, CallError> {
            self.still_may(unit, actor, PURGE)?;
            settings::forget(unit, id)?;
            secret::forget(unit, id)?;
            sender::forget(unit, id)?;
            egress_mandate::forget(unit, id)?;
            job::forget(unit, id)?;
            later::forget_all(unit, id)?;
            ombud_identity::order::forget(unit, id)?;
            dead_letter::forget(unit, id)?;
            storage::forget(unit, id)?;
            quarantine::forget(unit, id)?;
            Waiting::discard(unit, id)?;
            Owner::discard(unit, id)?;
            let purged = Purged { records, grants: ombud_identity::plugin::purge(unit, actor, id)? };
            self.note_change(unit, Some(actor), id, "plugin.purge", Some(json!(purged)), None)?;
            Ok(purged)
        };
        let purged = self.store.run(work).await?;
        if let Err(error) = self.reports.forget(id) {
            tracing::warn!(plugin = %id, %error, "reports of failed calls could not be erased");
        }
        self.identity.refresh()?;
        self.set_quotas()?;
        Ok(purged)
    }
}
