//! Passwords: Argon2id, in PHC strings, which carry their own parameters.
//!
//! Hashing takes tens of milliseconds and tens of megabytes on purpose. From async code, call what
//! hashes inside `spawn_blocking`; however many threads do, only as many hash at a time as there are
//! processors.

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use ombud_access::{Timestamp, UserId};
use ombud_store::{Table, UnitOfWork};
use parking_lot::{Condvar, Mutex};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{
    Identity, IdentityError, Result, assignment, person, refusal, reset, second_factor, secret, session,
};

const CREDENTIALS: Table<Credential> = Table::new("credentials");

/// Shortest password, in characters. Length is what helps; no rules about digits and signs.
const SHORTEST: usize = 8;

/// Longest password, in bytes: enough for any sentence, too little to keep a processor busy.
const LONGEST: usize = 1024;

#[derive(Serialize, Deserialize)]
struct Credential {
    phc: String,
    changed: Timestamp,
}

/// How much work one password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// How often the memory is filled.
    pub passes: u32,
    /// How many lanes fill it.
    pub lanes: u32,
}

impl Default for PasswordCost {
    /// What the argon2 crate recommends (19 MiB, 2 passes, 1 lane: OWASP's first choice).
    fn default() -> Self {
        PasswordCost {
            memory_kib: Params::DEFAULT_M_COST,
            passes: Params::DEFAULT_T_COST,
            lanes: Params::DEFAULT_P_COST,
        }
    }
}

impl PasswordCost {
    /// The least that Argon2 allows. For tests only: it protects nothing.
    pub fn for_tests() -> Self {
        PasswordCost { memory_kib: Params::MIN_M_COST, passes: Params::MIN_T_COST, lanes: Params::MIN_P_COST }
    }
}

/// Hashes and verifies, a few at a time.
pub(crate) struct Hasher {
    argon2: Argon2<'static>,
    /// A hash of a password that nobody has, verified when there is none to verify.
    nobody: String,
    free: Mutex<usize>,
    freed: Condvar,
    verified: AtomicU64,
}

impl Hasher {
    pub(crate) fn new(cost: PasswordCost) -> Result<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
            .map_err(|error| IdentityError::System(format!("the password cost: {error}")))?;
        let processors = std::thread::available_parallelism().map_or(2, |n| n.get());
        let mut hasher = Hasher {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            nobody: String::new(),
            free: Mutex::new(processors),
            freed: Condvar::new(),
            verified: AtomicU64::new(0),
        };
        hasher.nobody = hasher.hash(&secret::random_text()?)?;
        Ok(hasher)
    }

    pub(crate) fn hash(&self, password: &str) -> Result<String> {
        let failed = |error| IdentityError::System(format!("no password could be hashed: {error}"));
        let salt = SaltString::encode_b64(&secret::random::<16>()?).map_err(failed)?;
        self.in_turn(|| self.argon2.hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string()))
            .map_err(failed)
    }

    /// Whether the password is right. Without a hash to compare with the work is the same, and the
    /// answer no: how long it takes does not tell who has an account.
    pub(crate) fn verify(&self, password: &str, phc: Option<&str>) -> bool {
        self.verified.fetch_add(1, Ordering::Relaxed);
        let against = phc.unwrap_or(&self.nobody);
        let right = self.in_turn(|| {
            PasswordHash::new(against)
                .is_ok_and(|hash| self.argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        right && phc.is_some()
    }

    /// Made with other parameters than today's.
    fn is_outdated(&self, phc: &str) -> bool {
        let made_with = PasswordHash::new(phc).and_then(|hash| Params::try_from(&hash));
        made_with.map_or(true, |params| {
            let today = self.argon2.params();
            (params.m_cost(), params.t_cost(), params.p_cost())
                != (today.m_cost(), today.t_cost(), today.p_cost())
        })
    }

    pub(crate) fn verified(&self) -> u64 {
        self.verified.load(Ordering::Relaxed)
    }

    fn in_turn<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Turn<'a>(&'a Hasher);
        impl Drop for Turn<'_> {
            fn drop(&mut self) {
                *self.0.free.lock() += 1;
                self.0.freed.notify_one();
            }
        }
        let mut free = self.free.lock();
        while *free == 0 {
            self.freed.wait(&mut free);
        }
        *free -= 1;
        drop(free);
        let _turn = Turn(self);
        work()
    }
}

impl Identity {
    /// Sets somebody's password and ends his sessions. Needs `kernel:password.reset` and rights no
    /// smaller than his. CPU heavy, see [`credential`](crate::credential).
    pub fn reset_password<'a>(
        &self,
        uow: &mut UnitOfWork,
        actor: impl Into<Actor<'a>>,
        user: UserId,
        password: &str,
    ) -> Result<()> {
        let actor = actor.into();
        actor.require("kernel:password.reset")?;
        person::require(uow, user)?;
        assignment::outranks(uow, &actor, user)?;
        self.store_password(uow, user, password, actor.authority.now())?;
        session::end_all(uow, user, None)?;
        audit::append(
            uow,
            actor,
            Fact { action: "password.reset", target: person::target(user), before: None, after: None },
        )
    }

    /// A person changes his own password, which takes the present one, and keeps only the session
    /// that he does it in. False: the present password is wrong. CPU heavy.
    pub fn change_password<'a>(
        &self,
        uow: &mut UnitOfWork,
        actor: impl Into<Actor<'a>>,
        present: &str,
        password: &str,
        keep: Option<ombud_access::SessionId>,
    ) -> Result<bool> {
        let actor = actor.into();
        let Some(user) = actor.authority.user().filter(|user| actor.is_self(*user)) else {
            return Err(IdentityError::Conflict(refusal!("refused-password-signed-in")));
        };
        if !self.is_own_password(uow, actor, present)? {
            return Ok(false);
        }
        let now = actor.authority.now();
        self.store_password(uow, user, password, now)?;
        session::end_all(uow, user, keep)?;
        audit::append(
            uow,
            actor,
            Fact { action: "password.change", target: person::target(user), before: None, after: None },
        )?;
        Ok(true)
    }

    /// Whether this is the password of the person who acts on himself.
    pub(crate) fn is_own_password(
        &self,
        uow: &mut UnitOfWork,
        actor: Actor<'_>,
        password: &str,
    ) -> Result<bool> {
        let Some(user) = actor.authority.user() else { return Ok(false) };
        let account = person::require(uow, user)?.email.unwrap_or_default();
        let now = actor.authority.now();
        // A stolen session must not be a way around the throttle.
        if self.throttle.admit(&account, actor.from, now).is_err() {
            return Err(IdentityError::Conflict(refusal!("refused-password-throttled")));
        }
        let right = self.is_password(uow, Some(user), password, now)?;
        if right {
            self.throttle.succeeded(&account, actor.from);
        }
        Ok(right)
    }

    pub(crate) fn store_password(
        &self,
        uow: &mut UnitOfWork,
        user: UserId,
        password: &str,
        now: Timestamp,
    ) -> Result<()> {
        let length = password.chars().count();
        if length < SHORTEST || password.len() > LONGEST {
            return Err(IdentityError::invalid(
                "password",
                refusal!("refused-password", least = SHORTEST, most = LONGEST),
            ));
        }
        let phc = self.hasher.hash(password)?;
        reset::forget(uow, user)?;
        second_factor::forget_half(uow, user)?;
        Ok(uow.put(&CREDENTIALS, &user.to_string(), &Credential { phc, changed: now })?)
    }

    /// Whether this is the password of that person; `None` costs the same and answers no.
    pub(crate) fn is_password(
        &self,
        uow: &mut UnitOfWork,
        user: Option<UserId>,
        password: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let credential = match user {
            Some(user) => uow.get(&CREDENTIALS, &user.to_string())?,
            None => None,
        };
        // Too long to be anybody's: not worth reading, but worth the same work.
        let password = if password.len() > LONGEST { "" } else { password };
        let phc = credential.as_ref().map(|credential| credential.phc.as_str());
        let right = self.hasher.verify(password, phc);
        if let (true, Some(user), Some(phc)) = (right, user, phc)
            && self.hasher.is_outdated(phc)
        {
            let phc = self.hasher.hash(password)?;
            uow.put(&CREDENTIALS, &user.to_string(), &Credential { phc, changed: now })?;
        }
        Ok(right)
    }
}
