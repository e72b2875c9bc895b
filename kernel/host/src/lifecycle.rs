//! What becomes of a plugin that is there: settings, going back, going away, and being loaded at the next start.

use crate::cost::Minute;
use crate::host::{Host, HostError};
use crate::inspect::{Inspection, inspect, inspect_again};
use crate::install::{Candidate, INSTALL, InstallError};
use crate::installed::{Installed, Owner, PLUGINS, Version};
use crate::problem::CallError;
use crate::proposal::Approval;
use crate::publisher::{Origin, origin};
use crate::quarantine::{self, Quarantine};
use crate::settings;
use ombud_access::{Audience, Authority, Envelope, PluginId, RecordId, Target, Timestamp};
use ombud_identity::audit::{self, Fact};
use ombud_store::{StoreError, UnitOfWork};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

pub(crate) const MANAGE: &str = "kernel:plugin.manage";

/// What the kernel's own events about plugins are about.
pub(crate) const COLLECTION: &str = "kernel:plugins";

/// Whether a plugin answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PluginState {
    /// It does.
    Enabled,
    /// An administrator has switched it off.
    Disabled,
    /// It failed too often.
    Quarantined,
}

/// A version of a plugin that can be gone back to, or the present one.
#[derive(Clone, Debug, Serialize)]
pub struct KnownVersion {
    /// `major.minor.patch`, as it says.
    pub version: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// When it began to answer.
    pub at: Timestamp,
    /// Whose work it is.
    pub origin: Origin,
    /// The form of its records.
    pub schema: u32,
}

impl Host {
    /// The present version of a plugin and those that can be gone back to, the newest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn versions(&self, id: &PluginId) -> Result<Vec<KnownVersion>, StoreError> {
        let mut unit = self.store.begin();
        let Some(row) = unit.get(&PLUGINS, id.as_str())? else { return Ok(Vec::new()) };
        let bundled = row.bundled;
        std::iter::once(row.active)
            .chain(row.earlier)
            .map(|version: Version| {
                Ok(KnownVersion {
                    origin: origin(&mut unit, bundled, version.publisher)?,
                    version: version.version,
                    sha256: version.component,
                    at: version.at,
                    schema: version.schema,
                })
            })
            .collect()
    }

    /// Whose work an installed plugin is.
    pub(crate) fn origin_of(&self, id: &PluginId) -> Origin {
        let mut unit = self.store.begin();
        let row = unit.get(&PLUGINS, id.as_str()).ok().flatten();
        let known = row.and_then(|row| origin(&mut unit, row.bundled, row.active.publisher).ok());
        known.unwrap_or(Origin::Unsigned)
    }

    /// What a plugin has cost in each minute of the last hour in which it did anything, since the desk started.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn costs(&self, id: &PluginId) -> Result<Vec<Minute>, CallError> {
        Ok(self.loaded(id)?.stats.minutes(self.clock.now()))
    }

    /// Why a plugin is left alone now, if it is.
    pub fn quarantine(&self, id: &PluginId) -> Option<Quarantine> {
        self.registry().get(id.as_str())?.stats.health.quarantine(self.clock.now())
    }

    /// Goes back to an earlier version, named by the hash of its file, with what that one held when it was replaced.
    /// Records are brought back into its form if the present version can do so.
    ///
    /// # Errors
    /// `NotFound` if it is not kept any more, and as [`Host::install`].
    pub async fn roll_back(
        self: &Arc<Host>,
        id: &PluginId,
        sha256: &str,
        actor: &Authority,
    ) -> Result<Inspection, InstallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let mut unit = self.store.begin();
        let row = unit.get(&PLUGINS, id.as_str())?;
        let row = row.ok_or_else(|| CallError::NotFound(format!("there is no plugin `{id}`")))?;
        let Some(earlier) = row.earlier.iter().find(|version| version.component == sha256) else {
            let kept: Vec<_> =
                row.earlier.iter().map(|v| format!("{} ({})", v.version, &v.component[..12])).collect();
            let kept = if kept.is_empty() { "none".to_owned() } else { kept.join(", ") };
            return Err(CallError::NotFound(format!(
                "no earlier version of `{id}` with this hash is kept; there are: {kept}"
            ))
            .into());
        };
        drop(unit);
        let bytes = self.read_file(&earlier.component)?;
        let candidate = Candidate {
            inspection: inspect(&bytes)?,
            bytes,
            publisher: earlier.publisher,
            restores: earlier.mandate.clone().or_else(|| self.mandate(id)),
            bundled: row.bundled,
        };
        self.put_in(candidate, Some(actor), Approval::default()).await
    }

    fn mandate(&self, id: &PluginId) -> Option<ombud_access::Mandate> {
        self.identity.snapshot().mandate(id).cloned()
    }

    /// Takes a plugin out. Its data and what was granted to it stay, until they are purged.
    ///
    /// # Errors
    /// `NotFound`, and refusals.
    pub async fn remove(self: &Arc<Host>, id: &PluginId, actor: &Authority) -> Result<(), CallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let _alone = self.changing.lock().await;
        let work = |unit: &mut UnitOfWork| {
            let Some(row) = unit.get(&PLUGINS, id.as_str())? else {
                return Err(CallError::NotFound(format!("there is no plugin `{id}`")));
            };
            self.still_may(unit, actor, INSTALL)?;
            // Whose its records are is known without it.
            Owner::with(&row).keep(unit, id)?;
            Installed::discard(unit, id)?;
            quarantine::forget(unit, id)?;
            ombud_identity::plugin::unregister(unit, actor, id)?;
            self.note_change(unit, Some(actor), id, "plugin.remove", Some(row.active.told()), None)?;
            Ok(row)
        };
        let row = self.store.run(work).await?;
        self.identity.refresh()?;
        self.replace_registry(self.registry().without(id));
        self.forget_mirror(id);
        self.engine.forget(&row.active.component);
        Ok(())
    }

    /// The settings of a plugin as they are: the manifest's, and over them what administrators chose.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn settings(&self, id: &PluginId) -> Result<serde_json::Map<String, Value>, CallError> {
        let plugin = self.loaded(id)?;
        Ok(settings::all(&mut self.store.begin(), plugin.manifest())?)
    }

    /// Plugins that were removed and whose data are still here.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn left_behind(&self) -> Result<Vec<PluginId>, StoreError> {
        let mut unit = self.store.begin();
        let mut left = Owner::names(&mut unit)?;
        let installed = unit.scan(&PLUGINS, "", None, usize::MAX)?;
        left.retain(|id| !installed.iter().any(|(known, _)| known == id.as_str()));
        Ok(left)
    }

    /// Changes settings of a plugin.
    ///
    /// # Errors
    /// `Invalid` names the setting that does not exist or is of another kind.
    pub async fn choose_settings(
        &self,
        id: &PluginId,
        changes: serde_json::Map<String, Value>,
        actor: &Authority,
    ) -> Result<(), CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let plugin = self.loaded(id)?;
        let value = |text: String| serde_json::from_str(&text).ok();
        let work = |unit: &mut UnitOfWork| {
            self.still_may(unit, actor, MANAGE)?;
            let before = settings::of(unit, plugin.manifest())?;
            settings::choose(unit, plugin.manifest(), changes.clone())?.map_err(CallError::Invalid)?;
            let after = settings::of(unit, plugin.manifest())?;
            let (before, after) = (value(before), value(after));
            let fact = Fact { action: "settings.edit", target: format!("plugin:{id}"), before, after };
            Ok(audit::append(unit, actor, fact)?)
        };
        self.store.run(work).await
    }

    /// Notes a change of a plugin for whoever looks later, and tells whoever listens now.
    pub(crate) fn note_change(
        &self,
        unit: &mut UnitOfWork,
        actor: Option<&Authority>,
        id: &PluginId,
        action: &'static str,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), CallError> {
        let now = self.clock.now();
        let told = after.as_ref().or(before.as_ref()).map_or_else(|| "{}".to_owned(), Value::to_string);
        let filed = Envelope {
            collection: COLLECTION.into(),
            id: RecordId::parse(id.as_str()).map_err(|error| CallError::Invalid(error.to_string()))?,
            version: 1,
            department: None,
            assignee: None,
            requester: None,
            participants: Vec::new(),
            audience: Audience::Staff,
            parent: None,
            created: now,
            updated: now,
        };
        unit.announce(filed, format!("kernel:{action}"), actor.and_then(Authority::on_behalf), told)?;
        let fact = Fact { action, target: format!("plugin:{id}"), before, after };
        match actor {
            Some(actor) => audit::append(unit, actor, fact)?,
            None => audit::by_kernel(unit, now, None, None, fact)?,
        }
        Ok(())
    }

    /// Loads what is installed, each plugin after those whose interfaces it imports.
    pub(crate) async fn load_installed(self: &Arc<Host>) -> Result<(), HostError> {
        let mut unit = self.store.begin();
        let rows = unit.scan(&PLUGINS, "", None, usize::MAX)?;
        drop(unit);
        self.load(rows).await
    }

    /// Loads these, each after those whose interfaces it imports.
    pub(crate) async fn load(self: &Arc<Host>, rows: Vec<(String, Installed)>) -> Result<(), HostError> {
        let mut waiting = Vec::new();
        for (id, row) in rows {
            match self
                .read_file(&row.active.component)
                .and_then(|bytes| Ok((inspect_again(&bytes, &row.active.component)?, bytes)))
            {
                Ok((inspection, bytes)) => waiting.push((inspection, bytes)),
                Err(error) => tracing::error!(plugin = id, %error, "an installed plugin cannot be loaded"),
            }
        }
        while !waiting.is_empty() {
            let ready = |i: &Inspection| {
                let others = waiting.iter().map(|(other, _)| other).filter(|o| o.sha256 != i.sha256);
                !others.flat_map(|o| &o.manifest.exports).any(|e| i.imports.contains(&e.interface))
            };
            // A circle of imports has no first: the rest is loaded in the order of names.
            let next = waiting.iter().position(|(i, _)| ready(i)).unwrap_or(0);
            let (inspection, bytes) = waiting.remove(next);
            let id = inspection.manifest.id().clone();
            match self.compile(bytes, inspection).await {
                Ok(loaded) => {
                    loaded.stats.health.set(quarantine::known(&mut self.store.begin(), &id)?);
                    self.replace_registry(self.registry().with(Arc::new(loaded)));
                }
                Err(error) => tracing::error!(plugin = %id, %error, "an installed plugin cannot be loaded"),
            }
        }
        Ok(())
    }
}
