//! Plugins that are busy when nobody asks them.

use super::{Attack, dear};
use crate::arena::Arena;
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;

pub const ATTACKS: &[Attack] = &[
    dear("event-storm", event_storm),
    dear("timer-storm", timer_storm),
    dear("echo", echo),
    dear("log-flood", log_flood),
];

/// How long a plugin is watched that never comes to rest.
const WATCHED: Duration = Duration::from_secs(2);

fn event_storm(arena: &mut Arena) {
    arena.put_in("event-storm");
    arena.strike_once(|arena| {
        let told: u64 = arena.go("/event-storm/go", &json!({})).text().parse().unwrap();
        assert!(told > 0);
        let large: u64 = arena.go("/event-storm/large", &json!({})).text().parse().unwrap();
        assert!(large < 2_000, "{large} events of 60 kB in one call");
        sleep(WATCHED);
    });
}

fn timer_storm(arena: &mut Arena) {
    arena.put_in("timer-storm");
    arena.strike_once(|arena| {
        arena.go("/timer-storm/go", &json!({})).is(204);
        sleep(WATCHED);
    });
    // It is switched off, and rings no more.
    arena.admin.patch("/api/v1/plugins/timer-storm/mandate", &json!({ "enabled": false })).is(200);
    let calls =
        |arena: &Arena| arena.admin.get("/api/v1/plugins/timer-storm").is(200)["figures"]["calls"].clone();
    sleep(Duration::from_millis(500));
    let before = calls(arena);
    sleep(Duration::from_millis(500));
    assert_eq!(calls(arena), before);
}

fn echo(arena: &mut Arena) {
    arena.put_in("echo");
    arena.strike_once(|arena| {
        arena.go("/echo/go", &json!({})).is(200);
        sleep(WATCHED);
    });
    arena.admin.patch("/api/v1/plugins/echo/mandate", &json!({ "enabled": false })).is(200);
    let calls = |arena: &Arena| arena.admin.get("/api/v1/plugins/echo").is(200)["figures"]["calls"].clone();
    sleep(Duration::from_millis(500));
    let before = calls(arena);
    sleep(Duration::from_millis(500));
    assert_eq!(calls(arena), before);
}

fn log_flood(arena: &mut Arena) {
    arena.put_in("log-flood");
    let before = arena.world.program().said().len();
    arena.strike_once(|arena| {
        arena.go("/log-flood/go", &json!({})).is(204);
    });
    let said = arena.world.program().said().split_off(before);
    let lines = said.lines().filter(|line| line.contains("flood ")).count();
    assert!((1..=100).contains(&lines), "{lines} lines");
    assert!(!said.lines().any(|line| line.starts_with("2026-01-01")), "a line of its own");
    for line in said.lines().filter(|line| line.contains("flood ")) {
        assert!(line.contains("log-flood") && line.len() < 9_000, "{} bytes", line.len());
        assert!(line.contains("\\u{1b}[31m"), "it paints: {line}");
    }
}
