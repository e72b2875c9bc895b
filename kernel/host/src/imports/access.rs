//! `ombud:kernel/access`: questions to the engine about this very call.

use crate::bindings::access::Host;
use crate::bindings::types::{Error, RecordRef};
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::gate;
use ombud_access::{Envelope, Target};
use wasmtime::Result;

/// The longest name of a permission, bytes. It is kept with a refusal.
const MAX_NAME: usize = 256;

impl Host for Cx {
    fn may(&mut self, permission: String, subject: Option<RecordRef>) -> Result<Answer<bool>> {
        self.count_host_call()?;
        Ok(self.ask(&permission, subject, |target| self.authority.check(&permission, target).allowed))
    }

    fn may_ever(&mut self, permission: String) -> Result<bool> {
        self.count_host_call()?;
        self.asks([permission.as_str()]);
        Ok(self.authority.can_ever(&permission))
    }

    fn require(&mut self, permission: String, subject: Option<RecordRef>) -> Result<Answer<()>> {
        self.count_host_call()?;
        let check = |target: Target<'_>| self.authority.check(&permission, target).into_result();
        Ok(self
            .ask(&permission, subject, check)
            .and_then(|outcome| outcome.map_err(|denial| self.denied(denial))))
    }

    fn explain(&mut self, permission: String, subject: Option<RecordRef>) -> Result<Answer<String>> {
        self.count_host_call()?;
        Ok(self.ask(&permission, subject, |target| self.authority.explain(&permission, target).to_string()))
    }
}

impl Cx {
    /// Puts a question about a record that this call may read, or about the desk.
    fn ask<T>(
        &self,
        permission: &str,
        subject: Option<RecordRef>,
        question: impl FnOnce(Target<'_>) -> T,
    ) -> Answer<T> {
        if permission.len() > MAX_NAME {
            return Err(Error::TooLarge(format!("a permission's name has at most {MAX_NAME} bytes")));
        }
        let filed = self.subject(subject)?;
        self.asks([permission]);
        Ok(question(filed.as_ref().map_or(Target::Desk, Target::Record)))
    }

    /// The envelope of a record that this call may read.
    pub(super) fn subject(&self, at: Option<RecordRef>) -> Answer<Option<Envelope>> {
        let Some(at) = at else { return Ok(None) };
        let id = convert::record(&at.id)?;
        let named = gate::named(self, &at.collection)?;
        let mut unit = self.root.unit();
        let missing = || Error::NotFound(format!("there is no record `{id}` in `{}`", at.collection));
        let sealed = unit.find(&at.collection, &id)?.ok_or_else(missing)?;
        named.permit_read(self, &mut unit, &sealed).map(drop)?;
        Ok(Some(sealed.filed().clone()))
    }
}
