//! Works for a while, and writes with rights that were taken away meanwhile.
//!
//! Contained by the unit of work: what a decision rests on is read in it, so a change of it is a conflict.

use ombud_plugin::desk::tickets::{self, MessageKind, NewMessage};
use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};
use serde_json::Value;

struct Sin;

impl Plugin for Sin {
    /// Writes a note, and computes for most of a second before and after.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let told: Value = request.json()?;
        let ticket = told["ticket"].as_str().unwrap_or_default();
        let note = NewMessage {
            kind: MessageKind::Note,
            author: None,
            at: None,
            text: told["text"].as_str().unwrap_or_default().into(),
            html: None,
            attachments: Vec::new(),
            mail: None,
        };
        tickets::get(cx, ticket)?;
        compute(told["before"].as_u64().unwrap_or(0));
        tickets::add_message(cx, ticket, &note)?;
        compute(told["after"].as_u64().unwrap_or(0));
        Ok(Response::no_content())
    }
}

/// So many million steps.
fn compute(millions: u64) {
    let mut n = 1_u64;
    for _ in 0..millions * 1_000_000 {
        n = std::hint::black_box(n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
    }
}

export!(Sin);
