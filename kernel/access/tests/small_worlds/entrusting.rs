//! Mandates are approved, plugins replaced, keys made, and the desk handed over: everybody tries.

use crate::desk::*;
use crate::excuse::excuse;
use crate::mutant::{HOLDING, Mutant, policy, scene};
use crate::scene::{Command, Scene, World};
use crate::tally::{Family, explore};
use ombud_access::*;

fn desks() -> Vec<Policy> {
    let given: [&[Grant]; 9] = [
        &[],
        &[grant(READ, Scopes::ALL)],
        &[grant(READ, Scopes::DEPARTMENT)],
        &[grant(READ, Scopes::UNASSIGNED)],
        &[grant(READ, Scopes::ASSIGNED), grant(SEND, Scopes::ALL)],
        &[lent(READ, Scopes::ALL)],
        &[grant(READ, Scopes::ALL), grant(SEND, Scopes::ALL)],
        &[grant(GONE, Scopes::ALL)],
        &[grant(GONE, Scopes::ALL), grant(READ, Scopes::ALL)],
    ];
    let mut desks = Vec::new();
    for grants in given {
        for kind in [STAFF, OUTSIDE, COLLABORATOR] {
            desks
                .push(desk(role(FIRST, kind, grants), role(SECOND, STAFF, &[grant(READ, Scopes::ASSIGNED)])));
        }
    }
    desks
}

fn actors(_: &World) -> Vec<Actor> {
    let holdings: [&[HeldRole]; 9] = [
        &[held(CUSTOMER)],
        &[held(FIRST)],
        &[held_in(FIRST, SALES)],
        &[borrowed(FIRST)],
        &[held(FIRST), held(SECOND)],
        &[held(FIRST), held(BADGE)],
        &[held(FIRST), borrowed(BADGE)],
        &[held(ADMINISTRATOR)],
        &[borrowed(ADMINISTRATOR)],
    ];
    let mut actors = Vec::new();
    for roles in holdings {
        for departments in [&[][..], &[SALES]] {
            actors.push(Actor::direct(person(ANA, roles, departments)));
        }
    }
    actors.push(Actor::direct(person(OLGA, &[], &[])));
    let key =
        Hands::Key(vec![grant(READ, Scopes::DEPARTMENT), grant(SEND, Scopes::ALL), grant(GONE, Scopes::ALL)]);
    let sells = Hands::Key(vec![grant(SELL, Scopes::ALL)]);
    for hands in [key, sells, Hands::Through] {
        actors.push(Actor { person: person(ANA, &[held(FIRST)], &[SALES]), hands: hands.clone() });
        actors.push(Actor { person: person(ANA, &[held(ADMINISTRATOR)], &[]), hands: hands.clone() });
        actors.push(Actor { person: person(OLGA, &[], &[]), hands });
    }
    actors.push(Actor { person: person(ANA, &[], &[]), hands: Hands::Plugin });
    actors
}

fn targets(_: &World, _: &Actor) -> Vec<Subject> {
    vec![person(BEN, &[], &[])]
}

/// Who the desk could be handed to.
fn heirs(_: &World, actor: &Actor) -> Vec<Subject> {
    let holdings: [&[HeldRole]; 7] = [
        &[],
        &[held(CUSTOMER)],
        &[held(FIRST)],
        &[held(BADGE)],
        &[borrowed(BADGE)],
        &[held_in(BADGE, SALES)],
        &[held(ADMINISTRATOR)],
    ];
    let mut heirs = vec![actor.person.clone(), person(OLGA, &[], &[])];
    for roles in holdings {
        let heir = person(BEN, roles, &[]);
        heirs.extend([Subject { active: false, ..heir.clone() }, heir]);
    }
    heirs
}

fn mandates() -> Vec<Mandate> {
    let given: [&[Grant]; 9] = [
        &[],
        &[grant(READ, Scopes::ALL)],
        &[grant(READ, Scopes::DEPARTMENT)],
        &[grant(READ, Scopes::ASSIGNED), grant("helper:own.do", Scopes::ALL)],
        &[lent(READ, Scopes::ALL)],
        &[grant(READ, Scopes::ALL), grant(SEND, Scopes::DEPARTMENT)],
        &[grant(SEND, Scopes::ASSIGNED)],
        &[grant(SELL, Scopes::ALL)],
        &[grant(GONE, Scopes::ALL)],
    ];
    let mut mandates = Vec::new();
    for grants in given {
        for departments in [None, Some(vec![SALES]), Some(vec![SALES, LEGAL])] {
            for enabled in [true, false] {
                let (plugin, grants, departments) = (helper(), grants.to_vec(), departments.clone());
                mandates.push(Mandate { plugin, grants, departments, enabled });
            }
        }
    }
    mandates
}

fn commands(_: &World, _: &Actor, _: &Subject) -> Vec<Command> {
    let mut commands = Vec::new();
    for after in mandates() {
        commands.push(Command::Approve { before: None, after: after.clone() });
        for before in mandates() {
            commands.push(Command::Approve { before: Some(before), after: after.clone() });
        }
        let other = Mandate { plugin: PluginId::parse("another").expect("a plugin name"), ..after.clone() };
        commands.push(Command::Approve { before: Some(other), after });
    }
    let own: [&[&str]; 7] = [&[], &[READ], &[SEND], &[READ, SEND], &[SELL], &[GONE], &[READ, GONE]];
    commands.extend(own.map(|names| Command::Replace(names.iter().map(|text| name(text)).collect())));
    let keys = [
        vec![],
        vec![grant(READ, Scopes::ALL)],
        vec![grant(READ, Scopes::ASSIGNED)],
        vec![lent(READ, Scopes::DEPARTMENT)],
        vec![grant(READ, Scopes::ALL), grant(SEND, Scopes::ALL)],
        vec![grant(READ, Scopes::NONE)],
        vec![grant(SEND, Scopes::ASSIGNED)],
        vec![grant(SELL, Scopes::ALL)],
        vec![grant(GONE, Scopes::ALL)],
    ];
    commands.extend(keys.map(Command::Mint));
    commands
}

fn approved(scene: &mut Scene, change: fn(&mut Mandate, &mut Mandate)) -> Option<bool> {
    if let Command::Approve { before: Some(before), after } = &mut scene.command {
        change(before, after);
    }
    None
}

const MUTANTS: &[Mutant] = &[
    scene("a mandate is approved by anybody", |_, scene| {
        matches!(scene.command, Command::Approve { before: None, .. }).then_some(true)
    }),
    scene("what is new in a mandate is not looked at", |_, scene| {
        approved(scene, |before, after| before.grants.clone_from(&after.grants))
    }),
    scene("a mandate is switched on with all that is in it", |_, scene| {
        approved(scene, |before, after| before.enabled = after.enabled)
    }),
    scene("a mandate comes to more departments with all that is in it", |_, scene| {
        approved(scene, |before, after| before.departments.clone_from(&after.departments))
    }),
    scene("a mandate can become another plugin's", |_, scene| {
        approved(scene, |before, after| before.plugin = after.plugin.clone())
    }),
    scene("for longer is not for more", |_, scene| {
        approved(scene, |before, after| {
            before.grants.iter_mut().chain(&mut after.grants).for_each(|grant| grant.until = None);
        })
    }),
    scene("every permission is the plugin's own", |_, scene| {
        if let Command::Approve { after, .. } = &mut scene.command {
            after.grants.retain(|grant| grant.permission.as_str() == SELL);
        }
        None
    }),
    policy("what is asked for need not exist", |policy| {
        let known = policy.permissions[0].clone();
        policy.permissions.push(Permission { name: name(GONE), ..known });
    }),
    policy("what is the owner's alone is like anything else", |policy| {
        policy.permissions.iter_mut().for_each(|known| known.flags.owner_only = false);
    }),
    policy("any scope makes sense", |policy| {
        policy.permissions.iter_mut().for_each(|known| known.scopes = Scopes::ANY);
    }),
    scene("the code of a plugin is anybody's choice", |_, scene| {
        matches!(scene.command, Command::Replace(_)).then_some(true)
    }),
    scene("what a plugin brought before it was gone does not count", |_, scene| {
        if let Command::Replace(own) = &mut scene.command {
            own.retain(|name| name.as_str() != GONE);
        }
        None
    }),
    scene("a key or a plugin makes a key", |_, scene| {
        if let Command::Mint(_) = scene.command {
            scene.actor.hands = Hands::Own;
        }
        None
    }),
    scene("a key can hold what its maker never could", |_, scene| {
        if let Command::Mint(_) = scene.command
            && scene.actor.is_direct()
        {
            scene.actor.person.roles.push(held(ADMINISTRATOR));
        }
        None
    }),
    scene("what is held for a while is held for good", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.until = None);
        None
    }),
    scene("what is held in one department is held everywhere", |_, scene| {
        scene.actor.person.roles.iter_mut().for_each(|held| held.place = Place::Everywhere);
        None
    }),
    policy("what is for staff only is for everybody", |policy| {
        for role in policy.roles.iter_mut().filter(|role| role.kind == RoleKind::Custom) {
            role.audience = Audience::Staff;
        }
    }),
];

const HEIRS: &[Mutant] = &[
    policy("whoever acts owns the desk", |policy| policy.owner = Some(ANA)),
    scene("a key or a plugin hands the desk over", |_, scene| {
        scene.actor.hands = Hands::Own;
        None
    }),
    scene("the next owner may be suspended", |_, scene| {
        scene.target.active = true;
        None
    }),
    scene("the next owner may be anybody", |_, scene| {
        scene.target.roles.push(held(BADGE));
        None
    }),
];

#[test]
fn nobody_entrusts_what_he_does_not_hold_in_any_small_world() {
    let family = Family { name: "entrusting", desks: desks(), actors, targets, commands, excuse };
    let mutants: Vec<Mutant> = HOLDING.iter().chain(MUTANTS).cloned().collect();
    explore(&family, &mutants);
}

#[test]
fn there_is_one_owner_who_can_sign_in_in_every_small_world() {
    let commands = |_: &World, _: &Actor, _: &Subject| vec![Command::Transfer, Command::Suspend];
    let family = Family { name: "handing over", desks: desks(), actors, targets: heirs, commands, excuse };
    explore(&family, HEIRS);
}
