//! `ombud:kernel/verdicts`: what the permission engine says of somebody else.

use crate::bindings::types::{Error, RecordRef};
use crate::bindings::verdicts::{Host, Verdict};
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::gate;
use crate::told::{tell_decision, tell_enough};
use ombud_access::{Audience, Denial, Envelope, RecordId, Target};
use ombud_identity::Principal;
use wasmtime::Result;

/// The longest name of a permission, bytes.
const MAX_NAME: usize = 256;

/// The most people of whom one question may be asked.
const MAX_READERS: usize = 200;

const PERSON_READ: &str = "kernel:person.read";

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

    fn readers(&mut self, users: Vec<String>, subject: RecordRef) -> Result<Answer<Vec<String>>> {
        self.count_dear_call()?;
        Ok(self.readers_among(users, &subject))
    }

    fn able(
        &mut self,
        users: Vec<String>,
        permission: String,
        department: String,
    ) -> Result<Answer<Vec<String>>> {
        self.count_dear_call()?;
        Ok(self.able_among(users, &permission, &department))
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

    /// What colleagues may do is told to staff, of so many at once.
    fn about_colleagues(&self, users: &[String], why: &str) -> Answer<()> {
        self.must(PERSON_READ)?;
        if !self.authority.is_own() && !self.authority.is_staff() {
            return Err(self.denied(Denial::new(PERSON_READ, why)));
        }
        match users.len() > MAX_READERS {
            true => Err(Error::TooLarge(format!("at most {MAX_READERS} people at once"))),
            false => Ok(()),
        }
    }

    /// Who of these may do this with what is filed there and given to them.
    fn able_among(&self, users: Vec<String>, permission: &str, department: &str) -> Answer<Vec<String>> {
        self.about_colleagues(&users, "what colleagues may do is told to staff")?;
        let own = self.plugin.id().as_str();
        if permission.len() > MAX_NAME || permission.split_once(':').is_none_or(|(plugin, _)| plugin != own) {
            let why = format!("`able` tells of permissions that `{own}` declares, and of no others");
            return Err(Error::Invalid(why));
        }
        let (identity, now) = (&self.root.identity, self.root.now);
        let mut filed = Envelope {
            collection: permission.into(),
            id: RecordId::parse("new").map_err(|error| Error::Invalid(error.to_string()))?,
            version: 1,
            department: Some(convert::department(department)?),
            assignee: None,
            requester: None,
            participants: Vec::new(),
            audience: Audience::Everyone,
            parent: None,
            created: now,
            updated: now,
        };
        let mut unit = self.root.unit();
        let mut able = Vec::new();
        for user in users {
            let id = convert::user(&user)?;
            filed.assignee = Some(id);
            let whose = identity.authority(&mut unit, &Principal::User(id), now)?;
            let target = Target::Record(&filed);
            if whose.is_some_and(|whose| whose.is_staff() && whose.check(permission, target).allowed) {
                able.push(user);
            }
        }
        Ok(able)
    }

    /// Who of these may read a record that the asker may read. Customers learn nothing of who reads what they wrote.
    fn readers_among(&self, users: Vec<String>, subject: &RecordRef) -> Answer<Vec<String>> {
        self.about_colleagues(&users, "who reads a record is told to staff")?;
        let Some(filed) = self.subject(Some(subject.clone()))? else { return Ok(Vec::new()) };
        let named = gate::named(self, &subject.collection)?;
        let (identity, now) = (&self.root.identity, self.root.now);
        let mut unit = self.root.unit();
        let mut readers = Vec::new();
        for user in users {
            let whose = identity.authority(&mut unit, &Principal::User(convert::user(&user)?), now)?;
            if whose.is_some_and(|whose| whose.is_staff() && named.is_read_by(&whose, &filed)) {
                readers.push(user);
            }
        }
        Ok(readers)
    }
}
