//! What came of the scenarios.

use crate::Diary;
use std::fmt;
use std::time::Duration;

/// What came of one file.
pub struct Outcome {
    /// The file, as it was named.
    pub file: String,
    /// Its title; the file's name if it could not be read.
    pub title: String,
    /// How long it took, its desk included.
    pub took: Duration,
    /// Why it did not pass, in two lines: where, and what was expected and came.
    pub failure: Option<String>,
    /// What the plugins did meanwhile.
    pub diary: Diary,
}

/// What came of all of them. `Display` is a line each, and the failures.
pub struct Report {
    /// In the order of their names.
    pub outcomes: Vec<Outcome>,
}

impl Report {
    /// How many did not pass.
    pub fn failures(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.failure.is_some()).count()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.failure.is_some() { "FAILED" } else { "ok" };
        write!(f, "{mark:<6} {} ({} ms)", self.title, self.took.as_millis())?;
        if let Some(failure) = &self.failure {
            write!(f, "\n{failure}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.outcomes.iter().try_for_each(|outcome| writeln!(f, "{outcome}"))
    }
}
