//! Who I am.

use super::{read, users};
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_identity::{PersonChange, person};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) fn get(desk: &Desk, asked: &Asked) -> Answer {
    let user = asked.caller.signed_in()?;
    let me = read(desk, &asked.caller, |identity, unit, authority| {
        let Some(person) = identity.person(unit, user)? else { return Ok(None) };
        let mut me = users::view(unit, authority, &person)?;
        me["staff"] = json!(authority.is_staff());
        me["permissions"] = authority
            .snapshot()
            .policy()
            .permissions
            .iter()
            .map(|p| p.name.as_str())
            .filter(|name| authority.can_ever(name))
            .collect();
        Ok(Some(me))
    })?;
    let mut me = me.ok_or_else(Problem::sign_in)?;
    me["owner"] = json!(desk.identity().snapshot().policy().owner == Some(user));
    Ok(reply::json(200, &me))
}

/// What anybody may change of the own account; what is none stays, an empty text is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    alias: Option<String>,
    language: Option<String>,
}

pub(super) async fn change(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let user = asked.caller.signed_in()?;
    let Changes { alias, language } = body::json(&asked.headers, asked.body).await?;
    let me = super::change(desk, &asked.caller, move |_, unit, actor| {
        let change =
            PersonChange { alias: alias.clone(), language: language.clone(), ..PersonChange::default() };
        let person = person::update(unit, actor, user, change)?;
        users::view(unit, actor.authority(), &person)
    })
    .await?;
    Ok(reply::json(200, &me))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    present: String,
    password: String,
}

pub(super) async fn change_password(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let keep = asked.caller.session();
    let NewPassword { present, password } = body::json(&asked.headers, asked.body).await?;
    let right = super::change(desk, &asked.caller, move |identity, unit, actor| {
        identity.change_password(unit, actor, &present, &password, keep)
    })
    .await?;
    if right { Ok(reply::no_content()) } else { Err(Problem::invalid("`present` is not your password")) }
}
