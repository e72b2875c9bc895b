//! The second factor: one's own, and taking away that of somebody who has lost it.

use super::{change, read};
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::UserId;
use ombud_identity::second_factor;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Password {
    password: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    code: String,
}

/// Whether one is asked for, since when, and how many recovery codes are left.
pub(super) fn get(desk: &Desk, asked: &Asked) -> Answer {
    let user = asked.caller.signed_in()?;
    let status = read(desk, &asked.caller, |_, unit, _| second_factor::status(unit, user))?;
    Ok(reply::json(
        200,
        &json!({
            "asked_for": status.is_some(), "since": status.map(|s| s.since.0),
            "recovery_codes": status.map(|s| s.recovery_codes),
        }),
    ))
}

/// A key for an authenticator; told once, and in force when a code of it has been seen.
pub(super) async fn begin(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let Password { password } = body::json(&asked.headers, asked.body).await?;
    let begun = change(desk, &asked.caller, move |identity, unit, actor| {
        identity.begin_second_factor(unit, actor, &password)
    })
    .await?;
    let begun = begun.ok_or_else(not_the_password)?;
    Ok(reply::json(201, &json!({ "key": begun.key, "address": begun.address })))
}

/// Puts it in force; the recovery codes are told once.
pub(super) async fn confirm(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let keep = asked.caller.session();
    let Code { code } = body::json(&asked.headers, asked.body).await?;
    let codes =
        change(desk, &asked.caller, move |_, unit, actor| second_factor::confirm(unit, actor, &code, keep))
            .await?;
    let codes = codes.ok_or_else(|| Problem::invalid("`code` is not what the authenticator shows now"))?;
    Ok(reply::json(200, &json!({ "recovery_codes": codes })))
}

pub(super) async fn end(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let Password { password } = body::json(&asked.headers, asked.body).await?;
    let right = change(desk, &asked.caller, move |identity, unit, actor| {
        identity.end_second_factor(unit, actor, &password)
    })
    .await?;
    if right { Ok(reply::no_content()) } else { Err(not_the_password()) }
}

/// For somebody who has lost authenticator and recovery codes.
pub(super) async fn remove(desk: &Arc<Desk>, asked: Asked, id: UserId) -> Answer {
    change(desk, &asked.caller, move |_, unit, actor| second_factor::remove(unit, actor, id)).await?;
    Ok(reply::no_content())
}

fn not_the_password() -> Problem {
    Problem::invalid("`password` is not your password")
}
