//! Roles as TOML files: out, in, and those that are ready-made.

use super::preview::preview;
use super::{change as change_with, read};
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, Reply};
use ombud_identity::{Actor, Identity, role, role_file};
use ombud_store::UnitOfWork;
use serde_json::{Value, json};
use std::sync::Arc;

/// What a role file is sent as.
const TOML: &str = "application/toml";

/// All roles as one file, or with `name` those.
pub(super) fn export(desk: &Desk, asked: &Asked) -> Answer {
    let names: Vec<&str> =
        asked.query.iter().filter(|(key, _)| key == "name").map(|(_, name)| name.as_str()).collect();
    let text = read(desk, &asked.caller, |identity, unit, authority| {
        let mut roles = role::list(unit, authority)?;
        roles.retain(|role| names.is_empty() || names.contains(&role.name.as_str()));
        let policy = identity.policy_in(unit)?;
        Ok(role_file::write(&roles, &policy))
    })?;
    Ok(toml(text))
}

/// Makes and changes roles by a file; with `leave_out_undeclared=true`, without the grants that nobody declares here.
pub(super) async fn import(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let only_tried = asked.is_preview()?;
    let leave_out = asked.query("leave_out_undeclared") == Some("true");
    let kind = body::kind(&asked.headers);
    if kind != TOML {
        let detail = format!("send the role file as `{TOML}`, not as `{kind}`");
        return Err(Problem::new(415, "wrong type", detail));
    }
    let bytes = body::whole(asked.body, body::SMALL).await?;
    let text = String::from_utf8(bytes).map_err(|_| Problem::invalid("the file is not UTF-8"))?;
    let told = role_file::read(&text)?;
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        role_file::import(unit, actor, told.clone(), leave_out)
    };
    if only_tried {
        return preview(desk, &asked.caller, vec![], work).await;
    }
    let done = change_with(desk, &asked.caller, work).await?;
    Ok(reply::json(200, &done))
}

/// What is ready-made, with the files to begin from.
pub(super) fn ready_made() -> Answer {
    let files: Vec<Value> =
        role_file::READY_MADE.iter().map(|(name, text)| json!({ "name": name, "file": text })).collect();
    Ok(reply::json(200, &json!({ "ready_made": files })))
}

fn toml(text: String) -> Reply {
    reply::bytes(200, "application/toml; charset=utf-8", text.into_bytes())
}
