//! Whether the desk works.

use crate::Desk;
use crate::http::reply::{self, Reply};
use ombud_store::Health;
use serde_json::json;

/// 200 when all is well, 503 with the reason when nothing can be written.
pub(crate) fn get(desk: &Desk) -> Reply {
    match desk.store().health() {
        Health::Writable => reply::json(200, &json!({ "status": "ok", "store": "writable" })),
        Health::ReadOnly(reason) => {
            reply::json(503, &json!({ "status": "read-only", "store": "read-only", "reason": reason }))
        }
    }
}
