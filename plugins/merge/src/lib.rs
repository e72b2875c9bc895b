//! Makes one ticket of two. The messages are the business of `tickets`, which this plugin calls; here is what people are told
//! before, who is let in, and for how long one may change one's mind.

mod api;
mod merge;

use ombud_plugin::desk::merge::{Outcome, Prospect, Provider, Request as Wanted};
use ombud_plugin::{Cx, Plugin, RecordId, Request, Response, Result, Timestamp, export, provide_merge};

/// The plugin.
pub struct Merge;

impl Plugin for Merge {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        api::routes().answer(cx, request)
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, _: &str) -> Result<()> {
        merge::forget(cx, key)
    }
}

impl Provider for Merge {
    fn preview(cx: &Cx, source: RecordId, target: RecordId) -> Result<Prospect> {
        merge::preview(cx, &source, &target)
    }

    fn merge(cx: &Cx, request: Wanted) -> Result<Outcome> {
        merge::merge(cx, &request)
    }

    fn undo(cx: &Cx, id: RecordId) -> Result<Outcome> {
        merge::undo(cx, &id)
    }

    fn recent(cx: &Cx, ticket: RecordId) -> Result<Vec<Outcome>> {
        merge::recent(cx, &ticket)
    }
}

export!(Merge);
provide_merge!(Merge);

#[cfg(test)]
mod tests;
