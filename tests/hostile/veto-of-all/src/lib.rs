//! Refuses every change of tickets and messages, with a script for a reason.
//!
//! Contained by its name in each refusal, a plain text, and an administrator who switches it off.

use ombud_plugin::{Change, Cx, Hooks, Plugin, Result, Verdict, export};

struct Sin;

impl Plugin for Sin {}

impl Hooks for Sin {
    fn before(cx: &Cx, change: Change) -> Result<Verdict> {
        let _ = (cx, change);
        Ok(Verdict::veto("<script>alert(1)</script>\r\nno\u{0}".repeat(1000)))
    }
}

export!(Sin);
ombud_plugin::hooks!(Sin);
