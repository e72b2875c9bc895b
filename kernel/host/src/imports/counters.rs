//! `ombud:kernel/counters`: numbers that people can say.

use crate::bindings::counters::Host;
use crate::bindings::types as wit;
use crate::call::Cx;
use crate::convert::Answer;
use wasmtime::Result;

impl Host for Cx {
    fn next(&mut self, counter: String) -> Result<Answer<u64>> {
        self.count_host_call()?;
        if let Err(error) = self.may_write() {
            return Ok(Err(error));
        }
        let plain = !counter.is_empty()
            && counter.len() <= 64
            && counter.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain {
            return Ok(Err(wit::Error::Invalid(format!(
                "a counter's name has lower-case letters, digits and `-`, not `{counter}`"
            ))));
        }
        let name = format!("{}:{counter}", self.plugin.id());
        Ok(self.root.unit().next_number(&name).map_err(wit::Error::from))
    }
}
