//! Plugins that don't come with the desk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Folders that were packed by this test program.
static PACKED: Mutex<BTreeMap<PathBuf, Vec<u8>>> = Mutex::new(BTreeMap::new());

/// The component of the plugin in this folder, below the root of the project: `pack("examples/hello")`.
/// Compiled once for each test program.
///
/// # Panics
/// If it does not compile; the message is the compiler's.
#[track_caller]
pub fn pack(folder: impl AsRef<Path>) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join(folder);
    let mut packed = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(component) = packed.get(&folder) {
        return component.clone();
    }
    let made = ombud_pack::pack(std::slice::from_ref(&folder), &root.join("target/plugins"));
    let component = match made {
        Ok(mut made) => made.remove(0).component,
        Err(error) => panic!("{error}"),
    };
    packed.insert(folder, component.clone());
    component
}

/// The same plugin with another manifest, given as JSON.
///
/// # Panics
/// If it is no plugin.
#[track_caller]
pub fn with_manifest(component: &[u8], manifest: &str) -> Vec<u8> {
    match ombud_pack::reseal(component, manifest) {
        Ok(other) => other,
        Err(error) => panic!("{error}"),
    }
}
