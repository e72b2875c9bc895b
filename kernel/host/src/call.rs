//! One incoming call: who, when, and what it may use. Fixed at its beginning;
//! there is no way to change it from inside.

use crate::bindings::types as wit;
use crate::budget::{Budget, Limiter};
use crate::problem::CallError;
use crate::registry::{Loaded, Registry};
use ombud_access::{Authority, Id, PluginId, Timestamp, UserId};
use ombud_identity::Identity;
use ombud_store::{Store, UnitOfWork};
use parking_lot::{MappedMutexGuard, Mutex, MutexGuard};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use wasmtime::{Engine, UpdateDeadline};

/// Bytes that a guest may hand to the kernel in one call, and get back from it.
const HOSTCALL_BYTES: usize = 96 << 20;

/// Refusals of one call that are remembered.
const REMEMBERED: usize = 64;

/// What all plugins that take part in one incoming call share.
pub(crate) struct Root {
    pub store: Store,
    pub identity: Arc<Identity>,
    /// The plugins as they were when the call began: an upgrade meanwhile
    /// does not mix versions.
    pub registry: Arc<Registry>,
    pub request_id: String,
    pub now: Timestamp,
    pub budget: Arc<Budget>,
    chance: Chance,
    /// What the kernel has refused in this call. A plugin can tell of refusals that there never were.
    refused: Mutex<Vec<wit::Denial>>,
    unit: Mutex<Option<UnitOfWork>>,
}

impl Root {
    #[expect(clippy::too_many_arguments, reason = "built whole, in one place; there are no setters")]
    pub fn new(
        store: Store,
        identity: Arc<Identity>,
        registry: Arc<Registry>,
        request_id: String,
        now: Timestamp,
        budget: Arc<Budget>,
        seed: [u8; 32],
        unit: UnitOfWork,
    ) -> Root {
        Root {
            store,
            identity,
            registry,
            request_id,
            now,
            budget,
            chance: Chance { seed, next: AtomicU64::new(0) },
            refused: Mutex::default(),
            unit: Mutex::new(Some(unit)),
        }
    }

    /// The unit of work. A guest runs one host call at a time and nested calls
    /// run while their caller waits, so nobody ever waits for this lock long.
    pub fn unit(&self) -> MappedMutexGuard<'_, UnitOfWork> {
        MutexGuard::map(self.unit.lock(), |unit| unit.as_mut().expect("taken only after the guest has ended"))
    }

    /// Remembers a refusal by the kernel.
    pub fn remember(&self, denial: &wit::Denial) {
        let mut refused = self.refused.lock();
        if refused.len() < REMEMBERED {
            refused.push(denial.clone());
        }
    }

    /// What a guest's error is for the outside: a refusal only counts as one if it was the kernel's.
    pub fn problem(&self, error: wit::Error) -> CallError {
        match error {
            wit::Error::Denied(denial) if !self.refused.lock().iter().any(|known| same(known, &denial)) => {
                CallError::Refused(denial.reason)
            }
            other => other.into(),
        }
    }

    /// Takes the unit of work out, to commit or drop it, when the guest has ended.
    pub fn take_unit(&self) -> Option<UnitOfWork> {
        self.unit.lock().take()
    }
}

fn same(a: &wit::Denial, b: &wit::Denial) -> bool {
    (&a.permission, &a.reason) == (&b.permission, &b.reason)
}

/// Chance from a seed: the same call with the same seed gets the same bytes.
struct Chance {
    seed: [u8; 32],
    next: AtomicU64,
}

impl Chance {
    fn bytes(&self, length: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(length + 31);
        while bytes.len() < length {
            let block = self.next.fetch_add(1, Ordering::Relaxed);
            let mut hash = Sha256::new();
            hash.update(self.seed);
            hash.update(block.to_be_bytes());
            bytes.extend_from_slice(&hash.finalize());
        }
        bytes.truncate(length);
        bytes
    }
}

/// The data of one guest instance's store.
pub(crate) struct Cx {
    pub root: Arc<Root>,
    pub plugin: Arc<Loaded>,
    pub authority: Authority,
    /// The plugin that called this one.
    pub caller: Option<PluginId>,
    /// Plugins from the outermost to this one.
    pub chain: Vec<PluginId>,
    limiter: Limiter,
}

impl Cx {
    /// For the plugin that the request is for.
    pub fn outermost(root: Arc<Root>, plugin: Arc<Loaded>, authority: Authority) -> Cx {
        let chain = vec![plugin.id().clone()];
        let limiter = Limiter::new(root.budget.clone());
        Cx { root, plugin, authority, caller: None, chain, limiter }
    }

    /// For a plugin that this one calls.
    pub fn nested(&self, callee: Arc<Loaded>, authority: Authority) -> Cx {
        let mut chain = self.chain.clone();
        chain.push(callee.id().clone());
        Cx {
            root: self.root.clone(),
            plugin: callee,
            authority,
            caller: Some(self.plugin.id().clone()),
            chain,
            limiter: Limiter::new(self.root.budget.clone()),
        }
    }

    /// Counts a call to the kernel. An error ends the guest: no plugin that
    /// works needs so many.
    pub fn count_host_call(&self) -> wasmtime::Result<()> {
        if self.root.budget.host_call() {
            return Ok(());
        }
        Err(wasmtime::format_err!("more than {} calls to the kernel", self.root.budget.limits.host_calls))
    }

    /// Counts and remembers an error that is a refusal.
    pub fn note_denial(&self, error: &wit::Error) {
        if let wit::Error::Denied(denial) = error {
            self.plugin.stats.denied();
            self.root.remember(denial);
        }
    }

    /// Counts bytes to be written.
    pub fn count_written(&self, bytes: usize) -> Result<(), wit::Error> {
        if self.root.budget.write(bytes) {
            return Ok(());
        }
        let limit = self.root.budget.limits.bytes_written;
        Err(wit::Error::TooLarge(format!("one call may write {limit} bytes in all")))
    }

    /// `length` bytes of chance.
    pub fn random(&self, length: usize) -> Vec<u8> {
        self.root.chance.bytes(length)
    }

    /// A new id, ordered by the time of the call.
    pub fn new_id(&self) -> Id {
        let mut random = [0; 10];
        random.copy_from_slice(&self.random(10));
        Id::new(self.root.now, random)
    }

    /// The person behind the call, whoever's rights decide.
    pub fn person(&self) -> Option<UserId> {
        self.authority.on_behalf()
    }
}

/// A store for one guest instance, with every limit set.
pub(crate) fn new_store(engine: &Engine, cx: Cx) -> wasmtime::Store<Cx> {
    let mut store = wasmtime::Store::new(engine, cx);
    store.limiter(|cx| &mut cx.limiter);
    store.set_hostcall_fuel(HOSTCALL_BYTES);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|cx| {
        let budget = &cx.data().root.budget;
        if !budget.tick() {
            return Err(wasmtime::format_err!("used its CPU time of {} ticks", budget.limits.cpu_ticks));
        }
        Ok(UpdateDeadline::YieldCustom(1, Box::pin(tokio::task::yield_now())))
    });
    store
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_chance_and_never_the_same_bytes_twice() {
        let a = Chance { seed: [7; 32], next: AtomicU64::new(0) };
        let b = Chance { seed: [7; 32], next: AtomicU64::new(0) };
        let first = a.bytes(40);
        assert_eq!(first, b.bytes(40));
        assert_ne!(first, a.bytes(40));
    }
}
