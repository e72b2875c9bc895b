//! The HTTP API, `/sla/api/…`. Times are milliseconds, as everywhere on the desk.

use crate::keep::{self, Promised, State};
use crate::reckon::{signed, unsigned};
use crate::report;
use crate::report_page;
use crate::route::Asked;
use crate::rules::{self, Kept, Rules};
use crate::{csv, example};
use ombud_plugin::desk::sla::{Next, Provider};
use ombud_plugin::desk::{calendar, tickets};
use ombud_plugin::{Cx, Error, Request, Response, Result, Router, Timestamp, text};
use ombud_worktime::policy::{Policy, Priority};
use serde::Deserialize;
use serde_json::{Value, json};

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/policies", list)
        .post("/api/policies", add)
        .get("/api/policies/{id}", show)
        .put("/api/policies/{id}", change)
        .delete("/api/policies/{id}", remove)
        .put("/api/order", order)
        .get("/api/rules/{number}", earlier)
        .post("/api/example", due_when)
        .get("/api/tickets/{id}", ticket)
        .get("/api/due", due)
        .get("/api/report", tallies)
        .get("/api/report.csv", table)
}

fn told(rules: &Rules) -> Result<Response> {
    Response::json(&json!({
        "rules": rules.number, "at": rules.at, "why": rules.why, "by": rules.by,
        "policies": rules.policies, "calendars": rules.calendars, "zone_data": rules.zone_data,
    }))
}

fn list(cx: &Cx, _: &Request) -> Result<Response> {
    told(&rules::current(cx)?)
}

fn earlier(cx: &Cx, request: &Request) -> Result<Response> {
    let number = request.param("number");
    let number = number.parse().map_err(|_| Error::not_found(text!("no-version", number = number)))?;
    told(&rules::version(cx, number)?)
}

/// A policy, and the version that it was made of. What is only told is not read.
fn wish(request: &Request) -> Result<(Policy, Option<u32>)> {
    let mut body: Value = request.json()?;
    let fields = body.as_object_mut().ok_or_else(|| Error::invalid("the body: expected a policy"))?;
    fields.remove("id");
    let version = match fields.remove("version") {
        None | Some(Value::Null) => None,
        Some(version) => {
            let version = version.as_u64().and_then(|version| u32::try_from(version).ok());
            Some(version.ok_or_else(|| Error::invalid("`version`: expected a number"))?)
        }
    };
    let policy =
        serde_json::from_value(body).map_err(|error| Error::invalid(format!("the body: {error}")))?;
    Ok((policy, version))
}

fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let (policy, _) = wish(request)?;
    let kept = rules::add(cx, policy)?;
    Response::created(&format!("/sla/api/policies/{}", kept.id), &kept)
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(rules::current(cx)?.policy(request.param("id"))?)
}

fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let (policy, version) = wish(request)?;
    let kept: Kept = rules::change(cx, request.param("id"), version, policy)?;
    Response::json(&kept)
}

fn remove(cx: &Cx, request: &Request) -> Result<Response> {
    rules::remove(cx, request.param("id"))?;
    Ok(Response::no_content())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    policies: Vec<String>,
    /// Of which rules one knew.
    #[serde(default)]
    rules: Option<u32>,
}

fn order(cx: &Cx, request: &Request) -> Result<Response> {
    let Order { policies, rules } = request.json()?;
    rules::order(cx, rules, &policies)?;
    list(cx, request)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    policy: Policy,
    at: Timestamp,
    priority: Priority,
}

/// What a policy would say, kept or not.
fn due_when(cx: &Cx, request: &Request) -> Result<Response> {
    let Example { policy, at, priority } = request.json()?;
    let policy = rules::checked(cx, policy)?;
    let answers = example::due(cx, &policy, priority, signed(at), &calendar::list(cx)?)?;
    Response::json(&json!({ "due": answers.iter().map(example::told).collect::<Vec<_>>() }))
}

fn promised(one: &Promised) -> Value {
    json!({
        "metric": one.metric, "cycle": one.cycle, "since": unsigned(one.since), "target": one.target,
        "calendar": one.calendar, "due": keep::time(one.due), "left": one.left,
        "done": keep::time(one.done.map(|(at, _)| at)), "took": one.done.map(|(_, took)| took),
        "broken": keep::time(one.broken),
    })
}

fn stands(state: &State) -> Value {
    let recounts = state.recounts.iter().map(|one| {
        json!({
            "at": unsigned(one.at), "metric": one.metric, "why": one.why,
            "before": keep::time(one.before), "after": keep::time(one.after),
        })
    });
    let said = state.ledger.marks().iter().map(|mark| {
        json!({ "metric": mark.metric, "cycle": mark.cycle, "what": mark.kind, "at": unsigned(mark.at) })
    });
    json!({
        "number": state.number, "rules": state.rules, "policy": state.policy,
        "promised": state.promised.iter().map(promised).collect::<Vec<_>>(),
        "recounts": recounts.collect::<Vec<_>>(), "said": said.collect::<Vec<_>>(),
    })
}

/// All that is promised about a ticket, and all that was said of it.
fn ticket(cx: &Cx, request: &Request) -> Result<Response> {
    let ticket = tickets::get(cx, request.param("id"))?;
    let entry = keep::state(cx, &ticket.id)?;
    Response::json(&stands(&entry.ok_or_else(|| Error::not_found(text!("nothing-promised")))?.value))
}

fn due(cx: &Cx, request: &Request) -> Result<Response> {
    let assignee = request.query("assignee").map(|whose| match whose {
        "me" => cx.user().map(Some),
        "none" => Ok(None),
        user => Ok(Some(user.to_owned())),
    });
    let which = Next {
        department: request.query("department").map(str::to_owned),
        assignee: assignee.transpose()?,
        limit: request.query_as("limit")?.unwrap_or(50),
        cursor: request.query("cursor").map(str::to_owned),
    };
    let queue = <crate::Sla as Provider>::next_due(cx, which)?;
    let mut due: Vec<Value> = Vec::new();
    for one in &queue.due {
        match tickets::get(cx, &one.ticket) {
            // Moved out of sight a moment ago, or gone.
            Err(Error::NotFound(_)) => continue,
            ticket => ticket?,
        };
        due.push(json!({
            "ticket": one.ticket, "metric": one.metric, "cycle": one.cycle, "policy": one.policy, "due": one.due,
        }));
    }
    Response::json(&json!({ "due": due, "next": queue.next }))
}

fn tallies(cx: &Cx, request: &Request) -> Result<Response> {
    let report = report::find(cx, &Asked::parse(&request.query))?;
    let group = |name: &str, tallies: Vec<(String, report::Tally)>| -> Vec<Value> {
        let told = |(key, tally): (String, report::Tally)| json!({ name: key, "kept": tally.kept, "broken": tally.broken });
        tallies.into_iter().map(told).collect()
    };
    Response::json(&json!({
        "from": report.days.first(), "until": report.days.last(), "more": report.more, "total": report.total(),
        "metrics": group("metric", report.by(|outcome| crate::typed::word(outcome.metric))),
        "departments": group("department", report.by(|outcome| outcome.department.clone())),
        "agents": group("agent", report.by(|outcome| outcome.agent.clone().unwrap_or_default())),
        "periods": group("period", report.by_period()),
    }))
}

fn table(cx: &Cx, request: &Request) -> Result<Response> {
    let report = report::find(cx, &Asked::parse(&request.query))?;
    let names = report_page::names(cx, &report)?;
    let name = format!("attachment; filename=\"sla-{}-{}.csv\"", report.days.first(), report.days.last());
    let table = csv::write(&report, &names);
    Ok(Response::new(200, "text/csv; charset=utf-8", table).header("content-disposition", &name))
}
