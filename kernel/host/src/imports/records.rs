//! `ombud:kernel/records`: documents, through the gate.

use crate::bindings::records::{Draft, Entry, Host, Page, Query};
use crate::bindings::types as wit;
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::gate::{self, Named, Refused, Shown};
use crate::hook::Change;
use crate::manifest::{HookVerb, Phase};
use ombud_access::{Envelope, RecordId};
use ombud_store::{BlobId, Query as StoreQuery, Record, Savepoint, Sealed, UnitOfWork};
use std::sync::Arc;
use wasmtime::Result;

/// The largest body, bytes.
const MAX_BODY: usize = 1 << 20;
/// The most index entries of a record, and the most bytes of one.
const MAX_ENTRIES: usize = 96;
const MAX_ENTRY: usize = 512;
/// The most participants, and the most files, of a record.
const MAX_MANY: usize = 256;
/// The longest page.
const MAX_PAGE: u32 = 200;
/// The highest count.
const MAX_COUNT: u32 = 10_000;

impl Host for Cx {
    async fn create(
        &mut self,
        collection: String,
        id: Option<String>,
        draft: Draft,
    ) -> Result<Answer<wit::Envelope>> {
        self.count_host_call()?;
        let before = self.root.unit().savepoint();
        let made = match self.create_record(&collection, id, draft) {
            Ok(made) => made,
            Err(error) => return Ok(Err(error)),
        };
        Ok(self
            .unless_refused(before, HookVerb::Create, &made, None)
            .await
            .map(|()| convert::to_wit_envelope(&made)))
    }

    fn get(&mut self, collection: String, id: String) -> Result<Answer<Entry>> {
        self.count_host_call()?;
        Ok(self.get_record(&collection, &id))
    }

    async fn put(
        &mut self,
        collection: String,
        id: String,
        version: u64,
        draft: Draft,
    ) -> Result<Answer<wit::Envelope>> {
        self.count_host_call()?;
        let before = self.root.unit().savepoint();
        let (old, changed) = match self.put_record(&collection, &id, version, draft) {
            Ok(both) => both,
            Err(error) => return Ok(Err(error)),
        };
        let allowed = self.unless_refused(before, HookVerb::Change, &changed, Some(old)).await;
        Ok(allowed.map(|()| convert::to_wit_envelope(&changed)))
    }

    async fn delete(&mut self, collection: String, id: String, version: u64) -> Result<Answer<()>> {
        self.count_host_call()?;
        let before = self.root.unit().savepoint();
        let old = match self.delete_record(&collection, &id, version) {
            Ok(old) => old,
            Err(error) => return Ok(Err(error)),
        };
        let gone = old.envelope().clone();
        Ok(self.unless_refused(before, HookVerb::Delete, &gone, Some(old)).await)
    }

    fn find(&mut self, collection: String, query: Query) -> Result<Answer<Page>> {
        self.count_host_call()?;
        Ok(self.find_records(&collection, query))
    }

    fn count(&mut self, collection: String, query: Query, at_most: u32) -> Result<Answer<u32>> {
        self.count_host_call()?;
        Ok(self.count_records(&collection, query, at_most))
    }
}

impl Cx {
    /// Asks the hooks about a write that is done in the unit of work, and takes it back if one refuses.
    async fn unless_refused(
        &self,
        to: Savepoint,
        verb: HookVerb,
        envelope: &Envelope,
        before: Option<Sealed>,
    ) -> Answer<()> {
        if !self.has_hooks(&envelope.collection, Phase::Validate, verb) {
            return Ok(());
        }
        let (collection, id) = (envelope.collection.to_string(), envelope.id.clone());
        let allowed = self.ask_validators(Change { verb, collection, id, before, draft: None }).await;
        if allowed.is_err() {
            self.root.unit().rollback_to(to);
        }
        allowed
    }

    fn create_record(&self, collection: &str, id: Option<String>, draft: Draft) -> Answer<Envelope> {
        self.may_keep(draft.body.len())?;
        let named = gate::named(self, collection)?;
        self.may_write_to(named.rules)?;
        named.written_by(self)?;
        let id = match id {
            Some(id) => convert::record(&id)?,
            None => RecordId::from(self.new_id()?),
        };
        let mut unit = self.root.unit();
        let own = self.envelope(&named, collection, id, &draft)?;
        self.parent_is_named(&named, &mut unit, &own)?;
        let filed = unit.filed(&own)?;
        let permit = match named.permit_create(self, &mut unit, &own, &filed) {
            Ok(permit) => permit,
            Err(refused) => return Err(self.below_hidden(&mut unit, &own)?.unwrap_or(refused.into())),
        };
        let draft = self.draft(&named, &mut unit, own, draft, &[])?;
        let made = unit.create(permit, draft)?;
        self.count_unit(&unit)?;
        Ok(made)
    }

    fn get_record(&self, collection: &str, id: &str) -> Answer<Entry> {
        let id = convert::record(id)?;
        let named = gate::named(self, collection)?;
        let mut unit = self.root.unit();
        let sealed = unit.find(collection, &id)?.ok_or_else(|| missing(collection, &id))?;
        let permit = named.permit_read(self, &mut unit, &sealed)?;
        Ok(entry(sealed.open(permit)?))
    }

    /// The record as it was, and its envelope as it is.
    fn put_record(
        &self,
        collection: &str,
        id: &str,
        version: u64,
        draft: Draft,
    ) -> Answer<(Sealed, Envelope)> {
        let id = convert::record(id)?;
        let named = gate::named(self, collection)?;
        self.may_write_to(named.rules)?;
        named.written_by(self)?;
        let mut unit = self.root.unit();
        let sealed = unit.find(collection, &id)?.ok_or_else(|| missing(collection, &id))?;
        let mut own = self.envelope(&named, collection, id, &draft)?;
        own.created = sealed.envelope().created;
        own.version = sealed.envelope().version;
        let moves = own.parent != sealed.envelope().parent;
        if moves {
            self.parent_is_named(&named, &mut unit, &own)?;
        }
        let filed = unit.filed(&own)?;
        let permit = match named.permit_write(self, &mut unit, &sealed, &own, &filed) {
            Ok(permit) => permit,
            Err(refused) if moves => {
                return Err(self.below_hidden(&mut unit, &own)?.unwrap_or(refused.into()));
            }
            Err(refused) => return Err(refused.into()),
        };
        let now = sealed.envelope().version;
        if now != version {
            return Err(wit::Error::Conflict(format!("the record is at version {now}, not {version}")));
        }
        let held = sealed.blobs().to_vec();
        let draft = self.draft(&named, &mut unit, own, draft, &held)?;
        let changed = unit.update(permit, draft)?;
        self.count_unit(&unit)?;
        Ok((sealed, changed))
    }

    /// The record as it was.
    fn delete_record(&self, collection: &str, id: &str, version: u64) -> Answer<Sealed> {
        let id = convert::record(id)?;
        let named = gate::named(self, collection)?;
        self.may_write_to(named.rules)?;
        named.written_by(self)?;
        let mut unit = self.root.unit();
        let sealed = unit.find(collection, &id)?.ok_or_else(|| missing(collection, &id))?;
        let permit = named.permit_delete(self, &mut unit, &sealed)?;
        let now = sealed.envelope().version;
        if now != version {
            return Err(wit::Error::Conflict(format!("the record is at version {now}, not {version}")));
        }
        unit.delete(permit, self.root.now, self.person(), named.rules.private)?;
        Ok(sealed)
    }

    fn find_records(&self, collection: &str, query: Query) -> Answer<Page> {
        let named = gate::named(self, collection)?;
        let query = self.query(&named, query)?;
        let mut unit = self.root.unit();
        if !self.may_list_below(&named, &mut unit, &query)? {
            return Ok(Page { entries: Vec::new(), next: None });
        }
        let page = match named.shown(self)? {
            Shown::Visible(visibility) => unit.query(&visibility, collection, &query)?,
            Shown::Whole(whole) => unit.query_whole(&whole, &query)?,
        };
        Ok(Page { entries: page.records.into_iter().map(entry).collect(), next: page.next })
    }

    fn count_records(&self, collection: &str, query: Query, at_most: u32) -> Answer<u32> {
        let named = gate::named(self, collection)?;
        let query = self.query(&named, query)?;
        let mut unit = self.root.unit();
        if !self.may_list_below(&named, &mut unit, &query)? {
            return Ok(0);
        }
        let at_most = at_most.min(MAX_COUNT);
        Ok(match named.shown(self)? {
            Shown::Visible(visibility) => unit.count(&visibility, collection, &query, at_most)?,
            Shown::Whole(whole) => unit.count_whole(&whole, &query, at_most)?,
        })
    }

    /// Children are listed below a parent that the call may see.
    fn may_list_below(&self, named: &Named<'_>, unit: &mut UnitOfWork, query: &StoreQuery) -> Answer<bool> {
        let Some(parent) = &query.parent else {
            // The bookkeeping below tickets that a person may not see is not his either.
            if named.rules.parent.is_some() && !(named.rules.private && self.authority.is_own()) {
                return Err(wit::Error::Invalid(format!(
                    "records of `{}` are listed below their parent: name it",
                    named.rules.name
                )));
            }
            return Ok(true);
        };
        let Some(sealed) = unit.find(&parent.collection, &parent.id)? else { return Ok(false) };
        let Ok(above) = gate::named(self, &parent.collection) else { return Ok(false) };
        Ok(above.may_read(self, unit, &sealed)?)
    }

    /// A parent must be of the collection that the manifest says.
    fn parent_is_named(&self, named: &Named<'_>, unit: &mut UnitOfWork, own: &Envelope) -> Answer<()> {
        let wanted = named.rules.parent.as_deref();
        let Some(parent) = &own.parent else {
            return match wanted {
                Some(wanted) if !named.rules.private => Err(wit::Error::Invalid(format!(
                    "a record of `{}` needs a parent in `{wanted}`",
                    own.collection
                ))),
                _ => Ok(()),
            };
        };
        if wanted != Some(&*parent.collection) {
            return Err(wit::Error::Invalid(format!(
                "a record of `{}` cannot have a parent in `{}`",
                own.collection, parent.collection
            )));
        }
        match unit.find(&parent.collection, &parent.id)? {
            Some(_) => Ok(()),
            None => Err(missing(&parent.collection, &parent.id)),
        }
    }

    /// What to say in place of a refusal, if the parent that was named is one that the call may not see: that there
    /// is such a parent would be told by it.
    fn below_hidden(&self, unit: &mut UnitOfWork, own: &Envelope) -> Answer<Option<wit::Error>> {
        let Some(parent) = &own.parent else { return Ok(None) };
        let Some(sealed) = unit.find(&parent.collection, &parent.id)? else { return Ok(None) };
        let above = gate::named(self, &parent.collection)?;
        match above.permit_read(self, unit, &sealed) {
            Ok(_) => Ok(None),
            Err(Refused::Store(error)) => Err(error.into()),
            Err(_) => Ok(Some(missing(&parent.collection, &parent.id))),
        }
    }

    /// The places in indexes count as well, and there can be many for each record.
    fn count_unit(&self, unit: &UnitOfWork) -> Answer<()> {
        let limit = self.root.budget.limits.bytes_written;
        if unit.written_bytes() as u64 > limit {
            return Err(wit::Error::TooLarge(format!(
                "one call may write {limit} bytes in all, indexes included"
            )));
        }
        Ok(())
    }

    pub(super) fn envelope(
        &self,
        named: &Named<'_>,
        collection: &str,
        id: RecordId,
        draft: &Draft,
    ) -> Answer<Envelope> {
        let participants = draft.participants.iter().map(|u| convert::user(u)).collect::<Answer<Vec<_>>>()?;
        if participants.len() > MAX_MANY {
            return Err(wit::Error::TooLarge(format!("a record has at most {MAX_MANY} participants")));
        }
        let envelope = Envelope {
            collection: Arc::from(collection),
            id,
            version: 0,
            department: draft.department.as_deref().map(convert::department).transpose()?,
            assignee: draft.assignee.as_deref().map(convert::user).transpose()?,
            requester: draft.requester.as_deref().map(convert::user).transpose()?,
            participants,
            audience: convert::audience(draft.audience),
            parent: draft.parent.as_ref().map(convert::record_ref).transpose()?,
            created: self.root.now,
            updated: self.root.now,
        };
        let has_relation = envelope.department.is_some()
            || envelope.assignee.is_some()
            || envelope.requester.is_some()
            || !envelope.participants.is_empty();
        if envelope.parent.is_some() && has_relation {
            return Err(wit::Error::Invalid(format!(
                "a record of `{}` with a parent is filed where its parent is: leave department, assignee, requester and participants empty",
                named.rules.name
            )));
        }
        Ok(envelope)
    }

    /// Checks sizes, indexes and files, and makes the store's draft.
    fn draft(
        &self,
        named: &Named<'_>,
        unit: &mut UnitOfWork,
        envelope: Envelope,
        draft: Draft,
        held: &[BlobId],
    ) -> Answer<ombud_store::Draft> {
        if draft.body.len() > MAX_BODY {
            return Err(wit::Error::TooLarge(format!("a record's body may have {MAX_BODY} bytes")));
        }
        if draft.index.len() > MAX_ENTRIES || draft.blobs.len() > MAX_MANY {
            return Err(wit::Error::TooLarge(format!(
                "a record may have {MAX_ENTRIES} index entries and {MAX_MANY} files"
            )));
        }
        for entry in &draft.index {
            if !named.rules.indexes.contains(&entry.index) {
                return Err(wit::Error::Invalid(format!(
                    "the manifest names no index `{}` for `{}`",
                    entry.index, named.rules.name
                )));
            }
            let size: usize = entry
                .key
                .iter()
                .map(|v| match v {
                    crate::bindings::records::Value::Number(_) => 9,
                    crate::bindings::records::Value::Text(text) => text.len() + 2,
                })
                .sum();
            if size > MAX_ENTRY {
                return Err(wit::Error::TooLarge(format!("an index entry may have {MAX_ENTRY} bytes")));
            }
        }
        self.count_written(draft.body.len())?;
        let blobs = draft.blobs.iter().map(|b| convert::blob(b)).collect::<Answer<Vec<_>>>()?;
        for blob in blobs.iter().filter(|b| !held.contains(b)) {
            self.may_use_blob(unit, blob)?;
        }
        Ok(ombud_store::Draft {
            envelope,
            body: draft.body,
            index: draft.index.into_iter().map(convert::index_entry).collect(),
            blobs,
            now: self.root.now,
            by: self.person(),
            quiet: named.rules.private,
        })
    }

    fn query(&self, named: &Named<'_>, query: Query) -> Answer<StoreQuery> {
        let built_in = query.index == "created" || query.index == "updated";
        if !built_in && !named.rules.indexes.contains(&query.index) {
            return Err(wit::Error::Invalid(format!(
                "the manifest names no index `{}` for `{}`",
                query.index, named.rules.name
            )));
        }
        if !(1..=MAX_PAGE).contains(&query.limit) {
            return Err(wit::Error::Invalid(format!(
                "a page has 1 to {MAX_PAGE} records, not {}",
                query.limit
            )));
        }
        Ok(StoreQuery {
            index: query.index,
            prefix: query.prefix.into_iter().map(convert::value).collect(),
            descending: query.descending,
            department: query.department.as_deref().map(convert::department).transpose()?,
            parent: query.parent.as_ref().map(convert::record_ref).transpose()?,
            limit: query.limit,
            cursor: query.cursor,
        })
    }
}

fn missing(collection: &str, id: &RecordId) -> wit::Error {
    wit::Error::NotFound(format!("there is no record `{id}` in `{collection}`"))
}

fn entry(record: Record) -> Entry {
    Entry {
        envelope: convert::to_wit_envelope(&record.envelope),
        body: record.body,
        blobs: record.blobs.iter().map(BlobId::to_string).collect(),
    }
}
