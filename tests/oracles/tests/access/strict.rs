//! Cedar's own validator reads what it is told: a condition that means nothing would be no rule.

use crate::compare::runner;
use crate::desk::{Desk, desks};
use crate::entities::groups_of;
use cedar_policy::{Schema, ValidationMode, Validator};
use ombud_access::{Grant, Policy};
use proptest::strategy::{Strategy, ValueTree};
use std::collections::BTreeSet;

const SEED: u64 = 2;
const DESKS: usize = 60;

#[test]
fn what_cedar_is_told_passes_its_strict_validation() {
    let mut runner = runner(SEED, 0);
    for _ in 0..DESKS {
        let desk: Desk = desks().new_tree(&mut runner).unwrap().current();
        let text = schema(&desk);
        let (schema, _) =
            Schema::from_cedarschema_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let told = desk.tell(None);
        let result = Validator::new(schema).validate(&told.policies, ValidationMode::Strict);
        let errors: Vec<_> = result.validation_errors().map(ToString::to_string).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{}", told.policies);
    }
}

fn schema(desk: &Desk) -> String {
    let declared = groups_of(&desk.policy);
    let mut groups: BTreeSet<String> = declared.values().flatten().cloned().collect();
    // Groups that the policies speak of although nothing need be in them.
    groups.extend(["owner-only", "contacts-customer"].map(str::to_owned));
    groups.extend(
        ["all", "department", "assigned", "own", "shared", "unassigned"].map(|scope| format!("on {scope}")),
    );
    groups.extend(desk.policy.mandates.iter().map(|mandate| format!("of {}", mandate.plugin)));

    let mut text = ENTITIES.to_owned();
    for group in &groups {
        text += &format!("action \"{group}\";\n");
    }
    let waiting = granted(&desk.policy).map(|grant| grant.permission.to_string());
    let asked = desk.questions().map(|question| question.permission.to_owned());
    let names: BTreeSet<String> = waiting.chain(asked).collect();
    for name in names {
        let member = declared.get(&name).map_or_else(String::new, |groups| format!("in {groups:?}"));
        text += &format!("action \"{name}\" {member} {APPLIES};\n");
    }
    text
}

fn granted(policy: &Policy) -> impl Iterator<Item = &Grant> {
    let roles = policy.roles.iter().flat_map(|role| &role.grants);
    roles.chain(policy.mandates.iter().flat_map(|mandate| &mandate.grants))
}

const ENTITIES: &str = "
entity Desk { owner?: Person, installed: Set<Plugin> };
entity Department in [Desk];
entity Person in [Department] { active: Bool };
entity Visitor;
entity Plugin { enabled: Bool, ceiling?: Set<Department> };
entity Role { kind: String, audience: String, collaborator: Bool, retired: Bool };
entity Record in [Department, Desk] {
    audience: String, participants: Set<Person>,
    department?: Department, assignee?: Person, requester?: Person,
};
";
const APPLIES: &str = "appliesTo {
    principal: [Person, Visitor, Plugin], resource: [Desk, Record],
    context: { now: Long, through: Set<Plugin> },
}";
