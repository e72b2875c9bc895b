//! `ombud:kernel/guests`: whoever comes by without signing in.

use crate::bindings::guests::{Host, Pass};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::Answer;
use ombud_access::{Denial, PermissionName, UserId};
use ombud_identity::{NewGuest, guest};
use std::sync::atomic::Ordering;
use std::time::Duration;
use wasmtime::Result;

const ADMIT: &str = "kernel:guest.admit";

impl Host for Cx {
    fn admit(
        &mut self,
        name: String,
        language: Option<String>,
        permissions: Vec<String>,
        days: u16,
    ) -> Result<Answer<Pass>> {
        self.count_host_call()?;
        Ok(self.admit_guest(&name, language.as_deref(), &permissions, days))
    }

    fn arrive(&mut self) -> Result<Answer<()>> {
        self.count_host_call()?;
        Ok(self.count_arrival())
    }
}

impl Cx {
    fn admit_guest(
        &self,
        name: &str,
        language: Option<&str>,
        permissions: &[String],
        days: u16,
    ) -> Answer<Pass> {
        self.may_write()?;
        self.must(ADMIT)?;
        let written = name.len() + permissions.iter().map(String::len).sum::<usize>();
        self.count_written(written)?;
        self.origin()?;
        let permissions: Vec<PermissionName> =
            permissions.iter().map(|name| permission(name)).collect::<Answer<_>>()?;
        let new = NewGuest { id: UserId(self.new_id()?), name, language, permissions: &permissions, days };
        self.may_come()?;
        let pass = self.of_people(|unit, actor| guest::admit(unit, actor, &new))?;
        self.has_come();
        Ok(Pass { user: pass.user.to_string(), secret: pass.secret, until: pass.until.0 })
    }

    fn count_arrival(&self) -> Answer<()> {
        self.may_write()?;
        self.must(ADMIT)?;
        self.may_come()?;
        self.has_come();
        Ok(())
    }

    /// The network address that the request of this call comes from.
    fn origin(&self) -> Answer<&str> {
        self.root.origin.as_deref().filter(|_| !self.root.rings).ok_or_else(|| {
            self.denied(Denial::new(ADMIT, "nobody asks who could be a guest: guests come with a request"))
        })
    }

    /// Not too many have come from there.
    fn may_come(&self) -> Answer<()> {
        let others = self.root.guests.load(Ordering::Relaxed);
        self.root.identity.may_come(self.origin()?, others, self.root.now).map_err(too_many)
    }

    /// Who comes counts when it is certain: when the call is on disk.
    fn has_come(&self) {
        self.root.guests.fetch_add(1, Ordering::Relaxed);
    }
}

fn permission(name: &str) -> Answer<PermissionName> {
    PermissionName::parse(name)
        .map_err(|_| Error::Invalid(format!("`{name}` is not the name of a permission")))
}

fn too_many(wait: Duration) -> Error {
    let minutes = wait.as_secs().div_ceil(60).max(1);
    Error::Unavailable(format!(
        "many new guests have come from this network within an hour: try again in {minutes} minutes. If all come from one \
         address, it is that of a proxy: whoever runs the desk names it with `--trusted-proxy`"
    ))
}
