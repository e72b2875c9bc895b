//! Links by which a person chooses a new password, or the first one: used once, and not for long.

use ombud_access::{Timestamp, UserId};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{Identity, IdentityError, Result, assignment, owner, person, refusal, secret, session};

/// By the hash of the secret.
const RESETS: Table<Reset> = Table::new("password_resets");
/// The person to the hash: a new link ends the one before.
const BY_USER: Table<String> = Table::new("password_resets_by_user");

/// A link that nobody used is over after a day. Milliseconds.
pub const LIFE: u64 = 24 * 60 * 60 * 1000;

#[derive(Serialize, Deserialize)]
struct Reset {
    user: UserId,
    until: Timestamp,
}

/// Gives the secret of a link for somebody, to be mailed to the person's address. The present password
/// goes on until the link is used. Needs `kernel:password.reset` and rights no smaller than the person's.
pub fn issue<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, user: UserId) -> Result<String> {
    let actor = actor.into();
    actor.require("kernel:password.reset")?;
    assignment::outranks(uow, &actor, user)?;
    let secret = write(uow, user, actor.authority.now())?;
    let target = person::target(user);
    audit::append(uow, actor, Fact { action: "password.link", target, before: None, after: None })?;
    Ok(secret)
}

/// The same for the owner, for whoever sits at the machine that the desk runs on: nobody else could let
/// an owner in who forgot the password. Never call this for a request.
pub fn issue_for_owner(uow: &mut UnitOfWork, now: Timestamp) -> Result<String> {
    let Some(owner) = owner::current(uow)? else {
        return Err(IdentityError::Conflict(refusal!("refused-no-owner")));
    };
    let secret = write(uow, owner, now)?;
    let target = person::target(owner);
    audit::by_kernel(
        uow,
        now,
        None,
        None,
        Fact { action: "password.link", target, before: None, after: None },
    )?;
    Ok(secret)
}

/// A link that is asked for so soon after the last is none. Milliseconds.
const APART: u64 = 15 * 60 * 1000;

/// The same for whoever has this address and asks for it without being signed in. None: nobody has it who may sign in,
/// or the last link was made just now. Tell whoever asks nothing of that.
pub fn issue_to(
    uow: &mut UnitOfWork,
    email: &str,
    from: &str,
    now: Timestamp,
) -> Result<Option<(UserId, String)>> {
    let Some(person) = person::by_email(uow, email)?.filter(|person| person.active) else { return Ok(None) };
    if let Some(hash) = uow.get(&BY_USER, &person.id.to_string())?
        && let Some(Reset { until, .. }) = uow.get(&RESETS, &hash)?
        && until.0.saturating_add(APART) > now.plus(LIFE).0
    {
        return Ok(None);
    }
    let secret = write(uow, person.id, now)?;
    let fact = Fact { action: "password.link", target: person::target(person.id), before: None, after: None };
    audit::by_kernel(uow, now, None, Some(from), fact)?;
    Ok(Some((person.id, secret)))
}

/// Whether somebody can still choose a password by this link.
pub fn is_open(uow: &mut UnitOfWork, secret: &str, now: Timestamp) -> Result<bool> {
    let reset = uow.get(&RESETS, &secret::digest(secret))?;
    let Some(Reset { user, .. }) = reset.filter(|reset| now.is_before(Some(reset.until))) else {
        return Ok(false);
    };
    Ok(person::require(uow, user)?.active)
}

/// Ends the link of a person, if there is one.
pub(crate) fn forget(uow: &mut UnitOfWork, user: UserId) -> Result<()> {
    if let Some(hash) = uow.get(&BY_USER, &user.to_string())? {
        uow.remove(&RESETS, &hash)?;
        uow.remove(&BY_USER, &user.to_string())?;
    }
    Ok(())
}

impl Identity {
    /// Whether a link for this address may be asked for from there now, known or not; otherwise how long to wait.
    pub fn may_ask_for_link(
        &self,
        email: &str,
        from: &str,
        now: Timestamp,
    ) -> std::result::Result<(), std::time::Duration> {
        let account: String = email.trim().to_lowercase().chars().take(254).collect();
        self.links.admit(&account, Some(from), now)
    }

    /// Sets the password of the person whom the link was for, ends the link and all sessions. False: the
    /// link is not one, was used, or is over. CPU heavy: it hashes the password.
    pub fn redeem_reset(
        &self,
        uow: &mut UnitOfWork,
        secret: &str,
        password: &str,
        from: Option<&str>,
        now: Timestamp,
    ) -> Result<bool> {
        let reset = uow.get(&RESETS, &secret::digest(secret))?;
        let Some(Reset { user, .. }) = reset.filter(|reset| now.is_before(Some(reset.until))) else {
            return Ok(false);
        };
        if !person::require(uow, user)?.active {
            return Ok(false);
        }
        self.store_password(uow, user, password, now)?;
        session::end_all(uow, user, None)?;
        let fact =
            Fact { action: "password.change", target: person::target(user), before: None, after: None };
        audit::by_kernel(uow, now, Some(user), from, fact)?;
        Ok(true)
    }
}

fn write(uow: &mut UnitOfWork, user: UserId, now: Timestamp) -> Result<String> {
    forget(uow, user)?;
    let secret = secret::random_text()?;
    let hash = secret::digest(&secret);
    uow.put(&RESETS, &hash, &Reset { user, until: now.plus(LIFE) })?;
    uow.put(&BY_USER, &user.to_string(), &hash)?;
    Ok(secret)
}
