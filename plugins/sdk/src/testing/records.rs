//! Records of the fake kernel.

use crate::{
    Audience, Envelope, Error, RawDraft, RawEntry, RawPage, RawQuery, RecordRef, Result, Timestamp, Value,
};
use std::collections::{BTreeMap, BTreeSet};

const BODY: usize = 1 << 20;
const ENTRIES: usize = 96;

#[derive(Default)]
pub(super) struct Records {
    stored: BTreeMap<(String, String), Stored>,
    denied: BTreeSet<String>,
    private: BTreeSet<String>,
}

struct Stored {
    entry: RawEntry,
    index: Vec<(String, Vec<Part>)>,
}

/// As the kernel sorts: numbers before texts.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
enum Part {
    Number(i64),
    Text(String),
}

/// Where an entry stands in an index, and thus what a cursor remembers.
type Place = (Vec<Part>, String);

impl Records {
    pub fn deny(&mut self, collection: &str) {
        self.denied.insert(collection.to_owned());
    }

    pub fn make_private(&mut self, collection: &str) {
        self.private.insert(collection.to_owned());
    }

    pub fn create(
        &mut self,
        collection: &str,
        id: String,
        draft: &RawDraft,
        now: Timestamp,
    ) -> Result<Envelope> {
        if self.find(collection, &id).is_some() {
            return Err(Error::conflict(format!("`{id}` of `{collection}` is taken")));
        }
        self.write(collection, id, 1, draft, (now, now))
    }

    pub fn put(
        &mut self,
        collection: &str,
        id: &str,
        version: u64,
        draft: &RawDraft,
        now: Timestamp,
    ) -> Result<Envelope> {
        let created = self.latest(collection, id, version)?.created;
        self.write(collection, id.to_owned(), version + 1, draft, (created, now))
    }

    pub fn delete(&mut self, collection: &str, id: &str, version: u64) -> Result<()> {
        let own = self.latest(collection, id, version)?.at();
        if self.stored.values().any(|other| other.entry.envelope.parent.as_ref() == Some(&own)) {
            return Err(Error::conflict(format!("`{id}` of `{collection}` has children")));
        }
        self.stored.remove(&(own.collection, own.id));
        Ok(())
    }

    pub fn get(&self, collection: &str, id: &str, outsider: bool) -> Result<RawEntry> {
        let found = self.find(collection, id).filter(|found| self.visible(&found.entry.envelope, outsider));
        let found = found.ok_or_else(|| Error::not_found(format!("there is no `{id}` in `{collection}`")))?;
        Ok(found.entry.clone())
    }

    pub fn query(&self, collection: &str, query: &RawQuery, outsider: bool) -> Result<RawPage> {
        if !(1..=200).contains(&query.limit) {
            return Err(Error::invalid(format!("`limit` is {}, expected 1 to 200", query.limit)));
        }
        let mut found = self.matching(collection, query, outsider)?;
        if let Some(cursor) = &query.cursor {
            let after: Place =
                serde_json::from_str(cursor).map_err(|_| Error::invalid("`cursor` is not one of ours"))?;
            found.retain(|(place, _)| if query.descending { *place < after } else { *place > after });
        }
        let more = found.len() > query.limit as usize;
        found.truncate(query.limit as usize);
        let last = found.last().filter(|_| more).map(|(place, _)| place);
        let next = last.map(serde_json::to_string).transpose();
        let next = next.map_err(|error| Error::failed(error.to_string()))?;
        Ok(RawPage { entries: found.into_iter().map(|(_, entry)| entry.clone()).collect(), next })
    }

    pub fn count(&self, collection: &str, query: &RawQuery, outsider: bool) -> Result<u32> {
        Ok(u32::try_from(self.matching(collection, query, outsider)?.len()).unwrap_or(u32::MAX))
    }

    fn matching(
        &self,
        collection: &str,
        query: &RawQuery,
        outsider: bool,
    ) -> Result<Vec<(Place, &RawEntry)>> {
        let prefix: Vec<Part> = query.prefix.iter().map(Part::from).collect();
        let mut found = Vec::new();
        for stored in self.stored.values() {
            let envelope = &stored.entry.envelope;
            if envelope.collection != collection || !self.visible(envelope, outsider) {
                continue;
            }
            if envelope.parent.is_some() && query.parent.is_none() && !self.private.contains(collection) {
                return Err(Error::invalid(format!(
                    "records of `{collection}` have parents: query them by `parent`"
                )));
            }
            let elsewhere = query.department.is_some() && self.root(envelope).department != query.department;
            let of_another = query.parent.is_some() && envelope.parent != query.parent;
            if elsewhere || of_another {
                continue;
            }
            let keys = stored.keys(&query.index).into_iter().filter(|key| key.starts_with(&prefix));
            found.extend(keys.map(|key| ((key, envelope.id.clone()), &stored.entry)));
        }
        found.sort_by(|a, b| if query.descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) });
        Ok(found)
    }

    fn write(
        &mut self,
        collection: &str,
        id: String,
        version: u64,
        draft: &RawDraft,
        (created, updated): (Timestamp, Timestamp),
    ) -> Result<Envelope> {
        if self.denied.contains(collection) {
            return Err(Error::denied(collection, format!("the test denies `{collection}`")));
        }
        if draft.body.len() > BODY {
            return Err(Error::too_large(format!("a body has at most {BODY} bytes")));
        }
        if draft.index.len() > ENTRIES {
            return Err(Error::too_large(format!("a record has at most {ENTRIES} index entries")));
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if id.is_empty() || id.len() > 64 || !id.chars().all(allowed) {
            return Err(Error::invalid(format!("`{id}` is no id: 1 to 64 characters of A-Z a-z 0-9 . _ -")));
        }
        if let Some(parent) = &draft.parent {
            let own = draft.department.is_some() || draft.assignee.is_some() || draft.requester.is_some();
            if own || !draft.participants.is_empty() {
                return Err(Error::invalid("a record with a parent is filed where its parent is"));
            }
            if self.find(&parent.collection, &parent.id).is_none() {
                return Err(Error::not_found(format!(
                    "there is no `{}` in `{}`",
                    parent.id, parent.collection
                )));
            }
        }
        let envelope = Envelope {
            collection: collection.to_owned(),
            id: id.clone(),
            version,
            department: draft.department.clone(),
            assignee: draft.assignee.clone(),
            requester: draft.requester.clone(),
            participants: draft.participants.clone(),
            audience: draft.audience,
            parent: draft.parent.clone(),
            created,
            updated,
        };
        let entry =
            RawEntry { envelope: envelope.clone(), body: draft.body.clone(), blobs: draft.blobs.clone() };
        let index =
            draft.index.iter().map(|entry| (entry.index.clone(), entry.key.iter().map(Part::from).collect()));
        self.stored.insert((collection.to_owned(), id), Stored { entry, index: index.collect() });
        Ok(envelope)
    }

    fn find(&self, collection: &str, id: &str) -> Option<&Stored> {
        self.stored.get(&(collection.to_owned(), id.to_owned()))
    }

    fn latest(&self, collection: &str, id: &str, version: u64) -> Result<&Envelope> {
        let found = self.find(collection, id);
        let found = found.ok_or_else(|| Error::not_found(format!("there is no `{id}` in `{collection}`")))?;
        let latest = found.entry.envelope.version;
        if latest != version {
            let text = format!("`{id}` of `{collection}` is at version {latest}, not {version}");
            return Err(Error::conflict(text));
        }
        Ok(&found.entry.envelope)
    }

    fn visible(&self, envelope: &Envelope, outsider: bool) -> bool {
        let for_staff = self.lineage(envelope).any(|ancestor| ancestor.audience == Audience::Staff);
        !(self.denied.contains(&envelope.collection) || outsider && for_staff)
    }

    fn root<'a>(&'a self, envelope: &'a Envelope) -> &'a Envelope {
        self.lineage(envelope).last().unwrap_or(envelope)
    }

    /// The record, its parent, the parent's parent …
    fn lineage<'a>(&'a self, envelope: &'a Envelope) -> impl Iterator<Item = &'a Envelope> {
        std::iter::successors(Some(envelope), |envelope| {
            let RecordRef { collection, id } = envelope.parent.as_ref()?;
            Some(&self.find(collection, id)?.entry.envelope)
        })
    }
}

impl Stored {
    fn keys(&self, index: &str) -> Vec<Vec<Part>> {
        let time = |time: u64| vec![vec![Part::from(&Value::from(time))]];
        match index {
            "created" => time(self.entry.envelope.created),
            "updated" => time(self.entry.envelope.updated),
            _ => self.index.iter().filter(|(name, _)| name == index).map(|(_, key)| key.clone()).collect(),
        }
    }
}

impl From<&Value> for Part {
    fn from(value: &Value) -> Part {
        match value {
            Value::Number(number) => Part::Number(*number),
            Value::Text(text) => Part::Text(text.clone()),
        }
    }
}
