//! Plugins that are asked before changes of others, and make no good use of it.

use super::{Attack, cheap, dear};
use crate::arena::Arena;
use ombud_tests::world::{open_ticket, text};
use serde_json::{Value, json};

pub const ATTACKS: &[Attack] = &[
    dear("never-returning-hook", never_returning_hook),
    cheap("veto-of-all", veto_of_all),
    cheap("writing-hook", writing_hook),
];

fn new() -> Value {
    json!({ "subject": "Hooked", "department": "Support", "body": "x", "requester": "mira@example.org" })
}

fn never_returning_hook(arena: &mut Arena) {
    arena.put_in("never-returning-hook");
    // Its manifest says that it may be skipped.
    arena.strike(|arena| {
        arena.agent.post("/tickets/api/tickets", &new()).is(201);
    });
    let known = arena.admin.get("/api/v1/plugins/never-returning-hook").is(200);
    assert!(known["figures"]["skipped_hooks"].as_u64().unwrap() > 0, "{known}");
    // And this one that it must agree.
    arena.put_in_as("never-returning-hook", |manifest| manifest["hooks"][0]["on-failure"] = json!("reject"));
    arena.strike(|arena| {
        let said = arena.agent.post("/tickets/api/tickets", &new()).problem(503);
        assert!(text(&said, "detail").contains("`never-returning-hook` must agree"), "{said}");
    });
    arena.admin.patch("/api/v1/plugins/never-returning-hook/mandate", &json!({ "enabled": false })).is(200);
    arena.agent.post("/tickets/api/tickets", &new()).is(201);
}

fn veto_of_all(arena: &mut Arena) {
    let ticket = open_ticket(&arena.agent, "Support", "Before the veto");
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    arena.neighbours_suffer = true;
    arena.put_in("veto-of-all");
    arena.strike(|arena| {
        let said = arena.agent.post("/tickets/api/tickets", &new()).problem(422);
        let why = text(&said, "detail");
        assert!(why.starts_with("Veto of all does not allow it: "), "{why}");
        assert!(why.chars().count() < 600 && !why.contains(char::is_control), "{why}");
        let reply = json!({ "kind": "reply", "body": "x" });
        arena.agent.post(&format!("{path}/messages"), &reply).problem(422);
        arena.admin.delete(&path).problem(422);
        // Reading goes on.
        assert_eq!(arena.agent.get(&path).is(200)["version"], ticket["version"]);
    });
    arena.admin.patch("/api/v1/plugins/veto-of-all/mandate", &json!({ "enabled": false })).is(200);
    arena.agent.post("/tickets/api/tickets", &new()).is(201);
}

fn writing_hook(arena: &mut Arena) {
    arena.put_in("writing-hook");
    arena.strike(|arena| {
        let made = arena.agent.post("/tickets/api/tickets", &new()).is(201);
        assert_eq!(made["subject"], "Hooked");
        let hooked = arena.admin.get("/api/v1/users?search=hooked@example.org").text();
        assert!(!hooked.contains("hooked@example.org"), "{hooked}");
    });
    assert_eq!(arena.go("/writing-hook/count", &json!({})).is(200), 0);
    let effects = arena.admin.get("/api/v1/plugins/writing-hook/effects").is(200);
    assert_eq!(effects["effects"], json!([]));
}
