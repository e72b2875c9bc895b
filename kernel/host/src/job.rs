//! An event or a timer that a plugin is to handle: once, though it may be tried several times.
//!
//! The unit of work in which it is handled takes it off the list, so what
//! comes of it is written once even if the plugin is called again.

use crate::dead_letter;
use crate::manifest::Own;
use crate::problem::CallError;
use crate::registry::Loaded;
use ombud_access::{PluginId, Timestamp};
use ombud_store::{Cause, Event, Step, StoreError, Table, Timer, UnitOfWork};
use serde::{Deserialize, Serialize};

/// How far each plugin has read the event log.
pub(crate) const CURSORS: Table<u64> = Table::new("host-cursors");

/// What failed and is tried again.
const RETRIES: Table<Tries> = Table::new("host-retries");

/// Tries before an event or a timer is set aside.
const TRIES: u32 = 8;

/// Reactions that may follow from each other.
const DEPTH: usize = 8;

/// What is to be handled.
pub(crate) enum Job {
    Event(Box<Event>),
    Timer(Timer),
}

/// Why an event is not handed to a plugin.
pub(crate) enum Circle {
    /// The plugin brought it about, and has said that it knows.
    Known,
    /// In words for the administrator.
    Unknown(String),
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

/// Forgets how far a plugin has read, and what it is to try again.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    unit.remove(&CURSORS, plugin.as_str())?;
    let prefix = format!("{plugin}/");
    for (row, _) in unit.scan(&RETRIES, &prefix, None, usize::MAX)? {
        unit.remove(&RETRIES, &row)?;
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

    /// Where it stands in tables.
    pub fn row(&self, plugin: &PluginId) -> String {
        match self {
            Job::Event(event) => format!("{plugin}/event/{}", event.number),
            Job::Timer(timer) => format!("{plugin}/timer/{}", timer.key),
        }
    }

    /// In words.
    pub fn title(&self) -> String {
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

    /// What comes about if this plugin handles it now; with `anew`, because somebody wants it to. A timer begins anew: one that sets itself again is periodic work
    /// and no circle, however it came to be set.
    pub fn cause(&self, plugin: &PluginId, anew: bool) -> Option<Cause> {
        let Job::Event(event) = self else { return None };
        let before = if anew { &[] } else { event.trail() };
        let trail = before.iter().cloned().chain([Step::reaction(plugin.as_str(), event)]).collect();
        Some(Cause { event: event.number, trail })
    }

    /// Whether it is something that this plugin handles, and not known to it because it brought it about.
    pub fn is_wanted(&self, plugin: &Loaded) -> bool {
        let Job::Event(event) = self else { return true };
        plugin.manifest().reactions.iter().any(|reaction| reaction.to == event.kind)
            && !matches!(self.circle(plugin.id(), self.own(plugin)), Some(Circle::Known))
    }

    /// What this plugin has said of events that it brings about itself.
    pub fn own(&self, plugin: &Loaded) -> Own {
        let Job::Event(event) = self else { return Own::default() };
        let reaction = plugin.manifest().reactions.iter().find(|reaction| reaction.to == event.kind);
        reaction.map_or(Own::default(), |reaction| reaction.own)
    }

    /// Why it is not to be handed to this plugin: it goes round in a circle, or has come too far from what somebody did.
    pub fn circle(&self, plugin: &PluginId, own: Own) -> Option<Circle> {
        let Job::Event(event) = self else { return None };
        let this = Step::reaction(plugin.as_str(), event);
        let trail = event.trail();
        let far = trail.len() >= DEPTH;
        let (begins, words) = match trail.iter().position(|step| *step == this) {
            Some(begins)
                if own == Own::Skip && trail[begins..].iter().all(|step| step.plugin == this.plugin) =>
            {
                return Some(Circle::Known);
            }
            Some(begins) if own != Own::Take => (begins, "this came about by its own reaction".to_owned()),
            _ if far => (0, format!("{DEPTH} reactions have followed from each other")),
            _ => return None,
        };
        let told = |step: &Step| format!("{} of {} to {}", step.kind, step.subject, step.plugin);
        let way: Vec<String> = trail[begins..].iter().chain([&this]).map(told).collect();
        Some(Circle::Unknown(format!("{words}: {}", way.join(", so "))))
    }

    /// Sets it aside without trying. True: it is done with.
    pub fn park(
        &self,
        unit: &mut UnitOfWork,
        plugin: &PluginId,
        why: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if self.take(unit, plugin)? {
            self.set_aside(unit, plugin, None, why, now)?;
        }
        Ok(true)
    }

    fn set_aside(
        &self,
        unit: &mut UnitOfWork,
        plugin: &PluginId,
        due: Option<Timestamp>,
        why: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let what = self.title();
        tracing::warn!(%plugin, what, why, "a plugin will not handle this");
        dead_letter::of_job(unit, plugin, self, due, why, now)
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
            let due = earlier.and_then(|earlier| earlier.due);
            self.set_aside(unit, plugin, due, &error.to_string(), now)?;
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
    use crate::later::{self, Whom};
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
        assert!(dead_letter::take(&mut unit, &job.row(&plugin)).unwrap().is_none());
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
        assert!(dead_letter::take(&mut unit, "zoo/timer/bell").unwrap().is_some());
        assert_eq!(unit.timer("zoo", "bell").unwrap(), None);
    }

    #[test]
    fn what_is_set_aside_keeps_for_whom_it_was_whatever_is_set_under_its_name_afterwards() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
        let plugin = PluginId::parse("zoo").unwrap();
        let mut unit = store.begin();
        let set = |unit: &mut UnitOfWork, order: &str| {
            unit.set_timer("zoo", "bell", Timestamp(1), String::new()).unwrap();
            later::note_order(unit, "zoo", "bell", order, false).unwrap();
        };
        let order = |whom: Option<Whom>| match whom {
            Some(Whom::Order { order, .. }) => order,
            other => panic!("{other:?}"),
        };
        set(&mut unit, "anas");
        let job = Job::Timer(unit.timer("zoo", "bell").unwrap().unwrap());
        job.park(&mut unit, &plugin, "it fails", Timestamp(2)).unwrap();
        assert!(later::take(&mut unit, "zoo", "bell").unwrap().is_none(), "nothing is left behind");
        set(&mut unit, "bos");
        assert_eq!(order(dead_letter::take(&mut unit, "zoo/timer/bell").unwrap().unwrap()), "anas");
        assert_eq!(order(later::take(&mut unit, "zoo", "bell").unwrap()), "bos");
    }
}
