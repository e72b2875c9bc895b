//! Words in the language of whoever reads them, from `texts/<language>.ftl` beside the manifest.
//!
//! An instance lives for one call and speaks one language, so that nobody hands a language on: [`text!`](crate::text) asks
//! the kernel, wherever it stands. In unit tests it reads `texts/en.ftl`, and a key that is missing there is a panic.

use crate::Timestamp;
pub use crate::bindings::administering::ombud::kernel1_1_0::texts::{
    Argument, Direction, Language, Moment, Style,
};

/// The words under a key of `texts/en.ftl` and its siblings.
///
/// Alone it is a `&'static str`: `text!("save")`. Filled it is a `String`: `text!("reply-to", name = &person.name)`; a number
/// chooses between plural forms: `text!("open", count = tickets.len())`. Import `ombud:kernel/texts@1.1.0` in the manifest.
#[macro_export]
macro_rules! text {
    ($key:expr) => {
        $crate::texts::word($key, $crate::english!())
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::texts::filled(
            $key,
            &[$((stringify!($name).to_owned(), $crate::texts::Argument::from($value))),+],
            $crate::english!(),
        )
    };
}

/// Functions for words that are said as they are: `words! { save = "save" }` is `fn save() -> &'static str`.
#[macro_export]
macro_rules! words {
    ($($name:ident = $key:literal),+ $(,)?) => {
        $(
            #[doc = concat!("`", $key, "`")]
            pub fn $name() -> &'static str {
                $crate::text!($key)
            }
        )+
    };
}

/// The English catalogue of the crate that says it, for its unit tests. A component carries none.
#[doc(hidden)]
#[macro_export]
macro_rules! english {
    () => {{
        #[cfg(target_arch = "wasm32")]
        let english = "";
        #[cfg(not(target_arch = "wasm32"))]
        let english = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/texts/en.ftl"));
        english
    }};
}

/// The language of this call, for `<html lang dir>`.
pub fn language() -> Language {
    said::language()
}

/// `ltr` or `rtl`, as HTML's `dir` has it.
pub fn direction(language: &Language) -> &'static str {
    match language.direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

/// From here on in the language with this tag, to the end of the call: for what somebody reads elsewhere.
pub fn speak(tag: &str) {
    said::speak(tag);
}

/// A moment, to stand in a sentence: `text!("opened", when = texts::at(opened, Style::Ago))`.
pub fn at(at: Timestamp, style: Style) -> Argument {
    Argument::Moment(Moment { at, style })
}

/// A number, alone.
pub fn number(number: f64) -> String {
    said::number(number)
}

/// A moment, alone; `now` is that of the call.
pub(crate) fn tell(at: Timestamp, style: Style, now: Timestamp) -> String {
    said::tell(at, style, now)
}

#[doc(hidden)]
pub fn word(key: &'static str, english: &'static str) -> &'static str {
    said::word(key, english)
}

#[doc(hidden)]
pub fn filled(key: &str, arguments: &[(String, Argument)], english: &'static str) -> String {
    said::filled(key, arguments, english)
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Argument {
        Argument::Text(text.clone())
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl From<$type> for Argument {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "a count that people read is far below 2^53")]
            fn from(number: $type) -> Argument {
                Argument::Number(number as f64)
            }
        }
    )+};
}

numbers!(u8, u16, u32, u64, usize, i32, i64, f64);

/// The languages that pages are in, each by its tag, and as those call it who speak it: the kernel's, in its order.
pub const LANGUAGES: [(&str, &str); 5] =
    [("en", "English"), ("bg", "Български"), ("pl", "Polski"), ("ru", "Русский"), ("sl", "Slovenščina")];

/// On a desk.
#[cfg(target_arch = "wasm32")]
mod said {
    use super::{Argument, Language, Moment, Style};
    use crate::Timestamp;
    use crate::bindings::administering::ombud::kernel1_1_0::texts as wit;
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    thread_local! {
        static SAID: RefCell<BTreeMap<&'static str, &'static str>> = const { RefCell::new(BTreeMap::new()) };
    }

    pub fn language() -> Language {
        wit::speaks()
    }

    pub fn speak(tag: &str) {
        wit::speak(tag);
        SAID.with_borrow_mut(BTreeMap::clear);
    }

    /// Each is asked for once, and stays as long as the instance does: until the end of the call.
    pub fn word(key: &'static str, _: &str) -> &'static str {
        SAID.with_borrow_mut(|said| *said.entry(key).or_insert_with(|| wit::get(key, &[]).leak()))
    }

    pub fn filled(key: &str, arguments: &[(String, Argument)], _: &str) -> String {
        wit::get(key, arguments)
    }

    pub fn number(number: f64) -> String {
        wit::count(number)
    }

    pub fn tell(at: Timestamp, style: Style, _: Timestamp) -> String {
        wit::tell(Moment { at, style })
    }
}

/// In a unit test: in English.
#[cfg(not(target_arch = "wasm32"))]
mod said {
    use super::{Argument, Direction, Language, Style};
    use crate::{Timestamp, moment::english};
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

    pub fn language() -> Language {
        Language { tag: "en".into(), name: "English".into(), direction: Direction::LeftToRight }
    }

    pub fn speak(_: &str) {}

    pub fn word(key: &'static str, source: &'static str) -> &'static str {
        filled(key, &[], source).leak()
    }

    pub fn filled(key: &str, arguments: &[(String, Argument)], source: &'static str) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            let value: FluentValue<'_> = match value {
                Argument::Text(text) => text.as_str().into(),
                Argument::Number(number) => (*number).into(),
                Argument::Moment(moment) => english::tell(moment.at, moment.style, moment.at).into(),
            };
            args.set(name.as_str(), value);
        }
        with_bundle(source, |bundle| {
            let (id, attribute) = key.split_once('.').map_or((key, None), |(id, rest)| (id, Some(rest)));
            let message = bundle.get_message(id);
            let pattern = message.as_ref().and_then(|message| match attribute {
                Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
                None => message.value(),
            });
            let Some(pattern) = pattern else { panic!("texts/en.ftl has no `{key}`") };
            let mut errors = Vec::new();
            let said = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
            assert!(errors.is_empty(), "`{key}` of texts/en.ftl cannot be said: {errors:?}");
            said
        })
    }

    pub fn number(number: f64) -> String {
        number.to_string()
    }

    pub fn tell(at: Timestamp, style: Style, now: Timestamp) -> String {
        english::tell(at, style, now)
    }

    fn with_bundle<T>(source: &'static str, work: impl FnOnce(&FluentBundle<FluentResource>) -> T) -> T {
        use std::cell::RefCell;
        use std::collections::BTreeMap;
        use std::rc::Rc;
        type Known = BTreeMap<usize, Rc<FluentBundle<FluentResource>>>;
        thread_local! {
            static KNOWN: RefCell<Known> = const { RefCell::new(BTreeMap::new()) };
        }
        let parse = || {
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) => resource,
                Err((_, errors)) => panic!("texts/en.ftl: {errors:?}"),
            };
            let mut bundle = FluentBundle::default();
            bundle.locales = vec!["en".parse().unwrap_or_default()];
            bundle.set_use_isolating(false);
            let added = bundle.add_builtins().is_ok() && bundle.add_resource(resource).is_ok();
            assert!(added, "texts/en.ftl says something twice");
            Rc::new(bundle)
        };
        let place = source.as_ptr().addr();
        let bundle = KNOWN.with_borrow_mut(|known| known.entry(place).or_insert_with(parse).clone());
        work(&bundle)
    }
}
