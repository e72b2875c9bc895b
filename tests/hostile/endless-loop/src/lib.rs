//! Computes for ever.
//!
//! Contained by the processor time of a call; in the end the plugin is left alone.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(_: &Cx, _: Request) -> Result<Response> {
        loop {
            std::hint::spin_loop();
        }
    }
}

export!(Sin);
