//! Where the guards are stricter than the laws, for being simple: each of these has its reason, and there are no others.

use crate::desk::*;
use crate::law;
use crate::reach;
use crate::scene::{Acting, Command, World};
use ombud_access::*;

/// Why the guards may refuse what would be harmless.
pub fn excuse(world: &World, by: &Acting, target: &Subject, command: &Command) -> Option<&'static str> {
    if target.id == by.actor.person.id && !matches!(command, Command::TakeOver | Command::Suspend) {
        return Some("nobody needs to give himself what he has");
    }
    if let Command::Edit { before: Some(before), after } = command {
        return of_edit(world, by, target, before, after);
    }
    if let Command::Approve { before, after } = command {
        return of_mandate(world, by, target, before.as_ref(), after);
    }
    let mut after = target.clone();
    after.roles.extend(given(command));
    if let Command::Join(departments) = command {
        after.departments.clone_from(departments);
    }
    if [target, &after]
        .iter()
        .any(|person| reach::of_person(&world.policy, person).is_staff() == [true, false])
    {
        return Some("who is staff for a while counts as if for good");
    }
    // Each of these on top of those before it.
    let target = &Subject { departments: vec![SALES, LEGAL], ..target.clone() };
    if law::judge(world, by, target, command).is_err() {
        return Some("what a role gives in departments counts before the person is in one");
    }
    let by = &without_what_waits(world, by);
    if law::judge(world, by, target, command).is_err() {
        return Some("what is to come counts for staff, in roles that are no collaborator's, and for good");
    }
    for wanted in what_waits(world, target.roles.iter().chain(given(command))) {
        let fewer = in_these_scopes(world, wanted);
        let by = Acting::new(&fewer, by.actor.clone());
        for by in [without_what_waits(&fewer, &by), by] {
            if law::judge(world, &by, target, command).is_err() {
                return Some("what is to come counts in the same scopes only: it may come in fewer");
            }
        }
    }
    let mut nowhere = by.actor.clone();
    nowhere.person.departments.clear();
    let places = |held: &HeldRole| held.place != Place::Everywhere;
    if given(command).iter().chain(&target.roles).any(places)
        && law::judge(world, &without_what_waits(world, &Acting::new(world, nowhere)), target, command)
            .is_err()
    {
        return Some("everything in a department is more than what its members have for being members");
    }
    let Command::SetRoles(roles) = command else { return None };
    let both = target.roles.iter().chain(roles).copied().collect();
    let together = law::judge(world, by, target, &Command::SetRoles(both));
    together.is_err().then_some("the old roles count while the new ones are given")
}

fn of_edit(
    world: &World,
    by: &Acting,
    target: &Subject,
    before: &Role,
    after: &Role,
) -> Option<&'static str> {
    let known =
        |grant: &Grant| !law::wakes(before, after) && before.grants.iter().any(|of| law::is_part(grant, of));
    let mut new = Role { id: UNKNOWN, kind: RoleKind::Custom, ..after.clone() };
    new.grants.retain(|grant| !known(grant));
    if law::judge(world, by, target, &Command::Edit { before: None, after: new }).is_err() {
        return Some("the same in other scopes, or in a role that wakes, is something new");
    }
    let edit = Command::Edit { before: Some(before.clone()), after: after.clone() };
    let mut everywhere = by.actor.clone();
    everywhere.person.roles.retain(|held| held.place == Place::Everywhere);
    let everywhere = Acting::new(world, everywhere);
    if law::judge(world, &everywhere, target, &edit).is_err() {
        return Some("a role is for all departments, so what is held in one does not count");
    }
    let declared = without_what_waits(world, by);
    let judged = law::judge(world, &declared, target, &edit);
    judged
        .is_err()
        .then_some("what is to come counts for staff, in roles that are no collaborator's, and for good")
}

fn of_mandate(
    world: &World,
    by: &Acting,
    target: &Subject,
    before: Option<&Mandate>,
    after: &Mandate,
) -> Option<&'static str> {
    let mut anywhere = by.actor.clone();
    anywhere.person.departments = vec![SALES, LEGAL];
    let anywhere = Acting::new(world, anywhere);
    let approve = |before: Option<&Mandate>, after: &Mandate| {
        let command = Command::Approve { before: before.cloned(), after: after.clone() };
        law::judge(world, &anywhere, target, &command)
    };
    if approve(before, after).is_err() {
        return Some("what a mandate gives in departments counts before the actor is in one");
    }
    let unbounded = Mandate { departments: None, enabled: true, ..after.clone() };
    if (after.departments.is_some() || before.is_some_and(|before| before.departments.is_some()))
        && approve(None, &unbounded).is_err()
    {
        return Some("what a mandate gives in some departments is given by one who holds it in all");
    }
    let fresh =
        |grant: &Grant| !before.is_some_and(|before| before.grants.iter().any(|of| law::is_part(grant, of)));
    let mut new = unbounded.clone();
    new.grants.retain(fresh);
    approve(None, &new).is_err().then_some("the same in other scopes is something new")
}

fn given(command: &Command) -> &[HeldRole] {
    match command {
        Command::Give(held) => std::slice::from_ref(held),
        Command::SetRoles(roles) => roles,
        _ => &[],
    }
}

/// The scopes of what waits in these roles.
fn what_waits<'a>(world: &World, held: impl Iterator<Item = &'a HeldRole>) -> Vec<Scopes> {
    held.filter_map(|held| world.policy.roles.iter().find(|role| role.id == held.role))
        .flat_map(|role| &role.grants)
        .filter(|grant| grant.permission.as_str() == GONE)
        .map(|grant| grant.scopes)
        .collect()
}

/// The same world, had what is to come only come in these scopes.
fn in_these_scopes(world: &World, wanted: Scopes) -> World {
    let mut policy = world.policy.clone();
    for role in &mut policy.roles {
        role.grants.retain(|grant| grant.permission.as_str() != GONE || grant.scopes.contains(wanted));
    }
    World::new(policy)
}

/// The same actor, had he nothing to come that is lent to him or waits in a collaborator's role; or at all, if he is no
/// staff for good, or an administrator somewhere only, or does not act with his own hands.
fn without_what_waits(world: &World, by: &Acting) -> Acting {
    let mut policy = world.policy.clone();
    for role in &mut policy.roles {
        let counts = |grant: &Grant| !role.collaborator && grant.until.is_none();
        role.grants.retain(|grant| grant.permission.as_str() != GONE || counts(grant));
    }
    let (world, mut lasting) = (World::new(policy), by.actor.clone());
    lasting.person.roles.retain(|held| held.until.is_none() && *held != held_in(ADMINISTRATOR, SALES));
    let mut less = Acting::new(&world, by.actor.clone());
    less.reach = less.reach.of_what_is_declared();
    if by.actor.is_direct() && by.reach.is_staff() == [true, true] {
        less.reach = less.reach.or(&Acting::new(&world, lasting).reach);
    }
    less
}
