//! A moment, always given by the caller.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// This moment and `ms` milliseconds; stops at the end of time rather than wrapping.
    #[must_use]
    pub fn plus(self, ms: u64) -> Timestamp {
        Timestamp(self.0.saturating_add(ms))
    }

    /// Milliseconds since `earlier`, or 0 when that lies ahead.
    #[must_use]
    pub fn since(self, earlier: Timestamp) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whether something that lasts until `until` (for ever without one) still counts now.
    /// At the moment itself it is over.
    #[must_use]
    pub fn is_before(self, until: Option<Timestamp>) -> bool {
        until.is_none_or(|until| self < until)
    }
}
