//! The few things that a small world is made of.

use ombud_access::*;
use std::sync::Arc;

pub const NOW: Timestamp = Timestamp(100);
/// When whatever is lent ends.
pub const END: Timestamp = Timestamp(500);

pub const SALES: DepartmentId = DepartmentId(Id::from_u128(1));
pub const LEGAL: DepartmentId = DepartmentId(Id::from_u128(2));

pub const READ: &str = "notes:note.read";
/// Contacts customers.
pub const SEND: &str = "notes:note.send";
/// The owner's alone.
pub const SELL: &str = "kernel:desk.sell";
/// Of a plugin that is away: nobody declares it now, and it may come back as one that contacts customers or not.
pub const GONE: &str = "gone:thing.do";
/// Of a plugin that was never here.
pub const NEW: &str = "new:thing.do";

pub const OWNER: RoleId = role_id(0);
pub const ADMINISTRATOR: RoleId = role_id(1);
pub const CUSTOMER: RoleId = role_id(2);
pub const VISITOR: RoleId = role_id(3);
/// Makes its holders staff and gives nothing else.
pub const BADGE: RoleId = role_id(4);
/// The role that a world is about.
pub const FIRST: RoleId = role_id(5);
/// Another one, which also decides who may do what with the first.
pub const SECOND: RoleId = role_id(6);
pub const UNKNOWN: RoleId = role_id(7);

/// Who acts, unless the owner does.
pub const ANA: UserId = user(1);
/// On whom, unless on the owner.
pub const BEN: UserId = user(2);
/// Owns the desk.
pub const OLGA: UserId = user(9);

pub const HELPER: &str = "helper";

const fn role_id(n: u128) -> RoleId {
    RoleId(Id::from_u128(n))
}

const fn user(n: u128) -> UserId {
    UserId(Id::from_u128(n))
}

pub fn name(text: &str) -> PermissionName {
    PermissionName::parse(text).expect("a permission name")
}

pub fn helper() -> PluginId {
    PluginId::parse(HELPER).expect("a plugin name")
}

pub fn grant(permission: &str, scopes: Scopes) -> Grant {
    Grant { permission: name(permission), scopes, until: None }
}

pub fn lent(permission: &str, scopes: Scopes) -> Grant {
    Grant { until: Some(END), ..grant(permission, scopes) }
}

pub fn held(role: RoleId) -> HeldRole {
    HeldRole { role, place: Place::Everywhere, until: None }
}

pub fn held_in(role: RoleId, department: DepartmentId) -> HeldRole {
    HeldRole { place: Place::In(department), ..held(role) }
}

pub fn borrowed(role: RoleId) -> HeldRole {
    HeldRole { until: Some(END), ..held(role) }
}

pub fn person(id: UserId, roles: &[HeldRole], departments: &[DepartmentId]) -> Subject {
    Subject { id, active: true, departments: departments.to_vec(), roles: roles.to_vec() }
}

/// What a custom role says of itself, apart from its grants.
#[derive(Clone, Copy)]
pub struct Kind {
    pub audience: Audience,
    pub collaborator: bool,
    pub retired: bool,
}

pub const STAFF: Kind = Kind { audience: Audience::Staff, collaborator: false, retired: false };
pub const OUTSIDE: Kind = Kind { audience: Audience::Everyone, ..STAFF };
pub const COLLABORATOR: Kind = Kind { collaborator: true, ..STAFF };
pub const RETIRED: Kind = Kind { retired: true, ..STAFF };

pub fn role(id: RoleId, kind: Kind, grants: &[Grant]) -> Role {
    let Kind { audience, collaborator, retired } = kind;
    Role {
        id,
        name: format!("role-{}", id.0.as_u128()),
        title: format!("Role {}", id.0.as_u128()),
        description: String::new(),
        kind: RoleKind::Custom,
        audience,
        collaborator,
        retired,
        grants: grants.to_vec(),
    }
}

fn built_in(id: RoleId, which: BuiltIn, audience: Audience, grants: &[Grant]) -> Role {
    Role { kind: RoleKind::BuiltIn(which), ..role(id, Kind { audience, ..STAFF }, grants) }
}

fn permission(text: &str, scopes: Scopes, flags: Flags) -> Permission {
    Permission { name: name(text), title: text.to_owned(), description: String::new(), scopes, flags }
}

pub fn whole_mandate() -> Mandate {
    let grants = vec![grant(READ, Scopes::ALL), grant(SEND, Scopes::DEPARTMENT)];
    Mandate { plugin: helper(), grants, departments: None, enabled: true }
}

/// That desk, when the plugin that is away is back, and the one that never was here has come.
pub fn later(policy: &Policy, contacts_customer: bool) -> Policy {
    let mut later = policy.clone();
    let flags = Flags { contacts_customer, ..Flags::default() };
    later.permissions.push(permission(GONE, allowed_scopes(GONE), flags));
    later.permissions.push(permission(NEW, allowed_scopes(NEW), Flags::default()));
    later
}

/// The scopes that a permission of the desk has.
pub fn allowed_scopes(text: &str) -> Scopes {
    match text {
        SEND => Scopes::ALL | Scopes::DEPARTMENT,
        SELL => Scopes::ALL,
        _ => Scopes::ANY,
    }
}

/// The desk with these two roles.
pub fn desk(first: Role, second: Role) -> Policy {
    let flagged = |contacts_customer, owner_only| Flags { contacts_customer, owner_only, dangerous: false };
    let declare = |text, flags| permission(text, allowed_scopes(text), flags);
    let outside = [grant(READ, Scopes::OWN)];
    Policy {
        permissions: vec![
            declare(READ, flagged(false, false)),
            declare(SEND, flagged(true, false)),
            declare(SELL, flagged(false, true)),
        ],
        roles: vec![
            // What stands in the owner's role gives nothing.
            built_in(OWNER, BuiltIn::Owner, Audience::Staff, &[grant(READ, Scopes::ALL)]),
            built_in(ADMINISTRATOR, BuiltIn::Administrator, Audience::Staff, &[]),
            built_in(CUSTOMER, BuiltIn::Customer, Audience::Everyone, &outside),
            built_in(VISITOR, BuiltIn::Visitor, Audience::Everyone, &[]),
            role(BADGE, STAFF, &[]),
            first,
            second,
        ],
        mandates: vec![whole_mandate()],
        owner: Some(OLGA),
        epoch: 1,
    }
}

/// With what hands somebody acts.
#[derive(Clone, Debug, PartialEq)]
pub enum Hands {
    /// Signed in.
    Own,
    /// By an API key.
    Key(Vec<Grant>),
    /// Through the plugin.
    Through,
    /// The plugin itself: no rights of the person count.
    Plugin,
}

/// Who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    pub person: Subject,
    pub hands: Hands,
}

impl Actor {
    pub fn direct(person: Subject) -> Actor {
        Actor { person, hands: Hands::Own }
    }

    pub fn is_direct(&self) -> bool {
        self.hands == Hands::Own
    }

    pub fn authority(&self, snapshot: &Arc<Snapshot>) -> Authority {
        self.authority_at(snapshot, NOW)
    }

    pub fn authority_at(&self, snapshot: &Arc<Snapshot>, now: Timestamp) -> Authority {
        let (snapshot, person) = (snapshot.clone(), Arc::new(self.person.clone()));
        match &self.hands {
            Hands::Own => Authority::person(snapshot, person, now),
            Hands::Key(grants) => Authority::token(snapshot, person, Arc::new(grants.clone()), now),
            Hands::Through => Authority::person(snapshot, person, now).through(&helper()),
            Hands::Plugin => Authority::plugin(snapshot, helper(), now),
        }
    }
}
