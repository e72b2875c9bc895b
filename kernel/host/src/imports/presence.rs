//! `ombud:kernel/presence`: who is connected.

use crate::bindings::presence::{Host, Presence};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::presence::{self, READ};
use wasmtime::Result;

/// The most people that one question may be about.
const MOST: usize = 500;

impl Host for Cx {
    fn of_people(&mut self, users: Vec<String>) -> Result<Answer<Vec<Presence>>> {
        self.count_host_call()?;
        Ok(self.must(READ).and_then(|()| self.presences(users)))
    }
}

impl Cx {
    fn presences(&self, users: Vec<String>) -> Answer<Vec<Presence>> {
        if users.len() > MOST {
            return Err(Error::TooLarge(format!("at most {MOST} people at once")));
        }
        let mut unit = self.root.unit();
        let told = |user: String| {
            // Nobody was ever here by an id that is none.
            let row = convert::user(&user).ok().map(|id| presence::row(&mut unit, id)).transpose()?.flatten();
            let connected = row.is_some_and(|row| row.connected);
            Ok(Presence { user, connected, since: row.map(|row| row.since.0) })
        };
        users.into_iter().map(told).collect()
    }
}
