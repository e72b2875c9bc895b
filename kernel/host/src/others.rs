//! Other processes that serve the same desk: plugins that come, go or change there do so here, too.

use crate::host::{Host, HostError};
use crate::installed::{Installed, Owner, PLUGINS};
use crate::lifecycle::COLLECTION;
use crate::quarantine;
use crate::registry::Loaded;
use ombud_store::{Store, StoreError, UnitOfWork};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// It is looked so often even if nothing was heard.
const LOOK: Duration = Duration::from_secs(5);

/// Why a version does not answer, if another process has brought the plugin's records into a form that it does not know:
/// the other version answers here when it is compiled. Read in the unit of work, so whoever was faster is a conflict.
pub(crate) fn replaced(
    store: &Store,
    unit: &mut UnitOfWork,
    plugin: &Loaded,
) -> Result<Option<String>, StoreError> {
    if !store.is_together() {
        return Ok(None);
    }
    let owner = Owner::of(unit, plugin.id())?;
    let other = owner.is_some_and(|owner| owner.schema != plugin.manifest().plugin.schema);
    Ok(other.then(|| {
        format!(
            "the plugin `{}` is being replaced by another version here; try again in a moment",
            plugin.id()
        )
    }))
}

impl Host {
    /// Until the host is gone. Nothing if this process is alone.
    pub(crate) fn follow_others(self: &Arc<Host>) {
        if !self.store.is_together() {
            return;
        }
        let (host, mut commits) = (Arc::downgrade(self), self.store.subscribe());
        // Not on the threads of the guests: a plugin is compiled by a process of its own, and they know of none.
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    heard = commits.recv() => match heard {
                        Ok(commit) => {
                            if !commit.events.iter().any(|event| &*event.subject.collection == COLLECTION) {
                                continue;
                            }
                        }
                        Err(RecvError::Lagged(_)) => {}
                        Err(RecvError::Closed) => return,
                    },
                    () = tokio::time::sleep(LOOK) => {}
                }
                let Some(host) = host.upgrade() else { return };
                if host.guests.closed().load(Ordering::SeqCst) {
                    return;
                }
                if let Err(error) = host.be_as_installed().await {
                    tracing::warn!(%error, "the plugins could not be made those that are installed; trying again");
                }
            }
        });
    }

    /// The plugins that answer are those that are installed, in their present versions.
    async fn be_as_installed(self: &Arc<Host>) -> Result<(), HostError> {
        self.identity.refresh().map_err(|error| HostError::Engine(error.to_string()))?;
        self.set_quotas()?;
        // What this process changes itself is there before this goes on.
        let _alone = self.changing.lock().await;
        let mut unit = self.store.begin();
        let now = self.clock.now();
        let rows = unit.scan(&PLUGINS, "", None, usize::MAX)?;
        let registry = self.registry();
        for plugin in registry.all() {
            let there = quarantine::known(&mut unit, plugin.id())?.filter(|known| known.until > now);
            if there.is_some() != plugin.stats.health.quarantine(now).is_some() {
                plugin.stats.health.set(there);
            }
        }
        drop(unit);
        let wanted: BTreeMap<String, Installed> = rows.into_iter().collect();
        let gone = registry.all().filter(|plugin| !wanted.contains_key(plugin.id().as_str()));
        for plugin in gone {
            self.replace_registry(self.registry().without(plugin.id()));
            self.forget_mirror(plugin.id());
        }
        let is_there = |id: &str, row: &Installed| {
            registry.get(id).is_some_and(|plugin| plugin.inspection.sha256 == row.active.component)
        };
        let missing = wanted.into_iter().filter(|(id, row)| !is_there(id, row)).collect();
        self.load(missing).await
    }
}
