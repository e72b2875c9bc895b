//! Plugins that were built for earlier versions of the interfaces, and must go on working: `tests/museum/plugins`.

use ombud_testkit::{Desk, Value, json};
use std::path::Path;
use std::time::Duration;

/// A file of the museum.
fn piece(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("museum/plugins").join(format!("{name}.wasm"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_piece_of_the_museum_can_be_installed_as_it_was_built() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("museum/plugins");
    let mut tried = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "wasm") {
            Desk::start().install(&std::fs::read(&path).unwrap());
            tried += 1;
        }
    }
    assert!(tried >= 4, "{tried} pieces");
}

#[test]
fn hello_of_1_0_greets_and_remembers() {
    let desk = Desk::start();
    desk.install(&piece("hello-1.0"));
    let agent = desk.as_("agent.support@demo.test");
    for visits in 1..=2 {
        let (status, answer) = agent.post("/hello/api/visits", &Value::Null);
        assert_eq!((status, &answer["visits"]), (200, &json!(visits)), "{answer}");
    }
    assert_eq!(desk.as_("customer@demo.test").post("/hello/api/visits", &Value::Null).0, 403);
}

#[test]
fn the_zoo_of_1_0_keeps_reacts_rings_and_falls_alone() {
    let desk = Desk::start();
    desk.install(&piece("zoo-1.0"));
    let agent = desk.as_("agent.support@demo.test");
    let trick = |name: &str, body: Value| agent.post(&format!("/zoo/do/{name}"), &body);
    assert_eq!(trick("keep", json!({ "name": "leo" })).0, 200);
    desk.settle();
    assert_eq!(trick("seen", json!({})).1, json!({ "count": 1 }));
    assert_eq!(trick("bell", json!({})).0, 204);
    desk.advance(Duration::from_secs(61));
    assert_eq!(trick("rings", json!({})).1, json!(["bell"]));
    assert_eq!(trick("panic", json!({})).0, 502);
    assert_eq!(trick("list", json!({})).1, json!(["leo"]));
    assert_eq!(trick("steal-tickets", json!({})), (200, json!(0)), "what is hidden is not there");
}

#[test]
fn the_reminder_of_1_0_has_its_say_and_its_part_of_the_page() {
    let desk = Desk::start();
    desk.install(&piece("reminder-1.0"));
    let agent = desk.as_("agent.support@demo.test");
    let new = json!({ "subject": "Call back", "department": "Support", "body": "Please call." });
    let (status, ticket) = agent.post("/tickets/api/tickets", &new);
    assert_eq!(status, 201, "{ticket}");
    let reminder = json!({ "ticket": ticket["id"], "minutes": 60, "text": "ring them" });
    let (status, made) = agent.post("/reminder/api/reminders", &reminder);
    assert!(status < 300, "{made}");
    let path = format!("/tickets/api/tickets/{}", ticket["id"].as_str().unwrap());
    let close = json!({ "status": "resolved", "version": ticket["version"] });
    let (status, refused) = agent.patch(&path, &close);
    assert_eq!(status, 422, "{refused}");
    desk.advance(Duration::from_secs(3_700));
    let (status, closed) = agent.patch(&path, &close);
    assert_eq!(status, 200, "{closed}");
}

#[test]
fn the_errand_of_1_1_reaches_every_interface_that_came_with_it() {
    let desk = Desk::start();
    desk.install(&piece("errand-1.1"));
    desk.searches();
    let owner = desk.as_("owner@demo.test");
    let me = desk.person("owner@demo.test");
    let of_all = |fields: &[&str]| {
        Value::Object(fields.iter().map(|name| ((*name).to_owned(), Value::Null)).collect())
    };
    let entries = of_all(&["target", "actor", "plugin", "action", "since", "until", "text"]);
    for (function, with, inside) in [
        ("audit.search", json!([entries, 9, null]), "/entries/0"),
        ("departments.list", json!([]), "/0"),
        (
            "people.list",
            json!([of_all(&["text", "staff", "role", "department", "active"]), 9, null]),
            "/people/0",
        ),
        ("roles.permissions", json!([]), "/0"),
        ("presence.of-people", json!([[me]]), ""),
        ("search.suggest", json!(["b", 5]), ""),
        ("texts.tell", json!([1_700_000_000_000_u64]), ""),
        ("verdicts.able", json!([[me], "errand:errand.go", desk.department("Support")]), ""),
        ("orders.give", json!(["fetch", "Fetch it", ["tickets:ticket.read"]]), ""),
        ("later.set", json!(["soon", 9, "{}"]), ""),
        ("post.queue", json!(["gone", ["a@nowhere.test"], "Hello", {}]), ""),
        ("guests.arrive", json!([]), ""),
    ] {
        let door = if function.starts_with("guests") { "own" } else { "for-me" };
        let told = json!({ "function": format!("ombud:kernel/{function}"), "with": with, "keep": true });
        let (status, told) = owner.post(&format!("/errand/{door}"), &told);
        assert!(status == 200 && told.pointer(&format!("/got{inside}")).is_some(), "{function}: {told}");
    }
}
