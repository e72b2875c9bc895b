//! Whoever may ask: people with any roles and scopes, places and mandates.

use super::{NOW, department, policy, user};
use ombud_access::*;
use proptest::prelude::*;
use std::sync::Arc;

/// Somebody with some roles, perhaps acting through a plugin with some mandate.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub departments: Vec<u128>,
    /// Scopes by name and, perhaps, the only department where they are held.
    pub roles: Vec<(Vec<usize>, Option<u128>)>,
    pub staff: bool,
    pub mandate: Option<(Vec<usize>, Option<Vec<u128>>)>,
}

const SCOPES: [&str; 6] = ["all", "department", "assigned", "own", "shared", "unassigned"];

pub fn somebody() -> impl Strategy<Value = Somebody> {
    let scopes = || prop::collection::vec(0usize..6, 0..3);
    let departments = || prop::collection::vec(1u128..4, 0..3);
    let roles = prop::collection::vec((scopes(), prop::option::of(1u128..4)), 1..3);
    let mandate = prop::option::of((scopes(), prop::option::of(departments())));
    (departments(), roles, any::<bool>(), mandate).prop_map(|(departments, roles, staff, mandate)| Somebody {
        departments,
        roles,
        staff,
        mandate,
    })
}

fn grant(scopes: &[usize]) -> Grant {
    let scopes = scopes.iter().filter_map(|scope| Scopes::named(SCOPES[*scope])).collect();
    Grant { permission: PermissionName::parse("tt:thing.use").unwrap(), scopes, until: None }
}

impl Somebody {
    pub fn authority(&self) -> Authority {
        let mut policy = policy();
        let mut held = Vec::new();
        for (number, (scopes, place)) in self.roles.iter().enumerate() {
            let role = RoleId(Id::from_u128(100 + number as u128));
            policy.roles.push(Role {
                id: role,
                name: format!("role-{number}"),
                title: "Role".into(),
                description: String::new(),
                kind: RoleKind::Custom,
                audience: if self.staff { Audience::Staff } else { Audience::Everyone },
                collaborator: false,
                retired: false,
                grants: vec![grant(scopes)],
            });
            let place = place.map_or(Place::Everywhere, |at| Place::In(department(at)));
            held.push(HeldRole { role, place, until: None });
        }
        let plugin = PluginId::parse("pp").unwrap();
        if let Some((scopes, departments)) = &self.mandate {
            policy.mandates.push(Mandate {
                plugin: plugin.clone(),
                grants: vec![grant(scopes)],
                departments: departments.as_ref().map(|list| list.iter().copied().map(department).collect()),
                enabled: true,
            });
        }
        let subject = Subject {
            id: user(1),
            active: true,
            departments: self.departments.iter().copied().map(department).collect(),
            roles: held,
        };
        let snapshot = Arc::new(Snapshot::compile(policy).unwrap());
        let person = Authority::person(snapshot, Arc::new(subject), NOW);
        if self.mandate.is_some() { person.through(&plugin) } else { person }
    }

    /// Of which things this person may know.
    pub fn visibility(&self) -> Visibility {
        self.authority().visible("tt:thing.use")
    }
}
