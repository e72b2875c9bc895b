//! People and what they hold, through the kernel's own API.

use ombud_tests::caller::Caller;
use ombud_tests::world::{PASSWORD, World, text};
use serde_json::{Value, json};

/// Suspends somebody, or lets him in again.
#[track_caller]
pub fn set_active(by: &Caller, id: &str, active: bool) {
    by.patch(&format!("/api/v1/users/{id}"), &json!({ "active": active })).is(200);
}

/// Adds a colleague with one role, and signs in as that person.
#[track_caller]
pub fn add(desk: &World, name: &str, role: &str, departments: &[&str]) -> Caller {
    let owner = desk.person("owner");
    let email = format!("{name}@demo.test");
    let wanted = json!({
        "name": name, "email": email, "password": PASSWORD, "roles": [{ "role": role }],
        "departments": departments,
    });
    owner.post("/api/v1/users", &wanted).is(201);
    desk.person(name)
}

/// The ids of people by the name before `@`, as the owner sees them.
#[track_caller]
fn id_of(desk: &World, name: &str) -> String {
    text(&desk.person(name).get("/api/v1/me").is(200), "id")
}

#[test]
fn everybody_of_the_demo_signs_in_and_is_who_they_are() {
    let desk = World::demo();
    for name in ombud_tests::world::PEOPLE {
        let me = desk.person(name).get("/api/v1/me").is(200);
        assert_eq!(me["email"], json!(format!("{name}@demo.test")), "{me}");
    }
    desk.visitor().get("/api/v1/me").problem(401);
}

#[test]
fn a_new_colleague_works_at_once_and_only_where_told() {
    let desk = World::demo();
    let new = add(&desk, "bela", "agent", &["Billing"]);
    let made = ombud_tests::world::open_ticket(&new, "Billing", "In Billing");
    new.get(&format!("/tickets/api/tickets/{}", text(&made, "id"))).is(200);
    let made = ombud_tests::world::open_ticket(&desk.person("owner"), "Support", "In Support");
    new.get(&format!("/tickets/api/tickets/{}", text(&made, "id"))).problem(404);
}

#[test]
fn a_role_that_is_taken_away_is_gone_with_the_next_request() {
    let desk = World::demo();
    let new = add(&desk, "bela", "agent", &["Support"]);
    let id = id_of(&desk, "bela");
    let ticket = ombud_tests::world::open_ticket(&desk.person("owner"), "Support", "A lid");
    let messages = format!("/tickets/api/tickets/{}/messages", text(&ticket, "id"));
    new.post(&messages, &json!({ "kind": "reply", "body": "Hello" })).is(201);
    let owner = desk.person("owner");
    owner.put(&format!("/api/v1/users/{id}/roles"), &json!({ "roles": [{ "role": "read-only" }] })).is(200);
    new.post(&messages, &json!({ "kind": "reply", "body": "Hello again" })).problem(403);
    new.get(&messages).is(200);
}

#[test]
fn nobody_gives_what_they_do_not_hold() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let (agent_id, owner_id) = (id_of(&desk, "agent.support"), id_of(&desk, "owner"));
    let roles = |role: &str| json!({ "roles": [{ "role": role }] });
    agent.put(&format!("/api/v1/users/{agent_id}/roles"), &roles("administrator")).problem(403);
    for (who, role) in [(&agent_id, "owner"), (&owner_id, "agent")] {
        let answer = admin.put(&format!("/api/v1/users/{who}/roles"), &roles(role));
        assert!(matches!(answer.status, 403 | 409 | 422), "{who} {role}: {}", answer.text());
    }
    let owner = desk.person("owner");
    let _ = owner.put(&format!("/api/v1/users/{owner_id}/roles"), &roles("agent"));
    assert_eq!(owner.get("/api/v1/me").is(200)["owner"], true, "the desk always has its owner");
    owner.get("/api/v1/audit").is(200);
}

#[test]
fn why_somebody_may_or_may_not_is_explained() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let ticket = ombud_tests::world::open_ticket(&owner, "Support", "May she?");
    let record = json!({ "collection": "tickets:tickets", "id": ticket["id"] });
    let check = |name: &str, permission: &str, allowed: bool| {
        let question = json!({ "user": id_of(&desk, name), "permission": permission, "record": record });
        let answer = owner.post("/api/v1/access/check", &question).is(200);
        assert_eq!(answer["allowed"], json!(allowed), "{name} {permission}: {answer}");
        assert!(!text(&answer, "because").is_empty());
    };
    check("agent.support", "tickets:ticket.reply", true);
    check("agent.sales", "tickets:ticket.reply", false);
    check("collaborator", "tickets:ticket.note", true);
    check("collaborator", "tickets:ticket.reply", false);
    check("customer", "tickets:ticket.read", false);
    let question = json!({ "user": id_of(&desk, "admin"), "permission": "tickets:ticket.read" });
    desk.person("agent.support").post("/api/v1/access/check", &question).problem(403);
}

#[test]
fn the_desk_says_what_changed_and_who_changed_it() {
    let desk = World::demo();
    add(&desk, "bela", "agent", &["Support"]);
    let audit: Value = desk.person("admin").get("/api/v1/audit").is(200);
    assert!(audit.to_string().contains("bela"), "{audit}");
    for name in ["supervisor", "agent.support", "collaborator", "customer"] {
        desk.person(name).get("/api/v1/audit").problem(403);
    }
    desk.visitor().get("/api/v1/audit").problem(401);
}
