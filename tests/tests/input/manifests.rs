//! Manifests of plugins: as JSON in a component, and as the `plugin.toml` that an author writes.

use crate::chance::Chance;
use crate::model::Desk;
use crate::run::run;
use ombud_access::*;
use ombud_host::manifest::Manifest;
use ombud_identity::{IdentityError, Installer, Registration, kernel_permissions};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Words that mean something in a manifest, or nearly.
pub const WORDS: [&str; 40] = [
    "plugin",
    "id",
    "title",
    "version",
    "kernel",
    "1.0",
    "permissions",
    "name",
    "scopes",
    "flags",
    "collections",
    "private",
    "parent",
    "read",
    "create-staff",
    "relations",
    "imports",
    "interface",
    "needs",
    "exports",
    "routes",
    "open",
    "suggests",
    "role",
    "settings",
    "owner-only",
    "contacts-customer",
    "\"all\"",
    "[",
    "]",
    "{",
    "}",
    "null",
    "true",
    "[[routes]]\n",
    "\u{0}",
    "\\ud800",
    "1e999",
    "\"kernel:role.edit\"",
    "/{path...}",
];

pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every `plugin.toml` of the desk.
fn as_written() -> Vec<String> {
    let folders = [
        "plugins/tickets",
        "plugins/split",
        "plugins/merge",
        "plugins/canned",
        "plugins/mail",
        "plugins/console",
        "examples/hello",
    ];
    let read = |folder: &str| std::fs::read_to_string(root().join(folder).join("plugin.toml")).expect(folder);
    folders.map(read).into()
}

/// The same as JSON.
pub fn as_packed() -> Vec<Value> {
    let pack = |text: &String| {
        let manifest = Manifest::from_toml(text).unwrap_or_else(|error| panic!("{error}"));
        serde_json::to_value(manifest).expect("JSON")
    };
    as_written().iter().map(pack).collect()
}

/// Changes something somewhere in a value: another value, one less, one twice, one that nobody knows.
pub fn bend(chance: &mut Chance, value: &mut Value) {
    match value {
        Value::Object(fields) if !fields.is_empty() && !chance.one_in(8) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            let name = chance.of(&names);
            match chance.below(12) {
                0 => drop(fields.remove(name)),
                1 => drop(fields.insert("colour".to_owned(), json!("red"))),
                2 => {
                    let moved = fields.remove(name).unwrap_or_default();
                    fields.insert(chance.of(&names).clone(), moved);
                }
                _ => bend(chance, &mut fields[name.as_str()]),
            }
        }
        Value::Array(items) if !items.is_empty() && !chance.one_in(8) => {
            let at = chance.below(items.len());
            match chance.below(8) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => bend(chance, &mut items[at]),
            }
        }
        _ => *value = other(chance),
    }
}

/// Suggests one of the plugin's permissions to some role, perhaps one that can never hold it.
pub fn suggest(chance: &mut Chance, value: &mut Value) {
    let roles =
        ["quiet", "collaborator", "administrator", "owner", "customer", "visitor", "agent", "lead", "nobody"];
    let known = value["permissions"].as_array().cloned().unwrap_or_default();
    if known.is_empty() {
        return;
    }
    let permission = chance.of(&known);
    let new =
        json!({"role": chance.of(&roles), "permission": permission["name"], "scopes": permission["scopes"]});
    if let Some(all) = value["suggests"].as_array_mut() {
        all.push(new);
    }
}

fn other(chance: &mut Chance) -> Value {
    match chance.below(7) {
        0 => Value::Null,
        1 => json!(chance.one_in(2)),
        2 => json!([]),
        3 => json!([*chance.of(&["all", "department", "own", "every", "owner-only", "contacts-customer"])]),
        4 => json!({}),
        5 => json!(chance.next()),
        _ => json!(*chance.of(&[
            "",
            " ",
            "x",
            "kernel",
            "api",
            "tickets",
            "GET",
            "TRACE",
            "/",
            "/a/{id}",
            "/{a...}/b",
            "1.0",
            "2.0",
            "tickets:ticket.read",
            "tickets:ticket.reply",
            "kernel:role.edit",
            "kernel:billing.manage",
            "quiet",
            "customer",
            "administrator",
            "owner",
            "collaborator",
            "agent",
            "created",
            "ombud:kernel/records@1.0.0",
        ])),
    }
}

/// An error names what is wrong, and is one that somebody can read.
pub fn assert_told(error: &str) {
    assert!(error.split_whitespace().count() > 2 && error.len() < 4_000, "{} bytes: {error}", error.len());
}

/// What must hold of every manifest that is accepted.
pub fn assert_rules(desk: &Desk, manifest: &Manifest) -> &'static str {
    let value = serde_json::to_value(manifest).expect("JSON");
    let again = Manifest::parse(&serde_json::to_vec(manifest).expect("JSON"));
    let again = again.unwrap_or_else(|error| panic!("{error}\n{value}"));
    assert_eq!(serde_json::to_value(&again).expect("JSON"), value);

    let id = manifest.id();
    let own: BTreeSet<PermissionName> = manifest.permissions().into_iter().map(|known| known.name).collect();
    assert_eq!(own.len(), manifest.permissions.len(), "a permission twice");
    for permission in manifest.permissions() {
        assert_eq!(permission.name.plugin(), id.as_str());
        assert!(!permission.scopes.is_empty());
    }
    for (role, grant) in manifest.suggestions() {
        let known = manifest.permissions().into_iter().find(|known| known.name == grant.permission);
        let known =
            known.unwrap_or_else(|| panic!("suggests to `{role}` what it does not declare: {grant:?}"));
        assert!(!grant.scopes.is_empty() && known.scopes.contains(grant.scopes), "{role}: {grant:?}");
        assert!(!known.flags.owner_only, "suggests to `{role}` what is the owner's: {grant:?}");
    }
    for grant in manifest.requested() {
        assert!(!own.contains(&grant.permission) && !grant.scopes.is_empty(), "{grant:?}");
    }
    for collection in &manifest.collections {
        let named = collection.read.iter().chain(&collection.create).chain(&collection.write);
        named.for_each(|name| assert!(own.contains(name), "{name}"));
        assert!(collection.private || collection.read.is_some());
    }
    for route in &manifest.routes {
        assert!(route.needs.is_some() != route.open.is_some());
    }
    register(desk, manifest)
}

/// Brings it into the policy, as the kernel does and as the owner does. Nothing of it is kept.
fn register(desk: &Desk, manifest: &Manifest) -> &'static str {
    let plugin = manifest.id().clone();
    let (grants, enabled) = (manifest.requested(), true);
    let mandate = Mandate { plugin, grants, departments: None, enabled };
    let policy = Policy {
        permissions: kernel_permissions().into_iter().chain(manifest.permissions()).collect(),
        mandates: vec![mandate.clone()],
        ..Policy::default()
    };
    Snapshot::compile(policy).unwrap_or_else(|error| panic!("{error}"));
    let (permissions, suggestions) = (manifest.permissions(), manifest.suggestions());
    let registration = Registration::new(mandate, permissions, suggestions);

    let mut unit = desk.store.begin();
    let before = desk.roles(&mut unit);
    let by_kernel = Installer::Kernel(desk.now);
    let outcome = match desk.identity.register_plugin(&mut unit, by_kernel, registration.clone()) {
        Ok(_) => {
            desk.assert_rules(&mut unit, &before);
            "accepted"
        }
        Err(IdentityError::Invalid { expected, .. }) => {
            panic!("accepted, and cannot be installed: {expected}")
        }
        Err(error) => panic!("{error}"),
    };
    let mut unit = desk.store.begin();
    let by = desk.authority(&mut unit, desk.owner);
    let by_owner = Installer::Person((&by).into());
    match desk.identity.register_plugin(&mut unit, by_owner, registration) {
        Ok(_) => desk.assert_rules(&mut unit, &before),
        Err(IdentityError::Denied(denial)) => {
            assert_told(&denial.sentence);
            return "refused to the owner";
        }
        Err(error) => panic!("{error}"),
    }
    outcome
}

/// What the reader of packed manifests makes of bytes.
pub fn read(desk: &Desk, bytes: &[u8]) -> &'static str {
    match Manifest::parse(bytes) {
        Ok(manifest) => assert_rules(desk, &manifest),
        Err(error) => {
            assert_told(&error);
            "refused"
        }
    }
}

#[test]
fn no_manifest_makes_the_reader_fall_or_the_desk_break_a_rule() {
    let desk = Desk::new();
    let packed = as_packed();
    let bytes: Vec<Vec<u8>> = packed.iter().map(|value| value.to_string().into_bytes()).collect();
    let outcomes = run("manifests", 4_000, 2, |chance| {
        let mut value = chance.of(&packed).clone();
        if chance.one_in(3) {
            suggest(chance, &mut value);
        }
        for _ in 0..chance.below(4) {
            bend(chance, &mut value);
        }
        let mut text = value.to_string().into_bytes();
        if chance.one_in(3) {
            chance.damage(&mut text, &WORDS, &bytes);
        }
        read(&desk, &text)
    });
    for outcome in ["accepted", "refused"] {
        assert!(outcomes.contains_key(outcome) || outcomes.values().sum::<u64>() < 1_000, "none {outcome}");
    }
}

#[test]
fn no_text_of_an_author_makes_the_reader_fall() {
    let desk = Desk::new();
    let texts: Vec<Vec<u8>> = as_written().into_iter().map(String::into_bytes).collect();
    run("texts of manifests", 1_000, 1, |chance| {
        let mut text = chance.of(&texts).clone();
        if !chance.one_in(20) {
            chance.damage(&mut text, &WORDS, &texts);
        }
        match Manifest::from_toml(&String::from_utf8_lossy(&text)) {
            Ok(manifest) => assert_rules(&desk, &manifest),
            Err(error) => {
                assert_told(&error);
                "refused"
            }
        }
    });
}
