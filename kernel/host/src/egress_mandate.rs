//! Where a plugin may send requests: what its manifest asks for, as an administrator left it.

use crate::host::Host;
use crate::lifecycle::MANAGE;
use crate::manifest::{HostRule, Manifest};
use crate::problem::CallError;
use ombud_access::{Authority, PluginId, Target};
use ombud_identity::audit::{self, Fact};
use ombud_store::{StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;

/// What administrators chose, by plugin.
const CHOSEN: Table<EgressMandate> = Table::new("host-egress");

/// Where a plugin may send requests, beside what its manifest says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EgressMandate {
    /// Hosts that the manifest asks for and the plugin may not reach.
    pub barred: BTreeSet<String>,
    /// Hosts that it may reach although their addresses are private: machines of one's own.
    pub internal: BTreeSet<String>,
}

/// The rules that hold, and the hosts whose addresses may be private.
pub(crate) fn of(
    unit: &mut UnitOfWork,
    manifest: &Manifest,
) -> Result<(Vec<HostRule>, Vec<String>), StoreError> {
    let chosen = unit.get(&CHOSEN, manifest.id().as_str())?.unwrap_or_default();
    let open = |rule: &&HostRule| !chosen.barred.contains(&rule.host);
    Ok((manifest.hosts.iter().filter(open).cloned().collect(), chosen.internal.into_iter().collect()))
}

/// At an install: everything that is asked for but these stays reachable. What was barred before stays so.
pub(crate) fn approve(
    unit: &mut UnitOfWork,
    manifest: &Manifest,
    hosts: Option<&[String]>,
    anew: bool,
) -> Result<(), StoreError> {
    let id = manifest.id().as_str();
    let mut chosen = unit.get(&CHOSEN, id)?.filter(|_| !anew).unwrap_or_default();
    if let Some(hosts) = hosts {
        let asked = manifest.hosts.iter().map(|rule| rule.host.clone());
        chosen.barred = asked.filter(|host| !hosts.contains(host)).collect();
    }
    unit.put(&CHOSEN, id, &chosen)
}

/// Nothing was ever chosen for a plugin.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    unit.remove(&CHOSEN, plugin.as_str())
}

impl Host {
    /// Where a plugin may send requests, as an administrator left it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn egress(&self, id: &PluginId) -> Result<EgressMandate, StoreError> {
        Ok(self.store.begin().get(&CHOSEN, id.as_str())?.unwrap_or_default())
    }

    /// Chooses where a plugin may send requests. It bites at the next one, also of those that wait already.
    ///
    /// # Errors
    /// `NotFound`, `Invalid` for a host that the manifest does not ask for, and refusals.
    pub async fn choose_egress(
        &self,
        id: &PluginId,
        chosen: EgressMandate,
        actor: &Authority,
    ) -> Result<(), CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let plugin = self.loaded(id)?;
        let asked = |host: &&String| plugin.manifest().hosts.iter().any(|rule| rule.host == **host);
        if let Some(odd) = chosen.barred.iter().chain(&chosen.internal).find(|host| !asked(host)) {
            return Err(CallError::Invalid(format!("the plugin `{id}` does not ask for the host `{odd}`")));
        }
        if let Some(odd) = chosen.internal.iter().find(|host| host.starts_with("*.")) {
            return Err(CallError::Invalid(format!(
                "`{odd}` is many machines: name each one of your own that it may reach"
            )));
        }
        let work = |unit: &mut UnitOfWork| {
            self.still_may(unit, actor, MANAGE)?;
            let before = unit.get(&CHOSEN, id.as_str())?.map(|before| json!(before));
            unit.put(&CHOSEN, id.as_str(), &chosen)?;
            let target = format!("plugin:{id}");
            let fact = Fact { action: "egress.edit", target, before, after: Some(json!(chosen)) };
            Ok(audit::append(unit, actor, fact)?)
        };
        self.store.run(work).await
    }
}
