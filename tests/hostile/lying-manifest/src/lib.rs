//! Imports timers and records, of which its manifest says nothing.
//!
//! Contained at the door: what a component imports is read from the file, not from the manifest.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, _: Request) -> Result<Response> {
        cx.set_timer("secretly", cx.now() + 1, &1)?;
        Ok(Response::no_content())
    }
}

export!(Sin);
