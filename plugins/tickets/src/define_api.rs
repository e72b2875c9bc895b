//! The part of the HTTP API that defines fields and tags.

use crate::defined::{self, EDIT, Kept};
use crate::field::Field;
use crate::fields::Form;
use crate::input::{Object, body};
use crate::people::Caller;
use crate::tag::Shade;
use crate::tagging;
use ombud_plugin::{Cx, Error, Request, Response, Result, Router};
use serde_json::{Value, json};

/// Versions in one answer: each may be as large as all fields of a desk are.
const AT_ONCE: u32 = 10;

/// All of its routes.
pub fn routes(router: Router) -> Router {
    router
        .get("/api/fields", fields)
        .post("/api/fields", add)
        .put("/api/fields/{name}", change)
        .post("/api/fields/order", order)
        .get("/api/fields/versions", versions)
        .post("/api/fields/versions/{version}", bring_back)
        .get("/api/tags", tags)
        .post("/api/tags", add_tag)
        .patch("/api/tags/{name}", change_tag)
        .delete("/api/tags/{name}", remove_tag)
}

fn shown(kept: &Kept) -> Value {
    json!({ "version": kept.version, "since": crate::time::written(kept.at), "by": kept.by, "how": kept.how, "fields": kept.fields })
}

/// Customers hear of what they fill in, and nothing of departments.
fn fields(cx: &Cx, _: &Request) -> Result<Response> {
    if Caller::of(cx).staff {
        return Response::json(&shown(&defined::latest(cx)?));
    }
    let mut fields = Form::of(cx)?.fields;
    fields.retain(|field| field.customer && !field.off);
    for field in &mut fields {
        field.choices.retain(|choice| !choice.off);
        field.departments.clear();
    }
    Response::json(&json!({ "fields": fields }))
}

fn field(mut given: Object) -> Result<(Field, Option<u32>)> {
    let known = |version: u64| {
        u32::try_from(version)
            .map_err(|_| Error::invalid(format!("`version` is {version}, expected one that there was")))
    };
    let version = given.number("version")?.map(known).transpose()?;
    let field = serde_json::from_value(given.rest());
    Ok((field.map_err(|error| Error::invalid(format!("this is no field: {error}")))?, version))
}

fn add(cx: &Cx, request: &Request) -> Result<Response> {
    body(cx, request, |cx, given| {
        let name = defined::add(cx, field(given)?.0)?;
        let added = Response::json(defined::find(&defined::latest(cx)?.fields, &name)?)?;
        Ok(added.status(201))
    })
}

fn change(cx: &Cx, request: &Request) -> Result<Response> {
    body(cx, request, |cx, given| {
        let (field, version) = field(given)?;
        Response::json(&defined::change(cx, request.param("name"), version, field)?)
    })
}

fn order(cx: &Cx, request: &Request) -> Result<Response> {
    body(cx, request, |cx, mut given| {
        let names =
            given.texts("order")?.ok_or_else(|| Error::invalid("`order` is missing: the names of fields"))?;
        given.end()?;
        defined::order(cx, &names)?;
        Response::json(&shown(&defined::latest(cx)?))
    })
}

fn versions(cx: &Cx, request: &Request) -> Result<Response> {
    let limit = request.query_as("limit")?.unwrap_or(AT_ONCE);
    if !(1..=AT_ONCE).contains(&limit) {
        return Err(Error::invalid(format!("`limit` is {limit}, expected 1 to {AT_ONCE}")));
    }
    let (versions, next) = defined::versions(cx, limit, request.query("cursor").map(str::to_owned))?;
    Response::json(&json!({ "versions": versions.iter().map(shown).collect::<Vec<_>>(), "next": next }))
}

fn bring_back(cx: &Cx, request: &Request) -> Result<Response> {
    let text = request.param("version");
    let number = text.parse().map_err(|_| Error::not_found(format!("`{text}` is not a number")))?;
    defined::bring_back(cx, number)?;
    Response::json(&shown(&defined::latest(cx)?))
}

fn tags(cx: &Cx, _: &Request) -> Result<Response> {
    cx.require(EDIT, None)?;
    let tag = |tag: tagging::Listed| {
        json!({
            "name": tag.name,
            "colour": tag.shade,
            "defined": tag.shade.is_some(),
            "tickets": tag.tickets.min(tag.most),
            "more": tag.tickets > tag.most,
        })
    };
    Response::json(&json!({ "tags": tagging::list(cx)?.into_iter().map(tag).collect::<Vec<_>>() }))
}

fn colour(given: &mut Object) -> Result<Option<Shade>> {
    let word = given.text("colour")?;
    word.map(|word| {
        let known = || Shade::ALL.map(Shade::word).join(", ");
        Shade::parse(&word)
            .ok_or_else(|| Error::invalid(format!("`colour` is `{word}`, expected one of {}", known())))
    })
    .transpose()
}

fn add_tag(cx: &Cx, request: &Request) -> Result<Response> {
    body(cx, request, |cx, mut given| {
        let (name, colour) = (given.required("name")?, colour(&mut given)?.unwrap_or_default());
        given.end()?;
        let name = tagging::add(cx, &name, colour)?;
        Ok(Response::json(&json!({ "name": name, "colour": colour }))?.status(201))
    })
}

fn change_tag(cx: &Cx, request: &Request) -> Result<Response> {
    body(cx, request, |cx, mut given| {
        let (to, colour) = (given.text("name")?, colour(&mut given)?);
        let merge = given.flag("merge")?.unwrap_or_default();
        given.end()?;
        let name = request.param("name");
        if let Some(colour) = colour {
            tagging::paint(cx, name, colour)?;
        }
        if let Some(to) = to {
            tagging::rename(cx, name, &to, merge)?;
        }
        Ok(Response::no_content())
    })
}

fn remove_tag(cx: &Cx, request: &Request) -> Result<Response> {
    let off_tickets = request.query_as("tickets")?.unwrap_or(false);
    tagging::remove(cx, request.param("name"), off_tickets)?;
    Ok(Response::no_content())
}
