//! Who of the staff is connected: rows that are written when somebody comes or goes, and by nothing in between.
//!
//! Who counts as here is known to the server, which sees the connections; here it becomes true for everybody at once: a
//! row, which plugins read in their unit of work, and an event in the same commit. Each process of a desk that several serve
//! notes those who are with it under its own name, too: whoever leaves one and is at another has not gone (docs/decisions/0029).

use crate::host::Host;
use crate::language::SETTINGS;
use crate::problem::CallError;
use ombud_access::{Audience, Authority, Envelope, RecordId, Target, Timestamp, UserId};
use ombud_identity::audit::{self, Fact};
use ombud_store::{CommitError, StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What seeing it asks for.
pub(crate) const READ: &str = "kernel:presence.read";

/// What the events are about.
pub(crate) const COLLECTION: &str = "kernel:presences";

const CHANGED: &str = "kernel:presence.changed";

/// By the id of the person.
const ROWS: Table<Row> = Table::new("host-presences");

/// At which processes of a desk that several serve somebody is, since when: under `person/process`.
const AT: Table<Timestamp> = Table::new("host-presences-at");

/// One row: when this desk was last known to be up.
const ALIVE: Table<Timestamp> = Table::new("host-alive");

/// One row: the grace that was chosen, seconds.
const GRACE: Table<u64> = Table::new("host-grace");
const ROW: &str = "desk";

/// Without a choice.
const USUAL_GRACE: u64 = 30;
/// The longest that can be chosen.
const MOST_GRACE: u64 = 600;

/// Whether somebody is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub connected: bool,
    /// Since when that is so.
    pub since: Timestamp,
}

/// That somebody came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub user: UserId,
    /// Came.
    pub connected: bool,
    /// When.
    pub at: Timestamp,
}

/// What is noted of somebody.
pub(crate) fn row(unit: &mut UnitOfWork, user: UserId) -> Result<Option<Row>, StoreError> {
    unit.get(&ROWS, &user.to_string())
}

impl Host {
    /// Notes that people came or went, and tells whoever may know. What is so already is not told.
    ///
    /// # Errors
    /// If the store does not take it: then nobody came or went.
    pub async fn note_turns(&self, turns: &[Turn]) -> Result<(), CallError> {
        let now = self.clock.now();
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            for turn in turns {
                if let Some(process) = self.store.member() {
                    let here = at(turn.user, process);
                    match turn.connected {
                        true => unit.put(&AT, &here, &turn.at)?,
                        false => unit.remove(&AT, &here)?,
                    }
                }
                tell(unit, turn, self.store.is_together(), now)?;
            }
            Ok(())
        };
        self.store.run(work).await
    }

    /// Who is noted at which process of a desk that several serve; under no name who is here by what was noted before there were
    /// several.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn noted(&self) -> Result<BTreeMap<String, BTreeSet<UserId>>, StoreError> {
        let mut unit = self.store.begin();
        let mut noted: BTreeMap<String, BTreeSet<UserId>> = BTreeMap::new();
        let mut known = BTreeSet::new();
        for (key, _) in unit.scan(&AT, "", None, usize::MAX)? {
            if let Some((user, process)) = key.split_once('/')
                && let Ok(user) = user.parse()
            {
                known.insert(user);
                noted.entry(process.to_owned()).or_default().insert(user);
            }
        }
        for (user, row) in unit.scan(&ROWS, "", None, usize::MAX)? {
            if let (true, Ok(user)) = (row.connected, user.parse())
                && !known.contains(&user)
            {
                noted.entry(String::new()).or_default().insert(user);
            }
        }
        Ok(noted)
    }

    /// A process is gone, and these people have not come back to any other since: they left with it.
    ///
    /// # Errors
    /// If the store does not take it.
    pub async fn note_gone(
        &self,
        process: &str,
        people: &BTreeSet<UserId>,
        left: Timestamp,
    ) -> Result<(), CallError> {
        let now = self.clock.now();
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            if !unit.on_duty()? {
                return Ok(());
            }
            for user in people {
                unit.remove(&AT, &at(*user, process))?;
                tell(unit, &Turn { user: *user, connected: false, at: left }, true, now)?;
            }
            Ok(())
        };
        self.store.run(work).await
    }

    /// Who was here when the desk went down, and when that was, as far as it is known.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn were_here(&self) -> Result<(Vec<UserId>, Timestamp), StoreError> {
        let mut unit = self.store.begin();
        let mut here = Vec::new();
        let mut last = unit.get(&ALIVE, ROW)?.unwrap_or(Timestamp(0));
        for (user, row) in unit.scan(&ROWS, "", None, usize::MAX)? {
            if let (true, Ok(user)) = (row.connected, user.parse()) {
                here.push(user);
                last = last.max(row.since);
            }
        }
        if let Some(event) = unit.event(unit.newest_event()?)? {
            last = last.max(event.at);
        }
        Ok((here, last))
    }

    /// When the desk was last known to be up, by what was noted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn was_up(&self) -> Result<Timestamp, StoreError> {
        Ok(self.store.begin().get(&ALIVE, ROW)?.unwrap_or(Timestamp(0)))
    }

    /// Notes that the desk is up.
    ///
    /// # Errors
    /// If the store does not take it.
    pub async fn note_alive(&self) -> Result<(), CommitError> {
        let mut unit = self.store.begin();
        unit.put(&ALIVE, ROW, &self.clock.now())?;
        unit.commit().await.map(drop)
    }

    /// How long somebody who left counts as here.
    pub fn grace(&self) -> Duration {
        let chosen = self.store.begin().get(&GRACE, ROW).ok().flatten();
        Duration::from_secs(chosen.unwrap_or(USUAL_GRACE))
    }

    /// Chooses that, in seconds.
    ///
    /// # Errors
    /// Refusals, and more than ten minutes.
    pub async fn choose_grace(&self, seconds: u64, actor: &Authority) -> Result<(), CallError> {
        actor.check(SETTINGS, Target::Desk).into_result().map_err(CallError::Denied)?;
        if seconds > MOST_GRACE {
            return Err(CallError::Invalid(format!("`grace` is at most {MOST_GRACE} seconds")));
        }
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            self.still_may(unit, actor, SETTINGS)?;
            let before = unit.get(&GRACE, ROW)?.unwrap_or(USUAL_GRACE);
            if before == seconds {
                return Ok(());
            }
            unit.put(&GRACE, ROW, &seconds)?;
            let told = |seconds: u64| Some(json!({ "grace": seconds }));
            let fact = Fact {
                action: "settings.edit",
                target: "desk".to_owned(),
                before: told(before),
                after: told(seconds),
            };
            Ok(audit::append(unit, actor, fact)?)
        };
        self.store.run(work).await
    }
}

fn at(user: UserId, process: &str) -> String {
    format!("{user}/{process}")
}

/// Notes a turn and tells of it, unless that is so already: by what was noted, or, of several processes, since the person is at
/// another.
fn tell(unit: &mut UnitOfWork, turn: &Turn, together: bool, now: Timestamp) -> Result<(), CallError> {
    let before = row(unit, turn.user)?;
    if before.map_or(!turn.connected, |before| before.connected == turn.connected) {
        return Ok(());
    }
    if together && !turn.connected && !unit.scan(&AT, &at(turn.user, ""), None, 1)?.is_empty() {
        return Ok(());
    }
    // A clock that was put back makes nobody go before he came.
    let since = before.map_or(turn.at, |before| before.since.max(turn.at));
    unit.put(&ROWS, &turn.user.to_string(), &Row { connected: turn.connected, since })?;
    let told = json!({ "user": turn.user, "connected": turn.connected, "at": since });
    unit.announce(filed(turn.user, now)?, CHANGED.to_owned(), Some(turn.user), told.to_string())?;
    Ok(())
}

/// The person is the requester, so that each may hear of himself whose scope is `own`.
fn filed(user: UserId, now: Timestamp) -> Result<Envelope, CallError> {
    Ok(Envelope {
        collection: COLLECTION.into(),
        id: RecordId::parse(&user.to_string()).map_err(|error| CallError::Invalid(error.to_string()))?,
        version: 1,
        department: None,
        assignee: None,
        requester: Some(user),
        participants: Vec::new(),
        audience: Audience::Staff,
        parent: None,
        created: now,
        updated: now,
    })
}
