//! Roles are made and changed: every actor, from every role to every other.

use crate::desk::*;
use crate::excuse::excuse;
use crate::mutant::{HOLDING, Mutant, ask, policy, scene};
use crate::scene::{Command, Scene, World};
use crate::tally::{Family, explore};
use ombud_access::*;

const NEW_ROLE: RoleId = UNKNOWN;

fn grants() -> Vec<Vec<Grant>> {
    vec![
        vec![],
        vec![grant(READ, Scopes::ALL)],
        vec![grant(READ, Scopes::DEPARTMENT)],
        vec![grant(READ, Scopes::ASSIGNED)],
        vec![lent(READ, Scopes::ALL)],
        vec![grant(READ, Scopes::ASSIGNED), grant(SEND, Scopes::ALL)],
        vec![grant(SELL, Scopes::ALL)],
        vec![grant(GONE, Scopes::ALL)],
    ]
}

fn kinds() -> [Kind; 5] {
    [STAFF, OUTSIDE, COLLABORATOR, RETIRED, Kind { retired: true, ..COLLABORATOR }]
}

fn desks() -> Vec<Policy> {
    let second: [&[Grant]; 6] = [
        &[grant(READ, Scopes::UNASSIGNED)],
        &[grant(READ, Scopes::ALL)],
        &[grant(READ, Scopes::DEPARTMENT)],
        &[lent(READ, Scopes::ALL)],
        &[grant(READ, Scopes::ALL), grant(SEND, Scopes::ALL)],
        &[grant(GONE, Scopes::ALL), grant(READ, Scopes::ASSIGNED)],
    ];
    let mut desks = Vec::new();
    for first in grants() {
        for kind in kinds() {
            for (others, other) in
                second.iter().flat_map(|grants| [STAFF, OUTSIDE].map(|kind| (grants, kind)))
            {
                desks.push(desk(role(FIRST, kind, &first), role(SECOND, other, others)));
            }
        }
    }
    desks
}

fn actors(_: &World) -> Vec<Actor> {
    let holdings: [&[HeldRole]; 9] = [
        &[held(FIRST)],
        &[held(SECOND)],
        &[held_in(SECOND, SALES)],
        &[borrowed(SECOND)],
        &[held(FIRST), held(SECOND)],
        &[held(SECOND), held(BADGE)],
        &[held(SECOND), borrowed(BADGE)],
        &[held(ADMINISTRATOR)],
        &[borrowed(ADMINISTRATOR)],
    ];
    let direct = |roles: &[HeldRole]| Actor::direct(person(ANA, roles, &[SALES]));
    let mut actors: Vec<Actor> = holdings.into_iter().map(direct).collect();
    actors.push(Actor::direct(person(OLGA, &[], &[])));
    let key = Hands::Key(vec![grant(READ, Scopes::DEPARTMENT), grant(SEND, Scopes::ALL)]);
    for hands in [key, Hands::Through] {
        for roles in [&[held(FIRST), held(SECOND)][..], &[held(ADMINISTRATOR)]] {
            actors.push(Actor { person: person(ANA, roles, &[SALES]), hands: hands.clone() });
        }
    }
    actors.push(Actor { person: person(ANA, &[], &[]), hands: Hands::Plugin });
    actors
}

/// Roles are nobody's in particular.
fn targets(_: &World, _: &Actor) -> Vec<Subject> {
    vec![person(BEN, &[], &[])]
}

fn commands(world: &World, _: &Actor, _: &Subject) -> Vec<Command> {
    let mut wanted = grants();
    wanted.extend([
        vec![grant(READ, Scopes::UNASSIGNED)],
        vec![grant(READ, Scopes::DEPARTMENT | Scopes::ASSIGNED)],
        vec![grant(READ, Scopes::NONE)],
        vec![grant(SEND, Scopes::ASSIGNED)],
        vec![grant(GONE, Scopes::DEPARTMENT)],
        vec![lent(GONE, Scopes::ALL), grant(READ, Scopes::ASSIGNED)],
    ]);
    let first = world.role(FIRST).cloned();
    let mut commands = Vec::new();
    for grants in &wanted {
        for kind in kinds() {
            commands.push(Command::Edit { before: None, after: role(NEW_ROLE, kind, grants) });
            commands.push(Command::Edit { before: first.clone(), after: role(FIRST, kind, grants) });
        }
    }
    let built_in = [OWNER, ADMINISTRATOR, CUSTOMER, VISITOR].into_iter().filter_map(|id| world.role(id));
    for before in built_in {
        let mut edit = |change: fn(&mut Role)| {
            let mut after = before.clone();
            change(&mut after);
            commands.push(Command::Edit { before: Some(before.clone()), after });
        };
        edit(|role| role.title = "Another".to_owned());
        edit(|role| role.name = "another".to_owned());
        edit(|role| role.retired = true);
        edit(|role| role.collaborator = true);
        edit(|role| role.audience = Audience::Staff);
        edit(|role| role.kind = RoleKind::Custom);
        edit(|role| role.id = FIRST);
        edit(|role| role.grants = vec![grant(READ, Scopes::ALL)]);
        edit(|role| role.grants.clear());
        commands.push(Command::Edit { before: None, after: before.clone() });
    }
    commands
}

/// The mutant sees a role before and after otherwise.
fn roles(scene: &mut Scene, change: fn(&mut Role, &mut Role)) -> Option<bool> {
    if let Command::Edit { before: Some(before), after } = &mut scene.command {
        change(before, after);
    }
    None
}

const MUTANTS: &[Mutant] = &[
    scene("any role can be changed by who holds what is new in it", |seen, scene| {
        let Command::Edit { before: Some(before), after } = &scene.command else { return None };
        let mut new = Role { id: NEW_ROLE, kind: RoleKind::Custom, ..after.clone() };
        new.grants.retain(|grant| !before.grants.contains(grant));
        let made = Command::Edit { before: None, after: new };
        Some(ask(seen, &scene.actor, &scene.target, &made))
    }),
    scene("what is new in a role is not looked at", |_, scene| {
        roles(scene, |before, after| after.grants.clone_from(&before.grants))
    }),
    scene("what a new role gives is not looked at", |_, scene| {
        if let Command::Edit { before: None, after } = &mut scene.command {
            after.grants.clear();
        }
        None
    }),
    scene("anybody turns a role into one for staff", |_, scene| {
        roles(scene, |before, after| before.audience = after.audience)
    }),
    scene("anybody makes a role for staff", |_, scene| {
        if let Command::Edit { before: None, after } = &mut scene.command {
            after.audience = Audience::Everyone;
        }
        None
    }),
    scene("a role comes back into use with all that is in it", |_, scene| {
        roles(scene, |before, after| before.retired = after.retired)
    }),
    scene("a role stops being a collaborator's with all that is in it", |_, scene| {
        roles(scene, |before, after| before.collaborator = after.collaborator)
    }),
    scene("for longer is not for more", |_, scene| {
        roles(scene, |before, after| {
            before.grants.iter_mut().chain(&mut after.grants).for_each(|grant| grant.until = None);
        })
    }),
    scene("more scopes are not more", |_, scene| {
        roles(scene, |before, _| {
            let widen = |grant: &mut Grant| grant.scopes = allowed_scopes(grant.permission.as_str());
            before.grants.iter_mut().for_each(widen);
        })
    }),
    scene("`department` in a role is the actor's department", |seen, scene| {
        let Command::Edit { before, after } = &mut scene.command else { return None };
        let of_department = |grant: &Grant| grant.scopes.meets(Scopes::DEPARTMENT | Scopes::UNASSIGNED);
        let known = before.as_ref().map_or(&[][..], |before| &before.grants);
        let (fresh, rest): (Vec<Grant>, Vec<Grant>) =
            after.grants.drain(..).partition(|grant| of_department(grant) && !known.contains(grant));
        after.grants = rest;
        let actor = scene.actor.authority(&seen.snapshot);
        let grantable = guard::grantable(&actor, &fresh, Place::Everywhere).is_ok();
        Some(grantable && ask(seen, &scene.actor, &scene.target, &scene.command))
    }),
    scene("what waits for its plugin does not count", |_, scene| {
        if let Command::Edit { before, after } = &mut scene.command {
            let roles = before.iter_mut().chain([after]);
            roles.for_each(|role| role.grants.retain(|grant| grant.permission.as_str() != GONE));
        }
        None
    }),
    policy("what is the owner's alone is like anything else", |policy| {
        policy.permissions.iter_mut().for_each(|known| known.flags.owner_only = false);
    }),
    policy("collaborators may contact customers", |policy| {
        policy.permissions.iter_mut().for_each(|known| known.flags.contacts_customer = false);
    }),
    policy("any scope makes sense", |policy| {
        policy.permissions.iter_mut().for_each(|known| known.scopes = Scopes::ANY);
    }),
    policy("what is granted need not exist", |policy| {
        let known = policy.permissions[0].clone();
        policy.permissions.push(Permission { name: name(GONE), ..known });
    }),
    scene("built-in roles are like others", |_, scene| {
        if let Command::Edit { before, after } = &mut scene.command {
            before.iter_mut().chain([after]).for_each(|role| role.kind = RoleKind::Custom);
        }
        None
    }),
    scene("a role can become another", |_, scene| {
        roles(scene, |before, after| {
            after.id = before.id;
            after.kind = before.kind;
        })
    }),
    scene("what is held for a while is held for good", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.until = None);
        None
    }),
    scene("what is held in one department is held everywhere", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.place = Place::Everywhere);
        None
    }),
];

#[test]
fn nobody_puts_into_a_role_what_he_does_not_hold_in_any_small_world() {
    let family = Family { name: "editing", desks: desks(), actors, targets, commands, excuse };
    let mutants: Vec<Mutant> = HOLDING.iter().chain(MUTANTS).cloned().collect();
    explore(&family, &mutants);
}
