//! Why there is no `.wasm` file.

use std::io;
use std::path::PathBuf;

/// Why a plugin could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The compiler cannot make components.
    #[error(
        "the Rust target `{target}` is not installed, and `rustup target add {target}` did not help ({why}); \
         install it for the toolchain that rust-toolchain.toml names and build again"
    )]
    NoTarget {
        /// The missing target.
        target: &'static str,
        /// What rustup said.
        why: String,
    },
    /// The tool for the plugin's language is not there.
    #[error("{tool} is missing and could not be installed ({why}): {remedy}, then pack again")]
    NoTool {
        /// Its name and version.
        tool: String,
        /// What the installer said.
        why: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A program could not be started.
    #[error("cannot run `{program}`: {source}")]
    Run {
        /// Its name.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// The plugin does not compile.
    #[error("{tool} could not build {packages}:\n{output}")]
    Compile {
        /// The tool that did not.
        tool: String,
        /// What was to be built.
        packages: String,
        /// What the tool wrote.
        output: String,
    },
    /// A file of the folder is missing or cannot be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that is needed on the way cannot be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of the folder is there, but does not say what is needed.
    #[error("`{path}`: {what}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// What is missing or wrong.
        what: String,
    },
    /// The manifest is not TOML.
    #[error("the manifest is not TOML: {0}")]
    Manifest(#[from] toml::de::Error),
    /// The code cannot be made a component.
    #[error("cannot make a component of it: {0}")]
    Encode(String),
    /// It carries a manifest already.
    #[error("it has a manifest already: pack what the compiler made, not what was packed")]
    Sealed,
}
