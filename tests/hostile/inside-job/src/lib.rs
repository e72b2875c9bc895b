//! Sends requests to the machine that the desk stands on and to its neighbours, by name, number and redirect.
//!
//! Contained by addresses: what is not everybody's is not reached, and redirects are not followed.

use ombud_plugin::{
    Collection, Cx, Draft, Outcome, Outcomes, Outgoing, Plugin, Query, Request, Response, Result, export,
};
use serde_json::Value;

const HEARD: Collection<String> = Collection::new("inside-job:heard");

struct Sin;

impl Plugin for Sin {
    /// The body is a list of addresses; tells which could be queued.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path == "/heard" {
            let all = cx.all(HEARD, &Query::by("created"))?;
            return Response::json(&all.into_iter().map(|entry| entry.value).collect::<Vec<_>>());
        }
        let addresses: Vec<Value> = request.json()?;
        let mut queued = Vec::new();
        for (n, address) in addresses.iter().enumerate() {
            let address = address.as_str().unwrap_or_default();
            if cx.send(&format!("{n}-{}", cx.new_id()), Outgoing::new("POST", address)).is_ok() {
                queued.push(address);
            }
        }
        Response::json(&queued)
    }
}

impl Outcomes for Sin {
    fn on_outcome(cx: &Cx, outcome: Outcome) -> Result<()> {
        cx.create(HEARD, Draft::new(&format!("{:?}", outcome.answer))).map(drop)
    }
}

export!(Sin);
ombud_plugin::outcomes!(Sin);
