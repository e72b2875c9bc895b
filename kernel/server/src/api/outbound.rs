//! What plugins send to other machines: where, with which secrets, and what became of it.

use super::act;
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::Answer;
use crate::http::reply;
use ombud_access::PluginId;
use ombud_host::EgressMandate;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// Requests that are listed.
const LISTED: usize = 500;

pub(super) fn egress(desk: &Desk, id: &PluginId) -> Answer {
    let plugin = super::plugins::one(desk, id)?;
    Ok(reply::json(
        200,
        &json!({
            "hosts": plugin.inspection.manifest.hosts,
            "chosen": desk.host().egress(id)?,
            "secrets": desk.host().secrets(id)?,
        }),
    ))
}

pub(super) async fn choose_egress(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let caller = asked.caller;
    let chosen: EgressMandate = body::json(&asked.headers, asked.body).await?;
    let told = chosen.clone();
    act(desk, &caller, move |desk, actor| async move {
        Ok(desk.host().choose_egress(&id, chosen, &actor).await?)
    })
    .await?;
    Ok(reply::json(200, &told))
}

pub(super) fn effects(desk: &Desk, id: &PluginId) -> Answer {
    Ok(reply::json(200, &json!({ "effects": desk.host().effects(id, LISTED)? })))
}

/// What a secret is. There is no way to read it back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    value: String,
}

pub(super) async fn tell_secret(desk: &Arc<Desk>, asked: Asked, id: PluginId, name: String) -> Answer {
    let caller = asked.caller;
    let Told { value } = body::json(&asked.headers, asked.body).await?;
    act(desk, &caller, move |desk, actor| async move {
        Ok(desk.host().tell_secret(&id, &name, Some(&value), &actor).await?)
    })
    .await?;
    Ok(reply::no_content())
}

pub(super) async fn take_secret(desk: &Arc<Desk>, asked: Asked, id: PluginId, name: String) -> Answer {
    act(desk, &asked.caller, move |desk, actor| async move {
        Ok(desk.host().tell_secret(&id, &name, None, &actor).await?)
    })
    .await?;
    Ok(reply::no_content())
}
