//! Calls another plugin so often that both together ask the kernel far too much, and each alone does not.
//!
//! Contained by one budget for the whole call, whoever is in it.

use ombud_plugin::desk::tickets;
use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    /// The body is the number of calls, and after it the id of a ticket.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let told = String::from_utf8_lossy(&request.body).into_owned();
        let (times, ticket) = told.split_once(' ').unwrap_or_default();
        let mut answered = 0;
        for _ in 0..times.parse().unwrap_or(0) {
            answered += u32::from(tickets::get(cx, ticket).is_ok());
        }
        Ok(Response::text(answered.to_string()))
    }
}

export!(Sin);
