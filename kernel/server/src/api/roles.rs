//! Roles, the ready-made and the desk's own.

use super::preview::preview;
use super::{change as change_with, read};
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::{Audience, Grant, Role, RoleId, RoleKind};
use ombud_identity::{Actor, Identity, NewRole, RoleChange, role};
use ombud_store::UnitOfWork;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    title: String,
    #[serde(default)]
    description: String,
    /// Whether its holders are staff.
    #[serde(default = "yes")]
    staff: bool,
    /// Whether it may never contact a customer.
    #[serde(default)]
    collaborator: bool,
    #[serde(default)]
    grants: Vec<Grant>,
}

fn yes() -> bool {
    true
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    grants: Option<Vec<Grant>>,
    #[serde(default)]
    retired: Option<bool>,
}

pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    let roles = read(desk, &asked.caller, |_, unit, authority| role::list(unit, authority))?;
    let roles: Vec<Value> = roles.iter().map(view).collect();
    Ok(reply::json(200, &json!({ "roles": roles })))
}

pub(super) fn get(desk: &Desk, asked: &Asked, id: RoleId) -> Answer {
    let found = read(desk, &asked.caller, |_, unit, authority| {
        Ok(role::list(unit, authority)?.into_iter().find(|role| role.id == id))
    })?;
    let found = found.ok_or_else(|| Problem::not_found(format!("there is no role `{id}`")))?;
    Ok(reply::json(200, &view(&found)))
}

pub(super) async fn create(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let only_tried = asked.is_preview()?;
    let new: New = body::json(&asked.headers, asked.body).await?;
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        let New { name, title, description, staff, collaborator, grants } = new.clone();
        let audience = if staff { Audience::Staff } else { Audience::Everyone };
        role::create(unit, actor, NewRole { name, title, description, audience, collaborator, grants })
    };
    if only_tried {
        return preview(desk, &asked.caller, vec![], work).await;
    }
    let made = change_with(desk, &asked.caller, work).await?;
    Ok(reply::json(201, &view(&made)))
}

pub(super) async fn change(desk: &Arc<Desk>, asked: Asked, id: RoleId) -> Answer {
    let only_tried = asked.is_preview()?;
    let changes: Changes = body::json(&asked.headers, asked.body).await?;
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        let Changes { name, title, description, grants, retired } = changes.clone();
        role::change(unit, actor, id, RoleChange { name, title, description, grants }, retired)
    };
    if only_tried {
        return preview(desk, &asked.caller, vec![], work).await;
    }
    let changed = change_with(desk, &asked.caller, work).await?;
    Ok(reply::json(200, &view(&changed)))
}

fn view(role: &Role) -> Value {
    json!({
        "id": role.id.to_string(), "name": role.name, "title": role.title, "description": role.description,
        "built_in": matches!(role.kind, RoleKind::BuiltIn(_)), "staff": role.audience == Audience::Staff,
        "collaborator": role.collaborator, "retired": role.retired, "grants": role.grants,
    })
}
