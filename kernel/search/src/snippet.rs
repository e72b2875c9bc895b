//! What of a record is shown with a hit: the stretch of its text that says most of what was asked for, with the words
//! marked. Made from the record as it is now, never from the index.

use crate::analysis::{Forms, Token, tokens, tokens_by};
use crate::question::Question;
use crate::rules::{SearchRules, texts};
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::ops::Range;

/// About how long a snippet is, bytes.
const LENGTH: usize = 220;
/// Of what is longer only this much is looked at.
const LOOKED_AT: usize = 200_000;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// As it stands there.
    pub text: String,
    /// It is what was asked for.
    pub found: bool,
}

/// What is shown of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The paths of the fields in which something was found.
    pub fields: Vec<String>,
    /// The title of the record, whole; empty if it has none.
    pub title: Vec<Piece>,
    /// A stretch of what else it says; empty if it says nothing else.
    pub text: Vec<Piece>,
}

/// What to mark.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    words: FxHashSet<String>,
    stems: FxHashSet<String>,
    beginnings: Vec<String>,
    /// Words to which others are near enough.
    near: Vec<(Vec<char>, usize)>,
}

impl Marks {
    /// What is asked for. `near` are the words for which typos are forgiven.
    pub fn of(question: &Question, near: &FxHashSet<String>) -> Marks {
        let mut marks = Marks::default();
        for asked in question.words.iter().filter(|asked| !asked.not) {
            let found = tokens(&asked.text);
            let last = found.len().saturating_sub(1);
            for (place, token) in found.into_iter().enumerate() {
                if asked.prefix && place == last {
                    marks.beginnings.push(token.word);
                    continue;
                }
                if near.contains(&token.word) {
                    marks.near.push((token.word.chars().collect(), forgiven(&token.word)));
                }
                if !asked.phrase {
                    marks.stems.extend(token.stems);
                }
                marks.words.insert(token.word);
            }
        }
        marks
    }

    /// Whether the stems of a word could be among these: stemmers change ends, and in Polish take `naj` away.
    fn may_meet(&self, word: &str) -> bool {
        let first = word.chars().next();
        !self.words.contains(word)
            && (word.starts_with("naj") || self.stems.iter().any(|stem| stem.chars().next() == first))
    }

    fn meets(&self, token: &Token) -> bool {
        self.words.contains(&token.word)
            || token.stems.iter().any(|stem| self.stems.contains(stem))
            || self.beginnings.iter().any(|beginning| token.word.starts_with(beginning))
            || self.near.iter().any(|(word, distance)| within(word, &token.word, *distance))
    }
}

/// How many letters of a word may be wrong. A wrong digit is another number.
pub(crate) fn forgiven(word: &str) -> usize {
    match word.chars().count() {
        _ if !word.chars().all(char::is_alphabetic) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Whether two words differ in at most so many letters: missing, too many, other ones, or two that changed places.
fn within(a: &[char], b: &str, most: usize) -> bool {
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, j) => j,
                (i, 0) => i,
                (i, j) => {
                    let other = usize::from(a[i - 1] != b[j - 1]);
                    let mut least =
                        (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + other);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    rows[a.len()][b.len()] <= most
}

impl Excerpt {
    pub(crate) fn of(rules: &SearchRules, body: &Value, marks: &Marks, guarded: bool) -> Excerpt {
        let mut excerpt = Excerpt::default();
        let mut best: Option<(usize, Vec<Piece>)> = None;
        let files = rules.files.iter().map(|path| (path, false));
        let fields =
            rules.text.iter().filter(|rule| guarded || !rule.staff).map(|rule| (&rule.field, rule.title));
        for (path, title) in fields.chain(files) {
            let mut met = false;
            for text in texts(body, path) {
                let text = &text[..text.floor_char_boundary(LOOKED_AT)];
                let tokens = tokens_by(text, |raw| Forms::if_needed(raw, |word| marks.may_meet(word)));
                let places: Vec<&Token> = tokens.iter().filter(|token| marks.meets(token)).collect();
                met |= !places.is_empty();
                if title && excerpt.title.is_empty() {
                    excerpt.title = pieces(text, 0..text.len(), &places);
                    continue;
                }
                let (worth, window) = window(text, &places);
                if best.as_ref().is_none_or(|(known, _)| worth > *known) {
                    best = Some((worth, pieces(text, window, &places)));
                }
            }
            if met {
                excerpt.fields.push(path.clone());
            }
        }
        excerpt.text = best.map(|(_, pieces)| pieces).unwrap_or_default();
        excerpt
    }
}

/// The stretch with the most different words that were asked for, and how many these are.
fn window(text: &str, places: &[&Token]) -> (usize, Range<usize>) {
    let mut best = (0, 0);
    for (first, begin) in places.iter().enumerate() {
        let near = places[first..].iter().take_while(|token| token.at.end <= begin.at.start + LENGTH);
        let worth = near.map(|token| &token.word).collect::<FxHashSet<_>>().len();
        if worth > best.0 {
            best = (worth, begin.at.start);
        }
    }
    let (worth, begin) = best;
    // A little of what stands before, from the beginning of a word.
    let start = text.floor_char_boundary(begin.saturating_sub(LENGTH / 4));
    let start = if start == 0 {
        0
    } else {
        text[start..].find(' ').map_or(start, |space| start + space + 1).min(begin)
    };
    let end = text.floor_char_boundary(start + LENGTH);
    let end =
        if end == text.len() { end } else { text[start..end].rfind(' ').map_or(end, |space| start + space) };
    (worth, start..end.max(start))
}

fn pieces(text: &str, window: Range<usize>, places: &[&Token]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // At the beginning, as if a space stood before it.
    let mut spaced = true;
    let mut add = |text: &str, found: bool| {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c.is_whitespace() {
                true if spaced => {}
                true => plain.push(' '),
                false => plain.push(c),
            }
            spaced = c.is_whitespace();
        }
        if plain.is_empty() {
            return;
        }
        match pieces.last_mut() {
            Some(last) if last.found == found => last.text.push_str(&plain),
            _ => pieces.push(Piece { text: plain, found }),
        }
    };
    if window.start > 0 {
        add("… ", false);
    }
    let mut at = window.start;
    for place in places.iter().map(|token| &token.at) {
        if place.start < at || place.end > window.end {
            continue;
        }
        add(&text[at..place.start], false);
        add(&text[place.clone()], true);
        at = place.end;
    }
    add(&text[at..window.end.max(at)], false);
    if window.end < text.len() {
        add(" …", false);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Known;
    use ombud_access::Timestamp;
    use serde_json::json;

    fn excerpt(query: &str, body: Value, near: &[&str], guarded: bool) -> Excerpt {
        let rules = json!({
            "text": [{ "field": "subject", "title": true }, { "field": "text" }, { "field": "secret", "staff": true }],
            "files": "files.name",
        });
        let question = Question::read(query, &Known::default(), Timestamp(0));
        let near = near.iter().map(|word| (*word).to_owned()).collect();
        Excerpt::of(&serde_json::from_value(rules).unwrap(), &body, &Marks::of(&question, &near), guarded)
    }

    fn told(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.found { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn words_are_marked_in_all_their_forms_and_spaces_are_plain() {
        let body = json!({ "subject": "Two Invoices", "text": "The\n\n invoice is   late." });
        let found = excerpt("invoices", body, &[], false);
        assert_eq!(told(&found.title), "Two [Invoices]");
        assert_eq!(told(&found.text), "The [invoice] is late.");
        assert_eq!(found.fields, ["subject", "text"]);
    }

    #[test]
    fn of_a_long_text_the_stretch_with_the_most_words_is_shown() {
        let text = format!("late {} late parcel {}", "dull words ".repeat(60), "more of it ".repeat(60));
        let found = excerpt("late parcel", json!({ "text": text }), &[], false);
        let told = told(&found.text);
        assert!(told.contains("[late] [parcel]") && told.starts_with("… ") && told.ends_with(" …"), "{told}");
        assert!(told.len() < LENGTH + 20);
    }

    #[test]
    fn a_typo_is_marked_where_it_was_forgiven() {
        let body = || json!({ "text": "the delivery came" });
        assert_eq!(told(&excerpt("delivrey", body(), &["delivrey"], false).text), "the [delivery] came");
        assert_eq!(told(&excerpt("delivrey", body(), &[], false).text), "the delivery came");
    }

    #[test]
    fn what_is_guarded_is_shown_to_nobody_else() {
        let body = || json!({ "secret": "anna@home.test", "files": [{ "name": "anna.pdf" }] });
        assert_eq!(told(&excerpt("anna", body(), &[], false).text), "[anna].pdf");
        assert_eq!(excerpt("anna", body(), &[], false).fields, ["files.name"]);
        assert_eq!(excerpt("anna", body(), &[], true).fields, ["secret", "files.name"]);
    }

    #[test]
    fn letters_that_are_wrong_are_counted() {
        let near = |a: &str, b: &str, most| within(&a.chars().collect::<Vec<_>>(), b, most);
        assert!(
            near("invoice", "invioce", 1) && near("invoice", "invoces", 2) && near("доставка", "достафка", 1)
        );
        assert!(!near("invoice", "invites", 1) && !near("late", "lates!", 1));
        assert_eq!((forgiven("abc"), forgiven("abcd"), forgiven("abcdefgh"), forgiven("2026")), (0, 1, 2, 0));
    }

    #[test]
    fn letters_of_several_bytes_are_never_cut() {
        let text = "ж".repeat(5000);
        for query in ["x", "жжж*"] {
            assert!(!excerpt(query, json!({ "text": text }), &[], false).text.is_empty());
        }
    }
}
