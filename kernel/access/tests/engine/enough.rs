//! What would have been enough is enough, and nothing of it is too much.

use crate::spec::Who;
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;

/// Does what a remedy says, with the last of the scopes that it gives a choice of.
fn apply(world: &mut World, permission: &str, remedy: &Remedy) {
    let one = |scopes: &Scopes| scopes.iter().last().expect("a remedy names at least one scope");
    let grant = |scopes| Grant { permission: name(permission), scopes, until: None };
    let new_role = |n: u128, audience, grants: Vec<Grant>| Role {
        id: role_id(n),
        name: format!("remedy-{n}"),
        title: "Remedy".into(),
        description: String::new(),
        kind: RoleKind::Custom,
        audience,
        collaborator: false,
        retired: false,
        grants,
    };
    let mandate = |world: &mut World, plugin: &PluginId, change: &dyn Fn(&mut Mandate)| {
        world.policy.mandates.iter_mut().filter(|m| m.plugin == *plugin).for_each(change);
    };
    let held = |n| HeldRole { role: role_id(n), place: Place::Everywhere, until: None };
    match remedy {
        Remedy::Declare => unreachable!("only for what nobody declares"),
        Remedy::LetIn => world.person_mut().expect("a person").active = true,
        Remedy::Staff => {
            world.policy.roles.push(new_role(70, Audience::Staff, vec![]));
            world.person_mut().expect("a person").roles.push(held(70));
        }
        Remedy::OwnTheDesk => world.policy.owner = Some(world.person_mut().expect("a person").id),
        Remedy::Role { role, scopes, .. } => {
            let role =
                world.policy.roles.iter_mut().find(|known| known.id == *role).expect("a role of this desk");
            role.grants.push(grant(one(scopes)));
        }
        Remedy::AnotherRole { scopes } => {
            world.policy.roles.push(new_role(71, Audience::Everyone, vec![grant(one(scopes))]));
            world.person_mut().expect("a person").roles.push(held(71));
        }
        Remedy::Token { scopes, .. } => match &mut world.who {
            Who::Token(_, grants) => grants.push(grant(one(scopes))),
            other => panic!("no key to change: {other:?}"),
        },
        Remedy::Install { plugin } => world.policy.mandates.push(Mandate {
            plugin: plugin.clone(),
            grants: vec![grant(Scopes::ANY)],
            departments: None,
            enabled: true,
        }),
        Remedy::SwitchOn { plugin } => mandate(world, plugin, &|mandate| mandate.enabled = true),
        Remedy::Mandate { plugin, scopes } => {
            mandate(world, plugin, &|mandate| mandate.grants.push(grant(one(scopes))));
        }
        Remedy::Department { plugin, department } => mandate(world, plugin, &|mandate| {
            mandate.departments.as_mut().expect("a ceiling that was in the way").push(*department);
        }),
    }
}

/// The first remedy of each obstacle, but for one obstacle this one.
fn choose<'a>(enough: &'a Enough, obstacle: usize, remedy: &'a Remedy) -> Vec<&'a Remedy> {
    let others = enough.obstacles.iter().enumerate().filter(|(n, _)| *n != obstacle).map(|(_, any)| &any[0]);
    others.chain([remedy]).collect()
}

fn may(world: &World, permission: &str, at: Option<&Envelope>) -> bool {
    world.authority().check(permission, target(at)).allowed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn each_choice_of_remedies_is_enough_and_one_less_is_not(world in world(), records in records()) {
        let authority = world.authority();
        let targets = records.iter().take(3).map(Some).chain([None]);
        for (permission, at) in targets.flat_map(|at| PERMISSIONS.map(|permission| (permission, at))) {
            let Some(enough) = authority.enough(permission, target(at)) else {
                prop_assert!(may(&world, permission, at));
                continue;
            };
            prop_assert!(!may(&world, permission, at));
            prop_assert!(!enough.obstacles.is_empty());
            if enough.obstacles.iter().any(Vec::is_empty) {
                continue;
            }
            for (n, remedies) in enough.obstacles.iter().enumerate() {
                for remedy in remedies {
                    let chosen = choose(&enough, n, remedy);
                    let mut better = world.clone();
                    chosen.iter().for_each(|remedy| apply(&mut better, permission, remedy));
                    prop_assert!(may(&better, permission, at), "{}: {:?} is not enough", permission, chosen);
                    let mut almost = world.clone();
                    chosen[..chosen.len() - 1].iter().for_each(|remedy| apply(&mut almost, permission, remedy));
                    prop_assert!(!may(&almost, permission, at), "{}: {:?} was not needed", permission, remedy);
                }
            }
        }
    }

    #[test]
    fn each_relation_that_would_do_does_and_no_other(world in world(), records in records()) {
        let Some(me) = world.clone().person_mut().map(|me| me.id) else { return Ok(()) };
        for (permission, record) in records.iter().take(4).flat_map(|r| PERMISSIONS.map(|p| (p, r))) {
            let Some(enough) = world.authority().enough(permission, Target::Record(record)) else { continue };
            for scope in Scopes::ANY.without(Scopes::ALL).iter() {
                let (mut world, mut record) = (world.clone(), record.clone());
                match scope {
                    Scopes::DEPARTMENT => {
                        world.person_mut().expect("a person").departments.extend(record.department);
                    }
                    Scopes::ASSIGNED => record.assignee = Some(me),
                    Scopes::OWN => record.requester = Some(me),
                    Scopes::SHARED => record.participants.push(me),
                    _ => record.assignee = None,
                }
                prop_assert_eq!(enough.related.contains(scope), may(&world, permission, Some(&record)));
            }
        }
    }
}

#[test]
fn what_would_have_been_enough_is_said_in_a_sentence() {
    let world = crate::sentences::desk();
    let authority = world.authority();
    let said =
        |permission: &str, at: Target<'_>| authority.enough(permission, at).map(|enough| enough.to_string());
    assert_eq!(
        said("kernel:audit.read", Target::Desk).as_deref(),
        Some(
            "It would be enough if the role `Agent` granted it for `all` or they held one more role that grants it \
             for `all`."
        )
    );
    assert_eq!(
        said("no:such.thing", Target::Desk).as_deref(),
        Some("It would be enough if a plugin that declares it were installed.")
    );
}
