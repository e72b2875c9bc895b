//! `ombud:kernel/context`: what this call is.

use crate::bindings::context::{Authority, Caller, Host};
use crate::bindings::types::Error;
use crate::call::Cx;
use ombud_access::UserId;
use wasmtime::Result;

/// The most chance that one question gives.
const MAX_RANDOM: u32 = 4096;

impl Host for Cx {
    fn get_caller(&mut self) -> Result<Caller> {
        self.count_host_call()?;
        let person = self.person();
        let (staff, name) = match person {
            Some(id) => self.who(id),
            None => (false, String::new()),
        };
        Ok(Caller {
            user: person.map(|id| id.to_string()),
            staff,
            name,
            plugin: self.caller.as_ref().map(|p| p.to_string()),
            authority: if self.authority.is_own() { Authority::Own } else { Authority::ForUser },
            request: self.root.request_id.clone(),
        })
    }

    fn now(&mut self) -> Result<u64> {
        self.count_host_call()?;
        Ok(self.root.now.0)
    }

    fn random(&mut self, length: u32) -> Result<Vec<u8>> {
        self.count_host_call()?;
        Cx::random(self, length.min(MAX_RANDOM) as usize).map_err(no_chance)
    }

    fn new_id(&mut self) -> Result<String> {
        self.count_host_call()?;
        Ok(Cx::new_id(self).map_err(no_chance)?.to_string())
    }
}

/// The guest asked for what cannot fail, so it ends.
fn no_chance(error: Error) -> wasmtime::Error {
    wasmtime::format_err!("{error:?}")
}

impl Cx {
    /// Whether a person is staff, and the name; a stranger if the store
    /// cannot say.
    fn who(&self, id: UserId) -> (bool, String) {
        match self.root.identity.person(&mut self.root.unit(), id) {
            Ok(Some(person)) => (self.root.identity.is_staff(&person, self.root.now), person.name),
            _ => (false, String::new()),
        }
    }
}
