//! A plugin that calls any one function of any interface, as the tests tell it, and says what came of it.

mod administration;
mod desk;
mod kernel;

use ombud_plugin::{
    Authority, Collection, Cx, Draft, Error, Event, Plugin, RecordRef, Request, Response, Result, Router,
    Timestamp, export,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const RINGS: Collection<Value> = Collection::new("errand:rings");

/// What an order to echo is called, and its timer.
const ECHO: &str = "echo";

struct Errand;

impl Plugin for Errand {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        Router::new().post("/own", go).post("/for-me", go).answer(cx, request)
    }

    /// Notes with whose rights it rings, and whether these could be had once more.
    fn ring(cx: &Cx, key: &str, due: Timestamp, data: &str) -> Result<()> {
        let caller = cx.caller();
        let again = cx.set_timer_for_caller("again", due + 1000, &()).is_ok();
        let may = cx.may_ever("tickets:ticket.reply");
        let heard = json!({ "user": caller.user, "own": caller.authority == Authority::Own, "again": again, "may": may });
        cx.create(RINGS, Draft::new(&heard).id(key))?;
        if key == ECHO {
            let id: String = serde_json::from_str(data).map_err(|error| Error::failed(error.to_string()))?;
            cx.emit("errand:errand.echoed", &RecordRef { collection: "tickets:tickets".into(), id }, &())?;
        }
        Ok(())
    }

    /// Echoes what it hears, once more and once more, under an order to do so.
    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        match cx.order(ECHO)? {
            Some(_) => cx.set_timer_under(ECHO, ECHO, cx.now(), &event.subject.id),
            None => Ok(()),
        }
    }
}

export!(Errand);

/// What to call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    /// `ombud:kernel/records.get`.
    function: String,
    /// Its arguments in order, as a list.
    with: Value,
    /// Whether what is done shall last.
    #[serde(default)]
    keep: bool,
}

fn go(cx: &Cx, request: &Request) -> Result<Response> {
    let Told { function, with, keep } = request.json()?;
    let outcome = match function.strip_prefix("ombud:kernel/") {
        Some(function) if administration::has(function) => administration::call(cx, function, with),
        Some(function) => kernel::call(function, with),
        None => desk::call(cx, function.trim_start_matches("ombud:desk/"), with),
    };
    let told = match outcome {
        Ok(value) => json!({ "got": value }),
        Err(Error::Denied(denial)) => json!({ "refused": "denied", "why": denial }),
        Err(Error::NotFound(what)) => json!({ "refused": "not-found", "why": what }),
        Err(other) => json!({ "failed": format!("{other:?}") }),
    };
    // An answer of 400 and above undoes whatever was done.
    Ok(Response::json(&told)?.status(if keep { 200 } else { 418 }))
}

/// The arguments of a function.
fn read<T: DeserializeOwned>(with: Value) -> Result<T> {
    serde_json::from_value(with).map_err(|error| Error::failed(format!("the arguments: {error}")))
}

/// What a function gave.
fn give<T: Serialize>(value: T) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::failed(format!("the answer: {error}")))
}

/// What a function did that gives nothing.
fn done((): ()) -> Result<Value> {
    Ok(json!("done"))
}

fn unknown(function: &str) -> Result<Value> {
    Err(Error::failed(format!("this plugin cannot call `{function}`: teach it to")))
}
