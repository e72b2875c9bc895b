//! The bundled plugins on a whole desk, told in a few steps.

use ombud_testkit::{Client, Desk, Value, json, pack};
use std::time::Duration;

#[track_caller]
fn created((status, body): (u16, Value)) -> Value {
    assert_eq!(status, 201, "{body}");
    body
}

#[track_caller]
fn read((status, body): (u16, Value)) -> Value {
    assert_eq!(status, 200, "{body}");
    body
}

fn open_ticket(client: &Client, department: &str) -> String {
    let body =
        json!({ "subject": "Two boxes, one lid", "department": department, "body": "One lid is missing." });
    let ticket = created(client.post("/tickets/api/tickets", &body));
    ticket["id"].as_str().expect("a ticket has an id").to_owned()
}

#[test]
fn a_ticket_is_seen_by_whom_it_concerns() {
    let desk = Desk::start();
    let customer = desk.as_("customer@demo.test");
    let ticket = open_ticket(&customer, &desk.department("Support"));
    let path = format!("/tickets/api/tickets/{ticket}");

    assert_eq!(read(desk.as_("agent.support@demo.test").get(&path))["subject"], "Two boxes, one lid");
    assert_eq!(read(customer.get(&path))["id"], ticket.as_str());
    assert_eq!(desk.as_("agent.sales@demo.test").get(&path).0, 404);
    assert_eq!(desk.visitor().get(&path).0, 401);
}

#[test]
fn a_note_stays_with_staff() {
    let desk = Desk::start();
    let customer = desk.as_("customer@demo.test");
    let agent = desk.as_("agent.support@demo.test");
    let messages =
        format!("/tickets/api/tickets/{}/messages", open_ticket(&customer, &desk.department("Support")));
    created(agent.post(&messages, &json!({ "kind": "note", "body": "Check the warehouse first." })));
    created(agent.post(&messages, &json!({ "kind": "reply", "body": "A lid is on its way." })));

    assert!(agent.fetch("GET", &messages, &[], "").text().contains("warehouse"));
    let seen = customer.fetch("GET", &messages, &[], "").text();
    assert!(seen.contains("on its way") && !seen.contains("warehouse"), "{seen}");
}

#[test]
fn messages_are_split_off_into_another_department() {
    let desk = Desk::start();
    let agent = desk.as_("agent.support@demo.test");
    let customer = desk.as_("customer@demo.test");
    let source = open_ticket(&customer, &desk.department("Support"));
    let messages = format!("/tickets/api/tickets/{source}/messages");
    let second =
        created(customer.post(&messages, &json!({ "kind": "reply", "body": "And my invoice is wrong." })));
    let request = json!({
        "ticket": source, "messages": [second["id"]], "subject": "Invoice", "mode": "move",
        "department": desk.department("Sales"),
    });
    let split = created(agent.post("/split/api/splits", &request));
    let target = format!("/tickets/api/tickets/{}/messages", split["ticket"].as_str().unwrap());
    let there = desk.as_("agent.sales@demo.test").fetch("GET", &target, &[], "").text();
    assert!(there.contains("my invoice is wrong"), "{there}");
    let left = customer.fetch("GET", &messages, &[], "").text();
    assert!(!left.contains("my invoice is wrong"), "{left}");
}

#[test]
fn a_plugin_of_ones_own_remembers_over_a_restart() {
    let mut desk = Desk::start_with(&[]);
    desk.install(&pack("examples/hello"));
    let visit = |desk: &Desk| desk.as_("agent.sales@demo.test").post("/hello/api/visits", &Value::Null);
    assert_eq!(read(visit(&desk))["visits"], 1);
    desk.advance(Duration::from_secs(86_400));
    desk.restart();
    assert_eq!(read(visit(&desk)), json!({ "greeting": "Hello, Sam Sales!", "visits": 2 }));
    assert_eq!(desk.as_("customer@demo.test").get("/hello/api/visits").0, 403);
    assert_eq!(desk.visitor().get("/hello/api/visits").0, 401);
}
