//! Whether the desk works.

use crate::Desk;
use crate::http::reply::{self, Reply};
use ombud_store::{AWAY, Health};
use serde_json::json;

/// 200 when all is well, 503 with the reason when nothing can be written, or not even read.
pub(crate) fn get(desk: &Desk) -> Reply {
    match desk.store().health() {
        Health::Writable => reply::json(200, &json!({ "status": "ok", "store": "writable" })),
        Health::ReadOnly(reason) => {
            reply::json(503, &json!({ "status": "read-only", "store": "read-only", "reason": reason }))
        }
        // Anybody may ask: what the database says is for the log.
        Health::Away(_) => {
            reply::json(503, &json!({ "status": "unavailable", "store": "away", "reason": AWAY }))
        }
    }
}
