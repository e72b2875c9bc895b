//! Holding one language's catalogue against the English one.

use crate::{Catalogue, Language};

/// What one catalogue lacks, or has too much of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Keys without words: they are said in English.
    pub missing: Vec<String>,
    /// Keys that the English catalogue does not have: nobody ever asks for them.
    pub superfluous: Vec<String>,
    /// Messages that are filled with something that the English one does not know, in words.
    pub unknown_arguments: Vec<String>,
    /// Messages that leave out what the English one is filled with, in words.
    pub unused_arguments: Vec<String>,
    /// Choices by number that lack a form of the language, in words.
    pub plurals: Vec<String>,
}

impl Comparison {
    /// Whether there is nothing to say.
    pub fn is_clean(&self) -> bool {
        *self == Comparison::default()
    }

    /// What must not be: words that nobody can ask for, or that nobody can fill.
    pub fn errors(&self) -> Vec<String> {
        let superfluous =
            self.superfluous.iter().map(|key| format!("`{key}` is not in the English catalogue"));
        superfluous.chain(self.unknown_arguments.iter().cloned()).collect()
    }

    /// What works, and is not as it should be.
    pub fn warnings(&self) -> Vec<String> {
        let missing = self.missing.iter().map(|key| format!("`{key}` is missing and said in English"));
        missing.chain(self.unused_arguments.iter().cloned()).chain(self.plurals.iter().cloned()).collect()
    }
}

/// Compares a catalogue, which may be the English one itself.
pub fn compare(english: &Catalogue, other: &Catalogue, language: Language) -> Comparison {
    let mut found = Comparison::default();
    for (key, message) in &other.messages {
        for forms in &message.plurals {
            let lacks: Vec<_> =
                language.plural_forms().iter().filter(|form| !forms.contains(**form)).copied().collect();
            let foreign: Vec<_> =
                forms.iter().filter(|form| !language.plural_forms().contains(&form.as_str())).collect();
            if !lacks.is_empty() {
                found.plurals.push(format!("`{key}` has no form for: {}", lacks.join(", ")));
            }
            if let Some(foreign) = foreign.first() {
                found.plurals.push(format!("`{key}` has a form `{foreign}`, which {language} does not know"));
            }
        }
        let Some(known) = english.messages.get(key) else {
            found.superfluous.push(key.clone());
            continue;
        };
        if let Some(odd) = message.arguments.difference(&known.arguments).next() {
            found
                .unknown_arguments
                .push(format!("`{key}` is filled with `${odd}`, which the English one is not"));
        }
        if let Some(left_out) = known.arguments.difference(&message.arguments).next() {
            found.unused_arguments.push(format!("`{key}` leaves out `${left_out}`"));
        }
    }
    found.missing =
        english.messages.keys().filter(|key| !other.messages.contains_key(*key)).cloned().collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(other: &str, language: Language) -> Comparison {
        let english = "a = A\nb = { $count ->\n [one] { $who }\n *[other] { $count } { $who }\n }\n";
        let english = Catalogue::parse("en", english).unwrap();
        compare(&english, &Catalogue::parse(language.tag(), other).unwrap(), language)
    }

    #[test]
    fn what_is_missing_superfluous_or_filled_otherwise_is_found() {
        let found = compared("b = { $count } { $what }\nc = C\n", Language::Polish);
        assert_eq!(
            (found.missing.as_slice(), found.superfluous.as_slice()),
            (&["a".into()][..], &["c".into()][..])
        );
        assert_eq!(found.unknown_arguments, ["`b` is filled with `$what`, which the English one is not"]);
        assert_eq!(found.unused_arguments, ["`b` leaves out `$who`"]);
        assert_eq!((found.errors().len(), found.warnings().len()), (2, 2));
    }

    #[test]
    fn a_plural_needs_all_forms_of_its_language() {
        let with = |forms: &str| format!("a = A\nb = {{ $count ->\n{forms} *[other] {{ $who }}\n }}\n");
        let of = |forms, language| compared(&with(forms), language).plurals;
        assert_eq!(of(" [one] { $who }\n", Language::Bulgarian), [""; 0]);
        assert_eq!(of(" [one] { $who }\n", Language::Slovene), ["`b` has no form for: two, few"]);
        assert_eq!(of(" [one] x\n [few] x\n [many] x\n", Language::Russian), [""; 0]);
        assert_eq!(
            of(" [one] x\n [few] x\n", Language::Bulgarian),
            ["`b` has a form `few`, which bg does not know"]
        );
        assert!(compared("a = B\nb = { $count } { $who }\n", Language::Slovene).is_clean());
    }
}
