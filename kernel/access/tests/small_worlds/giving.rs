//! Roles are given and taken, and people taken over: every actor with every person.

use crate::desk::*;
use crate::excuse::excuse;
use crate::mutant::{HOLDING, Mutant, TO_COME, ask, policy, scene};
use crate::scene::{Command, World};
use crate::tally::{Family, explore};
use ombud_access::*;

pub fn desks() -> Vec<Policy> {
    let first: [&[Grant]; 12] = [
        &[],
        &[grant(READ, Scopes::ALL)],
        &[grant(READ, Scopes::DEPARTMENT)],
        &[grant(READ, Scopes::UNASSIGNED)],
        &[grant(READ, Scopes::ASSIGNED)],
        &[grant(READ, Scopes::DEPARTMENT | Scopes::OWN)],
        &[lent(READ, Scopes::ALL)],
        &[grant(SEND, Scopes::ALL)],
        &[grant(SELL, Scopes::ALL)],
        &[grant(GONE, Scopes::ALL)],
        &[grant(GONE, Scopes::DEPARTMENT)],
        &[lent(GONE, Scopes::ALL)],
    ];
    let second: [&[Grant]; 7] = [
        &[grant(READ, Scopes::ALL)],
        &[grant(READ, Scopes::DEPARTMENT)],
        &[grant(READ, Scopes::UNASSIGNED)],
        &[lent(READ, Scopes::ALL)],
        &[grant(READ, Scopes::ALL), grant(SEND, Scopes::ALL)],
        &[grant(GONE, Scopes::ALL)],
        &[grant(GONE, Scopes::DEPARTMENT)],
    ];
    // Elsewhere a collaborator's role is like any other.
    let matters = |kind: &Kind, grants: &[Grant]| {
        !kind.collaborator || grants.iter().any(|grant| [SEND, GONE].contains(&grant.permission.as_str()))
    };
    let mut desks = Vec::new();
    for (grants, others) in first.iter().flat_map(|grants| second.map(|others| (grants, others))) {
        for kind in [STAFF, OUTSIDE, COLLABORATOR, RETIRED].into_iter().filter(|kind| matters(kind, grants)) {
            for other in [STAFF, OUTSIDE, COLLABORATOR].into_iter().filter(|kind| matters(kind, others)) {
                desks.push(desk(role(FIRST, kind, grants), role(SECOND, other, others)));
            }
        }
    }
    for grants in first {
        for mandate in [
            Mandate { enabled: false, ..whole_mandate() },
            Mandate { departments: Some(vec![SALES]), ..whole_mandate() },
            Mandate { grants: vec![lent(READ, Scopes::ALL)], ..whole_mandate() },
        ] {
            let mut desk = desk(role(FIRST, STAFF, grants), role(SECOND, RETIRED, second[0]));
            desk.mandates = vec![mandate];
            desks.push(desk);
        }
    }
    desks
}

pub fn actors(_: &World) -> Vec<Actor> {
    let holdings: [&[HeldRole]; 15] = [
        &[],
        &[held(FIRST)],
        &[held_in(FIRST, SALES)],
        &[borrowed(FIRST)],
        &[held(SECOND)],
        &[held_in(SECOND, SALES)],
        &[borrowed(SECOND)],
        &[held(FIRST), held(SECOND)],
        &[held(SECOND), borrowed(BADGE)],
        &[held(FIRST), held(BADGE)],
        &[held(FIRST), borrowed(BADGE)],
        &[borrowed(FIRST), held(BADGE)],
        &[held(ADMINISTRATOR)],
        &[borrowed(ADMINISTRATOR)],
        &[held_in(ADMINISTRATOR, SALES)],
    ];
    let mut actors = Vec::new();
    for roles in holdings {
        for departments in [&[][..], &[SALES]] {
            actors.push(Actor::direct(person(ANA, roles, departments)));
        }
    }
    actors.push(Actor::direct(person(OLGA, &[], &[])));
    let key = |scopes| Hands::Key(vec![grant(READ, scopes), grant(SEND, Scopes::ALL)]);
    let short = Hands::Key(vec![lent(READ, Scopes::ALL)]);
    for hands in [key(Scopes::ALL), key(Scopes::DEPARTMENT), short, Hands::Through] {
        for roles in [held(FIRST), held(ADMINISTRATOR)] {
            actors.push(Actor { person: person(ANA, &[roles], &[SALES]), hands: hands.clone() });
        }
    }
    actors.push(Actor { person: person(ANA, &[], &[]), hands: Hands::Plugin });
    actors
}

fn targets(_: &World, actor: &Actor) -> Vec<Subject> {
    let holdings: [&[HeldRole]; 8] = [
        &[],
        &[held(CUSTOMER)],
        &[held(BADGE), held(CUSTOMER)],
        &[held(FIRST)],
        &[held_in(FIRST, LEGAL)],
        &[borrowed(SECOND)],
        &[held(SECOND)],
        &[held(ADMINISTRATOR)],
    ];
    let mut targets = Vec::new();
    for roles in holdings {
        for departments in [&[][..], &[SALES]] {
            targets.push(person(BEN, roles, departments));
        }
    }
    targets.push(person(OLGA, &[], &[]));
    targets.push(actor.person.clone());
    targets
}

fn commands(world: &World, _: &Actor, _: &Subject) -> Vec<Command> {
    let single = [
        held(FIRST),
        held_in(FIRST, SALES),
        borrowed(FIRST),
        held(BADGE),
        held(CUSTOMER),
        held(ADMINISTRATOR),
    ];
    let mut commands: Vec<Command> = single.into_iter().map(Command::Give).collect();
    if world.role(FIRST).is_some_and(|first| first.grants.is_empty()) {
        // Whatever the first role gives.
        let never = [held_in(ADMINISTRATOR, SALES), held(VISITOR), held(OWNER), held(UNKNOWN)];
        commands.extend(never.map(Command::Give));
    }
    commands.extend([
        Command::SetRoles(vec![]),
        Command::SetRoles(vec![held(FIRST), held(BADGE)]),
        Command::SetRoles(vec![held(BADGE), held_in(FIRST, SALES)]),
        Command::TakeOver,
        Command::Suspend,
    ]);
    commands
}

const MUTANTS: &[Mutant] = &[
    policy("a role out of use is as good as any", |policy| {
        policy.roles.iter_mut().for_each(|role| role.retired = false);
    }),
    scene("taking over is free", |_, scene| matches!(scene.command, Command::TakeOver).then_some(true)),
    scene("the owner is a person like others", |_, scene| {
        if scene.target.id == OLGA {
            scene.target.id = BEN;
        }
        None
    }),
    scene("the role is given to whoever there is", |_, scene| {
        if let Command::Give(_) = scene.command {
            scene.target.roles.clear();
        }
        None
    }),
    scene("roles taken away are not looked at", |seen, scene| {
        let Command::SetRoles(roles) = &scene.command else { return None };
        let (actor, blank) = (&scene.actor, Subject { roles: vec![], ..scene.target.clone() });
        Some(ask(seen, actor, &blank, &Command::SetRoles(roles.clone())))
    }),
    scene("what becomes staff's with a role for staff is not looked at", |seen, scene| {
        let Command::Give(held) = scene.command else { return None };
        let (actor, blank) = (&scene.actor, Subject { roles: vec![], ..scene.target.clone() });
        Some(
            ask(seen, actor, &scene.target, &Command::TakeOver)
                && ask(seen, actor, &blank, &Command::Give(held)),
        )
    }),
    scene("anybody makes staff", |_, scene| {
        scene.actor.person.roles.push(held(BADGE));
        None
    }),
    policy("what is for staff only is for everybody", |policy| {
        for role in policy.roles.iter_mut().filter(|role| role.kind == RoleKind::Custom) {
            role.audience = Audience::Everyone;
        }
    }),
    scene("what is given for good is given for a while", |_, scene| {
        if let Command::Give(held) = &mut scene.command {
            held.until = Some(END);
        }
        None
    }),
    scene("what is held for a while is held for good", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.until = None);
        None
    }),
    scene("what is given everywhere is given in one department", |_, scene| {
        if let Command::Give(held) = &mut scene.command
            && held.role != ADMINISTRATOR
        {
            held.place = Place::In(SALES);
        }
        None
    }),
    scene("what is held in one department is held everywhere", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.place = Place::Everywhere);
        None
    }),
    scene("the departments of the person do not count", |_, scene| {
        scene.target.departments.clear();
        None
    }),
    scene("the actor is in every department", |_, scene| {
        scene.actor.person.departments = vec![SALES, LEGAL];
        None
    }),
    policy("a collaborator's role is like any other", |policy| {
        policy.roles.iter_mut().for_each(|role| role.collaborator = false);
    }),
    scene("every role for customers is free", |seen, scene| {
        let Command::Give(held) = &scene.command else { return None };
        let outside = seen.role(held.role).is_some_and(|role| role.audience == Audience::Everyone);
        outside.then(|| ask(seen, &scene.actor, &scene.target, &Command::TakeOver))
    }),
    scene("an administrator can be one in a department", |_, scene| {
        if let Command::Give(held) = &mut scene.command
            && held.role == ADMINISTRATOR
        {
            held.place = Place::Everywhere;
        }
        None
    }),
    scene("ownership is a role", |seen, scene| given_freely(seen, scene, OWNER)),
    scene("signed-in people are visitors", |seen, scene| given_freely(seen, scene, VISITOR)),
    scene("a role need not exist", |seen, scene| given_freely(seen, scene, UNKNOWN)),
    scene("even the owner can be suspended by the owner", |_, scene| {
        matches!(scene.command, Command::Suspend).then(|| scene.actor.person.id == scene.target.id)
    }),
];

fn given_freely(seen: &World, scene: &crate::scene::Scene, role: RoleId) -> Option<bool> {
    matches!(scene.command, Command::Give(held) if held.role == role)
        .then(|| ask(seen, &scene.actor, &scene.target, &Command::TakeOver))
}

#[test]
fn nobody_gives_what_he_does_not_hold_in_any_small_world() {
    let family = Family { name: "giving", desks: desks(), actors, targets, commands, excuse };
    let mutants: Vec<Mutant> = HOLDING.iter().chain(TO_COME).chain(MUTANTS).cloned().collect();
    explore(&family, &mutants);
}
