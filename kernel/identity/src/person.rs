//! People: staff and customers alike, one row each.

use ombud_access::{
    Audience, BuiltIn, DepartmentId, Envelope, HeldRole, RecordId, Snapshot, Subject, Timestamp, UserId,
};
use ombud_store::{Decoded, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{IdentityError, Result, assignment, membership, owner, refusal, reset, secret, session, text};

pub mod search;

pub(crate) const PEOPLE: Table<Person> = Table::new("people");
pub(crate) const BY_EMAIL: Table<UserId> = Table::new("people_by_email");

/// The most people of one page.
const PAGE: usize = 200;

/// A person, with all that the engine needs to know of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// What colleagues see.
    pub name: String,
    /// What customers see instead of the name.
    pub alias: Option<String>,
    /// The mail address, in lower case, by which one signs in. None also where it may not be seen.
    pub email: Option<String>,
    /// A suspended person may do nothing.
    pub active: bool,
    /// The person's own language; none: that of the desk.
    pub language: Option<String>,
    /// When the account was made.
    pub created: Timestamp,
    /// The departments the person works in.
    pub departments: Vec<DepartmentId>,
    /// The roles held. The owner's is not among them: who owns the desk stands in the policy.
    pub roles: Vec<HeldRole>,
}

impl Person {
    /// As the engine sees the person.
    pub fn subject(&self) -> Subject {
        Subject {
            id: self.id,
            active: self.active,
            departments: self.departments.clone(),
            roles: self.roles.clone(),
        }
    }

    /// Whether the person holds a live role that makes its holders staff, or owns the desk.
    pub fn is_staff(&self, policy: &Snapshot, now: Timestamp) -> bool {
        assignment::is_staff(&self.roles, policy, now) || policy.policy().owner == Some(self.id)
    }
}

/// Somebody to be added.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// What colleagues see.
    pub name: String,
    /// The mail address; nobody else may have it.
    pub email: String,
    /// What customers see.
    pub alias: Option<String>,
    /// The person's own language.
    pub language: Option<String>,
    /// At least one.
    pub roles: Vec<HeldRole>,
    /// Where the person works.
    pub departments: Vec<DepartmentId>,
}

/// What to change; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct PersonChange {
    /// A new name.
    pub name: Option<String>,
    /// A new address.
    pub email: Option<String>,
    /// A new alias; an empty one is none.
    pub alias: Option<String>,
    /// A new language; an empty one is that of the desk.
    pub language: Option<String>,
}

/// Adds a person. Needs `kernel:person.create`, and what giving the roles and departments needs.
pub fn create<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, new: NewPerson) -> Result<Person> {
    let actor = actor.into();
    actor.require("kernel:person.create")?;
    let now = actor.authority.now();
    let mut person = blank(UserId(secret::id(now)?), &new.name, &new.email, now)?;
    person.alias = text::optional_name("alias", new.alias.as_deref())?;
    person.language = language(new.language.as_deref())?;
    insert(uow, &person)?;
    audit::append(
        uow,
        actor,
        Fact {
            action: "person.create",
            target: target(person.id),
            before: None,
            after: audit::json(&person)?,
        },
    )?;
    assignment::set(uow, actor, person.id, new.roles)?;
    for department in new.departments {
        membership::add(uow, actor, person.id, department)?;
    }
    require(uow, person.id)
}

/// Changes what a person is called and reached by. Needs `kernel:person.edit` and rights no smaller
/// than the person's; one's own alias and language anybody may change.
pub fn update<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    id: UserId,
    change: PersonChange,
) -> Result<Person> {
    let actor = actor.into();
    let before = require(uow, id)?;
    let harmless = change.name.is_none() && change.email.is_none();
    if !(harmless && actor.is_self(id)) {
        actor.require("kernel:person.edit")?;
        // Whoever changes an address can sign in with it next, so this is as good as a password.
        assignment::outranks(uow, &actor, id)?;
    }
    let mut after = before.clone();
    if let Some(name) = change.name {
        after.name = text::name("name", &name)?;
    }
    if let Some(email) = change.email {
        let email = text::email(&email)?;
        if before.email.as_ref() != Some(&email) {
            claim(uow, &email, id)?;
            if let Some(old) = &before.email {
                uow.remove(&BY_EMAIL, old)?;
            }
            after.email = Some(email);
            // A link that went to the old address opens nothing any more.
            reset::forget(uow, id)?;
        }
    }
    if let Some(alias) = change.alias {
        after.alias = text::optional_name("alias", Some(&alias))?;
    }
    if let Some(tag) = change.language {
        after.language = language(Some(&tag))?;
    }
    save(uow, actor, "person.edit", &before, after)
}

/// Suspends a person, which ends all sessions at once, or lets him in again. Needs
/// `kernel:person.suspend` and rights no smaller than his. Nobody suspends the owner or himself.
pub fn set_active<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    id: UserId,
    active: bool,
) -> Result<Person> {
    let actor = actor.into();
    actor.require("kernel:person.suspend")?;
    let before = require(uow, id)?;
    if owner::current(uow)? == Some(id) {
        return Err(IdentityError::Conflict(refusal!("refused-suspend-owner")));
    }
    if actor.authority.on_behalf() == Some(id) {
        return Err(IdentityError::Conflict(refusal!("refused-suspend-self")));
    }
    assignment::outranks(uow, &actor, id)?;
    if !active {
        session::end_all(uow, id, None)?;
    }
    let after = Person { active, ..before.clone() };
    save(uow, actor, if active { "person.restore" } else { "person.suspend" }, &before, after)
}

/// The person with this address, or a new customer with it. Never changes somebody who exists. Needs
/// `kernel:customer.create`. The caller brings the id, so that a recorded call replays.
pub fn ensure_customer<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    id: UserId,
    email: &str,
    name: &str,
) -> Result<Person> {
    let actor = actor.into();
    actor.require("kernel:customer.create")?;
    let email = text::email(email)?;
    if let Some(known) = by_email(uow, &email)? {
        return Ok(known);
    }
    // A message may come without a name; the address is then the best there is.
    let name = if name.trim().is_empty() { email.split('@').next().unwrap_or(&email) } else { name };
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    let person = blank(id, &name, &email, actor.authority.now())?;
    if get(uow, id)?.is_some() {
        return Err(IdentityError::Conflict(refusal!("refused-person-known", name = id.to_string())));
    }
    insert(uow, &person)?;
    let person = assignment::give(uow, id, BuiltIn::Customer)?;
    audit::append(
        uow,
        actor,
        Fact { action: "customer.create", target: target(id), before: None, after: audit::json(&person)? },
    )?;
    Ok(person)
}

/// The person with this id. Checks nothing: what a caller may see of people is the caller's business.
pub fn get(uow: &mut UnitOfWork, id: UserId) -> Result<Option<Person>> {
    Ok(uow.get(&PEOPLE, &id.to_string())?)
}

/// The same, decoded once.
pub(crate) fn known(
    uow: &mut UnitOfWork,
    id: UserId,
    known: &Decoded<Person>,
) -> Result<Option<Arc<Person>>> {
    Ok(uow.get_decoded(&PEOPLE, &id.to_string(), known, |person| person)?)
}

/// What the engine needs of the person with this id.
pub(crate) fn subject(
    uow: &mut UnitOfWork,
    id: UserId,
    known: &Decoded<Subject>,
) -> Result<Option<Arc<Subject>>> {
    Ok(uow.get_decoded(&PEOPLE, &id.to_string(), known, |person| person.subject())?)
}

/// The person with this address, whatever its letter case. Checks nothing.
pub fn by_email(uow: &mut UnitOfWork, email: &str) -> Result<Option<Person>> {
    let Ok(email) = text::email(email) else { return Ok(None) };
    match uow.get(&BY_EMAIL, &email)? {
        Some(id) => get(uow, id),
        None => Ok(None),
    }
}

/// People in the order they were added, after `after`. Needs `kernel:person.read`; addresses are
/// filled in only with `kernel:email.read` as well.
pub fn list<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    after: Option<UserId>,
    limit: usize,
) -> Result<Vec<Person>> {
    let actor = actor.into();
    actor.require("kernel:person.read")?;
    let addresses = actor.require("kernel:email.read").is_ok();
    let after = after.map(|id| id.to_string());
    let rows = uow.scan(&PEOPLE, "", after.as_deref(), limit.clamp(1, PAGE))?;
    Ok(rows
        .into_iter()
        .map(|(_, person)| Person { email: person.email.clone().filter(|_| addresses), ..person })
        .collect())
}

/// How the audit names a person.
pub(crate) fn target(id: UserId) -> String {
    format!("person:{id}")
}

pub(crate) fn require(uow: &mut UnitOfWork, id: UserId) -> Result<Person> {
    get(uow, id)?.ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-person", name = id.to_string())))
}

/// Someone with a name and an address and nothing else yet.
pub(crate) fn blank(id: UserId, name: &str, email: &str, now: Timestamp) -> Result<Person> {
    Ok(Person {
        id,
        name: text::name("name", name)?,
        alias: None,
        email: Some(text::email(email)?),
        active: true,
        language: None,
        created: now,
        departments: Vec::new(),
        roles: Vec::new(),
    })
}

pub(crate) fn insert(uow: &mut UnitOfWork, person: &Person) -> Result<()> {
    if let Some(email) = &person.email {
        claim(uow, email, person.id)?;
    }
    put(uow, person)
}

/// Writes the row only; indexes of roles and departments are kept by their own rooms.
pub(crate) fn put(uow: &mut UnitOfWork, person: &Person) -> Result<()> {
    uow.put(&PEOPLE, &person.id.to_string(), person)?;
    announce(uow, person)
}

/// Takes the row away; the caller sees to it that nothing leads to it any more.
pub(crate) fn remove(uow: &mut UnitOfWork, person: &Person) -> Result<()> {
    uow.remove(&PEOPLE, &person.id.to_string())?;
    announce(uow, person)
}

fn announce(uow: &mut UnitOfWork, person: &Person) -> Result<()> {
    // No permission reads it as a record, so that nobody hears of it but the kernel: the search follows.
    let filed = Envelope {
        collection: Arc::from("kernel:people"),
        id: RecordId::from(person.id.0),
        version: 0,
        department: None,
        assignee: None,
        requester: None,
        participants: Vec::new(),
        audience: Audience::Staff,
        parent: None,
        created: person.created,
        updated: person.created,
    };
    Ok(uow.announce(filed, "kernel:people.changed".into(), None, "{}".into())?)
}

/// The ids of up to `limit` people, in order, those after `after`. Checks nothing.
pub fn ids_after(uow: &mut UnitOfWork, after: Option<&str>, limit: usize) -> Result<Vec<UserId>> {
    Ok(uow.scan(&PEOPLE, "", after, limit)?.into_iter().map(|(_, person)| person.id).collect())
}

/// Writes the row and its line in the audit, if there is anything to write.
pub(crate) fn save(
    uow: &mut UnitOfWork,
    actor: Actor<'_>,
    action: &str,
    before: &Person,
    after: Person,
) -> Result<Person> {
    if *before != after {
        put(uow, &after)?;
        let fact = Fact {
            action,
            target: target(after.id),
            before: audit::json(before)?,
            after: audit::json(&after)?,
        };
        audit::append(uow, actor, fact)?;
    }
    Ok(after)
}

fn claim(uow: &mut UnitOfWork, email: &str, id: UserId) -> Result<()> {
    if uow.get(&BY_EMAIL, email)?.is_some_and(|holder| holder != id) {
        return Err(IdentityError::Conflict(refusal!("refused-address-taken", email = email)));
    }
    Ok(uow.put(&BY_EMAIL, email, &id)?)
}

fn language(tag: Option<&str>) -> Result<Option<String>> {
    tag.map(str::trim).filter(|tag| !tag.is_empty()).map(text::language).transpose()
}
