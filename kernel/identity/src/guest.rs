//! Guests: customers of whom the desk knows no address. A plugin admits whoever comes by, and gives a pass: a token that
//! acts for the guest with what the plugin named, at that plugin's own paths.
//!
//! A guest whose passes are over, and of whom nothing is kept, is cleared away. Of whom something is kept stays, as the
//! customer that the records name.

use ombud_access::{BuiltIn, Denial, Grant, PermissionName, PluginId, Snapshot, Timestamp, TokenId, UserId};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::person::{self, Person};
use crate::token::{self, ApiToken};
use crate::{IdentityError, Result, assignment, permission, refusal, text};

pub(crate) const GUESTS: Table<Guest> = Table::new("guests");
/// `time/person`: at whom it is looked when, earliest first.
pub(crate) const BY_END: Table<()> = Table::new("guests_by_end");

/// Plugins that were forgotten: passes from before that open nothing, whoever has the name now.
const ENDED: Table<Timestamp> = Table::new("guests_ended");

const ADMIT: &str = "kernel:guest.admit";

/// The longest that a pass can be good for, days.
const MOST_DAYS: u16 = 90;
/// The most permissions of a pass.
const MOST_PERMISSIONS: usize = 64;
/// The most passes that a guest has at once; those that end first make room.
const MOST_PASSES: usize = 8;

const DAY: u64 = 24 * 60 * 60 * 1000;

/// Of whom something is kept, it is looked again whether it still is, milliseconds.
const AGAIN: u64 = 30 * DAY;

/// Somebody who came by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Who admitted the guest, and whose passes they are.
    pub plugin: PluginId,
    /// When.
    pub admitted: Timestamp,
    /// When it is looked whether anything is kept of the guest: when the last pass ends, and later on again.
    pub until: Timestamp,
}

/// Whom to admit, and what for.
#[derive(Clone, Debug)]
pub struct NewGuest<'a> {
    /// The caller brings the id, so that a recorded call replays. A guest who is known already keeps the own.
    pub id: UserId,
    /// What colleagues see.
    pub name: &'a str,
    /// The guest's own language.
    pub language: Option<&'a str>,
    /// What the pass opens, of the plugin that admits.
    pub permissions: &'a [PermissionName],
    /// How long.
    pub days: u16,
}

/// What a guest goes on with.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The guest.
    pub user: UserId,
    /// What opens; nobody can read it again.
    pub secret: String,
    /// From this moment on it opens nothing.
    pub until: Timestamp,
}

/// Makes whoever asks a guest and gives a pass; a guest of this plugin gets another pass. Needs `kernel:guest.admit`, and
/// that nobody else is there. That somebody asks at all is the caller's to know.
pub fn admit<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, new: &NewGuest<'_>) -> Result<Pass> {
    let actor = actor.into();
    actor.require(ADMIT)?;
    let Some(plugin) = actor.authority.acting_plugin().cloned() else {
        return Err(Denial::new(ADMIT, "guests are admitted by a plugin, for what it has to offer").into());
    };
    let now = actor.authority.now();
    if !(1..=MOST_DAYS).contains(&new.days) {
        return Err(IdentityError::invalid("days", refusal!("refused-days-between", most = MOST_DAYS)));
    }
    let until = Timestamp(now.0.saturating_add(u64::from(new.days) * DAY));
    let grants = grants(uow, &plugin, new.permissions)?;
    let (person, known) = match actor.authority.on_behalf() {
        None => (come(uow, new, now)?, None),
        Some(user) => match get(uow, user)?.filter(|guest| guest.plugin == plugin) {
            Some(guest) => (person::require(uow, user)?, Some(guest)),
            None => return Err(Denial::new(ADMIT, "whoever is signed in is no guest").into()),
        },
    };
    let last = known.as_ref().map_or(until, |guest| guest.until.max(until));
    let admitted = known.as_ref().map_or(now, |guest| guest.admitted);
    keep(uow, person.id, known.as_ref(), Guest { plugin: plugin.clone(), admitted, until: last })?;
    make_room(uow, person.id, now)?;
    let pass = ApiToken {
        id: token::new_id(now)?,
        user: person.id,
        name: plugin.to_string(),
        grants,
        created: now,
        until: Some(until),
        pass_of: Some(plugin),
    };
    let secret = token::keep(uow, &pass)?;
    let action = if known.is_some() { "guest.renew" } else { "guest.admit" };
    let after = serde_json::json!({ "name": person.name, "pass": audit::json(&pass)? });
    audit::append(
        uow,
        actor,
        Fact { action, target: person::target(person.id), before: None, after: Some(after) },
    )?;
    Ok(Pass { user: person.id, secret, until })
}

/// The guest goes, and leaves no pass behind by which whoever finds it would be the guest.
pub fn leave<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, pass: TokenId) -> Result<()> {
    let actor = actor.into();
    let known = token::get(uow, pass)?.filter(|known| known.pass_of.is_some());
    let Some(known) = known.filter(|known| actor.authority.user() == Some(known.user)) else {
        return Err(IdentityError::NotFound(refusal!("refused-no-pass", name = pass.to_string())));
    };
    token::remove(uow, &known)?;
    let target = person::target(known.user);
    audit::append(
        uow,
        actor,
        Fact { action: "guest.leave", target, before: audit::json(&known)?, after: None },
    )
}

/// All that these permissions of the plugin can give: how much of it a guest has, the role says.
fn grants(uow: &mut UnitOfWork, plugin: &PluginId, names: &[PermissionName]) -> Result<Vec<Grant>> {
    if names.is_empty() || names.len() > MOST_PERMISSIONS {
        return Err(IdentityError::invalid(
            "permissions",
            refusal!("refused-permissions-between", most = MOST_PERMISSIONS),
        ));
    }
    let grant = |name: &PermissionName| {
        let own = if name.plugin() == plugin.as_str() { permission::declared(uow, name)? } else { None };
        let own = own.ok_or_else(|| {
            let expected = refusal!("refused-not-declared", name = name.as_str());
            IdentityError::invalid("permissions", expected)
        })?;
        Ok(Grant { permission: own.name, scopes: own.scopes, until: None })
    };
    names.iter().map(grant).collect()
}

/// Somebody new.
fn come(uow: &mut UnitOfWork, new: &NewGuest<'_>, now: Timestamp) -> Result<Person> {
    if person::get(uow, new.id)?.is_some() {
        return Err(IdentityError::Conflict(refusal!("refused-person-known", name = new.id.to_string())));
    }
    let person = Person {
        id: new.id,
        name: text::name("name", new.name)?,
        alias: None,
        email: None,
        active: true,
        language: new.language.map(text::language).transpose()?,
        created: now,
        departments: Vec::new(),
        roles: Vec::new(),
    };
    person::insert(uow, &person)?;
    assignment::give(uow, new.id, BuiltIn::Customer)
}

/// Writes the row, and when to look at it again.
fn keep(uow: &mut UnitOfWork, user: UserId, before: Option<&Guest>, guest: Guest) -> Result<()> {
    if let Some(before) = before {
        uow.remove(&BY_END, &row(before.until, user))?;
    }
    uow.put(&BY_END, &row(guest.until, user), &())?;
    Ok(uow.put(&GUESTS, &user.to_string(), &guest)?)
}

/// Ends passes that are over, and so many others that one more is not too many.
fn make_room(uow: &mut UnitOfWork, user: UserId, now: Timestamp) -> Result<()> {
    let mut passes = token::of(uow, user)?;
    passes.sort_by_key(|pass| pass.until);
    let over = passes.iter().filter(|pass| !now.is_before(pass.until)).count();
    let too_many = over.max((passes.len() + 1).saturating_sub(MOST_PASSES));
    passes.iter().take(too_many).try_for_each(|pass| token::remove(uow, pass))
}

/// The guest behind a person, if it is one. Checks nothing.
pub fn get(uow: &mut UnitOfWork, user: UserId) -> Result<Option<Guest>> {
    Ok(uow.get(&GUESTS, &user.to_string())?)
}

/// Whether it is a guest, and nothing more was made of it. Checks nothing.
pub(crate) fn is_one(uow: &mut UnitOfWork, person: &Person) -> Result<bool> {
    Ok(is_nothing_else(person) && get(uow, person.id)?.is_some())
}

/// Whether the plugin is there, switched on, and may admit guests.
pub(crate) fn admits(policy: &Snapshot, plugin: &PluginId, now: Timestamp) -> bool {
    let gives = |grant: &Grant| grant.permission.as_str() == ADMIT && now.is_before(grant.until);
    policy.mandate(plugin).is_some_and(|mandate| mandate.enabled && mandate.grants.iter().any(gives))
}

/// Ends all passes that a plugin has given so far.
pub(crate) fn end(uow: &mut UnitOfWork, plugin: &PluginId, now: Timestamp) -> Result<()> {
    Ok(uow.put(&ENDED, plugin.as_str(), &now)?)
}

/// Whether that is so of a pass from this moment.
pub(crate) fn has_ended(uow: &mut UnitOfWork, plugin: &PluginId, created: Timestamp) -> Result<bool> {
    Ok(uow.get(&ENDED, plugin.as_str())?.is_some_and(|ended| created <= ended))
}

/// Looks at up to `limit` guests whose last pass is over. Of whom nothing is kept, it is cleared away; at the others it is
/// looked again. Whoever has become more than a guest is none any more. Says how many were looked at.
pub fn clear(uow: &mut UnitOfWork, now: Timestamp, limit: usize) -> Result<usize> {
    let due = uow.scan(&BY_END, "", None, limit)?;
    let mut seen = 0;
    for (due, ()) in due {
        let Some((until, user)) = read_row(&due) else { continue };
        if now.is_before(Some(until)) {
            break;
        }
        seen += 1;
        uow.remove(&BY_END, &due)?;
        for pass in token::of(uow, user)?.iter().filter(|token| token.pass_of.is_some()) {
            token::remove(uow, pass)?;
        }
        let person = person::get(uow, user)?.filter(is_nothing_else);
        match (get(uow, user)?, person) {
            (Some(guest), Some(_)) if uow.concerns(user)? => {
                let until = Timestamp(now.0.saturating_add(AGAIN));
                keep(uow, user, Some(&guest), Guest { until, ..guest.clone() })?;
            }
            (guest, person) => {
                uow.remove(&GUESTS, &user.to_string())?;
                if let Some(person) = person.filter(|_| guest.is_some()) {
                    forget(uow, &person, now)?;
                }
            }
        }
    }
    Ok(seen)
}

/// Somebody may have made more of a guest: given an address, a department, another role.
fn is_nothing_else(person: &Person) -> bool {
    person.email.is_none() && person.departments.is_empty() && person.roles.len() <= 1
}

fn forget(uow: &mut UnitOfWork, person: &Person, now: Timestamp) -> Result<()> {
    for token in token::of(uow, person.id)? {
        token::remove(uow, &token)?;
    }
    assignment::take_all(uow, person)?;
    person::remove(uow, person)?;
    let fact = Fact {
        action: "guest.clear",
        target: person::target(person.id),
        before: audit::json(person)?,
        after: None,
    };
    audit::by_kernel(uow, now, None, None, fact)
}

/// The row of a guest at whom it is looked then.
pub(crate) fn row(until: Timestamp, user: UserId) -> String {
    format!("{:015}/{user}", until.0)
}

fn read_row(row: &str) -> Option<(Timestamp, UserId)> {
    let (until, user) = row.split_once('/')?;
    Some((Timestamp(until.parse().ok()?), user.parse().ok()?))
}
