//! A version that waits, beside the one that is installed: each live call is made with both, and compared.

use super::{READ, Would, run, says};
use crate::budget::Budget;
use crate::call::Root;
use crate::dispatch::Call;
use crate::entry::{Answered, Entry};
use crate::host::Host;
use crate::install::{INSTALL, InstallError};
use crate::installed::WAITING;
use crate::problem::CallError;
use crate::registry::Loaded;
use ombud_access::{Authority, PluginId, Target, Timestamp};
use ombud_store::{Done, Savepoint, UnitOfWork};
use parking_lot::Mutex;
use serde::Serialize;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Differences that are kept of live calls, the newest.
const KEPT: usize = 200;

/// A live call, and what the other version would have made of it.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// The call's name in logs and audit.
    pub request: String,
    /// When.
    pub at: Timestamp,
    /// What was asked.
    pub asked: String,
    /// What was done.
    pub now: Would,
    /// What would have been done.
    pub then: Would,
}

/// How live calls compare.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// The version that runs beside.
    pub version: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// Since when.
    pub since: Timestamp,
    /// Calls that were made with both.
    pub calls: u64,
    /// Of these, with the same outcome.
    pub same: u64,
    /// Calls that were left out, because another was being compared.
    pub left_out: u64,
    /// The newest differences.
    pub differences: Vec<Difference>,
}

/// A version that runs beside the installed one.
pub(crate) struct Mirror {
    loaded: Arc<Loaded>,
    since: Timestamp,
    busy: AtomicBool,
    calls: AtomicU64,
    same: AtomicU64,
    left_out: AtomicU64,
    differences: Mutex<VecDeque<Difference>>,
}

/// What a live call was and did, for the version beside it.
pub(crate) struct Original {
    unit: UnitOfWork,
    authority: Authority,
    done: Vec<Done>,
    says: Value,
}

impl Host {
    /// Lets the file that waits as this plugin run beside the installed version from now on, until the desk is
    /// closed or somebody ends it.
    ///
    /// # Errors
    /// If nothing waits or another file does, and refusals.
    pub async fn begin_mirror(
        self: &Arc<Host>,
        id: &PluginId,
        sha256: &str,
        actor: &Authority,
    ) -> Result<(), InstallError> {
        for permission in [INSTALL, READ] {
            actor.check(permission, Target::Desk).into_result().map_err(CallError::Denied)?;
        }
        self.loaded(id)?;
        let waiting = self.store.begin().get(&WAITING, id.as_str())?;
        let waiting = waiting.filter(|waiting| waiting.component == sha256).ok_or_else(|| {
            InstallError::NotWaiting(format!(
                "no file with this hash waits to be installed as `{id}`: send it first"
            ))
        })?;
        let loaded = Arc::new(self.apart(self.waiting_candidate(&waiting)?).await?);
        let mirror = Arc::new(Mirror {
            loaded,
            since: self.clock.now(),
            busy: AtomicBool::new(false),
            calls: AtomicU64::new(0),
            same: AtomicU64::new(0),
            left_out: AtomicU64::new(0),
            differences: Mutex::default(),
        });
        self.mirrors.rcu(|mirrors| {
            let mut mirrors = (**mirrors).clone();
            mirrors.insert(id.clone(), mirror.clone());
            mirrors
        });
        Ok(())
    }

    /// How the version beside a plugin compares, if one runs there.
    ///
    /// # Errors
    /// Refusals.
    pub fn compared(&self, id: &PluginId, actor: &Authority) -> Result<Option<Compared>, CallError> {
        actor.check(READ, Target::Desk).into_result().map_err(CallError::Denied)?;
        Ok(self.mirrors.load().get(id).map(|mirror| mirror.compared()))
    }

    /// Ends the version beside a plugin. False: there was none.
    ///
    /// # Errors
    /// Refusals.
    pub fn end_mirror(&self, id: &PluginId, actor: &Authority) -> Result<bool, CallError> {
        actor.check(INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        Ok(self.forget_mirror(id))
    }

    /// Another version is installed, or none: what was compared is over.
    pub(crate) fn forget_mirror(&self, id: &PluginId) -> bool {
        let before = self.mirrors.rcu(|mirrors| {
            let mut mirrors = (**mirrors).clone();
            mirrors.remove(id);
            mirrors
        });
        before.contains_key(id)
    }

    /// The version beside a plugin. Nearly always there is none.
    pub(crate) fn mirror(&self, id: &PluginId) -> Option<Arc<Mirror>> {
        let mirrors = self.mirrors.load();
        if mirrors.is_empty() { None } else { mirrors.get(id).cloned() }
    }
}

impl Original {
    /// Notes what a live call has done, before it is committed.
    pub fn note(
        unit: &UnitOfWork,
        authority: &Authority,
        begun: Savepoint,
        answer: &Answered,
    ) -> Result<Original, CallError> {
        let mut done = unit.done_since(begun)?;
        done.retain(|one| !matches!(one, Done::Row { .. }));
        Ok(Original { unit: unit.same_moment(), authority: authority.clone(), done, says: says(answer) })
    }
}

impl Mirror {
    /// Makes a live call once more with the version beside, apart from it. One at a time: what cannot be compared
    /// now is left out.
    pub fn follow(self: Arc<Mirror>, host: &Arc<Host>, call: &Call, root: &Root, seen: Original) {
        if self.busy.swap(true, Ordering::AcqRel) {
            self.left_out.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let registry = Arc::new(call.registry.with(self.loaded.clone()));
        let budget = Arc::new(Budget::new(root.budget.limits.clone()));
        let Original { unit, authority, done, says } = seen;
        let again = Arc::new(root.again_with(registry, budget, unit));
        let (host, entry, looks) = (host.clone(), call.entry.clone(), call.looks);
        let now = Would { done, requests: Vec::new(), says, error: None };
        host.guests.handle().clone().spawn(async move {
            let begun = again.unit().savepoint();
            let then = run(&host, &self.loaded, &again, authority, &entry, looks, begun).await;
            if let Ok(then) = then {
                self.compare(&again, &entry, now, then);
            }
            self.busy.store(false, Ordering::Release);
        });
    }

    fn compare(&self, root: &Root, entry: &Entry, now: Would, then: Would) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if now.done == then.done && now.says == then.says && then.error.is_none() {
            self.same.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let mut differences = self.differences.lock();
        if differences.len() >= KEPT {
            differences.pop_front();
        }
        let asked = match entry {
            Entry::Handle(request) => format!("{} {}", request.method, request.path),
            Entry::OnEvent(event) => format!("event {} of {}", event.kind, event.subject.id),
            Entry::Ring { key, .. } => format!("timer {key}"),
            Entry::OnOutcome(outcome) => format!("outcome of {}", outcome.key),
            Entry::OnDelivery(delivery) => format!("outcome of the mail {}", delivery.key),
            Entry::Render { name, .. } => format!("part {name}"),
            Entry::Draw { name, .. } => format!("column {name}"),
            Entry::Before(_) | Entry::Migrate { .. } | Entry::Export { .. } => "another call".to_owned(),
        };
        let request = root.request_id.clone();
        differences.push_back(Difference { request, at: root.now, asked, now, then });
    }

    fn compared(&self) -> Compared {
        Compared {
            version: self.loaded.manifest().plugin.version.clone(),
            sha256: self.loaded.inspection.sha256.clone(),
            since: self.since,
            calls: self.calls.load(Ordering::Relaxed),
            same: self.same.load(Ordering::Relaxed),
            left_out: self.left_out.load(Ordering::Relaxed),
            differences: self.differences.lock().iter().cloned().collect(),
        }
    }
}
