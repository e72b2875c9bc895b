//! `ombud:kernel/settings`: what the administrator chose.

use crate::bindings::settings::Host;
use crate::call::Cx;
use crate::settings;
use wasmtime::Result;

impl Host for Cx {
    fn get(&mut self) -> Result<String> {
        self.count_host_call()?;
        Ok(settings::of(&mut self.root.unit(), self.plugin.manifest())?)
    }
}
