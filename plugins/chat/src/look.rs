//! How the visitors' page looks: colour, own words by language, and what is asked before a chat begins.

use crate::texts;
use ombud_plugin::{Collection, Cx, Draft, Entry, Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const LOOKS: Collection<Look> = Collection::new("chat:looks");

/// The one that counts.
const KEPT: &str = "widget";

/// How long one can be looked at that was not saved, in milliseconds.
const DRAFT: u64 = 60 * 60 * 1000;

/// The longest heading and the longest of all other words, in letters.
pub const HEADING: usize = 60;
pub const WORDS: usize = 500;

/// The usual colour.
const COLOUR: &str = "#0a6657";

/// In which corner of the page around it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    #[default]
    Right,
    Left,
}

/// Whether something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    No,
    Perhaps,
    Must,
}

impl Ask {
    pub const ALL: [(Ask, &'static str); 3] =
        [(Ask::No, "no"), (Ask::Perhaps, "perhaps"), (Ask::Must, "must")];

    pub fn word(self) -> &'static str {
        Ask::ALL.iter().find(|(ask, _)| *ask == self).map_or("", |(_, word)| word)
    }

    pub fn parse(word: &str) -> Option<Ask> {
        Ask::ALL.iter().find(|(_, known)| *known == word).map(|(ask, _)| *ask)
    }
}

/// Own words in place of the usual ones; empty: the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    pub heading: String,
    pub welcome: String,
    pub offline: String,
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// `#rrggbb`.
    pub colour: String,
    pub side: Side,
    pub name: Ask,
    pub email: Ask,
    /// Whether visitors choose a department.
    pub department: bool,
    /// Whether they choose what it is about, where a list says so.
    pub kind: Ask,
    /// By language.
    pub words: BTreeMap<String, Words>,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            colour: COLOUR.to_owned(),
            side: Side::Right,
            name: Ask::Must,
            email: Ask::Perhaps,
            department: false,
            kind: Ask::Must,
            words: BTreeMap::new(),
        }
    }
}

impl Look {
    /// What counts.
    pub fn read(cx: &Cx) -> Result<Look> {
        Ok(cx.find(LOOKS, KEPT)?.map(|entry| entry.value).unwrap_or_default())
    }

    /// The same, with its version, which says whether somebody has saved another one since.
    pub fn kept(cx: &Cx) -> Result<(Look, u64)> {
        let kept = cx.find(LOOKS, KEPT)?.map(|entry| (entry.value, entry.envelope.version));
        Ok(kept.unwrap_or_default())
    }

    /// What somebody tries, if it was tried lately.
    pub fn tried(cx: &Cx, draft: &str) -> Result<Option<Look>> {
        match cx.find(LOOKS, &name(draft)) {
            // It is not even written like a name.
            Err(Error::Invalid(_)) => Ok(None),
            found => Ok(found?.map(|entry| entry.value)),
        }
    }

    /// Own words of a language.
    pub fn words(&self, language: &str) -> Words {
        self.words.get(language).cloned().unwrap_or_default()
    }

    /// Whether it can be shown.
    pub fn check(&self) -> Result<()> {
        if light(&self.colour).is_none() {
            return Err(Error::invalid(texts::bad_colour(&self.colour)));
        }
        let long = |words: &Words| {
            let count = |text: &str| text.chars().count();
            count(&words.heading) > HEADING || count(&words.welcome) > WORDS || count(&words.offline) > WORDS
        };
        match self.words.values().any(long) {
            true => Err(Error::too_large(texts::long_words(HEADING, WORDS))),
            false => Ok(()),
        }
    }

    /// From now on it counts. `conflict` if the form was made of another version, and something else is kept by now.
    pub fn save(&self, cx: &Cx, version: Option<u64>) -> Result<()> {
        self.check()?;
        let (kept, now) = Look::kept(cx)?;
        if version.is_some_and(|version| version != now) && kept != *self {
            return Err(Error::conflict(texts::look_changed()));
        }
        put(cx, KEPT, self)
    }

    /// Lets it be looked at under this name for a while.
    pub fn try_out(&self, cx: &Cx, draft: &str) -> Result<()> {
        self.check()?;
        cx.set_timer(&format!("look/{draft}"), cx.now() + DRAFT, &())?;
        put(cx, &name(draft), self)
    }
}

fn name(draft: &str) -> String {
    format!("draft-{draft}")
}

fn put(cx: &Cx, id: &str, look: &Look) -> Result<()> {
    // Visitors see all of it: nothing here is for staff alone.
    let draft = Draft::new(look);
    match cx.find(LOOKS, id)? {
        Some(Entry { value, .. }) if value == *look => Ok(()),
        Some(read) => cx.update(LOOKS, &read, draft).map(drop),
        None => cx.create(LOOKS, draft.id(id)).map(drop),
    }
}

/// What was tried is forgotten.
pub fn forget(cx: &Cx, draft: &str) -> Result<()> {
    cx.find(LOOKS, &name(draft))?.map_or(Ok(()), |read| cx.delete(LOOKS, &read))
}

/// How light a colour is, from 0 to 1 (WCAG's relative luminance). None: it is not written `#rrggbb`.
fn light(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

fn between(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How well a colour is to be told from what is beside it: from the words on it, which are black or white, whichever is read more
/// easily, and from the sheets of the page, which are light or dark. 1 is not at all, 21 is black and white.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    pub words: f64,
    pub light: f64,
    pub dark: f64,
}

impl Contrast {
    /// What WCAG 2.2 AA asks of what is to be found on a page.
    pub const SHAPES: f64 = 3.0;

    /// Of a colour that is one.
    pub fn of(colour: &str) -> Option<Contrast> {
        let (own, dark) = (light(colour)?, light("#18211f")?);
        let words = between(own, 0.0).max(between(own, 1.0));
        Some(Contrast { words, light: between(own, 1.0), dark: between(own, dark) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Contrast, light};

    #[test]
    fn contrast_is_what_wcag_says() {
        let near = |is: f64, want: f64| assert!((is - want).abs() < 0.05, "{is} is not {want}");
        let white = Contrast::of("#ffffff").unwrap();
        near(white.words, 21.0);
        near(white.light, 1.0);
        let grey = Contrast::of("#767676").unwrap();
        near(grey.light, 4.54);
        near(Contrast::of("#0a6657").unwrap().words, 6.9);
        // Whatever the colour, words on it can be read.
        for colour in ["#757575", "#777777", "#ff0000", "#00ff00", "#0000ff", "#808000"] {
            assert!(Contrast::of(colour).unwrap().words >= 4.5, "{colour}");
        }
        assert!(light("red").is_none() && light("#12345").is_none() && light("#12345g").is_none());
    }
}
