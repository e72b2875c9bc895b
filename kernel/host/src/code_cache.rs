//! Machine code of plugins, kept between starts.
//!
//! A cached file is native code that runs with the kernel's own rights, so it
//! is used only if this kernel wrote it: each carries an HMAC under a secret
//! from the store, and is loaded from the very bytes that were checked.

use crate::compiler::Code;
use crate::engine::ENGINE_VERSION;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fs::OpenOptions;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use wasmtime::Engine;
use wasmtime::component::Component;

/// Length of the HMAC-SHA256 that stands before the code.
const MAC: usize = 32;

/// A folder of compiled code that several desks of one developer share. Whoever knows its secret is trusted like the
/// kernel itself.
#[derive(Clone)]
pub struct SharedCode {
    /// Where it is.
    pub folder: PathBuf,
    /// Signs what stands there.
    pub secret: Vec<u8>,
}

impl SharedCode {
    /// The shared code in this folder, which is made if it is not there. Its secret stands beside it, for the
    /// folder's owner alone.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn at(folder: impl Into<PathBuf>) -> io::Result<SharedCode> {
        let folder = folder.into();
        std::fs::create_dir_all(&folder)?;
        let key = folder.join("key");
        if let Ok(secret) = std::fs::read(&key)
            && secret.len() == 32
        {
            return Ok(SharedCode { folder, secret });
        }
        let mut secret = vec![0; 32];
        getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
        let unfinished = unfinished(&key);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        file.write_all(&secret)?;
        // Two that begin at once: the key of the second stays, and the first compiles once more.
        std::fs::rename(unfinished, key)?;
        Ok(SharedCode { folder, secret })
    }
}

pub(crate) struct CodeCache {
    dir: PathBuf,
    secret: Vec<u8>,
}

impl CodeCache {
    pub fn open(dir: &Path, secret: Vec<u8>) -> io::Result<CodeCache> {
        std::fs::create_dir_all(dir)?;
        Ok(CodeCache { dir: dir.to_owned(), secret })
    }

    /// The compiled component, if it is kept here.
    pub fn find(&self, engine: &Engine, wasm: &[u8]) -> Option<Component> {
        let code = self.read(&self.path(engine, wasm))?;
        // SAFETY: `read` proved by HMAC that these bytes were written by `keep` below, which gets them from the
        // compiler, for an engine with this version and configuration (both are part of the file's name).
        #[expect(unsafe_code, reason = "wasmtime loads precompiled code no other way")]
        match unsafe { Component::deserialize(engine, &code) } {
            Ok(component) => Some(component),
            Err(e) => {
                tracing::warn!(error = %e, "cached code was refused, compiling again");
                None
            }
        }
    }

    /// Keeps what the compiler made of a component, and loads it.
    pub fn keep(&self, engine: &Engine, wasm: &[u8], code: &Code) -> wasmtime::Result<Component> {
        if let Err(e) = self.write(&self.path(engine, wasm), &code.0) {
            tracing::warn!(error = %e, "compiled code could not be kept; the next start compiles again");
        }
        // SAFETY: a `Code` is made by the compiler alone, from `precompile_component` of an engine configured for
        // code as this one.
        #[expect(unsafe_code, reason = "wasmtime loads precompiled code no other way")]
        unsafe {
            Component::deserialize(engine, &code.0)
        }
    }

    fn path(&self, engine: &Engine, wasm: &[u8]) -> PathBuf {
        self.dir.join(format!("{}.code", key(engine, wasm)))
    }

    fn mac(&self, path: &Path, code: &[u8]) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.secret).expect("an HMAC takes a key of any length");
        mac.update(path.file_name().unwrap_or_default().as_encoded_bytes());
        mac.update(code);
        mac
    }

    fn read(&self, path: &Path) -> Option<Vec<u8>> {
        let mut bytes = std::fs::read(path).ok()?;
        if bytes.len() < MAC {
            return None;
        }
        let code = bytes.split_off(MAC);
        if self.mac(path, &code).verify_slice(&bytes).is_err() {
            tracing::warn!(file = %path.display(), "cached code was not written by this desk, compiling again");
            return None;
        }
        Some(code)
    }

    fn write(&self, path: &Path, code: &[u8]) -> io::Result<()> {
        let unfinished = unfinished(path);
        let mut file = std::fs::File::create(&unfinished)?;
        file.write_all(&self.mac(path, code).finalize().into_bytes())?;
        file.write_all(code)?;
        file.sync_all()?;
        std::fs::rename(unfinished, path)
    }
}

/// A name beside this one that nobody else writes to.
fn unfinished(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    path.with_extension(format!("{}-{next}.tmp", std::process::id()))
}

fn key(engine: &Engine, wasm: &[u8]) -> String {
    let mut compatibility = std::hash::DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut compatibility);
    let mut hash = Sha256::new();
    hash.update(ENGINE_VERSION);
    hash.update(compatibility.finish().to_be_bytes());
    hash.update(wasm);
    crate::hex(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler;

    const EMPTY: &[u8] = b"\0asm\x0d\0\x01\0";

    #[test]
    fn code_that_somebody_else_wrote_is_never_loaded() {
        let dir = tempfile::tempdir().unwrap();
        let engine = crate::engine::engine(crate::AddressSpace::Ample).unwrap();
        let cache = CodeCache::open(dir.path(), b"ours".to_vec()).unwrap();
        let code = compiler::here(&engine, EMPTY).unwrap();
        cache.keep(&engine, EMPTY, &code).unwrap();
        let file = std::fs::read_dir(dir.path()).unwrap().next().unwrap().unwrap().path();
        assert!(cache.read(&file).is_some());

        let stranger = CodeCache::open(dir.path(), b"theirs".to_vec()).unwrap();
        assert!(stranger.read(&file).is_none());

        let mut bytes = std::fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&file, bytes).unwrap();
        assert!(cache.read(&file).is_none());
        assert!(cache.find(&engine, EMPTY).is_none());
        cache.keep(&engine, EMPTY, &code).unwrap();
        assert!(cache.find(&engine, EMPTY).is_some());
    }
}
