//! What plugins bring into the policy: their permissions, what they suggest for roles, and the mandate
//! that each of them holds.

use ombud_access::{Authority, Grant, Mandate, Permission, PermissionName, PluginId, Timestamp, guard};
use ombud_store::{Table, UnitOfWork};
use serde::Serialize;

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{Identity, IdentityError, Result, guest, permission, person, policy, ready_made, refusal, role};

const MANDATES: Table<Mandate> = Table::new("mandates");

/// What each plugin asked for when it was installed last, whatever became of it.
const ASKED: Table<Vec<Grant>> = Table::new("mandates_asked");

/// Who installs.
#[derive(Clone, Copy)]
pub enum Installer<'a> {
    /// A person, who can give no more than he holds.
    Person(Actor<'a>),
    /// The kernel itself: the plugins that come with it, at the first start and after an upgrade.
    Kernel(Timestamp),
}

/// What comes with a plugin.
#[derive(Clone, Debug, Serialize)]
pub struct Registration {
    /// Whose.
    pub plugin: PluginId,
    /// What the plugin declares; all names begin with its own.
    pub permissions: Vec<Permission>,
    /// Grants of these permissions for roles, by slug. Each counts once, when its permission is new:
    /// what an administrator took away stays away.
    pub suggestions: Vec<(String, Grant)>,
    /// What the plugin may do, as it was approved.
    pub mandate: Mandate,
    /// What it asked for.
    pub asked: Vec<Grant>,
    /// The mandate is that and nothing else; otherwise what an administrator took away before stays away, and what is
    /// asked for beyond the version before comes on top.
    pub anew: bool,
}

impl Registration {
    /// A plugin that gets all that it asks for, on top of what it has.
    pub fn new(
        mandate: Mandate,
        permissions: Vec<Permission>,
        suggestions: Vec<(String, Grant)>,
    ) -> Registration {
        let (plugin, asked) = (mandate.plugin.clone(), mandate.grants.clone());
        Registration { plugin, permissions, suggestions, mandate, asked, anew: false }
    }
}

/// A suggestion that was not followed: the role and the permission.
pub type LeftOut = (String, PermissionName);

impl Identity {
    /// Brings a plugin, or a new version of one, into the policy. Needs `kernel:plugin.install` and
    /// everything that the mandate gives. Suggestions are followed as far as the installer may edit the
    /// role so; the rest is handed back.
    pub fn register_plugin(
        &self,
        uow: &mut UnitOfWork,
        installer: Installer<'_>,
        registration: Registration,
    ) -> Result<Vec<LeftOut>> {
        let Registration { plugin, permissions, suggestions, mandate, asked, anew } = &registration;
        if mandate.plugin != *plugin {
            return Err(IdentityError::invalid(
                "mandate",
                refusal!("refused-mandate-of", plugin = plugin.as_str(), other = mandate.plugin.as_str()),
            ));
        }
        let before = get(uow, plugin)?;
        let asked_before = uow.get(&ASKED, plugin.as_str())?;
        let kept = before.as_ref().filter(|_| !anew);
        let mandate = &carried_over(kept, asked_before.as_deref(), asked, mandate);
        if let Installer::Person(actor) = installer {
            actor.require("kernel:plugin.install")?;
            // Other code is at work afterwards: what the old one held is given once more.
            guard::mandate(actor.authority, None, mandate)?;
            guard::replace_plugin(actor.authority, &permission::ever_declared(uow, plugin)?)?;
        }
        let new = permission::declare(uow, plugin, permissions)?;
        uow.put(&MANDATES, plugin.as_str(), mandate)?;
        uow.put(&ASKED, plugin.as_str(), asked)?;
        policy::bump(uow)?;
        let suggested: Vec<_> =
            suggestions.iter().filter(|(_, grant)| new.contains(&grant.permission)).collect();
        for (role, grant) in suggestions {
            check_suggestion(permissions, role, grant)?;
        }
        let left_out = self.follow(uow, installer, &suggested)?;
        let before = before.as_ref().map_or(Ok(None), audit::json)?;
        let target = format!("plugin:{plugin}");
        let fact = Fact {
            action: "plugin.register",
            target,
            before,
            after: audit::json(&Registration { mandate: mandate.clone(), ..registration.clone() })?,
        };
        match installer {
            Installer::Person(actor) => audit::append(uow, actor, fact)?,
            Installer::Kernel(now) => audit::by_kernel(uow, now, None, None, fact)?,
        }
        Ok(left_out)
    }

    fn follow(
        &self,
        uow: &mut UnitOfWork,
        installer: Installer<'_>,
        suggestions: &[&(String, Grant)],
    ) -> Result<Vec<LeftOut>> {
        if suggestions.is_empty() {
            return Ok(Vec::new());
        }
        // The installer as of now, when the permissions exist: an administrator holds the new ones.
        let editor = match installer {
            Installer::Kernel(_) => None,
            Installer::Person(actor) => Some(self.editor(uow, &actor)?),
        };
        let mut left_out = Vec::new();
        for (name, grant) in suggestions {
            let Some(before) = role::by_name(uow, name)?.filter(|role| !role.retired) else {
                left_out.push((name.clone(), grant.permission.clone()));
                continue;
            };
            let Some(after) = role::with_suggestion(&before, grant) else { continue };
            let contacts = |known: Permission| known.flags.contacts_customer;
            let never =
                before.collaborator && permission::declared(uow, &grant.permission)?.is_some_and(contacts);
            let allowed = match &editor {
                _ if never => false,
                None => true,
                Some(None) => false,
                Some(Some(editor)) => guard::role_edit(editor, Some(&before), &after).is_ok(),
            };
            if !allowed {
                left_out.push((name.clone(), grant.permission.clone()));
                continue;
            }
            role::put(uow, &after)?;
        }
        Ok(left_out)
    }

    /// The person behind an install, by the new policy. None: not somebody who may edit roles, or not
    /// with his own hands.
    fn editor(&self, uow: &mut UnitOfWork, actor: &Actor<'_>) -> Result<Option<Authority>> {
        let Some(user) = actor.authority.user().filter(|user| actor.is_self(*user)) else { return Ok(None) };
        if actor.require("kernel:role.edit").is_err() {
            return Ok(None);
        }
        let subject = person::require(uow, user)?.subject();
        let policy = self.policy_in(uow)?;
        Ok(Some(Authority::person(policy, subject.into(), actor.authority.now())))
    }
}

/// Changes what a plugin may do, where, and whether it runs at all. Needs `kernel:plugin.manage` and
/// everything that the mandate gives beyond what it was.
pub fn set_mandate<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, mandate: Mandate) -> Result<()> {
    let actor = actor.into();
    actor.require("kernel:plugin.manage")?;
    let before = get(uow, &mandate.plugin)?.ok_or_else(|| {
        IdentityError::NotFound(refusal!("refused-no-plugin", name = mandate.plugin.to_string()))
    })?;
    if before == mandate {
        return Ok(());
    }
    guard::mandate(actor.authority, Some(&before), &mandate)?;
    uow.put(&MANDATES, mandate.plugin.as_str(), &mandate)?;
    policy::bump(uow)?;
    let fact = Fact {
        action: "mandate.edit",
        target: format!("plugin:{}", mandate.plugin),
        before: audit::json(&before)?,
        after: audit::json(&mandate)?,
    };
    audit::append(uow, actor, fact)
}

/// Takes a plugin out of the policy. Its permissions count for nothing from now on; grants of them stay
/// in the roles and wait for its return. Needs `kernel:plugin.install`.
pub fn unregister<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, plugin: &PluginId) -> Result<()> {
    let actor = actor.into();
    actor.require("kernel:plugin.install")?;
    let before = get(uow, plugin)?
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-plugin", name = plugin.to_string())))?;
    permission::declare(uow, plugin, &[])?;
    uow.remove(&MANDATES, plugin.as_str())?;
    uow.remove(&ASKED, plugin.as_str())?;
    policy::bump(uow)?;
    let target = format!("plugin:{plugin}");
    let fact = Fact { action: "plugin.unregister", target, before: audit::json(&before)?, after: None };
    audit::append(uow, actor, fact)
}

/// Forgets a plugin that was taken out: its permissions, the grants of them that wait in roles, and the passes of its
/// guests, so that whoever comes by its name later finds none waiting. Needs `kernel:plugin.purge`. Says how many grants there were.
pub fn purge<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, plugin: &PluginId) -> Result<usize> {
    let actor = actor.into();
    actor.require("kernel:plugin.purge")?;
    if get(uow, plugin)?.is_some() {
        return Err(IdentityError::Conflict(refusal!("refused-installed", plugin = plugin.as_str())));
    }
    let mut gone = 0;
    for role in role::all(uow)? {
        let mut after = role.clone();
        after.grants.retain(|grant| grant.permission.plugin() != plugin.as_str());
        let fewer = role.grants.len() - after.grants.len();
        if fewer > 0 {
            gone += fewer;
            role::put(uow, &after)?;
            let fact = Fact {
                action: "role.edit",
                target: format!("role:{}", role.id),
                before: audit::json(&role)?,
                after: audit::json(&after)?,
            };
            audit::append(uow, actor, fact)?;
        }
    }
    permission::forget(uow, plugin)?;
    guest::end(uow, plugin, actor.authority.now())?;
    policy::bump(uow)?;
    Ok(gone)
}

/// The mandate of a plugin. Checks nothing.
pub fn get(uow: &mut UnitOfWork, plugin: &PluginId) -> Result<Option<Mandate>> {
    Ok(uow.get(&MANDATES, plugin.as_str())?)
}

pub(crate) fn mandates(uow: &mut UnitOfWork) -> Result<Vec<Mandate>> {
    Ok(uow.scan(&MANDATES, "", None, usize::MAX)?.into_iter().map(|(_, mandate)| mandate).collect())
}

/// The mandate after an upgrade: what an administrator took away or narrowed stays so, what the new version asks
/// for beyond the old one comes on top, and what it asks for no more goes.
fn carried_over(
    before: Option<&Mandate>,
    asked_before: Option<&[Grant]>,
    asked: &[Grant],
    wanted: &Mandate,
) -> Mandate {
    let Some(before) = before else { return wanted.clone() };
    let asked_before = asked_before.unwrap_or(&before.grants);
    let asks = |list: &[Grant], grant: &Grant| list.iter().any(|asked| asked.permission == grant.permission);
    // What an administrator gave unasked is none of the versions' business.
    let stays = |grant: &&Grant| asks(asked, grant) || !asks(asked_before, grant);
    let mut grants: Vec<Grant> = before.grants.iter().filter(stays).cloned().collect();
    grants.extend(wanted.grants.iter().filter(|grant| !asked_before.contains(grant)).cloned());
    Mandate {
        plugin: wanted.plugin.clone(),
        grants,
        departments: wanted.departments.clone().or_else(|| before.departments.clone()),
        enabled: before.enabled,
    }
}

fn check_suggestion(permissions: &[Permission], role: &str, grant: &Grant) -> Result<()> {
    let Some(permission) = permissions.iter().find(|permission| permission.name == grant.permission) else {
        let expected = refusal!("refused-not-declared", name = grant.permission.as_str());
        return Err(IdentityError::invalid("suggestions", expected));
    };
    role::fits(grant, permission)?;
    let flags = permission.flags;
    if flags.owner_only || (flags.contacts_customer && role == ready_made::COLLABORATOR) {
        let expected = refusal!("refused-never-holds", role = role, name = grant.permission.as_str());
        return Err(IdentityError::invalid("suggestions", expected));
    }
    Ok(())
}
