//! How a plugin comes: looked at, proposed, approved, and put in the place of the version before.
//!
//! A file is read without running any of it. What is approved is what was looked at: it waits here under its hash.
//! It is compiled apart, its records are brought into their new form in the unit of work that makes it the
//! plugin, and calls that are on their way end on the old version.

use crate::code::apart;
use crate::hook::Hooks;
use crate::host::Host;
use crate::inspect::{Inspection, Unfit, inspect};
use crate::installed::{Installed, Owner, PLUGINS, Version, WAITING, Waiting};
use crate::job::CURSORS;
use crate::manifest::Manifest;
use crate::migrate::Migration;
use crate::problem::CallError;
use crate::proposal::{Approval, registration, restored};
use crate::publisher::{NotSigned, Origin, PublisherKey, Signature, origin};
use crate::{egress_mandate, quarantine, trampoline};
use ombud_access::{Authority, Mandate, PluginId, Target};
use ombud_identity::Principal;
use ombud_identity::plugin::Installer;
use ombud_store::{CommitError, StoreError, UnitOfWork};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use thiserror::Error;

pub(crate) const INSTALL: &str = "kernel:plugin.install";

/// A plugin's file, and the signature beside it if there is one.
#[derive(Clone, Debug)]
pub struct PluginFile {
    /// The component.
    pub bytes: Vec<u8>,
    /// What the publisher says of it.
    pub signature: Option<Signature>,
}

impl From<Vec<u8>> for PluginFile {
    fn from(bytes: Vec<u8>) -> PluginFile {
        PluginFile { bytes, signature: None }
    }
}

/// Why a plugin was not installed. Nothing has changed.
#[derive(Debug, Error)]
pub enum InstallError {
    /// The file is not one that can be installed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// Its signature is none.
    #[error(transparent)]
    NotSigned(#[from] NotSigned),
    /// It does not compile.
    #[error("plugin `{0}`: {1}")]
    Compile(PluginId, crate::compiler::CompileError),
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
    /// The name belongs to somebody else.
    #[error(
        "`{0}` here is {1}, and this file is {2}: it would get that plugin's records. If that is meant, approve it with `take_over`; or give the plugin another id"
    )]
    AnotherHand(PluginId, String, String),
    /// The records cannot be brought into the form of this version.
    #[error("the records of `{plugin}` are kept in form {}, this version needs form {}: {why}", .migration.from, .migration.to)]
    Migration {
        /// Whose.
        plugin: PluginId,
        /// From where to where.
        migration: Migration,
        /// What is in the way.
        why: String,
    },
    /// What waits is not what was approved.
    #[error("{0}")]
    NotWaiting(String),
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

/// A file that is being installed.
pub(crate) struct Candidate {
    pub bytes: Vec<u8>,
    pub inspection: Inspection,
    pub publisher: Option<PublisherKey>,
    /// The mandate as it was when this version was replaced: what going back to it restores.
    pub restores: Option<Mandate>,
    /// It came with the kernel once.
    pub bundled: bool,
}

impl Candidate {
    pub fn read(file: impl Into<PluginFile>) -> Result<Candidate, InstallError> {
        let PluginFile { bytes, signature } = file.into();
        let publisher = signature.map(|signature| signature.of(&bytes)).transpose()?;
        Ok(Candidate { inspection: inspect(&bytes)?, bytes, publisher, restores: None, bundled: false })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.inspection.manifest
    }

    pub fn id(&self) -> &PluginId {
        self.manifest().id()
    }
}

impl Host {
    /// Installs a plugin, or another version of one, with what the administrator approved.
    ///
    /// # Errors
    /// Everything that is wrong with the file, and refusals. Nothing changes then.
    pub async fn install(
        self: &Arc<Host>,
        file: impl Into<PluginFile>,
        actor: &Authority,
        approval: Approval,
    ) -> Result<Inspection, InstallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let file = file.into();
        let candidate = apart(move || Candidate::read(file)).await??;
        self.put_in(candidate, Some(actor), approval).await
    }

    /// Installs a plugin that comes with the kernel, if it is not there in this very version. True: it was installed or
    /// upgraded.
    ///
    /// # Errors
    /// As [`Host::install`].
    pub async fn install_bundled(self: &Arc<Host>, bytes: &[u8]) -> Result<bool, InstallError> {
        // To read a file takes longer than all else at a start: one that is installed, or was, has been read.
        let file = crate::hex(&Sha256::digest(bytes));
        let installed = self.store.begin().scan(&PLUGINS, "", None, usize::MAX)?;
        // One that an administrator has gone back from stays away.
        if installed.iter().any(|(_, known)| known.has(&file)) {
            return Ok(false);
        }
        let candidate = Candidate::read(bytes.to_vec())?;
        // One that an administrator has put in its place stays.
        if installed.iter().any(|(id, known)| id == candidate.id().as_str() && !known.bundled) {
            return Ok(false);
        }
        self.put_in(candidate, None, Approval::default()).await?;
        Ok(true)
    }

    /// Makes a file the plugin of its name.
    pub(crate) async fn put_in(
        self: &Arc<Host>,
        candidate: Candidate,
        actor: Option<&Authority>,
        approval: Approval,
    ) -> Result<Inspection, InstallError> {
        let id = candidate.id().clone();
        let registration = match &candidate.restores {
            Some(held) => restored(&candidate.inspection, held),
            None => registration(&candidate.inspection, &approval)?,
        };
        let _alone = self.changing.lock().await;
        let registry = self.registry();
        for export in &candidate.manifest().exports {
            let other = registry.provider(&export.interface).map(|(other, _)| other.id());
            if let Some(other) = other.filter(|other| **other != id) {
                return Err(InstallError::Offered(export.interface.clone(), other.clone()));
            }
        }
        let loaded = Arc::new(self.compile(candidate.bytes.clone(), candidate.inspection.clone()).await?);
        for other in registry.all().filter(|other| *other.id() != id) {
            let shared = loaded.provides.keys().filter(|offered| other.inspection.imports.contains(*offered));
            for interface in shared {
                trampoline::fits(&self.engine.engine, &other.component, interface, &loaded)
                    .map_err(|error| InstallError::Breaks(other.id().clone(), format!("{error:#}")))?;
            }
        }
        let hooked = registry.all().filter(|other| *other.id() != id).chain([&loaded]);
        Hooks::of(hooked).map_err(|error| InstallError::Link(id.clone(), error))?;
        let file = self.store_file(&candidate.bytes)?;

        // Also of a plugin that was removed: its records stayed.
        let owner = Owner::of(&mut self.store.begin(), &id)?;
        let migrates = owner.and_then(|owner| Migration::needed(owner.schema, candidate.manifest()));
        // Nobody is in the plugin while its records change their form; who comes meanwhile waits.
        let _empty = match migrates {
            Some(_) => Some(loaded.stats.empty().await),
            None => None,
        };
        let mut tries = self.store.tries();
        loop {
            let mut unit = tries.begin().await;
            if let Some(actor) = actor {
                self.still_may(&mut unit, actor, INSTALL)?;
            }
            let now = self.clock.now();
            let row = unit.get(&PLUGINS, id.as_str())?;
            let owner = Owner::of(&mut unit, &id)?;
            let comes_new = actor.is_some() && candidate.restores.is_none();
            let takes_over = comes_new && candidate.takes_over(owner);
            if takes_over && !approval.take_over {
                let was = owner.map(|owner| origin(&mut unit, owner.bundled, owner.publisher)).transpose()?;
                let was = was.unwrap_or(Origin::Unsigned).to_string();
                let is = origin(&mut unit, false, candidate.publisher)?.to_string();
                return Err(InstallError::AnotherHand(id, was, is));
            }
            if let Some(migration) = migrates.filter(|migration| migration.to < migration.from) {
                let old = registry.get(id.as_str()).ok_or_else(|| InstallError::Migration {
                    plugin: id.clone(),
                    migration,
                    why: "the version that could bring them back is not loaded".into(),
                })?;
                unit = self.migrate(unit, old, migration).await?;
            }
            let held = ombud_identity::plugin::get(&mut unit, &id)?;
            let installer = actor.map_or(Installer::Kernel(now), |actor| Installer::Person(actor.into()));
            let mut registration = registration.clone();
            registration.anew |= takes_over;
            let left_out = self.identity.register_plugin(&mut unit, installer, registration)?;
            if let Some(migration) = migrates.filter(|migration| migration.to > migration.from) {
                unit = self.migrate(unit, &loaded, migration).await?;
            }
            let version = Version {
                component: file.to_string(),
                version: candidate.manifest().plugin.version.clone(),
                at: now,
                publisher: candidate.publisher,
                schema: candidate.manifest().plugin.schema,
                mandate: None,
            };
            let before = row.as_ref().map(|row| row.active.told());
            let after = version.told();
            let bundled = actor.is_none() || candidate.bundled;
            let row = match row {
                // From another hand there is no way back: it would give the records back, too.
                Some(row) if !takes_over => Installed { bundled, ..row.replaced(version, held) },
                _ => Installed { active: version, bundled, earlier: Vec::new() },
            };
            row.keep(&mut unit, &id)?;
            egress_mandate::approve(&mut unit, candidate.manifest(), approval.hosts.as_deref(), takes_over)?;
            Owner::with(&row).keep(&mut unit, &id)?;
            if unit
                .get(&WAITING, id.as_str())?
                .is_some_and(|waiting| waiting.component == row.active.component)
            {
                Waiting::discard(&mut unit, &id)?;
            }
            quarantine::forget(&mut unit, &id)?;
            let was_deaf = registry.get(id.as_str()).is_some_and(|old| !old.reacts());
            if was_deaf || unit.get(&CURSORS, id.as_str())?.is_none() {
                // What happened before it came, or before it had ears, is no news to it.
                let newest = unit.newest_event()?;
                unit.put(&CURSORS, id.as_str(), &newest)?;
            }
            let action = match (&before, &candidate.restores) {
                (_, Some(_)) => "plugin.rollback",
                (None, _) => "plugin.install",
                _ => "plugin.upgrade",
            };
            self.note_change(&mut unit, actor, &id, action, before, Some(after))?;
            if tries.commit(unit).await?.is_none() {
                continue;
            }
            for (role, permission) in left_out {
                tracing::warn!(plugin = %id, role, %permission, "a suggested grant was left out");
            }
            break;
        }
        self.identity.refresh()?;
        loaded.stats.health.set(None);
        self.forget_mirror(&id);
        self.replace_registry(self.registry().with(loaded));
        let before = registry.get(id.as_str()).map(|before| before.inspection.sha256.as_str());
        if let Some(before) = before.filter(|before| *before != candidate.inspection.sha256) {
            // Whoever goes back to it finds its code in the cache.
            self.engine.forget(before);
        }
        tracing::info!(plugin = %id, version = %candidate.manifest().plugin.version, "plugin installed");
        Ok(candidate.inspection)
    }

    /// Whether the rights of a moment ago are still there in the unit of work that uses them: compiling takes its
    /// time. What is read for it makes every later change of them a conflict.
    pub(crate) fn still_may(
        &self,
        unit: &mut UnitOfWork,
        actor: &Authority,
        permission: &str,
    ) -> Result<(), CallError> {
        if self.identity.policy_in(unit)?.epoch() != actor.snapshot().epoch() {
            return Err(CallError::Conflict("rights were changed meanwhile; try again".into()));
        }
        let Some(user) = actor.user() else { return Ok(()) };
        let person = self.identity.authority(unit, &Principal::User(user), self.clock.now())?;
        let person = person.ok_or(CallError::SignIn)?;
        person.check(permission, Target::Desk).into_result().map_err(CallError::Denied)
    }
}

impl Candidate {
    /// Whether it comes from another hand than what goes by its name.
    pub fn takes_over(&self, owner: Option<Owner>) -> bool {
        owner.is_some_and(|owner| owner.bundled || owner.publisher != self.publisher)
    }
}

impl Version {
    pub(crate) fn told(&self) -> serde_json::Value {
        audit_version(&self.version, &self.component, self.publisher)
    }
}

/// A version as the audit keeps it.
pub(crate) fn audit_version(
    version: &str,
    sha256: &str,
    publisher: Option<PublisherKey>,
) -> serde_json::Value {
    serde_json::json!({ "version": version, "sha256": sha256, "publisher": publisher })
}
