//! Standing orders: what people have a plugin do in their name while nobody is there, with a part of their rights.

use ombud_access::{Authority, PermissionName, PluginId, Timestamp, UserId};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{
    Identity, IdentityError, Principal, Result, assignment, permission, person, refusal, secret, text,
};

/// By `plugin/key`.
pub(crate) const ORDERS: Table<Order> = Table::new("orders");
/// `person/plugin/key`.
pub(crate) const BY_GIVER: Table<()> = Table::new("orders_by_giver");

const GIVE: &str = "kernel:order.give";

/// The most orders of one person.
const MOST: usize = 1000;
/// The most permissions of one order.
const MOST_PERMISSIONS: usize = 64;
/// The longest key, bytes.
const MAX_KEY: usize = 128;

/// An order that counts until it is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Who follows it.
    pub plugin: PluginId,
    /// What that plugin calls it.
    pub key: String,
    /// In whose name.
    pub giver: UserId,
    /// What it is about, in the words of the plugin.
    pub title: String,
    /// What may be done under it, sorted: as far as the giver may, and every plugin of `through`.
    pub permissions: Vec<PermissionName>,
    /// The plugins on whose way it was given, the one that follows it last.
    pub through: Vec<PluginId>,
    /// Since when.
    pub given: Timestamp,
}

impl Order {
    /// Names it in lists for as long as it is there: 20 hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> String {
        let mut id = secret::digest(&row(&self.plugin, &self.key));
        id.truncate(20);
        id
    }
}

fn row(plugin: &PluginId, key: &str) -> String {
    format!("{plugin}/{key}")
}

/// The person of this call gives the plugin of this call an order, in place of one with this key, whoever gave that. Needs
/// `kernel:order.give`, and each of the permissions on something at least.
pub fn give<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    key: &str,
    title: &str,
    permissions: &[String],
) -> Result<Order> {
    let actor = actor.into();
    actor.require(GIVE)?;
    let through: Vec<PluginId> = actor.authority.plugins().cloned().collect();
    let (Some(giver), Some(plugin)) = (actor.authority.in_person(), through.last().cloned()) else {
        return Err(IdentityError::Conflict(refusal!("refused-order-by-person")));
    };
    if key.is_empty() || key.len() > MAX_KEY {
        return Err(IdentityError::invalid("key", refusal!("refused-bytes-between", most = MAX_KEY)));
    }
    let order = Order {
        key: key.to_owned(),
        giver,
        title: text::name("title", title)?,
        permissions: named(uow, actor.authority, permissions)?,
        through,
        given: actor.authority.now(),
        plugin,
    };
    let before = get(uow, &order.plugin, key)?;
    if before.as_ref().is_none_or(|before| before.giver != giver) && of(uow, giver)?.len() >= MOST {
        return Err(IdentityError::Conflict(refusal!("refused-most-orders", most = MOST)));
    }
    if let Some(before) = &before {
        uow.remove(&BY_GIVER, &indexed(before))?;
    }
    uow.put(&ORDERS, &row(&order.plugin, key), &order)?;
    uow.put(&BY_GIVER, &indexed(&order), &())?;
    let (before, after) = (before.map_or(Ok(None), |before| audit::json(&before))?, audit::json(&order)?);
    let target = person::target(giver);
    audit::append(uow, actor, Fact { action: "order.give", target, before, after })?;
    Ok(order)
}

/// The permissions of an order, which its giver holds now, on whatever.
fn named(uow: &mut UnitOfWork, giver: &Authority, names: &[String]) -> Result<Vec<PermissionName>> {
    if names.is_empty() || names.len() > MOST_PERMISSIONS {
        return Err(IdentityError::invalid(
            "permissions",
            refusal!("refused-permissions-between", most = MOST_PERMISSIONS),
        ));
    }
    let mut named = Vec::new();
    for name in names {
        let known = PermissionName::parse(name).ok();
        let known = known.map_or(Ok(None), |name| permission::declared(uow, &name))?;
        let Some(known) = known else {
            let expected = refusal!("refused-no-permission", name = name);
            return Err(IdentityError::invalid("permissions", expected));
        };
        if !giver.can_ever(name) {
            giver.check(name, ombud_access::Target::Desk).into_result()?;
        }
        named.push(known.name);
    }
    named.sort();
    named.dedup();
    Ok(named)
}

fn indexed(order: &Order) -> String {
    format!("{}/{}/{}", order.giver, order.plugin, order.key)
}

/// The order of a plugin with this key. Checks nothing.
pub fn get(uow: &mut UnitOfWork, plugin: &PluginId, key: &str) -> Result<Option<Order>> {
    Ok(uow.get(&ORDERS, &row(plugin, key))?)
}

/// Takes an order of somebody back: one's own with the own hands, or with `kernel:session.end` that of somebody with no more
/// rights.
pub fn withdraw<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    giver: UserId,
    id: &str,
) -> Result<()> {
    let actor = actor.into();
    if !actor.is_self(giver) {
        actor.require("kernel:session.end")?;
        assignment::outranks(uow, &actor, giver)?;
    }
    let found = of(uow, giver)?.into_iter().find(|order| order.id() == id);
    end(
        uow,
        actor,
        &found.ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-order", name = id.to_string())))?,
    )
}

/// A plugin follows the order with this key no longer. No error if there is none.
pub fn give_up<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    plugin: &PluginId,
    key: &str,
) -> Result<()> {
    match get(uow, plugin, key)? {
        Some(order) => end(uow, actor.into(), &order),
        None => Ok(()),
    }
}

fn end(uow: &mut UnitOfWork, actor: Actor<'_>, order: &Order) -> Result<()> {
    discard(uow, order)?;
    let (target, before) = (person::target(order.giver), audit::json(order)?);
    audit::append(uow, actor, Fact { action: "order.withdraw", target, before, after: None })
}

fn discard(uow: &mut UnitOfWork, order: &Order) -> Result<()> {
    uow.remove(&BY_GIVER, &indexed(order))?;
    Ok(uow.remove(&ORDERS, &row(&order.plugin, &order.key))?)
}

/// The orders of a person, by plugin and key: one's own, or with `kernel:session.end` anybody's.
pub fn list<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, giver: UserId) -> Result<Vec<Order>> {
    let actor = actor.into();
    if !actor.is_self(giver) {
        actor.require("kernel:session.end")?;
    }
    of(uow, giver)
}

fn of(uow: &mut UnitOfWork, giver: UserId) -> Result<Vec<Order>> {
    let whose = format!("{giver}/");
    let mut orders = Vec::new();
    for (key, ()) in uow.scan(&BY_GIVER, &whose, None, MOST)? {
        orders.extend(uow.get(&ORDERS, &key[whose.len()..])?);
    }
    Ok(orders)
}

/// With whose rights a plugin follows an order: its giver's as they are now, and of those the permissions of the order,
/// through every plugin on whose way it was given. None: it was taken back, or its giver is no longer let in.
pub fn authority(
    identity: &Identity,
    uow: &mut UnitOfWork,
    plugin: &PluginId,
    key: &str,
    now: Timestamp,
) -> Result<Option<Authority>> {
    let Some(order) = get(uow, plugin, key)? else { return Ok(None) };
    let giver = identity.authority(uow, &Principal::User(order.giver), now)?;
    let ordered = giver.map(|giver| giver.ordered(&order.permissions));
    Ok(ordered.map(|ordered| order.through.iter().fold(ordered, |narrower, plugin| narrower.through(plugin))))
}

/// Forgets all orders that a plugin follows.
pub fn forget(uow: &mut UnitOfWork, plugin: &PluginId) -> Result<()> {
    for (_, order) in uow.scan(&ORDERS, &format!("{plugin}/"), None, usize::MAX)? {
        discard(uow, &order)?;
    }
    Ok(())
}
