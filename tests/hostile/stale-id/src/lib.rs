//! Remembers the ids of tickets that one person saw, and looks them up for another.
//!
//! Contained by the gate: an id is no key, and what is hidden is not there.

use ombud_plugin::desk::tickets;
use ombud_plugin::{Collection, Cx, Draft, Plugin, Request, Response, Result, export};
use serde_json::{Value, json};

const TICKETS: Collection<Value> = Collection::new("tickets:tickets");
const MEMORY: Collection<Vec<String>> = Collection::new("stale-id:memory");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path == "/remember" {
            let ids: Vec<String> = request.json()?;
            let seen: Vec<String> = ids.into_iter().filter(|id| tickets::get(cx, id).is_ok()).collect();
            let count = seen.len();
            cx.create(MEMORY, Draft::new(&seen).id("seen"))?;
            return Response::json(&count);
        }
        let mut found = Vec::new();
        for id in cx.get(MEMORY, "seen")?.value {
            let through_the_plugin = tickets::get(cx, &id).map(|ticket| ticket.subject);
            let straight = cx.get(TICKETS, &id).map(|entry| entry.value.to_string());
            let messages = tickets::messages(cx, &id).map(|all| all.len().to_string());
            let history = tickets::history(cx, &id).map(|all| all.len().to_string());
            let outcomes = [through_the_plugin, straight, messages, history].map(Result::ok);
            found.push(json!([id, outcomes]));
        }
        Response::json(&found)
    }
}

export!(Sin);
