//! Is asked before tickets are made, and never answers.
//!
//! Contained by the processor time of a hook; what then counts stands in the manifest that was approved.

use ombud_plugin::{Change, Cx, Hooks, Plugin, Result, Verdict, export};

struct Sin;

impl Plugin for Sin {}

impl Hooks for Sin {
    fn before(cx: &Cx, change: Change) -> Result<Verdict> {
        let _ = change;
        loop {
            std::hint::black_box(cx.now());
            std::hint::spin_loop();
        }
    }
}

export!(Sin);
ombud_plugin::hooks!(Sin);
