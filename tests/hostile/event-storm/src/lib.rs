//! Tells of as many events in one call as it can.
//!
//! Contained by the host calls and the bytes of a call; everybody hears them in turn.

use ombud_plugin::{Collection, Cx, Draft, Plugin, Request, Response, Result, export};

const DROPS: Collection<u32> = Collection::new("event-storm:drops");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let drop = cx.create(DROPS, Draft::new(&1))?.at();
        let data = if request.path == "/large" { "x".repeat(60_000) } else { String::new() };
        let mut told = 0;
        while told < 5_000 && cx.emit("event-storm:drop.fell", &drop, &data).is_ok() {
            told += 1;
        }
        Ok(Response::text(told.to_string()))
    }
}

export!(Sin);
