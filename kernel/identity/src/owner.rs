//! The one owner: a single row, so there can't be two, and none only before the desk is set up.

use ombud_access::{BuiltIn, Timestamp, UserId, guard};
use ombud_store::{Table, UnitOfWork};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::person::{self, Person};
use crate::{Identity, IdentityError, Result, assignment, policy, refusal, secret};

pub(crate) const OWNER: Table<UserId> = Table::new("owner");
const KEY: &str = "owner";

/// Who owns the desk; nobody before [`Identity::first_owner`].
pub fn current(uow: &mut UnitOfWork) -> Result<Option<UserId>> {
    Ok(uow.get(&OWNER, KEY)?)
}

/// Makes somebody else the owner; the former one becomes an administrator. One change: there is no
/// moment with two owners or none. Needs `kernel:ownership.transfer`, which only the owner has.
pub fn transfer<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, to: UserId) -> Result<()> {
    let actor = actor.into();
    actor.require("kernel:ownership.transfer")?;
    let from = current(uow)?;
    let heir = person::require(uow, to)?;
    let (Some(from), true) = (from, from == actor.authority.user()) else {
        return Err(IdentityError::Conflict(refusal!("refused-transfer-by")));
    };
    if from == to {
        return Err(IdentityError::Conflict(refusal!("refused-transfer-self")));
    }
    if !heir.active || !assignment::is_staff(&heir.roles, actor.authority.snapshot(), actor.authority.now()) {
        return Err(IdentityError::Conflict(refusal!("refused-transfer-to")));
    }
    guard::transfer_ownership(actor.authority, &heir.subject())?;
    uow.put(&OWNER, KEY, &to)?;
    assignment::give(uow, from, BuiltIn::Administrator)?;
    policy::bump(uow)?;
    let fact = Fact {
        action: "ownership.transfer",
        target: person::target(to),
        before: audit::json(&from)?,
        after: audit::json(&to)?,
    };
    audit::append(uow, actor, fact)
}

impl Identity {
    /// Sets up an empty desk: its first person, who owns it. Works as long as there is no owner, and
    /// never again. CPU heavy: it hashes the password.
    pub fn first_owner(
        &self,
        uow: &mut UnitOfWork,
        name: &str,
        email: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<Person> {
        if current(uow)?.is_some() {
            return Err(IdentityError::Conflict(refusal!("refused-owner-known")));
        }
        let person = person::blank(UserId(secret::id(now)?), name, email, now)?;
        person::insert(uow, &person)?;
        self.store_password(uow, person.id, password, now)?;
        uow.put(&OWNER, KEY, &person.id)?;
        policy::bump(uow)?;
        let fact = Fact {
            action: "desk.setup",
            target: person::target(person.id),
            before: None,
            after: audit::json(&person)?,
        };
        audit::by_kernel(uow, now, None, None, fact)?;
        Ok(person)
    }
}
