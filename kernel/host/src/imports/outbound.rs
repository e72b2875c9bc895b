//! `ombud:kernel/outbound`: requests that leave the desk when all is on disk.

use crate::bindings::outbound::{Host, Request};
use crate::call::Cx;
use crate::convert::Answer;
use crate::effect;
use wasmtime::Result;

impl Host for Cx {
    fn enqueue(&mut self, key: String, request: Request) -> Result<Answer<()>> {
        self.count_host_call()?;
        Ok(self.queue(&key, request))
    }
}

impl Cx {
    fn queue(&self, key: &str, request: Request) -> Answer<()> {
        self.may_write()?;
        self.count_written(request.body.len() + request.url.len())?;
        effect::enqueue(&mut self.root.unit(), &self.plugin, key, request, self.root.now, self.person())
    }
}
