//! What people have a plugin do in their name while they are away.

use crate::people::set_active;
use crate::personal::{desk_with, go, heard, me, soon};
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};

fn desk() -> World {
    desk_with(&["kernel:order.give", BUILD, READ, REPLY])
}

#[track_caller]
fn give(who: &Caller, key: &str, permissions: &[&str]) -> Value {
    go(who, "for-me", "orders.give", json!([key, format!("Do {key}"), permissions]))
}

fn set(who: &Caller, order: &str, timer: &str, due: u64) -> Value {
    go(who, "own", "orders.set-timer", json!([order, timer, due, ""]))
}

fn orders(who: &Caller, of: &str) -> Vec<Value> {
    let told = who.get(&format!("/api/v1/users/{of}/orders")).is(200);
    // The demo's rules act under orders of the supervisor's.
    let of_errand = |order: &&Value| order["plugin"] == "errand";
    told["orders"].as_array().unwrap().iter().filter(of_errand).cloned().collect()
}

const READ: &str = "tickets:ticket.read";
const REPLY: &str = "tickets:ticket.reply";
/// What is done by people only, with their own hands or a plugin's, and only while they are there.
const BUILD: &str = "kernel:department.edit";

#[test]
fn under_an_order_a_plugin_may_what_its_giver_then_may_and_of_that_what_the_order_names() {
    let desk = desk();
    let (owner, sofia, ana) = (desk.person("owner"), desk.person("supervisor"), desk.person("agent.support"));
    assert_eq!(give(&ana, "fetch", &[READ])["refused"], "denied", "agents give none");
    assert_eq!(give(&sofia, "sell", &["kernel:billing.manage"])["refused"], "denied", "she does not hold it");
    assert!(give(&sofia, "none", &["gone:gone.gone"])["failed"].is_string());
    assert_eq!(go(&sofia, "own", "orders.give", json!(["alone", "Alone", [READ]]))["refused"], "denied");
    assert_eq!(set(&ana, "fetch", "early", soon())["refused"], "not-found");
    assert_eq!(give(&sofia, "fetch", &[READ])["got"], "done");
    assert_eq!(give(&sofia, "reply", &[REPLY, READ])["got"], "done");
    assert_eq!(give(&owner, "lost", &[REPLY])["got"], "done");
    assert_eq!(go(&ana, "own", "orders.get", json!(["reply"]))["got"], json!([me(&sofia), [READ, REPLY]]));
    assert_eq!(give(&owner, "build", &[BUILD])["got"], "done");
    for order in ["fetch", "reply", "lost", "build"] {
        assert_eq!(set(&ana, order, order, soon())["got"], "done");
    }
    let with =
        |user: &Value, own: bool, may: bool| json!({ "user": user, "own": own, "again": false, "may": may });
    let owners = orders(&owner, &me(&owner));
    let lost = owners.iter().find(|order| order["title"] == "Do lost").unwrap();
    let id = text(lost, "id");
    owner.delete(&format!("/api/v1/users/{}/orders/{id}", me(&owner))).is(204);
    let sofias = json!(me(&sofia));
    // It would not have been heard if a department could have been made.
    assert_eq!(heard(&owner, "build"), with(&json!(me(&owner)), false, false));
    assert_eq!(
        heard(&owner, "fetch"),
        with(&sofias, false, false),
        "she may reply, and the order does not say so"
    );
    assert_eq!(heard(&owner, "reply"), with(&sofias, false, true));
    assert_eq!(
        heard(&owner, "lost"),
        with(&Value::Null, true, false),
        "with nobody's rights: it was taken back"
    );

    // What she loses, it loses; and when she is gone, so is her order, for as long.
    set(&ana, "reply", "narrower", soon());
    let roles = json!({ "roles": [{ "role": "read-only" }] });
    owner.put(&format!("/api/v1/users/{}/roles", me(&sofia)), &roles).is(200);
    assert_eq!(heard(&owner, "narrower"), with(&sofias, false, false));
    set(&ana, "reply", "away", soon());
    set_active(&owner, &me(&sofia), false);
    assert_eq!(
        heard(&owner, "away"),
        with(&Value::Null, true, false),
        "the plugin's own rights are more than that"
    );
}

#[test]
fn whoever_gave_an_order_finds_it_and_takes_it_back_and_nobody_with_less_rights_does() {
    let desk = desk();
    let (owner, sofia, ana) = (desk.person("owner"), desk.person("supervisor"), desk.person("agent.support"));
    let hers = me(&sofia);
    give(&sofia, "night", &[READ, REPLY]);
    let page = sofia.get("/account").text();
    for words in ["Do night", "What is done in your name", "Answer tickets", "Take back"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let [order] = &orders(&sofia, &hers)[..] else { panic!("one order") };
    assert_eq!(order["permissions"], json!([READ, REPLY]));
    assert_eq!(order["plugin"], "errand");
    let path = format!("/api/v1/users/{hers}/orders/{}", text(order, "id"));
    ana.get(&format!("/api/v1/users/{hers}/orders")).problem(403);
    ana.delete(&path).problem(403);
    assert!(owner.get(&format!("/account/{hers}")).text().contains("Do night"));
    owner.delete(&path).is(204);
    owner.delete(&path).problem(404);
    assert!(orders(&sofia, &hers).is_empty());
    assert!(!sofia.get("/account").text().contains("Do night"));
    assert_eq!(set(&ana, "night", "late", soon())["refused"], "not-found");
    // A plugin takes its own back; and whoever gives one under a name that is taken is the one who counts.
    give(&sofia, "night", &[READ]);
    give(&owner, "night", &[REPLY]);
    assert!(orders(&sofia, &hers).is_empty());
    assert_eq!(go(&ana, "own", "orders.withdraw", json!(["night"]))["got"], "done");
    assert!(orders(&owner, &me(&owner)).is_empty());
    let audit = owner.get("/api/v1/audit?action=order").is(200);
    let told: Vec<String> =
        audit["entries"].as_array().unwrap().iter().take(5).map(|entry| text(entry, "action")).collect();
    let (given, taken) = ("order.give", "order.withdraw");
    assert_eq!(told, [taken, given, given, taken, given], "the latest first");
}

#[test]
fn what_is_done_at_once_under_an_order_goes_on_with_what_led_to_it_and_does_not_go_round_for_ever() {
    let desk = desk();
    let (owner, sofia) = (desk.person("owner"), desk.person("supervisor"));
    give(&sofia, "echo", &[READ]);
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let ticket = text(&desk.person("customer").post("/tickets/api/tickets", &wanted).is(201), "id");
    let subject = json!({ "collection": "tickets:tickets", "id": ticket });
    go(&sofia, "own", "events.emit", json!(["errand:errand.echoed", subject, "{}"]));
    assert_eq!(heard(&owner, "echo")["user"], json!(me(&sofia)));
    let dead =
        || owner.get("/api/v1/plugins/dead-letters").is(200)["dead_letters"].as_array().unwrap().clone();
    let begun = Instant::now();
    while dead().is_empty() && begun.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(100));
    }
    let [letter] = &dead()[..] else { panic!("one letter: {:?}", dead()) };
    assert!(text(letter, "error").starts_with("this came about by its own reaction"), "{letter}");
}
