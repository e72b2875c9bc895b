//! Answers with far more than fits: a body, a header, and a flood of headers.
//!
//! Contained by the size of an answer; headers that are too long are left out.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let _ = cx;
        Ok(match request.path.as_str() {
            "/go/header" => Response::text("a long header").header("etag", "x".repeat(4 << 20)),
            "/go/headers" => {
                let many = |answer: Response, n| answer.header("etag", format!("{n}"));
                (0..100_000).fold(Response::text("many headers"), many)
            }
            _ => Response::html("x".repeat(30 << 20)),
        })
    }
}

export!(Sin);
