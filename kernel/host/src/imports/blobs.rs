//! `ombud:kernel/blobs`: files, by the records that name them.

use crate::bindings::blobs::{Blob, Host};
use crate::bindings::types as wit;
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::gate;
use ombud_store::{BlobId, UnitOfWork};
use std::io::{Read, Seek, SeekFrom};
use wasmtime::Result;

/// The largest file through this door, bytes.
const MAX_PUT: usize = 32 << 20;
/// The most that one `read` gives, bytes.
const MAX_READ: u32 = 1 << 20;

/// Records that name a file and are asked whether they may be read.
const LOOKED_AT: usize = 10_000;

impl Host for Cx {
    fn put(&mut self, bytes: Vec<u8>) -> Result<Answer<Blob>> {
        self.count_host_call()?;
        Ok(self.put_blob(&bytes))
    }

    fn read(&mut self, id: String, offset: u64, length: u32) -> Result<Answer<Vec<u8>>> {
        self.count_host_call()?;
        Ok(self.read_blob(&id, offset, length))
    }
}

impl Cx {
    fn put_blob(&self, bytes: &[u8]) -> Answer<Blob> {
        self.may_write()?;
        if bytes.len() > MAX_PUT {
            return Err(wit::Error::TooLarge(format!(
                "a plugin stores files of at most {MAX_PUT} bytes; people upload larger ones to /api/v1/blobs"
            )));
        }
        self.count_written(bytes.len())?;
        self.may_keep(bytes.len())?;
        let mut writer = self.root.store.blobs().writer(MAX_PUT as u64)?;
        writer.write(bytes)?;
        let (id, size) = writer.finish()?;
        self.root.unit().note_upload(&id, self.plugin.id().as_str(), self.root.now)?;
        Ok(Blob { id: id.to_string(), size })
    }

    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Answer<Vec<u8>> {
        let id = convert::blob(id)?;
        self.may_use_blob(&mut self.root.unit(), &id)?;
        let read = || -> std::io::Result<Vec<u8>> {
            let mut file = self.root.store.blobs().open(&id)?;
            file.seek(SeekFrom::Start(offset))?;
            let mut bytes = Vec::new();
            file.take(u64::from(length.min(MAX_READ))).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|e| wit::Error::Unavailable(format!("the file `{id}` cannot be read: {e}")))
    }

    /// A file may be used by who stored it, by the plugins that he hands it
    /// on to within a call, and by who may read a record that names it,
    /// up to [`LOOKED_AT`] of them.
    /// Knowing its hash is not enough.
    pub(crate) fn may_use_blob(&self, unit: &mut UnitOfWork, id: &BlobId) -> Answer<()> {
        for plugin in &self.chain {
            if unit.uploaded_by(id, plugin.as_str())? {
                return Ok(());
            }
        }
        if let Some(person) = self.person()
            && unit.uploaded_by(id, &person.to_string())?
        {
            return Ok(());
        }
        for at in unit.readers_of(id, LOOKED_AT)? {
            let Ok(named) = gate::named(self, &at.collection) else { continue };
            let Some(sealed) = unit.find(&at.collection, &at.id)? else { continue };
            if named.may_read(self, unit, &sealed)? {
                return Ok(());
            }
        }
        Err(wit::Error::NotFound(format!("there is no file `{id}` that this call may use")))
    }
}
