//! An event or a timer that a plugin is to handle: once, though it may be tried several times.
//!
//! The unit of work in which it is handled takes it off the list, so what
//! comes of it is written once even if the plugin is called again.

use crate::host::Host;
use crate::problem::CallError;
use ombud_access::{PluginId, Timestamp};
use ombud_store::{Event, StoreError, Table, Timer, UnitOfWork};
use serde::{Deserialize, Serialize};

/// How far each plugin has read the event log.
pub(crate) const CURSORS: Table<u64> = Table::new("host-cursors");

/// What failed and is tried again.
const RETRIES: Table<Tries> = Table::new("host-retries");

/// What failed too often, for the administrator.
const DEAD: Table<DeadLetter> = Table::new("host-dead-letters");

/// Tries before an event or a timer is set aside.
const TRIES: u32 = 8;

/// What is to be handled.
pub(crate) enum Job {
    Event(Box<Event>),
    Timer(Timer),
}

/// How often something failed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Tries {
    tries: u32,
    /// It is not tried again before. A timer is due then, so one that is due at another time was set anew.
    pub after: Timestamp,
    /// When a timer was due at first.
    #[serde(default)]
    pub due: Option<Timestamp>,
}

/// An event or timer that a plugin failed to handle, again and again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeadLetter {
    /// The plugin.
    pub plugin: PluginId,
    /// `event 12345 (tickets:messages.created)` or `timer close-…`.
    pub what: String,
    /// The last error.
    pub error: String,
    /// When it was given up.
    pub at: Timestamp,
}

impl Host {
    /// Events and timers that plugins failed to handle.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let rows = self.store.begin().scan(&DEAD, "", None, usize::MAX)?;
        Ok(rows.into_iter().map(|(_, letter)| letter).collect())
    }
}

/// Sets aside something else that a plugin failed to handle.
pub(crate) fn set_aside(
    unit: &mut UnitOfWork,
    plugin: &PluginId,
    what: String,
    error: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = format!("{plugin}/{}", what.replace(' ', "/"));
    unit.put(&DEAD, &row, &DeadLetter { plugin: plugin.clone(), what, error: error.to_owned(), at })
}

/// Forgets how far a plugin has read, and what it failed to handle.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    unit.remove(&CURSORS, plugin.as_str())?;
    let prefix = format!("{plugin}/");
    for (row, _) in unit.scan(&RETRIES, &prefix, None, usize::MAX)? {
        unit.remove(&RETRIES, &row)?;
    }
    for (row, _) in unit.scan(&DEAD, &prefix, None, usize::MAX)? {
        unit.remove(&DEAD, &row)?;
    }
    Ok(())
}

impl Job {
    /// Names the call in logs and audit.
    pub fn request_id(&self) -> String {
        match self {
            Job::Event(event) => format!("event-{}", event.number),
            Job::Timer(timer) => format!("timer-{}", timer.key),
        }
    }

    /// In a few words, for whoever watches.
    pub fn brief(&self) -> String {
        match self {
            Job::Event(event) => format!("event {}", event.kind),
            Job::Timer(timer) => format!("timer {}", timer.key),
        }
    }

    fn row(&self, plugin: &PluginId) -> String {
        match self {
            Job::Event(event) => format!("{plugin}/event/{}", event.number),
            Job::Timer(timer) => format!("{plugin}/timer/{}", timer.key),
        }
    }

    fn title(&self) -> String {
        match self {
            Job::Event(event) => format!("event {} ({})", event.number, event.kind),
            Job::Timer(timer) => format!("timer {}", timer.key),
        }
    }

    /// How often this very job failed, if it did.
    pub fn tries(&self, unit: &mut UnitOfWork, plugin: &PluginId) -> Result<Option<Tries>, StoreError> {
        let tries = unit.get(&RETRIES, &self.row(plugin))?;
        Ok(match self {
            Job::Event(_) => tries,
            Job::Timer(timer) => tries.filter(|tries| tries.after == timer.due),
        })
    }

    /// Takes it off the list in the unit of work that handles it. False: it
    /// is not there any more, or is another one by now.
    pub fn take(&self, unit: &mut UnitOfWork, plugin: &PluginId) -> Result<bool, StoreError> {
        let taken = match self {
            Job::Event(event) => {
                let open = unit.get(&CURSORS, plugin.as_str())?.unwrap_or_default() < event.number;
                if open {
                    unit.put(&CURSORS, plugin.as_str(), &event.number)?;
                }
                open
            }
            Job::Timer(timer) => unit.take_timer(timer)?,
        };
        if taken {
            unit.remove(&RETRIES, &self.row(plugin))?;
        }
        Ok(taken)
    }

    /// Notes a failure. True: it is done with, because that was the last try
    /// or because it is not on the list any more.
    pub fn failed(
        &self,
        unit: &mut UnitOfWork,
        plugin: &PluginId,
        error: &CallError,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let earlier = self.tries(unit, plugin)?;
        let before = unit.savepoint();
        if !self.take(unit, plugin)? {
            return Ok(true);
        }
        let what = self.title();
        tracing::warn!(%plugin, what, %error, "a plugin could not handle this");
        let tries = earlier.as_ref().map_or(0, |earlier| earlier.tries) + 1;
        if tries >= TRIES {
            let letter = DeadLetter { plugin: plugin.clone(), what, error: error.to_string(), at: now };
            unit.put(&DEAD, &self.row(plugin), &letter)?;
            return Ok(true);
        }
        unit.rollback_to(before);
        // 1 s, 2 s, 4 s … two minutes in all.
        let after = now.plus(1000 << (tries - 1));
        let due = match self {
            Job::Event(_) => None,
            Job::Timer(timer) => {
                unit.set_timer(&timer.plugin, &timer.key, after, timer.data.clone())?;
                Some(earlier.and_then(|earlier| earlier.due).unwrap_or(timer.due))
            }
        };
        unit.put(&RETRIES, &self.row(plugin), &Tries { tries, after, due })?;
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_store::{Store, StoreOptions};

    #[test]
    fn a_timer_that_was_moved_meanwhile_neither_rings_nor_fails_and_stays_where_it_is_now() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
        let plugin = PluginId::parse("zoo").unwrap();
        let mut unit = store.begin();
        unit.set_timer("zoo", "bell", Timestamp(1), String::new()).unwrap();
        let job = Job::Timer(unit.timer("zoo", "bell").unwrap().unwrap());
        unit.set_timer("zoo", "bell", Timestamp(9), String::new()).unwrap();
        assert!(!job.take(&mut unit, &plugin).unwrap());
        for _ in 0..=TRIES {
            assert!(job.failed(&mut unit, &plugin, &CallError::Busy, Timestamp(2)).unwrap());
        }
        assert_eq!(unit.timer("zoo", "bell").unwrap().unwrap().due, Timestamp(9));
        assert!(unit.scan(&DEAD, "", None, 9).unwrap().is_empty());
    }

    #[test]
    fn a_timer_that_fails_is_due_again_later_and_remembers_when_it_was_due_at_first() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
        let plugin = PluginId::parse("zoo").unwrap();
        let mut unit = store.begin();
        unit.set_timer("zoo", "bell", Timestamp(1), "data".into()).unwrap();
        let mut now = Timestamp(1);
        for tries in 1..=TRIES {
            let [timer] = &unit.due_timers("zoo", now, 9).unwrap()[..] else { panic!("one timer is due") };
            let job = Job::Timer(timer.clone());
            let earlier = job.tries(&mut unit, &plugin).unwrap();
            assert_eq!(earlier.and_then(|e| e.due), (tries > 1).then_some(Timestamp(1)));
            let given_up = job.failed(&mut unit, &plugin, &CallError::Busy, now).unwrap();
            assert_eq!(given_up, tries == TRIES);
            assert!(unit.due_timers("zoo", now, 9).unwrap().is_empty(), "not at once");
            now = unit.next_due("zoo").unwrap().unwrap_or(now);
        }
        assert_eq!(unit.scan(&DEAD, "", None, 9).unwrap().len(), 1);
        assert_eq!(unit.timer("zoo", "bell").unwrap(), None);
    }
}
