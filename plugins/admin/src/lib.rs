//! Where administrators work: people, roles, departments, the audit, and why somebody may or may not do something.
//!
//! These pages keep nothing and decide nothing. They ask the kernel with the rights of whoever looks and of this plugin,
//! draw what it answers, and before a change of rights is saved they show what the kernel says that it would do.

mod audit;
mod departments;
mod did;
mod effect;
mod explain;
mod frame;
mod parts;
mod people;
mod roles;
mod route;
mod texts;
mod values;

use ombud_plugin::{Cx, Error, Plugin, Request, Response, Result, export};
use route::Route;

struct Admin;

impl Plugin for Admin {
    /// Errors become pages as well: whoever works here reads no JSON.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if !cx.caller().staff || !cx.may_ever("admin:admin.use") {
            return Ok(frame::closed());
        }
        Ok(answer(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }
}

fn answer(cx: &Cx, request: &Request) -> Result<Response> {
    let post = match request.method.as_str() {
        "GET" => false,
        "POST" => true,
        _ => return Err(Error::not_found(texts::no_such_page())),
    };
    match (Route::parse(&request.path, &request.query), post) {
        (Some(Route::People(view)), false) => people::list(cx, &view),
        (Some(Route::NewPerson), false) => people::blank(cx),
        (Some(Route::NewPerson), true) => people::add(cx, request),
        (Some(Route::Person(id, done)), false) => people::show(cx, &id, done),
        (Some(Route::Person(id, _)), true) => people::change(cx, &id, request),
        (Some(Route::PersonState(id)), true) => people::set_state(cx, &id, request),
        (Some(Route::Roles(done)), false) => roles::list(cx, done),
        (Some(Route::NewRole(copy)), false) => roles::blank(cx, copy.as_deref()),
        (Some(Route::NewRole(_)), true) => roles::add(cx, request),
        (Some(Route::Compare(one, other)), false) => roles::compare(cx, &one, &other),
        (Some(Route::Role(id, done)), false) => roles::show(cx, &id, done),
        (Some(Route::Role(id, _)), true) => roles::change(cx, &id, request),
        (Some(Route::RoleState(id)), true) => roles::set_state(cx, &id, request),
        (Some(Route::Departments(done)), false) => departments::list(cx, done),
        (Some(Route::Departments(_)), true) => departments::add(cx, request),
        (Some(Route::Department(id)), true) => departments::rename(cx, &id, request),
        (Some(Route::Explain(question)), false) => explain::show(cx, &question),
        (Some(Route::ExplainTicket(id)), false) => explain::about(cx, &id),
        (Some(Route::Audit(view)), false) => audit::list(cx, &view),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

export!(Admin);

#[cfg(test)]
mod tests;
