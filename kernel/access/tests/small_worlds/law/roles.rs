//! What must hold of every change of a role.

use super::{Verdict, unless};
use crate::desk::*;
use crate::reach;
use crate::scene::{Acting, World};
use ombud_access::*;

/// Judges making a role (`before` is none) or changing it.
pub fn judge(world: &World, by: &Acting, before: Option<&Role>, after: &Role) -> Verdict {
    if let Some(before) = before {
        unless(before.id != after.id || before.kind != after.kind, "a role stays the one it is")?;
        let gives = match before.kind {
            RoleKind::BuiltIn(BuiltIn::Owner) => false,
            RoleKind::BuiltIn(BuiltIn::Administrator) => true,
            _ => !before.grants.is_empty(),
        };
        rank(world, by, before, gives)?;
    }
    if let RoleKind::BuiltIn(built_in) = after.kind {
        keeps_its_meaning(built_in, before, after)?;
    }
    let wakes = before.is_some_and(|before| wakes(before, after));
    for grant in &after.grants {
        let permission = grant.permission.as_str();
        unless(permission == SELL, "what is the owner's alone is in no role")?;
        unless(after.collaborator && permission == SEND, "collaborators contact no customers")?;
        let was_there = before.is_some_and(|before| before.grants.iter().any(|known| is_part(grant, known)));
        let declared = [READ, SEND].contains(&permission);
        unless(!was_there && !declared, "what is granted exists")?;
        let sensible = !grant.scopes.is_empty() && allowed_scopes(permission).contains(grant.scopes);
        unless(
            (wakes || !was_there) && !sensible,
            "a grant says on whose records, and in a way that makes sense",
        )?;
    }
    makes_staff(world, by, before, after)?;
    master_law(world, by, before, after)
}

/// Nobody changes a role that gives more than he has, or makes staff if he is none.
fn rank(world: &World, by: &Acting, before: &Role, gives: bool) -> Verdict {
    let reach = |roles: &[HeldRole]| {
        let holder = person(BEN, roles, &by.actor.person.departments);
        reach::of_person_if(&world.policy, std::slice::from_ref(before), &holder)
    };
    let mut outranks = !reach(&[held(before.id)]).is_within(&by.reach);
    if gives && !before.retired {
        // Whoever holds it may be staff for another reason.
        outranks |= !reach(&[held(before.id), held(BADGE)]).whoever_has_it().is_within(&by.reach);
    }
    unless(outranks, "nobody changes a role that outranks him")
}

/// Whether a grant says no more than another does.
pub fn is_part(grant: &Grant, of: &Grant) -> bool {
    let as_long = of.until.is_none_or(|until| grant.until.is_some_and(|mine| mine <= until));
    grant.permission == of.permission && of.scopes.contains(grant.scopes) && as_long
}

/// Whether something in the role that had no effect comes to life: that is as good as new.
pub fn wakes(before: &Role, after: &Role) -> bool {
    (before.retired && !after.retired) || (before.collaborator && !after.collaborator)
}

fn keeps_its_meaning(built_in: BuiltIn, before: Option<&Role>, after: &Role) -> Verdict {
    let Some(before) = before else { return Err("nobody makes a built-in role") };
    let same = after.name == before.name
        && after.audience == before.audience
        && after.collaborator == before.collaborator
        && !after.retired;
    let implied = matches!(built_in, BuiltIn::Owner | BuiltIn::Administrator);
    unless(!same || (implied && after.grants != before.grants), "built-in roles keep their meaning")
}

/// A role that becomes one for staff makes staff of people with whatever other roles: that takes one who has all
/// there is. A new role has no holders yet.
fn makes_staff(world: &World, by: &Acting, before: Option<&Role>, after: &Role) -> Verdict {
    let for_staff = |role: &Role| role.audience == Audience::Staff && !role.retired;
    if !for_staff(after) || before.is_some_and(for_staff) {
        return Ok(());
    }
    let Some(_) = before else {
        return unless(by.reach.is_staff() != [true, true], "who is no staff makes no staff");
    };
    let person = &by.actor.person;
    let all = world.policy.owner == Some(person.id) || person.roles.contains(&held(ADMINISTRATOR));
    unless(!(all && by.actor.is_direct()), "who has not all there is makes no staff of those who hold a role")
}

/// What holders of the role gain, whoever they are, lies within what the actor holds.
fn master_law(world: &World, by: &Acting, before: Option<&Role>, after: &Role) -> Verdict {
    // What is put into a role that is out of use counts as if it were in use, but for making staff: that will be
    // judged when it is put into use.
    let awake = |role: &Role| match role.retired {
        true => Role { retired: false, audience: Audience::Everyone, ..role.clone() },
        false => role.clone(),
    };
    let (was, is) = match before {
        Some(before) if after.retired => (Some(awake(before)), awake(after)),
        Some(before) => (Some(before.clone()), after.clone()),
        None => (None, awake(after)),
    };
    // Nobody holds a new role; giving it will be judged then.
    let others = [None, Some(BADGE), Some(CUSTOMER), Some(SECOND)];
    for other in &others[..if before.is_some() { 4 } else { 2 }] {
        let mut holder = person(BEN, &[held(after.id)], &[SALES, LEGAL]);
        holder.roles.extend(other.map(held));
        let was = reach::of_person_if(&world.policy, was.as_slice(), &holder);
        let is = reach::of_person_if(&world.policy, std::slice::from_ref(&is), &holder);
        unless(!is.is_within(&was.or(&by.reach)), "nobody puts into a role what he does not hold")?;
    }
    Ok(())
}
