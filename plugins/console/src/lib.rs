//! Where staff works: the inbox, the ticket, and the forms to answer, note, assign and split.
//!
//! The console keeps nothing. It asks `ombud:desk/tickets` and `ombud:desk/split` with the rights of whoever
//! looks, asks the kernel what that person may do, and draws only that. Pages work without scripts.

mod clock;
mod found;
mod frame;
mod inbox;
mod opening;
mod parts;
mod prose;
mod route;
mod split;
mod texts;
mod ticket;

use ombud_plugin::{Cx, Error, Plugin, Request, Response, Result, export};
use route::Route;

struct Console;

impl Plugin for Console {
    /// Errors become pages as well: whoever works here reads no JSON.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let caller = cx.caller();
        if !caller.staff || !cx.may_ever("console:console.use") {
            return Ok(frame::for_staff(caller.user.is_some()));
        }
        Ok(answer(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }
}

fn answer(cx: &Cx, request: &Request) -> Result<Response> {
    let route = Route::parse(&request.path, &request.query);
    match (request.method.as_str(), route) {
        ("GET", Some(Route::Inbox(view))) => inbox::show(cx, view),
        ("GET", Some(Route::Search(asked))) => found::show(cx, asked),
        ("GET", Some(Route::New)) => opening::show(cx),
        ("POST", Some(Route::New)) => opening::open(cx, request),
        ("GET", Some(Route::Ticket(number, done))) => ticket::show(cx, number, done),
        ("POST", Some(Route::Act(number, act))) => ticket::act(cx, number, act, request),
        ("GET", Some(Route::Split(number, messages))) => split::show(cx, number, &messages),
        ("POST", Some(Route::Split(number, _))) => split::split(cx, number, request),
        _ => Err(Error::not_found(texts::NO_SUCH_PAGE)),
    }
}

export!(Console);

#[cfg(test)]
mod tests;
