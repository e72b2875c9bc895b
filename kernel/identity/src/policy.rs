//! The policy: what the tables say about roles, permissions, mandates and the owner, compiled once per
//! change.

use std::sync::Arc;

use ombud_access::{Policy, Snapshot};
use ombud_store::{Table, UnitOfWork};

use crate::{Identity, IdentityError, Result, owner, permission, plugin, role};

/// One number that each change of the policy increases. Whoever decides by the policy reads it, so the
/// store sees a call that was decided by an older policy as a conflict.
const EPOCH: Table<u64> = Table::new("policy_epoch");
const KEY: &str = "epoch";

impl Identity {
    /// The policy as last compiled, for showing things. What decides is [`policy_in`](Self::policy_in).
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.policy.load_full()
    }

    /// The policy that holds in this unit of work. Its epoch is then among the unit's reads: if
    /// somebody changes the policy meanwhile, the commit is a conflict and the call runs again.
    pub fn policy_in(&self, uow: &mut UnitOfWork) -> Result<Arc<Snapshot>> {
        let epoch = epoch(uow)?;
        let cached = self.policy.load_full();
        if cached.epoch() == epoch {
            return Ok(cached);
        }
        let committed = self.refresh()?;
        if committed.epoch() == epoch {
            return Ok(committed);
        }
        // The unit changed the policy itself, or is older than the last change and bound to conflict.
        Ok(Arc::new(compile(uow)?))
    }

    /// Compiles the committed policy again. [`policy_in`](Self::policy_in) does so when it must; call
    /// this after a change to have it done before the next request.
    pub fn refresh(&self) -> Result<Arc<Snapshot>> {
        let fresh = Arc::new(compile(&mut self.store.begin())?);
        self.policy.rcu(|cached| if cached.epoch() > fresh.epoch() { cached.clone() } else { fresh.clone() });
        Ok(fresh)
    }
}

/// The policy by the tables, as this unit of work sees them.
pub(crate) fn compile(uow: &mut UnitOfWork) -> Result<Snapshot> {
    let policy = Policy {
        permissions: permission::all(uow)?,
        roles: role::all(uow)?,
        mandates: plugin::mandates(uow)?,
        owner: owner::current(uow)?,
        epoch: epoch(uow)?,
    };
    Snapshot::compile(policy).map_err(|error| IdentityError::Policy(error.to_string()))
}

/// 0 on a desk that was never opened.
pub(crate) fn epoch(uow: &mut UnitOfWork) -> Result<u64> {
    Ok(uow.get(&EPOCH, KEY)?.unwrap_or(0))
}

/// Each change of the policy calls this once, in its own unit of work.
pub(crate) fn bump(uow: &mut UnitOfWork) -> Result<()> {
    let next = epoch(uow)? + 1;
    Ok(uow.put(&EPOCH, KEY, &next)?)
}
