//! What can go wrong when people and their rights change.

use ombud_access::Denial;
use ombud_store::StoreError;

/// Why a question about people, or a change of them, was not answered.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// There is no such person, role, department, session or token.
    #[error("{0}")]
    NotFound(String),
    /// The actor may not do this. The denial says which permission or rule decided.
    #[error("{}", .0.sentence)]
    Denied(Denial),
    /// It would break a rule that always holds, such as one owner or one person per address.
    #[error("{0}")]
    Conflict(String),
    /// The value makes no sense.
    #[error("`{field}` is not usable: {expected}")]
    Invalid {
        /// Which part of the request.
        field: &'static str,
        /// What is expected there.
        expected: String,
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
    pub(crate) fn not_found(what: &'static str, name: impl std::fmt::Display) -> Self {
        IdentityError::NotFound(format!("there is no {what} `{name}`"))
    }

    pub(crate) fn invalid(field: &'static str, expected: impl Into<String>) -> Self {
        IdentityError::Invalid { field, expected: expected.into() }
    }
}

impl From<Denial> for IdentityError {
    fn from(denial: Denial) -> Self {
        IdentityError::Denied(denial)
    }
}
