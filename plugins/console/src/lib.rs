//! Where staff works: the inbox, the ticket, and the forms to answer, note, assign, split and merge.
//!
//! The console keeps no tickets: only views, drafts, what each person has seen, and how a change of many is taken back. It asks
//! `ombud:desk/tickets`, `queues`, `split` and others with the rights of whoever looks, asks the kernel what that person may do, and draws only that. Pages work without scripts.

mod bulk;
mod clock;
mod columns;
mod due;
mod found;
mod frame;
mod inbox;
mod merge;
mod opening;
mod own;
mod parts;
mod place;
mod prose;
mod route;
mod saved;
mod seen;
mod split;
mod texts;
mod ticket;
mod unsent;
mod view;

use ombud_plugin::{Cx, Error, Plugin, Request, Response, Result, export};
use place::Place;
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
        ("GET", Some(Route::Inbox(view))) => inbox::show(cx, view, &rows(&request.query)),
        ("POST", Some(Route::Bulk)) => bulk::apply(cx, request),
        ("POST", Some(Route::BulkUndo)) => bulk::undo(cx, request),
        ("POST", Some(Route::Columns)) => columns::choose(cx, request),
        ("POST", Some(Route::Keep)) => saved::save(cx, request),
        ("POST", Some(Route::Forget(id))) => saved::remove(cx, &id),
        ("GET", Some(Route::Search(asked))) => found::show(cx, asked),
        ("GET", Some(Route::Endings(text))) => found::endings(cx, &text),
        ("GET", Some(Route::New)) => opening::show(cx),
        ("POST", Some(Route::New)) => opening::open(cx, request),
        ("GET", Some(Route::Ticket(number, done))) => {
            ticket::show(cx, number, done, Place::parse(&request.query))
        }
        ("GET", Some(Route::Beside(number, way))) => {
            ticket::beside(cx, number, way, Place::parse(&request.query))
        }
        ("GET", Some(Route::Customers(words))) => opening::customers(cx, &words),
        ("POST", Some(Route::Act(number, act))) => ticket::act(cx, number, act, request),
        ("GET", Some(Route::Split(number, messages))) => split::show(cx, number, &messages, &request.query),
        ("POST", Some(Route::Split(number, _))) => split::split(cx, number, request),
        ("GET", Some(Route::Answers(number, words))) => ticket::answers(cx, number, &words),
        ("GET", Some(Route::Answer(number, id))) => ticket::answer(cx, number, &id),
        ("GET", Some(Route::Names(number, words))) => ticket::names(cx, number, &words),
        ("GET", Some(Route::Merge(into))) => merge::show(cx, &into),
        ("POST", Some(Route::Merge(_))) => merge::merge(cx, request),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

/// The rows about which alone is asked, by what they are about.
fn rows(query: &[(String, String)]) -> Vec<&str> {
    query.iter().filter(|(name, _)| name == "row").map(|(_, id)| id.as_str()).collect()
}

export!(Console);

#[cfg(test)]
mod tests;
