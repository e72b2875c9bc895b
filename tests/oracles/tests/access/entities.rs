//! What Cedar can look up: the desk, its departments, roles and plugins, the records, and the permissions.

use crate::spec::Who;
use cedar_policy::{Entities, Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression as Value};
use ombud_access::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;

pub fn entity(kind: &str, name: impl Display) -> EntityUid {
    let kind: EntityTypeName = kind.parse().expect("the name of an entity type");
    EntityUid::from_type_name_and_id(kind, EntityId::new(name.to_string()))
}

type Attributes = Vec<(&'static str, Value)>;

fn made(it: EntityUid, attributes: Attributes, parents: impl IntoIterator<Item = EntityUid>) -> Entity {
    let attributes: HashMap<_, _> =
        attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Entity::new(it, attributes, parents.into_iter().collect()).expect("plain values")
}

fn refer(kind: &str, name: impl Display) -> Value {
    Value::new_entity_uid(entity(kind, name))
}

fn text(text: &str) -> Value {
    Value::new_string(text.to_owned())
}

fn audience(audience: Audience) -> Value {
    text(if audience == Audience::Staff { "staff" } else { "everyone" })
}

pub fn entities(policy: &Policy, who: &Who, records: &[Envelope]) -> Entities {
    let mut all = vec![desk(policy), made(entity("Visitor", "visitor"), vec![], [])];
    let filed = records.iter().filter_map(|record| record.department);
    let mut departments: BTreeSet<DepartmentId> = filed.collect();
    if let Who::Person(me) | Who::Token(me, _) = who {
        departments.extend(&me.departments);
        departments.extend(me.roles.iter().filter_map(|held| match held.place {
            Place::Everywhere => None,
            Place::In(at) => Some(at),
        }));
        let memberships = me.departments.iter().map(|at| entity("Department", at));
        let active = vec![("active", Value::new_bool(me.active))];
        all.push(made(entity("Person", me.id), active, memberships));
    }
    all.extend(departments.iter().map(|at| made(entity("Department", at), vec![], [entity("Desk", "desk")])));
    all.extend(policy.roles.iter().map(role));
    all.extend(policy.mandates.iter().map(plugin));
    all.extend(records.iter().enumerate().map(|(n, envelope)| record(n, envelope)));
    all.extend(groups_of(policy).into_iter().map(|(name, groups)| {
        made(entity("Action", name), vec![], groups.into_iter().map(|group| entity("Action", group)))
    }));
    Entities::from_entities(all, None).expect("each is there once and nothing goes round")
}

fn desk(policy: &Policy) -> Entity {
    let installed = policy.mandates.iter().map(|mandate| refer("Plugin", &mandate.plugin));
    let mut attributes = vec![("installed", Value::new_set(installed))];
    attributes.extend(policy.owner.map(|owner| ("owner", refer("Person", owner))));
    made(entity("Desk", "desk"), attributes, [])
}

fn role(role: &Role) -> Entity {
    let kind = match role.kind {
        RoleKind::BuiltIn(BuiltIn::Owner) => "owner",
        RoleKind::BuiltIn(BuiltIn::Administrator) => "administrator",
        RoleKind::BuiltIn(_) => "built-in",
        RoleKind::Custom => "custom",
    };
    let attributes = vec![
        ("kind", text(kind)),
        ("audience", audience(role.audience)),
        ("collaborator", Value::new_bool(role.collaborator)),
        ("retired", Value::new_bool(role.retired)),
    ];
    made(entity("Role", role.id), attributes, [])
}

fn plugin(mandate: &Mandate) -> Entity {
    let mut attributes = vec![("enabled", Value::new_bool(mandate.enabled))];
    attributes.extend(
        mandate
            .departments
            .as_ref()
            .map(|ceiling| ("ceiling", Value::new_set(ceiling.iter().map(|at| refer("Department", at))))),
    );
    made(entity("Plugin", &mandate.plugin), attributes, [])
}

fn record(n: usize, envelope: &Envelope) -> Entity {
    let participants = envelope.participants.iter().map(|person| refer("Person", person));
    let mut attributes =
        vec![("audience", audience(envelope.audience)), ("participants", Value::new_set(participants))];
    attributes.extend(envelope.department.map(|at| ("department", refer("Department", at))));
    attributes.extend(envelope.assignee.map(|person| ("assignee", refer("Person", person))));
    attributes.extend(envelope.requester.map(|person| ("requester", refer("Person", person))));
    let place = envelope.department.map_or_else(|| entity("Desk", "desk"), |at| entity("Department", at));
    made(entity("Record", n), attributes, [place])
}

/// Each declared permission, and the groups that its declaration puts it in.
pub fn groups_of(policy: &Policy) -> BTreeMap<String, Vec<String>> {
    let of = |permission: &Permission| {
        let mut groups = vec!["declared".to_owned(), format!("of {}", permission.name.plugin())];
        groups.extend(permission.scopes.names().map(|scope| format!("on {scope}")));
        if permission.flags.contacts_customer {
            groups.push("contacts-customer".to_owned());
        }
        if permission.flags.owner_only {
            groups.push("owner-only".to_owned());
        }
        (permission.name.to_string(), groups)
    };
    policy.permissions.iter().map(of).collect()
}
