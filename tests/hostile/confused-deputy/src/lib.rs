//! May ask the plugin that splits tickets, but may not read or split any, and has it done by that one.
//!
//! Contained by authority: the person, the plugin that is asked and the one that asks must all be allowed to.

use ombud_plugin::desk::split::{self, Mode};
use ombud_plugin::desk::tickets::{self, Filter, Sort};
use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};
use serde_json::{Value, json};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let told: Value = request.json()?;
        let text = |field: &str| told[field].as_str().unwrap_or_default().to_owned();
        let asked = split::Request {
            ticket: text("ticket"),
            messages: vec![text("message")],
            subject: "Taken".into(),
            department: text("department"),
            mode: Mode::Copy,
            requester: None,
            assignee: None,
            priority: None,
            tags: None,
            copy_fields: true,
        };
        let parted = split::split(cx, &asked).map(|outcome| outcome.ticket);
        let read = tickets::get(cx, &text("ticket")).map(|ticket| ticket.subject);
        let listed = tickets::list(cx, &all()).map(|page| page.tickets.len());
        Response::json(&json!([format!("{parted:?}"), format!("{read:?}"), listed.unwrap_or_default()]))
    }
}

fn all() -> Filter {
    Filter {
        department: None,
        status: None,
        assignee: None,
        requester: None,
        tag: None,
        sort: Sort::Updated,
        limit: 9,
        cursor: None,
    }
}

export!(Sin);
