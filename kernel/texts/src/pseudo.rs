//! English that is longer and strange: what is not in a catalogue is seen at once, and what has no room, too.

use std::borrow::Cow;

/// The words of a catalogue, with accents and each about two fifths longer. What they are filled with stays as it is.
pub(crate) fn lengthened(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_alphabetic) {
        return Cow::Borrowed(text);
    }
    let (mut long, mut letters) = (String::with_capacity(text.len() * 2), 0_usize);
    for c in text.chars() {
        if !c.is_alphabetic() {
            long.extend(std::iter::repeat_n('~', (letters * 2).div_ceil(5)));
            letters = 0;
        } else {
            letters += 1;
        }
        long.push(accented(c));
    }
    long.extend(std::iter::repeat_n('~', (letters * 2).div_ceil(5)));
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
        assert_eq!(lengthened("Reply to "), "Ŕéþļý~~ ţö~ ".replace('þ', "p"));
        assert_eq!(lengthened(" · "), " · ");
        let long = lengthened("Save changes");
        assert!(long.chars().count() * 10 >= "Save changes".len() * 13, "{long}");
    }
}
