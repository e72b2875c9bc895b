//! Who holds which role, and where.

use std::collections::BTreeSet;

use ombud_access::{
    Audience, BuiltIn, DepartmentId, HeldRole, Place, RoleId, RoleKind, Snapshot, Timestamp, UserId, guard,
};
use ombud_store::{Table, UnitOfWork};

use crate::actor::Actor;
use crate::person::{self, Person};
use crate::{IdentityError, Result, department, owner, refusal, role};

/// `role/person`; the person's own row has the same the other way round.
pub(crate) const HOLDERS: Table<()> = Table::new("role_holders");

/// More roles than anybody holds.
const MOST: usize = 100;

/// Replaces the roles of a person. Needs `kernel:role.assign` wherever a role is given or taken,
/// rights no smaller than the person's, and all that the new roles give. A person has at least one
/// role; the owner's is passed on by [`owner::transfer`] only.
pub fn set<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    user: UserId,
    mut roles: Vec<HeldRole>,
) -> Result<Person> {
    let actor = actor.into();
    let before = person::require(uow, user)?;
    roles.sort_unstable_by_key(|held| (held.role, department_of(held.place)));
    roles.dedup();
    let is_owner = owner::current(uow)? == Some(user);
    if roles.is_empty() && !is_owner {
        return Err(IdentityError::invalid("roles", refusal!("refused-no-role-left")));
    }
    if roles.len() > MOST {
        return Err(IdentityError::invalid("roles", refusal!("refused-most-for-one", most = MOST)));
    }
    if roles.windows(2).any(|pair| (pair[0].role, pair[0].place) == (pair[1].role, pair[1].place)) {
        return Err(IdentityError::invalid("roles", refusal!("refused-role-twice")));
    }
    for held in before.roles.iter().filter(|held| !roles.contains(held)) {
        actor.require_in("kernel:role.assign", department_of(held.place))?;
    }
    for held in roles.iter().filter(|held| !before.roles.contains(held)) {
        actor.require_in("kernel:role.assign", department_of(held.place))?;
        may_be_held(uow, held, actor.authority.now())?;
    }
    guard::set_roles(actor.authority, &before.subject(), &roles)?;
    index(uow, user, &before.roles, &roles)?;
    person::save(uow, actor, "role.assign", &before, Person { roles, ..before.clone() })
}

/// Those who hold a role, wherever and however long, by id. Needs `kernel:role.read`.
pub fn holders<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, role: RoleId) -> Result<Vec<UserId>> {
    actor.into().require("kernel:role.read")?;
    holders_of(uow, role)
}

/// The first of them, by id. Needs `kernel:role.read`.
pub fn first_holders<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    role: RoleId,
    most: usize,
) -> Result<Vec<UserId>> {
    actor.into().require("kernel:role.read")?;
    let rows = uow.scan(&HOLDERS, &format!("{role}/"), None, most)?;
    Ok(rows.iter().filter_map(|(key, ())| key.rsplit('/').next()?.parse().ok()).collect())
}

/// Refuses who has less than the person. The owner is managed by himself alone.
pub(crate) fn outranks(uow: &mut UnitOfWork, actor: &Actor<'_>, user: UserId) -> Result<()> {
    let person = person::require(uow, user)?;
    Ok(guard::outranks(actor.authority, &person.subject())?)
}

/// Whether one of these roles is live and makes its holders staff.
pub(crate) fn is_staff(roles: &[HeldRole], policy: &Snapshot, now: Timestamp) -> bool {
    roles.iter().filter(|held| now.is_before(held.until)).any(|held| {
        policy.role(held.role).is_some_and(|role| !role.retired && role.audience == Audience::Staff)
    })
}

/// The owner, and everybody who holds a role for staff, whether or not it still counts.
pub(crate) fn staff(uow: &mut UnitOfWork, policy: &Snapshot) -> Result<BTreeSet<UserId>> {
    let mut ids: BTreeSet<UserId> = owner::current(uow)?.into_iter().collect();
    for role in policy.policy().roles.iter().filter(|role| role.audience == Audience::Staff) {
        ids.extend(holders_of(uow, role.id)?);
    }
    Ok(ids)
}

/// Gives a role that nobody has to be asked for: the kernel's own doing.
pub(crate) fn give(uow: &mut UnitOfWork, user: UserId, built_in: BuiltIn) -> Result<Person> {
    let role = role::built_in(uow, built_in)?;
    let before = person::require(uow, user)?;
    let mut after = before.clone();
    after.roles.retain(|held| held.role != role.id);
    after.roles.push(HeldRole { role: role.id, place: Place::Everywhere, until: None });
    index(uow, user, &before.roles, &after.roles)?;
    person::put(uow, &after)?;
    Ok(after)
}

/// Whoever is no more holds nothing.
pub(crate) fn take_all(uow: &mut UnitOfWork, person: &Person) -> Result<()> {
    index(uow, person.id, &person.roles, &[])
}

pub(crate) fn holders_of(uow: &mut UnitOfWork, role: RoleId) -> Result<Vec<UserId>> {
    let rows = uow.scan(&HOLDERS, &format!("{role}/"), None, usize::MAX)?;
    Ok(rows.iter().filter_map(|(key, ())| key.rsplit('/').next()?.parse().ok()).collect())
}

pub(crate) fn has_holders(uow: &mut UnitOfWork, role: RoleId) -> Result<bool> {
    Ok(!uow.scan(&HOLDERS, &format!("{role}/"), None, 1)?.is_empty())
}

fn may_be_held(uow: &mut UnitOfWork, held: &HeldRole, now: Timestamp) -> Result<()> {
    let role = role::require(uow, held.role)?;
    if role.retired {
        return Err(IdentityError::Conflict(refusal!("refused-role-retired", role = &role.name)));
    }
    match role.kind {
        RoleKind::BuiltIn(BuiltIn::Owner) => {
            return Err(IdentityError::Conflict(refusal!("refused-one-owner")));
        }
        RoleKind::BuiltIn(BuiltIn::Visitor) => {
            return Err(IdentityError::invalid("roles", refusal!("refused-visitor")));
        }
        _ => {}
    }
    if !now.is_before(held.until) {
        return Err(IdentityError::invalid("until", refusal!("refused-past")));
    }
    if let Place::In(at) = held.place {
        department::require(uow, at)?;
    }
    Ok(())
}

fn index(uow: &mut UnitOfWork, user: UserId, before: &[HeldRole], after: &[HeldRole]) -> Result<()> {
    for held in before {
        uow.remove(&HOLDERS, &format!("{}/{user}", held.role))?;
    }
    for held in after {
        uow.put(&HOLDERS, &format!("{}/{user}", held.role), &())?;
    }
    Ok(())
}

fn department_of(place: Place) -> Option<DepartmentId> {
    match place {
        Place::Everywhere => None,
        Place::In(department) => Some(department),
    }
}
