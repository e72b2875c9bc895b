//! Makes one `.wasm` file of a plugin's folder: compiled, encoded as a component, sealed with its manifest.
//!
//! The build of the bundled plugins, the test kit and authors all come through here, so that what is tested
//! is what is installed. What lies in the folder says the language: `Cargo.toml` is Rust, `app.js` is JavaScript,
//! `app.py` is Python. The last two need nothing but that file and `plugin.toml`: which interfaces they see is
//! taken from the manifest, and what makes components of them is installed by [`pack`] when it is first needed.

mod error;
mod interpreted;
mod javascript;
mod pack;
mod process;
mod python;
mod rust;
mod seal;
mod source;
mod toolchain;
mod world;

pub use error::PackError;
pub use pack::{Options, Pace, Packed, pack, pack_with};
pub use seal::{MANIFEST_SECTION, TEXTS_SECTION, UI_SECTION, reseal, seal, seal_with};
