//! Greets you by name, also beside each ticket, and remembers how often you came.

use ombud_plugin::{
    Collection, Contributes, Cx, Draft, Error, Plugin, RecordRef, Request, Response, Result, Router,
    contributes, export,
};
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

const VISITS: Collection<Visits> = Collection::new("greeter:visits");

struct Greeter;

impl Plugin for Greeter {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        routes().answer(cx, request)
    }
}

impl Contributes for Greeter {
    /// The box beside a ticket. Whoever looks at it is greeted; nothing is counted, since a look changes nothing.
    fn render(cx: &Cx, _name: &str, _subject: Option<RecordRef>) -> Result<Option<String>> {
        let visits = cx.find(VISITS, &cx.user()?)?.map_or(0, |visits| visits.value.count);
        Ok(Some(format!("<p>{} You came {visits} times.</p>", escaped(&greeting(cx)?))))
    }
}

export!(Greeter);
contributes!(Greeter);

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
    Response::json(&Greeting { greeting: greeting(cx)?, visits })
}

fn greeting(cx: &Cx) -> Result<String> {
    let Settings { greeting } = cx.settings()?;
    Ok(format!("{greeting}, {}!", cx.caller().name))
}

/// A text as HTML shows it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
