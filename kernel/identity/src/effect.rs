//! What a change would do to people and plugins, told before it is saved.
//!
//! The change is made for real in a unit of work that nobody commits: so the same code decides whether it is
//! allowed, and what it would do cannot differ from what it will do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ombud_access::{
    Authority, BuiltIn, DepartmentId, Grant, Mandate, PluginId, Role, RoleId, RoleKind, Shift, Snapshot,
    Timestamp, UserId,
};
use ombud_store::UnitOfWork;
use serde::Serialize;

use crate::person::{self, Person};
use crate::{Result, assignment, policy, text};

/// The most people who are looked at one by one.
const MOST: usize = 1_000;

/// How things are before a change, in the unit of work in which it will be tried.
pub struct Before {
    policy: Arc<Snapshot>,
    touched: BTreeMap<UserId, Option<Person>>,
    now: Timestamp,
}

/// What a change does.
#[derive(Debug)]
pub struct Effect {
    /// For whom something becomes different, by name; first whoever has not signed in, if it is different for them.
    pub people: Vec<Affected>,
    /// How many more hold a changed role and were not looked at.
    pub not_looked_at: usize,
    /// Plugins whose mandates become different.
    pub plugins: Vec<MandateShift>,
}

/// Somebody for whom something becomes different.
#[derive(Debug)]
pub struct Affected {
    /// Who; none: whoever has not signed in.
    pub person: Option<Person>,
    /// The rights as they are.
    pub before: Authority,
    /// The rights as they would be.
    pub after: Authority,
    /// The difference. Empty if only whether they are staff becomes different.
    pub shifts: Vec<Shift>,
}

/// What becomes different for a plugin. It always holds what it declares itself; that goes and comes with the plugin.
#[derive(Debug, PartialEq, Serialize)]
pub struct MandateShift {
    /// Which.
    pub plugin: PluginId,
    /// Its mandate as it is; none: not installed.
    pub before: Option<Mandate>,
    /// Its mandate as it would be; none: not installed any more.
    pub after: Option<Mandate>,
    /// What it may afterwards only.
    pub gained: Vec<Given>,
    /// What it may before only.
    pub lost: Vec<Given>,
}

/// What a mandate gives: nothing while the plugin is switched off.
#[derive(Debug, PartialEq, Serialize)]
pub struct Given {
    /// The permission, and on whose records.
    #[serde(flatten)]
    pub grant: Grant,
    /// Only on records that are filed in one of these; none: on all, ...
    pub departments: Option<Vec<DepartmentId>>,
    /// ... but on those that are filed in one of these.
    pub except: Vec<DepartmentId>,
}

impl Before {
    /// How things are now. `touched` are those whose own row (roles, departments, whether they are active) the
    /// change is about; who is affected by a role that they hold is found by itself.
    pub fn take(uow: &mut UnitOfWork, touched: &[UserId], now: Timestamp) -> Result<Before> {
        let policy = Arc::new(policy::compile(uow)?);
        let touched =
            touched.iter().map(|id| Ok((*id, person::get(uow, *id)?))).collect::<Result<BTreeMap<_, _>>>()?;
        Ok(Before { policy, touched, now })
    }

    /// What is different now, in the same unit of work after the change.
    pub fn compare(self, uow: &mut UnitOfWork) -> Result<Effect> {
        let after = Arc::new(policy::compile(uow)?);
        let mut ids: BTreeSet<UserId> = self.touched.keys().copied().collect();
        ids.extend(self.policy.policy().owner.into_iter().chain(after.policy().owner));
        for role in changed_roles(&self.policy, &after) {
            ids.extend(assignment::holders_of(uow, role)?);
        }
        let not_looked_at = ids.len().saturating_sub(MOST);
        let mut people = Vec::new();
        for id in ids.into_iter().take(MOST) {
            let Some(now) = person::get(uow, id)? else { continue };
            let was = self.touched.get(&id).cloned().flatten().unwrap_or_else(|| now.clone());
            let (was, is) = (self.authority(&self.policy, &was), self.authority(&after, &now));
            people.extend(affected(Some(now), was, is));
        }
        people.sort_by_cached_key(|one| {
            one.person.as_ref().map(|person| (text::fold(&person.name), person.id))
        });
        let visitor = |policy: &Arc<Snapshot>| Authority::visitor(policy.clone(), self.now);
        if let Some(visitors) = affected(None, visitor(&self.policy), visitor(&after)) {
            people.insert(0, visitors);
        }
        Ok(Effect { people, not_looked_at, plugins: mandate_shifts(&self.policy, &after) })
    }

    fn authority(&self, policy: &Arc<Snapshot>, person: &Person) -> Authority {
        Authority::person(policy.clone(), Arc::new(person.subject()), self.now)
    }
}

impl Affected {
    /// Whether the person would become staff (true), stop being staff (false), or neither.
    pub fn becomes_staff(&self) -> Option<bool> {
        (self.before.is_staff() != self.after.is_staff()).then(|| self.after.is_staff())
    }
}

fn affected(person: Option<Person>, before: Authority, after: Authority) -> Option<Affected> {
    let shifts = before.shifts_to(&after);
    let one = Affected { person, before, after, shifts };
    (!one.shifts.is_empty() || one.becomes_staff().is_some()).then_some(one)
}

/// Roles that say something else now, or whose grants mean something else because permissions came or went.
fn changed_roles(before: &Snapshot, after: &Snapshot) -> BTreeSet<RoleId> {
    let declared = |policy: &Snapshot| -> BTreeMap<_, _> {
        policy.permissions().iter().map(|known| (known.name.clone(), known.clone())).collect()
    };
    let (old, new) = (declared(before), declared(after));
    let same = |name| old.get(name) == new.get(name);
    let permissions: BTreeSet<_> = old.keys().chain(new.keys()).filter(|name| !same(name)).collect();
    let means_else = |role: &Role| {
        role.kind == RoleKind::BuiltIn(BuiltIn::Administrator) && !permissions.is_empty()
            || role.grants.iter().any(|grant| permissions.contains(&grant.permission))
    };
    let is_changed = |role: &&Role| before.role(role.id) != Some(*role) || means_else(role);
    after.policy().roles.iter().filter(is_changed).map(|role| role.id).collect()
}

fn mandate_shifts(before: &Snapshot, after: &Snapshot) -> Vec<MandateShift> {
    let plugins: BTreeSet<&PluginId> =
        [before, after].into_iter().flat_map(|policy| &policy.policy().mandates).map(|m| &m.plugin).collect();
    plugins
        .into_iter()
        .filter_map(|plugin| {
            let (was, is) = (before.mandate(plugin), after.mandate(plugin));
            (was != is).then(|| MandateShift {
                plugin: plugin.clone(),
                before: was.cloned(),
                after: is.cloned(),
                gained: beyond(is, was),
                lost: beyond(was, is),
            })
        })
        .collect()
}

/// What one mandate gives and the other does not.
fn beyond(some: Option<&Mandate>, other: Option<&Mandate>) -> Vec<Given> {
    let (some, other) = (some.filter(|one| one.enabled), other.filter(|one| one.enabled));
    let Some(some) = some else { return Vec::new() };
    let given = |grant: &Grant| {
        let given = |departments, except| Some(Given { grant: grant.clone(), departments, except });
        let Some(other) = other.filter(|other| other.grants.contains(grant)) else {
            return given(some.departments.clone(), vec![]);
        };
        match (&some.departments, &other.departments) {
            (_, None) => None,
            (None, Some(there)) => given(None, there.clone()),
            (Some(here), Some(there)) => {
                let more: Vec<_> = here.iter().filter(|at| !there.contains(at)).copied().collect();
                if more.is_empty() { None } else { given(Some(more), vec![]) }
            }
        }
    };
    some.grants.iter().filter_map(given).collect()
}
