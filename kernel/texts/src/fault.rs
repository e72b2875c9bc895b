//! Why a catalogue is not taken.

use thiserror::Error;

/// What is wrong with a catalogue, for its author.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("texts/{file}.ftl{}: {what}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct Fault {
    /// The name of the file without its ending, which is the language.
    pub file: String,
    /// Where, if it is in one place.
    pub line: Option<usize>,
    /// What, in words.
    pub what: String,
}

impl Fault {
    /// A fault of a whole file.
    pub fn of(file: impl Into<String>, what: impl Into<String>) -> Fault {
        Fault { file: file.into(), line: None, what: what.into() }
    }
}
