//! Small random desks: few of everything, so that things meet.

use crate::spec::{Who, spec};
use ombud_access::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::sync::Arc;

pub const NOW: Timestamp = Timestamp(100);
pub const PERMISSIONS: [&str; 4] = ["aa:note.read", "aa:note.send", "bb:note.read", "kernel:desk.sell"];
pub const PLUGINS: [&str; 3] = ["aa", "bb", "gone"];

pub fn user(n: u128) -> UserId {
    UserId(Id::from_u128(n))
}

pub fn department(n: u128) -> DepartmentId {
    DepartmentId(Id::from_u128(n))
}

pub fn role_id(n: u128) -> RoleId {
    RoleId(Id::from_u128(n))
}

pub fn name(text: &str) -> PermissionName {
    PermissionName::parse(text).expect("a permission name")
}

pub fn plugin(text: &str) -> PluginId {
    PluginId::parse(text).expect("a plugin name")
}

/// A desk, and somebody who asks about it.
#[derive(Clone, Debug)]
pub struct World {
    pub policy: Policy,
    pub who: Who,
    pub chain: Vec<PluginId>,
}

impl World {
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::new(Snapshot::compile(self.policy.clone()).expect("a policy that holds together"))
    }

    pub fn authority(&self) -> Authority {
        let snapshot = self.snapshot();
        let first = match &self.who {
            Who::Person(person) => Authority::person(snapshot, Arc::new(person.clone()), NOW),
            Who::Token(person, grants) => {
                Authority::token(snapshot, Arc::new(person.clone()), Arc::new(grants.clone()), NOW)
            }
            Who::Visitor => Authority::visitor(snapshot, NOW),
            Who::Nobody => {
                let first = Authority::plugin(snapshot, self.chain[0].clone(), NOW);
                return self.chain[1..].iter().fold(first, |authority, plugin| authority.through(plugin));
            }
        };
        self.chain.iter().fold(first, |authority, plugin| authority.through(plugin))
    }

    pub fn spec(&self, permission: &str, record: Option<&Envelope>) -> bool {
        spec(&self.policy, NOW, &self.who, &self.chain, permission, record)
    }

    pub fn person_mut(&mut self) -> Option<&mut Subject> {
        match &mut self.who {
            Who::Person(person) | Who::Token(person, _) => Some(person),
            Who::Visitor | Who::Nobody => None,
        }
    }
}

pub fn target(record: Option<&Envelope>) -> Target<'_> {
    record.map_or(Target::Desk, Target::Record)
}

pub fn scopes() -> impl Strategy<Value = Scopes> {
    subsequence(Scopes::ANY.iter().collect::<Vec<_>>(), 0..=6).prop_map(|some| some.into_iter().collect())
}

fn until() -> impl Strategy<Value = Option<Timestamp>> {
    prop_oneof![4 => Just(None), 1 => Just(Some(Timestamp(100))), 1 => Just(Some(Timestamp(101)))]
}

pub fn grant() -> impl Strategy<Value = Grant> {
    let permission = prop_oneof![9 => (0..4usize).prop_map(|n| PERMISSIONS[n]), 1 => Just("gone:note.read")];
    (permission, scopes(), until()).prop_map(|(permission, scopes, until)| Grant {
        permission: name(permission),
        scopes,
        until,
    })
}

fn permissions() -> impl Strategy<Value = Vec<Permission>> {
    vec(prop_oneof![2 => Just(Scopes::ANY), 1 => scopes()], 4).prop_map(|allowed| {
        let declare = |(text, scopes): (&&str, Scopes)| Permission {
            name: name(text),
            title: (*text).to_owned(),
            description: String::new(),
            scopes: if scopes.is_empty() { Scopes::ALL } else { scopes },
            flags: Flags {
                contacts_customer: text.ends_with("send"),
                owner_only: text.ends_with("sell"),
                dangerous: false,
            },
        };
        PERMISSIONS.iter().zip(allowed).map(declare).collect()
    })
}

fn roles() -> impl Strategy<Value = Vec<Role>> {
    let staff = prop_oneof![Just(Audience::Everyone), Just(Audience::Staff)];
    let role = (vec(grant(), 0..4), staff, prop::bool::weighted(0.3), prop::bool::weighted(0.1));
    vec(role, 6).prop_map(|roles| {
        let kinds = [
            RoleKind::BuiltIn(BuiltIn::Owner),
            RoleKind::BuiltIn(BuiltIn::Administrator),
            RoleKind::BuiltIn(BuiltIn::Visitor),
            RoleKind::BuiltIn(BuiltIn::Customer),
            RoleKind::Custom,
            RoleKind::Custom,
        ];
        let make = |(n, (kind, (grants, audience, collaborator, retired)))| {
            let outside = matches!(kind, RoleKind::BuiltIn(BuiltIn::Visitor | BuiltIn::Customer));
            Role {
                id: role_id(n as u128),
                name: format!("role-{n}"),
                title: format!("Role {n}"),
                description: String::new(),
                kind,
                audience: match n {
                    // The owner and administrators are staff, come what may.
                    0 | 1 => Audience::Staff,
                    _ if outside => Audience::Everyone,
                    _ => audience,
                },
                collaborator: collaborator && n > 1,
                retired,
                grants,
            }
        };
        kinds.into_iter().zip(roles).enumerate().map(make).collect()
    })
}

pub fn some_departments() -> impl Strategy<Value = Vec<DepartmentId>> {
    subsequence(vec![department(0), department(1), department(2)], 0..=3)
}

fn mandates() -> impl Strategy<Value = Vec<Mandate>> {
    let ceiling = prop_oneof![2 => Just(None), 1 => some_departments().prop_map(Some)];
    vec((vec(grant(), 0..4), ceiling, prop::bool::weighted(0.9)), 2).prop_map(|mandates| {
        let make = |(text, (grants, departments, enabled)): (&&str, _)| Mandate {
            plugin: plugin(text),
            grants,
            departments,
            enabled,
        };
        PLUGINS.iter().zip(mandates).map(make).collect()
    })
}

pub fn policy() -> impl Strategy<Value = Policy> {
    let owner = prop_oneof![3 => Just(None), 1 => (0..3u128).prop_map(|n| Some(user(n)))];
    (permissions(), roles(), mandates(), owner).prop_map(|(permissions, roles, mandates, owner)| Policy {
        permissions,
        roles,
        mandates,
        owner,
        epoch: 7,
    })
}

pub fn held_role() -> impl Strategy<Value = HeldRole> {
    // Administrators are rare, or everything is allowed.
    let role = prop_oneof![1 => 0..2u128, 8 => 2..6u128, 1 => Just(99u128)];
    let place = prop_oneof![
        2 => Just(Place::Everywhere),
        1 => (0..3u128).prop_map(|n| Place::In(department(n)))
    ];
    (role, place, until()).prop_map(|(n, place, until)| HeldRole { role: role_id(n), place, until })
}

pub fn subject() -> impl Strategy<Value = Subject> {
    (0..3u128, prop::bool::weighted(0.9), some_departments(), vec(held_role(), 0..4))
        .prop_map(|(n, active, departments, roles)| Subject { id: user(n), active, departments, roles })
}

pub fn world() -> impl Strategy<Value = World> {
    let who = prop_oneof![
        5 => subject().prop_map(Who::Person),
        2 => (subject(), vec(grant(), 0..5)).prop_map(|(person, grants)| Who::Token(person, grants)),
        1 => Just(Who::Visitor),
        2 => Just(Who::Nobody),
    ];
    let plugins = || vec(prop_oneof![6 => Just(0usize), 6 => Just(1), 1 => Just(2)], 0..3);
    (policy(), who, plugins()).prop_map(|(policy, who, chain)| {
        let mut chain: Vec<PluginId> = chain.into_iter().map(|n| plugin(PLUGINS[n])).collect();
        if matches!(who, Who::Nobody) && chain.is_empty() {
            chain.push(plugin("aa"));
        }
        World { policy, who, chain }
    })
}

pub fn record() -> impl Strategy<Value = Envelope> {
    let somebody = || prop::option::of((0..3u128).prop_map(user));
    let people = subsequence(vec![user(0), user(1), user(2)], 0..=2);
    let filed = prop::option::weighted(0.8, (0..3u128).prop_map(department));
    (filed, somebody(), somebody(), people, prop::bool::weighted(0.3)).prop_map(
        |(department, assignee, requester, participants, staff)| Envelope {
            collection: "aa:notes".into(),
            id: RecordId::parse("7").expect("a record id"),
            version: 3,
            department,
            assignee,
            requester,
            participants,
            audience: if staff { Audience::Staff } else { Audience::Everyone },
            parent: None,
            created: Timestamp(1),
            updated: Timestamp(2),
        },
    )
}

pub fn records() -> impl Strategy<Value = Vec<Envelope>> {
    vec(record(), 8)
}
