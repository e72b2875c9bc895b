//! Roles: the ready-made ones and those that a desk makes for itself.

use std::collections::BTreeSet;

use ombud_access::{
    Audience, Authority, BuiltIn, Grant, Id, Permission, Role, RoleId, RoleKind, Scopes, Timestamp, guard,
};
use ombud_store::{Table, UnitOfWork};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{IdentityError, Result, assignment, permission, policy, ready_made, refusal, secret, text};

pub(crate) const ROLES: Table<Role> = Table::new("roles");
pub(crate) const BY_NAME: Table<RoleId> = Table::new("roles_by_name");

/// More than anybody can keep apart.
const MOST: usize = 1_000;

/// The longest description, in characters.
const DESCRIPTION_LIMIT: usize = 1_000;

/// A role to be made.
#[derive(Clone, Debug)]
pub struct NewRole {
    /// A slug, unique on the desk.
    pub name: String,
    /// What people read.
    pub title: String,
    /// One sentence more.
    pub description: String,
    /// Whether its holders are staff. For good.
    pub audience: Audience,
    /// Whether it may never contact a customer. For good.
    pub collaborator: bool,
    /// What it gives.
    pub grants: Vec<Grant>,
}

/// What to change; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct RoleChange {
    /// A new slug; not for built-in roles.
    pub name: Option<String>,
    /// A new title.
    pub title: Option<String>,
    /// A new description.
    pub description: Option<String>,
    /// All that it shall give from now on.
    pub grants: Option<Vec<Grant>>,
}

/// Makes a role. Needs `kernel:role.edit` and everything that the role gives.
pub fn create<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, new: NewRole) -> Result<Role> {
    let actor = actor.into();
    actor.require("kernel:role.edit")?;
    if all(uow)?.len() >= MOST {
        return Err(IdentityError::Conflict(refusal!("refused-most-roles", most = MOST)));
    }
    let role = Role {
        id: RoleId(secret::id(actor.authority.now())?),
        name: text::slug(&new.name)?,
        title: text::name("title", &new.title)?,
        description: text::prose("description", &new.description, DESCRIPTION_LIMIT)?,
        kind: RoleKind::Custom,
        audience: new.audience,
        collaborator: new.collaborator,
        retired: false,
        grants: new.grants,
    };
    usable(uow, &[], &role)?;
    guard::role_edit(actor.authority, None, &role)?;
    claim(uow, &role)?;
    save(uow, actor, "role.create", None, role)
}

/// Changes a role for all who hold it. Needs `kernel:role.edit` and everything that the role gives,
/// before and after. What the owner and administrators may do is not a matter of grants.
pub fn update<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    id: RoleId,
    change: RoleChange,
) -> Result<Role> {
    let actor = actor.into();
    actor.require("kernel:role.edit")?;
    let before = require(uow, id)?;
    if matches!(before.kind, RoleKind::BuiltIn(BuiltIn::Owner | BuiltIn::Administrator))
        && change.grants.is_some()
    {
        return Err(IdentityError::Conflict(refusal!("refused-role-fixed", role = &before.name)));
    }
    let mut after = before.clone();
    if let Some(name) = change.name {
        after.name = text::slug(&name)?;
    }
    if let Some(title) = change.title {
        after.title = text::name("title", &title)?;
    }
    if let Some(description) = change.description {
        after.description = text::prose("description", &description, DESCRIPTION_LIMIT)?;
    }
    if let Some(grants) = change.grants {
        after.grants = grants;
    }
    if after == before {
        return Ok(before);
    }
    usable(uow, &before.grants, &after)?;
    guard::role_edit(actor.authority, Some(&before), &after)?;
    if after.name != before.name {
        if before.kind != RoleKind::Custom {
            return Err(IdentityError::Conflict(refusal!("refused-role-name", role = &before.name)));
        }
        claim(uow, &after)?;
        uow.remove(&BY_NAME, &before.name)?;
    }
    save(uow, actor, "role.edit", Some(before), after)
}

/// Changes a role, and puts it out of use or back into it if that is said, too.
pub fn change<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    id: RoleId,
    change: RoleChange,
    retired: Option<bool>,
) -> Result<Role> {
    let actor = actor.into();
    let changed = update(uow, actor, id, change)?;
    match retired.filter(|retired| *retired != changed.retired) {
        Some(retired) => set_retired(uow, actor, id, retired),
        None => Ok(changed),
    }
}

/// Those scopes of a permission that the actor could put into a role of his own making now.
pub fn givable(actor: &Authority, permission: &Permission) -> Scopes {
    let could = |scope: &Scopes| {
        let grant = Grant { permission: permission.name.clone(), scopes: *scope, until: None };
        let tried = Role {
            id: RoleId(Id::from_u128(0)),
            name: String::new(),
            title: String::new(),
            description: String::new(),
            kind: RoleKind::Custom,
            audience: Audience::Everyone,
            collaborator: false,
            retired: false,
            grants: vec![grant],
        };
        guard::role_edit(actor, None, &tried).is_ok()
    };
    Scopes::ANY.iter().filter(|scope| permission.scopes.contains(*scope)).filter(could).collect()
}

/// Puts a role out of use, or back into it. Needs `kernel:role.edit`. Not while somebody holds it:
/// nobody shall wake up without a role.
pub fn set_retired<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    id: RoleId,
    retired: bool,
) -> Result<Role> {
    let actor = actor.into();
    actor.require("kernel:role.edit")?;
    let before = require(uow, id)?;
    if before.kind != RoleKind::Custom {
        return Err(IdentityError::Conflict(refusal!("refused-role-built-in", role = &before.name)));
    }
    if retired && assignment::has_holders(uow, id)? {
        return Err(IdentityError::Conflict(refusal!("refused-role-held", role = &before.name)));
    }
    let after = Role { retired, ..before.clone() };
    guard::role_edit(actor.authority, Some(&before), &after)?;
    save(uow, actor, if retired { "role.retire" } else { "role.restore" }, Some(before), after)
}

/// Every role, retired ones too, by slug. Needs `kernel:role.read`.
pub fn list<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>) -> Result<Vec<Role>> {
    actor.into().require("kernel:role.read")?;
    let mut roles = all(uow)?;
    roles.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(roles)
}

/// The role with this id. Checks nothing.
pub fn get(uow: &mut UnitOfWork, id: RoleId) -> Result<Option<Role>> {
    Ok(uow.get(&ROLES, &id.to_string())?)
}

/// The role with this slug. Checks nothing.
pub fn by_name(uow: &mut UnitOfWork, name: &str) -> Result<Option<Role>> {
    let Ok(name) = text::slug(name) else { return Ok(None) };
    match uow.get(&BY_NAME, &name)? {
        Some(id) => get(uow, id),
        None => Ok(None),
    }
}

pub(crate) fn require(uow: &mut UnitOfWork, id: RoleId) -> Result<Role> {
    get(uow, id)?.ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-role", name = id.to_string())))
}

pub(crate) fn all(uow: &mut UnitOfWork) -> Result<Vec<Role>> {
    Ok(uow.scan(&ROLES, "", None, usize::MAX)?.into_iter().map(|(_, role)| role).collect())
}

pub(crate) fn built_in(uow: &mut UnitOfWork, kind: BuiltIn) -> Result<Role> {
    let name = ready_made::slug(kind).unwrap_or_default();
    by_name(uow, name)?
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-role", name = name.to_string())))
}

/// Adds a grant that a plugin suggested, unless the role has that permission already, or has all there is or nothing
/// whatever its grants say. None: no change.
pub(crate) fn with_suggestion(role: &Role, grant: &Grant) -> Option<Role> {
    let implied = matches!(role.kind, RoleKind::BuiltIn(BuiltIn::Owner | BuiltIn::Administrator));
    if implied || role.grants.iter().any(|known| known.permission == grant.permission) {
        return None;
    }
    let mut after = role.clone();
    after.grants.push(grant.clone());
    Some(after)
}

/// Writes a role that [`with_suggestion`] made; who may do so was decided by the installer.
pub(crate) fn put(uow: &mut UnitOfWork, role: &Role) -> Result<()> {
    Ok(uow.put(&ROLES, &role.id.to_string(), role)?)
}

/// Each grant must be of a permission that exists, or have been there before: what a removed plugin
/// declared stays in the role and waits for its return.
fn usable(uow: &mut UnitOfWork, before: &[Grant], role: &Role) -> Result<()> {
    let mut seen = BTreeSet::new();
    for grant in &role.grants {
        if !seen.insert((&grant.permission, grant.until)) {
            return Err(IdentityError::invalid(
                "grants",
                refusal!("refused-twice", name = grant.permission.as_str()),
            ));
        }
        if before.contains(grant) {
            continue;
        }
        match permission::declared(uow, &grant.permission)? {
            Some(permission) => fits(grant, &permission)?,
            None => {
                return Err(IdentityError::invalid(
                    "grants",
                    refusal!("refused-no-permission", name = grant.permission.as_str()),
                ));
            }
        }
    }
    Ok(())
}

/// A grant has at least one scope, and only such that its permission knows.
pub(crate) fn fits(grant: &Grant, permission: &Permission) -> Result<()> {
    if grant.scopes.is_empty() || !permission.scopes.contains(grant.scopes) {
        let expected = refusal!(
            "refused-scope-of",
            name = grant.permission.as_str(),
            scopes = permission.scopes.to_string()
        );
        return Err(IdentityError::invalid("scopes", expected));
    }
    Ok(())
}

fn claim(uow: &mut UnitOfWork, role: &Role) -> Result<()> {
    if uow.get(&BY_NAME, &role.name)?.is_some_and(|holder| holder != role.id) {
        return Err(IdentityError::Conflict(refusal!("refused-role-known", role = &role.name)));
    }
    Ok(uow.put(&BY_NAME, &role.name, &role.id)?)
}

fn save(
    uow: &mut UnitOfWork,
    actor: Actor<'_>,
    action: &str,
    before: Option<Role>,
    after: Role,
) -> Result<Role> {
    put(uow, &after)?;
    policy::bump(uow)?;
    let before = before.as_ref().map_or(Ok(None), audit::json)?;
    let target = format!("role:{}", after.id);
    audit::append(uow, actor, Fact { action, target, before, after: audit::json(&after)? })?;
    Ok(after)
}

/// Makes the ready-made roles on an empty desk.
pub(crate) fn seed(uow: &mut UnitOfWork, now: Timestamp) -> Result<()> {
    for role in ready_made::roles(now)? {
        claim(uow, &role)?;
        put(uow, &role)?;
    }
    Ok(())
}
