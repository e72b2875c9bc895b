//! From folders to files.

use crate::interpreted::{self, Interpreter};
use crate::javascript::JavaScript;
use crate::python::Python;
use crate::source::{Language, Source};
use crate::{PackError, rust, seal_with};
use std::path::{Path, PathBuf};

/// A plugin, ready to install.
pub struct Packed {
    /// Its id, as the manifest says.
    pub id: String,
    /// The file.
    pub component: Vec<u8>,
}

/// How plugins are compiled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What cargo has written down of dependencies may not change.
    pub locked: bool,
    /// For how long, and how well.
    pub pace: Pace,
    /// The compiler writes in colours, for a terminal.
    pub color: bool,
}

/// For how long plugins in Rust are compiled. The others take no longer one way than the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// As small and fast as can be: what is given to others.
    #[default]
    Small,
    /// As soon as can be: what is tried and thrown away.
    Quick,
}

/// Packs the plugins in these folders, as they are given to others: [`pack_with`] locked dependencies, and small.
pub fn pack(folders: &[PathBuf], target_dir: &Path) -> Result<Vec<Packed>, PackError> {
    pack_with(folders, target_dir, Options { locked: true, ..Options::default() })
}

/// Packs the plugins in these folders. The manifest stands in the folder, or in the one above it.
///
/// Those in Rust must belong to one cargo workspace. For JavaScript and Python the tool is
/// installed beside `target_dir`, in `toolchains`, when it is missing; what takes its time is said on standard error.
///
/// `target_dir` must not be the target directory of a build that is waiting for this.
pub fn pack_with(folders: &[PathBuf], target_dir: &Path, options: Options) -> Result<Vec<Packed>, PackError> {
    let sources = folders.iter().map(|folder| Source::read(folder)).collect::<Result<Vec<_>, _>>()?;
    let in_rust: Vec<&Source> = sources.iter().filter(|source| source.language == Language::Rust).collect();
    let mut compiled = rust::build(&in_rust, target_dir, options)?.into_iter();
    let pack_one = |source: &Source| {
        let made = |by: &dyn Interpreter| interpreted::build(source, by, target_dir);
        let code = match source.language {
            Language::Rust => compiled.next().unwrap_or_default(),
            Language::JavaScript => made(&JavaScript)?,
            Language::Python => made(&Python)?,
        };
        let component = seal_with(&code, &source.manifest, &source.files, &source.texts)
            .map_err(|error| source.fault(error.to_string()))?;
        Ok(Packed { id: source.id.clone(), component })
    };
    sources.iter().map(pack_one).collect()
}
