//! A file that takes long to compile keeps nobody waiting.

use crate::desk::component;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::json;
use std::time::{Duration, Instant};

const KIND: [(&str, &str); 1] = [("content-type", "application/wasm")];

#[test]
fn a_desk_goes_on_answering_while_a_slow_plugin_is_compiled_and_tells_of_it() {
    // Nothing of it was compiled before: the desk has a folder of its own.
    let Some(slow) = component("javascript") else { return };
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let proposal = admin.fetch("POST", "/api/v1/plugins", &KIND, slow).is(202);
    let sha256 = text(&proposal["inspection"], "sha256");

    let compiling = || !admin.get("/api/v1/plugins/reminder/proposal").is(200)["compiling_since"].is_null();
    let patience = Instant::now() + Duration::from_secs(300);
    let mut answered = 0;
    while compiling() {
        assert!(Instant::now() < patience, "it takes for ever");
        open_ticket(&agent, "Support", "Meanwhile");
        agent.get("/tickets/api/tickets").is(200);
        // Only what was asked and answered within the compiling counts.
        answered += u32::from(compiling());
    }
    assert!(answered > 0, "nothing was answered meanwhile");

    admin.post("/api/v1/plugins/reminder/proposal", &json!({ "sha256": sha256 })).is(201);
    let ticket = text(&open_ticket(&agent, "Support", "Two boxes"), "id");
    let reminder = json!({ "ticket": ticket, "minutes": 5, "text": "Call back" });
    agent.post("/reminder/api/reminders", &reminder).is(201);
}
