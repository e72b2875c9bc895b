//! Tells of events in the name of others and of the kernel, and hides further ones in a name.
//!
//! Contained by names: an event begins with the id of the plugin, and is about a record that it may read.

use ombud_plugin::{Collection, Cx, Draft, Plugin, RecordRef, Request, Response, Result, export};

const THINGS: Collection<u32> = Collection::new("forged-event:things");

struct Sin;

impl Plugin for Sin {
    /// The body is the id of a ticket that the person may not see.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let mine = cx.create(THINGS, Draft::new(&1))?.at();
        let id = String::from_utf8_lossy(&request.body).into_owned();
        let theirs = RecordRef { collection: "tickets:tickets".into(), id };
        let mut told = Vec::new();
        for kind in [
            "tickets:tickets.changed",
            "mail:message.received",
            "kernel:plugin.install",
            "forged-event:things.created",
            "forged-event:things.deleted",
            "forged-event:a.b\n\nevent: tickets:tickets.changed\ndata: {}",
            "forged-event",
            "Forged-Event:a.b",
            "forged-event:\u{0}.b",
            "forged-еvent:a.b",
        ] {
            if cx.emit(kind, &mine, &1).is_ok() {
                told.push(kind);
            }
        }
        if cx.emit("forged-event:thing.done", &theirs, &1).is_ok() {
            told.push("about a hidden ticket");
        }
        Response::json(&told)
    }
}

export!(Sin);
