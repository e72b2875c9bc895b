//! Weakened guards: those of the kernel, with a view in which one rule has nothing to hold on to, or without asking
//! them at all.

use crate::desk::*;
use crate::scene::{Command, Scene, World, is_let};
use ombud_access::*;

/// A guard with one rule weakened.
#[derive(Clone)]
pub struct Mutant {
    /// What it overlooks.
    pub name: &'static str,
    /// The policy as it sees it.
    pub policy: fn(&mut Policy),
    /// The scene as it sees it; or its verdict, if it does not ask the guards.
    pub scene: fn(&World, &mut Scene) -> Option<bool>,
}

/// What the mutant says, on the desk as it sees it.
pub fn weakened(mutant: &Mutant, seen: &World, mut scene: Scene) -> bool {
    (mutant.scene)(seen, &mut scene)
        .unwrap_or_else(|| is_let(&scene.actor.authority(&seen.snapshot), &scene.target, &scene.command))
}

/// It sees the policy otherwise.
pub const fn policy(name: &'static str, policy: fn(&mut Policy)) -> Mutant {
    Mutant { name, policy, scene: |_, _| None }
}

/// It sees people or the command otherwise, or does not ask.
pub const fn scene(name: &'static str, scene: fn(&World, &mut Scene) -> Option<bool>) -> Mutant {
    Mutant { name, policy: |_| {}, scene }
}

/// Asks the guards of the kernel, for these hands.
pub fn ask(seen: &World, actor: &Actor, target: &Subject, command: &Command) -> bool {
    is_let(&actor.authority(&seen.snapshot), target, command)
}

pub fn each_grant(policy: &mut Policy, change: fn(&mut Grant)) {
    policy.roles.iter_mut().flat_map(|role| &mut role.grants).for_each(change);
}

/// Mutants that overlook something about what the actor, or somebody else, holds.
pub const HOLDING: &[Mutant] = &[
    scene("a key counts as the person", |_, scene| {
        if matches!(scene.actor.hands, Hands::Key(_)) {
            scene.actor.hands = Hands::Own;
        }
        None
    }),
    scene("the plugin in between does not count", |_, scene| {
        if scene.actor.hands == Hands::Through {
            scene.actor.hands = Hands::Own;
        }
        None
    }),
    policy("grants that end last for ever", |policy| each_grant(policy, |grant| grant.until = None)),
    policy("any scope is as good as another", |policy| {
        each_grant(policy, |grant| grant.scopes = allowed_scopes(grant.permission.as_str()))
    }),
    policy("`department` covers what is about the person", |policy| {
        each_grant(policy, |grant| {
            if grant.scopes.meets(Scopes::DEPARTMENT) {
                let about = Scopes::ASSIGNED | Scopes::OWN | Scopes::SHARED;
                grant.scopes |= about & allowed_scopes(grant.permission.as_str());
            }
        })
    }),
    policy("`unassigned` covers `department`", |policy| {
        each_grant(policy, |grant| {
            if grant.scopes.meets(Scopes::UNASSIGNED) {
                grant.scopes |= Scopes::DEPARTMENT;
            }
        })
    }),
];

/// Mutants that overlook what people will hold.
pub const TO_COME: &[Mutant] = &[
    policy("what waits for its plugin does not count", |policy| {
        for role in &mut policy.roles {
            role.grants.retain(|grant| grant.permission.as_str() != GONE);
        }
    }),
    policy("whoever holds all that is declared is an administrator", |policy| {
        let all = policy.permissions.iter().filter(|known| !known.flags.owner_only);
        let all: Vec<Grant> = all
            .map(|known| Grant { permission: known.name.clone(), scopes: known.scopes, until: None })
            .collect();
        for role in policy.roles.iter_mut().filter(|role| role.id == ADMINISTRATOR) {
            role.kind = RoleKind::Custom;
            role.grants.clone_from(&all);
        }
    }),
];
