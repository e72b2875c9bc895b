//! What a sentence is filled with.

use crate::moment::Moment;

/// What stands for a `{ $name }` of a catalogue.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// As it is.
    Text(String),
    /// Written as the language writes numbers; decides which plural form is taken.
    Number(f64),
    /// Written as the language writes moments.
    Moment(Moment),
}

/// The longest text that is taken whole, in characters: a sentence is no place for a book.
pub(crate) const TEXT: usize = 8_000;

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Argument {
        Argument::Text(text.clone())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

macro_rules! number {
    ($($type:ty),+) => {$(
        impl From<$type> for Argument {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "a count that people read is far below 2^53")]
            fn from(number: $type) -> Argument {
                Argument::Number(number as f64)
            }
        }
    )+};
}

number!(u8, u16, u32, u64, usize, i32, i64, f64);
