//! The rules for those who change roles, people and mandates.
//!
//! The master law: after any change, everybody's authority lies within what it was plus what the actor
//! holds (by the names of scopes, see `holding`). Whether the actor may use the command at all
//! (`kernel:role.edit` and the like) is a check of its own; these rules come on top, and nothing but them
//! keeps a helper from making himself an administrator.
//!
//! The customer role is free to give to customers: whoever writes to the desk has it.

use crate::holding::{Holding, gives, holdings, is_staff};
use crate::snapshot::can_never_hold;
use crate::{
    Audience, Authority, BuiltIn, Denial, DepartmentId, Grant, HeldRole, Mandate, Permission, PermissionName,
    Place, Role, RoleKind, Scopes, Subject,
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

fn refuse(permission: &str, sentence: impl Into<String>) -> Verdict {
    Err(Denial::new(permission, sentence))
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
        built_in_edit(built_in, before, after)?;
    }
    let snapshot = actor.snapshot();
    let for_staff = |role: &Role| role.audience == Audience::Staff && !role.retired;
    if let Some(before) = before {
        if before.id != after.id || before.kind != after.kind {
            return refuse(ROLE_EDIT, "A role keeps its id and its kind; make a new role instead.");
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
            let title = &before.title;
            return refuse(
                ROLE_EDIT,
                format!("You cannot change the role `{title}`: it gives more than you hold."),
            );
        }
    }
    let makes_staff = for_staff(after) && !before.is_some_and(for_staff);
    // Whoever already holds the role would see internal records with all their roles at once.
    if makes_staff && !(actor.holds_everything() || (before.is_none() && actor.is_staff_until(None))) {
        return refuse(
            ROLE_EDIT,
            "Only an administrator can turn a role into one for staff, and only staff can make a new one.",
        );
    }
    for grant in &after.grants {
        let Some(permission) = snapshot.declared(grant.permission.as_str()) else { continue };
        never_given(permission)?;
        if can_never_hold(after.collaborator, permission) {
            let (title, role) = (&permission.title, &after.title);
            let sentence = format!(
                "`{title}` contacts customers, which the role `{role}` for collaborators can never do."
            );
            return refuse(ROLE_EDIT, sentence);
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
        return refuse(ROLE_ASSIGN, format!("There is no role `{}`.", role.role));
    };
    let title = &known.title;
    if known.retired {
        return refuse(ROLE_ASSIGN, format!("The role `{title}` is out of use."));
    }
    match known.kind {
        RoleKind::BuiltIn(BuiltIn::Owner) => {
            return refuse(ROLE_ASSIGN, "Ownership is not given as a role; the owner transfers it.");
        }
        RoleKind::BuiltIn(BuiltIn::Visitor) => {
            return refuse(ROLE_ASSIGN, format!("The role `{title}` is for people who have not signed in."));
        }
        RoleKind::BuiltIn(BuiltIn::Administrator) if role.place != Place::Everywhere => {
            return refuse(ROLE_ASSIGN, "An administrator is one for the whole desk, not for a department.");
        }
        _ => {}
    }
    outranks(actor, person)?;
    let staff = is_staff(snapshot, person, actor.now());
    if is_free(known, staff) {
        return Ok(());
    }
    if gives_more(actor, known, role.place, &person.departments) {
        let sentence =
            format!("You cannot give the role `{title}`: it gives, or will give, more than you hold.");
        return refuse(ROLE_ASSIGN, sentence);
    }
    let makes_staff =
        known.audience == Audience::Staff && !is_staff(snapshot, person, actor.last_moment(role.until));
    if makes_staff && !actor.is_staff_until(role.until) {
        return refuse(ROLE_ASSIGN, "Only staff can make somebody staff, and for no longer than they are.");
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
            let (what, scopes) = (&permission.title, missing.scopes);
            let sentence = format!(
                "You cannot give the role `{title}` here: it allows `{what}` ({scopes}), which you do not hold to the same extent."
            );
            refuse(permission.name.as_str(), sentence)
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
        return refuse(PERSON_EDIT, "Nobody but the owner can change the owner's account.");
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
            let sentence = format!(
                "You cannot manage this person: the role `{}`, which they hold, gives more than you hold.",
                role.title
            );
            return refuse(PERSON_EDIT, sentence);
        }
    }
    Ok(())
}

/// May the actor suspend this person? The owner nobody, not even himself: somebody must be left to undo it.
pub fn suspend(actor: &Authority, person: &Subject) -> Verdict {
    if actor.snapshot().policy().owner == Some(person.id) {
        return refuse(PERSON_SUSPEND, "The owner cannot be suspended; transfer the ownership first.");
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
                let title = &role.title;
                let sentence = format!(
                    "You cannot add this person to that department: the role `{title}` will give more there."
                );
                return refuse(MEMBERSHIP_EDIT, sentence);
            }
            for holding in holdings(snapshot, role, held, person, staff) {
                let scopes = holding.scopes & (Scopes::DEPARTMENT | Scopes::UNASSIGNED);
                if !actor.holds_for_member(&holding, scopes, *at) {
                    let permission = snapshot.at(holding.permission);
                    let (title, what) = (&role.title, &permission.title);
                    let sentence = format!(
                        "You cannot add this person to that department: their role `{title}` would allow `{what}` there, which you do not hold there."
                    );
                    return refuse(MEMBERSHIP_EDIT, sentence);
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
        return refuse(PLUGIN_MANAGE, "A mandate stays with its plugin.");
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
            let plugin = name.plugin();
            let sentence = format!(
                "You cannot replace the plugin `{plugin}`: it holds `{name}`, which you do not hold."
            );
            return refuse(name.as_str(), sentence);
        }
    }
    Ok(())
}

/// May the actor make an API key with these grants for himself? At each use the key is cut to what its user
/// holds then; this catches what could never work. A key makes no keys, or a narrow one would make a wide one.
pub fn token(actor: &Authority, grants: &[Grant]) -> Verdict {
    if !actor.is_direct() {
        return refuse(
            TOKEN_MINT,
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
        let sentence = format!("An API key cannot hold `{}`, because you do not.", permission.title);
        refuse(grant.permission.as_str(), sentence)
    })
}

/// May the actor hand the desk over to this person? Only the owner, in person, to somebody active on the
/// staff.
pub fn transfer_ownership(actor: &Authority, to: &Subject) -> Verdict {
    let snapshot = actor.snapshot();
    if !actor.is_direct() || actor.user() != snapshot.policy().owner {
        return refuse(TRANSFER, "Only the owner, signed in, can transfer the ownership.");
    }
    let staff = is_staff(snapshot, to, actor.now());
    if !to.active || !staff {
        return refuse(TRANSFER, "Ownership goes to an active member of the staff.");
    }
    Ok(())
}

/// The rules for roles to which the kernel gives a meaning.
fn built_in_edit(built_in: BuiltIn, before: Option<&Role>, after: &Role) -> Verdict {
    let title = &after.title;
    let Some(before) = before else {
        return refuse(ROLE_EDIT, "Built-in roles are there from the start; make a role of your own.");
    };
    if after.retired || after.name != before.name {
        return refuse(ROLE_EDIT, format!("The built-in role `{title}` can be neither retired nor renamed."));
    }
    if after.audience != before.audience || after.collaborator != before.collaborator {
        return refuse(ROLE_EDIT, format!("The built-in role `{title}` stays for whom it was made."));
    }
    if matches!(built_in, BuiltIn::Owner | BuiltIn::Administrator) && after.grants != before.grants {
        return refuse(ROLE_EDIT, format!("What the role `{title}` gives cannot be changed."));
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
        Denial::new(
            name,
            format!("No plugin on this desk declares `{name}`; install the one that does first."),
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
    let (title, scopes) = (&permission.title, permission.scopes);
    refuse(permission.name.as_str(), format!("`{title}` can be granted for: {scopes}."))
}

fn never_given(permission: &Permission) -> Verdict {
    if !permission.flags.owner_only {
        return Ok(());
    }
    let title = &permission.title;
    refuse(permission.name.as_str(), format!("`{title}` stays with the owner and can be given to nobody."))
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
    let title = &snapshot.at(permission).title;
    let sentence =
        format!("You cannot grant `{title}` ({scopes}), because you do not hold it to the same extent.");
    refuse(grant.permission.as_str(), sentence)
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
