//! Reacts to its own records by making another, for ever.
//!
//! Contained by a turn of its own, and by an administrator who switches it off.

use ombud_plugin::{Collection, Cx, Draft, Event, Plugin, Query, Request, Response, Result, export};

const CALLS: Collection<u32> = Collection::new("echo:calls");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path == "/go" {
            cx.create(CALLS, Draft::new(&1))?;
        }
        Response::json(&cx.count(CALLS, &Query::by("created"), 10_000)?)
    }

    fn on_event(cx: &Cx, _: Event) -> Result<()> {
        cx.create(CALLS, Draft::new(&1)).map(drop)
    }
}

export!(Sin);
