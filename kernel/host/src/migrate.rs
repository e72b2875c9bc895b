//! Records in the form that a version of their plugin expects.

use crate::budget::{Budget, Limits};
use crate::call::{Cx, Root, new_store};
use crate::entry::Entry;
use crate::host::Host;
use crate::install::InstallError;
use crate::manifest::Manifest;
use crate::problem::CallError;
use crate::registry::Loaded;
use ombud_access::{Authority, Mandate, Policy, PolicyError, Snapshot};
use ombud_store::UnitOfWork;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// From one form of records to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Migration {
    /// As they are.
    pub from: u32,
    /// As they shall be.
    pub to: u32,
}

impl Migration {
    /// What is needed before a version takes over records that are kept in this form.
    pub(crate) fn needed(from: u32, manifest: &Manifest) -> Option<Migration> {
        let to = manifest.plugin.schema;
        (from != to).then_some(Migration { from, to })
    }
}

/// What a migration may use. Nobody waits for an answer but the administrator; all that it writes is one unit of work,
/// whose size the store limits.
const LIMITS: Limits = Limits {
    together: Duration::ZERO,
    deadline: Duration::from_secs(120),
    cpu_ticks: 12_000,
    memory: 256 << 20,
    memory_of_all: 256 << 20,
    host_calls: 2_000_000,
    bytes_written: 64 << 20,
    response: 0,
    depth: 1,
    concurrency: 1,
    // What a plugin keeps is looked at when it is committed.
    storage: u64::MAX,
    timers: u64::MAX,
};

impl Host {
    /// Lets a version of a plugin bring all its records from one form to another, in this unit of work.
    pub(crate) async fn migrate(
        &self,
        mut unit: UnitOfWork,
        code: &Arc<Loaded>,
        migration: Migration,
    ) -> Result<UnitOfWork, InstallError> {
        let plugin = code.id().clone();
        let cannot = |why: String| InstallError::Migration { plugin: plugin.clone(), migration, why };
        let about = &code.manifest().plugin;
        if migration.to < migration.from && about.back_to.unwrap_or(about.schema) > migration.to {
            return Err(cannot(format!(
                "version {} cannot bring them back (its manifest says nothing of `back-to = {}`); install a later version that can, or restore a backup",
                about.version, migration.to
            )));
        }
        if code.exports.migrations.is_none() {
            return Err(cannot(format!(
                "version {} exports no `migrations` to bring them there",
                about.version
            )));
        }
        let policy = self.identity.policy_in(&mut unit).map_err(CallError::from)?;
        let policy = own_rights(&policy, code).map_err(|error| cannot(error.to_string()))?;
        let now = self.clock.now();
        // Its collections are those of the version that does the work.
        let registry = Arc::new(self.registry().with(code.clone()));
        unit.rewrite(true);
        let budget = Arc::new(Budget::new(LIMITS));
        let root =
            Arc::new(Root::new(self, registry, format!("migrate-{plugin}"), now, budget.clone(), unit));
        let authority = Authority::plugin(policy, plugin.clone(), now);
        let cx = Cx::outermost(root.clone(), code.clone(), authority, false);
        let mut store = new_store(&self.engine.engine, cx);
        let work = async {
            let instance = code.pre.instantiate_async(&mut store).await?;
            let entry = Entry::Migrate { from: migration.from, to: migration.to };
            code.exports.ask(&mut store, &instance, &entry).await
        };
        // The guests' threads are not asked: nobody waits behind this one.
        match timeout(budget.remaining(), work).await {
            Ok(Ok(Ok(_))) => {}
            Ok(Ok(Err(error))) => return Err(cannot(CallError::from(error).to_string())),
            Ok(Err(trap)) => {
                tracing::error!(%plugin, error = ?trap, "a plugin failed while it migrated its records");
                return Err(cannot("it failed while it brought them there; see the log".into()));
            }
            Err(_) => return Err(cannot(format!("it took longer than {} s", LIMITS.deadline.as_secs()))),
        }
        drop(store);
        let mut unit = root.take_unit().ok_or(CallError::Closing)?;
        unit.rewrite(false);
        Ok(unit)
    }
}

/// The policy in which a plugin may do everything with what is its own, in every department, and nothing else: records
/// that its mandate keeps from it change their form, too.
fn own_rights(policy: &Snapshot, code: &Loaded) -> Result<Arc<Snapshot>, PolicyError> {
    let mandate = Mandate { plugin: code.id().clone(), grants: Vec::new(), departments: None, enabled: true };
    let permissions = policy.permissions().to_vec();
    let policy = Policy { permissions, mandates: vec![mandate], ..Policy::default() };
    Snapshot::compile(policy).map(Arc::new)
}
