//! Writes records, index entries and files until it is stopped, and keeps what it has.
//!
//! Contained by the bytes that a call may write.

use ombud_plugin::{Collection, Cx, Draft, Plugin, Request, Response, Result, export};

const DROPS: Collection<String> = Collection::new("write-flood:drops");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let mut written = 0;
        let word = "w".repeat(480);
        loop {
            let stopped = match request.path.as_str() {
                "/go/files" => cx.put_blob(&[written as u8; 4 << 20]).map(drop),
                "/go/index" => {
                    let entries = |draft: Draft<String>, n| draft.index("word", [format!("{n}{word}")]);
                    let draft = (0..60).fold(Draft::new(&String::new()), entries);
                    cx.create(DROPS, draft).map(drop)
                }
                _ => cx.create(DROPS, Draft::new(&"x".repeat(1_000_000))).map(drop),
            };
            match stopped {
                Ok(()) => written += 1,
                Err(error) if request.query("keep").is_some() => return Ok(Response::text(error.message())),
                Err(error) => return Err(error),
            }
        }
    }
}

export!(Sin);
