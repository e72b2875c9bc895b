//! What people read.

use crate::spec::Who;
use crate::world::*;
use ombud_access::*;

fn permission(text: &str, title: &str, flags: Flags) -> Permission {
    Permission {
        name: name(text),
        title: title.to_owned(),
        description: String::new(),
        scopes: Scopes::ANY,
        flags,
    }
}

fn grant(text: &str, scopes: Scopes) -> Grant {
    Grant { permission: name(text), scopes, until: None }
}

fn role(n: u128, slug: &str, title: &str, audience: Audience, grants: Vec<Grant>) -> Role {
    Role {
        id: role_id(n),
        name: slug.to_owned(),
        title: title.to_owned(),
        description: String::new(),
        kind: RoleKind::Custom,
        audience,
        collaborator: false,
        retired: false,
        grants,
    }
}

/// A desk with an agent in the first department who may read there and answer what is assigned to her.
pub fn desk() -> World {
    let contacts = Flags { contacts_customer: true, ..Flags::default() };
    let policy = Policy {
        permissions: vec![
            permission("tickets:ticket.read", "Read tickets", Flags::default()),
            permission("tickets:ticket.reply", "Answer tickets", contacts),
            permission("kernel:audit.read", "Read the audit log", Flags::default()),
        ],
        roles: vec![
            role(
                1,
                "agent",
                "Agent",
                Audience::Staff,
                vec![
                    grant("tickets:ticket.read", Scopes::DEPARTMENT),
                    grant("tickets:ticket.reply", Scopes::ASSIGNED),
                ],
            ),
            Role {
                collaborator: true,
                ..role(
                    2,
                    "helper",
                    "Helper",
                    Audience::Staff,
                    vec![
                        grant("tickets:ticket.reply", Scopes::ALL),
                        grant("tickets:ticket.read", Scopes::ALL),
                    ],
                )
            },
            Role {
                kind: RoleKind::BuiltIn(BuiltIn::Administrator),
                ..role(3, "administrator", "Administrator", Audience::Staff, Vec::new())
            },
            Role {
                kind: RoleKind::BuiltIn(BuiltIn::Customer),
                ..role(
                    4,
                    "customer",
                    "Customer",
                    Audience::Everyone,
                    vec![grant("tickets:ticket.read", Scopes::OWN | Scopes::SHARED)],
                )
            },
        ],
        mandates: vec![
            Mandate { plugin: plugin("tickets"), grants: Vec::new(), departments: None, enabled: true },
            Mandate {
                plugin: plugin("split"),
                grants: vec![grant("tickets:ticket.read", Scopes::ALL)],
                departments: Some(vec![department(1)]),
                enabled: true,
            },
            Mandate { plugin: plugin("old"), grants: Vec::new(), departments: None, enabled: false },
        ],
        owner: Some(user(9)),
        epoch: 1,
    };
    World { policy, who: Who::Person(person(1, &[1])), chain: Vec::new() }
}

pub fn person(n: u128, roles: &[u128]) -> Subject {
    let held = |n: &u128| HeldRole { role: role_id(*n), place: Place::Everywhere, until: None };
    Subject {
        id: user(n),
        active: true,
        departments: vec![department(1)],
        roles: roles.iter().map(held).collect(),
    }
}

pub fn ticket() -> Envelope {
    Envelope {
        collection: "tickets:tickets".into(),
        id: RecordId::parse("7").expect("a record id"),
        version: 3,
        department: Some(department(1)),
        assignee: None,
        requester: Some(user(5)),
        participants: Vec::new(),
        audience: Audience::Everyone,
        parent: None,
        created: Timestamp(1),
        updated: Timestamp(2),
    }
}

#[track_caller]
fn check(who: Who, through: &[&str], permission: &str, at: Option<&Envelope>, want: &str) {
    let chain = through.iter().map(|text| plugin(text)).collect();
    let world = World { who, chain, ..desk() };
    assert_eq!(world.authority().explain(permission, target(at)).to_string(), want);
}

fn agent() -> Who {
    Who::Person(person(1, &[1]))
}

const READ: &str = "tickets:ticket.read";
const REPLY: &str = "tickets:ticket.reply";

#[test]
fn a_yes_names_the_role_and_what_it_goes_by() {
    let want = "You may read tickets because your role `Agent` grants it for what is filed in your departments, \
                and this is filed in one of them.";
    check(agent(), &[], READ, Some(&ticket()), want);
    let mine = Envelope { assignee: Some(user(1)), ..ticket() };
    let want = "You may answer tickets because your role `Agent` grants it for what is assigned to you, and this is.";
    check(agent(), &[], REPLY, Some(&mine), want);
    let want =
        "You may read tickets because your role `Customer` grants it for what you asked yourself, as here.";
    check(Who::Person(person(5, &[4])), &[], READ, Some(&ticket()), want);
    let admin = || Who::Person(person(2, &[3]));
    let want = "You may read the audit log because your role `Administrator` grants it on the whole desk.";
    check(admin(), &[], "kernel:audit.read", None, want);
    let want = "You may read tickets because you own this desk.";
    check(Who::Person(person(9, &[])), &[], READ, Some(&ticket()), want);
}

#[test]
fn a_no_names_what_was_missing() {
    let want = "You may not answer tickets: your role `Agent` grants it for what is assigned to you, \
                and this is not one of them.";
    check(agent(), &[], REPLY, Some(&ticket()), want);
    let want = "You may not read the audit log: nobody granted it to any of your roles.";
    check(agent(), &[], "kernel:audit.read", None, want);
    let want = "You may not answer tickets: your role `Helper` can never hold it, whatever it lists.";
    check(Who::Person(person(2, &[2])), &[], REPLY, Some(&ticket()), want);
    check(Who::Visitor, &[], READ, Some(&ticket()), "You may not read tickets: you are not signed in.");
    let want = "Nobody may do `sla:clock.read`, because no plugin on this desk declares it.";
    check(agent(), &[], "sla:clock.read", None, want);
    let gone = Subject { active: false, ..person(1, &[1]) };
    check(
        Who::Person(gone),
        &[],
        READ,
        Some(&ticket()),
        "You may not read tickets: your account is suspended.",
    );
    let note = Envelope { audience: Audience::Staff, ..ticket() };
    check(
        Who::Person(person(5, &[4])),
        &[],
        READ,
        Some(&note),
        "You may not read tickets: this is for staff only.",
    );
    let mut elsewhere = person(1, &[1]);
    elsewhere.roles[0].place = Place::In(department(2));
    let want =
        "You may not read tickets: your role `Agent` counts in one department, and this is not filed there.";
    check(Who::Person(elsewhere), &[], READ, Some(&ticket()), want);
    let mut past = person(1, &[1]);
    past.roles[0].until = Some(NOW);
    let want = "You may not read tickets: your role `Agent` granted it until a date that has passed.";
    check(Who::Person(past), &[], READ, Some(&ticket()), want);
}

#[test]
fn a_plugin_or_key_in_between_is_named() {
    let want = "You may read tickets because your role `Agent` grants it for what is filed in your departments, \
                and this is filed in one of them, and the plugin `split` may do it for you.";
    check(agent(), &["split"], READ, Some(&ticket()), want);
    let mine = Envelope { assignee: Some(user(1)), ..ticket() };
    let want = "You may not answer tickets: the plugin `split` has no mandate for it.";
    check(agent(), &["split"], REPLY, Some(&mine), want);
    let sales = Envelope { department: Some(department(2)), ..ticket() };
    let want =
        "You may not read tickets: the plugin `split` works only in departments where this is not filed.";
    check(Who::Person(person(2, &[3])), &["split"], READ, Some(&sales), want);
    let want = "You may not read tickets: the plugin `old` is switched off or not installed.";
    check(agent(), &["old"], READ, Some(&ticket()), want);
    let want = "The plugin `split` may read tickets because its mandate covers it.";
    check(Who::Nobody, &["split"], READ, Some(&ticket()), want);
    let key = Who::Token(person(1, &[1]), vec![grant(REPLY, Scopes::ALL)]);
    check(key, &[], READ, Some(&ticket()), "You may not read tickets: this API key does not include it.");
}

#[test]
fn what_an_order_leaves_out_is_told_as_such() {
    let reply = PermissionName::parse(REPLY).unwrap();
    let ordered = World { who: agent(), ..desk() }.authority().ordered(&[reply]);
    let ticket = ticket();
    let told = ordered.explain(READ, Target::Record(&ticket));
    assert_eq!(told.to_string(), "You may not read tickets: this order does not include it.");
    let enough = ordered.enough(READ, Target::Record(&ticket)).unwrap();
    assert_eq!(enough.to_string(), "It would be enough if the order included it.");
}

#[test]
fn a_refusal_about_what_is_out_of_reach_gives_nothing_away() {
    let customer = World { who: Who::Person(person(5, &[4])), ..desk() }.authority();
    let note = Envelope { audience: Audience::Staff, ..ticket() };
    let denial = customer.check(READ, Target::Record(&note)).into_result().unwrap_err();
    assert!(denial.hidden);
    assert!(!denial.to_string().contains("staff"), "{denial}");
}

#[test]
fn an_explanation_can_be_written_down() {
    let told = desk().authority().explain(READ, Target::Record(&ticket()));
    let json = serde_json::to_value(&told).unwrap();
    assert_eq!(json["allowed"], true);
    assert_eq!(json["facts"][0]["fact"], "granted");
    assert_eq!(json["facts"][0]["matched"][0], "department");
}
