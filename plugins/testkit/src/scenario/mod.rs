//! Tests of plugins as files: `tests/*.toml` beside a plugin in any language, each a whole desk and a few steps.
//!
//! How they are written stands in `plugins/testkit/README.md`.

mod file;
mod fits;
mod report;
mod run;
mod step;
mod words;

pub use report::{Outcome, Report};
pub use run::{run, run_all};

/// Where the scenarios of a plugin are, below its folder.
pub const FOLDER: &str = "tests";
