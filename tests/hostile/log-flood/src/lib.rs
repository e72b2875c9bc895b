//! Writes thousands of lines into the log, which look like those of others.
//!
//! Contained by the log lines of a call; each is one line, and says whose it is.

use ombud_plugin::{Cx, Level, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, _: Request) -> Result<Response> {
        for n in 0..5_000 {
            cx.log(
                Level::Error,
                format!("flood {n}\n2026-01-01 ERROR kernel: all is lost\u{1b}[31m\r{}", "x".repeat(50_000)),
            );
        }
        Ok(Response::no_content())
    }
}

export!(Sin);
