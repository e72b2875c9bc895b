//! `ombud:kernel/timers`: being woken later.

use crate::bindings::timers::Host;
use crate::bindings::types as wit;
use crate::call::Cx;
use crate::convert::Answer;
use crate::later;
use ombud_access::Timestamp;
use wasmtime::Result;

/// The longest key and the most data of a timer, bytes.
const MAX_KEY: usize = 128;
const MAX_DATA: usize = 16 << 10;

impl Host for Cx {
    fn set(&mut self, key: String, due: u64, data: String) -> Result<Answer<()>> {
        self.count_host_call()?;
        if key.is_empty() || key.len() > MAX_KEY || data.len() > MAX_DATA {
            return Ok(Err(wit::Error::TooLarge(format!(
                "a timer has a key of 1 to {MAX_KEY} bytes and at most {MAX_DATA} bytes of data"
            ))));
        }
        let room = |()| self.may_keep(data.len());
        if let Err(error) = self.may_write().and_then(|()| self.count_written(data.len())).and_then(room) {
            return Ok(Err(error));
        }
        let plugin = self.plugin.id().as_str();
        let mut unit = self.root.unit();
        let set = later::forget(&mut unit, plugin, &key)
            .and_then(|()| unit.set_timer(plugin, &key, Timestamp(due), data));
        Ok(set.map_err(wit::Error::from))
    }

    fn cancel(&mut self, key: String) -> Result<Answer<()>> {
        self.count_host_call()?;
        if let Err(error) = self.may_write() {
            return Ok(Err(error));
        }
        let plugin = self.plugin.id().as_str();
        let mut unit = self.root.unit();
        let gone = later::forget(&mut unit, plugin, &key).and_then(|()| unit.cancel_timer(plugin, &key));
        Ok(gone.map_err(wit::Error::from))
    }
}
