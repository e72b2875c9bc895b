//! `ombud:kernel/events`: facts for others.

use crate::bindings::events::Host;
use crate::bindings::types::{Error, RecordRef};
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::gate;
use ombud_store::EventDraft;
use wasmtime::Result;

/// The most data that an event carries, bytes.
const MAX_DATA: usize = 64 << 10;

impl Host for Cx {
    fn emit(&mut self, kind: String, subject: RecordRef, data: String) -> Result<Answer<()>> {
        self.count_host_call()?;
        Ok(self.emit_event(kind, &subject, data))
    }
}

impl Cx {
    fn emit_event(&self, kind: String, subject: &RecordRef, data: String) -> Answer<()> {
        self.may_write()?;
        let mine = kind.split_once(':').is_some_and(|(plugin, verb)| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
            plugin == self.plugin.id().as_str() && verb.contains('.') && verb.chars().all(plain)
        });
        if !mine || kind.len() > 128 {
            return Err(Error::Invalid(format!(
                "an event of this plugin is called `{}:noun.verb`, not `{kind}`",
                self.plugin.id()
            )));
        }
        // The kernel tells of these itself; nobody else can.
        if [".created", ".changed", ".deleted", ".left"].iter().any(|end| kind.ends_with(end))
            && self.plugin.manifest().collection(kind.rsplit_once('.').map_or("", |(c, _)| c)).is_some()
        {
            return Err(Error::Invalid(format!("`{kind}` is told by the kernel itself")));
        }
        if data.len() > MAX_DATA {
            return Err(Error::TooLarge(format!("an event carries at most {MAX_DATA} bytes")));
        }
        if serde_json::from_str::<serde::de::IgnoredAny>(&data).is_err() {
            return Err(Error::Invalid("the data of an event is JSON".into()));
        }
        self.count_written(data.len())?;
        let at = convert::record_ref(subject)?;
        let named = gate::named(self, &at.collection)?;
        let mut unit = self.root.unit();
        let Some(sealed) = unit.find(&at.collection, &at.id)? else {
            return Err(Error::NotFound(format!("there is no record `{}` in `{}`", at.id, at.collection)));
        };
        named.permit_read(self, &mut unit, &sealed).map(drop)?;
        Ok(unit.emit(EventDraft {
            kind,
            subject: at,
            at: self.root.now,
            by: self.person(),
            plugin: Some(self.plugin.id().to_string()),
            data,
        })?)
    }
}
