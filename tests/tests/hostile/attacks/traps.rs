//! Plugins that fall, or speak with the kernel as no compiler would.

use super::{Attack, cheap, dear};
use crate::arena::Arena;
use crate::machine::{Machine, Manner};
use ombud_tests::world::text;
use serde_json::json;

pub const ATTACKS: &[Attack] = &[
    dear("start-loop", |arena| falls(arena, "start-loop")),
    cheap("trap-in-realloc", |arena| falls(arena, "trap-in-realloc")),
    cheap("room-elsewhere", |arena| falls(arena, "room-elsewhere")),
    cheap("trap-in-post-return", |arena| falls(arena, "trap-in-post-return")),
    cheap("lying-lists", lying_lists),
    dear("panics", panics),
];

fn falls(arena: &mut Arena, sin: &str) {
    arena.put_in(sin);
    arena.strike(|arena| arena.cut_off(&format!("/{sin}/go")));
}

fn lying_lists(arena: &mut Arena) {
    arena.put_in("lying-lists");
    arena.strike(|arena| {
        for path in ["1", "22", "333", "4444"] {
            arena.cut_off(&format!("/lying-lists/{path}"));
        }
    });
}

fn panics(arena: &mut Arena) {
    let machine = Machine::start(Manner::Echo);
    arena.put_in_as("panics", |manifest| manifest["hosts"][0]["port"] = json!(machine.port()));
    let inside = json!({ "internal": ["localhost"] });
    arena.admin.put("/api/v1/plugins/panics/egress", &inside).is(200);
    let plugin = |arena: &Arena| arena.admin.get("/api/v1/plugins/panics").is(200);

    arena.strike(|arena| arena.cut_off("/panics/go"));
    arena.forgive();
    arena.strike_once(|arena| {
        // In a hook: who must agree and falls has not agreed.
        let new =
            json!({ "subject": "x", "department": "Support", "body": "y", "requester": "mira@example.org" });
        let said = arena.go("/tickets/api/tickets", &new).problem(503);
        assert!(text(&said, "detail").contains("`panics` must agree"), "{said}");
        arena.forgive();

        // In a reaction, an alarm and an outcome, each of which is tried again.
        let before = plugin(arena)["figures"]["failures"].as_u64().unwrap();
        let begun = arena.agent.fetch("POST", "/panics/begin", &[], machine.url("localhost"));
        assert_eq!(begun.status, 204, "{}", begun.text());
        arena.wait_until("it has fallen in each", || {
            plugin(arena)["figures"]["failures"].as_u64().unwrap() >= before + 3
                && !machine.heard().is_empty()
        });
        arena.forgive();
    });

    // In a migration: the version before goes on.
    let mut next = crate::sins::manifest("panics");
    (next["plugin"]["version"], next["plugin"]["schema"]) = (json!("0.2.0"), json!(2));
    next["hosts"][0]["port"] = json!(machine.port());
    let next = ombud_testkit::with_manifest(&arena.component("panics"), &next.to_string());
    arena.strike(|arena| arena.turned_away(&next, "see the log"));
    assert_eq!(plugin(arena)["version"], "0.1.0");
}
