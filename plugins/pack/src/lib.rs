//! Makes one `.wasm` file of a plugin's folder: compiled, encoded as a component, sealed with its manifest.
//!
//! The build of the bundled plugins, the test kit and authors all come through here, so that what is tested
//! is what is installed.

mod compile;
mod error;
mod seal;

pub use compile::{Packed, pack};
pub use error::PackError;
pub use seal::{MANIFEST_SECTION, reseal, seal};
