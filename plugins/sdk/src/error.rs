//! Why something did not happen: the `error` of the WIT, with constructors that read well.

use crate::{Denial, Error};

/// What a plugin's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// There is no such thing, or the caller may not know of it.
    pub fn not_found(what: impl Into<String>) -> Error {
        Error::NotFound(what.into())
    }

    /// The caller may see it but not do this. Prefer [`crate::Cx::require`], which also knows the reason.
    pub fn denied(permission: impl Into<String>, reason: impl Into<String>) -> Error {
        Error::Denied(Denial { permission: permission.into(), reason: reason.into() })
    }

    /// It changed meanwhile.
    pub fn conflict(what: impl Into<String>) -> Error {
        Error::Conflict(what.into())
    }

    /// The request makes no sense. Name the field and say what is expected.
    pub fn invalid(what: impl Into<String>) -> Error {
        Error::Invalid(what.into())
    }

    /// Over a limit. Name it.
    pub fn too_large(what: impl Into<String>) -> Error {
        Error::TooLarge(what.into())
    }

    /// Not now; later perhaps.
    pub fn unavailable(what: impl Into<String>) -> Error {
        Error::Unavailable(what.into())
    }

    /// A fault of this plugin, for the administrator's log.
    pub fn failed(what: impl Into<String>) -> Error {
        Error::Failed(what.into())
    }

    /// Whether it is `not-found`.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Error::NotFound(_))
    }

    /// Whether it is `denied`.
    pub fn is_denied(&self) -> bool {
        matches!(self, Error::Denied(_))
    }

    /// Whether it is `conflict`.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Error::Conflict(_))
    }

    /// The words for a person, without the kind of error.
    pub fn message(&self) -> &str {
        match self {
            Error::Denied(denial) => &denial.reason,
            Error::TimedOut => "it took too long",
            Error::NotFound(text)
            | Error::Conflict(text)
            | Error::Invalid(text)
            | Error::TooLarge(text)
            | Error::Unavailable(text)
            | Error::Failed(text) => text,
        }
    }
}
