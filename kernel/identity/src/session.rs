//! Sessions: a random secret in a cookie, of which the store keeps the hash.

use ombud_access::{SessionId, Timestamp, UserId};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{IdentityError, Result, assignment, person, refusal, secret};

/// By the hash of the secret.
const SESSIONS: Table<Session> = Table::new("sessions");
/// `user/session` to the hash.
const BY_USER: Table<String> = Table::new("sessions_by_user");

const MINUTE: u64 = 60 * 1000;

/// A session that nobody used for so long is over.
const IDLE: u64 = 12 * 60 * MINUTE;

/// However much it is used, it is over after so long.
const TOTAL: u64 = 30 * 24 * 60 * MINUTE;

/// When it was last used is kept this exactly, so that not every request is a write.
const GRAIN: u64 = 5 * MINUTE;

/// What looking at the desk as somebody else needs.
pub(crate) const VIEW_AS: &str = "kernel:person.view-as";

/// The longest text about a device that is kept, in characters.
const DEVICE_LIMIT: usize = 200;

/// More sessions than anybody has; the oldest give way.
const MOST: usize = 100;

/// A session, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Names it in lists; opens nothing.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// What the browser said of itself.
    pub device: String,
    /// The network address it began from.
    pub from: Option<String>,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used, to a few minutes.
    pub seen: Timestamp,
    /// As whom the person looks at the desk just now, without changing anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewing: Option<UserId>,
}

impl Session {
    /// Whether it still opens anything.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now.is_before(Some(self.expires()))
    }

    /// When it will be over if nobody uses it.
    pub fn expires(&self) -> Timestamp {
        self.seen.plus(IDLE).min(self.created.plus(TOTAL))
    }

    /// Whether its last use should be written down again, with [`touch`].
    pub fn is_stale(&self, now: Timestamp) -> bool {
        now.since(self.seen) >= GRAIN
    }
}

/// The secret of a session, for the cookie and nowhere else. Printing it shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(pub(crate) String);

impl SessionToken {
    /// The text for the cookie: 64 letters and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

/// The sessions of a person, newest first: one's own, or with `kernel:session.end` anybody's.
pub fn list<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, user: UserId) -> Result<Vec<Session>> {
    let actor = actor.into();
    if !actor.is_self(user) {
        actor.require("kernel:session.end")?;
    }
    let now = actor.authority.now();
    let mut sessions: Vec<_> = of(uow, user)?.into_iter().map(|(_, session)| session).collect();
    sessions.retain(|session| session.is_live(now));
    sessions.reverse();
    Ok(sessions)
}

/// Ends one session: one's own, or with `kernel:session.end` that of somebody with no more rights.
pub fn sign_out<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    user: UserId,
    session: SessionId,
) -> Result<()> {
    let actor = actor.into();
    may_end(uow, &actor, user)?;
    let found = of(uow, user)?.into_iter().find(|(_, found)| found.id == session);
    let Some((hash, session)) = found else {
        return Err(IdentityError::NotFound(refusal!("refused-no-session", name = session.to_string())));
    };
    remove(uow, &hash, &session)?;
    let fact = Fact {
        action: "session.end",
        target: person::target(user),
        before: audit::json(&session)?,
        after: None,
    };
    audit::append(uow, actor, fact)
}

/// Ends all sessions of a person but perhaps the one in use. The same rights as [`sign_out`].
pub fn sign_out_everywhere<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    user: UserId,
    keep: Option<SessionId>,
) -> Result<()> {
    let actor = actor.into();
    may_end(uow, &actor, user)?;
    let ended = end_all(uow, user, keep)?;
    let before = audit::json(&ended)?;
    audit::append(
        uow,
        actor,
        Fact { action: "session.end-all", target: person::target(user), before, after: None },
    )
}

/// From now on one's session looks at the desk as somebody else, or again as oneself. Looking needs
/// `kernel:person.view-as` and rights no smaller than that person's; it changes nothing and is noted in the audit.
pub fn look_as<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    session: SessionId,
    whom: UserId,
) -> Result<Session> {
    let actor = actor.into();
    let Some(user) = actor.authority.user().filter(|user| actor.is_self(*user)) else {
        return Err(IdentityError::Conflict(refusal!("refused-view-signed-in")));
    };
    actor.require(VIEW_AS)?;
    assignment::outranks(uow, &actor, whom)?;
    let mut changed = own(uow, user, session)?;
    if whom == user {
        return Err(IdentityError::invalid("user", refusal!("refused-view-self")));
    }
    let before = changed.1.viewing.replace(whom);
    uow.put(&SESSIONS, &changed.0, &changed.1)?;
    let fact = Fact {
        action: "person.view-as",
        target: person::target(whom),
        before: audit::json(&before)?,
        after: audit::json(&changed.1.id)?,
    };
    audit::append(uow, actor, fact)?;
    Ok(changed.1)
}

/// The end of looking as somebody else, for the person whose session it is.
pub fn look_as_oneself(
    uow: &mut UnitOfWork,
    user: UserId,
    session: SessionId,
    now: Timestamp,
    from: Option<&str>,
) -> Result<Session> {
    let (hash, mut changed) = own(uow, user, session)?;
    let Some(seen) = changed.viewing.take() else { return Ok(changed) };
    uow.put(&SESSIONS, &hash, &changed)?;
    let before = audit::json(&changed.id)?;
    let fact = Fact { action: "person.view-as-end", target: person::target(seen), before, after: None };
    audit::by_kernel(uow, now, Some(user), from, fact)?;
    Ok(changed)
}

fn own(uow: &mut UnitOfWork, user: UserId, session: SessionId) -> Result<(String, Session)> {
    let found = of(uow, user)?.into_iter().find(|(_, found)| found.id == session);
    found.ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-session", name = session.to_string())))
}

/// Notes that a session was used now. Worth a write only if it [is stale](Session::is_stale).
pub fn touch(uow: &mut UnitOfWork, token: &str, now: Timestamp) -> Result<()> {
    let hash = secret::digest(token);
    if let Some(mut session) = uow.get(&SESSIONS, &hash)?
        && session.is_live(now)
        && session.is_stale(now)
    {
        session.seen = now;
        uow.put(&SESSIONS, &hash, &session)?;
    }
    Ok(())
}

/// Begins a session and drops those of the same person that are over.
pub(crate) fn begin(
    uow: &mut UnitOfWork,
    user: UserId,
    device: &str,
    from: Option<&str>,
    now: Timestamp,
) -> Result<(SessionToken, Session)> {
    let mut present = of(uow, user)?;
    while present.len() >= MOST {
        let (hash, oldest) = present.remove(0);
        remove(uow, &hash, &oldest)?;
    }
    for (hash, session) in present.iter().filter(|(_, session)| !session.is_live(now)) {
        remove(uow, hash, session)?;
    }
    let token = SessionToken(secret::random_text()?);
    let session = Session {
        id: SessionId(secret::id(now)?),
        user,
        device: device.chars().filter(|c| !c.is_control()).take(DEVICE_LIMIT).collect(),
        from: from.map(str::to_string),
        created: now,
        seen: now,
        viewing: None,
    };
    let hash = secret::digest(&token.0);
    uow.put(&SESSIONS, &hash, &session)?;
    uow.put(&BY_USER, &index_key(&session), &hash)?;
    Ok((token, session))
}

/// The live session with this secret.
pub(crate) fn find(uow: &mut UnitOfWork, token: &str, now: Timestamp) -> Result<Option<Session>> {
    Ok(uow.get(&SESSIONS, &secret::digest(token))?.filter(|session| session.is_live(now)))
}

/// Ends all sessions of a person but one and says which.
pub(crate) fn end_all(uow: &mut UnitOfWork, user: UserId, keep: Option<SessionId>) -> Result<Vec<SessionId>> {
    let mut ended = Vec::new();
    for (hash, session) in of(uow, user)? {
        if Some(session.id) != keep {
            remove(uow, &hash, &session)?;
            ended.push(session.id);
        }
    }
    Ok(ended)
}

fn may_end(uow: &mut UnitOfWork, actor: &Actor<'_>, user: UserId) -> Result<()> {
    if actor.is_self(user) {
        return Ok(());
    }
    actor.require("kernel:session.end")?;
    assignment::outranks(uow, actor, user)
}

/// All sessions of a person with their hashes, oldest first, those that are over included.
fn of(uow: &mut UnitOfWork, user: UserId) -> Result<Vec<(String, Session)>> {
    let mut sessions = Vec::new();
    for (_, hash) in uow.scan(&BY_USER, &format!("{user}/"), None, 2 * MOST)? {
        if let Some(session) = uow.get(&SESSIONS, &hash)? {
            sessions.push((hash, session));
        }
    }
    Ok(sessions)
}

fn remove(uow: &mut UnitOfWork, hash: &str, session: &Session) -> Result<()> {
    uow.remove(&SESSIONS, hash)?;
    Ok(uow.remove(&BY_USER, &index_key(session))?)
}

fn index_key(session: &Session) -> String {
    format!("{}/{}", session.user, session.id)
}
