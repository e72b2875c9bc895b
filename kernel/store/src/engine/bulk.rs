//! Many rows, written a part at a time.

use super::{Engine, Writes};
use crate::Result;

/// About the most bytes that are written at a time.
const BATCH: usize = 8 << 20;

/// Fills an engine. Rows that stand here when it is dropped are not written.
pub(crate) struct Bulk {
    pub engine: Box<dyn Engine>,
    /// Rows and their bytes so far.
    pub count: u64,
    pub bytes: u64,
    batch: Writes,
    size: usize,
}

impl Bulk {
    pub fn new(engine: Box<dyn Engine>) -> Bulk {
        Bulk { engine, count: 0, bytes: 0, batch: Writes::new(), size: 0 }
    }

    /// Puts or removes a row.
    pub fn put(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) -> Result<()> {
        let size = key.len() + value.as_ref().map_or(0, Vec::len);
        self.count += 1;
        self.bytes += size as u64;
        self.size += size;
        self.batch.insert(key, value);
        if self.size >= BATCH { self.write() } else { Ok(()) }
    }

    /// Writes what is left.
    pub fn write(&mut self) -> Result<()> {
        self.size = 0;
        self.engine.apply(&std::mem::take(&mut self.batch))
    }
}
