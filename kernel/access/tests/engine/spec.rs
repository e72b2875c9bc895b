//! The rules as one would tell them: no table, no shortcut. The benchmark measures against it, too.

use ombud_access::*;

/// Who is asking.
#[derive(Clone, Debug)]
pub enum Who {
    Person(Subject),
    Token(Subject, Vec<Grant>),
    Visitor,
    Nobody,
}

pub fn spec(
    policy: &Policy,
    now: Timestamp,
    who: &Who,
    chain: &[PluginId],
    permission: &str,
    record: Option<&Envelope>,
) -> bool {
    let Some(permission) = policy.permissions.iter().find(|known| known.name.as_str() == permission) else {
        return false;
    };
    let live = |until: Option<Timestamp>| until.is_none_or(|until| now < until);
    let department = record.and_then(|record| record.department);
    let person = match who {
        Who::Person(person) | Who::Token(person, _) => Some(person),
        Who::Visitor | Who::Nobody => None,
    };
    let related = |scopes: Scopes| {
        scopes.iter().any(|scope| {
            let (Some(me), Some(record)) = (person, record) else { return scope == Scopes::ALL };
            let mine = department.is_some_and(|at| me.departments.contains(&at));
            match scope {
                Scopes::ALL => true,
                Scopes::DEPARTMENT => mine,
                Scopes::UNASSIGNED => mine && record.assignee.is_none(),
                Scopes::ASSIGNED => record.assignee == Some(me.id),
                Scopes::OWN => record.requester == Some(me.id),
                _ => record.participants.contains(&me.id),
            }
        })
    };
    let granted = |grants: &[Grant], allowed: Scopes| {
        grants.iter().any(|grant| {
            grant.permission == permission.name && live(grant.until) && related(grant.scopes & allowed)
        })
    };
    let flags = permission.flags;
    let gives = |role: &Role| match role.kind {
        RoleKind::BuiltIn(BuiltIn::Owner) => false,
        RoleKind::BuiltIn(BuiltIn::Administrator) if !flags.owner_only => true,
        _ if flags.owner_only || (role.collaborator && flags.contacts_customer) => false,
        _ => granted(&role.grants, permission.scopes),
    };
    let roles: Vec<(&Role, Place)> = match who {
        Who::Nobody => Vec::new(),
        Who::Visitor => {
            let visitor = |role: &&Role| role.kind == RoleKind::BuiltIn(BuiltIn::Visitor);
            policy.roles.iter().filter(visitor).map(|role| (role, Place::Everywhere)).collect()
        }
        Who::Person(me) | Who::Token(me, _) => {
            let held = me.roles.iter().filter(|held| me.active && live(held.until));
            held.flat_map(|held| {
                policy.roles.iter().filter(|role| role.id == held.role).map(|role| (role, held.place))
            })
            .collect()
        }
    };
    let roles = || roles.iter().filter(|(role, _)| !role.retired);
    let owner = person.is_some_and(|me| me.active && policy.owner == Some(me.id));
    let alone = matches!(who, Who::Nobody);
    let staff =
        alone || owner || (person.is_some() && roles().any(|(role, _)| role.audience == Audience::Staff));

    let audience = staff || record.is_none_or(|record| record.audience == Audience::Everyone);
    let here = |place: &Place| match place {
        Place::Everywhere => true,
        Place::In(at) => department == Some(*at),
    };
    let actor = alone || owner || roles().any(|(role, place)| here(place) && gives(role));
    let token = match who {
        Who::Token(_, grants) => !flags.owner_only && granted(grants, Scopes::ANY),
        _ => true,
    };
    audience
        && actor
        && token
        && chain.iter().all(|plugin| {
            policy.mandates.iter().any(|mandate| {
                let own = permission.name.plugin() == plugin.as_str();
                let inside = match (&mandate.departments, record) {
                    (Some(ceiling), Some(_)) => department.is_some_and(|at| ceiling.contains(&at)),
                    _ => true,
                };
                let given = own || (!flags.owner_only && granted(&mandate.grants, permission.scopes));
                mandate.plugin == *plugin && mandate.enabled && inside && given
            })
        })
}
