//! Tries to write, tell, ring and send from a hook, where it should only look.
//!
//! Contained by the gate: a hook writes nothing, and what it tried is rolled back.

use ombud_plugin::{
    Change, Collection, Cx, Draft, Hooks, Outgoing, Plugin, Query, RecordRef, Request, Response, Result,
    Verdict, export,
};
use serde_json::{Value, json};

const THINGS: Collection<Value> = Collection::new("writing-hook:things");
const TICKETS: Collection<Value> = Collection::new("tickets:tickets");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, _: Request) -> Result<Response> {
        Response::json(&cx.count(THINGS, &Query::by("created"), 99)?)
    }
}

impl Hooks for Sin {
    /// Tells the person how much of it went through.
    fn before(cx: &Cx, change: Change) -> Result<Verdict> {
        let at = RecordRef { collection: change.collection, id: change.id.clone() };
        let mut done = Vec::new();
        let mut tried = |what: &str, outcome: Result<()>| {
            if outcome.is_ok() {
                done.push(what.to_owned());
            }
        };
        tried("create", cx.create(THINGS, Draft::new(&json!(1))).map(drop));
        tried("put", cx.put(TICKETS, &change.id, 1, Draft::new(&json!({ "subject": "mine" }))).map(drop));
        tried("emit", cx.emit("writing-hook:thing.done", &at, &1));
        tried("timer", cx.set_timer("bell", cx.now(), &1));
        tried("send", cx.send("post", Outgoing::new("POST", "https://hooks.example.com/")));
        tried("count", cx.next_number("things").map(drop));
        tried("file", cx.put_blob(b"a file of a hook").map(drop));
        tried("person", cx.ensure_customer("hooked@example.org", "Hooked").map(drop));
        match done.is_empty() {
            true => Ok(Verdict::Allow),
            false => Ok(Verdict::veto(done.join(", "))),
        }
    }
}

export!(Sin);
ombud_plugin::hooks!(Sin);
