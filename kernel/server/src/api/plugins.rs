//! Plugins: what they are, what they may do, what they cost.

use super::preview::preview;
use super::{authority, change as change_with, to_the_end};
use crate::Desk;
use crate::http::body::{self, COMPONENT};
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::{DepartmentId, Grant, PluginId};
use ombud_host::{Approval, PluginInfo};
use ombud_identity::{Actor, Identity, IdentityError, Installer, plugin};
use ombud_store::UnitOfWork;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A mandate, or the parts of it that shall be different.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewMandate {
    #[serde(default)]
    grants: Option<Vec<Grant>>,
    /// `null`: everywhere.
    #[serde(default, deserialize_with = "present")]
    departments: Option<Option<Vec<DepartmentId>>>,
    #[serde(default)]
    enabled: Option<bool>,
}

/// Tells `null` from nothing said.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// What a plugin file is sent as.
const WASM: &str = "application/wasm";

pub(super) fn list(desk: &Desk) -> Answer {
    let plugins: Vec<Value> = desk.host().plugins().iter().map(|plugin| view(desk, plugin)).collect();
    Ok(reply::json(200, &json!({ "plugins": plugins })))
}

pub(super) fn get(desk: &Desk, id: &PluginId) -> Answer {
    let plugins = desk.host().plugins();
    let plugin = plugins.iter().find(|p| p.inspection.manifest.id() == id);
    let plugin = plugin.ok_or_else(|| Problem::not_found(format!("there is no plugin `{id}`")))?;
    let mut answer = view(desk, plugin);
    answer["manifest"] = json!(plugin.inspection.manifest);
    Ok(reply::json(200, &answer))
}

/// What a file asks for. Runs none of it.
pub(super) async fn inspect(asked: Asked) -> Answer {
    let bytes = component(asked).await?.1;
    let inspection = ombud_host::inspect(&bytes).map_err(|e| Problem::invalid(e.to_string()))?;
    Ok(reply::json(200, &inspection))
}

/// Installs a file. The query says what is approved: `departments=id,id` to enable it there only,
/// `suggestions=no` to leave roles as they are; without it, everything that the manifest asks for.
pub(super) async fn install(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let mut approval =
        Approval { without_suggestions: asked.query("suggestions") == Some("no"), ..Approval::default() };
    if let Some(list) = asked.query("departments") {
        let ids: Result<Vec<_>, _> = list.split(',').map(str::parse).collect();
        approval.departments =
            Some(ids.map_err(|_| Problem::invalid("`departments` must be ids, with commas between"))?);
    }
    let only_tried = asked.is_preview()?;
    let (caller, bytes) = component(asked).await?;
    if only_tried {
        let inspection = ombud_host::inspect(&bytes).map_err(|e| Problem::invalid(e.to_string()))?;
        let registration = ombud_host::registration(&inspection, &approval)?;
        let work = move |identity: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
            identity.register_plugin(unit, Installer::Person(actor), registration)
        };
        return preview(desk, &caller, vec![], work).await;
    }
    let desk = desk.clone();
    let inspection = to_the_end(async move {
        let actor = authority(&desk, &caller, &mut desk.store().begin())?;
        Ok(desk.host().install(bytes, &actor, approval).await?)
    })
    .await?;
    Ok(reply::json(201, &inspection))
}

pub(super) async fn remove(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    if asked.is_preview()? {
        let work =
            move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| plugin::unregister(unit, actor, &id);
        return preview(desk, &asked.caller, vec![], work).await;
    }
    let desk = desk.clone();
    to_the_end(async move {
        let actor = authority(&desk, &asked.caller, &mut desk.store().begin())?;
        Ok(desk.host().remove(&id, &actor).await?)
    })
    .await?;
    Ok(reply::no_content())
}

/// Changes what a plugin may do, where, and whether it runs.
pub(super) async fn set_mandate(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let only_tried = asked.is_preview()?;
    let wanted: NewMandate = body::json(&asked.headers, asked.body).await?;
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        let mut mandate = plugin::get(unit, &id)?
            .ok_or_else(|| IdentityError::NotFound(format!("there is no plugin `{id}`")))?;
        let NewMandate { grants, departments, enabled } = wanted.clone();
        mandate.grants = grants.unwrap_or(mandate.grants);
        mandate.departments = departments.unwrap_or(mandate.departments);
        mandate.enabled = enabled.unwrap_or(mandate.enabled);
        plugin::set_mandate(unit, actor, mandate.clone())?;
        Ok(mandate)
    };
    if only_tried {
        return preview(desk, &asked.caller, vec![], work).await;
    }
    let mandate = change_with(desk, &asked.caller, work).await?;
    Ok(reply::json(200, &mandate))
}

pub(super) async fn choose_settings(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let caller = asked.caller;
    let changes: Map<String, Value> = body::json(&asked.headers, asked.body).await?;
    let desk = desk.clone();
    to_the_end(async move {
        let actor = authority(&desk, &caller, &mut desk.store().begin())?;
        Ok(desk.host().choose_settings(&id, changes, &actor).await?)
    })
    .await?;
    Ok(reply::no_content())
}

/// What plugins failed to handle again and again, and why.
pub(super) fn dead_letters(desk: &Desk) -> Answer {
    Ok(reply::json(200, &json!({ "dead_letters": desk.host().dead_letters()? })))
}

async fn component(asked: Asked) -> Answer<(crate::http::caller::Caller, Vec<u8>)> {
    let kind = body::kind(&asked.headers);
    if kind != WASM {
        return Err(Problem::new(
            415,
            "wrong type",
            format!("send the plugin file as `{WASM}`, not as `{kind}`"),
        ));
    }
    Ok((asked.caller, body::whole(asked.body, COMPONENT).await?))
}

fn view(desk: &Desk, plugin: &PluginInfo) -> Value {
    let about = &plugin.inspection.manifest.plugin;
    let snapshot = desk.identity().snapshot();
    json!({
        "id": about.id, "title": about.title, "summary": about.summary, "version": about.version,
        "state": plugin.state, "sha256": plugin.inspection.sha256, "size": plugin.inspection.size,
        "mandate": snapshot.mandate(&about.id), "figures": plugin.figures,
    })
}
