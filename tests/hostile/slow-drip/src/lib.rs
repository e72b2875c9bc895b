//! Takes nearly all of the time that each call may, in a hundred calls at once.
//!
//! Contained by its share of the places, and by threads apart from everybody's.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(_: &Cx, _: Request) -> Result<Response> {
        let mut n = 1_u64;
        for _ in 0..300_000_000_u64 {
            n = std::hint::black_box(n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        }
        Ok(Response::text(n.to_string()))
    }
}

export!(Sin);
