//! Brings scripts of its own in a frame, and tries every way out of it: to the page around it, to other plugins, to the
//! kernel, to other sites.
//!
//! Contained by the origin that a frame does not have, by its policy and that of the page around it, and by the kernel's
//! script there, which asks paths of this plugin alone.

use ombud_plugin::{Collection, Cx, Draft, Plugin, Request, Response, Result, export};
use serde_json::{Value, json};

const ESCAPES: Collection<Value> = Collection::new("frame-escape:escapes");
const TOLD: Collection<Value> = Collection::new("frame-escape:told");

const PAGE: &str = "<!doctype html><html lang=en><head><title>Cage</title><link rel=stylesheet href=/kernel/desk.css>\
    <script type=module src=/kernel/desk.js></script></head><body><h1>Cage</h1>\
    <ombud-frame name=cage></ombud-frame><ombud-frame name=nothing></ombud-frame></body></html>";

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        match request.path.as_str() {
            "/page" => Ok(Response::html(PAGE)),
            "/form" => Ok(Response::html("<form method=post action=/frame-escape/told></form>")),
            "/away" => Ok(Response::redirect("/tickets/api/tickets")),
            // Whatever gets out comes here, with the way that it took.
            "/escaped" => {
                cx.create(ESCAPES, Draft::new(&json!(request.query)).id("first"))?;
                Response::json(&"out")
            }
            "/who" => {
                // Whoever draws a picture can make a browser ask this: so nothing that others see changes.
                let counted = cx.next_number("visits").is_ok();
                let caller = cx.caller();
                Response::json(&json!({ "counted": counted, "signed_in": caller.user.is_some() }))
            }
            "/told" if request.method == "POST" => {
                let told = request.json::<Value>()?;
                if cx.find(TOLD, "first")?.is_none() {
                    cx.create(TOLD, Draft::new(&told).id("first"))?;
                }
                Response::json(&cx.next_number("visits")?)
            }
            _ => {
                let value =
                    |of| -> Result<Option<Value>> { Ok(cx.find(of, "first")?.map(|entry| entry.value)) };
                Response::json(&json!({ "told": value(TOLD)?, "escaped": value(ESCAPES)? }))
            }
        }
    }
}

export!(Sin);
