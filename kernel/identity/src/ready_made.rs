//! The roles that every desk begins with.

use ombud_access::{Audience, BuiltIn, Grant, Role, RoleId, RoleKind, Scopes, Timestamp};

use crate::{Result, permission, secret};

/// The slug of the role that never contacts a customer.
pub(crate) const COLLABORATOR: &str = "collaborator";

struct ReadyMade {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    built_in: Option<BuiltIn>,
    audience: Audience,
    collaborator: bool,
    /// Of the kernel's permissions; plugins suggest theirs.
    grants: &'static [&'static str],
}

const READY_MADE: &[ReadyMade] = &[
    ReadyMade {
        name: "owner",
        title: "Owner",
        description: "May everything, and alone sees billing and can pass the desk on.",
        built_in: Some(BuiltIn::Owner),
        audience: Audience::Staff,
        collaborator: false,
        grants: &[],
    },
    ReadyMade {
        name: "administrator",
        title: "Administrator",
        description: "May everything but what is the owner's alone.",
        built_in: Some(BuiltIn::Administrator),
        audience: Audience::Staff,
        collaborator: false,
        grants: &[],
    },
    ReadyMade {
        name: "supervisor",
        title: "Supervisor",
        description: "Leads agents: sees their work and steps in, without changing the desk itself.",
        built_in: None,
        audience: Audience::Staff,
        collaborator: false,
        grants: &[
            "person.read",
            "email.read",
            "customer.create",
            "role.read",
            "access.explain",
            "order.give",
        ],
    },
    ReadyMade {
        name: "agent",
        title: "Agent",
        description: "Answers customers in the departments they work in.",
        built_in: Some(BuiltIn::Agent),
        audience: Audience::Staff,
        collaborator: false,
        grants: &["person.read", "email.read", "customer.create"],
    },
    ReadyMade {
        name: COLLABORATOR,
        title: "Collaborator",
        description: "Helps colleagues with internal notes and can never contact a customer.",
        built_in: Some(BuiltIn::Collaborator),
        audience: Audience::Staff,
        collaborator: true,
        grants: &["person.read"],
    },
    ReadyMade {
        name: "read-only",
        title: "Read-only",
        description: "Sees, and changes nothing.",
        built_in: None,
        audience: Audience::Staff,
        collaborator: false,
        grants: &["person.read"],
    },
    ReadyMade {
        name: "customer",
        title: "Customer",
        description: "Asks, and sees what they asked.",
        built_in: Some(BuiltIn::Customer),
        audience: Audience::Everyone,
        collaborator: false,
        grants: &[],
    },
    ReadyMade {
        name: "visitor",
        title: "Visitor",
        description: "Whoever has not signed in.",
        built_in: Some(BuiltIn::Visitor),
        audience: Audience::Everyone,
        collaborator: false,
        grants: &[],
    },
];

/// Built-in roles keep their slugs, so they are found by them.
pub(crate) fn slug(built_in: BuiltIn) -> Option<&'static str> {
    READY_MADE.iter().find(|ready| ready.built_in == Some(built_in)).map(|ready| ready.name)
}

/// All of them, with fresh ids.
pub(crate) fn roles(now: Timestamp) -> Result<Vec<Role>> {
    READY_MADE.iter().map(|ready| ready.role(now)).collect()
}

impl ReadyMade {
    fn role(&self, now: Timestamp) -> Result<Role> {
        let grant =
            |verb: &&str| Grant { permission: permission::name_of(verb), scopes: Scopes::ALL, until: None };
        Ok(Role {
            id: RoleId(secret::id(now)?),
            name: self.name.to_string(),
            title: self.title.to_string(),
            description: self.description.to_string(),
            kind: self.built_in.map_or(RoleKind::Custom, RoleKind::BuiltIn),
            audience: self.audience,
            collaborator: self.collaborator,
            retired: false,
            grants: self.grants.iter().map(grant).collect(),
        })
    }
}
