//! Answers what the clerk asks, and does nothing else.

use ombud_plugin::desk::split::{Outcome, Provider, Request as Wanted};
use ombud_plugin::{Cx, Error, Plugin, RecordId, Request, Response, Result, export, provide_split};

struct Colleague;

impl Plugin for Colleague {
    fn handle(_: &Cx, _: Request) -> Result<Response> {
        Err(Error::not_found("the colleague has no page"))
    }
}

impl Provider for Colleague {
    fn split(cx: &Cx, wanted: Wanted) -> Result<Outcome> {
        Ok(Outcome { id: wanted.messages.concat(), ticket: wanted.ticket, number: 1, at: cx.now() })
    }

    fn undo(_: &Cx, _: RecordId) -> Result<()> {
        Ok(())
    }
}

export!(Colleague);
provide_split!(Colleague);
