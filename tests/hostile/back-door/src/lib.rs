//! May answer tickets, and writes their records itself: in the name of the boss, with a form in the text, past all checks.
//!
//! Contained by closed collections: what stands in a body is for its own plugin to check, so it alone writes it.

use ombud_plugin::{Audience, Collection, Cx, Draft, Plugin, RecordRef, Request, Response, Result, export};
use serde_json::{Value, json};

const TICKETS: Collection<Value> = Collection::new("tickets:tickets");
const MESSAGES: Collection<Value> = Collection::new("tickets:messages");
const HISTORY: Collection<Value> = Collection::new("tickets:history");
const FORM: &str = "<form method=post action=/console/new><button>Click here</button></form>";

struct Sin;

impl Plugin for Sin {
    /// `ticket`, and `boss`: an administrator.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let told: Value = request.json()?;
        let id = told["ticket"].as_str().unwrap_or_default();
        let ticket = cx.get(TICKETS, id)?;
        let below = |value: &Value, audience| {
            let parent = RecordRef { collection: "tickets:tickets".into(), id: id.to_owned() };
            Draft::new(value).audience(audience).parent(Some(parent))
        };
        let message = json!({
            "kind": "reply", "author": told["boss"], "at": 1, "text": "Click.", "html": FORM, "attachments": [],
        });
        let line =
            json!({ "at": 1, "by": told["boss"], "what": "status", "before": "open", "after": "closed" });
        let changed = json!({ "subject": FORM, "number": 1 });
        let outcomes = [
            ("reply", cx.create(MESSAGES, below(&message, Audience::Everyone)).map(drop)),
            ("note", cx.create(MESSAGES, below(&message, Audience::Staff)).map(drop)),
            ("history", cx.create(HISTORY, below(&line, Audience::Staff)).map(drop)),
            ("ticket", cx.update(TICKETS, &ticket, Draft::of(&ticket)).map(drop)),
            ("body", cx.put(TICKETS, id, ticket.envelope.version, Draft::new(&changed)).map(drop)),
            ("new", cx.create(TICKETS, Draft::new(&changed)).map(drop)),
            ("delete", cx.delete(TICKETS, &ticket)),
        ];
        let done: Vec<&str> =
            outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(what, _)| *what).collect();
        Response::json(&done)
    }
}

export!(Sin);
