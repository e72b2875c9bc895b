//! One's own shifts.

use crate::frame::{self, Room};
use crate::route::{Done, Route};
use crate::{keep, parts, settle, texts};
use maud::html;
use ombud_plugin::{Cx, Error, Request, Response, Result};
use ombud_worktime::shifts::By;

/// The page.
pub fn show(cx: &Cx, done: Option<Done>) -> Result<Response> {
    draw(cx, done, None)
}

/// Chooses for oneself.
pub fn choose(cx: &Cx, request: &Request) -> Result<Response> {
    // The route asks for the permission; on nobody else's shifts it is used here.
    let user = cx.user()?;
    match parts::choose(cx, &user, &request.form()?, By::Person) {
        Ok(_) => Ok(Response::redirect(&Route::Mine(Some(Done::Chosen)).to_string())),
        Err(error @ Error::Invalid(_)) => draw(cx, None, Some(&error)),
        Err(error) => Err(error),
    }
}

fn draw(cx: &Cx, done: Option<Done>, error: Option<&Error>) -> Result<Response> {
    let user = cx.user()?;
    let plan = keep::plan(cx, &user)?.map(|entry| entry.value);
    let state = settle::look(cx, &user, plan.as_ref())?;
    let choice = Route::Mine(None);
    let may_choose = cx.may_ever("schedule:availability.set");
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(done.map(texts::done)))
            h1 { (texts::my_shifts()) }
            (frame::FRAME.problem(error))
            (parts::state(cx, &state, may_choose.then_some(&choice)))
            @match &plan {
                Some(plan) => (parts::coming(cx, plan, &state)?),
                None => p class="card empty" { (texts::no_shifts_yet()) },
            }
            (parts::log(cx, &user)?)
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::my_shifts(), Room::Mine, &content).status(status))
}
