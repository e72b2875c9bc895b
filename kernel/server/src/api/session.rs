//! Signing in and out, for programs; and one's own sessions.

use super::{change, read};
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::{Desk, sign_in};
use ombud_access::SessionId;
use ombud_identity::session;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    email: String,
    password: String,
}

pub(super) async fn create(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let device = asked.headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let Credentials { email, password } = body::json(&asked.headers, asked.body).await?;
    let signed_in = sign_in::enter(desk, email, password, asked.caller.address, device).await?;
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

pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    let user = asked.caller.signed_in()?;
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
