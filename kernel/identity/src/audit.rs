//! What was done to people and their rights: by whom, from where, and what it was before.
//!
//! An entry is written by the unit of work that makes the change, and soon sealed into a chain of hashes
//! ([`chain`]): whoever changes, removes or adds one afterwards breaks the chain.

pub mod chain;
pub mod search;

use ombud_access::{Denial, PluginId, Timestamp, UserId};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::actor::Actor;
use crate::{IdentityError, Result};

const ENTRIES: Table<Entry> = Table::new("audit");
/// `target/number`, so that the story of one person costs its own length only.
const BY_TARGET: Table<()> = Table::new("audit_by_target");
/// `actor/number`.
const BY_ACTOR: Table<()> = Table::new("audit_by_actor");
/// `moment/number`: numbers are given out when a change begins, so that they are not quite in the order of time.
const BY_TIME: Table<()> = Table::new("audit_by_time");

/// One line of the audit. There is no function that changes or removes one.
///
/// What is kept is what was hashed: a field may be added if it is left out where there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Grows with each entry; a gap is a change that was rolled back.
    pub number: u64,
    /// When it was done.
    pub at: Timestamp,
    /// The person whose rights decided. None: the kernel itself, or a plugin alone.
    pub actor: Option<UserId>,
    /// The plugin that did it: for the actor, or alone.
    pub plugin: Option<PluginId>,
    /// The person behind a plugin that acted alone.
    pub on_behalf: Option<UserId>,
    /// `noun.verb`, such as `role.edit`.
    pub action: String,
    /// What it was done to, as `noun:id`.
    pub target: String,
    /// What it was before; none if it was not.
    pub before: Option<Value>,
    /// What it is now; none if it is no more.
    pub after: Option<Value>,
    /// The network address of the request.
    pub from: Option<String>,
    /// The reason that was given.
    pub why: Option<String>,
}

/// What was done, as [`append`] takes it.
pub struct Fact<'a> {
    /// `noun.verb`, such as `settings.edit`.
    pub action: &'a str,
    /// `noun:id`.
    pub target: String,
    /// What it was before.
    pub before: Option<Value>,
    /// What it is now.
    pub after: Option<Value>,
}

/// Adds an entry to the unit of work: it is kept exactly if the change is.
pub fn append<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, fact: Fact<'_>) -> Result<()> {
    let actor = actor.into();
    let authority = actor.authority;
    write(
        uow,
        Entry {
            number: 0,
            at: authority.now(),
            actor: authority.user(),
            plugin: authority.acting_plugin().cloned(),
            on_behalf: authority.on_behalf().filter(|_| authority.user().is_none()),
            action: fact.action.to_string(),
            target: fact.target,
            before: fact.before,
            after: fact.after,
            from: actor.from.map(str::to_string),
            why: actor.why.map(str::to_string),
        },
    )
}

/// The most bytes of a text that a refusal is noted with. It stays for ever, and may be of anybody's making.
const MAX_TEXT: usize = 512;
/// The same of what it was about, by which it is found.
const MAX_TARGET: usize = 256;
/// The most bytes of what would have been enough that are noted besides, to be told in other languages.
const MAX_WAYS: usize = 2048;
/// The most facts of a refusal that are noted.
const MAX_FACTS: usize = 32;

/// Notes in full that somebody tried what he may not: on the record, or else where he tried it. The attempt rolled
/// its own unit of work back, so this belongs in a fresh one.
pub fn denied<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    tried_at: &str,
    denial: &Denial,
) -> Result<()> {
    let account = denial.account();
    let record = account.record.map(|record| record.to_string());
    let mut after = serde_json::json!({
        "permission": cut(&denial.permission, MAX_TEXT),
        "reason": cut(&account.reason, MAX_TEXT),
        "at": cut(tried_at, MAX_TARGET),
        "hidden": denial.hidden,
        "facts": account.facts.iter().take(MAX_FACTS).collect::<Vec<_>>(),
    });
    if let Some(enough) = &account.enough {
        after["enough"] = cut(&enough.to_string(), MAX_TEXT).into();
        if let Some(ways) = json(enough)?.filter(|ways| ways.to_string().len() <= MAX_WAYS) {
            after["ways"] = ways;
        }
    }
    let target = record.map_or_else(|| tried_at.to_owned(), |record| format!("record:{record}"));
    append(
        uow,
        actor,
        Fact { action: "access.denied", target: cut(&target, MAX_TARGET), before: None, after: Some(after) },
    )
}

fn cut(text: &str, most: usize) -> String {
    match text.len() > most {
        true => format!("{}…", &text[..text.floor_char_boundary(most)]),
        false => text.to_owned(),
    }
}

/// What the kernel itself did, or what happened before anybody was signed in.
pub fn by_kernel(
    uow: &mut UnitOfWork,
    at: Timestamp,
    user: Option<UserId>,
    from: Option<&str>,
    fact: Fact<'_>,
) -> Result<()> {
    write(
        uow,
        Entry {
            number: 0,
            at,
            actor: user,
            plugin: None,
            on_behalf: None,
            action: fact.action.to_string(),
            target: fact.target,
            before: fact.before,
            after: fact.after,
            from: from.map(str::to_string),
            why: None,
        },
    )
}

/// Any value as the audit keeps it.
pub(crate) fn json(value: &impl Serialize) -> Result<Option<Value>> {
    serde_json::to_value(value)
        .map(Some)
        .map_err(|error| IdentityError::System(format!("the audit could not note a change: {error}")))
}

fn write(uow: &mut UnitOfWork, mut entry: Entry) -> Result<()> {
    entry.number = uow.next_number("audit")?;
    let key = key(entry.number);
    file(uow, &entry)?;
    uow.put(&chain::WAITING, &key, &())?;
    uow.put(&ENTRIES, &key, &entry)?;
    Ok(())
}

/// Writes the rows by which an entry is found.
fn file(uow: &mut UnitOfWork, entry: &Entry) -> Result<()> {
    let key = key(entry.number);
    uow.put(&BY_TARGET, &format!("{}/{key}", entry.target), &())?;
    uow.put(&BY_TIME, &format!("{:020}/{key}", entry.at.0), &())?;
    if let Some(actor) = entry.actor {
        uow.put(&BY_ACTOR, &format!("{actor}/{key}"), &())?;
    }
    Ok(())
}

fn key(number: u64) -> String {
    format!("{number:020}")
}

/// The number of an entry, from the key of any row about it.
fn number(key: &str) -> Option<u64> {
    key.rsplit('/').next()?.parse().ok()
}
