//! `ombud:kernel/amendments`: what others would like to be different, before a plugin writes.

use crate::bindings::amendments::Host;
use crate::bindings::changes;
use crate::bindings::records::Draft;
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::gate;
use crate::hook::{self, Change};
use crate::manifest::{HookVerb, Phase};
use ombud_access::RecordId;
use wasmtime::Result;

impl Host for Cx {
    async fn ask(
        &mut self,
        collection: String,
        id: Option<String>,
        draft: Draft,
    ) -> Result<Answer<Vec<changes::Amendment>>> {
        self.count_host_call()?;
        let (change, amendable) = match self.intended(&collection, id, draft) {
            Ok(Some(intended)) => intended,
            Ok(None) => return Ok(Ok(Vec::new())),
            Err(error) => return Ok(Err(error)),
        };
        Ok(self.ask_transformers(&amendable, change).await)
    }
}

impl changes::Host for Cx {}

impl Cx {
    /// What a plugin is about to write; none if nobody would like it to be different.
    fn intended(
        &self,
        collection: &str,
        id: Option<String>,
        draft: Draft,
    ) -> Answer<Option<(Change, Vec<String>)>> {
        let named = gate::named(self, collection)?;
        if named.owner.id() != self.plugin.id() {
            return Err(crate::bindings::types::Error::Invalid(format!(
                "only the plugin that keeps `{collection}` asks what others would like to amend there"
            )));
        }
        let verb = if id.is_some() { HookVerb::Change } else { HookVerb::Create };
        if named.rules.amendable.is_empty() || !self.has_hooks(collection, Phase::Transform, verb) {
            return Ok(None);
        }
        let id = match id {
            Some(id) => convert::record(&id)?,
            None => RecordId::from(self.new_id()?),
        };
        let before = match verb {
            HookVerb::Create => None,
            _ => self.root.unit().find(collection, &id)?,
        };
        let mut own = self.envelope(&named, collection, id.clone(), &draft)?;
        if let Some(before) = &before {
            (own.version, own.created) = (before.envelope().version, before.envelope().created);
        }
        let draft = Some(hook::Draft { own, body: draft.body });
        let change = Change { verb, collection: collection.to_owned(), id, before, draft };
        Ok(Some((change, named.rules.amendable.clone())))
    }
}
