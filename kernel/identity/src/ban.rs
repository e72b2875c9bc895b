//! Network addresses that are kept off the desk: for a time or for ever, with a reason, by a person or, after many failed
//! sign-ins, by the kernel itself. What is over stays as history.

use std::net::IpAddr;
use std::sync::Arc;

use ombud_access::{Timestamp, UserId};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::network::Network;
use crate::{Identity, IdentityError, Result, refusal, text};

/// By number, so that the newest are the last.
const BANS: Table<Ban> = Table::new("bans");
/// Those that were not lifted; of those whose time is over some may be among them.
const STANDING: Table<()> = Table::new("bans_standing");
/// One number that each change of them increases.
const EPOCH: Table<u64> = Table::new("bans_epoch");
const KEY: &str = "epoch";

/// More would make each request slower: of those that people make, and of those that the kernel makes by itself.
const MOST: usize = 2_000;
const MOST_AUTOMATIC: usize = 1_000;

/// After so many failed sign-ins from one address within a day, whatever succeeded meanwhile. Waiting grows long before
/// ([`throttle`](crate::throttle)), so nobody comes here by mistyping.
pub(crate) const FAILURES: u32 = 30;

/// The longest reason, in characters.
const REASON: usize = 500;

/// How long the kernel bans by itself, in milliseconds.
const AUTOMATIC: u64 = 24 * 60 * 60 * 1000;

/// What may do it.
const EDIT: &str = "kernel:ban.edit";

/// A ban, that stands or that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ban {
    /// Counts bans; people can say it.
    pub number: u64,
    /// Who is kept off.
    pub network: Network,
    /// Why; for colleagues, whoever is banned does not read it.
    pub reason: String,
    /// Who banned; none: the kernel, after failed sign-ins.
    pub by: Option<UserId>,
    /// From when.
    pub since: Timestamp,
    /// From this moment on it is over; none: for ever.
    pub until: Option<Timestamp>,
    /// That it was lifted before.
    pub lifted: Option<Lifted>,
}

/// The end of a ban before its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    /// When.
    pub at: Timestamp,
    /// Who did.
    pub by: Option<UserId>,
    /// Why, if that was said.
    pub why: Option<String>,
}

/// What to ban.
#[derive(Clone, Debug)]
pub struct NewBan {
    /// Whom.
    pub network: Network,
    /// Why.
    pub reason: String,
    /// Until when; none: for ever.
    pub until: Option<Timestamp>,
}

impl Ban {
    /// Whether it keeps somebody off at this moment.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.lifted.is_none() && now.is_before(self.until)
    }

    /// The kernel made it. It keeps off only who is not signed in: others in the same office go on working.
    pub fn is_automatic(&self) -> bool {
        self.by.is_none()
    }
}

/// Bans a network. Needs `kernel:ban.edit`. `spared` are those that must get in: whoever asks, and the proxies through
/// which everybody comes.
///
/// # Errors
/// `Invalid` if one of the spared would be banned, the time is over, or the reason is missing; `Conflict` if this very
/// network is banned, or too many are.
pub fn create<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    new: NewBan,
    spared: &[Network],
) -> Result<Ban> {
    let actor = actor.into();
    actor.require(EDIT)?;
    let now = actor.authority.now();
    let reason = text::prose("reason", &new.reason, REASON)?;
    if reason.is_empty() {
        return Err(IdentityError::invalid("reason", refusal!("refused-why")));
    }
    if !now.is_before(new.until) {
        return Err(IdentityError::invalid("until", refusal!("refused-past")));
    }
    if let Some(spared) = spared.iter().find(|spared| spared.overlaps(&new.network)) {
        let why =
            refusal!("refused-ban-spared", network = new.network.to_string(), spared = spared.to_string());
        return Err(IdentityError::invalid("network", why));
    }
    let standing = standing(uow, now)?;
    if let Some(known) = standing.iter().find(|ban| ban.network == new.network && !ban.is_automatic()) {
        let why = refusal!(
            "refused-ban-known",
            network = new.network.to_string(),
            number = known.number.to_string()
        );
        return Err(IdentityError::Conflict(why));
    }
    if standing.iter().filter(|ban| !ban.is_automatic()).count() >= MOST {
        return Err(IdentityError::Conflict(refusal!("refused-most-bans", most = MOST)));
    }
    let ban = Ban {
        number: uow.next_number("bans")?,
        network: new.network,
        reason,
        by: actor.authority.user(),
        since: now,
        until: new.until,
        lifted: None,
    };
    keep(uow, &ban)?;
    let after = audit::json(&ban)?;
    audit::append(uow, actor, Fact { action: "ban.create", target: target(&ban), before: None, after })?;
    Ok(ban)
}

/// Lets a network back in. Needs `kernel:ban.edit`. One that is over stays as it is.
///
/// # Errors
/// `NotFound`; `Conflict` if it is over.
pub fn lift<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    number: u64,
    why: Option<&str>,
) -> Result<Ban> {
    let actor = actor.into();
    actor.require(EDIT)?;
    let now = actor.authority.now();
    let before = uow
        .get(&BANS, &key(number))?
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-ban", name = number.to_string())))?;
    if !before.stands(now) {
        return Err(IdentityError::Conflict(refusal!("refused-ban-over", number = number.to_string())));
    }
    let why = why.map(|why| text::prose("why", why, REASON)).transpose()?.filter(|why| !why.is_empty());
    let lifted = Some(Lifted { at: now, by: actor.authority.user(), why });
    let after = Ban { lifted, ..before.clone() };
    keep(uow, &after)?;
    let (before, told) = (audit::json(&before)?, audit::json(&after)?);
    audit::append(uow, actor, Fact { action: "ban.lift", target: target(&after), before, after: told })?;
    Ok(after)
}

/// Those that keep somebody off now, the newest first. Checks nothing.
pub fn standing(uow: &mut UnitOfWork, now: Timestamp) -> Result<Vec<Ban>> {
    let mut bans = Vec::new();
    for (key, ()) in uow.scan(&STANDING, "", None, MOST * 2)? {
        bans.extend(uow.get(&BANS, &key)?.filter(|ban| ban.stands(now)));
    }
    bans.reverse();
    Ok(bans)
}

/// Those that are over, the newest first: at most so many, numbered below `before`. Checks nothing.
pub fn past(uow: &mut UnitOfWork, before: Option<u64>, limit: usize, now: Timestamp) -> Result<Vec<Ban>> {
    let end = before.map(key);
    let rows = uow.scan_back(&BANS, "", end.as_deref(), limit.saturating_add(MOST))?;
    Ok(rows.into_iter().map(|(_, ban)| ban).filter(|ban| !ban.stands(now)).take(limit).collect())
}

/// What the kernel does by itself about an address from which sign-ins failed too often. An address of one's own
/// network is left: behind a proxy that nobody named, it would be everybody's.
pub(crate) fn after_failures(uow: &mut UnitOfWork, from: &str, now: Timestamp) -> Result<()> {
    let Ok(address) = from.parse::<IpAddr>() else { return Ok(()) };
    let network = Network::of_one(address);
    let standing = standing(uow, now)?;
    let automatic = standing.iter().filter(|ban| ban.is_automatic()).count();
    let known = standing.iter().any(|ban| ban.network.contains(address));
    if is_ones_own(address) || automatic >= MOST_AUTOMATIC || known {
        return Ok(());
    }
    let ban = Ban {
        number: uow.next_number("bans")?,
        network,
        reason: format!("{FAILURES} failed sign-ins within a day"),
        by: None,
        since: now,
        until: Some(now.plus(AUTOMATIC)),
        lifted: None,
    };
    keep(uow, &ban)?;
    let after = audit::json(&ban)?;
    let fact = Fact { action: "ban.create", target: target(&ban), before: None, after };
    audit::by_kernel(uow, now, None, Some(from), fact)
}

/// Of this machine, or of a network that no router leads to.
fn is_ones_own(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

fn keep(uow: &mut UnitOfWork, ban: &Ban) -> Result<()> {
    let key = key(ban.number);
    uow.put(&BANS, &key, ban)?;
    match ban.lifted {
        None => uow.put(&STANDING, &key, &())?,
        Some(_) => uow.remove(&STANDING, &key)?,
    }
    // Those whose time is over are no more looked at from now on.
    let now = ban.lifted.as_ref().map_or(ban.since, |lifted| lifted.at);
    for (key, ()) in uow.scan(&STANDING, "", None, MOST * 2)? {
        if uow.get(&BANS, &key)?.is_none_or(|other| !other.stands(now)) {
            uow.remove(&STANDING, &key)?;
        }
    }
    let next = uow.get(&EPOCH, KEY)?.unwrap_or(0) + 1;
    Ok(uow.put(&EPOCH, KEY, &next)?)
}

fn key(number: u64) -> String {
    format!("{number:020}")
}

fn target(ban: &Ban) -> String {
    format!("ban:{}", ban.number)
}

/// Bans as they were read last, with the number of their change.
#[derive(Default)]
pub(crate) struct Known {
    epoch: u64,
    bans: Vec<Ban>,
}

impl Identity {
    /// The ban that keeps this address off now, if there is one; of several the one that a person made.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn banned(&self, address: IpAddr, now: Timestamp) -> Result<Option<Ban>> {
        let mut uow = self.store.begin();
        let epoch = uow.get(&EPOCH, KEY)?.unwrap_or(0);
        let mut known = self.bans.load_full();
        if known.epoch != epoch {
            known = Arc::new(Known { epoch, bans: standing(&mut uow, now)? });
            self.bans.store(known.clone());
        }
        let hits = known.bans.iter().filter(|ban| ban.network.contains(address) && ban.stands(now));
        Ok(hits.min_by_key(|ban| ban.is_automatic()).cloned())
    }
}
