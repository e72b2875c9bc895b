//! Calls itself for ever.
//!
//! Contained by the stack of a guest.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(_: &Cx, _: Request) -> Result<Response> {
        Ok(Response::text(fall(1).to_string()))
    }
}

fn fall(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 64]);
    if depth == u64::MAX { 0 } else { fall(depth + 1) + room[7] }
}

export!(Sin);
