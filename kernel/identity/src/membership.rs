//! Who works in which department.

use ombud_access::{DepartmentId, UserId, guard};
use ombud_store::{Table, UnitOfWork};

use crate::actor::Actor;
use crate::person::{self, Person};
use crate::{IdentityError, Result, department, refusal};

/// `department/person`; the person's own row has the same the other way round.
pub(crate) const MEMBERS: Table<()> = Table::new("members");

/// More departments than anybody works in.
const MOST: usize = 500;

/// Puts a person into a department. Needs `kernel:membership.edit` there, and everything that the
/// person gains there.
pub fn add<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    user: UserId,
    department: DepartmentId,
) -> Result<Person> {
    let actor = actor.into();
    actor.require_in("kernel:membership.edit", Some(department))?;
    let before = person::require(uow, user)?;
    department::require(uow, department)?;
    let mut after = before.clone();
    if !after.departments.contains(&department) {
        after.departments.push(department);
        after.departments.sort_unstable();
    }
    if after.departments.len() > MOST {
        return Err(IdentityError::invalid("departments", refusal!("refused-most-for-one", most = MOST)));
    }
    guard::membership(actor.authority, &before.subject(), &after.departments)?;
    uow.put(&MEMBERS, &format!("{department}/{user}"), &())?;
    person::save(uow, actor, "membership.add", &before, after)
}

/// Takes a person out of a department. Needs `kernel:membership.edit` there. Whatever is assigned to
/// the person stays so.
pub fn remove<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    user: UserId,
    department: DepartmentId,
) -> Result<Person> {
    let actor = actor.into();
    actor.require_in("kernel:membership.edit", Some(department))?;
    let before = person::require(uow, user)?;
    let mut after = before.clone();
    after.departments.retain(|known| *known != department);
    guard::membership(actor.authority, &before.subject(), &after.departments)?;
    uow.remove(&MEMBERS, &format!("{department}/{user}"))?;
    person::save(uow, actor, "membership.remove", &before, after)
}

/// Puts a person into exactly these departments. Needs what [`add`] and [`remove`] need, and `kernel:person.read` where
/// nothing is to be changed.
pub fn set<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    user: UserId,
    wanted: &[DepartmentId],
) -> Result<Person> {
    let actor = actor.into();
    let mut known = person::require(uow, user)?;
    let before = known.departments.clone();
    let changes =
        before.iter().any(|at| !wanted.contains(at)) || wanted.iter().any(|at| !before.contains(at));
    if !changes {
        actor.require("kernel:person.read")?;
    }
    for gone in before.iter().filter(|at| !wanted.contains(at)) {
        known = remove(uow, actor, user, *gone)?;
    }
    for new in wanted.iter().filter(|at| !before.contains(at)) {
        known = add(uow, actor, user, *new)?;
    }
    Ok(known)
}

/// How many people work in a department. Needs `kernel:person.read`.
pub fn count<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    department: DepartmentId,
) -> Result<usize> {
    actor.into().require("kernel:person.read")?;
    Ok(members(uow, department)?.len())
}

/// The people of a department, in the order of their ids. Checks nothing.
pub(crate) fn members(uow: &mut UnitOfWork, department: DepartmentId) -> Result<Vec<UserId>> {
    let prefix = format!("{department}/");
    let rows = uow.scan(&MEMBERS, &prefix, None, usize::MAX)?;
    Ok(rows.iter().filter_map(|(key, ())| key.rsplit('/').next()?.parse().ok()).collect())
}
