//! Who people are and what they may: people, departments, roles, credentials, sessions, tokens, and the
//! audit of it all.
//!
//! One noun a file. A change takes the unit of work and an [`Actor`]; it checks the kernel's permission,
//! asks the guards of [`ombud_access::guard`] whether the actor gives only what he holds, writes, and
//! notes it in the audit, all in the same unit of work. Whoever commits the unit commits all of it.
//!
//! The tables are the truth; [`Identity`] keeps what is not in them: the policy compiled from them, the
//! count of failed sign-ins, and how passwords are hashed. It reads no clock: the time comes from the
//! caller.

mod actor;
mod admission;
mod directory;
mod error;
mod network;
mod ready_made;
mod refusal;
mod secret;
mod sign_in;
mod text;
mod throttle;

pub mod assignment;
pub mod audit;
pub mod ban;
pub mod credential;
pub mod department;
pub mod effect;
pub mod guest;
pub mod membership;
pub mod order;
pub mod owner;
pub mod permission;
pub mod person;
pub mod plugin;
mod policy;
pub mod reset;
pub mod role;
pub mod role_file;
pub mod second_factor;
pub mod session;
pub mod token;
mod verify;

use arc_swap::ArcSwap;
use ombud_access::{Snapshot, Subject, Timestamp};
use ombud_store::{CommitError, Decoded, Store};

pub use actor::Actor;
pub use ban::{Ban, NewBan};
pub use credential::PasswordCost;
pub use department::Department;
pub use effect::Effect;
pub use error::{IdentityError, Result};
pub use guest::{Guest, NewGuest, Pass};
pub use network::Network;
pub use order::Order;
pub use permission::kernel_permissions;
pub use person::{NewPerson, Person, PersonChange};
pub use plugin::{Installer, LeftOut, Registration};
pub use refusal::Refusal;
pub use role::{NewRole, RoleChange};
pub use session::{Session, SessionToken};
pub use sign_in::{Attempt, Authenticated, Principal, SignInError, SignedIn};
pub use token::ApiToken;
pub use verify::verify;

/// What can be chosen when the desk is opened.
#[derive(Clone, Copy, Debug)]
pub struct IdentityOptions {
    /// How much work a password costs. The default is right; tests take
    /// [`PasswordCost::for_tests`], or they would spend their time hashing.
    pub password_cost: PasswordCost,
    /// So many guests are admitted in an hour, from everywhere: what a desk keeps of them does not grow faster.
    pub guests_an_hour: u32,
}

impl Default for IdentityOptions {
    fn default() -> IdentityOptions {
        IdentityOptions { password_cost: PasswordCost::default(), guests_an_hour: admission::OF_ALL }
    }
}

/// People and their rights, on top of a store.
pub struct Identity {
    store: Store,
    policy: ArcSwap<Snapshot>,
    hasher: credential::Hasher,
    throttle: throttle::Throttle,
    /// Of links that are asked for.
    links: throttle::Throttle,
    admissions: admission::Admissions,
    bans: ArcSwap<ban::Known>,
    /// Each call asks for somebody, mostly for the same.
    subjects: Decoded<Subject>,
    /// Lists name many people, mostly the same.
    people: Decoded<Person>,
}

/// People who are kept ready, decoded.
const READY: usize = 10_000;

impl Identity {
    /// Opens the desk's people with the default options.
    pub async fn open(store: Store, now: Timestamp) -> Result<Identity> {
        Identity::open_with(store, IdentityOptions::default(), now).await
    }

    /// Opens the desk's people. The first time this makes the ready-made roles; each time it declares the
    /// kernel's permissions as this version knows them.
    pub async fn open_with(store: Store, options: IdentityOptions, now: Timestamp) -> Result<Identity> {
        let mut uow = store.begin();
        let empty = policy::epoch(&mut uow)? == 0;
        let changed = permission::declare_kernel(&mut uow)?;
        if empty {
            role::seed(&mut uow, now)?;
        }
        if empty || changed {
            policy::bump(&mut uow)?;
        }
        let policy = policy::compile(&mut uow)?;
        uow.commit().await.map_err(not_opened)?;
        audit::chain::open(&store).await?;
        let hasher = credential::Hasher::new(options.password_cost)?;
        Ok(Identity {
            store,
            policy: ArcSwap::from_pointee(policy),
            hasher,
            throttle: throttle::Throttle::default(),
            links: throttle::Throttle::default(),
            admissions: admission::Admissions::new(options.guests_an_hour),
            bans: ArcSwap::default(),
            subjects: Decoded::new(READY),
            people: Decoded::new(READY),
        })
    }

    /// How many passwords were verified, right or wrong, since the desk was opened. For metrics, and for
    /// the test that an unknown address costs as much as a known one.
    pub fn passwords_verified(&self) -> u64 {
        self.hasher.verified()
    }
}

fn not_opened(error: CommitError) -> IdentityError {
    IdentityError::System(format!("the first roles and permissions were not kept: {error}"))
}
