//! Why something is not done, in words of the catalogues.

use ombud_texts::{Argument, Language, kernel};
use std::fmt;

/// A reason that stands in the kernel's catalogues, with what it is filled with. Whoever shows it says it in the
/// language of the reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    key: &'static str,
    args: Vec<(&'static str, Argument)>,
}

impl Refusal {
    /// Use [`refusal!`](crate::refusal!): it is where the tests look for keys.
    #[doc(hidden)]
    #[must_use]
    pub fn of(key: &'static str, args: Vec<(&'static str, Argument)>) -> Refusal {
        Refusal { key, args }
    }

    /// It in a language.
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        kernel().say(language, self.key, &self.args, None).text
    }
}

/// In English: for programs and the log.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::English))
    }
}

/// `refusal!("refused-one-owner")`, or filled: `refusal!("refused-role-known", role = &name)`.
#[macro_export]
macro_rules! refusal {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Refusal::of($key, vec![$((stringify!($name), ::ombud_texts::Argument::from($value))),*])
    };
}
