//! Running the programs that do the work.

use crate::PackError;
use std::process::{Command, Output};

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Result<Output, PackError> {
    command.output().map_err(|source| PackError::Run {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    })
}

/// The last thing that a program said.
pub(crate) fn last_line(output: &[u8]) -> String {
    let told = String::from_utf8_lossy(output);
    told.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it said nothing").trim().to_owned()
}
