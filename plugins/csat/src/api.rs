//! The HTTP API, `/csat/api/…`. Times are milliseconds, as everywhere on the desk.

use crate::keep::Rating;
use crate::report::{self, Tally};
use crate::route::Asked;
use crate::vote::{self, Said};
use crate::{csv, report_page, subject, survey};
use ombud_plugin::desk::tickets;
use ombud_plugin::{Cx, Error, RecordRef, Request, Response, Result, Router, text};
use serde_json::{Value, json};

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/report", show)
        .get("/api/report.csv", table)
        .get("/api/tickets/{id}", ticket)
        .put("/api/tickets/{id}", rate)
        .post("/api/tickets/{id}/link", link)
        .get("/api/chats/{id}", chat)
}

fn told(rating: &Rating) -> Value {
    let Rating { vote, comment, changed, link_by } = rating;
    json!({
        "subject": vote.subject, "number": (vote.number > 0).then_some(vote.number), "score": vote.score,
        "comment": comment, "at": vote.at, "changed": changed, "department": vote.department, "agent": vote.agent,
        "link_by": link_by,
    })
}

/// What whoever rates sees of it: what they said.
fn told_theirs(rating: &Rating) -> Value {
    json!({ "score": rating.vote.score, "comment": rating.comment, "at": rating.vote.at, "changed": rating.changed })
}

fn rating(cx: &Cx, subject: &RecordRef) -> Result<Value> {
    if subject::envelope(cx, subject)?.is_none() {
        return Err(Error::not_found(text!("no-such-page")));
    }
    cx.require("csat:rating.read", Some(subject))?;
    let told = if cx.caller().staff { told } else { told_theirs };
    Ok(vote::read(cx, subject)?.as_ref().map_or(Value::Null, told))
}

fn ticket(cx: &Cx, request: &Request) -> Result<Response> {
    let id = request.param("id");
    let rating = rating(cx, &subject::ticket(id))?;
    if !cx.caller().staff {
        return Response::json(&json!({ "rating": rating }));
    }
    let survey = survey::of(cx, id)?;
    Response::json(
        &json!({ "rating": rating, "due": survey.due, "asked": survey.asked, "mailed": survey.mailed }),
    )
}

fn chat(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(&json!({ "rating": rating(cx, &subject::chat(request.param("id")))? }))
}

/// With the plugin's own rights: of whoever asks only that is rated which is theirs.
fn rate(cx: &Cx, request: &Request) -> Result<Response> {
    let said: Said = request.json()?;
    let rating = vote::rate(cx, &subject::ticket(request.param("id")), said)?;
    Response::json(&told_theirs(&rating))
}

fn link(cx: &Cx, request: &Request) -> Result<Response> {
    let ticket = tickets::get(cx, request.param("id"))?;
    let (path, until) = survey::link(cx, &ticket)?;
    Ok(Response::json(&json!({ "path": path, "until": until }))?.status(201))
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    let asked = Asked::parse(&request.query);
    let report = report::find(cx, &asked)?;
    let sums = |tally: Tally| {
        let Tally { count, satisfied, .. } = tally;
        json!({ "count": count, "satisfied": satisfied, "share": tally.share(), "average": tally.average() })
    };
    let group = |name: &str, tallies: Vec<(String, Tally)>| -> Vec<Value> {
        let one = |(key, tally): (String, Tally)| {
            let mut told = sums(tally);
            told[name] = json!(key);
            told
        };
        tallies.into_iter().map(one).collect()
    };
    Response::json(&json!({
        "from": report.days.first(), "until": report.days.last(), "more": report.more, "total": sums(report.total()),
        "periods": group("period", report.by_period()),
        "departments": group("department", report.by(|vote| vote.department.clone())),
        "agents": group("agent", report.by(|vote| vote.agent.clone().unwrap_or_default())),
        "comments": report.comments(cx, asked.which)?.iter().map(told).collect::<Vec<_>>(),
    }))
}

fn table(cx: &Cx, request: &Request) -> Result<Response> {
    let report = report::find(cx, &Asked::parse(&request.query))?;
    let table = csv::write(cx, &report, &report_page::names(cx, &report)?)?;
    let name =
        format!("attachment; filename=\"satisfaction-{}-{}.csv\"", report.days.first(), report.days.last());
    Ok(Response::new(200, "text/csv; charset=utf-8", table).header("content-disposition", &name))
}
