//! What was made of rows, kept to be given out again while their bytes are the same.

use crate::table::Table;
use crate::{Result, UnitOfWork};
use parking_lot::RwLock;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::Arc;

/// Values made of rows of one table, by key. It cannot be out of date: the row is looked at each time, and a value counts
/// only for the very bytes that it was made of. What is saved is the decoding.
pub struct Decoded<T> {
    most: usize,
    known: RwLock<HashMap<String, Known<T>>>,
}

struct Known<T> {
    bytes: Vec<u8>,
    value: Arc<T>,
}

impl<T> Decoded<T> {
    /// For so many values; then it begins anew.
    #[must_use]
    pub fn new(most: usize) -> Decoded<T> {
        Decoded { most, known: RwLock::default() }
    }

    fn find(&self, key: &str, bytes: &[u8]) -> Option<Arc<T>> {
        let known = self.known.read();
        known.get(key).filter(|known| known.bytes == bytes).map(|known| known.value.clone())
    }

    fn keep(&self, key: &str, bytes: Vec<u8>, value: Arc<T>) {
        let mut known = self.known.write();
        if known.len() >= self.most && !known.contains_key(key) {
            known.clear();
        }
        known.insert(key.to_owned(), Known { bytes, value });
    }
}

impl UnitOfWork {
    /// What `make` makes of the value of a key, or has made of the same bytes before.
    pub fn get_decoded<V: Serialize + DeserializeOwned, T>(
        &mut self,
        table: &Table<V>,
        key: &str,
        decoded: &Decoded<T>,
        make: impl FnOnce(V) -> T,
    ) -> Result<Option<Arc<T>>> {
        let Some(bytes) = self.read(&table.key(key)?)? else { return Ok(None) };
        if let Some(value) = decoded.find(key, &bytes) {
            return Ok(Some(value));
        }
        let value = Arc::new(make(table.decode(&bytes)?));
        decoded.keep(key, bytes, value.clone());
        Ok(Some(value))
    }
}
