//! Goes on with a cursor that it has changed, or that another person, list or plugin got.
//!
//! Contained by the signature of cursors; and what a page shows is decided anew each time.

use ombud_plugin::{Collection, Cx, Plugin, Query, Request, Response, Result, export};
use serde_json::{Value, json};

const TICKETS: Collection<Value> = Collection::new("tickets:tickets");
const NOTES: Collection<Value> = Collection::new("cursor-forgery:notes");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let told: Value = request.json()?;
        let mut query = Query::by(told["index"].as_str().unwrap_or("created")).limit(2);
        if let Some(cursor) = told["cursor"].as_str() {
            query = query.cursor(cursor.to_owned());
        }
        let page = match told["notes"] == true {
            true => cx.query(NOTES, &query)?,
            false => cx.query(TICKETS, &query)?,
        };
        let found: Vec<Value> =
            page.entries.into_iter().map(|entry| json!([entry.envelope.id, entry.value])).collect();
        Response::json(&json!({ "next": page.next, "found": found }))
    }
}

export!(Sin);
