//! A refusal.

use serde::{Deserialize, Serialize};

/// Why not: the permission that was missing, and one sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("`{permission}` is missing: {sentence}")]
pub struct Denial {
    /// What was asked.
    pub permission: String,
    /// Why it was refused, for people.
    pub sentence: String,
    /// The record may not even be seen: answer as if there were none.
    pub hidden: bool,
}
