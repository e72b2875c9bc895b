//! Who sends a request.

use super::problem::{Answer, Problem};
use crate::Desk;
use hyper::header::{AUTHORIZATION, COOKIE, HeaderMap};
use ombud_access::{SessionId, UserId};
use ombud_identity::{Principal, session};
use std::sync::Arc;

/// The cookie of a session.
pub(crate) const COOKIE_NAME: &str = "ombud_session";

/// Who sends a request, and by what we know.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub principal: Principal,
    pub user: Option<UserId>,
    pub session: Option<SessionId>,
    /// By a cookie, which the browser sends whoever wants it.
    pub by_cookie: bool,
    /// The session's or token's secret, to look again whether it still opens.
    pub secret: Option<String>,
    /// Network address.
    pub address: String,
    /// Came by way of https.
    pub secure: bool,
}

impl Caller {
    /// Recognises who sends these headers. A bad token is an error, a stale cookie only a visitor.
    pub fn recognise(desk: &Arc<Desk>, headers: &HeaderMap, address: String) -> Answer<Caller> {
        let secure = headers.get("x-forwarded-proto").is_some_and(|p| p == "https");
        let visitor = Caller {
            principal: Principal::Visitor,
            user: None,
            session: None,
            by_cookie: false,
            secret: None,
            address,
            secure,
        };
        let (secret, by_cookie) = match headers.get(AUTHORIZATION) {
            Some(value) => {
                let bearer = value.to_str().ok().and_then(|v| v.split_once(' '));
                match bearer {
                    Some((scheme, secret)) if scheme.eq_ignore_ascii_case("bearer") => (secret.trim(), false),
                    _ => {
                        let detail = "`Authorization` must be `Bearer …` with a session's or an API token";
                        return Err(Problem::new(401, "not signed in", detail));
                    }
                }
            }
            None => match cookie(headers) {
                Some(secret) => (secret, true),
                None => return Ok(visitor),
            },
        };
        let Some(known) = desk.identity().authenticate(secret, desk.now())? else {
            if by_cookie {
                return Ok(visitor);
            }
            return Err(Problem::new(
                401,
                "not signed in",
                "this token is unknown, has ended or was revoked",
            ));
        };
        if known.stale {
            touch(desk.clone(), secret.to_owned());
        }
        Ok(Caller {
            principal: known.principal,
            user: Some(known.user),
            session: known.session,
            by_cookie,
            secret: Some(secret.to_owned()),
            ..visitor
        })
    }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

/// Notes that a session is in use, beside the request.
fn touch(desk: Arc<Desk>, secret: String) {
    tokio::spawn(async move {
        let mut unit = desk.store().begin();
        if session::touch(&mut unit, &secret, desk.now()).is_ok()
            && let Err(error) = unit.commit().await
        {
            tracing::debug!(%error, "the use of a session was not noted");
        }
    });
}
