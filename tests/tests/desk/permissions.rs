//! What each role may do on whose records: not as it was granted, but as the engine decides.

use ombud_access::{
    Audience, Authority, BuiltIn, DepartmentId, Envelope, HeldRole, Id, Permission, Place, RecordId, Role,
    RoleKind, Scopes, Snapshot, Subject, Target, Timestamp, UserId,
};
use ombud_testkit::Desk;
use ombud_tests::golden;
use std::fmt::Write;
use std::sync::Arc;

const NOW: Timestamp = Timestamp(1_767_225_600_000);
/// From who may most to who may least; a role that is not named here comes last.
const ROLES: [&str; 8] =
    ["owner", "administrator", "supervisor", "agent", "collaborator", "read-only", "customer", "visitor"];

fn id(number: u8) -> Id {
    Id::new(NOW, [number; 10])
}

/// A record that stands to the person in this relation and, as far as possible, in no other.
fn record(related: Scopes, me: UserId, mine: DepartmentId) -> Envelope {
    let (somebody, elsewhere) = (UserId(id(8)), DepartmentId(id(9)));
    let here = related == Scopes::DEPARTMENT || related == Scopes::UNASSIGNED;
    Envelope {
        collection: "golden:records".into(),
        id: RecordId::from(id(7)),
        version: 1,
        department: Some(if here { mine } else { elsewhere }),
        assignee: match related {
            Scopes::ASSIGNED => Some(me),
            Scopes::UNASSIGNED => None,
            _ => Some(somebody),
        },
        requester: Some(if related == Scopes::OWN { me } else { somebody }),
        participants: if related == Scopes::SHARED { vec![me] } else { Vec::new() },
        audience: Audience::Everyone,
        parent: None,
        created: NOW,
        updated: NOW,
    }
}

/// On whose records somebody with this role only may do it, in words; none if on nobody's.
fn reach(snapshot: &Arc<Snapshot>, role: &Role, permission: &Permission) -> Option<String> {
    let (me, mine) = (UserId(id(1)), DepartmentId(id(2)));
    let authority = match role.kind {
        RoleKind::BuiltIn(BuiltIn::Visitor) => Authority::visitor(snapshot.clone(), NOW),
        kind => {
            let owner = snapshot.policy().owner.filter(|_| kind == RoleKind::BuiltIn(BuiltIn::Owner));
            let subject = Subject {
                id: owner.unwrap_or(me),
                active: true,
                departments: vec![mine],
                roles: vec![HeldRole { role: role.id, place: Place::Everywhere, until: None }],
            };
            Authority::person(snapshot.clone(), Arc::new(subject), NOW)
        }
    };
    let may = |target: Target<'_>| authority.check(permission.name.as_str(), target).allowed;
    let on = |related: Scopes| may(Target::Record(&record(related, me, mine)));
    if on(Scopes::ALL) || (permission.scopes == Scopes::ALL && may(Target::Desk)) {
        return Some("all".into());
    }
    let department = on(Scopes::DEPARTMENT);
    let words: Vec<&str> = [
        (department, "their departments'"),
        (!department && on(Scopes::UNASSIGNED), "their departments' that are nobody's"),
        (on(Scopes::ASSIGNED), "assigned to them"),
        (on(Scopes::OWN), "their own"),
        (on(Scopes::SHARED), "shared with them"),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn flags(permission: &Permission) -> String {
    let flags = permission.flags;
    let words: Vec<&str> = [
        (flags.contacts_customer, "contacts the customer"),
        (flags.owner_only, "the owner's alone"),
        (flags.dangerous, "dangerous"),
    ]
    .into_iter()
    .filter_map(|(set, words)| set.then_some(words))
    .collect();
    if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
}

#[test]
fn who_may_do_what_is_as_in_the_golden_file() {
    let desk = Desk::start();
    let snapshot = desk.identity().snapshot();
    let mut text = String::from(
        "Who may do what, and on whose records. Roles that are not named may not do it at all.\n\
         Each line is a decision of the permission engine for somebody who holds that one role.\n",
    );
    let mut roles: Vec<&Role> = snapshot.policy().roles.iter().filter(|role| !role.retired).collect();
    roles.sort_by_key(|role| ROLES.iter().position(|known| *known == role.name).unwrap_or(ROLES.len()));
    let mut plugins: Vec<String> =
        snapshot.permissions().iter().map(|permission| permission.name.plugin().to_owned()).collect();
    plugins.sort();
    plugins.dedup();
    // The kernel's own first: they are the desk itself.
    plugins.sort_by_key(|plugin| plugin != "kernel");
    for plugin in plugins {
        writeln!(text, "\n== {plugin}").unwrap();
        for permission in snapshot.permissions().iter().filter(|p| p.name.plugin() == plugin) {
            let verb = permission.name.as_str();
            writeln!(text, "\n{}{}    {verb}", permission.title, flags(permission)).unwrap();
            for role in &roles {
                if let Some(reach) = reach(&snapshot, role, permission) {
                    writeln!(text, "    {:<16}{reach}", role.title).unwrap();
                }
            }
        }
    }
    golden::check("permissions.txt", &text);
}
