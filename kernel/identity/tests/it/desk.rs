//! A desk for one test.

use ombud_access::{Authority, Grant, HeldRole, PermissionName, Place, RoleId, Scopes, Timestamp, UserId};
use ombud_identity::{
    Attempt, Identity, IdentityError, IdentityOptions, NewPerson, PasswordCost, Principal, Result,
    SignInError, SignedIn, department, person, role,
};
use ombud_store::{CommitError, Store, StoreOptions, UnitOfWork};

pub const PASSWORD: &str = "correct horse battery";
pub const MINUTE: u64 = 60_000;
pub const HOUR: u64 = 60 * MINUTE;
pub const DAY: u64 = 24 * HOUR;

pub struct Desk {
    pub store: Store,
    pub identity: Identity,
    pub now: Timestamp,
    pub owner: UserId,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// Set up, with Olga as its owner.
    pub async fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), StoreOptions::default()).unwrap();
        let now = Timestamp(1_700_000_000_000);
        let options =
            IdentityOptions { password_cost: PasswordCost::for_tests(), ..IdentityOptions::default() };
        let identity = Identity::open_with(store.clone(), options, now).await.unwrap();
        let mut uow = store.begin();
        let owner = identity.first_owner(&mut uow, "Olga", "olga@example.org", PASSWORD, now).unwrap().id;
        uow.commit().await.unwrap();
        Desk { store, identity, now, owner, _folder: folder }
    }

    pub fn wait(&mut self, ms: u64) {
        self.now = self.now.plus(ms);
    }

    /// One change by one person, committed if it was accepted.
    pub async fn by<T>(
        &self,
        user: UserId,
        change: impl FnOnce(&mut UnitOfWork, &Authority) -> Result<T>,
    ) -> Result<T> {
        let mut uow = self.store.begin();
        let authority = self.authority(&mut uow, user);
        let done = change(&mut uow, &authority)?;
        self.commit(uow).await.unwrap();
        Ok(done)
    }

    /// The same with what acts for a person but is not one.
    pub fn authority(&self, uow: &mut UnitOfWork, user: UserId) -> Authority {
        self.identity.authority(uow, &Principal::User(user), self.now).unwrap().expect("an active person")
    }

    pub async fn commit(&self, uow: UnitOfWork) -> std::result::Result<(), CommitError> {
        uow.commit().await.map(|_| ())
    }

    pub fn look<T>(&self, look: impl FnOnce(&mut UnitOfWork) -> Result<T>) -> T {
        look(&mut self.store.begin()).unwrap()
    }

    pub fn role(&self, name: &str) -> RoleId {
        self.look(|uow| role::by_name(uow, name)).expect("such a role").id
    }

    pub fn held(&self, name: &str) -> HeldRole {
        HeldRole { role: self.role(name), place: Place::Everywhere, until: None }
    }

    /// The owner adds somebody with one role and the usual password.
    pub async fn hire(&self, name: &str, role: &str) -> UserId {
        let new = NewPerson {
            name: name.to_string(),
            email: format!("{}@example.org", name.to_lowercase()),
            roles: vec![self.held(role)],
            ..NewPerson::default()
        };
        let person = self.by(self.owner, |uow, by| person::create(uow, by, new)).await.unwrap();
        self.by(self.owner, |uow, by| self.identity.reset_password(uow, by, person.id, PASSWORD))
            .await
            .unwrap();
        person.id
    }

    pub async fn department(&self, name: &str) -> ombud_access::DepartmentId {
        self.by(self.owner, |uow, by| department::create(uow, by, name)).await.unwrap().id
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Result<SignedIn, SignInError> {
        let mut uow = self.store.begin();
        let attempt = Attempt {
            email,
            password,
            from: Some("203.0.113.9"),
            device: "A browser on a train",
            now: self.now,
        };
        let answer = self.identity.sign_in(&mut uow, &attempt);
        self.commit(uow).await.unwrap();
        answer
    }
}

pub fn grant(permission: &str, scopes: Scopes) -> Grant {
    Grant { permission: PermissionName::parse(permission).unwrap(), scopes, until: None }
}

/// Asserts a refusal by the engine or a guard.
#[track_caller]
pub fn denied<T: std::fmt::Debug>(answer: Result<T>) {
    assert!(matches!(answer, Err(IdentityError::Denied(_))), "expected a denial: {answer:?}");
}

#[track_caller]
pub fn conflict<T: std::fmt::Debug>(answer: Result<T>) {
    assert!(matches!(answer, Err(IdentityError::Conflict(_))), "expected a conflict: {answer:?}");
}

#[track_caller]
pub fn invalid<T: std::fmt::Debug>(answer: Result<T>) {
    assert!(matches!(answer, Err(IdentityError::Invalid { .. })), "expected an invalid value: {answer:?}");
}
