//! Makes the kernel explain errors about what it may not see, and reads more out of them than it may.
//!
//! Contained by words: what is hidden and what is not there are told in the same ones.

use ombud_plugin::{Collection, Cx, Draft, Plugin, RecordRef, Request, Response, Result, export};
use serde_json::{Value, json};

const TICKETS: Collection<Value> = Collection::new("tickets:tickets");
const MESSAGES: Collection<Value> = Collection::new("tickets:messages");

struct Sin;

impl Plugin for Sin {
    /// The body is an id; tells every error about it.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let id = String::from_utf8_lossy(&request.body).into_owned();
        let at = RecordRef { collection: "tickets:tickets".into(), id: id.clone() };
        let read = "tickets:ticket.read";
        let below = || Draft::new(&json!({})).parent(Some(at.clone()));
        Response::json(&[
            format!("{:?}", cx.get(TICKETS, &id).map(|entry| entry.value)),
            format!("{:?}", cx.put(TICKETS, &id, 1, Draft::new(&json!({}))).map(drop)),
            format!("{:?}", cx.create(MESSAGES, below()).map(drop)),
            format!("{:?}", cx.may(read, Some(&at))),
            format!("{:?}", cx.require(read, Some(&at))),
            format!("{:?}", cx.explain(read, Some(&at))),
            format!("{:?}", cx.emit("error-spy:thing.seen", &at, &1)),
        ])
    }
}

export!(Sin);
