//! Standing orders: what people have plugins do in their name while they are away.

use super::{change, read};
use crate::Desk;
use crate::http::listen::Asked;
use crate::http::problem::Answer;
use crate::http::reply;
use ombud_access::UserId;
use ombud_identity::order;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) fn list(desk: &Desk, asked: &Asked, giver: UserId) -> Answer {
    let orders = read(desk, &asked.caller, |_, unit, authority| order::list(unit, authority, giver))?;
    let orders: Vec<Value> = orders
        .iter()
        .map(|order| {
            json!({
                "id": order.id(), "plugin": order.plugin, "title": order.title, "permissions": order.permissions,
                "given": order.given.0,
            })
        })
        .collect();
    Ok(reply::json(200, &json!({ "orders": orders })))
}

pub(super) async fn withdraw(desk: &Arc<Desk>, asked: Asked, giver: UserId, id: String) -> Answer {
    change(desk, &asked.caller, move |_, unit, actor| order::withdraw(unit, actor, giver, &id)).await?;
    Ok(reply::no_content())
}
