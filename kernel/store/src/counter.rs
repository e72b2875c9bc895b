//! Numbers that are never given twice. They come from memory, so that two units of work that take one do not
//! conflict; the greatest is kept with each commit that took one. A unit that fails leaves a gap.

use crate::engine::{Cell, Engine, Writes};
use crate::{Result, StoreError, key};
use parking_lot::Mutex;
use std::collections::HashMap;

#[derive(Default)]
pub(crate) struct Counters(Mutex<HashMap<String, u64>>);

impl Counters {
    /// The next number of a counter, from 1.
    pub fn next(&self, engine: &dyn Engine, name: &str) -> Result<u64> {
        if let Some(beside) = engine.beside() {
            // Others take numbers, too.
            let number = beside.number(name, kept(engine, name)?)?;
            let mut counters = self.0.lock();
            let last = counters.entry(name.to_owned()).or_default();
            *last = number.max(*last);
            return Ok(number);
        }
        let mut counters = self.0.lock();
        if let Some(last) = counters.get_mut(name) {
            *last += 1;
            return Ok(*last);
        }
        let kept = kept(engine, name)?;
        counters.insert(name.to_owned(), kept + 1);
        Ok(kept + 1)
    }

    /// Puts the greatest numbers given so far into a commit that took some.
    pub fn keep(&self, names: &[String], writes: &mut Writes) {
        let counters = self.0.lock();
        for name in names {
            if let Some(last) = counters.get(name) {
                writes.insert(key::key(key::COUNTER, &[name]), Some(last.to_be_bytes().to_vec()));
            }
        }
    }
}

/// The greatest number that was kept.
fn kept(engine: &dyn Engine, name: &str) -> Result<u64> {
    match engine.get(&key::key(key::COUNTER, &[name]))? {
        None => Ok(0),
        Some(Cell::Whole(bytes)) => decode(&bytes),
        Some(Cell::Torn) => Err(damaged()),
    }
}

pub(crate) fn decode(bytes: &[u8]) -> Result<u64> {
    bytes.try_into().map(u64::from_be_bytes).map_err(|_| damaged())
}

fn damaged() -> StoreError {
    StoreError::Corrupt("a counter is not a number".into())
}
