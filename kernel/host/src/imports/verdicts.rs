//! `ombud:kernel/verdicts`: what the permission engine says of somebody else.

use crate::bindings::types::{Error, RecordRef};
use crate::bindings::verdicts::{Host, Verdict};
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::told::{tell_decision, tell_enough};
use ombud_access::Target;
use ombud_identity::Principal;
use wasmtime::Result;

/// The longest name of a permission, bytes.
const MAX_NAME: usize = 256;

impl Host for Cx {
    fn explain(
        &mut self,
        user: String,
        permission: String,
        subject: Option<RecordRef>,
    ) -> Result<Answer<Verdict>> {
        self.count_host_call()?;
        Ok(self.verdict(&user, &permission, subject))
    }
}

impl Cx {
    fn verdict(&self, user: &str, permission: &str, subject: Option<RecordRef>) -> Answer<Verdict> {
        self.must("kernel:access.explain")?;
        if permission.len() > MAX_NAME {
            return Err(Error::TooLarge(format!("a permission's name has at most {MAX_NAME} bytes")));
        }
        // Only about what the asker may read, or the answer would tell of records that are hidden from him.
        let filed = self.subject(subject)?;
        let (user, now) = (convert::user(user)?, self.root.now);
        let found = self.root.identity.authority(&mut self.root.unit(), &Principal::User(user), now)?;
        let whose = found
            .ok_or_else(|| Error::NotFound(format!("there is no person `{user}`, or they are suspended")))?;
        let target = filed.as_ref().map_or(Target::Desk, Target::Record);
        let explanation = whose.explain(permission, target);
        let language = self.root.language;
        let declared = explanation.telling.what.as_ref();
        let title = declared.map(|known| self.root.registry.words_of(language, known).0).unwrap_or_default();
        Ok(Verdict {
            allowed: explanation.allowed,
            enough: whose.enough(permission, target).map(|enough| tell_enough(language, &enough)),
            sentence: tell_decision(language, &explanation.telling, &title),
        })
    }
}
