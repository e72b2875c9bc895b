//! How much each plugin may keep. The store adds up what it keeps, and refuses a commit that goes beyond.

use crate::budget::Limits;
use crate::host::Host;
use crate::lifecycle::MANAGE;
use crate::problem::CallError;
use ombud_access::{Authority, PluginId, Target};
use ombud_store::{Quota, StoreError, Table, UnitOfWork};
use serde::Serialize;
use serde_json::json;

/// What an administrator chose, bytes, by plugin.
const CHOSEN: Table<u64> = Table::new("host-storage-limits");

/// What a plugin keeps and may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Storage {
    /// Bytes of its records with their indexes, its timers, and files that it stored or that its records name, each of
    /// which counts once. None while it is being counted, after an upgrade of the desk or when a backup was put back.
    pub bytes: Option<u64>,
    /// The most of them.
    pub limit: u64,
    /// Whether an administrator chose that limit for this plugin.
    pub chosen: bool,
    /// Its timers.
    pub timers: Option<u64>,
    /// The most of them.
    pub timers_limit: u64,
}

impl Storage {
    /// When the store says nothing.
    pub(crate) fn unknown(limits: &Limits) -> Storage {
        Storage {
            bytes: None,
            limit: limits.storage,
            chosen: false,
            timers: None,
            timers_limit: limits.timers,
        }
    }
}

impl Host {
    /// What a plugin keeps and may keep, whether it is installed or was removed.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn storage(&self, id: &PluginId) -> Result<Storage, StoreError> {
        let chosen = self.store.begin().get(&CHOSEN, id.as_str())?;
        let usage = self.store.usage(id.as_str());
        let unknown = Storage::unknown(&self.limits);
        Ok(Storage {
            bytes: usage.map(|usage| usage.bytes),
            limit: chosen.unwrap_or(unknown.limit),
            chosen: chosen.is_some(),
            timers: usage.map(|usage| usage.timers),
            ..unknown
        })
    }

    /// Chooses how many bytes a plugin may keep; none: as many as any. What it keeps already stays.
    ///
    /// # Errors
    /// `NotFound`, and refusals.
    pub async fn limit_storage(
        &self,
        id: &PluginId,
        limit: Option<u64>,
        actor: &Authority,
    ) -> Result<Storage, CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        self.loaded(id)?;
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            self.still_may(unit, actor, MANAGE)?;
            let before = unit.get(&CHOSEN, id.as_str())?;
            match limit {
                Some(limit) => unit.put(&CHOSEN, id.as_str(), &limit)?,
                None => unit.remove(&CHOSEN, id.as_str())?,
            }
            let told = |limit: Option<u64>| Some(json!({ "limit": limit }));
            self.note_change(unit, Some(actor), id, "plugin.storage", told(before), told(limit))
        };
        self.store.run(work).await?;
        self.set_quotas()?;
        Ok(self.storage(id)?)
    }

    /// Tells the store how much plugins may keep.
    pub(crate) fn set_quotas(&self) -> Result<(), StoreError> {
        let (usual, timers) = (self.limits.storage, self.limits.timers);
        let chosen = self.store.begin().scan(&CHOSEN, "", None, usize::MAX)?;
        let of_some = chosen.into_iter().map(|(id, bytes)| (id, Quota { bytes, timers })).collect();
        self.store.set_quotas(Quota { bytes: usual, timers }, of_some);
        Ok(())
    }
}

/// Forgets what was chosen for a plugin.
pub(crate) fn forget(unit: &mut UnitOfWork, id: &PluginId) -> Result<(), StoreError> {
    unit.remove(&CHOSEN, id.as_str())
}
