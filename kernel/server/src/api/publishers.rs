//! Keys of publishers that are trusted.

use super::act;
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::Answer;
use crate::http::reply;
use ombud_host::{PublisherKey, Trusted};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    key: PublisherKey,
    name: String,
}

fn view(key: &PublisherKey, trusted: &Trusted) -> Value {
    json!({ "key": key, "name": trusted.name, "at": trusted.at })
}

pub(super) fn list(desk: &Desk) -> Answer {
    let publishers: Vec<Value> =
        desk.host().publishers()?.iter().map(|(key, trusted)| view(key, trusted)).collect();
    Ok(reply::json(200, &json!({ "publishers": publishers })))
}

pub(super) async fn trust(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let caller = asked.caller;
    let New { key, name } = body::json(&asked.headers, asked.body).await?;
    let trusted =
        act(
            desk,
            &caller,
            move |desk, actor| async move { Ok(desk.host().trust(key, &name, &actor).await?) },
        )
        .await?;
    Ok(reply::json(201, &view(&key, &trusted)))
}

pub(super) async fn distrust(desk: &Arc<Desk>, asked: Asked, key: PublisherKey) -> Answer {
    act(desk, &asked.caller, move |desk, actor| async move { Ok(desk.host().distrust(key, &actor).await?) })
        .await?;
    Ok(reply::no_content())
}
