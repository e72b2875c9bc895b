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

    /// The words for a person as they stand on a page: with a capital and a full stop.
    pub fn sentence(&self) -> String {
        let mut letters = self.message().trim().chars();
        let Some(first) = letters.next() else { return String::new() };
        let mut sentence: String = first.to_uppercase().collect();
        sentence.push_str(letters.as_str());
        if !sentence.ends_with(['.', '!', '?']) {
            sentence.push('.');
        }
        sentence
    }

    /// The field that it is about, where the words begin with its name: "`email` is not usable: …".
    pub fn field(&self) -> Option<&str> {
        self.message().strip_prefix('`')?.split_once('`').map(|(field, _)| field)
    }

    /// The words for a person as they stand on a page, with the field called as the page calls it.
    pub fn about(&self, label: &str) -> String {
        let rest = self.field().and_then(|field| self.message().get(field.len() + 2..));
        rest.map_or_else(|| self.sentence(), |rest| Error::invalid(format!("{label}{rest}")).sentence())
    }

    /// The status that tells a browser what kind of error it was, for pages that show errors themselves.
    pub fn status(&self) -> u16 {
        match self {
            Error::NotFound(_) => 404,
            Error::Denied(_) => 403,
            Error::Conflict(_) => 409,
            Error::Invalid(_) => 422,
            Error::TooLarge(_) => 413,
            Error::Unavailable(_) => 503,
            Error::TimedOut => 504,
            Error::Failed(_) => 502,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_becomes_a_sentence() {
        let sentence = |text: &str| Error::invalid(text).sentence();
        assert_eq!(sentence("žeton `x` is unknown"), "Žeton `x` is unknown.");
        assert_eq!(sentence("You may not."), "You may not.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn a_field_is_called_as_the_page_calls_it() {
        let error = Error::invalid("`email` is not usable: an address");
        assert_eq!(error.field(), Some("email"));
        assert_eq!(error.about("“Mail address”"), "“Mail address” is not usable: an address.");
        let plain = Error::invalid("somebody was faster than `you`");
        assert_eq!((plain.field(), plain.about("x").as_str()), (None, "Somebody was faster than `you`."));
    }
}
