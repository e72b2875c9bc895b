//! The kernel's own tables: values by key, each table of one type.

use crate::engine::Span;
use crate::{Result, StoreError, UnitOfWork, key};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// The first byte of a stored value.
const JSON: u8 = 1;
/// The longest key, bytes.
const MAX_KEY: usize = 512;

/// The JSON of a stored value.
pub(crate) fn json(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(&[JSON])
}

/// The stored value of some JSON.
pub(crate) fn value(json: &[u8]) -> Vec<u8> {
    [&[JSON], json].concat()
}

/// A table with values of type `V`, which are kept as JSON: a field that is added needs a default, no more.
#[derive(Clone, Copy, Debug)]
pub struct Table<V> {
    name: &'static str,
    values: PhantomData<fn() -> V>,
}

impl<V> Table<V> {
    /// The table of this name. The name is unique on the desk and has no zero byte.
    #[must_use]
    pub const fn new(name: &'static str) -> Table<V> {
        Table { name, values: PhantomData }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn key(&self, key: &str) -> Result<Vec<u8>> {
        if key.len() > MAX_KEY {
            return Err(StoreError::TooLarge(format!(
                "a key of table `{}` has at most {MAX_KEY} bytes",
                self.name
            )));
        }
        Ok(self.prefix(key))
    }

    fn prefix(&self, prefix: &str) -> Vec<u8> {
        let mut bytes = key::key(key::TABLE, &[self.name]);
        bytes.extend_from_slice(prefix.as_bytes());
        bytes
    }
}

impl<V: Serialize + DeserializeOwned> Table<V> {
    pub(crate) fn encode(&self, value: &V) -> Result<Vec<u8>> {
        let mut bytes = vec![JSON];
        serde_json::to_writer(&mut bytes, value)
            .map_err(|error| StoreError::Invalid(format!("a row of table `{}`: {error}", self.name)))?;
        Ok(bytes)
    }

    pub(crate) fn decode(&self, bytes: &[u8]) -> Result<V> {
        let damaged = |why: String| StoreError::Corrupt(format!("a row of table `{}`: {why}", self.name));
        let json = json(bytes).ok_or_else(|| damaged("unknown format".into()))?;
        serde_json::from_slice(json).map_err(|error| damaged(error.to_string()))
    }
}

impl UnitOfWork {
    /// The value of a key.
    pub fn get<V: Serialize + DeserializeOwned>(&mut self, table: &Table<V>, key: &str) -> Result<Option<V>> {
        let bytes = self.read(&table.key(key)?)?;
        bytes.map(|bytes| table.decode(&bytes)).transpose()
    }

    /// Puts a value in place of an earlier one.
    pub fn put<V: Serialize + DeserializeOwned>(
        &mut self,
        table: &Table<V>,
        key: &str,
        value: &V,
    ) -> Result<()> {
        let at = table.key(key)?;
        let bytes = table.encode(value)?;
        self.write(at, Some(bytes));
        Ok(())
    }

    /// Removes a value; no error if there is none.
    pub fn remove<V>(&mut self, table: &Table<V>, key: &str) -> Result<()> {
        self.write(table.key(key)?, None);
        Ok(())
    }

    /// Up to `limit` rows whose key begins with `prefix`, in order, those after the key `after`.
    pub fn scan<V: Serialize + DeserializeOwned>(
        &mut self,
        table: &Table<V>,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, V)>> {
        let mut span = Span::prefix(&table.prefix(prefix));
        if let Some(after) = after {
            span.start = span.start.max(crate::engine::successor(&table.prefix(after)));
        }
        self.rows(table, span, false, limit)
    }

    /// The same from the last key down, those before the key `after`.
    pub fn scan_back<V: Serialize + DeserializeOwned>(
        &mut self,
        table: &Table<V>,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, V)>> {
        let mut span = Span::prefix(&table.prefix(prefix));
        if let Some(after) = after {
            span.end = span.end.min(table.prefix(after));
        }
        self.rows(table, span, true, limit)
    }

    fn rows<V: Serialize + DeserializeOwned>(
        &mut self,
        table: &Table<V>,
        span: Span,
        backward: bool,
        limit: usize,
    ) -> Result<Vec<(String, V)>> {
        let skip = table.prefix("").len();
        let rows = self.read_span(&span, backward, limit)?;
        let row = |(key, bytes): (Vec<u8>, Vec<u8>)| {
            Ok((String::from_utf8_lossy(&key[skip..]).into_owned(), table.decode(&bytes)?))
        };
        rows.into_iter().map(row).collect()
    }
}
