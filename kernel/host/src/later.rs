//! Timers that ring with the rights of a person as they are then: of whoever was there when they were set, or of whoever gave
//! the plugin an order.

use ombud_access::{Authority, PluginId, Timestamp, UserId};
use ombud_identity::{Identity, IdentityError, Principal, order};
use ombud_store::{Cause, StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};

/// For whom a timer rings, by `plugin/key`. One that stands here not at all rings for nobody.
const WHOM: Table<Whom> = Table::new("host-timer-persons");

/// How far ahead such a timer may be set, milliseconds: a day.
pub(crate) const FARTHEST: u64 = 86_400_000;

/// For whom a timer rings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Whom {
    /// A person, through the plugins on whose way the timer was set, the one that is rung last.
    Person { user: UserId, through: Vec<PluginId> },
    /// Whoever gave the plugin this order.
    Order {
        order: String,
        /// How it came to be set. None: a timer begins anew.
        cause: Option<Cause>,
    },
}

/// How a timer rings that stands here.
pub(crate) struct Rings {
    /// With whose rights. Where the person is no longer let in, or the order was taken back, with nobody's: the plugin's own
    /// are more than what it was set for.
    pub authority: Authority,
    /// What it does came about in this way.
    pub cause: Option<Cause>,
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
    unit.put(&WHOM, &row(plugin, key), &Whom::Person { user, through })
}

/// Notes that this timer rings under an order of its plugin. What is set to be done at once is part of what led to it:
/// otherwise reactions could follow from each other for ever.
pub(crate) fn note_order(
    unit: &mut UnitOfWork,
    plugin: &str,
    key: &str,
    order: &str,
    at_once: bool,
) -> Result<(), StoreError> {
    let cause = unit.cause().filter(|_| at_once).cloned();
    unit.put(&WHOM, &row(plugin, key), &Whom::Order { order: order.to_owned(), cause })
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

/// For whom a timer rings, which is then noted no more. None: it was set for nobody.
pub(crate) fn take(unit: &mut UnitOfWork, plugin: &str, key: &str) -> Result<Option<Whom>, StoreError> {
    let whom = unit.get(&WHOM, &row(plugin, key))?;
    forget(unit, plugin, key)?;
    Ok(whom)
}

/// How a timer rings that was set for somebody.
pub(crate) fn rings(
    unit: &mut UnitOfWork,
    identity: &Identity,
    plugin: &PluginId,
    whom: Whom,
    now: Timestamp,
) -> Result<Rings, IdentityError> {
    let (authority, cause) = match whom {
        Whom::Person { user, through } => {
            let person = identity.authority(unit, &Principal::User(user), now)?;
            let narrowed =
                |person| through.iter().fold(person, |narrower: Authority, plugin| narrower.through(plugin));
            (person.map(narrowed), None)
        }
        Whom::Order { order, cause } => (order::authority(identity, unit, plugin, &order, now)?, cause),
    };
    let authority = match authority {
        Some(authority) => authority,
        // Its private records it reaches, to tidy up; whatever takes a permission is denied.
        None => Authority::plugin(identity.policy_in(unit)?, plugin.clone(), now).without_rights(),
    };
    Ok(Rings { authority, cause })
}
