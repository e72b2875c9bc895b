//! One edited role makes the same snapshot as the whole policy compiled again.

#[path = "engine/spec.rs"]
mod spec;
#[expect(dead_code, reason = "the tests of the engine need more of it")]
#[path = "engine/world.rs"]
mod world;

use ombud_access::*;
use proptest::prelude::*;
use world::{grant, policy, role_id};

/// Any role, also one that is not there yet, or that is in another's way or not as it must be.
fn role() -> impl Strategy<Value = Role> {
    let kind = prop_oneof![
        2 => Just(RoleKind::Custom),
        1 => Just(RoleKind::BuiltIn(BuiltIn::Owner)),
        1 => Just(RoleKind::BuiltIn(BuiltIn::Administrator)),
        1 => Just(RoleKind::BuiltIn(BuiltIn::Visitor)),
        1 => Just(RoleKind::BuiltIn(BuiltIn::Customer)),
    ];
    let staff = prop_oneof![Just(Audience::Everyone), Just(Audience::Staff)];
    let flags = (any::<bool>(), prop::bool::weighted(0.2));
    (0..7u128, 0..7u128, kind, staff, flags, proptest::collection::vec(grant(), 0..4)).prop_map(
        |(id, name, kind, audience, (collaborator, retired), grants)| Role {
            id: role_id(id),
            name: format!("role-{name}"),
            title: "Edited".to_owned(),
            description: String::new(),
            kind,
            audience,
            collaborator,
            retired,
            grants,
        },
    )
}

proptest! {
    #[test]
    fn an_edited_role_is_compiled_as_the_whole_policy_is(
        policy in policy(),
        edited in role(),
        keeps in any::<bool>(),
    ) {
        let before = Snapshot::compile(policy.clone()).expect("a policy that holds together");
        let (mut after, mut edited) = (policy, edited);
        match after.roles.iter_mut().find(|role| role.id == edited.id) {
            Some(role) => {
                // Most edits leave the name and the kind.
                if keeps {
                    (edited.name, edited.kind) = (role.name.clone(), role.kind);
                }
                *role = edited.clone();
            }
            None => after.roles.push(edited.clone()),
        }
        after.epoch = 8;
        prop_assert_eq!(before.with_role(edited, 8), Snapshot::compile(after));
    }
}
