//! Keeps many large records, and reads all of them at once in many calls.
//!
//! Contained by the bytes of a page: what does not fit comes on the next one.

use ombud_plugin::{Collection, Cx, Draft, Plugin, Query, Request, Response, Result, export};

const STONES: Collection<String> = Collection::new("heavy-page:stones");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path == "/go" {
            for _ in 0..50 {
                cx.create(STONES, Draft::new(&"x".repeat(1_000_000)))?;
            }
            return Ok(Response::no_content());
        }
        let page = cx.query(STONES, &Query::by("created").limit(200))?;
        Ok(Response::text(format!("{} {}", page.entries.len(), page.next.is_some())))
    }
}

export!(Sin);
