//! The language of queries: words, "phrases", -words, and filters such as `from:anna` or `before:2026-05-01`. What is not
//! understood is said, and the rest still searches.

use ombud_access::Timestamp;
use std::collections::BTreeSet;

/// The longest query, bytes.
pub const MAX_QUERY: usize = 500;
/// The most parts of one.
const MAX_PARTS: usize = 24;

const DAY: u64 = 24 * 60 * 60 * 1000;

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What must (or must not) stand in a text.
    pub(crate) words: Vec<Words>,
    /// What must (or must not) be so.
    pub filters: Vec<Filter>,
    /// What was not understood, and left out.
    pub problems: Vec<Misread>,
}

/// A part of a query that says nothing. Whoever shows it says it in the language of whoever typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// The query goes beyond [`MAX_QUERY`] bytes, or has too many words; the rest was left out.
    TooLong,
    /// As it was typed: a filter for a time, with what is no time.
    NoTime(String),
    /// As it was typed: `has:` with something else than a file.
    NoHas(String),
    /// The filter that was asked for, and those that the asker may use.
    NoFilter(String, Vec<String>),
    /// The filter after whose colon nothing stands.
    Empty(String),
}

/// A word, a phrase, or the beginning of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub text: String,
    pub phrase: bool,
    pub prefix: bool,
    pub not: bool,
}

/// A filter that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The word before the colon.
    pub word: String,
    /// What stands behind it.
    pub value: String,
    /// It must not be so.
    pub not: bool,
    /// As it was typed.
    pub typed: String,
    pub(crate) test: Test,
}

/// What a filter asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// A word that a collection declares.
    Word,
    /// A person in a field that a collection declares, or who asked.
    Person,
    Assignee,
    Department,
    Before(Timestamp),
    After(Timestamp),
    File,
}

/// The filters that somebody may use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub words: BTreeSet<String>,
    pub people: BTreeSet<String>,
    /// Whose work something is only staff is told.
    pub staff: bool,
}

impl Question {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.filters.is_empty()
    }

    pub(crate) fn read(text: &str, known: &Known, now: Timestamp) -> Question {
        let mut question = Question::default();
        let (text, cut) = shortened(text);
        let parts = split(text);
        if cut || parts.len() > MAX_PARTS {
            question.problems.push(Misread::TooLong);
        }
        for part in parts.into_iter().take(MAX_PARTS) {
            question.add(&part, known, now);
        }
        question
    }

    fn add(&mut self, part: &Part, known: &Known, now: Timestamp) {
        let Some(word) = &part.filter else {
            let (text, prefix) = match part.value.strip_suffix('*') {
                Some(text) if !part.quoted => (text, true),
                _ => (part.value.as_str(), false),
            };
            if text.chars().any(char::is_alphanumeric) {
                let (text, phrase, not) = (text.to_owned(), part.quoted, part.not);
                self.words.push(Words { text, phrase, prefix, not });
            }
            return;
        };
        let test = match word.as_str() {
            "before" | "after" => match time(&part.value, now) {
                Some(at) if word == "before" => Test::Before(at),
                Some(at) => Test::After(at),
                None => return self.problems.push(Misread::NoTime(part.typed.clone())),
            },
            "has" if matches!(part.value.to_lowercase().as_str(), "file" | "files" | "attachment") => {
                Test::File
            }
            "has" => return self.problems.push(Misread::NoHas(part.typed.clone())),
            "to" | "assignee" if known.staff => Test::Assignee,
            "department" => Test::Department,
            word if known.people.contains(word) || word == "from" => Test::Person,
            word if known.words.contains(word) => Test::Word,
            _ => return self.problems.push(Misread::NoFilter(word.clone(), known.list())),
        };
        if part.value.is_empty() {
            return self.problems.push(Misread::Empty(word.clone()));
        }
        let (word, value, typed) = (word.clone(), part.value.clone(), part.typed.clone());
        self.filters.push(Filter { word, value, not: part.not, typed, test });
    }

    /// The query without one of its filters, for a page that lets go of it.
    #[must_use]
    pub fn without(text: &str, filter: &Filter) -> String {
        let rest = split(text).into_iter().map(|part| part.typed).filter(|typed| *typed != filter.typed);
        rest.collect::<Vec<_>>().join(" ")
    }
}

impl Known {
    fn list(&self) -> Vec<String> {
        let mut all: BTreeSet<&str> = ["from", "department", "has", "before", "after"].into();
        all.extend(self.words.iter().chain(&self.people).map(String::as_str));
        if self.staff {
            all.extend(["to", "assignee"]);
        }
        all.into_iter().map(str::to_owned).collect()
    }
}

/// At most as long as a query may be.
fn shortened(text: &str) -> (&str, bool) {
    if text.len() <= MAX_QUERY {
        return (text, false);
    }
    let end = (0..=MAX_QUERY).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    (&text[..end], true)
}

/// One part of a query.
struct Part {
    typed: String,
    not: bool,
    filter: Option<String>,
    value: String,
    quoted: bool,
}

/// At spaces, but not within quotes.
fn split(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let mut quoted = false;
        let end = rest.char_indices().find(|(_, c)| {
            quoted ^= is_quote(*c);
            c.is_whitespace() && !quoted
        });
        let end = end.map_or(rest.len(), |(at, _)| at);
        parts.push(Part::of(&rest[..end]));
        rest = rest[end..].trim_start();
    }
    parts
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '„' | '“' | '”' | '«' | '»')
}

impl Part {
    fn of(typed: &str) -> Part {
        let (not, rest) = match typed.strip_prefix('-') {
            Some(rest)
                if rest.chars().next().is_some_and(|c| c.is_alphanumeric() || is_quote(c) || c == '#') =>
            {
                (true, rest)
            }
            _ => (false, typed),
        };
        let named = rest.split_once(':').filter(|(word, value)| {
            let word_like =
                (2..=32).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
            // What begins so is an address, not a filter.
            word_like && !value.starts_with("//")
        });
        let (filter, value) = match named {
            Some((word, value)) => (Some(word.to_ascii_lowercase()), value),
            None => (None, rest),
        };
        let quoted = value.starts_with(is_quote);
        let value: String = value.chars().filter(|c| !is_quote(*c)).collect();
        Part { typed: typed.to_owned(), not, filter, value: value.trim().to_owned(), quoted }
    }
}

/// `2026`, `2026-05`, `2026-05-31`: when that begins, in UTC. `7d`, `2w`, `3m`, `1y`: so long ago. `today`, `yesterday`.
fn time(text: &str, now: Timestamp) -> Option<Timestamp> {
    let text = text.to_lowercase();
    let midnight = now.0 - now.0 % DAY;
    match text.as_str() {
        "today" => return Some(Timestamp(midnight)),
        "yesterday" => return Some(Timestamp(midnight.saturating_sub(DAY))),
        _ => {}
    }
    if let Some((at, _)) = text.char_indices().last() {
        let days = match &text[at..] {
            "d" => 1,
            "w" => 7,
            "m" => 30,
            "y" => 365,
            _ => 0,
        };
        let number = text[..at].parse::<u64>().ok().filter(|number| days > 0 && *number <= 10_000);
        if let Some(number) = number {
            return Some(Timestamp(now.0.saturating_sub(number * days * DAY)));
        }
    }
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut next = || parts.next().map_or(Ok(1), str::parse::<i8>);
    let (month, day) = (next().ok()?, next().ok()?);
    if parts.next().is_some() {
        return None;
    }
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let at = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond();
    Some(Timestamp(u64::try_from(at).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_780_000_000_000);

    fn read(text: &str) -> Question {
        let known =
            Known { words: ["tag", "is"].map(str::to_owned).into(), people: BTreeSet::new(), staff: true };
        Question::read(text, &known, NOW)
    }

    fn words(text: &str) -> Vec<(String, bool, bool)> {
        read(text).words.into_iter().map(|words| (words.text, words.phrase, words.not)).collect()
    }

    #[test]
    fn words_phrases_and_what_must_not_be_there() {
        let expected =
            [("late", false, false), ("two words", true, false), ("paid", false, true), ("a b", true, true)];
        let expected = expected.map(|(text, phrase, not)| (text.to_owned(), phrase, not));
        assert_eq!(words("late \"two words\" -paid -„a b“"), expected);
        assert!(read("pay*").words[0].prefix);
        assert_eq!(words("e-mail INV-7 https://x.test/a 12:30").len(), 4, "none of these is a filter");
        assert!(read("- -- \"\" *").is_empty());
        assert_eq!(words("\"never closed"), [("never closed".to_owned(), true, false)]);
    }

    #[test]
    fn filters_are_read_with_their_quotes_and_their_no() {
        let question = read("tag:billing -is:closed department:\"Customer care\" from:me to:anna has:file x");
        let told: Vec<_> = question.filters.iter().map(|f| (&*f.word, &*f.value, f.not)).collect();
        assert_eq!(
            told,
            [
                ("tag", "billing", false),
                ("is", "closed", true),
                ("department", "Customer care", false),
                ("from", "me", false),
                ("to", "anna", false),
                ("has", "file", false)
            ]
        );
        assert!(question.problems.is_empty());
        let filter = &question.filters[2];
        assert_eq!(Question::without("a department:\"Customer care\" b", filter), "a b");
    }

    #[test]
    fn what_is_not_understood_is_said_and_the_rest_still_searches() {
        let question = read("invoice colour:red before:soon has:wings tag:");
        assert_eq!(question.words.len(), 1);
        assert!(question.filters.is_empty());
        let all = ["after", "assignee", "before", "department", "from", "has", "is", "tag", "to"]
            .map(str::to_owned);
        assert_eq!(
            question.problems,
            [
                Misread::NoFilter("colour".into(), all.into()),
                Misread::NoTime("before:soon".into()),
                Misread::NoHas("has:wings".into()),
                Misread::Empty("tag".into()),
            ]
        );
    }

    #[test]
    fn whose_work_something_is_only_staff_may_ask() {
        let question = Question::read("to:anna", &Known::default(), NOW);
        let known = ["after", "before", "department", "from", "has"].map(str::to_owned);
        assert!(question.filters.is_empty());
        assert_eq!(question.problems, [Misread::NoFilter("to".into(), known.into())]);
    }

    #[test]
    fn dates_are_days_in_utc_or_how_long_ago() {
        let at = |text: &str| time(text, NOW).map(|at| at.0);
        assert_eq!(at("1970-01-02"), Some(DAY));
        assert_eq!(at("2026-05"), at("2026-05-01"));
        assert_eq!(at("2026"), at("2026-01-01"));
        assert_eq!(at("7d"), Some(NOW.0 - 7 * DAY));
        assert_eq!(at("1y"), Some(NOW.0 - 365 * DAY));
        assert_eq!(at("today").unwrap() % DAY, 0);
        for wrong in ["", "d", "-1d", "2026-13", "2026-02-30", "26-01-01", "2026-01-01-01", "99999d", "ж"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_long_query_is_cut_and_says_so() {
        assert_eq!(read(&"ж".repeat(400)).problems, [Misread::TooLong]);
        assert_eq!(read(&"a ".repeat(100)).words.len(), MAX_PARTS);
    }
}
