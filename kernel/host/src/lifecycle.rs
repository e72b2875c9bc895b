//! How a plugin comes, changes and goes.

use crate::host::{Host, HostError};
use crate::inspect::{Inspection, Unfit, inspect};
use crate::job::CURSORS;
use crate::problem::CallError;
use crate::registry::Loaded;
use crate::settings;
use crate::stats::Stats;
use crate::trampoline;
use ombud_access::{Authority, DepartmentId, Grant, Mandate, PluginId, Target, Timestamp};
use ombud_identity::Principal;
use ombud_identity::audit::{self, Fact};
use ombud_identity::plugin::{Installer, Registration};
use ombud_store::{BlobId, CommitError, StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::sync::Arc;
use thiserror::Error;

/// Installed plugins by id.
const PLUGINS: Table<Installed> = Table::new("host-plugins");

const INSTALL: &str = "kernel:plugin.install";
const MANAGE: &str = "kernel:plugin.manage";

/// An installed version: the component is a file, named by its hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Installed {
    component: String,
    version: String,
    /// Comes with the kernel, and is upgraded with it.
    bundled: bool,
    at: Timestamp,
}

/// Whether a plugin answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PluginState {
    /// It does.
    Enabled,
    /// An administrator has switched it off.
    Disabled,
}

/// What the administrator agrees to, with everything that the plugin asks for
/// unless narrowed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Approval {
    /// Enabled only for these departments.
    pub departments: Option<Vec<DepartmentId>>,
    /// Only these of the permissions that it asks for; none: all.
    pub grants: Option<Vec<Grant>>,
    /// Roles stay as they are, whatever the manifest suggests for them.
    pub without_suggestions: bool,
}

/// Why a plugin was not installed. Nothing has changed.
#[derive(Debug, Error)]
pub enum InstallError {
    /// The file is not one that can be installed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// Its component does not fit the kernel or the other plugins.
    #[error("plugin `{0}` cannot be linked: {1}")]
    Link(PluginId, String),
    /// Two would offer the same, and only one be asked.
    #[error("`{0}` is offered by the plugin `{1}` already; remove that one first")]
    Offered(String, PluginId),
    /// Another plugin imports what this one offers, and expects something else.
    #[error(
        "plugin `{0}` could not use this version: {1}; give the interface a new version, or remove `{0}` first"
    )]
    Breaks(PluginId, String),
    /// More was approved than the plugin asks for.
    #[error("`{0}` was approved, but the plugin does not ask for that much")]
    NotAsked(String),
    /// Refused, or the store.
    #[error(transparent)]
    Call(#[from] CallError),
}

impl From<StoreError> for InstallError {
    fn from(error: StoreError) -> InstallError {
        InstallError::Call(error.into())
    }
}

impl From<CommitError> for InstallError {
    fn from(error: CommitError) -> InstallError {
        InstallError::Call(error.into())
    }
}

impl From<ombud_identity::IdentityError> for InstallError {
    fn from(error: ombud_identity::IdentityError) -> InstallError {
        InstallError::Call(error.into())
    }
}

impl Host {
    /// Installs a plugin, or another version of one, with what the
    /// administrator approved. Calls in flight end on the old version.
    ///
    /// # Errors
    /// Everything that is wrong with the file, and refusals. Nothing changes then.
    pub async fn install(
        self: &Arc<Host>,
        bytes: Vec<u8>,
        actor: &Authority,
        approval: Approval,
    ) -> Result<Inspection, InstallError> {
        self.install_as(bytes, Some(actor), approval).await
    }

    /// Installs a plugin that comes with the kernel, if it is not there in
    /// this very version. True: it was installed or upgraded.
    ///
    /// # Errors
    /// As [`Host::install`].
    pub async fn install_bundled(self: &Arc<Host>, bytes: &[u8]) -> Result<bool, InstallError> {
        let inspection = inspect(bytes)?;
        let mut unit = self.store.begin();
        let known = unit.get(&PLUGINS, inspection.manifest.id().as_str())?;
        if known.is_some_and(|known| !known.bundled || known.component == inspection.sha256) {
            return Ok(false);
        }
        drop(unit);
        self.install_as(bytes.to_vec(), None, Approval::default()).await?;
        Ok(true)
    }

    async fn install_as(
        self: &Arc<Host>,
        bytes: Vec<u8>,
        actor: Option<&Authority>,
        approval: Approval,
    ) -> Result<Inspection, InstallError> {
        if let Some(actor) = actor {
            actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        }
        let inspection = inspect(&bytes)?;
        let registration = registration(&inspection, &approval)?;
        let _alone = self.changing.lock().await;
        let registry = self.registry();
        for export in &inspection.manifest.exports {
            let other = registry.provider(&export.interface).map(|(other, _)| other.id());
            if let Some(other) = other.filter(|other| *other != inspection.manifest.id()) {
                return Err(InstallError::Offered(export.interface.clone(), other.clone()));
            }
        }
        let loaded = self.compile(bytes.clone(), inspection.clone()).await?;
        for other in registry.all().filter(|other| other.id() != loaded.id()) {
            let shared = loaded.provides.keys().filter(|offered| other.inspection.imports.contains(*offered));
            for interface in shared {
                trampoline::fits(&self.engine.engine, &other.component, interface, &loaded)
                    .map_err(|error| InstallError::Breaks(other.id().clone(), format!("{error:#}")))?;
            }
        }

        let mut writer = self.store.blobs().writer(bytes.len() as u64)?;
        writer.write(&bytes)?;
        let (blob, _) = writer.finish()?;
        let now = self.clock.now();
        let manifest = &inspection.manifest;
        let mut unit = self.store.begin();
        if let Some(actor) = actor {
            self.still_may(&mut unit, actor, INSTALL)?;
        }
        let installer = match actor {
            Some(actor) => Installer::Person(actor.into()),
            None => Installer::Kernel(now),
        };
        let left_out = self.identity.register_plugin(&mut unit, installer, registration)?;
        for (role, permission) in left_out {
            tracing::warn!(plugin = %manifest.id(), role, %permission, "a suggested grant was left out");
        }
        // The file of the version before is let go of.
        unit.release_blobs(&format!("plugin:{}", manifest.id()))?;
        unit.keep_blob(&blob, &format!("plugin:{}", manifest.id()))?;
        let row = Installed {
            component: blob.to_string(),
            version: manifest.plugin.version.clone(),
            bundled: actor.is_none(),
            at: now,
        };
        unit.put(&PLUGINS, manifest.id().as_str(), &row)?;
        let was_deaf = registry.get(manifest.id().as_str()).is_some_and(|old| !old.reacts());
        if was_deaf || unit.get(&CURSORS, manifest.id().as_str())?.is_none() {
            // What happened before it came, or before it had ears, is no news to it.
            let newest = unit.newest_event()?;
            unit.put(&CURSORS, manifest.id().as_str(), &newest)?;
        }
        unit.commit().await?;
        self.identity.refresh()?;
        self.replace_registry(self.registry().with(Arc::new(loaded)));
        tracing::info!(plugin = %manifest.id(), version = %manifest.plugin.version, "plugin installed");
        Ok(inspection)
    }

    /// Takes a plugin out. Its data and what was granted to it stay.
    ///
    /// # Errors
    /// `NotFound`, and refusals.
    pub async fn remove(self: &Arc<Host>, id: &PluginId, actor: &Authority) -> Result<(), CallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let _alone = self.changing.lock().await;
        let mut unit = self.store.begin();
        if unit.get(&PLUGINS, id.as_str())?.is_none() {
            return Err(CallError::NotFound(format!("there is no plugin `{id}`")));
        }
        self.still_may(&mut unit, actor, INSTALL)?;
        unit.remove(&PLUGINS, id.as_str())?;
        unit.release_blobs(&format!("plugin:{id}"))?;
        ombud_identity::plugin::unregister(&mut unit, actor, id)?;
        unit.commit().await?;
        self.identity.refresh()?;
        self.replace_registry(self.registry().without(id));
        Ok(())
    }

    /// Changes settings of a plugin.
    ///
    /// # Errors
    /// `Invalid` names the setting that does not exist or is of another kind.
    pub async fn choose_settings(
        &self,
        id: &PluginId,
        changes: serde_json::Map<String, serde_json::Value>,
        actor: &Authority,
    ) -> Result<(), CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let registry = self.registry();
        let plugin = registry
            .get(id.as_str())
            .ok_or_else(|| CallError::NotFound(format!("there is no plugin `{id}`")))?;
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

    /// Whether the rights of a moment ago are still there in the unit of work that uses them: compiling takes its
    /// time. What is read for it makes every later change of them a conflict.
    fn still_may(&self, unit: &mut UnitOfWork, actor: &Authority, permission: &str) -> Result<(), CallError> {
        if self.identity.policy_in(unit)?.epoch() != actor.snapshot().epoch() {
            return Err(CallError::Conflict("rights were changed meanwhile; try again".into()));
        }
        let Some(user) = actor.user() else { return Ok(()) };
        let person = self.identity.authority(unit, &Principal::User(user), self.clock.now())?;
        let person = person.ok_or(CallError::SignIn)?;
        person.check(permission, Target::Desk).into_result().map_err(CallError::Denied)
    }

    /// Loads what is installed, each plugin after those whose interfaces it imports.
    pub(crate) async fn load_installed(self: &Arc<Host>) -> Result<(), HostError> {
        let mut unit = self.store.begin();
        let rows = unit.scan(&PLUGINS, "", None, usize::MAX)?;
        drop(unit);
        let mut waiting = Vec::new();
        for (id, row) in rows {
            match self.read_component(&row).and_then(|bytes| Ok((inspect(&bytes)?, bytes))) {
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
                Ok(loaded) => self.replace_registry(self.registry().with(Arc::new(loaded))),
                Err(error) => tracing::error!(plugin = %id, %error, "an installed plugin cannot be loaded"),
            }
        }
        Ok(())
    }

    fn read_component(&self, row: &Installed) -> Result<Vec<u8>, InstallError> {
        let id: BlobId =
            row.component.parse().map_err(|_| Unfit::NotAComponent("its file has no name".into()))?;
        let mut bytes = Vec::new();
        self.store
            .blobs()
            .open(&id)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|e| Unfit::NotAComponent(format!("its file `{id}` cannot be read: {e}")))?;
        Ok(bytes)
    }

    /// Compiles and links, off the request path.
    async fn compile(
        self: &Arc<Host>,
        bytes: Vec<u8>,
        inspection: Inspection,
    ) -> Result<Loaded, InstallError> {
        let host = self.clone();
        let id = inspection.manifest.id().clone();
        let work = move || {
            let registry = host.registry();
            // An upgrade goes on counting.
            let stats = registry.get(inspection.manifest.id().as_str()).map_or_else(
                || Arc::new(Stats::new((host.limits.concurrency / 2).max(1))),
                |old| old.stats.clone(),
            );
            let component = host.engine.load(&host.cache, &inspection.sha256, &bytes)?;
            Loaded::link(&host.engine.engine, inspection, component, &registry, stats)
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(loaded)) => Ok(loaded),
            Ok(Err(error)) => Err(InstallError::Link(id, format!("{error:#}"))),
            Err(_) => Err(InstallError::Link(id, "the compiler gave up".into())),
        }
    }
}

/// What a plugin brings into the policy with this approval. For trying out what installing it would do.
///
/// # Errors
/// If something is approved that the plugin does not ask for.
pub fn registration(inspection: &Inspection, approval: &Approval) -> Result<Registration, InstallError> {
    let manifest = &inspection.manifest;
    Ok(Registration {
        plugin: manifest.id().clone(),
        permissions: manifest.permissions(),
        suggestions: if approval.without_suggestions { Vec::new() } else { manifest.suggestions() },
        mandate: mandate(inspection, approval)?,
    })
}

/// The mandate: what was asked for, or less.
fn mandate(inspection: &Inspection, approval: &Approval) -> Result<Mandate, InstallError> {
    let asked = inspection.manifest.requested();
    let grants = match &approval.grants {
        None => asked,
        Some(approved) => {
            for grant in approved {
                let wanted = asked.iter().find(|a| a.permission == grant.permission);
                if !wanted.is_some_and(|a| a.scopes.covers(grant.scopes)) {
                    return Err(InstallError::NotAsked(grant.permission.to_string()));
                }
            }
            approved.clone()
        }
    };
    Ok(Mandate {
        plugin: inspection.manifest.id().clone(),
        grants,
        departments: approval.departments.clone(),
        enabled: true,
    })
}
