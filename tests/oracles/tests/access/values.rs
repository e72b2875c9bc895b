//! What comes from outside as a policy, a role or a name is refused clearly or is what it says, and nothing
//! of it makes the engine panic. Texts are what the engine writes itself, damaged at random.

use crate::compare::runner;
use crate::desk::desks;
use crate::spec::{Who, spec};
use crate::world;
use ombud_access::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::Arc;

const SEED: u64 = 3;
/// Damaged policies to try: most are still policies, many do not hold together any more.
const POLICIES: usize = 1_500;

/// What must come of them, each at least once.
const OUTCOMES: [&str; 7] =
    ["decides", "no policy", "a permission twice", "no scopes", "a role twice", "a mandate twice", "staff"];

/// Reads a name; if it is one, it is written as it was read.
fn read<T: FromStr + Display + PartialEq + Debug + Serialize + DeserializeOwned>(text: &str)
where
    T::Err: Display,
{
    match text.parse::<T>() {
        Ok(name) => {
            assert_eq!(name.to_string(), text);
            let json = serde_json::to_string(&name).unwrap();
            assert_eq!(serde_json::from_str::<T>(&json).unwrap(), name);
        }
        Err(error) => {
            assert!(error.to_string().contains(" is not a "), "{error}");
            assert!(serde_json::from_value::<T>(Json::from(text)).is_err());
        }
    }
}

/// If bytes are a value, writing it and reading that gives the same value.
fn read_json<T: PartialEq + Debug + Serialize + DeserializeOwned>(bytes: &[u8]) {
    if let Ok(value) = serde_json::from_slice::<T>(bytes) {
        let written = serde_json::to_vec(&value).unwrap();
        assert_eq!(serde_json::from_slice::<T>(&written).unwrap(), value);
    }
}

fn read_toml<T: PartialEq + Debug + Serialize + DeserializeOwned>(text: &str) {
    if let Ok(value) = toml::from_str::<T>(text) {
        // TOML's numbers end at i64, so a moment beyond cannot come from it, nor go.
        let written = toml::to_string(&value).unwrap();
        assert_eq!(toml::from_str::<T>(&written).unwrap(), value);
    }
}

fn edits() -> impl Strategy<Value = Vec<(Index, u8, u8)>> {
    vec((any::<Index>(), 0..4u8, any::<u8>()), 0..4)
}

/// Bytes replaced, left out, put in or said twice.
fn damaged(mut bytes: Vec<u8>, edits: Vec<(Index, u8, u8)>) -> Vec<u8> {
    for (at, how, byte) in edits {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = byte,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, b"\"0{}[],:"[usize::from(byte % 8)]),
            _ => {
                let again = bytes[at..bytes.len().min(at + usize::from(byte))].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_text_is_a_name_or_is_refused_with_the_rule(
        text in prop_oneof![any::<String>(), "[a-z0-9:.-]{0,40}", "[a-z]{2,34}:[a-z]{1,33}[.][a-z-]{1,33}", "[0-7][0-9a-z]{25}"],
    ) {
        read::<PermissionName>(&text);
        read::<PluginId>(&text);
        read::<RecordId>(&text);
        read::<Id>(&text);
        read::<RoleId>(&text);
    }

    #[test]
    fn bytes_are_a_value_that_comes_back_or_no_value(bytes in vec(any::<u8>(), 0..300)) {
        read_json::<Policy>(&bytes);
        read_json::<Grant>(&bytes);
        read_toml::<Role>(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_text_is_a_value_that_comes_back_or_no_value(desk in desks(), edits in edits(), pick in any::<Index>()) {
        let Policy { roles, mandates, .. } = &desk.policy;
        let role = pick.get(roles);
        read_json::<Role>(&damaged(serde_json::to_vec(role).unwrap(), edits.clone()));
        read_json::<Mandate>(&damaged(serde_json::to_vec(pick.get(mandates)).unwrap(), edits.clone()));
        read_json::<Envelope>(&damaged(serde_json::to_vec(pick.get(&desk.records)).unwrap(), edits.clone()));
        if let Who::Person(person) = &desk.who {
            read_json::<Subject>(&damaged(serde_json::to_vec(person).unwrap(), edits.clone()));
        }
        let toml = damaged(toml::to_string(role).unwrap().into_bytes(), edits);
        read_toml::<Role>(&String::from_utf8_lossy(&toml));
    }
}

/// Changes one place in a tree: an element said twice, a list emptied, another word or number, and seldom
/// something of another kind.
fn shaken(tree: &mut Json, mut way: impl Iterator<Item = usize>, how: u8) {
    let Some(step) = way.next() else { return };
    match tree {
        Json::Array(list) if !list.is_empty() && step % 3 > 0 => {
            let at = step / 3 % list.len();
            shaken(&mut list[at], way, how);
        }
        Json::Array(list) if !list.is_empty() && how < 5 => list.push(list[step / 3 % list.len()].clone()),
        Json::Array(list) if how < 9 => list.clear(),
        Json::Object(fields) if !fields.is_empty() => {
            let at = step % fields.len();
            shaken(fields.values_mut().nth(at).unwrap(), way, how);
        }
        Json::Bool(flag) if how < 9 => *flag = !*flag,
        Json::Number(number) if how < 9 => *number = (step as u64).into(),
        Json::String(text) if text == "everyone" && how < 9 => *text = "staff".to_owned(),
        Json::String(text) if how < 9 => *text = WORDS[step % WORDS.len()].to_owned(),
        _ => {
            *tree =
                [Json::Null, 7.into(), "own".into(), true.into(), Vec::<Json>::new().into()][step % 5].clone()
        }
    }
}

/// Words of which each means something somewhere.
const WORDS: [&str; 6] = ["everyone", "own", "custom", "visitor", "aa:note.read", "role-1"];

#[test]
fn a_damaged_policy_is_refused_clearly_or_decides_as_the_rules_say() {
    let damage = vec((vec(any::<usize>(), 12), 0..10u8), 1..4);
    let mut runner = runner(SEED, 0);
    let mut seen = BTreeMap::<&str, usize>::new();
    for _ in 0..POLICIES {
        let (desk, damage) = (desks(), &damage).new_tree(&mut runner).unwrap().current();
        let mut tree = serde_json::to_value(&desk.policy).unwrap();
        for (way, how) in damage {
            shaken(&mut tree, way.into_iter(), how);
        }
        let outcome = match serde_json::from_value::<Policy>(tree.clone()) {
            Err(error) => {
                assert!(!error.to_string().is_empty());
                "no policy"
            }
            Ok(policy) => {
                read_json::<Policy>(&serde_json::to_vec(&policy).unwrap());
                match Snapshot::compile(policy.clone()) {
                    Ok(snapshot) => decides(snapshot, &desk.who, &desk.records),
                    Err(error) => refused(&error),
                }
            }
        };
        *seen.entry(outcome).or_default() += 1;
    }
    println!("{seen:?}");
    for outcome in OUTCOMES {
        assert!(seen.contains_key(outcome), "{outcome} never came: {seen:?}");
    }
}

fn decides(snapshot: Snapshot, who: &Who, records: &[Envelope]) -> &'static str {
    let snapshot = Arc::new(snapshot);
    let authority = match who {
        Who::Person(me) => Authority::person(snapshot.clone(), Arc::new(me.clone()), world::NOW),
        Who::Token(me, grants) => {
            Authority::token(snapshot.clone(), Arc::new(me.clone()), Arc::new(grants.clone()), world::NOW)
        }
        Who::Visitor | Who::Nobody => Authority::visitor(snapshot.clone(), world::NOW),
    };
    let who = if matches!(who, Who::Nobody) { &Who::Visitor } else { who };
    for permission in snapshot.permissions() {
        let name = permission.name.as_str();
        for record in records.iter().map(Some).chain([None]) {
            let wanted = spec(snapshot.policy(), world::NOW, who, &[], name, record);
            assert_eq!(authority.check(name, world::target(record)).allowed, wanted, "{name} {record:?}");
            assert_eq!(authority.explain(name, world::target(record)).allowed, wanted);
        }
    }
    "decides"
}

/// The message names what to change.
fn refused(error: &PolicyError) -> &'static str {
    let said = error.to_string();
    let (outcome, names) = match error {
        PolicyError::DuplicatePermission(name) => ("a permission twice", name.to_string()),
        PolicyError::NoScopes(name) => ("no scopes", name.to_string()),
        PolicyError::DuplicateRole(name) => ("a role twice", name.clone()),
        PolicyError::DuplicateBuiltIn(kind) => ("a built-in role twice", format!("{kind:?}")),
        PolicyError::NotStaff(kind) => ("staff", format!("{kind:?}")),
        PolicyError::Diminished(kind) => ("diminished", format!("{kind:?}")),
        PolicyError::DuplicateMandate(plugin) => ("a mandate twice", plugin.to_string()),
        PolicyError::TooMany { what, .. } => ("too many", (*what).to_owned()),
    };
    assert!(said.contains(&names) && said.len() > names.len() + 10, "{said}");
    outcome
}
