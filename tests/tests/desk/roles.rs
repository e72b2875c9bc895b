//! What each role may do, and on whose records: not as it was granted, but as the engine decides.

use ombud_access::{
    Audience, Authority, BuiltIn, DepartmentId, Envelope, HeldRole, Id, Permission, PermissionName, Place,
    RecordId, Role, RoleKind, Snapshot, Subject, Target, Timestamp, UserId,
};
use ombud_identity::role_file;
use ombud_testkit::Desk;
use ombud_tests::golden;
use std::fmt::Write;
use std::sync::Arc;

const NOW: Timestamp = Timestamp(1_767_225_600_000);

/// From who may most to who may least; the ready-made files come after them.
const BUILT_IN: [&str; 8] =
    ["owner", "administrator", "supervisor", "agent", "collaborator", "read-only", "customer", "visitor"];

/// How a record is related to somebody: two lines of a column's head.
const RELATIONS: [(Relation, &str, &str); 6] = [
    (Relation::Department, "in my", "department"),
    (Relation::Assigned, "assigned", "to me"),
    (Relation::Requester, "asked", "by me"),
    (Relation::Shared, "shared", "with me"),
    (Relation::Nobodys, "nobody's, in", "my department"),
    (Relation::None, "anybody's,", "or the desk"),
];

/// What stands before the cells.
const MARGIN: usize = 40;

#[derive(Clone, Copy, PartialEq)]
enum Relation {
    Department,
    Assigned,
    Requester,
    Shared,
    Nobodys,
    None,
}

/// A role, and who holds it where.
struct Row {
    role: Role,
    place: Place,
    /// Grants of permissions that no plugin here declares.
    left_out: Vec<PermissionName>,
}

fn id(number: u8) -> Id {
    Id::new(NOW, [number; 10])
}

fn me() -> UserId {
    UserId(id(1))
}

fn my_department() -> DepartmentId {
    DepartmentId(id(2))
}

/// A record that stands to the person in this relation and, as far as possible, in no other.
fn record(related: Relation, audience: Audience) -> Envelope {
    let (somebody, elsewhere) = (UserId(id(8)), DepartmentId(id(9)));
    let here = matches!(related, Relation::Department | Relation::Nobodys);
    Envelope {
        collection: "golden:records".into(),
        id: RecordId::from(id(7)),
        version: 1,
        department: Some(if here { my_department() } else { elsewhere }),
        assignee: match related {
            Relation::Assigned => Some(me()),
            Relation::Nobodys => None,
            _ => Some(somebody),
        },
        requester: Some(if related == Relation::Requester { me() } else { somebody }),
        participants: if related == Relation::Shared { vec![me()] } else { Vec::new() },
        audience,
        parent: None,
        created: NOW,
        updated: NOW,
    }
}

/// Somebody who holds this role and no other.
fn holder(snapshot: &Arc<Snapshot>, row: &Row) -> Authority {
    let owner = match row.role.kind {
        RoleKind::BuiltIn(BuiltIn::Visitor) => return Authority::visitor(snapshot.clone(), NOW),
        RoleKind::BuiltIn(BuiltIn::Owner) => snapshot.policy().owner,
        _ => None,
    };
    let subject = Subject {
        id: owner.unwrap_or(me()),
        active: true,
        departments: vec![my_department()],
        roles: vec![HeldRole { role: row.role.id, place: row.place, until: None }],
    };
    Authority::person(snapshot.clone(), Arc::new(subject), NOW)
}

/// For each relation whether it may.
fn cells(who: &Authority, permission: &Permission, audience: Audience) -> [bool; 6] {
    RELATIONS.map(|(related, ..)| {
        let on_the_record =
            who.check(permission.name.as_str(), Target::Record(&record(related, audience))).allowed;
        if related == Relation::None && audience == Audience::Everyone {
            // Where no record is named, all of them are meant.
            let on_the_desk = who.check(permission.name.as_str(), Target::Desk).allowed;
            assert_eq!(on_the_record, on_the_desk, "{}", permission.name);
        }
        on_the_record
    })
}

/// Whether records for staff only are decided on like all others; no: they never are for this role.
fn staff_too(who: &Authority, permissions: &[Permission]) -> bool {
    let alike = |permission: &Permission| {
        cells(who, permission, Audience::Staff) == cells(who, permission, Audience::Everyone)
    };
    let never = |permission: &Permission| cells(who, permission, Audience::Staff) == [false; 6];
    if who.is_staff() {
        assert!(permissions.iter().all(alike), "what is for staff only is decided in another way");
    } else {
        assert!(permissions.iter().all(never), "what is for staff only reaches others");
    }
    who.is_staff()
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
    if words.is_empty() { String::new() } else { format!("  ({})", words.join(", ")) }
}

/// The kernel's permissions first, then those of each plugin.
fn grouped(snapshot: &Snapshot) -> Vec<(String, Vec<Permission>)> {
    let mut plugins: Vec<&str> = snapshot.permissions().iter().map(|p| p.name.plugin()).collect();
    plugins.sort_unstable_by_key(|plugin| (*plugin != "kernel", *plugin));
    plugins.dedup();
    let of =
        |plugin: &str| snapshot.permissions().iter().filter(|p| p.name.plugin() == plugin).cloned().collect();
    plugins.into_iter().map(|plugin| (plugin.to_owned(), of(plugin))).collect()
}

/// The roles of the desk, and those that come as files.
fn roles(desk: &Desk) -> Vec<Row> {
    let before = desk.identity().snapshot();
    let mut rows: Vec<Row> = BUILT_IN
        .iter()
        .map(|name| Row {
            role: before.role_named(name).unwrap().clone(),
            place: Place::Everywhere,
            left_out: Vec::new(),
        })
        .collect();
    assert_eq!(rows.len(), before.policy().roles.len(), "a role that comes with the desk is not in BUILT_IN");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for (name, file) in role_file::READY_MADE {
        let owner = desk.authority("owner@demo.test");
        let mut unit = desk.store().begin();
        let told = role_file::read(file).unwrap();
        let done = role_file::import(&mut unit, &owner, told, true).unwrap();
        runtime.block_on(unit.commit()).unwrap();
        desk.identity().refresh().unwrap();
        let lead = file.starts_with("# Hold this role in one department");
        rows.push(Row {
            role: desk.identity().snapshot().role_named(name).unwrap().clone(),
            place: if lead { Place::In(my_department()) } else { Place::Everywhere },
            left_out: done.left_out.into_iter().map(|(_, permission)| permission).collect(),
        });
    }
    rows
}

fn at_a_glance(text: &mut String, snapshot: &Arc<Snapshot>, rows: &[Row]) {
    for (plugin, permissions) in grouped(snapshot) {
        write!(text, "\n{:<MARGIN$}", format!("== {plugin}")).unwrap();
        for row in rows {
            write!(text, "{}  ", row.role.name).unwrap();
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        for permission in permissions {
            write!(text, "{:<MARGIN$}", permission.title).unwrap();
            for row in rows {
                let cells = cells(&holder(snapshot, row), &permission, Audience::Everyone);
                let mark = match cells {
                    [.., true] => "✔",
                    cells if cells.contains(&true) => "◐",
                    _ => "·",
                };
                write!(text, "{mark:<width$}", width = row.role.name.len() + 2).unwrap();
            }
            writeln!(text, "{}{}", permission.name, flags(&permission)).unwrap();
        }
    }
}

fn table(text: &mut String, snapshot: &Arc<Snapshot>, row: &Row) {
    let (who, role) = (holder(snapshot, row), &row.role);
    writeln!(text, "\n\n=== {}\n\n{}", role.title, role.description).unwrap();
    if matches!(row.place, Place::In(_)) {
        writeln!(text, "Held in one department, as its file says.").unwrap();
    }
    match staff_too(&who, snapshot.permissions()) {
        true => writeln!(text, "Staff: what is for staff only is no exception.").unwrap(),
        false => writeln!(text, "Not staff: nothing here reaches what is for staff only.").unwrap(),
    }
    if !row.left_out.is_empty() {
        let names: Vec<&str> = row.left_out.iter().map(PermissionName::as_str).collect();
        writeln!(text, "Gives nothing until a plugin declares it: {}.", names.join(", ")).unwrap();
    }
    let width = |head: (&str, &str)| head.0.chars().count().max(head.1.chars().count()) + 2;
    let mut empty = true;
    for (plugin, permissions) in grouped(snapshot) {
        let held = permissions
            .into_iter()
            .map(|permission| (cells(&who, &permission, Audience::Everyone), permission))
            .filter(|(cells, _)| cells.contains(&true));
        let held: Vec<_> = held.collect();
        if held.is_empty() {
            continue;
        }
        if empty {
            for line in 0..2 {
                write!(text, "\n{:MARGIN$}", "").unwrap();
                for (_, above, below) in RELATIONS {
                    let word = if line == 0 { above } else { below };
                    write!(text, "{word:<width$}", width = width((above, below))).unwrap();
                }
                text.truncate(text.trim_end().len());
            }
            text.push('\n');
        }
        empty = false;
        writeln!(text, "-- {plugin}").unwrap();
        for (cells, permission) in held {
            write!(text, "{:<MARGIN$}", permission.title).unwrap();
            for (may, (_, above, below)) in cells.into_iter().zip(RELATIONS) {
                let mark = if may { "✔" } else { "·" };
                write!(text, "{mark:<width$}", width = width((above, below))).unwrap();
            }
            writeln!(text, "{}", permission.name).unwrap();
        }
    }
    if empty {
        text.push_str("\nMay do nothing.\n");
    }
}

#[test]
fn what_each_role_may_do_on_whose_records_is_as_in_the_golden_file() {
    let desk = Desk::start();
    let rows = roles(&desk);
    let snapshot = desk.identity().snapshot();
    let mut text = String::from(
        "What each role may do, and on whose records. Each mark is a decision of the permission engine for somebody who\n\
         holds this one role and works in one department, about a record that is related to them in this one way.\n\n\
         First all roles at a glance:\n\n\
         ✔    on all records, and on the desk\n\
         ◐    on some; the table of the role below says on which\n\
         ·    not at all\n",
    );
    at_a_glance(&mut text, &snapshot, &rows);
    for row in &rows {
        table(&mut text, &snapshot, row);
    }
    golden::check("roles.txt", &text);
}
