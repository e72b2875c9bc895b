//! The languages that a desk speaks.

use crate::Direction;
use icu_locale_core::{Locale, locale};
use std::fmt;
use std::str::FromStr;

/// A language that a desk speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// The one that every catalogue has.
    #[default]
    English,
    /// Български.
    Bulgarian,
    /// Polski.
    Polish,
    /// Русский.
    Russian,
    /// Slovenščina.
    Slovene,
    /// English with longer words, for those who draw pages: what is cut off will be in other languages, too.
    Lengthened,
    /// The same from right to left.
    Mirrored,
}

impl Language {
    /// Those that a person can choose, in the order of a choice: English, then by their own names.
    pub const ALL: [Language; 5] =
        [Language::English, Language::Bulgarian, Language::Polish, Language::Russian, Language::Slovene];

    /// Those that nobody is offered. Whoever draws pages gives their tags.
    pub const PSEUDO: [Language; 2] = [Language::Lengthened, Language::Mirrored];

    /// As BCP 47 and HTML's `lang` have it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Bulgarian => "bg",
            Language::Polish => "pl",
            Language::Russian => "ru",
            Language::Slovene => "sl",
            Language::Lengthened => "en-XA",
            Language::Mirrored => "ar-XB",
        }
    }

    /// What those call it who speak it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Bulgarian => "Български",
            Language::Polish => "Polski",
            Language::Russian => "Русский",
            Language::Slovene => "Slovenščina",
            Language::Lengthened => "Ļöñĝ Éñĝļîšĥ",
            Language::Mirrored => "Mîŕŕöŕéð Éñĝļîšĥ",
        }
    }

    /// Which way it is written.
    pub fn direction(self) -> Direction {
        match self {
            Language::Mirrored => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    /// The plural forms that a number can take in it (CLDR).
    pub fn plural_forms(self) -> &'static [&'static str] {
        match self {
            Language::English | Language::Bulgarian | Language::Lengthened | Language::Mirrored => {
                &["one", "other"]
            }
            Language::Polish | Language::Russian => &["one", "few", "many", "other"],
            Language::Slovene => &["one", "two", "few", "other"],
        }
    }

    /// The words of this language, or of the one that it is made of.
    pub(crate) fn words(self) -> Language {
        match self {
            Language::Lengthened | Language::Mirrored => Language::English,
            other => other,
        }
    }

    /// How its numbers and dates are written. English as in Europe: the day before the month, and 24 hours.
    pub(crate) fn locale(self) -> Locale {
        match self.words() {
            Language::Bulgarian => locale!("bg"),
            Language::Polish => locale!("pl"),
            Language::Russian => locale!("ru"),
            Language::Slovene => locale!("sl"),
            _ => locale!("en-GB"),
        }
    }

    /// The one that fits a tag such as `pl`, `pl-PL` or `PL_pl` best.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let tag = tag.trim().replace('_', "-");
        if let Some(pseudo) =
            Language::PSEUDO.into_iter().find(|known| known.tag().eq_ignore_ascii_case(&tag))
        {
            return Some(pseudo);
        }
        let first = tag.split('-').next().unwrap_or_default();
        Language::ALL.into_iter().find(|known| known.tag().eq_ignore_ascii_case(first))
    }

    /// The first of those that a browser asks for (`Accept-Language`) that there is.
    pub fn accepted(header: &str) -> Option<Language> {
        // A browser sends a handful; nobody needs more.
        let asked = header.split(',').take(20).filter_map(|range| {
            let mut parts = range.split(';');
            let tag = parts.next()?.trim();
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.parse().ok())?;
            let known = Language::of_tag(tag).filter(|language| Language::ALL.contains(language))?;
            Some((weight, known)).filter(|(weight, _): &(f32, Language)| *weight > 0.0 && *weight <= 1.0)
        });
        // The earlier of two that weigh the same.
        asked
            .fold(None, |best: Option<(f32, Language)>, one| match best {
                Some(best) if best.0 >= one.0 => Some(best),
                _ => Some(one),
            })
            .map(|(_, language)| language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(tag: &str) -> Result<Language, String> {
        let known = || Language::ALL.map(Language::tag).join(", ");
        Language::of_tag(tag)
            .ok_or_else(|| format!("`{tag}` is none of the languages of this desk: {}", known()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_however_it_is_written() {
        for (tag, want) in [
            ("pl", Some(Language::Polish)),
            ("SL-si", Some(Language::Slovene)),
            ("en_US", Some(Language::English)),
            ("en-xa", Some(Language::Lengthened)),
            ("ar-XB", Some(Language::Mirrored)),
            ("ar", None),
            ("english", None),
            ("", None),
        ] {
            assert_eq!(Language::of_tag(tag), want, "{tag}");
        }
        for language in Language::ALL.into_iter().chain(Language::PSEUDO) {
            assert_eq!(language.tag().parse(), Ok(language));
        }
    }

    #[test]
    fn a_browser_gets_what_it_likes_best_of_what_there_is() {
        for (header, want) in [
            ("pl", Some(Language::Polish)),
            ("de-DE,de;q=0.9,sl;q=0.8,en;q=0.7", Some(Language::Slovene)),
            ("en;q=0.5, ru;q=0.9", Some(Language::Russian)),
            ("bg-BG, ru", Some(Language::Bulgarian)),
            ("pl;q=0, en", Some(Language::English)),
            ("pl;q=x, *", None),
            ("de, ar-XB", None),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header), want, "{header}");
        }
    }

    #[test]
    fn the_plural_forms_are_those_of_the_rules() {
        use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
        for language in Language::ALL {
            let tag: unic_langid::LanguageIdentifier = language.tag().parse().unwrap();
            let rules = PluralRules::create(tag, PluralRuleType::CARDINAL).unwrap();
            let mut found = std::collections::BTreeSet::new();
            for number in (0..200).map(|n| n.to_string()).chain(["1.5".to_owned(), "0.1".to_owned()]) {
                found.insert(match rules.select(number.as_str()).unwrap() {
                    PluralCategory::ZERO => "zero",
                    PluralCategory::ONE => "one",
                    PluralCategory::TWO => "two",
                    PluralCategory::FEW => "few",
                    PluralCategory::MANY => "many",
                    PluralCategory::OTHER => "other",
                });
            }
            assert_eq!(found, language.plural_forms().iter().copied().collect(), "{language}");
        }
    }
}
