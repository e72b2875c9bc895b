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

/// Where the timers are listed by time.
fn place(due: Timestamp, plugin: &str, name: &str) -> Vec<u8> {
    let mut place = vec![key::TIMER_DUE];
    place.extend_from_slice(&due.0.to_be_bytes());
    place.extend_from_slice(&key::key(key::TIMER, &[plugin, name]));
    place
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Timer> {
    match bytes.split_first() {
        Some((&FORMAT, rest)) => {
            postcard::from_bytes(rest).map_err(|e| StoreError::Corrupt(format!("a timer: {e}")))
        }
        _ => Err(StoreError::Corrupt("a timer of unknown format".into())),
    }
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
        let mut bytes = vec![FORMAT];
        bytes.extend(postcard::to_stdvec(&timer).map_err(|e| StoreError::Invalid(format!("a timer: {e}")))?);
        let (by_name, by_time) = keys(&timer);
        self.write(by_name, Some(bytes));
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

    /// Up to `limit` timers that are due, the longest overdue first.
    pub fn due_timers(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Timer>> {
        let end = match now.0.checked_add(1) {
            Some(after) => place_of(after),
            None => key::all(key::TIMER_DUE).end,
        };
        let rows = self.read_span(&Span { start: vec![key::TIMER_DUE], end }, false, limit)?;
        let mut due = Vec::with_capacity(rows.len());
        for (place, _) in rows {
            let lost = || StoreError::Corrupt("a timer is listed that is not there".into());
            let bytes = self.read(place.get(9..).ok_or_else(lost)?)?.ok_or_else(lost)?;
            due.push(decode(&bytes)?);
        }
        Ok(due)
    }

    /// When the next timer is due.
    pub fn next_due(&mut self) -> Result<Option<Timestamp>> {
        let rows = self.read_span(&key::all(key::TIMER_DUE), false, 1)?;
        let time = rows.first().and_then(|(place, _)| place.get(1..9)?.try_into().ok());
        Ok(time.map(|bytes| Timestamp(u64::from_be_bytes(bytes))))
    }
}

fn place_of(due: u64) -> Vec<u8> {
    let mut place = vec![key::TIMER_DUE];
    place.extend_from_slice(&due.to_be_bytes());
    place
}
