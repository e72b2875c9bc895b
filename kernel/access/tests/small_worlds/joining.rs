//! People are put into departments and taken out of them: every actor with every person.

use crate::desk::*;
use crate::excuse::excuse;
use crate::mutant::{HOLDING, Mutant, TO_COME, ask, policy, scene};
use crate::scene::{Command, World};
use crate::tally::{Family, explore};
use ombud_access::*;

fn desks() -> Vec<Policy> {
    let given: [&[Grant]; 11] = [
        &[],
        &[grant(READ, Scopes::ALL)],
        &[grant(READ, Scopes::ALL), grant(SEND, Scopes::ALL)],
        &[grant(READ, Scopes::DEPARTMENT)],
        &[grant(READ, Scopes::UNASSIGNED)],
        &[grant(READ, Scopes::ASSIGNED)],
        &[grant(READ, Scopes::DEPARTMENT | Scopes::OWN)],
        &[lent(READ, Scopes::DEPARTMENT)],
        &[grant(SEND, Scopes::DEPARTMENT)],
        &[grant(GONE, Scopes::DEPARTMENT)],
        &[grant(GONE, Scopes::ALL)],
    ];
    // Elsewhere a collaborator's role is like any other.
    let kinds = |grants: &[Grant]| {
        let matters = grants.iter().any(|grant| [SEND, GONE].contains(&grant.permission.as_str()));
        [STAFF, OUTSIDE, COLLABORATOR].into_iter().filter(move |kind| matters || !kind.collaborator)
    };
    let mut desks = Vec::new();
    for (first, second) in given.iter().flat_map(|first| given[1..].iter().map(move |second| (first, second)))
    {
        for (kind, other) in kinds(first).flat_map(|kind| kinds(second).map(move |other| (kind, other))) {
            desks.push(desk(role(FIRST, kind, first), role(SECOND, other, second)));
        }
    }
    desks
}

fn actors(_: &World) -> Vec<Actor> {
    let holdings: [&[HeldRole]; 8] = [
        &[held(FIRST)],
        &[held(SECOND)],
        &[held(FIRST), held_in(SECOND, SALES)],
        &[held_in(SECOND, LEGAL)],
        &[borrowed(SECOND)],
        &[held(SECOND), held(BADGE)],
        &[held(ADMINISTRATOR)],
        &[borrowed(ADMINISTRATOR)],
    ];
    let mut actors = Vec::new();
    for roles in holdings {
        for departments in [&[][..], &[SALES], &[SALES, LEGAL]] {
            actors.push(Actor::direct(person(ANA, roles, departments)));
        }
    }
    actors.push(Actor::direct(person(OLGA, &[], &[])));
    for hands in [Hands::Key(vec![grant(READ, Scopes::DEPARTMENT)]), Hands::Through] {
        actors.push(Actor { person: person(ANA, &[held(FIRST), held(SECOND)], &[SALES]), hands });
    }
    actors
}

fn targets(_: &World, actor: &Actor) -> Vec<Subject> {
    let holdings: [&[HeldRole]; 8] = [
        &[held(CUSTOMER)],
        &[held(FIRST)],
        &[held(FIRST), held(BADGE)],
        &[held(FIRST), borrowed(BADGE)],
        &[held_in(FIRST, SALES)],
        &[held_in(FIRST, LEGAL), held(SECOND)],
        &[borrowed(FIRST)],
        &[held(ADMINISTRATOR)],
    ];
    let mut targets = Vec::new();
    for roles in holdings {
        for departments in [&[][..], &[SALES], &[LEGAL]] {
            targets.push(person(BEN, roles, departments));
        }
    }
    targets.push(person(OLGA, &[], &[]));
    targets.push(actor.person.clone());
    targets
}

fn commands(_: &World, _: &Actor, _: &Subject) -> Vec<Command> {
    [&[][..], &[SALES], &[LEGAL], &[SALES, LEGAL]].map(|to| Command::Join(to.to_vec())).into()
}

const MUTANTS: &[Mutant] = &[
    scene("what somebody gains in a department is not looked at", |seen, scene| {
        Some(ask(seen, &scene.actor, &scene.target, &Command::TakeOver))
    }),
    scene("joining is looked at, but not who joins", |_, scene| {
        scene.target.id = ANA;
        scene.actor.person.id = ANA;
        None
    }),
    scene("the actor is in every department", |_, scene| {
        scene.actor.person.departments = vec![SALES, LEGAL];
        None
    }),
    scene("what is held in one department is held everywhere", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.place = Place::Everywhere);
        None
    }),
    scene("what is held for a while is held for good", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.until = None);
        None
    }),
    policy("what is for staff only is for everybody", |policy| {
        for role in policy.roles.iter_mut().filter(|role| role.kind == RoleKind::Custom) {
            role.audience = Audience::Everyone;
        }
    }),
    policy("a collaborator's role is like any other", |policy| {
        policy.roles.iter_mut().for_each(|role| role.collaborator = false);
    }),
];

#[test]
fn nobody_is_put_where_he_gains_what_the_actor_does_not_hold_in_any_small_world() {
    let family = Family { name: "joining", desks: desks(), actors, targets, commands, excuse };
    let mutants: Vec<Mutant> = HOLDING.iter().chain(TO_COME).chain(MUTANTS).cloned().collect();
    explore(&family, &mutants);
}
