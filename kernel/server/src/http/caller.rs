//! Who sends a request.

use super::problem::{Answer, Problem};
use crate::Desk;
use hyper::header::{AUTHORIZATION, COOKIE, HeaderMap};
use ombud_access::{PluginId, SessionId, UserId};
use ombud_identity::{Authenticated, Principal, session};
use std::net::IpAddr;
use std::sync::Arc;

/// The cookie of a session. Over https its name says that this very host has set it: a browser takes no such cookie from
/// another one, so that a neighbour under the same domain cannot sign somebody in as he likes.
pub(crate) fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-ombud_session" } else { "ombud_session" }
}

/// What an open page asks for by itself: nobody need be there, so a session that has nothing else ends when its idle hours are over.
const BY_ITSELF: [&str; 4] = ["/api/v1/presence", "/api/v1/signals", "/api/v1/events", "/api/v1/health"];

/// Who sends a request, and from where.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub who: Who,
    /// Network address.
    pub address: String,
    /// Came by way of https.
    pub secure: bool,
}

/// Who sends a request, and by what we know.
#[derive(Clone, Debug)]
pub(crate) enum Who {
    Visitor,
    /// By the cookie of a session, which the browser sends whoever wants it.
    Cookie {
        principal: Principal,
        user: UserId,
        session: SessionId,
        secret: String,
    },
    /// By the secret of an API token, or of a session, which only who knows it can send.
    Bearer {
        principal: Principal,
        user: UserId,
        session: Option<SessionId>,
        secret: String,
        /// It is a guest's pass, of this plugin.
        pass_of: Option<PluginId>,
    },
}

impl Caller {
    /// Recognises who sends these headers. A bad token is an error, a stale cookie only a visitor.
    pub fn recognise(desk: &Arc<Desk>, path: &str, headers: &HeaderMap, peer: IpAddr) -> Answer<Caller> {
        let (address, secure) = desk.proxies.origin(peer, headers);
        let who = recognise(desk, headers, secure, !BY_ITSELF.contains(&path))?;
        Ok(Caller { who, address: address.to_string(), secure })
    }

    /// Somebody in a request of which nothing is looked at but where it comes from.
    pub fn visitor(desk: &Desk, headers: &HeaderMap, peer: IpAddr) -> Caller {
        let (address, secure) = desk.proxies.origin(peer, headers);
        Caller { who: Who::Visitor, address: address.to_string(), secure }
    }

    /// Whose rights decide.
    pub fn principal(&self) -> Principal {
        match &self.who {
            Who::Visitor => Principal::Visitor,
            Who::Cookie { principal, .. } | Who::Bearer { principal, .. } => *principal,
        }
    }

    /// As whom the person looks at the desk, if it is somebody else.
    pub fn viewing(&self) -> Option<UserId> {
        match self.principal() {
            Principal::View { of, .. } => Some(of),
            _ => None,
        }
    }

    /// The same with the person's own rights, for what concerns nobody but the session.
    pub fn as_oneself(&self) -> Caller {
        let mut own = self.clone();
        if let Who::Cookie { principal, user, .. } | Who::Bearer { principal, user, .. } = &mut own.who
            && matches!(principal, Principal::View { .. })
        {
            *principal = Principal::User(*user);
        }
        own
    }

    /// The person, if somebody is signed in.
    pub fn user(&self) -> Option<UserId> {
        match &self.who {
            Who::Visitor => None,
            Who::Cookie { user, .. } | Who::Bearer { user, .. } => Some(*user),
        }
    }

    /// The person; otherwise sign in first.
    pub fn signed_in(&self) -> Answer<UserId> {
        self.user().ok_or_else(Problem::sign_in)
    }

    /// The session, if it is one.
    pub fn session(&self) -> Option<SessionId> {
        match &self.who {
            Who::Visitor => None,
            Who::Cookie { session, .. } => Some(*session),
            Who::Bearer { session, .. } => *session,
        }
    }

    /// The session's or token's secret, to look again whether it still opens.
    pub fn secret(&self) -> Option<&str> {
        match &self.who {
            Who::Visitor => None,
            Who::Cookie { secret, .. } | Who::Bearer { secret, .. } => Some(secret),
        }
    }

    /// The plugin whose guest sends this; none: nobody's.
    pub fn pass_of(&self) -> Option<&PluginId> {
        match &self.who {
            Who::Bearer { pass_of, .. } => pass_of.as_ref(),
            _ => None,
        }
    }

    /// Whether a browser sent the cookie by itself, perhaps for somebody else's page.
    pub fn by_cookie(&self) -> bool {
        matches!(self.who, Who::Cookie { .. })
    }
}

/// `used`: somebody is there who uses the session.
fn recognise(desk: &Arc<Desk>, headers: &HeaderMap, secure: bool, used: bool) -> Answer<Who> {
    let Some(value) = headers.get(AUTHORIZATION) else {
        let Some(secret) = cookie(headers, cookie_name(secure)) else { return Ok(Who::Visitor) };
        // The cookie is for sessions; nothing else that opens something is taken from it.
        return Ok(match known(desk, secret, used)? {
            Some(Authenticated { principal, user, session: Some(session), .. }) => {
                Who::Cookie { principal, user, session, secret: secret.to_owned() }
            }
            _ => Who::Visitor,
        });
    };
    let secret = match value.to_str().ok().and_then(|v| v.split_once(' ')) {
        Some((scheme, secret)) if scheme.eq_ignore_ascii_case("bearer") => secret.trim(),
        _ => {
            let detail = "`Authorization` must be `Bearer …` with a session's or an API token";
            return Err(Problem::new(401, "not signed in", detail));
        }
    };
    let Some(Authenticated { principal, user, session, pass_of, .. }) = known(desk, secret, used)? else {
        return Err(Problem::new(401, "not signed in", "this token is unknown, has ended or was revoked"));
    };
    Ok(Who::Bearer { principal, user, session, secret: secret.to_owned(), pass_of })
}

/// Whom a secret belongs to.
fn known(desk: &Arc<Desk>, secret: &str, used: bool) -> Answer<Option<Authenticated>> {
    let known = desk.identity().authenticate(secret, desk.now())?;
    if used && known.as_ref().is_some_and(|known| known.stale) {
        touch(desk.clone(), secret.to_owned());
    }
    Ok(known)
}

pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
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
