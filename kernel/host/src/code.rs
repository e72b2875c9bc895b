//! The files of plugins, and the machine code that is made of them.

use crate::compiler;
use crate::host::Host;
use crate::inspect::{Inspection, Unfit, ui_files};
use crate::install::{Candidate, InstallError};
use crate::installed;
use crate::problem::CallError;
use crate::quarantine::{Health, Troubles};
use crate::registry::Loaded;
use crate::stats::Stats;
use ombud_access::{PluginId, Timestamp};
use ombud_store::{BlobId, StoreError};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

impl Host {
    pub(crate) fn store_file(&self, bytes: &[u8]) -> Result<BlobId, StoreError> {
        let mut writer = self.store.blobs().writer(bytes.len() as u64)?;
        writer.write(bytes)?;
        Ok(writer.finish()?.0)
    }

    pub(crate) fn read_file(&self, name: &str) -> Result<Vec<u8>, InstallError> {
        let id = installed::blob(name)?;
        let mut bytes = Vec::new();
        self.store
            .blobs()
            .open(&id)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|e| Unfit::NotAComponent(format!("its file `{id}` cannot be read: {e}")))?;
        Ok(bytes)
    }

    /// Compiles a file while somebody still thinks about it.
    pub(crate) fn compile_ahead(self: &Arc<Host>, candidate: Candidate) {
        let host = Arc::downgrade(self);
        tokio::spawn(async move {
            let Some(host) = host.upgrade() else { return };
            let id = candidate.id().clone();
            if let Err(error) = host.code(candidate.bytes, &candidate.inspection).await {
                tracing::warn!(plugin = %id, %error, "a proposed plugin could not be compiled");
            }
        });
    }

    /// The machine code of a file: from memory, from the cache, or compiled now.
    ///
    /// Reading and checking tens of megabytes takes a processor for a while: not one of those that answer.
    async fn code(
        self: &Arc<Host>,
        bytes: Vec<u8>,
        inspection: &Inspection,
    ) -> Result<wasmtime::component::Component, InstallError> {
        let sha256 = inspection.sha256.as_str();
        if let Some(component) = self.engine.compiled(sha256) {
            return Ok(component);
        }
        let _counted = Compiling::begin(self, sha256);
        let _turn = compiler::turn().await;
        if let Some(component) = self.engine.compiled(sha256) {
            return Ok(component);
        }
        let id = inspection.manifest.id();
        let bytes = Arc::new(bytes);
        let (host, wasm) = (self.clone(), bytes.clone());
        let found = apart(move || host.cache.find(&host.engine.engine, &wasm)).await?;
        let component = match found {
            Some(component) => component,
            None => {
                let compiled = self.compiler.compile(&self.engine, bytes.clone()).await;
                let code = compiled.map_err(|error| InstallError::Compile(id.clone(), error))?;
                let host = self.clone();
                apart(move || host.cache.keep(&host.engine.engine, &bytes, &code))
                    .await?
                    .map_err(|error| InstallError::Link(id.clone(), format!("{error:#}")))?
            }
        };
        self.engine.remember(sha256, &component);
        Ok(component)
    }

    /// Since when a file is being compiled, by its hash.
    pub fn compiling(&self, sha256: &str) -> Option<Timestamp> {
        self.compiling.lock().get(sha256).copied()
    }

    /// Compiles and links, off the request path.
    pub(crate) async fn compile(
        self: &Arc<Host>,
        bytes: Vec<u8>,
        inspection: Inspection,
    ) -> Result<Loaded, InstallError> {
        let id = inspection.manifest.id().clone();
        let files = if inspection.files.is_empty() { BTreeMap::new() } else { ui_files(&bytes) };
        let component = self.code(bytes, &inspection).await?;
        let registry = self.registry();
        // An upgrade goes on counting.
        let stats = registry
            .get(id.as_str())
            .map_or_else(|| self.fresh_stats(&id, Some(self.troubles.clone())), |old| old.stats.clone());
        let linked = Loaded::link(&self.engine.engine, inspection, component, &registry, stats)
            .map_err(|error| InstallError::Link(id, format!("{error:#}")))?;
        Ok(Loaded { files, ..linked })
    }
}

impl Host {
    /// Figures that begin with nothing. With nowhere to tell of troubles, nobody is left alone because of them.
    pub(crate) fn fresh_stats(&self, id: &PluginId, troubles: Option<Troubles>) -> Arc<Stats> {
        let health = Health::new(id.clone(), self.patience, troubles);
        Arc::new(Stats::new((self.limits.concurrency / 2).max(1), self.limits.memory_of_all / 2, health))
    }
}

/// On a thread for work that takes its time.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, CallError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| CallError::Broken)
}

/// Counts as being compiled until it is dropped.
struct Compiling<'a> {
    host: &'a Host,
    sha256: String,
}

impl Compiling<'_> {
    fn begin<'a>(host: &'a Host, sha256: &str) -> Compiling<'a> {
        host.compiling.lock().entry(sha256.to_owned()).or_insert_with(|| host.clock.now());
        Compiling { host, sha256: sha256.to_owned() }
    }
}

impl Drop for Compiling<'_> {
    fn drop(&mut self) {
        self.host.compiling.lock().remove(&self.sha256);
    }
}
