//! A refusal.

use serde::{Deserialize, Serialize};

/// Why not: the permission that was missing, and one sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("`{permission}` was refused: {sentence}")]
pub struct Denial {
    /// What was asked.
    pub permission: String,
    /// Why it was refused, for people.
    pub sentence: String,
    /// The record may not even be seen: answer as if there were none. The sentence gives nothing away.
    pub hidden: bool,
}

impl Denial {
    /// The refusal that does not admit that there is anything.
    #[must_use]
    pub fn hidden(permission: &str) -> Denial {
        let sentence = "There is no such record, or you may not see it.".to_owned();
        Denial { permission: permission.to_owned(), sentence, hidden: true }
    }
}
