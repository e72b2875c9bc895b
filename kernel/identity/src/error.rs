//! What can go wrong when people and their rights change.

use crate::{Refusal, refusal};
use ombud_access::Denial;
use ombud_store::StoreError;
use ombud_texts::Language;

/// Why a question about people, or a change of them, was not answered.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// There is no such person, role, department, session or token.
    #[error("{0}")]
    NotFound(Refusal),
    /// The actor may not do this. The denial says which permission or rule decided.
    #[error("{}", .0.sentence)]
    Denied(Denial),
    /// It would break a rule that always holds, such as one owner or one person per address.
    #[error("{0}")]
    Conflict(Refusal),
    /// The value makes no sense.
    #[error("{}", unusable(.field, .expected, Language::English))]
    Invalid {
        /// Which part of the request.
        field: &'static str,
        /// What is expected there.
        expected: Refusal,
    },
    /// The store could not read or write.
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
    /// The stored policy does not compile; nobody is let in on half a policy.
    #[error("the stored policy is not consistent: {0}")]
    Policy(String),
    /// The system gave no random bytes or no hash; nothing was changed.
    #[error("the system failed: {0}")]
    System(String),
}

/// The answer of everything in this crate that may fail.
pub type Result<T, E = IdentityError> = std::result::Result<T, E>;

impl IdentityError {
    /// This part of the request makes no sense.
    pub fn invalid(field: &'static str, expected: Refusal) -> Self {
        IdentityError::Invalid { field, expected }
    }

    /// In a language: a refusal by the words of the catalogues. A denial has its own way to be told, and what failed is
    /// for whoever reads the log.
    pub fn said(&self, language: Language) -> String {
        match self {
            IdentityError::NotFound(why) | IdentityError::Conflict(why) => why.said(language),
            IdentityError::Invalid { field, expected } => unusable(field, expected, language),
            other => other.to_string(),
        }
    }
}

fn unusable(field: &'static str, expected: &Refusal, language: Language) -> String {
    refusal!("refused-field", field = field, expected = expected.said(language)).said(language)
}

impl From<Denial> for IdentityError {
    fn from(denial: Denial) -> Self {
        IdentityError::Denied(denial)
    }
}
