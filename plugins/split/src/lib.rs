//! Makes two tickets of one. The messages are the business of `tickets`, which this plugin calls; here is
//! what the new ticket looks like, and for how long one may change one's mind.

mod api;
mod split;

use ombud_plugin::desk::split::{Outcome, Provider, Request as Wanted};
use ombud_plugin::{Cx, Plugin, RecordId, Request, Response, Result, Timestamp, export, provide_split};

/// The plugin.
pub struct Split;

impl Plugin for Split {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        api::routes().answer(cx, request)
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, _: &str) -> Result<()> {
        split::forget(cx, key)
    }
}

impl Provider for Split {
    fn split(cx: &Cx, request: Wanted) -> Result<Outcome> {
        split::split(cx, request)
    }

    fn undo(cx: &Cx, id: RecordId) -> Result<()> {
        split::undo(cx, &id)
    }
}

export!(Split);
provide_split!(Split);

#[cfg(test)]
mod tests;
