//! Reads, lists, counts, writes and deletes in the collections of others and of the kernel.
//!
//! Contained by the gate: what is private has no name for others, and all else needs a right.

use ombud_plugin::{Collection, Cx, Draft, Plugin, Query, Request, Response, Result, export};
use serde_json::{Value, json};

const FOREIGN: [Collection<Value>; 16] = [
    Collection::new("tickets:tickets"),
    Collection::new("tickets:messages"),
    Collection::new("tickets:history"),
    Collection::new("mail:seen"),
    Collection::new("mail:skipped"),
    Collection::new("split:splits"),
    Collection::new("kernel:people"),
    Collection::new("kernel:plugins"),
    Collection::new("host-secrets"),
    Collection::new("identity-people"),
    Collection::new("tickets"),
    Collection::new(":tickets"),
    Collection::new("tickets:"),
    Collection::new("foreign-records:things/../../tickets:tickets"),
    Collection::new("TICKETS:tickets"),
    Collection::new(""),
];

struct Sin;

impl Plugin for Sin {
    /// `id` of a ticket.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let told: Value = request.json()?;
        let id = told["id"].as_str().unwrap_or_default();
        let query = Query::by("created").limit(5);
        let mut done = Vec::new();
        for foreign in FOREIGN {
            let outcomes = [
                cx.get(foreign, id).map(|entry| entry.value.to_string()),
                cx.query(foreign, &query).map(|page| "x".repeat(page.entries.len())),
                cx.count(foreign, &query, 99).map(|count| "x".repeat(count as usize)),
                cx.create(foreign, Draft::new(&json!({ "subject": "planted" }))).map(|made| made.id),
                cx.put(foreign, id, 1, Draft::new(&json!({ "subject": "planted" }))).map(|made| made.id),
            ];
            // An empty page or a count of nothing is no gain.
            let gains = outcomes.into_iter().flatten().filter(|gain| !gain.is_empty());
            done.extend(gains.map(|gain| format!("{} {gain}", foreign.name())));
        }
        Response::json(&done)
    }
}

export!(Sin);
