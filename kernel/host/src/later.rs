//! Timers that ring with the rights of a person: of whoever was there when they were set, as they are when they ring.

use ombud_access::{Authority, PluginId, Timestamp, UserId};
use ombud_identity::{Identity, IdentityError, Principal};
use ombud_store::{StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};

/// For whom a timer rings, by `plugin/key`. One that stands here not at all rings for nobody.
const WHOM: Table<Whom> = Table::new("host-timer-persons");

/// How far ahead such a timer may be set, milliseconds: a day.
pub(crate) const FARTHEST: u64 = 86_400_000;

/// A person, and the plugins on whose way the timer was set, the one that is rung last.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Whom {
    user: UserId,
    through: Vec<PluginId>,
}

fn row(plugin: &str, key: &str) -> String {
    format!("{plugin}/{key}")
}

/// Notes that this timer rings for the person of this call, through every plugin of it.
pub(crate) fn note(
    unit: &mut UnitOfWork,
    authority: &Authority,
    user: UserId,
    plugin: &str,
    key: &str,
) -> Result<(), StoreError> {
    let through = authority.plugins().cloned().collect();
    unit.put(&WHOM, &row(plugin, key), &Whom { user, through })
}

/// This timer rings for nobody, or rings no more.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &str, key: &str) -> Result<(), StoreError> {
    if unit.get(&WHOM, &row(plugin, key))?.is_some() {
        unit.remove(&WHOM, &row(plugin, key))?;
    }
    Ok(())
}

/// Forgets for whom all timers of a plugin ring.
pub(crate) fn forget_all(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    for (row, _) in unit.scan(&WHOM, &format!("{plugin}/"), None, usize::MAX)? {
        unit.remove(&WHOM, &row)?;
    }
    Ok(())
}

/// With whose rights a timer rings, which is then noted no more. None: with those of the plugin alone, because it was
/// set for nobody, or because the person is no longer let in.
pub(crate) fn take(
    unit: &mut UnitOfWork,
    identity: &Identity,
    plugin: &str,
    key: &str,
    now: Timestamp,
) -> Result<Option<Authority>, IdentityError> {
    let Some(whom) = unit.get(&WHOM, &row(plugin, key))? else { return Ok(None) };
    unit.remove(&WHOM, &row(plugin, key))?;
    let person = identity.authority(unit, &Principal::User(whom.user), now)?;
    Ok(person.map(|person| whom.through.iter().fold(person, |narrower, plugin| narrower.through(plugin))))
}
