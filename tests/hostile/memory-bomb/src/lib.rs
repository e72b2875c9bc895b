//! Takes memory until there is none, in many calls at once.
//!
//! Contained by the memory of a call, and by that of all calls together.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(_: &Cx, _: Request) -> Result<Response> {
        let mut eaten: Vec<Vec<u8>> = Vec::new();
        loop {
            eaten.push(std::hint::black_box(vec![1; 1 << 20]));
        }
    }
}

export!(Sin);
