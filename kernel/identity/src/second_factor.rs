//! The second factor: codes of an authenticator, and recovery codes for when that is lost.
//!
//! Codes are those that every authenticator makes: RFC 6238 with SHA-1, six digits and thirty seconds. One step to each side
//! is taken too, for clocks that differ; each code serves once (5.2 there). Recovery codes serve once each and are kept as
//! hashes. The key of the authenticator has to be kept as it is, since codes are computed from it.

use ombud_access::{SessionId, Timestamp, UserId};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Secret, Totp};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{
    Identity, IdentityError, Result, SignInError, SignedIn, assignment, person, refusal, secret, session,
};

/// By person.
const FACTORS: Table<Factor> = Table::new("second_factors");

/// Recovery codes that are given at once.
const RECOVERY: usize = 10;

/// Characters of a recovery code: fifty bits, and no two that look alike.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Between the password and the code, milliseconds.
const HALF_LIFE: u64 = 5 * 60 * 1000;

#[derive(Clone, Serialize, Deserialize)]
struct Factor {
    /// The authenticator's, in base 32.
    key: String,
    /// Since when it is asked for; none: a first code has not shown yet that the authenticator works.
    since: Option<Timestamp>,
    /// The step of the last code that served.
    #[serde(default)]
    step: u64,
    /// Hashes of the recovery codes that are left.
    #[serde(default)]
    recovery: Vec<String>,
    /// Somebody who has given the password, and not yet a code.
    #[serde(default)]
    half: Option<Half>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Half {
    hash: String,
    until: Timestamp,
}

/// What an authenticator is told. Shown once, to the person alone.
pub struct Enrolment {
    /// The key, in base 32.
    pub key: String,
    /// The same as an `otpauth` address, for a code to scan.
    pub address: String,
}

impl Enrolment {
    /// The same once more, for a person who mistyped the code; none if it is no key.
    pub fn again(key: &str, email: &str) -> Option<Enrolment> {
        Secret::try_from_base32(key).ok()?;
        let account: String =
            email.chars().filter(|c| c.is_ascii_alphanumeric() || "@.-_".contains(*c)).collect();
        let address = format!("otpauth://totp/Ombud:{account}?secret={key}&issuer=Ombud");
        Some(Enrolment { key: key.to_owned(), address })
    }
}

/// How somebody's second factor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Since when it is asked for.
    pub since: Timestamp,
    /// Recovery codes that are left.
    pub recovery_codes: usize,
}

/// A try to give the second half of a sign-in.
#[derive(Clone, Copy)]
pub struct CodeAttempt<'a> {
    /// What [`SignInError::CodeNeeded`] gave.
    pub half: &'a str,
    /// Of the authenticator, or a recovery code.
    pub code: &'a str,
    /// The network address that it comes from.
    pub from: Option<&'a str>,
    /// What the browser says of itself.
    pub device: &'a str,
    /// When.
    pub now: Timestamp,
}

/// Somebody's second factor; none if it is not asked for.
pub fn status(uow: &mut UnitOfWork, user: UserId) -> Result<Option<Status>> {
    let factor = uow.get(&FACTORS, &user.to_string())?;
    Ok(factor.and_then(|factor| Some(Status { since: factor.since?, recovery_codes: factor.recovery.len() })))
}

/// Takes somebody's second factor away, whose authenticator and recovery codes are lost. Needs `kernel:password.reset` and
/// rights no smaller than the person's; one's own ends by [`Identity::end_second_factor`].
pub fn remove<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, user: UserId) -> Result<()> {
    let actor = actor.into();
    actor.require("kernel:password.reset")?;
    if actor.authority.on_behalf() == Some(user) {
        return Err(IdentityError::Conflict(refusal!("refused-factor-own")));
    }
    person::require(uow, user)?;
    assignment::outranks(uow, &actor, user)?;
    if status(uow, user)?.is_none() {
        return Err(IdentityError::Conflict(refusal!("refused-factor-none")));
    }
    uow.remove(&FACTORS, &user.to_string())?;
    note(uow, actor, "second-factor.remove", user)
}

/// The first code of the authenticator: from now on one is asked for at each sign-in, and the other sessions end. Gives the
/// recovery codes, which cannot be shown again. None: the code is wrong.
pub fn confirm<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    code: &str,
    keep: Option<SessionId>,
) -> Result<Option<Vec<String>>> {
    let actor = actor.into();
    let user = oneself(&actor)?;
    let row = user.to_string();
    let begun = uow.get(&FACTORS, &row)?.filter(|factor| factor.since.is_none());
    let Some(mut factor) = begun else {
        return Err(IdentityError::Conflict(refusal!("refused-factor-password")));
    };
    let now = actor.authority.now();
    if !factor.takes(code, now)? {
        return Ok(None);
    }
    let codes = (0..RECOVERY).map(|_| recovery_code()).collect::<Result<Vec<_>>>()?;
    factor.recovery = codes.iter().map(|code| secret::digest(code)).collect();
    factor.since = Some(now);
    uow.put(&FACTORS, &row, &factor)?;
    session::end_all(uow, user, keep)?;
    note(uow, actor, "second-factor.begin", user)?;
    Ok(Some(codes))
}

impl Identity {
    /// A key for the person's authenticator, which counts when [`confirm`] has seen a code of it. None: the password is
    /// wrong. CPU heavy, see [`credential`](crate::credential).
    pub fn begin_second_factor<'a>(
        &self,
        uow: &mut UnitOfWork,
        actor: impl Into<Actor<'a>>,
        password: &str,
    ) -> Result<Option<Enrolment>> {
        let actor = actor.into();
        let user = oneself(&actor)?;
        if !self.is_own_password(uow, actor, password)? {
            return Ok(None);
        }
        if status(uow, user)?.is_some() {
            return Err(IdentityError::Conflict(refusal!("refused-factor-already")));
        }
        let key = Secret::new_stack(secret::random()?).to_base32();
        let factor = Factor { key: key.clone(), since: None, step: 0, recovery: Vec::new(), half: None };
        uow.put(&FACTORS, &user.to_string(), &factor)?;
        let account = person::require(uow, user)?.email.unwrap_or_default();
        Ok(Enrolment::again(&key, &account))
    }

    /// The person does without a second factor from now on. False: the password is wrong. CPU heavy.
    pub fn end_second_factor<'a>(
        &self,
        uow: &mut UnitOfWork,
        actor: impl Into<Actor<'a>>,
        password: &str,
    ) -> Result<bool> {
        let actor = actor.into();
        let user = oneself(&actor)?;
        if !self.is_own_password(uow, actor, password)? {
            return Ok(false);
        }
        uow.remove(&FACTORS, &user.to_string())?;
        note(uow, actor, "second-factor.end", user)?;
        Ok(true)
    }

    /// Checks the code after the password, and begins the session. Commit the unit of work in either case, as for
    /// [`Identity::sign_in`].
    pub fn finish_sign_in(
        &self,
        uow: &mut UnitOfWork,
        attempt: &CodeAttempt<'_>,
    ) -> Result<SignedIn, SignInError> {
        let CodeAttempt { half, code, from, device, now } = *attempt;
        let user = half.split_once('.').and_then(|(user, _)| user.parse::<UserId>().ok());
        let Some(user) = user else { return Err(SignInError::TooLate) };
        let row = user.to_string();
        let known = uow.get(&FACTORS, &row).map_err(IdentityError::from)?;
        let is_half = |factor: &Factor| {
            let known = factor.half.as_ref();
            known.is_some_and(|known| known.hash == secret::digest(half) && now.is_before(Some(known.until)))
        };
        let Some(mut factor) = known.filter(is_half) else { return Err(SignInError::TooLate) };
        // A code has six digits: whoever knows the password must not try all of them.
        let account = format!("code:{user}");
        self.throttle
            .admit(&account, from, now)
            .map_err(|retry_after| SignInError::Throttled { retry_after })?;
        let refused = |uow: &mut UnitOfWork, error| {
            let target = person::target(user);
            let fact = Fact { action: "session.refused", target, before: None, after: None };
            audit::by_kernel(uow, now, Some(user), from, fact)?;
            Err(error)
        };
        if !factor.takes(code, now)? {
            self.ban_if_it_goes_on(uow, from, now)?;
            return refused(uow, SignInError::WrongCode);
        }
        if !person::require(uow, user)?.active {
            return refused(uow, SignInError::Suspended);
        }
        factor.half = None;
        uow.put(&FACTORS, &row, &factor).map_err(IdentityError::from)?;
        self.throttle.succeeded(&account, from);
        Identity::begin_session(uow, user, device, from, now)
    }

    /// Whoever gave the right password of this person has so long to give a code; none is needed without a second factor.
    pub(crate) fn half_way(uow: &mut UnitOfWork, user: UserId, now: Timestamp) -> Result<Option<String>> {
        let row = user.to_string();
        let Some(mut factor) = uow.get(&FACTORS, &row)?.filter(|factor| factor.since.is_some()) else {
            return Ok(None);
        };
        let half = format!("{user}.{}", secret::random_text()?);
        factor.half = Some(Half { hash: secret::digest(&half), until: now.plus(HALF_LIFE) });
        uow.put(&FACTORS, &row, &factor)?;
        Ok(Some(half))
    }
}

/// Whoever has given a password that is another one now begins again.
pub(crate) fn forget_half(uow: &mut UnitOfWork, user: UserId) -> Result<()> {
    let row = user.to_string();
    if let Some(mut factor) = uow.get(&FACTORS, &row)?.filter(|factor| factor.half.is_some()) {
        factor.half = None;
        uow.put(&FACTORS, &row, &factor)?;
    }
    Ok(())
}

impl Factor {
    /// Whether this is a code that has not served yet; then it has.
    fn takes(&mut self, code: &str, now: Timestamp) -> Result<bool> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        if let Some(step) = self.codes()?.check(&code, now.0 / 1000).filter(|step| *step > self.step) {
            self.step = step;
            return Ok(true);
        }
        let hash = secret::digest(&code);
        let before = self.recovery.len();
        self.recovery.retain(|known| *known != hash);
        Ok(self.recovery.len() < before)
    }

    fn codes(&self) -> Result<Totp> {
        let failed = |why: String| IdentityError::System(format!("the key of an authenticator: {why}"));
        let key = Secret::try_from_base32(&self.key).map_err(|error| failed(error.to_string()))?;
        Builder::new().with_secret(key).build().map_err(|error| failed(error.to_string()))
    }
}

/// Who changes his own second factor: a person, by himself.
fn oneself(actor: &Actor<'_>) -> Result<UserId> {
    actor
        .authority
        .user()
        .filter(|user| actor.is_self(*user))
        .ok_or_else(|| IdentityError::Conflict(refusal!("refused-factor-signed-in")))
}

fn note(uow: &mut UnitOfWork, actor: Actor<'_>, action: &str, user: UserId) -> Result<()> {
    audit::append(uow, actor, Fact { action, target: person::target(user), before: None, after: None })
}

/// Ten characters in two groups.
fn recovery_code() -> Result<String> {
    let letters = secret::random::<10>()?.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let (one, two) = letters.split_at(5);
    Ok([one, &['-'], two].concat().into_iter().collect())
}
