//! Typed records: a constant names the collection and says what its bodies look like.
//!
//! The example of `plugins/README.md`, run as a test:
//!
//! ```
//! # use ombud_plugin::{Collection, Draft, Query, Result, testing::FakeKernel};
//! # #[derive(serde::Deserialize, serde::Serialize)]
//! # struct Note { text: String }
//! # let kernel = FakeKernel::new();
//! # let (cx, department) = (kernel.cx(), kernel.department("Support"));
//! # let note = Note { text: "hi".into() };
//! const NOTES: Collection<Note> = Collection::new("greeter:notes");
//!
//! # (|| -> Result<()> {
//! let id = cx.create(NOTES, Draft::new(&note).department(department).index("word", ["hi"]))?.id;
//! let mut read = cx.get(NOTES, &id)?;
//! read.value.text = "changed".into();
//! cx.update(NOTES, &read, Draft::of(&read).index("word", ["changed"]))?;
//! let page = cx.query(NOTES, &Query::by("word").prefix("changed").limit(20))?;
//! # assert_eq!(page.entries.len(), 1);
//! # Ok(()) })().unwrap();
//! ```

use crate::bindings::plugin::ombud::kernel::records::IndexEntry;
use crate::kernel::{RawDraft, RawEntry, RawPage, RawQuery};
use crate::{Audience, BlobId, DepartmentId, Envelope, Error, RecordId, RecordRef, Result, UserId, Value};
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

/// A collection whose bodies are `T` in JSON: `const NOTES: Collection<Note> = Collection::new("hello:notes");`
pub struct Collection<T> {
    name: &'static str,
    body: PhantomData<fn() -> T>,
}

impl<T> Clone for Collection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Collection<T> {}

impl<T> Collection<T> {
    /// The collection with this full name, `plugin:name`.
    pub const fn new(name: &'static str) -> Self {
        Collection { name, body: PhantomData }
    }

    /// `plugin:name`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Names one of its records.
    pub fn at(&self, id: impl Into<RecordId>) -> RecordRef {
        RecordRef { collection: self.name.to_owned(), id: id.into() }
    }

    /// Whether that record is one of this collection.
    pub fn holds(&self, record: &RecordRef) -> bool {
        record.collection == self.name
    }
}

/// A record as it was read. The version travels along, so that a lost update is a `conflict` and no mystery.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// Where it is filed and whose it is.
    pub envelope: Envelope,
    /// The body.
    pub value: T,
    /// The files it keeps alive.
    pub blobs: Vec<BlobId>,
}

impl<T> Entry<T> {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.envelope.id
    }

    /// Its full name.
    pub fn at(&self) -> RecordRef {
        self.envelope.at()
    }
}

impl<T: DeserializeOwned> Entry<T> {
    pub(crate) fn read(raw: RawEntry) -> Result<Self> {
        let value = serde_json::from_slice(&raw.body).map_err(|error| {
            Error::failed(format!(
                "cannot read `{}` of `{}`: {error}",
                raw.envelope.id, raw.envelope.collection
            ))
        })?;
        Ok(Entry { envelope: raw.envelope, value, blobs: raw.blobs })
    }
}

impl Envelope {
    /// The record's full name.
    pub fn at(&self) -> RecordRef {
        RecordRef { collection: self.collection.clone(), id: self.id.clone() }
    }
}

/// A record as it shall be: the body, where it is filed, and where an index finds it.
///
/// A change replaces everything, index entries too. Begin one with [`Draft::of`], which keeps relations and
/// files as they were read, and give the index entries again.
pub struct Draft<T> {
    id: Option<RecordId>,
    raw: RawDraft,
    fault: Option<Error>,
    body: PhantomData<fn(T)>,
}

impl<T: Serialize> Draft<T> {
    /// A record of nobody's, in no department, for everyone whom the collection's permissions allow.
    pub fn new(value: &T) -> Self {
        let (body, fault) = match serde_json::to_vec(value) {
            Ok(body) => (body, None),
            Err(error) => {
                (Vec::new(), Some(Error::failed(format!("cannot write a record as JSON: {error}"))))
            }
        };
        let raw = RawDraft {
            department: None,
            assignee: None,
            requester: None,
            participants: Vec::new(),
            audience: Audience::Everyone,
            parent: None,
            body,
            index: Vec::new(),
            blobs: Vec::new(),
        };
        Draft { id: None, raw, fault, body: PhantomData }
    }

    /// The record as it was read, with the body as it is now, and without index entries.
    pub fn of(entry: &Entry<T>) -> Self {
        let mut draft = Draft::new(&entry.value);
        let envelope = &entry.envelope;
        draft.raw.department = envelope.department.clone();
        draft.raw.assignee = envelope.assignee.clone();
        draft.raw.requester = envelope.requester.clone();
        draft.raw.participants = envelope.participants.clone();
        draft.raw.audience = envelope.audience;
        draft.raw.parent = envelope.parent.clone();
        draft.raw.blobs = entry.blobs.clone();
        draft
    }
}

impl<T> Draft<T> {
    /// The id of a new record; without it the kernel makes one. A change ignores it.
    pub fn id(mut self, id: impl Into<RecordId>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The department it is filed in; `None` for none.
    pub fn department(mut self, department: impl Into<Option<DepartmentId>>) -> Self {
        self.raw.department = department.into();
        self
    }

    /// Whose work it is; `None` for nobody's.
    pub fn assignee(mut self, assignee: impl Into<Option<UserId>>) -> Self {
        self.raw.assignee = assignee.into();
        self
    }

    /// Who asked; `None` for nobody.
    pub fn requester(mut self, requester: impl Into<Option<UserId>>) -> Self {
        self.raw.requester = requester.into();
        self
    }

    /// With whom it is shared.
    pub fn participants(mut self, participants: impl IntoIterator<Item = UserId>) -> Self {
        self.raw.participants = participants.into_iter().collect();
        self
    }

    /// Who may ever see it.
    pub fn audience(mut self, audience: Audience) -> Self {
        self.raw.audience = audience;
        self
    }

    /// The record it belongs to, and with which it is filed.
    pub fn parent(mut self, parent: impl Into<Option<RecordRef>>) -> Self {
        self.raw.parent = parent.into();
        self
    }

    /// One place where it is found. Call it again for another place, in the same index or not.
    pub fn index<V: Into<Value>>(mut self, index: &str, key: impl IntoIterator<Item = V>) -> Self {
        let key = key.into_iter().map(Into::into).collect();
        self.raw.index.push(IndexEntry { index: index.to_owned(), key });
        self
    }

    /// The files it keeps alive and lets its readers fetch.
    pub fn blobs(mut self, blobs: impl IntoIterator<Item = BlobId>) -> Self {
        self.raw.blobs = blobs.into_iter().collect();
        self
    }

    pub(crate) fn finish(self) -> Result<(Option<RecordId>, RawDraft)> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok((self.id, self.raw)),
        }
    }
}

/// Which records of a collection, and in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub(crate) raw: RawQuery,
}

impl Query {
    /// All entries of this index, from the least key up, 50 a page. `created` and `updated` always exist.
    pub fn by(index: &str) -> Self {
        Query {
            raw: RawQuery {
                index: index.to_owned(),
                prefix: Vec::new(),
                descending: false,
                department: None,
                parent: None,
                limit: 50,
                cursor: None,
            },
        }
    }

    /// The children of this record, oldest first.
    pub fn children(parent: RecordRef) -> Self {
        Query::by("created").parent(parent)
    }

    /// Only keys that begin with these parts. Call it again for the next part.
    pub fn prefix(mut self, part: impl Into<Value>) -> Self {
        self.raw.prefix.push(part.into());
        self
    }

    /// From the greatest key down.
    pub fn descending(mut self) -> Self {
        self.raw.descending = true;
        self
    }

    /// Only what is filed in this department.
    pub fn department(mut self, department: impl Into<Option<DepartmentId>>) -> Self {
        self.raw.department = department.into();
        self
    }

    /// Only children of this record.
    pub fn parent(mut self, parent: RecordRef) -> Self {
        self.raw.parent = Some(parent);
        self
    }

    /// How many a page, 1 to 200.
    pub fn limit(mut self, limit: u32) -> Self {
        self.raw.limit = limit;
        self
    }

    /// Goes on after an earlier page: its `next`.
    pub fn cursor(mut self, cursor: impl Into<Option<String>>) -> Self {
        self.raw.cursor = cursor.into();
        self
    }
}

/// Some of the records of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// In index order.
    pub entries: Vec<Entry<T>>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

impl<T: DeserializeOwned> Page<T> {
    pub(crate) fn read(raw: RawPage) -> Result<Self> {
        let entries = raw.entries.into_iter().map(Entry::read).collect::<Result<_>>()?;
        Ok(Page { entries, next: raw.next })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(number.into())
    }
}

/// Times and counters. What lies beyond the range of `s64` sorts last.
impl From<u64> for Value {
    fn from(number: u64) -> Value {
        Value::Number(number.try_into().unwrap_or(i64::MAX))
    }
}
