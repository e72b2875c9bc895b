//! What must hold on every desk, whatever its roles say.

use crate::spec::Who;
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;
use std::sync::Arc;

/// Everything that an authority may do, asked one by one.
fn allowed(authority: &Authority, records: &[Envelope]) -> Vec<(&'static str, Option<usize>)> {
    let targets: Vec<Option<usize>> = (0..records.len()).map(Some).chain([None]).collect();
    let ask = |name: &'static str, at: Option<usize>| {
        authority.check(name, target(at.map(|n| &records[n]))).allowed.then_some((name, at))
    };
    PERMISSIONS.into_iter().flat_map(|name| targets.iter().filter_map(move |at| ask(name, *at))).collect()
}

fn assert_within(
    smaller: &[(&'static str, Option<usize>)],
    greater: &[(&'static str, Option<usize>)],
) -> Result<(), TestCaseError> {
    for one in smaller {
        prop_assert!(greater.contains(one), "{:?} was added", one);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn without_grants_there_is_no_access(mut world in world(), records in records()) {
        world.policy.owner = None;
        for role in &mut world.policy.roles {
            role.grants.clear();
            if role.kind == RoleKind::BuiltIn(BuiltIn::Administrator) {
                role.kind = RoleKind::Custom;
            }
        }
        for mandate in &mut world.policy.mandates {
            mandate.grants.clear();
        }
        let own = |name: &str| matches!(world.who, Who::Nobody)
            && world.chain.iter().all(|plugin| name.starts_with(plugin.as_str()));
        for (name, _) in allowed(&world.authority(), &records) {
            prop_assert!(own(name), "{} without a grant", name);
        }
    }

    #[test]
    fn one_more_grant_never_takes_away(
        mut world in world(), records in records(), more in grant(), held in held_role(), at in 0..9usize,
    ) {
        let before = allowed(&world.authority(), &records);
        match at {
            0..=5 => world.policy.roles[at].grants.push(more),
            6..=7 => world.policy.mandates[at - 6].grants.push(more),
            _ => match &mut world.who {
                Who::Token(_, grants) => grants.push(more),
                Who::Person(person) => person.roles.push(held),
                Who::Visitor | Who::Nobody => {}
            },
        }
        assert_within(&before, &allowed(&world.authority(), &records))?;
    }

    #[test]
    fn acting_through_a_plugin_never_adds(world in world(), records in records(), last in 0..3usize) {
        let direct = world.authority();
        let through = direct.through(&plugin(PLUGINS[last]));
        assert_within(&allowed(&through, &records), &allowed(&direct, &records))?;
        prop_assert_eq!(through.is_staff(), direct.is_staff());
        prop_assert_eq!(through.user(), direct.user());
        prop_assert_eq!(through.acting_plugin(), Some(&plugin(PLUGINS[last])));
    }

    #[test]
    fn a_plugin_acting_for_itself_has_its_mandate_and_no_more(world in world(), records in records()) {
        let person = world.authority();
        let own = person.own(&plugin("bb"));
        let alone = Authority::plugin(person.snapshot().clone(), plugin("bb"), NOW);
        prop_assert_eq!(allowed(&own, &records), allowed(&alone, &records));
        prop_assert_eq!(own.user(), None);
        prop_assert_eq!(own.on_behalf(), person.on_behalf());
        let left = alone.without_rights();
        prop_assert!(allowed(&left, &records).is_empty(), "whoever acts for somebody who is gone");
        for permission in PERMISSIONS {
            prop_assert!(!left.can_ever(permission) && !left.explain(permission, Target::Desk).allowed);
        }
    }

    #[test]
    fn what_is_for_staff_reaches_nobody_else(world in world(), records in records()) {
        let authority = world.authority();
        if !authority.is_staff() {
            for (_, at) in allowed(&authority, &records) {
                prop_assert!(at.is_none_or(|n| records[n].audience == Audience::Everyone));
            }
        }
    }

    #[test]
    fn a_collaborator_role_never_contacts_a_customer(mut world in world(), records in records()) {
        world.policy.owner = None;
        for role in &mut world.policy.roles {
            if matches!(role.kind, RoleKind::BuiltIn(BuiltIn::Owner | BuiltIn::Administrator)) {
                role.kind = RoleKind::Custom;
            }
            role.collaborator = true;
        }
        if !matches!(world.who, Who::Nobody) {
            let reached = allowed(&world.authority(), &records);
            prop_assert!(reached.iter().all(|(name, _)| !name.ends_with("send")));
        }
    }

    #[test]
    fn only_the_owner_holds_what_is_the_owners(world in world(), records in records()) {
        let reached = allowed(&world.authority(), &records);
        if reached.iter().any(|(name, _)| name.ends_with("sell")) {
            prop_assert!(world.chain.is_empty());
            let Who::Person(person) = &world.who else { panic!("not a person") };
            prop_assert_eq!(world.policy.owner, Some(person.id));
        }
    }

    #[test]
    fn a_token_is_never_more_than_its_user(world in world(), records in records(), grants in prop::collection::vec(grant(), 0..6)) {
        if let Who::Person(person) = &world.who {
            let token = World { who: Who::Token(person.clone(), grants), ..world.clone() };
            assert_within(&allowed(&token.authority(), &records), &allowed(&world.authority(), &records))?;
        }
    }

    #[test]
    fn an_order_is_what_its_giver_may_do_of_what_it_names(world in world(), records in records(), named in prop::sample::subsequence(PERMISSIONS.to_vec(), 0..=4)) {
        if let Who::Person(person) = &world.who {
            let names: Vec<_> = named.iter().map(|name| PermissionName::parse(name).unwrap()).collect();
            let grants = names.iter().map(|name| Grant { permission: name.clone(), scopes: Scopes::ALL, until: None }).collect();
            let alone = World { chain: Vec::new(), ..world.clone() }.authority();
            let ordered = world.chain.iter().fold(alone.ordered(&names), |order, plugin| order.through(plugin));
            let key = World { who: Who::Token(person.clone(), grants), ..world.clone() };
            prop_assert_eq!(allowed(&ordered, &records), allowed(&key.authority(), &records));
            prop_assert_eq!(ordered.in_person(), None);
            assert_within(&allowed(&ordered, &records), &allowed(&world.authority(), &records))?;
        }
    }

    #[test]
    fn who_is_suspended_may_do_nothing(mut world in world(), records in records()) {
        if let Some(person) = world.person_mut() {
            person.active = false;
            prop_assert!(allowed(&world.authority(), &records).is_empty());
            prop_assert!(!world.authority().is_staff());
        }
    }

    #[test]
    fn a_plugin_never_leaves_its_departments(mut world in world(), records in records(), ceiling in some_departments()) {
        for mandate in &mut world.policy.mandates {
            mandate.departments = Some(ceiling.clone());
        }
        if !world.chain.is_empty() {
            for (_, at) in allowed(&world.authority(), &records) {
                prop_assert!(at.is_none_or(|n| records[n].department.is_some_and(|at| ceiling.contains(&at))));
            }
        }
    }

    #[test]
    fn what_is_stored_comes_back(policy in policy(), person in subject(), record in record()) {
        let back: Policy = serde_json::from_str(&serde_json::to_string(&policy).unwrap()).unwrap();
        prop_assert_eq!(back, policy);
        let back: Subject = serde_json::from_str(&serde_json::to_string(&person).unwrap()).unwrap();
        prop_assert_eq!(back, person);
        let back: Envelope = serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
        prop_assert_eq!(back, record);
    }
}

#[test]
fn a_removed_plugin_takes_its_permissions_along_and_its_grants_wait() {
    let mut world = crate::sentences::desk();
    let authority = |world: &World| world.authority().can_ever("tickets:ticket.read");
    assert!(authority(&world));
    let declared = std::mem::take(&mut world.policy.permissions);
    assert!(!authority(&world));
    world.policy.permissions = declared;
    assert!(authority(&world));
}

#[test]
fn a_policy_that_contradicts_itself_is_refused() {
    let refused = |change: fn(&mut Policy)| {
        let mut policy = crate::sentences::desk().policy;
        change(&mut policy);
        Snapshot::compile(policy).unwrap_err().to_string()
    };
    let twice = refused(|policy| policy.permissions.push(policy.permissions[0].clone()));
    assert_eq!(twice, "permission `tickets:ticket.read` is declared twice; rename one of them");
    assert!(refused(|policy| policy.roles.push(policy.roles[0].clone())).contains("role `agent`"));
    assert!(refused(|policy| policy.mandates.push(policy.mandates[0].clone())).contains("two mandates"));
    assert!(refused(|policy| policy.permissions[0].scopes = Scopes::NONE).contains("no scope"));
    assert!(
        refused(|policy| {
            policy.roles[0].kind = RoleKind::BuiltIn(BuiltIn::Customer);
        })
        .contains("cannot make its holders staff")
    );
}

#[test]
fn an_authority_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Authority>();
    shared::<Arc<Snapshot>>();
    shared::<Visibility>();
}
