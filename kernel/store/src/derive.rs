//! What is derived from the records and is never the truth: the search index reads them as they are, and answers only
//! within a [`Visibility`](ombud_access::Visibility) of its own. Nothing else calls this (`tests/tests/tidy.rs`).

use crate::engine::Span;
use crate::record::Stored;
use crate::{Record, Result, UnitOfWork, key};
use ombud_access::{Envelope, RecordId, RecordRef};

impl UnitOfWork {
    /// A record with its filed envelope, as it is now; none for a plugin's private bookkeeping. It asks for no permit:
    /// whoever shows anything of it must have one.
    pub fn lay_open(&mut self, at: &RecordRef) -> Result<Option<(Envelope, Record)>> {
        let Some(sealed) = self.stored(at)?.filter(|stored| !stored.private) else { return Ok(None) };
        Ok(Some((self.filed(&sealed.envelope)?, sealed.into_record())))
    }

    /// Up to `limit` records of a collection in the order of their ids, those after `after`.
    pub fn ids_after(
        &self,
        collection: &str,
        after: Option<&RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>> {
        let mut rest = Span::prefix(&key::key(key::RECORD, &[collection]));
        if let Some(after) = after {
            rest.start = key::key(key::RECORD, &[collection, after.as_str()]);
            // No key is longer by this and no id comes between.
            rest.start.push(0);
        }
        let mut found = Vec::new();
        while found.len() < limit && !rest.is_empty() {
            let part = self.peek_span(&rest, false, limit - found.len())?;
            let ids = part
                .rows
                .iter()
                .filter(|(_, value)| Stored::decode(value).is_ok_and(|stored| !stored.private));
            let ids = ids.filter_map(|(row, _)| key::parts::<2>(row, 1)?[1].parse().ok());
            found.extend(ids.take(limit - found.len()));
            rest = part.rest;
        }
        Ok(found)
    }

    /// Up to `limit` records that belong to this one, those after `after`.
    pub fn children_after(
        &self,
        parent: &RecordRef,
        after: Option<&RecordRef>,
        limit: usize,
    ) -> Result<Vec<RecordRef>> {
        let mut rest = key::children(parent);
        if let Some(after) = after {
            rest.start = key::child(parent, after);
            rest.start.push(0);
        }
        let mut found = Vec::new();
        while found.len() < limit && !rest.is_empty() {
            let part = self.peek_span(&rest, false, limit - found.len())?;
            for (row, _) in part.rows.iter().take(limit - found.len()) {
                let Some([_, _, collection, id]) = key::parts::<4>(row, 1) else { continue };
                if let Ok(id) = id.parse() {
                    found.push(RecordRef { collection: collection.into(), id });
                }
            }
            rest = part.rest;
        }
        Ok(found)
    }
}
