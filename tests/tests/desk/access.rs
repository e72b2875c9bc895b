//! Who sees what, from outside: lists and single reads agree, notes stay with staff, and a right that is taken
//! away is gone at once.

use crate::people;
use ombud_tests::caller::Caller;
use ombud_tests::world::{PEOPLE, World, all, open_ticket, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::thread;

const TICKETS: &str = "/tickets/api/tickets";

fn path(ticket: &Value) -> String {
    format!("{TICKETS}/{}", text(ticket, "id"))
}

fn listed(caller: &Caller) -> BTreeSet<String> {
    all(caller, TICKETS, "tickets").iter().map(|ticket| text(ticket, "id")).collect()
}

#[track_caller]
fn change(caller: &Caller, ticket: &Value, changes: Value) -> Value {
    let mut wanted = changes;
    wanted["version"] = caller.get(&path(ticket)).is(200)["version"].clone();
    caller.patch(&path(ticket), &wanted).is(200)
}

#[track_caller]
fn write(caller: &Caller, ticket: &Value, kind: &str, body: &str) -> Value {
    caller.post(&format!("{}/messages", path(ticket)), &json!({ "kind": kind, "body": body })).is(201)
}

/// Tickets of every sort: in each department, assigned, shared, of the demo's customer, closed to most.
fn furnish(desk: &World) -> Vec<Value> {
    let owner = desk.person("owner");
    let mut tickets = Vec::new();
    for department in ["Support", "Sales", "Billing"] {
        for (name, extra) in [
            ("plain", json!({})),
            ("assigned", json!({ "assignee": "agent.support@demo.test" })),
            ("shared", json!({ "participants": ["agent.sales@demo.test"] })),
            ("of the customer", json!({ "requester": "customer@demo.test" })),
            ("shared with the customer", json!({ "participants": ["customer@demo.test"] })),
        ] {
            let mut wanted = json!({
                "subject": format!("{department}, {name}"), "department": department, "body": "Hello?",
                "requester": "mira@example.org",
            });
            wanted.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            tickets.push(owner.post(TICKETS, &wanted).is(201));
        }
    }
    tickets
}

#[test]
fn a_list_and_a_single_read_agree_for_everybody() {
    let desk = World::demo();
    furnish(&desk);
    let everything = listed(&desk.person("owner"));
    assert!(everything.len() > 15, "the demo has mail, and 15 tickets were added");
    for name in PEOPLE {
        let person = desk.person(name);
        let mine = listed(&person);
        assert!(mine.is_subset(&everything), "{name} sees tickets that the owner does not");
        for id in &everything {
            for below in ["", "/messages", "/history"] {
                let answer = person.get(&format!("{TICKETS}/{id}{below}"));
                match mine.contains(id) {
                    true => drop(answer.is(200)),
                    false => drop(answer.problem(404)),
                }
            }
        }
        println!("{name}: {} of {} tickets, in the list and one by one", mine.len(), everything.len());
    }
    desk.visitor().get(TICKETS).problem(401);
}

#[test]
fn each_sees_the_tickets_of_their_role_and_place() {
    let desk = World::demo();
    let tickets = furnish(&desk);
    let check = |name: &str, expected: &[&str]| {
        let mine = listed(&desk.person(name));
        let seen: Vec<String> =
            tickets.iter().filter(|t| mine.contains(&text(t, "id"))).map(|t| text(t, "subject")).collect();
        assert_eq!(seen, expected, "{name}");
    };
    let support = [
        "Support, plain",
        "Support, assigned",
        "Support, shared",
        "Support, of the customer",
        "Support, shared with the customer",
    ];
    // Ana works in Support and in Billing.
    let billing = support.map(|subject| subject.replace("Support", "Billing"));
    let billing: Vec<&str> = billing.iter().map(String::as_str).collect();
    check("agent.support", &[&support[..], &["Sales, assigned"], &billing].concat());
    check("collaborator", &support);
    check(
        "agent.sales",
        &[
            "Support, shared",
            "Sales, plain",
            "Sales, assigned",
            "Sales, shared",
            "Sales, of the customer",
            "Sales, shared with the customer",
            "Billing, shared",
        ],
    );
    check(
        "customer",
        &[
            "Support, of the customer",
            "Support, shared with the customer",
            "Sales, of the customer",
            "Sales, shared with the customer",
            "Billing, of the customer",
            "Billing, shared with the customer",
        ],
    );
    let all: Vec<String> = tickets.iter().map(|ticket| text(ticket, "subject")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    for name in ["owner", "admin", "supervisor"] {
        check(name, &all);
    }
}

#[test]
fn a_collaborator_writes_notes_and_never_to_a_customer() {
    let desk = World::demo();
    let ticket = open_ticket(&desk.person("owner"), "Support", "A lid is missing");
    let collaborator = desk.person("collaborator");
    let messages = format!("{}/messages", path(&ticket));
    let refused = collaborator.post(&messages, &json!({ "kind": "reply", "body": "It is on its way." }));
    let refused = refused.problem(403);
    assert_eq!(refused["permission"], "tickets:ticket.reply", "{refused}");
    write(&collaborator, &ticket, "note", "Ask the warehouse.");
    let wanted =
        json!({ "subject": "New", "department": "Support", "body": "x", "requester": "mira@example.org" });
    collaborator.post(TICKETS, &wanted).problem(403);
    let said = desk.person("owner").get(&messages).is(200);
    assert_eq!(said["messages"].as_array().unwrap().len(), 2, "{said}");
}

#[test]
fn a_customer_never_sees_what_staff_say_among_themselves() {
    let desk = World::demo();
    let (customer, agent) = (desk.person("customer"), desk.person("agent.support"));
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let ticket = customer.post(TICKETS, &wanted).is(201);
    write(&agent, &ticket, "reply", "On its way.");
    write(&agent, &ticket, "note", "SECRET: we lost it.");
    change(&agent, &ticket, json!({ "assignee": "me", "tags": ["secret-tag"], "priority": "high" }));
    let messages = agent.get(&format!("{}/messages", path(&ticket))).is(200);
    let messages = messages["messages"].as_array().unwrap();
    let first = text(&messages[0], "id");
    let split = json!({
        "ticket": ticket["id"], "messages": [first], "mode": "copy", "subject": "SECRET split",
        "department": "Sales",
    });
    agent.post("/split/api/splits", &split).is(201);

    let staff =
        messages.iter().filter(|message| message["kind"] != "reply").map(|message| text(message, "id"));
    for id in staff {
        customer.get(&format!("{}/messages/{id}", path(&ticket))).problem(404);
        customer.patch(&format!("{}/messages/{id}", path(&ticket)), &json!({ "body": "x" })).problem(403);
    }
    let said = customer.get(&format!("{}/messages", path(&ticket))).is(200);
    let kinds: Vec<String> = said["messages"].as_array().unwrap().iter().map(|m| text(m, "kind")).collect();
    assert_eq!(kinds, ["reply", "reply"], "{said}");
    for seen in [
        said,
        customer.get(&path(&ticket)).is(200),
        customer.get(&format!("{}/history", path(&ticket))).is(200),
        customer.get(TICKETS).is(200),
    ] {
        let seen = seen.to_string();
        let me = text(&agent.get("/api/v1/me").is(200), "id");
        for hidden in ["SECRET", "secret-tag", "split-to", &format!("\"assignee\":\"{me}\"")] {
            // The copy has the customer's own words under staff's subject: that ticket is the customer's too.
            assert!(!seen.replace("SECRET split", "").contains(hidden), "`{hidden}` in {seen}");
        }
    }
}

#[test]
fn a_customer_gets_not_found_for_the_tickets_of_others() {
    let desk = World::demo();
    let ticket = open_ticket(&desk.person("owner"), "Support", "Of somebody else");
    let customer = desk.person("customer");
    customer.get(&path(&ticket)).problem(404);
    customer.get(&format!("{TICKETS}/by-number/{}", ticket["number"])).problem(404);
    let reply = json!({ "kind": "reply", "body": "me too" });
    customer.post(&format!("{}/messages", path(&ticket)), &reply).problem(404);
    customer.patch(&path(&ticket), &json!({ "version": 1, "subject": "mine" })).problem(404);
    for number in ["999999", "0", "no-such-ticket"] {
        customer.get(&format!("{TICKETS}/{number}")).problem(404);
    }
}

#[test]
fn sales_cannot_read_what_is_supports() {
    let desk = World::demo();
    let ticket = open_ticket(&desk.person("agent.support"), "Support", "Not for Sales");
    let sales = desk.person("agent.sales");
    sales.get(&path(&ticket)).problem(404);
    assert!(!listed(&sales).contains(&text(&ticket, "id")));
    let take = json!({ "version": ticket["version"], "assignee": "me" });
    sales.patch(&path(&ticket), &take).problem(404);
    let split = json!({
        "ticket": ticket["id"], "messages": ["x"], "subject": "Mine now", "department": "Sales", "mode": "copy",
    });
    sales.post("/split/api/splits", &split).problem(404);
}

#[test]
fn a_ticket_that_moved_away_is_gone_from_sight() {
    let desk = World::demo();
    let (support, sales) = (desk.person("agent.support"), desk.person("agent.sales"));
    let ticket = open_ticket(&support, "Support", "For Sales after all");
    sales.get(&path(&ticket)).problem(404);
    let moved =
        support.patch(&path(&ticket), &json!({ "version": ticket["version"], "department": "Sales" }));
    assert!(matches!(moved.status, 200 | 204), "{}", moved.text());
    support.get(&path(&ticket)).problem(404);
    assert!(!listed(&support).contains(&text(&ticket, "id")));
    assert_eq!(sales.get(&path(&ticket)).is(200)["subject"], "For Sales after all");
    assert!(listed(&sales).contains(&text(&ticket, "id")));
}

#[test]
fn a_suspended_person_is_out_at_once() {
    let desk = World::demo();
    let (owner, agent) = (desk.person("owner"), desk.person("agent.support"));
    agent.get(TICKETS).is(200);
    let id = text(&agent.get("/api/v1/me").is(200), "id");
    people::set_active(&owner, &id, false);
    agent.get(TICKETS).problem(401);
    agent.get("/api/v1/me").problem(401);
    let credentials = json!({ "email": "agent.support@demo.test", "password": "demo-only" });
    let refused = desk.visitor().post("/api/v1/session", &credentials);
    assert!(matches!(refused.status, 401 | 403), "{} {}", refused.status, refused.text());
    people::set_active(&owner, &id, true);
    desk.person("agent.support").get(TICKETS).is(200);
}

#[test]
fn a_late_change_is_told_what_changed_meanwhile() {
    let desk = World::demo();
    let (ana, owner) = (desk.person("agent.support"), desk.person("owner"));
    let ticket = open_ticket(&ana, "Support", "Two at once");
    let read = ana.get(&path(&ticket)).is(200)["version"].clone();
    owner.patch(&path(&ticket), &json!({ "version": read, "priority": "urgent" })).is(200);
    let late = ana.patch(&path(&ticket), &json!({ "version": read, "priority": "low" })).problem(409);
    assert!(text(&late, "detail").contains("priority"), "{late}");
    assert_eq!(ana.get(&path(&ticket)).is(200)["priority"], "urgent");
}

#[test]
fn of_two_agents_who_change_the_same_version_one_wins() {
    let desk = World::demo();
    let (ana, owner) = (desk.person("agent.support"), desk.person("owner"));
    for round in 0..10 {
        let ticket = open_ticket(&ana, "Support", &format!("Race {round}"));
        let change = |who: Caller, subject: &'static str| {
            let (path, version) = (path(&ticket), ticket["version"].clone());
            thread::spawn(move || who.patch(&path, &json!({ "version": version, "subject": subject })))
        };
        let both = [change(ana.clone(), "Ana's"), change(owner.clone(), "Olga's")];
        let mut statuses: Vec<u16> = both.into_iter().map(|one| one.join().unwrap().status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "round {round}");
    }
}

#[test]
fn replies_at_the_same_moment_are_all_kept() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "Everybody at once");
    let path = format!("{}/messages", path(&ticket));
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (agent, path) = (agent.clone(), path.clone());
            thread::spawn(move || {
                for line in 0..4 {
                    let body = format!("line {line} of writer {writer}");
                    let note = json!({ "kind": "note", "body": body });
                    // On a slow machine the desk may give up after many turns: it says so, and to try again.
                    while agent.post(&path, &note).status == 503 {
                        thread::sleep(std::time::Duration::from_millis(50));
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    let said = agent.get(&format!("{path}?limit=200")).is(200);
    let mut bodies: Vec<String> =
        said["messages"].as_array().unwrap().iter().map(|m| text(m, "body")).collect();
    bodies.sort();
    bodies.dedup();
    assert_eq!(
        (bodies.len(), said["messages"].as_array().unwrap().len()),
        (1 + 8 * 4, 1 + 8 * 4),
        "once each"
    );
}
