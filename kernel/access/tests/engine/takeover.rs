//! The master law for those who do not act with their own hands, for what amounts to taking somebody over, and for
//! grants that wait for their plugin: whoever is let do it could do all of it himself.

use crate::guards::{comparable, comparable_grant};
use crate::spec::{Who, spec};
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use std::sync::Arc;

/// Somebody who acts: a person, an API key, or either through a plugin.
#[derive(Clone, Debug)]
struct Actor {
    who: Who,
    chain: Vec<PluginId>,
}

impl Actor {
    fn person(&self) -> &Subject {
        match &self.who {
            Who::Person(person) | Who::Token(person, _) => person,
            other => panic!("no person acts: {other:?}"),
        }
    }

    fn authority(&self, policy: &Policy) -> Authority {
        let (who, chain) = (self.who.clone(), self.chain.clone());
        World { policy: policy.clone(), who, chain }.authority()
    }

    fn may(&self, policy: &Policy, permission: &str, at: Option<&Envelope>) -> bool {
        spec(policy, NOW, &self.who, &self.chain, permission, at)
    }
}

fn actor() -> impl Strategy<Value = Actor> {
    let key = prop::option::weighted(0.3, prop::collection::vec(grant(), 0..6));
    let chain = prop_oneof![4 => Just(vec![]), 1 => Just(vec![plugin("aa")])];
    (subject(), key, chain).prop_map(|(person, key, chain)| {
        let who = match key {
            None => Who::Person(person),
            Some(mut grants) => {
                grants.iter_mut().for_each(comparable_grant);
                Who::Token(person, grants)
            }
        };
        Actor { who, chain }
    })
}

/// The same policy while nobody declares one of its permissions.
fn without(policy: &Policy, permission: usize) -> Policy {
    let mut less = policy.clone();
    less.permissions.remove(permission);
    less
}

fn awake(person: &Subject) -> Subject {
    Subject { active: true, ..person.clone() }
}

fn asked(records: &[Envelope]) -> impl Iterator<Item = (&'static str, Option<&Envelope>)> {
    PERMISSIONS.into_iter().flat_map(|name| records.iter().map(Some).chain([None]).map(move |at| (name, at)))
}

/// Runs a law on many worlds, and says how often it had something to forbid.
fn law(
    cases: u32,
    judge: impl Fn(&Policy, &Policy, &Actor, &Subject, HeldRole, &[Envelope]) -> Result<u32, TestCaseError>,
) -> u32 {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let counted = Cell::new(0);
    let worlds =
        (policy(), actor(), subject(), held_role(), records(), prop::option::weighted(0.5, 0..4usize));
    TestRunner::new(config)
        .run(&worlds, |(mut policy, actor, person, held, records, gone)| {
            comparable(&mut policy);
            let person = if person.id == actor.person().id { actor.person().clone() } else { person };
            // What the guards see, while a plugin may be away; the law holds for when it is back.
            let now = gone.map_or_else(|| policy.clone(), |gone| without(&policy, gone));
            counted.set(counted.get() + judge(&now, &policy, &actor, &person, held, &records)?);
            Ok(())
        })
        .expect("the law holds");
    counted.get()
}

#[test]
fn who_may_manage_somebody_could_do_all_that_they_could() {
    let managed = law(4000, |now, later, actor, person, _, records| {
        let himself = actor.person().id == person.id;
        let direct = matches!(actor.who, Who::Person(_)) && actor.chain.is_empty();
        if (himself && direct) || guard::outranks(&actor.authority(now), person).is_err() {
            return Ok(0);
        }
        for (permission, at) in asked(records) {
            let they = spec(later, NOW, &Who::Person(awake(person)), &[], permission, at);
            prop_assert!(!they || actor.may(later, permission, at), "{} at {:?}", permission, at);
        }
        Ok(1)
    });
    assert!(managed > 200, "only {managed} were let");
}

#[test]
fn who_may_give_a_role_could_do_all_that_it_adds_even_when_a_plugin_comes_back() {
    let gained = law(6000, |now, later, actor, person, held, records| {
        if guard::assign_role(&actor.authority(now), person, &held).is_err() {
            return Ok(0);
        }
        let mut after = awake(person);
        after.roles.push(held);
        let mut gained = 0;
        for (permission, at) in asked(records) {
            let may = |who: &Subject| spec(later, NOW, &Who::Person(who.clone()), &[], permission, at);
            if may(&after) && !may(&awake(person)) {
                prop_assert!(actor.may(later, permission, at), "{} at {:?}", permission, at);
                gained += 1;
            }
        }
        Ok(gained)
    });
    assert!(gained > 20, "only {gained} gained");
}

#[test]
fn who_may_make_a_role_could_do_all_that_it_gives() {
    let given = law(4000, |now, _, actor, _, _, records| {
        let Some(like) = now.roles.get(4) else { return Ok(0) };
        let new = Role { id: role_id(80), name: "new".into(), retired: false, ..like.clone() };
        if guard::role_edit(&actor.authority(now), None, &new).is_err() {
            return Ok(0);
        }
        let mut after = now.clone();
        after.roles.push(new);
        let held = HeldRole { role: role_id(80), place: Place::Everywhere, until: None };
        let anybody = Subject { id: user(90), active: true, departments: vec![], roles: vec![held] };
        let mut given = 0;
        for (permission, at) in asked(records) {
            if spec(&after, NOW, &Who::Person(anybody.clone()), &[], permission, at) {
                prop_assert!(actor.may(now, permission, at), "{} at {:?}", permission, at);
                given += 1;
            }
        }
        Ok(given)
    });
    assert!(given > 20, "only {given} given");
}

#[test]
fn who_may_approve_a_mandate_could_do_all_that_the_plugin_then_may_but_for_its_own() {
    let given = law(4000, |now, later, actor, _, _, records| {
        let mut mandate = now.mandates[1].clone();
        mandate.enabled = true;
        mandate.grants.iter_mut().for_each(comparable_grant);
        if guard::mandate(&actor.authority(now), None, &mandate).is_err() {
            return Ok(0);
        }
        let mut after = later.clone();
        after.mandates[1] = mandate.clone();
        let mut given = 0;
        for (permission, at) in asked(records).filter(|(name, _)| !name.starts_with(mandate.plugin.as_str()))
        {
            if spec(&after, NOW, &Who::Nobody, std::slice::from_ref(&mandate.plugin), permission, at) {
                prop_assert!(actor.may(later, permission, at), "{} at {:?}", permission, at);
                given += 1;
            }
        }
        Ok(given)
    });
    assert!(given > 20, "only {given} given");
}

#[test]
fn a_key_is_never_more_than_its_user_and_makes_no_other() {
    law(2000, |now, _, actor, _, _, records| {
        let Who::Token(person, grants) = &actor.who else { return Ok(0) };
        for (permission, at) in asked(records) {
            let user = spec(now, NOW, &Who::Person(person.clone()), &[], permission, at);
            prop_assert!(user || !actor.may(now, permission, at));
        }
        prop_assert!(guard::token(&actor.authority(now), grants).is_err());
        prop_assert!(guard::transfer_ownership(&actor.authority(now), &Arc::new(person.clone())).is_err());
        Ok(1)
    });
}
