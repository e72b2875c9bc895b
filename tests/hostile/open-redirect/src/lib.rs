//! Sends people to other sites, in every spelling that a browser takes for an address.
//!
//! Contained by the header: a plugin leads to paths of this desk only.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let _ = cx;
        Ok(Response::redirect(&String::from_utf8_lossy(&request.body)))
    }
}

export!(Sin);
