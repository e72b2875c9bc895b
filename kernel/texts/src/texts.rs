//! The catalogues of one owner, and what they say.

use crate::{Argument, Catalogue, Fault, Language, argument, moment, number, pseudo};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The catalogues of one owner. Each is parsed when it is first spoken.
#[derive(Default)]
pub struct Texts {
    sources: BTreeMap<&'static str, Vec<String>>,
    bundles: [OnceLock<Option<Bundle>>; 7],
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words; the key in brackets where there are none at all.
    pub text: String,
    /// Whether the language asked for has words of its own for it.
    pub found: bool,
}

impl Texts {
    /// Of files: language tag and what is in it. Several of one language are one catalogue. Languages that no desk speaks
    /// are left out.
    pub fn new<S: Into<String>>(files: impl IntoIterator<Item = (Language, S)>) -> Texts {
        let mut sources = BTreeMap::<_, Vec<String>>::new();
        for (language, source) in files {
            sources.entry(language.tag()).or_default().push(source.into());
        }
        Texts { sources, bundles: Default::default() }
    }

    /// Whether there are no words at all.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The languages that there are words in.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(|language| self.sources.contains_key(language.tag()))
    }

    /// The catalogues of one language, read again.
    ///
    /// # Errors
    /// The first fault.
    pub fn catalogues(&self, language: Language) -> Result<Vec<Catalogue>, Fault> {
        let sources = self.sources.get(language.tag()).map(Vec::as_slice).unwrap_or_default();
        sources.iter().map(|source| Catalogue::parse(language.tag(), source)).collect()
    }

    /// What stands under a key (or `key.attribute`), filled with these arguments. In English if the language has no words
    /// for it; `fallback` if there are none at all, and without one the key in brackets.
    pub fn say(
        &self,
        language: Language,
        key: &str,
        args: &[(&str, Argument)],
        fallback: Option<&str>,
    ) -> Said {
        if let Some(text) = self.spoken(language, key, args) {
            return Said { text, found: true };
        }
        let english = match language.words() {
            Language::English => None,
            _ => self.spoken(Language::English, key, args),
        };
        let text = english.or_else(|| fallback.map(str::to_owned)).unwrap_or_else(|| format!("[{key}]"));
        Said { text, found: false }
    }

    /// What stands under a key in exactly this language.
    pub fn spoken(&self, language: Language, key: &str, args: &[(&str, Argument)]) -> Option<String> {
        let bundle = self.bundle(language)?;
        let (id, attribute) =
            key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let args = (!args.is_empty()).then(|| filled(language, args));
        // What it cannot be filled with stands in it as its name, which is how its author finds the mistake.
        Some(bundle.format_pattern(pattern, args.as_ref(), &mut Vec::new()).into_owned())
    }

    fn bundle(&self, language: Language) -> Option<&Bundle> {
        let place = self.bundles.get(language as usize)?;
        place.get_or_init(|| self.parse(language)).as_ref()
    }

    fn parse(&self, language: Language) -> Option<Bundle> {
        let sources = self.sources.get(language.words().tag())?;
        let mut bundle =
            FluentBundle::new_concurrent(vec![language.words().tag().parse::<LanguageIdentifier>().ok()?]);
        // Marks are put around arguments, where they are needed, by ourselves.
        bundle.set_use_isolating(false);
        bundle.add_builtins().ok()?;
        bundle.set_formatter(Some(match language.words() {
            Language::Bulgarian => |value, _| number::in_catalogue(Language::Bulgarian, value),
            Language::Polish => |value, _| number::in_catalogue(Language::Polish, value),
            Language::Russian => |value, _| number::in_catalogue(Language::Russian, value),
            Language::Slovene => |value, _| number::in_catalogue(Language::Slovene, value),
            _ => |value, _| number::in_catalogue(Language::English, value),
        }));
        if language != language.words() {
            bundle.set_transform(Some(pseudo::lengthened));
        }
        for source in sources {
            // A fault is found at the door; from before that was so, the rest is said.
            let Ok(catalogue) = Catalogue::parse(language.tag(), source) else { continue };
            for resource in catalogue.resources {
                bundle.add_resource_overriding(resource);
            }
        }
        Some(bundle)
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.sources.keys()).finish()
    }
}

fn filled<'a>(language: Language, args: &'a [(&str, Argument)]) -> FluentArgs<'a> {
    let direction = language.direction();
    let mut filled = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        let value = match value {
            Argument::Text(text) => {
                let short =
                    text.char_indices().nth(argument::TEXT).map_or(text.as_str(), |(end, _)| &text[..end]);
                FluentValue::String(direction.isolated(short))
            }
            Argument::Number(number) => FluentValue::from(*number),
            Argument::Moment(told) => FluentValue::String(Cow::Owned(moment::tell(language, *told))),
        };
        filled.set(Cow::Borrowed(*name), value);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Direction;

    fn texts() -> Texts {
        let english = "hello = Hello, { $name }!\n    .hint = A word\nopen = { $count ->\n [one] { $count } ticket\n \
                       *[other] { $count } tickets\n }\nonly = Only here\nstate = { $state ->\n [on] On\n *[off] Off\n }\n";
        let polish = "hello = Cześć, { $name }!\n    .hint = Słowo\nopen = { $count ->\n [one] { $count } zgłoszenie\n \
                      [few] { $count } zgłoszenia\n [many] { $count } zgłoszeń\n *[other] { $count } zgłoszenia\n }\n";
        Texts::new([(Language::English, english), (Language::Polish, polish)])
    }

    fn said(language: Language, key: &str, args: &[(&str, Argument)]) -> (String, bool) {
        let Said { text, found } = texts().say(language, key, args, None);
        (text, found)
    }

    #[test]
    fn words_are_those_of_the_language_or_else_english_or_else_the_key() {
        let ana: &[(&str, Argument)] = &[("name", "Ana".into())];
        assert_eq!(said(Language::Polish, "hello", ana), ("Cześć, Ana!".into(), true));
        assert_eq!(said(Language::Polish, "hello.hint", &[]), ("Słowo".into(), true));
        assert_eq!(said(Language::Polish, "only", &[]), ("Only here".into(), false));
        assert_eq!(said(Language::Slovene, "only", &[]), ("Only here".into(), false));
        assert_eq!(said(Language::Slovene, "nothing", &[]), ("[nothing]".into(), false));
        assert_eq!(texts().say(Language::English, "nothing", &[], Some("as it was")).text, "as it was");
        assert_eq!(said(Language::English, "hello", &[]), ("Hello, {$name}!".into(), true));
    }

    #[test]
    fn a_number_takes_its_form_and_is_written_as_the_language_does() {
        let of = |count: f64| said(Language::Polish, "open", &[("count", count.into())]).0;
        assert_eq!(
            [1.0, 2.0, 5.0, 22.0, 12_345.0, 1.5].map(of),
            [
                "1 zgłoszenie",
                "2 zgłoszenia",
                "5 zgłoszeń",
                "22 zgłoszenia",
                "12\u{a0}345 zgłoszeń",
                "1,5 zgłoszenia"
            ]
        );
        let state = |state: &str| said(Language::English, "state", &[("state", state.into())]).0;
        assert_eq!([state("on"), state("x")], ["On", "Off"]);
    }

    #[test]
    fn marks_are_put_only_around_what_runs_the_other_way() {
        let to = |language, name: &str| said(language, "hello", &[("name", name.into())]).0;
        assert_eq!(to(Language::English, "Ана"), "Hello, Ана!");
        assert_eq!(to(Language::English, "שלום"), "Hello, \u{2068}שלום\u{2069}!");
        assert_eq!(Language::Mirrored.direction(), Direction::RightToLeft);
        assert!(to(Language::Mirrored, "Ana").contains("\u{2068}Ana\u{2069}"));
    }

    #[test]
    fn the_lengthened_language_is_english_with_strange_letters() {
        let (text, found) = said(Language::Lengthened, "hello", &[("name", "Ana".into())]);
        assert!(found && text.starts_with("Ĥéļļö") && text.contains("Ana"), "{text}");
    }

    #[test]
    fn a_long_text_is_cut_and_nothing_falls() {
        let long = "x".repeat(100_000);
        assert!(said(Language::English, "hello", &[("name", long.as_str().into())]).0.len() < 9_000);
    }
}
