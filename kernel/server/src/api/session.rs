//! Signing in and out, for programs; and one's own sessions.

use super::{change, read};
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::sign_in::{self, Key};
use ombud_access::{SessionId, UserId};
use ombud_identity::{Principal, SignInError, guest, session};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    email: String,
    password: String,
    /// Of the authenticator, or a recovery code; where a second factor is asked for.
    #[serde(default)]
    code: Option<String>,
}

pub(super) async fn create(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let device = asked.headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let Credentials { email, password, code } = body::json(&asked.headers, asked.body).await?;
    let address = asked.caller.address;
    let entered = sign_in::enter(desk, Key::Password { email, password }, address.clone(), device.clone());
    let signed_in = match (entered.await, code) {
        (Err(SignInError::CodeNeeded { half }), Some(code)) => {
            sign_in::enter(desk, Key::Code { half, code }, address, device).await?
        }
        (entered, _) => entered?,
    };
    let session = &signed_in.session;
    Ok(reply::json(
        201,
        &json!({
            "token": signed_in.token.as_str(),
            "session": session.id.to_string(),
            "user": session.user.to_string(),
            "expires": session.expires().0,
        }),
    ))
}

pub(super) async fn end(desk: &Arc<Desk>, asked: Asked) -> Answer {
    if let (Some(_), Principal::Token(pass)) = (asked.caller.pass_of(), asked.caller.principal()) {
        change(desk, &asked.caller, move |_, unit, actor| guest::leave(unit, actor, pass)).await?;
        return Ok(reply::no_content());
    }
    let Some(id) = asked.caller.session() else {
        return Err(Problem::invalid(
            "this is an API token and not a session: revoke it at `/api/v1/tokens/{id}`",
        ));
    };
    end_one(desk, asked, id).await
}

pub(super) async fn end_one(desk: &Arc<Desk>, asked: Asked, id: SessionId) -> Answer {
    let user = asked.caller.signed_in()?;
    change(desk, &asked.caller.as_oneself(), move |_, unit, actor| session::sign_out(unit, actor, user, id))
        .await?;
    Ok(reply::no_content())
}

/// Ends all of one's sessions but this one.
pub(super) async fn end_others(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let (user, keep) = (asked.caller.signed_in()?, asked.caller.session());
    change(desk, &asked.caller.as_oneself(), move |_, unit, actor| {
        session::sign_out_everywhere(unit, actor, user, keep)
    })
    .await?;
    Ok(reply::no_content())
}

/// Ends all sessions of somebody.
pub(super) async fn end_all_of(desk: &Arc<Desk>, asked: Asked, user: UserId) -> Answer {
    change(desk, &asked.caller, move |_, unit, actor| session::sign_out_everywhere(unit, actor, user, None))
        .await?;
    Ok(reply::no_content())
}

pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    list_of(desk, asked, asked.caller.signed_in()?)
}

/// The sessions of somebody.
pub(super) fn list_of(desk: &Desk, asked: &Asked, user: UserId) -> Answer {
    let sessions = read(desk, &asked.caller, |_, unit, authority| session::list(unit, authority, user))?;
    let sessions: Vec<_> = sessions
        .iter()
        .map(|s| {
            json!({
                "id": s.id.to_string(), "device": s.device, "from": s.from, "created": s.created.0,
                "seen": s.seen.0, "expires": s.expires().0, "current": asked.caller.session() == Some(s.id),
            })
        })
        .collect();
    Ok(reply::json(200, &json!({ "sessions": sessions })))
}
