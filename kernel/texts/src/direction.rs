//! Which way a language is written, and keeping apart what is written the other way.

use std::borrow::Cow;

/// Which way lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As in English.
    LeftToRight,
    /// As in Arabic.
    RightToLeft,
}

/// First strong isolate, and its end: what is between has a direction of its own and does not turn its neighbours.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

impl Direction {
    /// As HTML's `dir` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }

    /// A foreign text as it can stand in a sentence of this direction. Marks are put around it only if letters of it run
    /// the other way: everywhere else they would be copied along, found by nobody, and break comparisons.
    pub(crate) fn isolated(self, text: &str) -> Cow<'_, str> {
        let foreign = |c: char| match self {
            Direction::LeftToRight => is_right_to_left(c),
            Direction::RightToLeft => c.is_alphabetic() && !is_right_to_left(c),
        };
        if !text.contains(foreign) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(format!("{ISOLATE}{text}{END}"))
    }
}

/// Hebrew, Arabic and their neighbours, and the marks that have a direction.
fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_the_other_way_is_kept_apart() {
        let (ltr, rtl) = (Direction::LeftToRight, Direction::RightToLeft);
        assert_eq!(ltr.isolated("Ana Šćepan, Ана, 12"), "Ana Šćepan, Ана, 12");
        assert_eq!(ltr.isolated("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(ltr.isolated("x\u{202e}y"), "\u{2068}x\u{202e}y\u{2069}");
        assert_eq!(rtl.isolated("שלום 12"), "שלום 12");
        assert_eq!(rtl.isolated("Ana"), "\u{2068}Ana\u{2069}");
    }
}
