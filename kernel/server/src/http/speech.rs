//! In which language somebody is spoken to.
//!
//! It is found once, when a request has come in, and holds for all that is done about it: a page asks for words by their
//! keys, and nobody hands a language on from function to function.

use super::caller::{Caller, Who};
use super::reply::escape;
use crate::Desk;
use hyper::header::{ACCEPT_LANGUAGE, HeaderMap};
use maud::{Markup, PreEscaped};
use ombud_access::Denial;
use ombud_identity::person;
use ombud_texts::{Argument, Language, kernel};
use std::sync::Arc;

tokio::task_local! {
    static LANGUAGE: Language;
    static DESK: Arc<Desk>;
}

/// The person's own; for who has none, or is a visitor or a program, what is asked for with the request. Then that of the
/// desk: for programs English, so that what they hear does not change with the taste of an administrator.
pub(crate) fn of(desk: &Desk, caller: &Caller, headers: &HeaderMap) -> Language {
    let is_program = matches!(caller.who, Who::Bearer { session: None, .. });
    if !is_program && let Some(own) = own(desk, caller) {
        return own;
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let accepted = accepted.and_then(Language::accepted);
    accepted.unwrap_or_else(|| if is_program { Language::English } else { desk.host().language() })
}

/// What the address itself asks for: `language=sl`; nothing where the desk does not speak that.
pub(crate) fn asked(query: &str) -> Option<Language> {
    let pairs = super::body::pairs(query)?;
    pairs.into_iter().find(|(name, _)| name == "language").and_then(|(_, tag)| Language::accepted(&tag))
}

/// Of whoever is signed in, also while the desk is seen as somebody else sees it.
fn own(desk: &Desk, caller: &Caller) -> Option<Language> {
    let person = person::get(&mut desk.store().begin(), caller.user()?).ok().flatten()?;
    Language::of_tag(&person.language?)
}

/// Does some work in a language.
pub(crate) async fn speaking<T>(language: Language, work: impl Future<Output = T>) -> T {
    LANGUAGE.scope(language, work).await
}

/// Does some work for this desk, whose plugins know what their permissions are called.
pub(crate) async fn at<T>(desk: Arc<Desk>, work: impl Future<Output = T>) -> T {
    DESK.scope(desk, work).await
}

/// A refusal in the language of the request; none where it is in English alone.
pub(crate) fn told(denial: &Denial) -> Option<String> {
    DESK.try_with(|desk| desk.host().told(language(), denial)).ok().flatten()
}

/// Does some work in a language, at once.
pub(crate) fn in_language<T>(language: Language, work: impl FnOnce() -> T) -> T {
    LANGUAGE.sync_scope(language, work)
}

/// The language of the request that is being answered; English where there is none.
pub(crate) fn language() -> Language {
    LANGUAGE.try_with(|language| *language).unwrap_or_default()
}

/// The words under a key of the kernel's catalogues.
pub(crate) fn say(key: &str, args: &[(&str, Argument)]) -> String {
    let said = kernel().say(language(), key, args, None);
    if !said.found {
        tracing::warn!(key, language = %language(), "the kernel has no words for this");
    }
    said.text
}

/// The words under a key, filled with pieces of HTML: a moment, a link, a name in bold.
pub(crate) fn woven(key: &str, pieces: &[(&str, Markup)]) -> Markup {
    // Characters that no catalogue and no name has: of the range for private use.
    let place =
        |n: usize| char::from_u32(0xF8000 + n as u32).unwrap_or(char::REPLACEMENT_CHARACTER).to_string();
    let args: Vec<(&str, Argument)> =
        pieces.iter().enumerate().map(|(n, (name, _))| (*name, Argument::Text(place(n)))).collect();
    let mut html = escape(&say(key, &args));
    for (n, (_, piece)) in pieces.iter().enumerate() {
        html = html.replace(&place(n), &piece.0);
    }
    PreEscaped(html)
}

/// `text!("sign-in")`, or filled: `text!("view-as", name = &name)`.
macro_rules! text {
    ($key:expr) => {
        $crate::http::speech::say($key, &[])
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::http::speech::say($key, &[$((stringify!($name), ::ombud_texts::Argument::from($value))),+])
    };
}
pub(crate) use text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_woven_into_words_and_everything_else_is_only_text() {
        let name = maud::html! { strong { "<Ana>" } };
        let told = woven("view-as-mark", &[("name", name)]).into_string();
        assert!(told.contains("<strong>&lt;Ana&gt;</strong>"), "{told}");
    }

    #[test]
    fn words_are_those_of_the_language_that_is_spoken() {
        let days = || text!("ago-days", count = 2);
        assert_eq!(days(), "2 days ago");
        assert_eq!(in_language(Language::Slovene, days), "pred 2 dnevoma");
    }
}
