//! Files that somebody would like to install: what they ask for, and what was said to that.

use crate::asks::{Ask, asks, beyond};
use crate::code::apart;
use crate::host::Host;
use crate::inspect::{Inspection, inspect};
use crate::install::{Candidate, INSTALL, InstallError, PluginFile, audit_version};
use crate::installed::{Owner, PLUGINS, WAITING, Waiting};
use crate::migrate::Migration;
use crate::problem::CallError;
use crate::publisher::{Origin, origin};
use ombud_access::{Authority, DepartmentId, Grant, Mandate, PluginId, Target};
use ombud_identity::plugin::Registration;
use ombud_store::UnitOfWork;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A file that somebody would like to install, looked at and not run.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// What it is.
    pub inspection: Inspection,
    /// Whose work it is.
    pub origin: Origin,
    /// What is installed under its name now.
    pub installed: Option<Present>,
    /// What it asks for, the riskiest first; of an upgrade, what it asks for beyond the present version.
    pub asks: Vec<Ask>,
    /// Of an upgrade: what it asks for as the present version does.
    pub unchanged: Vec<Ask>,
    /// Of an upgrade: what only the present version asks for.
    pub dropped: Vec<Ask>,
    /// It comes from another hand than what goes or went by this name here, and would get that one's records.
    /// It must be said in the approval that this is meant.
    pub takes_over: bool,
    /// Its records have another form, and will be brought there.
    pub migrates: Option<Migration>,
}

/// What goes by a name now.
#[derive(Clone, Debug, Serialize)]
pub struct Present {
    /// Its version.
    pub version: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// Whose work it is.
    pub origin: Origin,
}

/// What the administrator agrees to, with everything that the plugin asks for unless narrowed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Approval {
    /// Enabled only for these departments.
    pub departments: Option<Vec<DepartmentId>>,
    /// Only these of the permissions that it asks for; none: all.
    pub grants: Option<Vec<Grant>>,
    /// Only these of the hosts that it wants to send requests to; none: all.
    pub hosts: Option<Vec<String>>,
    /// Roles stay as they are, whatever the manifest suggests for them.
    pub without_suggestions: bool,
    /// The file may take over what another publisher's plugin of the same name has kept here.
    pub take_over: bool,
}

impl Host {
    /// What installing a file would mean. Runs none of it, and keeps nothing.
    ///
    /// # Errors
    /// Everything that is wrong with the file and its signature.
    pub fn examine(&self, file: impl Into<PluginFile>) -> Result<Proposal, InstallError> {
        let candidate = Candidate::read(file)?;
        self.proposal(&mut self.store.begin(), &candidate)
    }

    /// Takes a file in, to be approved: what is approved then is what was looked at here. Begins to compile it. An
    /// upgrade from the same hand that asks for nothing more is installed at once: the second value says so.
    ///
    /// # Errors
    /// Everything that is wrong with the file and its signature, and refusals.
    pub async fn propose(
        self: &Arc<Host>,
        file: impl Into<PluginFile>,
        actor: &Authority,
    ) -> Result<(Proposal, bool), InstallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let file = file.into();
        let candidate = apart(move || Candidate::read(file)).await??;
        let proposal = self.proposal(&mut self.store.begin(), &candidate)?;
        if proposal.installed.is_some() && proposal.asks.is_empty() && !proposal.takes_over {
            self.put_in(candidate, Some(actor), Approval::default()).await?;
            return Ok((proposal, true));
        }
        let waiting = Waiting {
            component: self.store_file(&candidate.bytes)?.to_string(),
            version: candidate.manifest().plugin.version.clone(),
            at: self.clock.now(),
            publisher: candidate.publisher,
        };
        let id = candidate.id().clone();
        let work = |unit: &mut UnitOfWork| {
            self.still_may(unit, actor, INSTALL)?;
            waiting.keep(unit, &id)?;
            let told = |wanted: &Waiting| audit_version(&wanted.version, &wanted.component, wanted.publisher);
            self.note_change(unit, Some(actor), &id, "plugin.propose", None, Some(told(&waiting)))
        };
        self.store.run(work).await?;
        self.compile_ahead(candidate);
        Ok((proposal, false))
    }

    /// What waits to be approved. Looks at each file once more, which takes a processor for a while.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn waiting(&self) -> Result<Vec<Proposal>, InstallError> {
        let mut unit = self.store.begin();
        let mut found = Vec::new();
        for (_, waiting) in unit.scan(&WAITING, "", None, usize::MAX)? {
            let candidate = self.waiting_candidate(&waiting)?;
            found.push(self.proposal(&mut unit, &candidate)?);
        }
        Ok(found)
    }

    /// The file that waits under this name, if one does.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn waiting_as(&self, id: &PluginId) -> Result<Option<Proposal>, InstallError> {
        let mut unit = self.store.begin();
        let Some(waiting) = unit.get(&WAITING, id.as_str())? else { return Ok(None) };
        let candidate = self.waiting_candidate(&waiting)?;
        self.proposal(&mut unit, &candidate).map(Some)
    }

    /// Installs the file that waits, which must be the one with this hash.
    ///
    /// # Errors
    /// If it is another one by now, everything that can go wrong with an install, and refusals. It goes on waiting then.
    pub async fn approve(
        self: &Arc<Host>,
        id: &PluginId,
        sha256: &str,
        approval: Approval,
        actor: &Authority,
    ) -> Result<Inspection, InstallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let Some(waiting) = self.store.begin().get(&WAITING, id.as_str())? else {
            return Err(InstallError::NotWaiting(format!("nothing waits to be installed as `{id}`")));
        };
        let host = self.clone();
        let candidate = apart(move || host.waiting_candidate(&waiting)).await??;
        if candidate.inspection.sha256 != sha256 {
            return Err(InstallError::NotWaiting(format!(
                "what waits as `{id}` is another file by now ({}): look at it again",
                candidate.inspection.sha256
            )));
        }
        self.put_in(candidate, Some(actor), approval).await
    }

    /// Takes back a file that waits.
    ///
    /// # Errors
    /// `NotFound`, and refusals.
    pub async fn withdraw(&self, id: &PluginId, actor: &Authority) -> Result<(), CallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let work = |unit: &mut UnitOfWork| {
            self.still_may(unit, actor, INSTALL)?;
            let Some(waiting) = unit.get(&WAITING, id.as_str())? else {
                return Err(CallError::NotFound(format!("nothing waits to be installed as `{id}`")));
            };
            Waiting::discard(unit, id)?;
            let before = audit_version(&waiting.version, &waiting.component, waiting.publisher);
            self.note_change(unit, Some(actor), id, "plugin.withdraw", Some(before), None)
        };
        self.store.run(work).await
    }

    fn proposal(&self, unit: &mut UnitOfWork, candidate: &Candidate) -> Result<Proposal, InstallError> {
        let id = candidate.id();
        let policy = self.identity.policy_in(unit)?;
        let row = unit.get(&PLUGINS, id.as_str())?;
        let owner = Owner::of(unit, id)?;
        let takes_over = candidate.takes_over(owner);
        let mut wanted = asks(candidate.manifest(), &policy);
        let installed = match &row {
            None => None,
            Some(row) => Some(Present {
                version: row.active.version.clone(),
                sha256: row.active.component.clone(),
                origin: origin(unit, row.bundled, row.active.publisher)?,
            }),
        };
        let (mut unchanged, mut dropped) = (Vec::new(), Vec::new());
        if let Some(present) = self.registry().get(id.as_str()).filter(|_| !takes_over) {
            let before = asks(present.manifest(), &policy);
            let beyond = beyond(&wanted, &before);
            let named = |ask: &Ask| wanted.iter().any(|w| (w.what, &w.name) == (ask.what, &ask.name));
            dropped = before.iter().filter(|ask| !named(ask)).cloned().collect();
            unchanged = wanted.into_iter().filter(|ask| !beyond.contains(ask)).collect();
            wanted = beyond;
        }
        Ok(Proposal {
            inspection: candidate.inspection.clone(),
            origin: origin(unit, false, candidate.publisher)?,
            installed,
            asks: wanted,
            unchanged,
            dropped,
            takes_over,
            migrates: owner.and_then(|owner| Migration::needed(owner.schema, candidate.manifest())),
        })
    }

    pub(crate) fn waiting_candidate(&self, waiting: &Waiting) -> Result<Candidate, InstallError> {
        let bytes = self.read_file(&waiting.component)?;
        Ok(Candidate {
            inspection: inspect(&bytes)?,
            bytes,
            publisher: waiting.publisher,
            restores: None,
            bundled: false,
        })
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
        asked: manifest.requested(),
        anew: approval.grants.is_some(),
    })
}

/// What an earlier version brings into the policy when it comes back: what it held when it went.
pub(crate) fn restored(inspection: &Inspection, held: &Mandate) -> Registration {
    let manifest = &inspection.manifest;
    Registration {
        plugin: manifest.id().clone(),
        permissions: manifest.permissions(),
        suggestions: Vec::new(),
        mandate: held.clone(),
        asked: manifest.requested(),
        anew: true,
    }
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
