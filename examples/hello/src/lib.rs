//! Greets you by name and remembers how often you came.

use ombud_plugin::{Collection, Cx, Draft, Error, Plugin, Request, Response, Result, Router, export};
use serde::{Deserialize, Serialize};

/// What we keep of a person, under the person's own id.
#[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
struct Visits {
    count: u32,
}

/// What an administrator may change.
#[derive(Deserialize)]
struct Settings {
    greeting: String,
}

/// What we answer.
#[derive(Serialize)]
struct Greeting {
    greeting: String,
    visits: u32,
}

const VISITS: Collection<Visits> = Collection::new("hello:visits");

struct Hello;

impl Plugin for Hello {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        routes().answer(cx, request)
    }
}

export!(Hello);

/// The same routes as in plugin.toml, where it says who may knock.
fn routes() -> Router {
    Router::new().get("/api/visits", show).post("/api/visits", greet).delete("/api/visits", forget)
}

fn show(cx: &Cx, _: &Request) -> Result<Response> {
    let visits = cx.find(VISITS, &cx.user()?)?;
    answer(cx, visits.map_or(0, |visits| visits.value.count))
}

fn greet(cx: &Cx, _: &Request) -> Result<Response> {
    let user = cx.user()?;
    let count = match cx.find(VISITS, &user)? {
        None => {
            cx.create(VISITS, Draft::new(&Visits { count: 1 }).id(user))?;
            1
        }
        Some(mut visits) => {
            visits.value.count += 1;
            cx.update(VISITS, &visits, Draft::of(&visits))?;
            visits.value.count
        }
    };
    answer(cx, count)
}

fn forget(cx: &Cx, _: &Request) -> Result<Response> {
    let Some(visits) = cx.find(VISITS, &cx.user()?)? else {
        return Err(Error::not_found("we have not met"));
    };
    cx.delete(VISITS, &visits)?;
    Ok(Response::no_content())
}

fn answer(cx: &Cx, visits: u32) -> Result<Response> {
    let Settings { greeting } = cx.settings()?;
    Response::json(&Greeting { greeting: format!("{greeting}, {}!", cx.caller().name), visits })
}

#[cfg(test)]
mod tests;
