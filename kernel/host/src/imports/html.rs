//! `ombud:kernel/html`: foreign HTML made harmless.

use crate::bindings::html::Host;
use crate::call::Cx;
use crate::sanitise::sanitise;
use wasmtime::Result;

impl Host for Cx {
    fn sanitise(&mut self, html: String, images: Vec<(String, String)>) -> Result<String> {
        self.count_host_call()?;
        Ok(sanitise(&html, &images))
    }
}
