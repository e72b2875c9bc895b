//! API tokens: keys for programs, with a part of their person's rights.

use super::{change, read};
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::Answer;
use crate::http::reply;
use ombud_access::{Grant, Timestamp, TokenId};
use ombud_identity::{ApiToken, token};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewToken {
    name: String,
    grants: Vec<Grant>,
    #[serde(default)]
    until: Option<Timestamp>,
}

pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    let user = asked.caller.signed_in()?;
    let tokens = read(desk, &asked.caller, |_, unit, authority| token::list(unit, authority, user))?;
    let tokens: Vec<Value> = tokens.iter().map(view).collect();
    Ok(reply::json(200, &json!({ "tokens": tokens })))
}

pub(super) async fn create(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let NewToken { name, grants, until } = body::json(&asked.headers, asked.body).await?;
    let (secret, minted) = change(desk, &asked.caller, move |_, unit, actor| {
        token::mint(unit, actor, &name, grants.clone(), until)
    })
    .await?;
    let mut answer = view(&minted);
    answer["token"] = json!(secret);
    Ok(reply::json(201, &answer))
}

pub(super) async fn revoke(desk: &Arc<Desk>, asked: Asked, id: TokenId) -> Answer {
    change(desk, &asked.caller, move |_, unit, actor| token::revoke(unit, actor, id)).await?;
    Ok(reply::no_content())
}

fn view(token: &ApiToken) -> Value {
    json!({
        "id": token.id.to_string(), "name": token.name, "grants": token.grants,
        "created": token.created.0, "until": token.until.map(|u| u.0),
    })
}
