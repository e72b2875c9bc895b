//! Counts with the counters of others, so that their numbers leave gaps or come twice.
//!
//! Contained by names: a counter of a plugin begins with its id, and cannot say another.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, _: Request) -> Result<Response> {
        let mut counted = 0;
        for name in [
            "tickets:tickets",
            "tickets:number",
            "../tickets:tickets",
            "tickets/number",
            "Tickets",
            "",
            "t\u{0}",
        ] {
            counted += u32::from(cx.next_number(name).is_ok());
        }
        // Under its own name whatever it likes.
        for name in ["tickets", "number", "ticket"] {
            for _ in 0..100 {
                cx.next_number(name)?;
            }
        }
        Response::json(&counted)
    }
}

export!(Sin);
