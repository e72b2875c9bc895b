//! From text to tokens: words in lower case without their diacritics, their stems, and addresses, numbers and codes as a
//! whole beside their parts. The same for what is indexed, for what is asked, and for what is marked in a snippet.

use crate::stem::stems;
use rustc_hash::FxHashMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is indexed, characters; of what is longer, this much. What nobody types need not be found whole.
const LONGEST: usize = 64;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands in the text, bytes.
    pub at: Range<usize>,
    /// How many plain words stand before it.
    pub position: usize,
    /// As it is searched for: folded.
    pub word: String,
    /// In lower case with its diacritics, where that is something else.
    pub exact: Option<String>,
    /// Its stems in all languages that are written so. Empty for codes and numbers.
    pub stems: Vec<String>,
    /// An address, number or code as a whole; its parts follow.
    pub whole: bool,
}

/// A word in the forms in which it is searched for.
#[derive(Clone, Debug)]
pub(crate) struct Forms {
    word: String,
    exact: Option<String>,
    stems: Vec<String>,
}

impl Forms {
    /// All of them.
    pub fn of(raw: &str) -> Forms {
        Forms::if_needed(raw, |_| true)
    }

    /// With stems only if the folded word needs them: they are what takes time.
    pub fn if_needed(raw: &str, needed: impl FnOnce(&str) -> bool) -> Forms {
        let (word, exact) = fold(raw);
        let stems = if needed(&word) { stems(exact.as_deref().unwrap_or(&word), &word) } else { Vec::new() };
        Forms { word, exact, stems }
    }
}

/// The words of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    tokens_by(text, Forms::of)
}

/// The same, with the forms of each word as they are told.
pub(crate) fn tokens_by(text: &str, mut forms: impl FnMut(&str) -> Forms) -> Vec<Token> {
    let mut found = Vec::new();
    let mut position = 0;
    for piece in pieces(text) {
        let parts = parts(text, &piece);
        if is_code(&text[piece.clone()], parts.len()) {
            let (word, _) = fold(&text[piece.clone()]);
            let stems = Vec::new();
            found.push(Token { at: piece.clone(), position, word, exact: None, stems, whole: true });
        }
        for part in parts {
            let Forms { word, exact, stems } = forms(&text[part.clone()]);
            if word.is_empty() {
                continue;
            }
            found.push(Token { at: part, position, word, exact, stems, whole: false });
            position += 1;
        }
    }
    found
}

/// The forms of words that were met before: a few words make up most of what people write.
#[derive(Debug, Default)]
pub(crate) struct Met(FxHashMap<String, Forms>);

impl Met {
    /// So many are remembered; then it begins anew.
    const MOST: usize = 50_000;

    pub fn forms(&mut self, raw: &str) -> Forms {
        if let Some(known) = self.0.get(raw) {
            return known.clone();
        }
        let forms = Forms::of(raw);
        // What is far longer than a word is not met again, and a message may be all one.
        if raw.len() <= 4 * LONGEST {
            if self.0.len() >= Met::MOST {
                self.0.clear();
            }
            self.0.insert(raw.to_owned(), forms.clone());
        }
        forms
    }
}

/// In lower case without diacritics; and with them, if there were any.
pub(crate) fn fold(text: &str) -> (String, Option<String>) {
    if text.is_ascii() {
        return (text[..text.len().min(LONGEST)].to_ascii_lowercase(), None);
    }
    let lower: String = text.chars().take(LONGEST).flat_map(char::to_lowercase).nfc().collect();
    let folded: String = lower.nfkd().filter(|c| !is_combining_mark(*c)).map(plain).collect();
    // What decomposes in Cyrillic are letters of their own (й, ё): people leave out the dots of ё, and nobody those of й.
    let folded = if lower.contains('й') { keep_short_i(&lower) } else { folded };
    if folded == lower { (folded, None) } else { (folded, Some(lower)) }
}

fn keep_short_i(lower: &str) -> String {
    lower
        .chars()
        .flat_map(|c| match c {
            'й' => vec![c],
            _ => c.to_string().nfkd().filter(|c| !is_combining_mark(*c)).map(plain).collect(),
        })
        .collect()
}

/// Letters that no decomposition takes apart.
fn plain(c: char) -> char {
    match c {
        'ł' => 'l',
        'đ' => 'd',
        'ø' => 'o',
        'ı' => 'i',
        'ß' => 's',
        other => other,
    }
}

/// What holds the pieces of an address, a number or a code together.
fn joins(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | '_' | '@' | '+' | ':' | '\'' | '’')
}

/// Stretches without spaces: words, perhaps joined, perhaps with `#` before them.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let number = c == '#' && begun.is_none() && next.is_some_and(char::is_alphanumeric);
        let inside = c.is_alphanumeric()
            || (begun.is_some() && is_combining_mark(c))
            || (begun.is_some() && joins(c) && next.is_some_and(char::is_alphanumeric));
        if inside || number {
            begun.get_or_insert(at);
            end = at + c.len_utf8();
        } else if let Some(start) = begun.take() {
            found.push(start..end);
        }
    }
    found.extend(begun.map(|start| start..end));
    found
}

/// The words of a piece.
fn parts(text: &str, piece: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, c) in text[piece.clone()].char_indices() {
        let at = piece.start + at;
        if c.is_alphanumeric() || is_combining_mark(c) {
            begun.get_or_insert(at);
        } else if let Some(start) = begun.take() {
            found.push(start..at);
        }
    }
    found.extend(begun.map(|start| start..piece.end));
    found
}

/// Whether a piece is to be found as a whole, too: it has several parts, or is a ticket's number.
fn is_code(piece: &str, parts: usize) -> bool {
    piece.starts_with('#') || parts > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_are_in_lower_case_and_without_diacritics_and_remember_them() {
        assert_eq!(words("Zażółć GĘŚLĄ jaźń"), ["zazolc", "gesla", "jazn"]);
        assert_eq!(words("Čaščenje šč"), ["cascenje", "sc"]);
        assert_eq!(tokens("Žena")[0].exact.as_deref(), Some("žena"));
        assert_eq!(tokens("zena")[0].exact, None);
        assert_eq!(words("Ёлка и Съединение"), ["елка", "и", "съединение"]);
        assert_eq!(words("мой"), ["мой"], "й is a letter of its own");
    }

    #[test]
    fn a_letter_made_of_two_characters_is_the_same_letter() {
        assert_eq!(tokens("z\u{307}aba")[0].word, "zaba");
        assert_eq!(tokens("z\u{307}aba")[0].exact, tokens("żaba")[0].exact);
    }

    #[test]
    fn addresses_numbers_and_codes_are_there_as_a_whole_and_in_parts() {
        assert_eq!(words("Anna@Example.com!"), ["anna@example.com", "anna", "example", "com"]);
        assert_eq!(words("see #42."), ["see", "#42", "42"]);
        assert_eq!(words("INV-2026/114"), ["inv-2026/114", "inv", "2026", "114"]);
    }

    #[test]
    fn positions_count_plain_words_so_that_a_phrase_may_run_over_a_code() {
        let found = tokens("paid INV-7 today");
        let at = |word: &str| found.iter().find(|token| token.word == word).unwrap().position;
        assert_eq!((at("paid"), at("inv"), at("7"), at("today")), (0, 1, 2, 3));
    }

    #[test]
    fn where_a_word_stands_is_told_in_bytes_of_the_text() {
        let text = "— Příliš, žluťoučký";
        for token in tokens(text) {
            assert_eq!(fold(&text[token.at.clone()]).0, token.word);
        }
    }

    #[test]
    fn nothing_in_a_text_can_be_longer_than_a_word_may_be() {
        assert_eq!(words(&"x".repeat(5000))[0].len(), LONGEST);
    }
}
