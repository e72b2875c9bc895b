//! Plugins that don't come with the desk.

use ombud_pack::PackError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Folders that were packed by this test program.
static PACKED: Mutex<BTreeMap<PathBuf, Vec<u8>>> = Mutex::new(BTreeMap::new());

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The component of the plugin in this folder, below the root of the project: `pack("examples/hello")`.
/// Compiled once for each test program.
///
/// # Panics
/// If it does not compile; the message is the compiler's.
#[track_caller]
pub fn pack(folder: impl AsRef<Path>) -> Vec<u8> {
    match packed(folder.as_ref()) {
        Ok(component) => component,
        Err(error) => panic!("{error}"),
    }
}

/// The same, of a plugin in JavaScript or Python; none if the tool for its language is not there and cannot be
/// installed, which it says on standard error. For tests that then pass without having tested.
///
/// # Panics
/// If the tool is there and the plugin does not compile.
#[track_caller]
pub fn pack_if_possible(folder: impl AsRef<Path>) -> Option<Vec<u8>> {
    match packed(folder.as_ref()) {
        Ok(component) => Some(component),
        Err(error @ PackError::NoTool { .. }) => {
            eprintln!("NOT TESTED: {}: {error}", folder.as_ref().display());
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn packed(folder: &Path) -> Result<Vec<u8>, PackError> {
    let folder = root().join(folder);
    let mut packed = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(component) = packed.get(&folder) {
        return Ok(component.clone());
    }
    let mut made = ombud_pack::pack(std::slice::from_ref(&folder), &root().join("target/plugins"))?;
    let component = made.remove(0).component;
    packed.insert(folder, component.clone());
    Ok(component)
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
