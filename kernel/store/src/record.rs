//! Records: an envelope that the kernel understands and a body that it does not.

use crate::event_log::Event;
use crate::index::{self, IndexEntry, Passed};
use crate::unit_of_work::plain;
use crate::{BlobId, Result, StoreError, UnitOfWork, key};
use ombud_access::{
    Create, Delete, Envelope, Permit, Read, RecordId, RecordRef, Timestamp, UserId, Verb, Write,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

const FORMAT: u8 = 1;
/// The largest body, bytes.
const MAX_BODY: usize = 1 << 20;
/// The most participants, index entries and files of a record.
const MAX_MANY: usize = 256;
/// How deep records hang below each other.
const MAX_DEPTH: usize = 16;

/// A record as it is wanted. The store sets version and times.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Collection, id, relations, audience and parent as wanted.
    pub envelope: Envelope,
    /// What the kernel does not understand.
    pub body: Vec<u8>,
    /// Where it is to be found.
    pub index: Vec<IndexEntry>,
    /// Files that it keeps alive.
    pub blobs: Vec<BlobId>,
    /// The time of the change.
    pub now: Timestamp,
    /// The person who makes it.
    pub by: Option<UserId>,
    /// Of a private collection: no event tells of it, and it is listed whole, by its own plugin.
    pub quiet: bool,
}

/// An opened record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its own envelope.
    pub envelope: Envelope,
    /// What the kernel does not understand.
    pub body: Vec<u8>,
    /// Files that it names.
    pub blobs: Vec<BlobId>,
}

/// A record whose body takes a permit to open.
#[derive(Clone)]
pub struct Sealed {
    stored: Record,
    filed: Envelope,
}

impl Sealed {
    /// Its own envelope: what was written.
    #[must_use]
    pub fn envelope(&self) -> &Envelope {
        &self.stored.envelope
    }

    /// Its filed envelope: what is decided on.
    #[must_use]
    pub fn filed(&self) -> &Envelope {
        &self.filed
    }

    /// The files that it names.
    #[must_use]
    pub fn blobs(&self) -> &[BlobId] {
        &self.stored.blobs
    }

    /// Opens it with the leave to read this record in this version, filed as it is.
    pub fn open(self, permit: Permit<Read>) -> Result<Record> {
        fits(&permit, self.envelope())?;
        same_version(&permit, self.envelope())?;
        if !permit.covers(&self.filed) {
            // Moved with its parent, or made anew.
            return Err(StoreError::Conflict(format!(
                "the record `{}` is filed in another way than was allowed",
                permit.record()
            )));
        }
        Ok(self.stored)
    }
}

/// What is sealed stays so in a log.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} at {})", self.envelope().record(), self.envelope().version)
    }
}

/// What is kept of a record. The index entries are kept to be taken out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub envelope: Envelope,
    pub private: bool,
    pub index: Vec<IndexEntry>,
    pub blobs: Vec<BlobId>,
    #[serde(with = "whole")]
    pub body: Vec<u8>,
}

/// A body is read and written as one piece, and not byte by byte: the bytes are the same.
mod whole {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        <&[u8]>::deserialize(from).map(<[u8]>::to_vec)
    }
}

/// The same as it is opened: what stands in indexes is read over.
#[derive(Deserialize)]
#[expect(dead_code, reason = "not all of it is opened")]
struct Opened<'a> {
    envelope: Envelope,
    private: bool,
    #[serde(borrow)]
    index: Passed<'a>,
    blobs: Vec<BlobId>,
    #[serde(with = "whole")]
    body: Vec<u8>,
}

fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T> {
    match bytes.split_first() {
        Some((&FORMAT, rest)) => match postcard::take_from_bytes(rest) {
            Ok((value, _)) => Ok(value),
            Err(error) => Err(StoreError::Corrupt(format!("a record: {error}"))),
        },
        _ => Err(StoreError::Corrupt("a record of unknown format".into())),
    }
}

impl Stored {
    pub fn decode(bytes: &[u8]) -> Result<Stored> {
        decode(bytes)
    }

    pub fn encode(&self) -> Result<Vec<u8>> {
        let mut bytes = vec![FORMAT];
        bytes.extend(postcard::to_stdvec(self).map_err(|e| StoreError::Invalid(format!("a record: {e}")))?);
        Ok(bytes)
    }

    /// Every key that must be there because this record is, apart from its own; with the value.
    pub fn derived(&self) -> BTreeSet<(Vec<u8>, Vec<u8>)> {
        let at = self.envelope.record();
        let mut derived = index::rows(self);
        if let Some(parent) = &self.envelope.parent {
            derived.insert((key::child(parent, &at), Vec::new()));
        }
        derived.extend(self.blobs.iter().map(|blob| (blob.named_by(&at), Vec::new())));
        derived
    }

    pub fn into_record(self) -> Record {
        Record { envelope: self.envelope, body: self.body, blobs: self.blobs }
    }
}

/// A child's envelope as it is filed below its parent's filed envelope.
pub(crate) fn below(parent: &Envelope, own: &Envelope) -> Envelope {
    Envelope {
        department: parent.department,
        assignee: parent.assignee,
        requester: parent.requester,
        participants: parent.participants.clone(),
        audience: parent.audience.max(own.audience),
        ..own.clone()
    }
}

impl UnitOfWork {
    /// Finds a record, sealed.
    pub fn find(&mut self, collection: &str, id: &RecordId) -> Result<Option<Sealed>> {
        let at = RecordRef { collection: Arc::from(collection), id: id.clone() };
        let Some(bytes) = self.read(&key::record(&at))? else { return Ok(None) };
        let Opened { envelope, blobs, body, .. } = decode(&bytes)?;
        let filed = self.filed(&envelope)?;
        Ok(Some(Sealed { stored: Record { envelope, body, blobs }, filed }))
    }

    /// The filed envelope of a record, there or only proposed: the relations of its root, and the strictest
    /// audience on the way.
    pub fn filed(&mut self, own: &Envelope) -> Result<Envelope> {
        let mut filed = own.clone();
        let mut at = own.clone();
        for _ in 0..MAX_DEPTH {
            let Some(parent) = at.parent.clone() else {
                if own.parent.is_some() {
                    filed = below(&Envelope { audience: filed.audience, ..at }, own);
                }
                return Ok(filed);
            };
            let above = (parent != own.record()).then(|| self.envelope(&parent)).transpose()?.flatten();
            at = match above {
                Some(above) => above,
                None if parent == own.record() => {
                    return Err(StoreError::Invalid(format!("the record `{parent}` would belong to itself")));
                }
                None => {
                    return Err(StoreError::NotFound(format!("there is no record `{parent}` to belong to")));
                }
            };
            filed.audience = filed.audience.max(at.audience);
        }
        Err(StoreError::Invalid(format!("records hang at most {MAX_DEPTH} deep below each other")))
    }

    /// Whether any record belongs to this one.
    pub fn has_children(&mut self, at: &RecordRef) -> Result<bool> {
        Ok(!self.read_span(&key::children(at), false, 1)?.is_empty())
    }

    /// Makes a record.
    pub fn create(&mut self, permit: Permit<Create>, draft: Draft) -> Result<Envelope> {
        let at = draft.envelope.record();
        fits(&permit, &draft.envelope)?;
        if self.stored(&at)?.is_some() {
            return Err(StoreError::Conflict(format!(
                "there is a record `{}` in `{}` already",
                at.id, at.collection
            )));
        }
        self.covered(&permit, &draft.envelope)?;
        let (now, by) = (draft.now, draft.by);
        let stored = accept(draft, 1, now)?;
        self.replace(None, Some(&stored))?;
        self.told(&stored, "created", now, by)?;
        Ok(stored.envelope)
    }

    /// Replaces a record.
    pub fn update(&mut self, permit: Permit<Write>, draft: Draft) -> Result<Envelope> {
        let at = draft.envelope.record();
        fits(&permit, &draft.envelope)?;
        let old = self.stored(&at)?.ok_or_else(|| missing(&at))?;
        same_version(&permit, &old.envelope)?;
        self.covered(&permit, &draft.envelope)?;
        let (now, by) = (draft.now, draft.by);
        let mut stored = accept(draft, old.envelope.version + 1, old.envelope.created)?;
        if self.rewrites() {
            stored.envelope.updated = old.envelope.updated;
        }
        if stored.private != old.private {
            return Err(StoreError::Invalid(format!("the record `{at}` cannot become private or public")));
        }
        self.tell_left(&stored.envelope, now, by)?;
        self.replace(Some(&old), Some(&stored))?;
        self.told(&stored, "changed", now, by)?;
        Ok(stored.envelope)
    }

    /// Removes a record that has no children.
    pub fn delete(
        &mut self,
        permit: Permit<Delete>,
        now: Timestamp,
        by: Option<UserId>,
        quiet: bool,
    ) -> Result<()> {
        let at = permit.record().clone();
        let old = self.stored(&at)?.ok_or_else(|| missing(&at))?;
        same_version(&permit, &old.envelope)?;
        self.covered(&permit, &old.envelope)?;
        if old.private != quiet {
            return Err(StoreError::Invalid(format!("whether the record `{at}` is private was mistaken")));
        }
        if self.has_children(&at)? {
            return Err(StoreError::Conflict(format!(
                "other records belong to the record `{at}`: delete them first"
            )));
        }
        self.told(&old, "deleted", now, by)?;
        self.replace(Some(&old), None)
    }

    pub(crate) fn stored(&mut self, at: &RecordRef) -> Result<Option<Stored>> {
        let bytes = self.read(&key::record(at))?;
        bytes.map(|bytes| Stored::decode(&bytes)).transpose()
    }

    /// What stands first of a record.
    pub(crate) fn envelope(&mut self, at: &RecordRef) -> Result<Option<Envelope>> {
        self.read(&key::record(at))?.map(|bytes| decode(&bytes)).transpose()
    }

    /// The permit was given for exactly this filing.
    fn covered<V: Verb>(&mut self, permit: &Permit<V>, own: &Envelope) -> Result<()> {
        if permit.covers(&self.filed(own)?) {
            return Ok(());
        }
        Err(StoreError::Invalid(format!(
            "the record `{}` would be filed in another way than was allowed",
            own.record()
        )))
    }

    fn replace(&mut self, old: Option<&Stored>, new: Option<&Stored>) -> Result<()> {
        let derived = |stored: Option<&Stored>| stored.map(Stored::derived).unwrap_or_default();
        let (before, after) = (derived(old), derived(new));
        for (key, value) in before.difference(&after) {
            self.write_derived(key, None, Some(value));
        }
        for (key, value) in after.difference(&before) {
            self.write_derived(key, Some(value), None);
        }
        if let Some(new) = new {
            let held = |blob: &&BlobId| !old.is_some_and(|old| old.blobs.contains(blob));
            for blob in new.blobs.iter().filter(held) {
                self.name_blob(blob)?;
            }
            self.write(key::record(&new.envelope.record()), Some(new.encode()?));
        } else if let Some(old) = old {
            self.write(key::record(&old.envelope.record()), None);
        }
        Ok(())
    }

    /// Tells, once in a unit, those who could see a record as it was before the unit and may not see it from now on.
    fn tell_left(&mut self, new: &Envelope, now: Timestamp, by: Option<UserId>) -> Result<()> {
        let at = new.record();
        let Some(bytes) = self.view().get(&key::record(&at))? else { return Ok(()) };
        let is_told = || self.tells(|event| event.is_left() && event.subject == at);
        if !loses(&decode(&bytes)?, new) || is_told() {
            return Ok(());
        }
        self.told(&Stored::decode(&bytes)?, "left", now, by)
    }

    fn told(&mut self, stored: &Stored, verb: &str, at: Timestamp, by: Option<UserId>) -> Result<()> {
        if stored.private || self.rewrites() {
            return Ok(());
        }
        let subject = stored.envelope.record();
        let filed = self.filed(&stored.envelope)?;
        let kind = format!("{}.{verb}", subject.collection);
        let data = format!("{{\"version\":{}}}", stored.envelope.version);
        self.tell(Event { number: 0, kind, subject, filed, at, by, plugin: None, data, cause: None })
    }
}

/// Whether somebody who could see a record as it was filed may not see it as it is: they are told, by where it was. Some see only what
/// is nobody's yet.
fn loses(old: &Envelope, new: &Envelope) -> bool {
    old.department.is_some() && old.department != new.department
        || old.requester.is_some() && old.requester != new.requester
        || old.assignee != new.assignee
        || old.parent != new.parent
        || old.audience < new.audience
        || old.participants.iter().any(|one| !new.participants.contains(one))
}

/// Checks a draft and makes of it what is stored.
fn accept(draft: Draft, version: u64, created: Timestamp) -> Result<Stored> {
    let Draft { mut envelope, body, index, mut blobs, now, quiet, .. } = draft;
    plain("collection", &envelope.collection, 128)?;
    if body.len() > MAX_BODY {
        return Err(StoreError::TooLarge(format!(
            "the body of a record has at most {MAX_BODY} bytes, not {}",
            body.len()
        )));
    }
    if envelope.participants.len().max(index.len()).max(blobs.len()) > MAX_MANY {
        return Err(StoreError::TooLarge(format!(
            "a record has at most {MAX_MANY} participants, index entries and files"
        )));
    }
    index.iter().try_for_each(IndexEntry::check)?;
    let bare = envelope.department.is_none()
        && envelope.assignee.or(envelope.requester).is_none()
        && envelope.participants.is_empty();
    if envelope.parent.is_some() && !bare {
        return Err(StoreError::Invalid(format!(
            "the record `{}` belongs to another and is filed where that one is: leave its relations empty",
            envelope.record()
        )));
    }
    blobs.sort_unstable();
    blobs.dedup();
    envelope.version = version;
    envelope.created = created;
    envelope.updated = now;
    Ok(Stored { envelope, private: quiet, index, blobs, body })
}

fn fits<V: Verb>(permit: &Permit<V>, envelope: &Envelope) -> Result<()> {
    if *permit.record() == envelope.record() {
        return Ok(());
    }
    Err(StoreError::Invalid(format!(
        "leave was given for `{}`, not for `{}`",
        permit.record(),
        envelope.record()
    )))
}

fn same_version<V: Verb>(permit: &Permit<V>, envelope: &Envelope) -> Result<()> {
    let (checked, now) = (permit.version(), envelope.version);
    if checked == now {
        return Ok(());
    }
    Err(StoreError::Conflict(format!(
        "the record `{}` is at version {now}, not {checked}",
        envelope.record()
    )))
}

fn missing(at: &RecordRef) -> StoreError {
    StoreError::NotFound(format!("there is no record `{}` in `{}`", at.id, at.collection))
}
