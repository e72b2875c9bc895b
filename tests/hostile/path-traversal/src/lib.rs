//! Climbs out of its place: in addresses, in ids, in names of files, timers and collections.
//!
//! Contained by names that are checked, and by paths that are taken apart once.

use ombud_plugin::{Collection, Cx, Draft, Plugin, Request, Response, Result, export};

const THINGS: Collection<u32> = Collection::new("path-traversal:things");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.method == "GET" {
            return Ok(Response::text(request.path));
        }
        let mut got = Vec::new();
        for path in [
            "../../key",
            "..",
            ".",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "%2e%2e",
            "x\u{0}",
            "",
            "tickets:tickets/x",
        ] {
            if cx.create(THINGS, Draft::new(&1).id(path)).is_ok() && path.contains(['/', '\\', '\u{0}', '%'])
            {
                got.push(format!("a record called {path:?}"));
            }
            if let Ok(bytes) = cx.read_blob(path, 0, 1000) {
                got.push(format!("a file called {path:?}: {}", String::from_utf8_lossy(&bytes)));
            }
            if cx.next_number(path).is_ok() {
                got.push(format!("a counter called {path:?}"));
            }
        }
        // The key of a timer is any text, and a timer is its own plugin's.
        cx.set_timer("../tickets/x", u64::MAX, &1)?;
        cx.cancel_timer("../tickets/x")?;
        Response::json(&got)
    }
}

export!(Sin);
