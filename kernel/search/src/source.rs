//! What is searched, as whoever knows the plugins and the people tells it.

use crate::rules::SearchRules;
use ombud_store::{StoreError, UnitOfWork};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The collections that are searched, by their full names.
#[derive(Clone, Debug, Default)]
pub struct Declared(pub BTreeMap<String, Arc<Rules>>);

/// By which rules a collection is read.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// As they are declared.
    pub search: SearchRules,
    /// The permission by which its records are read. What belongs to a record has its titles and words only if it is read by
    /// the same one: otherwise it would tell of what stands above to who may not read that.
    pub read: Option<String>,
    /// The form of its records: if it changes, all of them have changed without an event.
    pub schema: u32,
}

impl Rules {
    /// Changes whenever the collection must be read again.
    pub(crate) fn fingerprint(&self) -> String {
        let rules = serde_json::to_string(&(&self.search, &self.read)).unwrap_or_default();
        format!("{}:{:016x}", self.schema, crate::document::number(rules.as_bytes()))
    }
}

/// Tells what is searched.
pub trait Source: Send + Sync + 'static {
    /// The collections as they are declared now, people among them.
    fn declared(&self) -> Declared;

    /// A person's body, in JSON; none: there is none.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn person(&self, unit: &mut UnitOfWork, id: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// The ids of up to `limit` people, those after `after`.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn people(
        &self,
        unit: &mut UnitOfWork,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError>;
}
