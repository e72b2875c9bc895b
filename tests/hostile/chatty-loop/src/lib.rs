//! Asks the kernel for ever.
//!
//! Contained by the number of host calls of a call.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, _: Request) -> Result<Response> {
        loop {
            std::hint::black_box(cx.now());
        }
    }
}

export!(Sin);
