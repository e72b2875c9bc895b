//! `ombud:kernel/later`: doing something a little later, with the rights that the person has then.

use crate::bindings::later::Host;
use crate::bindings::timers::Host as Timers;
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::Answer;
use crate::later;
use ombud_access::{Denial, UserId};
use wasmtime::Result;

impl Host for Cx {
    fn set(&mut self, key: String, due: u64, data: String) -> Result<Answer<()>> {
        let user = match self.whom(due) {
            Ok(user) => user,
            Err(error) => {
                self.count_host_call()?;
                return Ok(Err(error));
            }
        };
        if let Err(error) = Timers::set(self, key.clone(), due, data)? {
            return Ok(Err(error));
        }
        let plugin = self.plugin.id().as_str();
        let noted = later::note(&mut self.root.unit(), &self.authority, user, plugin, &key);
        Ok(noted.map_err(Error::from))
    }
}

impl Cx {
    /// For whom a timer may be set that is due then: for whoever is there in person. What rings for somebody sets nothing
    /// more for them, or a plugin could act in their name for ever.
    fn whom(&self, due: u64) -> Answer<UserId> {
        let why = match self.authority.in_person() {
            Some(_) if self.root.rings => {
                "nobody is there for whom something could be done later: a timer rings"
            }
            Some(_) if due > self.root.now.0.saturating_add(later::FARTHEST) => {
                return Err(Error::Invalid("what is done later for a person is due within a day".into()));
            }
            Some(user) => return Ok(user),
            None => "something is done later only for a person who is signed in, with all of the own rights",
        };
        Err(self.denied(Denial::new("", why)))
    }
}
