//! Sets thousands of timers that are due at once, and sets each again when it rings.
//!
//! Contained by a turn of its own: its timers ring one after the other, and nobody else's wait for them.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, Timestamp, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, _: Request) -> Result<Response> {
        for n in 0..3_000 {
            cx.set_timer(&format!("bell-{n}"), 0, &n)?;
        }
        Ok(Response::no_content())
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, _: &str) -> Result<()> {
        cx.set_timer(key, cx.now(), &1)
    }
}

export!(Sin);
