//! Stems: what the forms of a word have in common. A text need not say its language: each word has the stems of all
//! languages of the desk that are written in its letters, and so has each word that is asked for. Mixed texts (a quoted
//! answer, a product's name) are found as well.

mod bulgarian;
mod slovene;

use crate::analysis::fold;
use frostem::{Algorithm, Stemmer};
use std::sync::LazyLock;

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));
static POLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Polish));
static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Russian));

/// The stems of a word, each once, without diacritics. `exact` is in lower case with its diacritics, `folded` without.
pub(crate) fn stems(exact: &str, folded: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |stem: &str| {
        let stem = fold(stem).0;
        if !found.contains(&stem) {
            found.push(stem);
        }
    };
    if folded.chars().any(|c| c.is_ascii_digit()) {
        return found;
    }
    if folded.chars().all(is_cyrillic) {
        add(&RUSSIAN.stem(exact));
        add(bulgarian::stem(folded));
    } else if folded.chars().all(char::is_alphabetic) {
        add(&ENGLISH.stem(folded));
        add(&POLISH.stem(exact));
        // Whoever writes without diacritics asks for the same word.
        if exact != folded {
            add(&POLISH.stem(folded));
        }
        add(slovene::stem(folded));
    }
    found
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two forms have a stem in common, as it is when one is asked for and the other stands in a text.
    fn meet(a: &str, b: &str) -> bool {
        let stems = |word: &str| {
            let (folded, exact) = fold(word);
            stems(exact.as_deref().unwrap_or(&folded), &folded)
        };
        stems(a).iter().any(|stem| stems(b).contains(stem))
    }

    #[test]
    fn the_forms_of_a_word_meet_in_each_language() {
        for (language, forms) in [
            ("English", ["invoices", "invoice", "invoiced"]),
            ("Polish", ["faktury", "faktura", "fakturę"]),
            ("Polish", ["zamówienie", "zamówienia", "zamówieniem"]),
            ("Russian", ["заказы", "заказ", "заказами"]),
            ("Russian", ["доставка", "доставки", "доставкой"]),
            ("Bulgarian", ["поръчка", "поръчката", "поръчки"]),
            ("Bulgarian", ["фактура", "фактурите", "фактурата"]),
            ("Slovene", ["račun", "računa", "računov"]),
            ("Slovene", ["dostava", "dostave", "dostavo"]),
        ] {
            for form in forms {
                assert!(meet(forms[0], form), "{language}: {} and {form}", forms[0]);
            }
        }
    }

    #[test]
    fn diacritics_that_were_left_out_change_nothing() {
        assert!(meet("zamowienia", "zamówienie"));
        assert!(meet("racuni", "računov"));
    }

    #[test]
    fn different_words_do_not_meet() {
        for (a, b) in [
            ("invoice", "involve"),
            ("faktura", "faktor"),
            ("доставка", "досада"),
            ("račun", "razlog"),
            ("поръчка", "порта"),
        ] {
            assert!(!meet(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn numbers_and_mixed_codes_have_no_stems() {
        assert!(stems("2026", "2026").is_empty());
        assert!(stems("a4s", "a4s").is_empty());
    }
}
