//! The HTTP API, `/schedule/api/…`. Times are milliseconds, as everywhere on the desk.

use crate::keep::{self, Plan, State};
use crate::route::Asked;
use crate::settle::{self, Step, signed, unsigned};
use crate::{coverage, person};
use ombud_plugin::{Cx, Entry, Error, Request, Response, Result, Router, Timestamp};
use ombud_worktime::shifts::{Choice, Hold};
use serde::Deserialize;
use serde_json::{Value, json};

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/schedules", list)
        .get("/api/schedules/{user}", show)
        .put("/api/schedules/{user}", change)
        .delete("/api/schedules/{user}", remove)
        .get("/api/availability/{user}", availability)
        .put("/api/availability/{user}", choose)
        .delete("/api/availability/{user}", take_back)
        .get("/api/flips/{user}", flips)
        .get("/api/coverage", hours)
}

fn told(entry: &Entry<Plan>) -> Value {
    let mut told = json!(entry.value);
    told["user"] = json!(entry.id());
    told["version"] = json!(entry.envelope.version);
    told["department"] = json!(entry.envelope.department);
    told
}

fn list(cx: &Cx, request: &Request) -> Result<Response> {
    let all: Vec<Value> = keep::plans(cx, request.query("department"))?.iter().map(told).collect();
    Response::json(&json!({ "schedules": all }))
}

/// `me` is whoever asks.
fn user(cx: &Cx, request: &Request) -> Result<String> {
    match request.param("user") {
        "me" => cx.user(),
        user => Ok(user.to_owned()),
    }
}

fn kept(cx: &Cx, user: &str) -> Result<Entry<Plan>> {
    keep::plan(cx, user)?.ok_or_else(|| Error::not_found(crate::texts::no_such_shifts()))
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(&told(&kept(cx, &user(cx, request)?)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default)]
    version: Option<u64>,
    /// Its id; none: the first of the person's.
    #[serde(default)]
    department: Option<String>,
    zone: String,
    #[serde(default)]
    calendar: Option<String>,
    schedule: ombud_worktime::shifts::Schedule,
    /// Told, not chosen.
    #[serde(default, rename = "user")]
    _user: Option<String>,
}

fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let user = user(cx, request)?;
    let body: Body = request.json()?;
    let before = keep::plan(cx, &user)?;
    let department = match (body.department, &before) {
        (Some(department), _) => Some(department),
        (None, Some(entry)) => entry.envelope.department.clone(),
        (None, None) => person::usual_department(cx, &user)?,
    };
    let plan = Plan { zone: body.zone, calendar: body.calendar, schedule: body.schedule };
    person::save(cx, &user, before.as_ref(), body.version, department, &plan)?;
    Response::json(&told(&kept(cx, &user)?))
}

fn remove(cx: &Cx, request: &Request) -> Result<Response> {
    person::remove(cx, &user(cx, request)?)?;
    Ok(Response::no_content())
}

fn state(user: &str, state: &State) -> Result<Response> {
    let last = state.availability.last();
    Response::json(&json!({
        "user": user,
        "accepting": last.accepting,
        "since": unsigned(last.at),
        "cause": last.cause,
        "scheduled": state.availability.scheduled(),
        "choice": state.availability.choice(),
        "until": state.next.map(unsigned),
    }))
}

/// May one see it at all? One's own always, others' if their shifts may be read.
fn readable(cx: &Cx, user: &str) -> Result<Option<Plan>> {
    if cx.user()? == user {
        return Ok(keep::plan(cx, user)?.map(|entry| entry.value));
    }
    kept(cx, user).map(|entry| Some(entry.value))
}

fn availability(cx: &Cx, request: &Request) -> Result<Response> {
    let user = user(cx, request)?;
    let plan = readable(cx, &user)?;
    state(&user, &settle::look(cx, &user, plan.as_ref())?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    accepting: bool,
    /// `boundary` (without), `cleared`, or a time.
    #[serde(default)]
    hold: Option<Holding>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Holding {
    Until(Timestamp),
    Word(Word),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Boundary,
    Cleared,
}

fn choose(cx: &Cx, request: &Request) -> Result<Response> {
    let wish: Wish = request.json()?;
    let hold = match wish.hold {
        Some(Holding::Until(at)) if at <= cx.now() => {
            return Err(Error::invalid("`hold`: the time is over already"));
        }
        Some(Holding::Until(at)) => Hold::Until(signed(at)),
        Some(Holding::Word(Word::Cleared)) => Hold::Cleared,
        Some(Holding::Word(Word::Boundary)) | None => Hold::Boundary,
    };
    let user = user(cx, request)?;
    let choice = Choice { accepting: wish.accepting, hold, by: person::chooser(cx, &user)? };
    chosen(cx, &user, Some(choice))
}

fn take_back(cx: &Cx, request: &Request) -> Result<Response> {
    chosen(cx, &user(cx, request)?, None)
}

fn chosen(cx: &Cx, user: &str, choice: Option<Choice>) -> Result<Response> {
    person::may_choose(cx, user)?;
    let plan = keep::plan(cx, user)?.map(|entry| entry.value);
    state(user, &settle::settle(cx, user, plan.as_ref(), Step::Choose(choice))?)
}

fn flips(cx: &Cx, request: &Request) -> Result<Response> {
    let user = user(cx, request)?;
    readable(cx, &user)?;
    let limit = request.query_as("limit")?.unwrap_or(50_u32).clamp(1, 200);
    Response::json(&json!({ "flips": keep::flips(cx, &user, limit)? }))
}

fn hours(cx: &Cx, request: &Request) -> Result<Response> {
    let text = |name: &str| request.query(name).map(str::to_owned);
    let asked = Asked {
        department: text("department"),
        day: text("day"),
        zone: text("zone"),
        calendar: text("calendar"),
    };
    let week = coverage::week(cx, &asked)?;
    let days: Vec<Value> = week
        .days
        .iter()
        .map(|covered| {
            let hours = covered.hours;
            let gaps: Vec<usize> = (0..24).filter(|hour| hours[*hour].gap).collect();
            let stretch = |one: &coverage::Stretch| json!({ "from": one.from, "until": one.until, "people": one.people });
            let who: Vec<Value> = covered.who.iter().map(stretch).collect();
            json!({ "day": covered.day, "people": hours.map(|hour| hour.people), "gaps": gaps, "who": who })
        })
        .collect();
    Response::json(&json!({ "zone": week.zone, "people": week.people, "days": days }))
}
