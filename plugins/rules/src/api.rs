//! The HTTP API, `/rules/api/…`. Times are milliseconds, as everywhere on the desk.

use crate::keep::{self, How, Kept};
use crate::log::{self, Wanted};
use crate::model::rule::Rule;
use crate::{exchange, trial, tried};
use ombud_plugin::desk::tickets;
use ombud_plugin::{Cx, Entry, Error, Request, Response, Result, Router, text};
use serde::Deserialize;
use serde_json::{Value, json};

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/rules", list)
        .post("/api/rules", create)
        .get("/api/rules/{id}", show)
        .put("/api/rules/{id}", change)
        .delete("/api/rules/{id}", remove)
        .put("/api/rules/{id}/place", place)
        .get("/api/rules/{id}/versions", versions)
        .post("/api/rules/{id}/versions/{number}", bring_back)
        .get("/api/rules/{id}/trial", try_kept)
        .post("/api/trial", try_draft)
        .get("/api/log", read_log)
        .get("/api/file", write_file)
        .put("/api/file", read_file)
}

fn told(cx: &Cx, entry: &Entry<Kept>) -> Result<Value> {
    let order = cx.order(entry.id())?;
    Ok(json!({
        "id": entry.id(),
        "version": entry.envelope.version,
        "number": entry.value.number,
        "place": entry.value.place,
        "author": order.as_ref().map(|order| &order.giver),
        "permissions": order.map(|order| order.permissions),
        "rule": entry.value.rule,
    }))
}

fn list(cx: &Cx, _: &Request) -> Result<Response> {
    let all = keep::all(cx)?.iter().map(|entry| told(cx, entry)).collect::<Result<Vec<_>>>()?;
    Response::json(&json!({ "rules": all }))
}

fn create(cx: &Cx, request: &Request) -> Result<Response> {
    let rule: Rule = request.json()?;
    let id = keep::create(cx, &rule, How::Written)?;
    Response::created(&format!("/rules/api/rules/{id}"), &told(cx, &keep::get(cx, &id)?)?)
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(&told(cx, &keep::get(cx, request.param("id"))?)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    #[serde(default)]
    version: Option<u64>,
    rule: Rule,
}

fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let Changed { version, rule } = request.json()?;
    keep::change(cx, request.param("id"), version, &rule, How::Written)?;
    show(cx, request)
}

fn remove(cx: &Cx, request: &Request) -> Result<Response> {
    keep::remove(cx, request.param("id"))?;
    Ok(Response::no_content())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    /// 0 is the first.
    place: usize,
}

fn place(cx: &Cx, request: &Request) -> Result<Response> {
    let Place { place } = request.json()?;
    keep::place(cx, request.param("id"), place)?;
    list(cx, request)
}

fn versions(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(&json!({ "versions": keep::versions(cx, request.param("id"))? }))
}

fn bring_back(cx: &Cx, request: &Request) -> Result<Response> {
    let number = request.param("number").parse();
    let number = number.map_err(|_| Error::not_found(text!("no-such-version")))?;
    keep::bring_back(cx, request.param("id"), number)?;
    show(cx, request)
}

/// A `GET`, so that the kernel itself holds it to writing nothing.
fn try_kept(cx: &Cx, request: &Request) -> Result<Response> {
    let rule = keep::get(cx, request.param("id"))?.value.rule;
    let text = |name: &str| request.query(name).unwrap_or_default().to_owned();
    trial_of(cx, &rule, &text("from"), &text("until"), request.query("ticket"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    rule: Rule,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    ticket: Option<u64>,
}

fn try_draft(cx: &Cx, request: &Request) -> Result<Response> {
    let draft: Draft = request.json()?;
    keep::check(cx, &draft.rule)?;
    let ticket = draft.ticket.map(|number| number.to_string());
    trial_of(cx, &draft.rule, &draft.from, &draft.until, ticket.as_deref())
}

fn trial_of(cx: &Cx, rule: &Rule, from: &str, until: &str, ticket: Option<&str>) -> Result<Response> {
    if let Some(number) = ticket {
        return Response::json(&trial::on(cx, rule, &tried::ticket(cx, number)?)?);
    }
    let (from, until) = tried::period(from, until)?;
    Response::json(&trial::over(cx, rule, from, until)?)
}

fn read_log(cx: &Cx, request: &Request) -> Result<Response> {
    let number: Option<u64> = request.query_as("ticket")?;
    let wanted = Wanted {
        ticket: number.map(|number| tickets::by_number(cx, number)).transpose()?.map(|ticket| ticket.id),
        rule: request.query("rule").map(str::to_owned),
        cursor: request.query("cursor").map(str::to_owned),
    };
    let limit = request.query_as("limit")?.unwrap_or(50_u32).clamp(1, 200);
    let page = log::read(cx, &wanted, limit)?;
    Response::json(&json!({ "lines": page.lines, "next": page.next }))
}

fn write_file(cx: &Cx, _: &Request) -> Result<Response> {
    let file = exchange::write(cx)?;
    Ok(Response::text(file).header("content-disposition", "attachment; filename=\"rules.toml\""))
}

/// With `?replace=yes` rules go that are not in it.
fn read_file(cx: &Cx, request: &Request) -> Result<Response> {
    let text = std::str::from_utf8(&request.body).map_err(|_| Error::invalid("the file is not UTF-8"))?;
    let replace = request.query("replace") == Some("yes");
    Response::json(&exchange::take_in(cx, text, replace)?)
}
