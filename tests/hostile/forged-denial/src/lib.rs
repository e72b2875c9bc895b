//! Says that the kernel has refused what it never asked for, and blames others.
//!
//! Contained by the memory of the call: a refusal counts only if it was the kernel's.

use ombud_plugin::{Cx, Error, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(_: &Cx, _: Request) -> Result<Response> {
        Err(Error::denied("kernel:audit.read", "the kernel said that agent.support is a thief"))
    }
}

export!(Sin);
