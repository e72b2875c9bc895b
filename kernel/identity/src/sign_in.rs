//! Who is it? Signing in, and recognising those who have.

use std::sync::Arc;
use std::time::Duration;

use ombud_access::{
    Authority, PluginId, SessionId, Snapshot, Subject, Target, Timestamp, TokenId, UserId, guard,
};
use ombud_store::UnitOfWork;

use crate::audit::{self, Fact};
use crate::session::{self, Session, SessionToken};
use crate::token::ApiToken;
use crate::{Identity, IdentityError, Result, ban, guest, person, text, token};

/// A try to sign in.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// The address that was typed.
    pub email: &'a str,
    /// The password that was typed.
    pub password: &'a str,
    /// The network address that it comes from.
    pub from: Option<&'a str>,
    /// What the browser says of itself.
    pub device: &'a str,
    /// When.
    pub now: Timestamp,
}

/// What a right password gives.
#[derive(Debug)]
pub struct SignedIn {
    /// For the cookie.
    pub token: SessionToken,
    /// The session that began.
    pub session: Session,
}

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Deliberately does not say which of the two.
    #[error("the address or the password is wrong; try again")]
    WrongCredentials,
    /// Too many wrong ones.
    #[error("too many wrong passwords; try again in {} seconds", .retry_after.as_secs().max(1))]
    Throttled {
        /// How long to wait.
        retry_after: Duration,
    },
    /// Said only to who knows the password.
    #[error("this account is suspended; ask an administrator")]
    Suspended,
    /// The password was right, and a second factor is asked for: [`Identity::finish_sign_in`] takes both.
    #[error("a code is needed as well: that of your authenticator, or a recovery code")]
    CodeNeeded {
        /// Stands for the password, for some minutes.
        half: String,
    },
    /// The code is none, or has served already.
    #[error("the code is wrong, or was used already; wait for the next one")]
    WrongCode,
    /// Between password and code.
    #[error("that took too long; sign in again")]
    TooLate,
    /// Nobody's fault who types.
    #[error(transparent)]
    Failed(#[from] IdentityError),
}

/// What a call is let in by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A signed-in person.
    User(UserId),
    /// A token, which acts for its person.
    Token(TokenId),
    /// A person who looks at the desk as another one, and changes nothing.
    View {
        /// Who looks.
        by: UserId,
        /// As whom.
        of: UserId,
    },
    /// Nobody in particular.
    Visitor,
}

/// A secret that opened something.
#[derive(Clone, Debug)]
pub struct Authenticated {
    /// As what the call goes on.
    pub principal: Principal,
    /// The person.
    pub user: UserId,
    /// The person's roles and departments as of now; a call reads them again in its own unit of work.
    pub subject: Arc<Subject>,
    /// The session, if it was one.
    pub session: Option<SessionId>,
    /// The session's last use should be noted: [`session::touch`].
    pub stale: bool,
    /// It is a guest's pass, and opens what is this plugin's alone.
    pub pass_of: Option<PluginId>,
}

impl Identity {
    /// Checks a password and begins a session. Commit the unit of work in either case, for the audit
    /// notes failures too, and a refusal that is not written down would also be a faster one. On a
    /// conflict try again.
    ///
    /// CPU heavy on purpose: from async code call it inside `spawn_blocking`.
    pub fn sign_in(&self, uow: &mut UnitOfWork, attempt: &Attempt<'_>) -> Result<SignedIn, SignInError> {
        let Attempt { email, password, from, device, now } = *attempt;
        let account = text::email(email).unwrap_or_default();
        self.throttle
            .admit(&account, from, now)
            .map_err(|retry_after| SignInError::Throttled { retry_after })?;
        let person = person::by_email(uow, &account)?;
        let user = person.as_ref().map(|person| person.id);
        let right = self.is_password(uow, user, password, now)?;
        let mut note = |action: &str, user: Option<UserId>| {
            // An unknown address is not noted: people type their passwords there.
            let target = user.map_or_else(|| "person:unknown".to_string(), person::target);
            audit::by_kernel(uow, now, user, from, Fact { action, target, before: None, after: None })
        };
        let Some(person) = person.filter(|_| right) else {
            note("session.refused", user)?;
            self.ban_if_it_goes_on(uow, from, now)?;
            return Err(SignInError::WrongCredentials);
        };
        if !person.active {
            note("session.refused", user)?;
            return Err(SignInError::Suspended);
        }
        self.throttle.succeeded(&account, from);
        match Identity::half_way(uow, person.id, now)? {
            Some(half) => Err(SignInError::CodeNeeded { half }),
            None => Identity::begin_session(uow, person.id, device, from, now),
        }
    }

    /// A sign-in has failed. If too many did from there, nobody signs in from there for a day.
    pub(crate) fn ban_if_it_goes_on(
        &self,
        uow: &mut UnitOfWork,
        from: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        match from {
            Some(from) if self.throttle.failed(from, now) >= ban::FAILURES => {
                ban::after_failures(uow, from, now)
            }
            _ => Ok(()),
        }
    }

    /// Whoever has shown to be this person is in.
    pub(crate) fn begin_session(
        uow: &mut UnitOfWork,
        user: UserId,
        device: &str,
        from: Option<&str>,
        now: Timestamp,
    ) -> Result<SignedIn, SignInError> {
        let fact = Fact { action: "session.begin", target: person::target(user), before: None, after: None };
        audit::by_kernel(uow, now, Some(user), from, fact)?;
        let (token, session) = session::begin(uow, user, device, from, now)?;
        Ok(SignedIn { token, session })
    }

    /// Whom a session's or token's secret belongs to. None: nobody, not any more, or suspended.
    pub fn authenticate(&self, secret: &str, now: Timestamp) -> Result<Option<Authenticated>> {
        let mut uow = self.store.begin();
        let mut pass_of = None;
        let (principal, user, session) = if secret.starts_with(token::PREFIX) {
            let token = token::find(&mut uow, secret, now)?;
            let policy = self.policy_in(&mut uow)?;
            let Some(token) = good(&mut uow, token, &policy, now)? else { return Ok(None) };
            pass_of = token.pass_of;
            (Principal::Token(token.id), token.user, None)
        } else {
            let Some(session) = session::find(&mut uow, secret, now)? else { return Ok(None) };
            let principal = match session.viewing {
                None => Principal::User(session.user),
                Some(of) => Principal::View { by: session.user, of },
            };
            (principal, session.user, Some(session))
        };
        let Some(subject) = self.subject(&mut uow, user)?.filter(|subject| subject.active) else {
            return Ok(None);
        };
        Ok(Some(Authenticated {
            principal,
            user,
            subject,
            stale: session.as_ref().is_some_and(|session| session.is_stale(now)),
            session: session.map(|session| session.id),
            pass_of,
        }))
    }

    /// The authority of a principal in this unit of work, with everything it rests on among the unit's
    /// reads. None: the person or the token is gone, suspended or over; answer as if not signed in.
    pub fn authority(
        &self,
        uow: &mut UnitOfWork,
        principal: &Principal,
        now: Timestamp,
    ) -> Result<Option<Authority>> {
        let policy = self.policy_in(uow)?;
        let (user, grants) = match principal {
            Principal::Visitor => return Ok(Some(Authority::visitor(policy, now))),
            Principal::View { by, of } => return self.view(uow, *by, *of, policy, now),
            Principal::User(user) => (*user, None),
            Principal::Token(id) => {
                let token = token::get(uow, *id)?;
                match good(uow, token, &policy, now)? {
                    Some(token) => (token.user, Some(Arc::new(token.grants))),
                    None => return Ok(None),
                }
            }
        };
        let Some(subject) = self.subject(uow, user)?.filter(|subject| subject.active) else {
            return Ok(None);
        };
        Ok(Some(match grants {
            None => Authority::person(policy, subject, now),
            Some(grants) => Authority::token(policy, subject, grants, now),
        }))
    }

    /// Somebody's authority, for another who only looks. Who may not (any more) sees the desk as himself.
    fn view(
        &self,
        uow: &mut UnitOfWork,
        by: UserId,
        of: UserId,
        policy: Arc<Snapshot>,
        now: Timestamp,
    ) -> Result<Option<Authority>> {
        let Some(viewer) = self.subject(uow, by)?.filter(|viewer| viewer.active) else { return Ok(None) };
        let viewer = Authority::person(policy.clone(), viewer, now);
        let may = viewer.check(session::VIEW_AS, Target::Desk).allowed;
        Ok(Some(match self.subject(uow, of)? {
            Some(seen) if may && guard::outranks(&viewer, &seen).is_ok() => {
                Authority::person(policy, seen, now).seen_by(by)
            }
            _ => viewer.seen_by(by),
        }))
    }
}

/// The token if it opens anything: it is not over, and the plugin whose pass it is still admits guests.
fn good(
    uow: &mut UnitOfWork,
    token: Option<ApiToken>,
    policy: &Snapshot,
    now: Timestamp,
) -> Result<Option<ApiToken>> {
    let Some(token) = token.filter(|token| now.is_before(token.until)) else { return Ok(None) };
    let good = match &token.pass_of {
        None => true,
        Some(plugin) => guest::admits(policy, plugin, now) && !guest::has_ended(uow, plugin, token.created)?,
    };
    Ok(good.then_some(token))
}
