//! What 200 rules cost on a whole desk, none of which fits: a ticket is changed again and again, and each change is followed by all who
//! listen before the next round. Beside it the same desk without rules, in the same run.

#![allow(clippy::unwrap_used, reason = "a benchmark stops where something is not as it should be")]
#![allow(missing_docs, reason = "a benchmark")]

use ombud_testkit::{Client, Desk, json};
use std::time::{Duration, Instant};

const RULES: usize = 200;
/// Changes in one round.
const CHANGES: usize = 100;
const ROUNDS: usize = 5;

fn main() {
    let desk = Desk::start();
    let owner = desk.as_("owner@demo.test");
    let ticket = json!({ "subject": "Lamp", "department": "Support", "body": "It flickers.", "requester": "customer@demo.test" });
    let (status, made) = owner.post("/tickets/api/tickets", &ticket);
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();

    round(&desk, &owner, &id);
    let without: Vec<Duration> = (0..ROUNDS).map(|_| round(&desk, &owner, &id)).collect();
    for number in 0..RULES {
        let rule = json!({
            "name": format!("Rule {number}"),
            "on": [{ "event": "changed", "field": "priority" }, { "event": "customer-replied" }],
            "when": { "all": [
                { "check": { "what": "status", "is": "any-of", "values": ["new", "open"] } },
                { "any": [
                    { "check": { "what": "tags", "is": "any-of", "values": [format!("tag-{number}"), "nothing"] } },
                    { "check": { "what": "subject", "is": "contains", "values": [format!("word-{number}")] } },
                ] },
            ] },
            "then": [{ "do": "note", "text": "It fits." }],
        });
        let (status, made) = owner.post("/rules/api/rules", &rule);
        assert_eq!(status, 201, "{made}");
    }
    desk.settle();
    round(&desk, &owner, &id);
    let with: Vec<Duration> = (0..ROUNDS).map(|_| round(&desk, &owner, &id)).collect();
    let log = owner.get("/rules/api/log").1;
    assert!(log["lines"].as_array().is_some_and(Vec::is_empty), "none fits: {log}");

    let (without, with) = (middle(without), middle(with));
    println!(
        "on a whole desk a change of a ticket is followed in {:.1?} with {RULES} rules of which none fits, and in {:.1?} with none: {:.2} times",
        with,
        without,
        with.as_secs_f64() / without.as_secs_f64()
    );
}

/// How long one change takes with all that follows it.
fn round(desk: &Desk, owner: &Client, id: &str) -> Duration {
    let path = format!("/tickets/api/tickets/{id}");
    let mut version = owner.get(&path).1["version"].clone();
    let begun = Instant::now();
    for number in 0..CHANGES {
        let priority = if number % 2 == 0 { "high" } else { "normal" };
        let (status, changed) = owner.patch(&path, &json!({ "version": version, "priority": priority }));
        assert_eq!(status, 200, "{changed}");
        version = changed["version"].clone();
    }
    desk.settle();
    begun.elapsed() / u32::try_from(CHANGES).unwrap()
}

fn middle(mut rounds: Vec<Duration>) -> Duration {
    rounds.sort();
    rounds[rounds.len() / 2]
}
