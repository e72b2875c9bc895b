//! What is to be done at a time. A timer stays until it is cancelled: who handles one cancels it in the unit
//! of work that does the work, so each rings at least once.

use crate::engine::Span;
use crate::unit_of_work::plain;
use crate::{Result, StoreError, UnitOfWork, key};
use ombud_access::Timestamp;
use serde::{Deserialize, Serialize};

const FORMAT: u8 = 1;
/// The longest name and the most data of a timer, bytes.
const MAX_KEY: usize = 256;
const MAX_DATA: usize = 16 << 10;

/// A timer of a plugin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// Whose.
    pub plugin: String,
    /// Its name there.
    pub key: String,
    /// When it is to ring.
    pub due: Timestamp,
    /// What the plugin wants to know then, JSON.
    pub data: String,
}

/// Where a plugin's timers are listed by time: apart from those of others, so that none has to be passed over
/// to find the next that can ring.
fn list(plugin: &str) -> Vec<u8> {
    key::key(key::TIMER_DUE, &[plugin])
}

fn place(due: Timestamp, plugin: &str, name: &str) -> Vec<u8> {
    [list(plugin).as_slice(), &due.0.to_be_bytes(), name.as_bytes(), &[0]].concat()
}

/// The time and the key by name of what stands in a list.
pub(crate) fn listed(place: &[u8]) -> Option<(Timestamp, Vec<u8>)> {
    let (kind, rest) = place.split_first()?;
    let end = rest.iter().position(|byte| *byte == 0)?;
    let (plugin, rest) = (&rest[..=end], &rest[end + 1..]);
    let (due, name) = rest.split_first_chunk()?;
    let by_name = [&[key::TIMER], plugin, name].concat();
    (*kind == key::TIMER_DUE).then_some((Timestamp(u64::from_be_bytes(*due)), by_name))
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Timer> {
    match bytes.split_first() {
        Some((&FORMAT, rest)) => {
            postcard::from_bytes(rest).map_err(|e| StoreError::Corrupt(format!("a timer: {e}")))
        }
        _ => Err(StoreError::Corrupt("a timer of unknown format".into())),
    }
}

pub(crate) fn encode(timer: &Timer) -> Result<Vec<u8>> {
    let mut bytes = vec![FORMAT];
    bytes.extend(postcard::to_stdvec(timer).map_err(|e| StoreError::Invalid(format!("a timer: {e}")))?);
    Ok(bytes)
}

/// The two keys of a timer: by name and by time.
pub(crate) fn keys(timer: &Timer) -> (Vec<u8>, Vec<u8>) {
    let (plugin, name) = (timer.plugin.as_str(), timer.key.as_str());
    (key::key(key::TIMER, &[plugin, name]), place(timer.due, plugin, name))
}

impl UnitOfWork {
    /// Sets a timer, in place of an earlier one of the same plugin and key.
    pub fn set_timer(&mut self, plugin: &str, key: &str, due: Timestamp, data: String) -> Result<()> {
        plain("timer", key, MAX_KEY)?;
        if data.len() > MAX_DATA {
            return Err(StoreError::TooLarge(format!("the data of a timer has at most {MAX_DATA} bytes")));
        }
        self.cancel_timer(plugin, key)?;
        let timer = Timer { plugin: plugin.into(), key: key.into(), due, data };
        let (by_name, by_time) = keys(&timer);
        self.write(by_name, Some(encode(&timer)?));
        self.write(by_time, Some(Vec::new()));
        Ok(())
    }

    /// Removes a timer; no error if there is none.
    pub fn cancel_timer(&mut self, plugin: &str, key: &str) -> Result<()> {
        if let Some(bytes) = self.read(&key::key(key::TIMER, &[plugin, key]))? {
            let (by_name, by_time) = keys(&decode(&bytes)?);
            self.write(by_name, None);
            self.write(by_time, None);
        }
        Ok(())
    }

    /// Removes exactly this timer. False: there is none, or it was set anew meanwhile and stays.
    pub fn take_timer(&mut self, timer: &Timer) -> Result<bool> {
        let is_this = self.timer(&timer.plugin, &timer.key)?.as_ref() == Some(timer);
        if is_this {
            self.cancel_timer(&timer.plugin, &timer.key)?;
        }
        Ok(is_this)
    }

    /// A plugin's timer of this name.
    pub fn timer(&mut self, plugin: &str, key: &str) -> Result<Option<Timer>> {
        let bytes = self.read(&key::key(key::TIMER, &[plugin, key]))?;
        bytes.map(|bytes| decode(&bytes)).transpose()
    }

    /// Up to `limit` timers of a plugin that are due, the longest overdue first.
    pub fn due_timers(&mut self, plugin: &str, now: Timestamp, limit: usize) -> Result<Vec<Timer>> {
        let mut span = Span::prefix(&list(plugin));
        if let Some(after) = now.0.checked_add(1) {
            span.end = [list(plugin).as_slice(), &after.to_be_bytes()].concat();
        }
        let rows = self.read_span(&span, false, limit)?;
        let mut due = Vec::with_capacity(rows.len());
        for (place, _) in rows {
            let lost = || StoreError::Corrupt("a timer is listed that is not there".into());
            let (_, by_name) = listed(&place).ok_or_else(lost)?;
            due.push(decode(&self.read(&by_name)?.ok_or_else(lost)?)?);
        }
        Ok(due)
    }

    /// When the next timer of a plugin is due.
    pub fn next_due(&mut self, plugin: &str) -> Result<Option<Timestamp>> {
        let rows = self.read_span(&Span::prefix(&list(plugin)), false, 1)?;
        Ok(rows.first().and_then(|(place, _)| listed(place)).map(|(due, _)| due))
    }
}
