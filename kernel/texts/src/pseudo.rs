//! English that is longer and strange: what is not in a catalogue is seen at once, and what has no room, too.

use std::borrow::Cow;

/// The words of a catalogue, with accents and about two fifths longer. What they are filled with stays as it is.
pub(crate) fn lengthened(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_alphabetic) {
        return Cow::Borrowed(text);
    }
    let mut long: String = text.chars().map(accented).collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let more = (letters * 2).div_ceil(5);
    // Before the blanks at the end, which part it from what follows.
    let end = long.trim_end().len();
    long.insert_str(end, &"~".repeat(more));
    Cow::Owned(long)
}

fn accented(c: char) -> char {
    const PLAIN: &str = "AEIOUYaeiouyCcDdGgHhJjKkLlNnRrSsTtWwZz";
    const OTHER: &str = "ÅÉÎÖÛÝåéîöûýÇçÐðĜĝĤĥĴĵĶķĻļÑñŔŕŠšŢţŴŵŽž";
    let place = PLAIN.chars().position(|plain| plain == c);
    place.and_then(|place| OTHER.chars().nth(place)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_longer_and_stay_apart_from_what_follows() {
        assert_eq!(lengthened("Reply to "), "Ŕéþļý ţö~~~ ".replace('þ', "p"));
        assert_eq!(lengthened(" · "), " · ");
        let long = lengthened("Save changes");
        assert!(long.chars().count() * 10 >= "Save changes".len() * 13, "{long}");
    }
}
