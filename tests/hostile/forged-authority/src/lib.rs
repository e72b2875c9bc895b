//! Says that it is somebody else: in what it writes, in what it asks, and in whose name.
//!
//! Contained by the gate: the kernel chooses the authority of a call, and writing in the name of others is a right.

use ombud_plugin::desk::tickets::{self, Changes, MessageKind, NewMessage};
use ombud_plugin::{Collection, Cx, Draft, Plugin, Request, Response, Result, export};
use serde_json::{Value, json};

const TICKETS: Collection<Value> = Collection::new("tickets:tickets");

struct Sin;

impl Plugin for Sin {
    /// `ticket`, and `boss`: an administrator.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let told: Value = request.json()?;
        let text = |field: &str| told[field].as_str().unwrap_or_default().to_owned();
        let (ticket, boss) = (text("ticket"), text("boss"));
        let message = |author: Option<String>, at| NewMessage {
            kind: MessageKind::Reply,
            author,
            at,
            text: "On behalf of the management.".into(),
            html: None,
            attachments: Vec::new(),
            mail: None,
        };
        let assign = Changes { assignee: Some(Some(boss.clone())), ..Changes::none() };
        let requester = Changes { requester: Some(boss.clone()), ..Changes::none() };
        let version = tickets::get(cx, &ticket).map_or(1, |ticket| ticket.version);
        let forged = json!({ "subject": "forged", "by": boss });
        let outcomes = [
            ("author", tickets::add_message(cx, &ticket, &message(Some(boss.clone()), None)).map(drop)),
            ("time", tickets::add_message(cx, &ticket, &message(None, Some(1))).map(drop)),
            ("assign", tickets::update(cx, &ticket, version, &assign).map(drop)),
            ("requester", tickets::update(cx, &ticket, version, &requester).map(drop)),
            ("person", cx.person(&boss).map(drop)),
            ("people", cx.colleagues(None).map(drop)),
            ("customer", cx.ensure_customer("forged@example.org", "Forged").map(drop)),
            (
                "record",
                cx.put(TICKETS, &ticket, version, Draft::new(&forged).requester(Some(boss.clone())))
                    .map(drop),
            ),
            ("require", cx.require("kernel:role.edit", None)),
            ("install", cx.require("kernel:plugin.install", None)),
        ];
        let done: Vec<&str> =
            outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(what, _)| *what).collect();
        Response::json(&done)
    }
}

export!(Sin);
