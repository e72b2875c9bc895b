//! The rules for those who change roles, people and mandates.
//!
//! The master law: after any change, everybody's authority lies within what it was plus what the actor
//! holds (by the names of scopes, see `holding`). Whether the actor may use the command at all
//! (`kernel:role.edit` and the like) is a check of its own; these rules come on top, and nothing but them
//! keeps a helper from making himself an administrator.
//!
//! The customer role is free to give to customers: whoever writes to the desk has it.

use crate::built_in;
use crate::holding::{Holding, gives, holdings, is_staff};
use crate::snapshot::can_never_hold;
use crate::{
    Audience, Authority, BuiltIn, Denial, DepartmentId, Grant, HeldRole, Mandate, Permission, PermissionName,
    Place, Role, RoleKind, Scopes, Subject, denial,
};

const ROLE_EDIT: &str = "kernel:role.edit";
const ROLE_ASSIGN: &str = "kernel:role.assign";
const PERSON_EDIT: &str = "kernel:person.edit";
const PERSON_SUSPEND: &str = "kernel:person.suspend";
const MEMBERSHIP_EDIT: &str = "kernel:membership.edit";
const PLUGIN_MANAGE: &str = "kernel:plugin.manage";
const TOKEN_MINT: &str = "kernel:token.mint";
const TRANSFER: &str = "kernel:ownership.transfer";

type Verdict = Result<(), Denial>;

macro_rules! refuse {
    ($($sentence:tt)*) => {
        Err(denial!($($sentence)*))
    };
}

/// May the actor put these grants into something held at `place`? Each must be one that he holds himself,
/// there, with the same scopes or more, and for as long.
pub fn grantable(actor: &Authority, grants: &[Grant], place: Place) -> Verdict {
    grants.iter().try_for_each(|grant| {
        let permission = declared(actor, grant)?;
        makes_sense(permission, grant)?;
        never_given(permission)?;
        held(actor, grant, place)
    })
}

/// May the actor make this role (`before` is none) or change it so?
pub fn role_edit(actor: &Authority, before: Option<&Role>, after: &Role) -> Verdict {
    if let RoleKind::BuiltIn(built_in) = after.kind {
        built_in::edit(built_in, before, after)?;
    }
    let snapshot = actor.snapshot();
    let for_staff = |role: &Role| role.audience == Audience::Staff && !role.retired;
    if let Some(before) = before {
        if before.id != after.id || before.kind != after.kind {
            return refuse!(
                ROLE_EDIT,
                "rule-role-keeps",
                "A role keeps its id and its kind; make a new role instead."
            );
        }
        let outranks = gives(snapshot, before).into_iter().any(|(permission, scopes, until)| {
            !actor.holds(&Holding {
                permission,
                scopes,
                place: Place::Everywhere,
                until,
                departments: &[],
                staff: true,
            })
        });
        let above = for_staff(before) && !actor.is_staff_until(None);
        if outranks || above || gives_more(actor, before, Place::Everywhere, &[]) {
            return refuse!(
                ROLE_EDIT,
                "rule-role-outranks",
                "You cannot change the role “{role}”: it gives more than you hold, or than the pages that you use.",
                role = before,
            );
        }
    }
    let makes_staff = for_staff(after) && !before.is_some_and(for_staff);
    // Whoever already holds the role would see internal records with all their roles at once.
    if makes_staff && !(actor.holds_everything() || (before.is_none() && actor.is_staff_until(None))) {
        return refuse!(
            ROLE_EDIT,
            "rule-role-staff",
            "Only an administrator can turn a role into one for staff, and only staff can make a new one.",
        );
    }
    for grant in &after.grants {
        let Some(permission) = snapshot.declared(grant.permission.as_str()) else { continue };
        never_given(permission)?;
        if can_never_hold(after.collaborator, permission) {
            return refuse!(
                ROLE_EDIT,
                "rule-role-never",
                "“{what}” contacts customers, which the role “{role}” for collaborators can never do.",
                what = permission,
                role = after,
            );
        }
    }
    // What was inert and comes to life is as good as new.
    let asleep =
        |before: &Role| (before.retired && !after.retired) || (before.collaborator && !after.collaborator);
    let known = before.filter(|before| !asleep(before)).map_or(&[][..], |before| &before.grants);
    let mut fresh = fresh(known, &after.grants);
    // What waited for its plugin in a role that was out of use goes on waiting.
    let waits = |grant: &Grant| {
        snapshot.declared(grant.permission.as_str()).is_none()
            && before.is_some_and(|before| before.grants.contains(grant))
            && actor.holds_waiting(grant, Place::Everywhere, &[])
    };
    fresh.retain(|grant| !waits(grant));
    grantable(actor, &fresh, Place::Everywhere)?;
    // Whoever holds the role may be in departments where the actor is not.
    for grant in &mut fresh {
        if grant.scopes.meets(Scopes::DEPARTMENT | Scopes::UNASSIGNED) {
            grant.scopes = Scopes::ALL;
            held(actor, grant, Place::Everywhere)?;
        }
    }
    Ok(())
}

/// May the actor give this role to this person?
pub fn assign_role(actor: &Authority, person: &Subject, role: &HeldRole) -> Verdict {
    let snapshot = actor.snapshot();
    let Some(known) = snapshot.role(role.role) else {
        return refuse!(ROLE_ASSIGN, "rule-no-role", "There is no role `{role}`.", role = role.role);
    };
    if known.retired {
        return refuse!(ROLE_ASSIGN, "rule-role-unused", "The role “{role}” is out of use.", role = known);
    }
    match known.kind {
        RoleKind::BuiltIn(BuiltIn::Owner) => {
            return refuse!(
                ROLE_ASSIGN,
                "rule-owner-given",
                "Ownership is not given as a role; the owner transfers it."
            );
        }
        RoleKind::BuiltIn(BuiltIn::Visitor) => {
            return refuse!(
                ROLE_ASSIGN,
                "rule-role-visitor",
                "The role “{role}” is for people who have not signed in.",
                role = known,
            );
        }
        RoleKind::BuiltIn(BuiltIn::Administrator) if role.place != Place::Everywhere => {
            return refuse!(
                ROLE_ASSIGN,
                "rule-administrator-whole",
                "An administrator is one for the whole desk, not for a department.",
            );
        }
        _ => {}
    }
    outranks(actor, person)?;
    let staff = is_staff(snapshot, person, actor.now());
    if is_free(known, staff) {
        return Ok(());
    }
    if gives_more(actor, known, role.place, &person.departments) {
        return refuse!(
            ROLE_ASSIGN,
            "rule-give-more",
            "You cannot give the role “{role}”: it gives, or will give, more than you hold, or than the pages that you use.",
            role = known,
        );
    }
    let makes_staff =
        known.audience == Audience::Staff && !is_staff(snapshot, person, actor.last_moment(role.until));
    if makes_staff && !actor.is_staff_until(role.until) {
        return refuse!(
            ROLE_ASSIGN,
            "rule-make-staff",
            "Only staff can make somebody staff, and for no longer than they are.",
        );
    }
    let staff = makes_staff || staff;
    let mut given = holdings(snapshot, known, role, person, staff);
    if makes_staff {
        // All that they hold already reaches internal records from now on, or for longer.
        for held in &person.roles {
            let Some(known) = snapshot.role(held.role) else { continue };
            given.extend(holdings(snapshot, known, held, person, staff));
        }
    }
    match given.iter().find(|holding| !actor.holds(holding)) {
        None => Ok(()),
        Some(missing) => {
            let permission = snapshot.at(missing.permission);
            refuse!(
                permission.name.as_str(),
                "rule-give-held",
                "You cannot give the role “{role}” here: it allows “{what}” ({scopes}), which you do not hold to the same extent.",
                role = known,
                what = permission,
                scopes = missing.scopes,
            )
        }
    }
}

/// May the actor replace all roles of this person by these? Taking one away needs no more than not being
/// outranked.
pub fn set_roles(actor: &Authority, person: &Subject, roles: &[HeldRole]) -> Verdict {
    outranks(actor, person)?;
    // One after the other: together they may give more than each alone.
    let mut becoming = person.clone();
    for role in roles.iter().filter(|role| !person.roles.contains(role)) {
        assign_role(actor, &becoming, role)?;
        becoming.roles.push(*role);
    }
    Ok(())
}

/// May the actor manage this person (change the address, reset a password, take roles away)? Not if the
/// person holds what the actor does not. The owner is managed by himself alone; administrators manage each
/// other.
pub fn outranks(actor: &Authority, person: &Subject) -> Verdict {
    let snapshot = actor.snapshot();
    // With his own hands. A key for a part of his rights shall not take over the rest.
    if actor.user() == Some(person.id) && actor.is_direct() {
        return Ok(());
    }
    if snapshot.policy().owner == Some(person.id) {
        return refuse!(
            PERSON_EDIT,
            "rule-owner-account",
            "Nobody but the owner can change the owner's account."
        );
    }
    let staff = is_staff(snapshot, person, actor.now());
    let live = person.roles.iter().filter(|role| actor.now().is_before(role.until));
    for held in live {
        let Some(role) = snapshot.role(held.role) else { continue };
        if is_free(role, staff) {
            continue;
        }
        // Staff see what is for staff only, even if their roles say nothing else.
        let makes_staff = role.audience == Audience::Staff && !role.retired;
        if (makes_staff && !actor.is_staff_until(held.until))
            || gives_more(actor, role, held.place, &person.departments)
            || holdings(snapshot, role, held, person, staff).iter().any(|holding| !actor.holds(holding))
        {
            return refuse!(
                PERSON_EDIT,
                "rule-outranked",
                "You cannot manage this person: the role “{role}”, which they hold, gives more than you hold, or than the pages that you use.",
                role = role,
            );
        }
    }
    Ok(())
}

/// May the actor suspend this person? The owner nobody, not even himself: somebody must be left to undo it.
pub fn suspend(actor: &Authority, person: &Subject) -> Verdict {
    if actor.snapshot().policy().owner == Some(person.id) {
        return refuse!(
            PERSON_SUSPEND,
            "rule-owner-suspend",
            "The owner cannot be suspended; transfer the ownership first.",
        );
    }
    outranks(actor, person)
}

/// May the actor make this person a member of these departments (all of them, old and new)? In a new one
/// the person gets what their roles give by department, which the actor must hold there.
pub fn membership(actor: &Authority, person: &Subject, departments: &[DepartmentId]) -> Verdict {
    outranks(actor, person)?;
    let snapshot = actor.snapshot();
    let staff = is_staff(snapshot, person, actor.now());
    let new = departments.iter().filter(|at| !person.departments.contains(at));
    for at in new {
        for held in person.roles.iter().filter(|held| held.place.counts_at(Some(*at))) {
            let Some(role) = snapshot.role(held.role) else { continue };
            if gives_more(actor, role, held.place, departments) {
                return refuse!(
                    MEMBERSHIP_EDIT,
                    "rule-member-more",
                    "You cannot add this person to that department: the role “{role}” will give more there.",
                    role = role,
                );
            }
            for holding in holdings(snapshot, role, held, person, staff) {
                let scopes = holding.scopes & (Scopes::DEPARTMENT | Scopes::UNASSIGNED);
                if !actor.holds_for_member(&holding, scopes, *at) {
                    return refuse!(
                        MEMBERSHIP_EDIT,
                        "rule-member-held",
                        "You cannot add this person to that department: their role “{role}” would allow “{what}” there, which you do not hold there.",
                        role = role,
                        what = snapshot.at(holding.permission),
                    );
                }
            }
        }
    }
    Ok(())
}

/// May the actor approve this mandate (`before` is none at the install)? A plugin can act alone, so what it
/// gets the actor must hold everywhere. A permission that nobody declares yet can be approved only by one
/// who will hold it when it comes.
pub fn mandate(actor: &Authority, before: Option<&Mandate>, after: &Mandate) -> Verdict {
    if before.is_some_and(|before| before.plugin != after.plugin) {
        return refuse!(PLUGIN_MANAGE, "rule-mandate-stays", "A mandate stays with its plugin.");
    }
    let wider = |before: &Mandate| match (&before.departments, &after.departments) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(before), Some(after)) => after.iter().any(|at| !before.contains(at)),
    };
    let asleep = |before: &Mandate| (!before.enabled && after.enabled) || wider(before);
    let known = before.filter(|before| !asleep(before)).map_or(&[][..], |before| &before.grants);
    fresh(known, &after.grants)
        .iter()
        .filter(|grant| grant.permission.plugin() != after.plugin.as_str())
        .try_for_each(|grant| match actor.snapshot().declared(grant.permission.as_str()) {
            None if actor.holds_everything() => Ok(()),
            _ => grantable(actor, std::slice::from_ref(grant), Place::Everywhere),
        })
}

/// May the actor put another file in the place of a plugin that has these permissions of its own? Code that keeps a
/// plugin's records holds all of them, so whoever chooses the code must hold them himself, on the whole desk and for
/// good.
pub fn replace_plugin(actor: &Authority, own: &[PermissionName]) -> Verdict {
    for name in own {
        let holds = match actor.snapshot().permission(name.as_str()) {
            Some(permission) => actor.holds(&Holding {
                permission,
                scopes: Scopes::ALL,
                place: Place::Everywhere,
                until: None,
                departments: &[],
                staff: true,
            }),
            None => actor.holds_everything(),
        };
        if !holds {
            return refuse!(
                name.as_str(),
                "rule-replace",
                "You cannot replace the plugin `{plugin}`: it holds `{name}`, which you do not hold.",
                plugin = name.plugin(),
                name = name,
            );
        }
    }
    Ok(())
}

/// May the actor make an API key with these grants for himself? At each use the key is cut to what its user
/// holds then; this catches what could never work. A key makes no keys, or a narrow one would make a wide one.
pub fn token(actor: &Authority, grants: &[Grant]) -> Verdict {
    if !actor.is_direct() {
        return refuse!(
            TOKEN_MINT,
            "rule-token-person",
            "Only a person who is signed in can make an API key, and no API key or plugin.",
        );
    }
    grants.iter().try_for_each(|grant| {
        let permission = declared(actor, grant)?;
        makes_sense(permission, grant)?;
        never_given(permission)?;
        if actor.can_ever(grant.permission.as_str()) {
            return Ok(());
        }
        refuse!(
            grant.permission.as_str(),
            "rule-token-held",
            "An API key cannot hold “{what}”, because you do not.",
            what = permission,
        )
    })
}

/// May the actor hand the desk over to this person? Only the owner, in person, to somebody active on the
/// staff.
pub fn transfer_ownership(actor: &Authority, to: &Subject) -> Verdict {
    let snapshot = actor.snapshot();
    if !actor.is_direct() || actor.user() != snapshot.policy().owner {
        return refuse!(
            TRANSFER,
            "rule-transfer-by",
            "Only the owner, signed in, can transfer the ownership."
        );
    }
    let staff = is_staff(snapshot, to, actor.now());
    if !to.active || !staff {
        return refuse!(TRANSFER, "rule-transfer-to", "Ownership goes to an active member of the staff.");
    }
    Ok(())
}

/// The customer's role gives nothing that counts. A member of the staff it gives what is for staff only, too.
fn is_free(role: &Role, staff: bool) -> bool {
    role.kind == RoleKind::BuiltIn(BuiltIn::Customer) && !staff
}

fn declared<'a>(actor: &'a Authority, grant: &Grant) -> Result<&'a Permission, Denial> {
    let name = grant.permission.as_str();
    actor.snapshot().declared(name).ok_or_else(|| {
        denial!(
            name,
            "rule-undeclared",
            "No plugin on this desk declares `{name}`; install the one that does first.",
            name = name,
        )
    })
}

/// Whether a role gives more than its declared grants say and the actor holds: whatever there will be, or what waits
/// for a plugin to come back.
fn gives_more(actor: &Authority, role: &Role, place: Place, departments: &[DepartmentId]) -> bool {
    if role.retired || role.kind == RoleKind::BuiltIn(BuiltIn::Owner) {
        return false;
    }
    let administrator = role.kind == RoleKind::BuiltIn(BuiltIn::Administrator);
    let waits = |grant: &&Grant| actor.snapshot().declared(grant.permission.as_str()).is_none();
    (administrator && !actor.holds_everything())
        || role.grants.iter().filter(waits).any(|grant| !actor.holds_waiting(grant, place, departments))
}

fn makes_sense(permission: &Permission, grant: &Grant) -> Verdict {
    if !grant.scopes.is_empty() && permission.scopes.contains(grant.scopes) {
        return Ok(());
    }
    refuse!(
        permission.name.as_str(),
        "rule-scopes",
        "“{what}” can be granted for: {scopes}.",
        what = permission,
        scopes = permission.scopes,
    )
}

fn never_given(permission: &Permission) -> Verdict {
    if !permission.flags.owner_only {
        return Ok(());
    }
    refuse!(
        permission.name.as_str(),
        "rule-owner-only",
        "“{what}” stays with the owner and can be given to nobody.",
        what = permission,
    )
}

fn held(actor: &Authority, grant: &Grant, place: Place) -> Verdict {
    let snapshot = actor.snapshot();
    let Some(permission) = snapshot.permission(grant.permission.as_str()) else {
        return declared(actor, grant).map(drop);
    };
    let Grant { scopes, until, .. } = *grant;
    if actor.holds(&Holding { permission, scopes, place, until, departments: &[], staff: true }) {
        return Ok(());
    }
    refuse!(
        grant.permission.as_str(),
        "rule-grant-held",
        "You cannot grant “{what}” ({scopes}), because you do not hold it to the same extent.",
        what = snapshot.at(permission),
        scopes = scopes,
    )
}

/// The grants that give something which `known` did not.
fn fresh(known: &[Grant], wanted: &[Grant]) -> Vec<Grant> {
    let lasts = |known: &Grant, wanted: &Grant| match (known.until, wanted.until) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(known), Some(wanted)) => known >= wanted,
    };
    let was_there = |wanted: &&Grant| {
        known.iter().any(|known| {
            known.permission == wanted.permission
                && known.scopes.contains(wanted.scopes)
                && lasts(known, wanted)
        })
    };
    wanted.iter().filter(|grant| !was_there(grant)).cloned().collect()
}
