//! A light stemmer for Bulgarian nouns and adjectives: first the article, which Bulgarian puts behind the word, then the
//! plural, then what gender leaves. It goes in the order of the rules that Jacques Savoy published ("Searching strategies for
//! the Bulgarian language", Information Retrieval 10, 2007) and does less than they do: consonants that change (език,
//! езици) and vowels that come and go (министър, министри) stay as they are.

/// Articles, the longest first.
const ARTICLES: [&str; 8] = ["ият", "ето", "ът", "то", "те", "та", "ия", "ят"];

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> &str {
    let mut stem = word;
    if letters(word) > 5 {
        stem = without(stem, &ARTICLES, 3);
    }
    if stem == word && letters(word) > 4 {
        stem = without(stem, &["ът", "ят", "а", "я"], 4);
    }
    stem = plural(stem);
    if letters(stem) > 3 {
        stem = without(stem, &["а", "я", "о", "е", "и", "й"], 3);
    }
    stem
}

/// Endings of the plural that leave enough of the word.
fn plural(word: &str) -> &str {
    if letters(word) > 6 {
        let shorter = without(word, &["овци", "овце", "ища"], 3);
        if shorter != word {
            return shorter;
        }
    }
    if letters(word) > 5 { without(word, &["ове", "еве"], 3) } else { word }
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// Without the first of these endings that it has, if at least so many letters remain.
fn without<'a>(word: &'a str, endings: &[&str], least: usize) -> &'a str {
    let shorter = endings.iter().find_map(|ending| word.strip_suffix(ending));
    shorter.filter(|stem| letters(stem) >= least).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn article_number_and_gender_fall_off() {
        for (forms, expected) in [
            (&["поръчка", "поръчки", "поръчката", "поръчките"][..], "поръчк"),
            (&["град", "градът", "града", "градове", "градовете"][..], "град"),
            (&["договор", "договори", "договорът", "договорите"][..], "договор"),
            (&["нова", "ново", "нови", "новата", "новите"][..], "нов"),
            (&["писмо", "писма", "писмото", "писмата"][..], "писм"),
        ] {
            for form in forms {
                assert_eq!(stem(form), expected, "{form}");
            }
        }
    }

    #[test]
    fn short_words_stay() {
        for word in ["аз", "той", "мед", "час"] {
            assert_eq!(stem(word), word);
        }
    }
}
