//! The HTTP API, `/calendar/api/…`. Times are milliseconds, as everywhere on the desk.

use crate::holidays;
use crate::keep::{self, Kept, Wish};
use crate::reckon;
use crate::zones;
use ombud_plugin::{Cx, Error, Request, Response, Result, Router, Timestamp};
use ombud_worktime::ical;
use serde_json::{Value, json};

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/calendars", list)
        .post("/api/calendars", create)
        .get("/api/calendars/{id}", show)
        .put("/api/calendars/{id}", change)
        .delete("/api/calendars/{id}", remove)
        .post("/api/calendars/{id}/holidays", import)
        .get("/api/calendars/{id}/next-open", next_open)
        .get("/api/calendars/{id}/done", done)
        .get("/api/calendars/{id}/between", between)
        .get("/api/zones", all_zones)
}

fn told(kept: &Kept) -> Value {
    let mut told = json!(kept.body.calendar);
    told["id"] = json!(kept.id);
    told["name"] = json!(kept.body.name);
    told["zone"] = json!(kept.body.zone);
    told["version"] = json!(kept.body.version);
    told["changed"] = json!(kept.body.at);
    told
}

fn list(cx: &Cx, _: &Request) -> Result<Response> {
    let all: Vec<Value> = keep::all(cx)?.iter().map(told).collect();
    Response::json(&json!({ "calendars": all }))
}

fn wish(request: &Request) -> Result<(Wish, Option<u32>)> {
    let mut body: Value = request.json()?;
    // Which version was changed, and what is told but not chosen.
    let version = body.get("version").and_then(Value::as_u64).and_then(|version| u32::try_from(version).ok());
    if let Some(fields) = body.as_object_mut() {
        for told in ["id", "version", "changed"] {
            fields.remove(told);
        }
    }
    let take =
        |body: &mut Value, field: &str| match body.as_object_mut().and_then(|fields| fields.remove(field)) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(Error::invalid(format!("the body: `{field}` is missing, or is no text"))),
        };
    let (name, zone) = (take(&mut body, "name")?, take(&mut body, "zone")?);
    let calendar =
        serde_json::from_value(body).map_err(|error| Error::invalid(format!("the body: {error}")))?;
    Ok((Wish { name, zone, calendar }, version))
}

fn create(cx: &Cx, request: &Request) -> Result<Response> {
    let kept = keep::add(cx, wish(request)?.0)?;
    Response::created(&format!("/calendar/api/calendars/{}", kept.id), &told(&kept))
}

/// A version as the query wants it; the latest without.
fn asked(cx: &Cx, request: &Request) -> Result<Kept> {
    keep::version(cx, request.param("id"), request.query_as("version")?)
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(&told(&asked(cx, request)?))
}

fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let (wish, version) = wish(request)?;
    Response::json(&told(&keep::change(cx, request.param("id"), version, wish)?))
}

fn remove(cx: &Cx, request: &Request) -> Result<Response> {
    keep::remove(cx, request.param("id"))?;
    Ok(Response::no_content())
}

/// A file as the body; with `?look=true` nothing is taken.
fn import(cx: &Cx, request: &Request) -> Result<Response> {
    let text = std::str::from_utf8(&request.body).map_err(|_| Error::invalid("the file is not UTF-8"))?;
    let report = ical::read(text).map_err(Error::invalid)?;
    let mut kept = keep::one(cx, request.param("id"))?;
    if request.query_as::<bool>("look")? != Some(true) {
        kept = holidays::add(cx, &kept, report.taken.clone())?;
    }
    let left: Vec<Value> = report
        .left
        .iter()
        .map(|(name, reason)| json!({ "name": name, "reason": format!("{reason:?}") }))
        .collect();
    Response::json(&json!({ "taken": report.taken, "left": left, "version": kept.body.version }))
}

fn time(request: &Request, name: &str) -> Result<Timestamp> {
    request
        .query_as(name)?
        .ok_or_else(|| Error::invalid(format!("`{name}` is missing: a time in milliseconds")))
}

fn moment(kept: &Kept, at: Option<Timestamp>) -> Result<Response> {
    Response::json(&json!({ "at": at, "version": kept.body.version, "zone_data": zones::version() }))
}

fn next_open(cx: &Cx, request: &Request) -> Result<Response> {
    let kept = asked(cx, request)?;
    moment(&kept, reckon::next_open(&kept, time(request, "at")?)?)
}

fn done(cx: &Cx, request: &Request) -> Result<Response> {
    let kept = asked(cx, request)?;
    moment(&kept, reckon::done(&kept, time(request, "at")?, time(request, "milliseconds")?)?)
}

fn between(cx: &Cx, request: &Request) -> Result<Response> {
    let kept = asked(cx, request)?;
    let open = reckon::between(&kept, time(request, "from")?, time(request, "until")?)?;
    Response::json(
        &json!({ "milliseconds": open, "version": kept.body.version, "zone_data": zones::version() }),
    )
}

fn all_zones(_: &Cx, _: &Request) -> Result<Response> {
    Response::json(&json!({ "zones": zones::names(), "zone_data": zones::version() }))
}
