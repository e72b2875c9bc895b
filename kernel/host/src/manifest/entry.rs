//! How settings are entered: what a manifest says of them for the page that the kernel draws, and for whoever checks.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;

/// The longest text on one line, the longest of many lines, and the most things in a list; in characters and pieces.
const LINE: usize = 500;
const TEXT: usize = 20_000;
const MOST: usize = 200;

/// One setting, or one column of a setting that has rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// The setting under `[settings]`, or the member of each row.
    pub name: String,
    /// What stands above it.
    pub title: String,
    /// A sentence below it.
    #[serde(default)]
    pub hint: String,
    /// What it holds.
    pub kind: EntryKind,
    /// Of a number: the least.
    #[serde(default)]
    pub from: Option<f64>,
    /// Of a number: the greatest.
    #[serde(default)]
    pub to: Option<f64>,
    /// Of a choice: what there is to choose.
    #[serde(default)]
    pub choices: Vec<EntryChoice>,
    /// Of rows: what each consists of.
    #[serde(default)]
    pub columns: Vec<Entry>,
    /// Of a column: no row is without it.
    #[serde(default)]
    pub required: bool,
    /// Of a column: no two rows have the same.
    #[serde(default)]
    pub unique: bool,
}

/// What an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A number; a whole one if the manifest's is.
    Number,
    /// `true` or `false`.
    YesNo,
    /// One of `choices`.
    Choice,
    /// A list of texts, none of which is empty.
    Words,
    /// A list of objects with these `columns`.
    Rows,
}

/// Something to choose.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryChoice {
    /// What is kept.
    pub value: String,
    /// What people read.
    pub title: String,
}

/// Why a value does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// Where in rows it stands.
    pub cell: Option<Cell>,
    /// What is wrong.
    pub why: MisfitWhy,
}

/// A place in rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// From 1.
    pub row: usize,
    /// The name of the column.
    pub column: String,
    /// Its title, as the manifest has it.
    pub title: String,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum MisfitWhy {
    /// It is something else than what the entry holds.
    Kind(EntryKind),
    /// A number with a part, where only whole ones are.
    NotWhole,
    /// Less than this.
    Below(f64),
    /// More than this.
    Above(f64),
    /// None of these.
    NotAmong(Vec<String>),
    /// Nothing is there.
    Missing,
    /// Another row has the same.
    Twice(String),
    /// More characters, or things, than so many.
    TooLong(usize),
    /// A member that no column is called.
    Unknown(String),
}

impl MisfitWhy {
    /// What is wrong with a cell; rows count from 1.
    pub fn of(self, column: &Entry, row: usize) -> Misfit {
        let (column, title) = (column.name.clone(), column.title.clone());
        Misfit { cell: Some(Cell { row, column, title }), why: self }
    }
}

impl From<MisfitWhy> for Misfit {
    fn from(why: MisfitWhy) -> Misfit {
        Misfit { cell: None, why }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Cell { row, title, .. }) = &self.cell {
            write!(f, "row {row}, “{title}”: ")?;
        }
        match &self.why {
            MisfitWhy::Kind(kind) => write!(f, "it holds {kind}"),
            MisfitWhy::NotWhole => f.write_str("it holds a whole number"),
            MisfitWhy::Below(least) => write!(f, "it is {least} or more"),
            MisfitWhy::Above(most) => write!(f, "it is {most} or less"),
            MisfitWhy::NotAmong(choices) => write!(f, "it is one of {}", choices.join(", ")),
            MisfitWhy::Missing => f.write_str("it must be filled in"),
            MisfitWhy::Twice(value) => write!(f, "`{value}` stands there twice"),
            MisfitWhy::TooLong(most) => write!(f, "it is longer than {most}"),
            MisfitWhy::Unknown(name) => write!(f, "there is nothing called `{name}` in it"),
        }
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EntryKind::Text => "a text of one line",
            EntryKind::LongText => "a text",
            EntryKind::Number => "a number",
            EntryKind::YesNo => "true or false",
            EntryKind::Choice => "one of its choices",
            EntryKind::Words => "a list of texts",
            EntryKind::Rows => "a list of objects",
        })
    }
}

impl Entry {
    /// Whether a value may be kept here. `usual` is the manifest's: where that is a whole number, others are, too.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, value: &Value, usual: &Value) -> Result<(), Misfit> {
        let misfit = |why: MisfitWhy| Err(Misfit::from(why));
        let wrong_kind = || Err(Misfit::from(MisfitWhy::Kind(self.kind)));
        match (self.kind, value) {
            (EntryKind::YesNo, Value::Bool(_)) => Ok(()),
            (EntryKind::Number, Value::Number(number)) => {
                let given = number.as_f64().unwrap_or_default();
                match (self.from, self.to) {
                    (Some(least), _) if given < least => misfit(MisfitWhy::Below(least)),
                    (_, Some(most)) if given > most => misfit(MisfitWhy::Above(most)),
                    _ if usual.is_i64() && !(number.is_i64() || number.is_u64()) => {
                        misfit(MisfitWhy::NotWhole)
                    }
                    _ => Ok(()),
                }
            }
            (EntryKind::Text, Value::String(text)) if text.contains(['\n', '\r']) => wrong_kind(),
            (EntryKind::Text, Value::String(text)) => short(text, LINE),
            (EntryKind::LongText, Value::String(text)) => short(text, TEXT),
            (EntryKind::Choice, Value::String(text)) => {
                match self.choices.iter().any(|choice| choice.value == *text) {
                    true => Ok(()),
                    false => misfit(MisfitWhy::NotAmong(
                        self.choices.iter().map(|choice| choice.value.clone()).collect(),
                    )),
                }
            }
            (EntryKind::Words, Value::Array(words)) if words.len() > MOST => misfit(MisfitWhy::TooLong(MOST)),
            (EntryKind::Words, Value::Array(words)) => words.iter().try_for_each(|word| match word {
                Value::String(word) if word.trim().is_empty() => misfit(MisfitWhy::Missing),
                Value::String(word) if word.contains(['\n', '\r']) => wrong_kind(),
                Value::String(word) => short(word, LINE),
                _ => wrong_kind(),
            }),
            (EntryKind::Rows, Value::Array(rows)) if rows.len() > MOST => misfit(MisfitWhy::TooLong(MOST)),
            (EntryKind::Rows, Value::Array(rows)) => self.check_rows(rows),
            _ => wrong_kind(),
        }
    }

    fn check_rows(&self, rows: &[Value]) -> Result<(), Misfit> {
        for (n, row) in rows.iter().enumerate() {
            let Value::Object(row) = row else { return Err(MisfitWhy::Kind(EntryKind::Rows).into()) };
            if let Some(name) = row.keys().find(|name| !self.columns.iter().any(|known| known.name == **name))
            {
                return Err(MisfitWhy::Unknown(name.clone()).into());
            }
            for column in &self.columns {
                column.check_cell(row.get(&column.name)).map_err(|misfit| misfit.why.of(column, n + 1))?;
            }
        }
        for column in self.columns.iter().filter(|column| column.unique) {
            let mut seen = BTreeSet::new();
            for (n, row) in rows.iter().enumerate() {
                let text = row.get(&column.name).map(Value::to_string).unwrap_or_default();
                if !text.is_empty() && !seen.insert(text.to_lowercase()) {
                    let twice = MisfitWhy::Twice(text.trim_matches('"').to_owned());
                    return Err(twice.of(column, n + 1));
                }
            }
        }
        Ok(())
    }

    fn check_cell(&self, value: Option<&Value>) -> Result<(), Misfit> {
        let blank = |value: &Value| match value {
            Value::String(text) => text.trim().is_empty(),
            Value::Array(words) => words.is_empty(),
            _ => false,
        };
        match value {
            Some(value) if !(self.required && blank(value)) => self.check(value, &Value::Null),
            None if !self.required => Ok(()),
            _ => Err(MisfitWhy::Missing.into()),
        }
    }

    /// What is wrong with it, taken alone.
    fn fault(&self, within: Option<&str>) -> Option<String> {
        let place = match within {
            None => format!("[[entries]] `{}`", self.name),
            Some(rows) => format!("[[entries]] `{rows}`, column `{}`", self.name),
        };
        let length = self.title.chars().count();
        let wrong = if self.title.trim().is_empty() || length > 80 {
            "the title has 1 to 80 characters"
        } else if self.hint.chars().count() > 300 {
            "the hint has at most 300 characters"
        } else if (self.kind == EntryKind::Choice) == self.choices.is_empty() {
            "a `choice` names its `choices`, nothing else does"
        } else if (self.kind == EntryKind::Rows) == self.columns.is_empty() {
            "`rows` name their `columns`, nothing else does"
        } else if self.kind != EntryKind::Number && (self.from.is_some() || self.to.is_some()) {
            "only a `number` has `from` and `to`"
        } else if within.is_some() && self.kind == EntryKind::Rows {
            "rows have no rows in them"
        } else if within.is_none() && (self.required || self.unique) {
            "only columns are `required` or `unique`"
        } else if self.columns.len() > 12 {
            "rows have at most 12 columns"
        } else {
            return self.columns.iter().find_map(|column| column.fault(Some(&self.name)));
        };
        Some(format!("{place}: {wrong}"))
    }

    /// What is for people in it, under the keys of catalogues.
    pub(crate) fn texts(&self, within: Option<&str>, told: &mut Vec<(String, String)>) {
        let key = self.key(within);
        if !self.hint.is_empty() {
            told.push((format!("{key}.hint"), self.hint.clone()));
        }
        for choice in &self.choices {
            told.push((format!("{key}.choice-{}", choice.value), choice.title.clone()));
        }
        told.push((key, self.title.clone()));
        for column in &self.columns {
            column.texts(Some(&self.name), told);
        }
    }

    /// The key of its title in catalogues: `setting-close-after-days`, and of a column `setting-fields-kind`.
    pub fn key(&self, within: Option<&str>) -> String {
        match within {
            None => format!("setting-{}", self.name),
            Some(rows) => format!("setting-{rows}-{}", self.name),
        }
    }
}

fn short(text: &str, most: usize) -> Result<(), Misfit> {
    match text.chars().count() <= most {
        true => Ok(()),
        false => Err(MisfitWhy::TooLong(most).into()),
    }
}

/// What is wrong with how settings are entered, or with the settings that are the usual ones.
pub(super) fn fault(entries: &[Entry], settings: &Map<String, Value>) -> Option<String> {
    let plain = |name: &str| {
        let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !name.is_empty() && name.len() <= 64 && name.bytes().all(known)
    };
    let mut keys = BTreeSet::new();
    for entry in entries {
        let place = format!("[[entries]] `{}`", entry.name);
        let all = entry.columns.iter().map(|column| (column, Some(entry.name.as_str())));
        for (one, within) in std::iter::once((entry, None)).chain(all) {
            if !plain(&one.name) || !one.choices.iter().all(|choice| plain(&choice.value)) {
                return Some(format!(
                    "{place}: names and values to choose have lower-case letters, digits and `-` only"
                ));
            }
            if !keys.insert(one.key(within)) {
                return Some(format!("{place}: `{}` stands there twice", one.name));
            }
        }
        if let Some(fault) = entry.fault(None) {
            return Some(fault);
        }
        let Some(usual) = settings.get(&entry.name) else {
            return Some(format!("{place}: there is no such setting under [settings]"));
        };
        if let Err(misfit) = entry.check(usual, usual) {
            return Some(format!("{place}: what stands under [settings] does not fit: {misfit}"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(toml: &str) -> Entry {
        toml::from_str(&format!("name = \"x\"\ntitle = \"X\"\n{toml}")).unwrap()
    }

    #[track_caller]
    fn told(entry: &Entry, value: Value, usual: Value) -> String {
        entry.check(&value, &usual).map_or_else(|misfit| misfit.to_string(), |()| String::new())
    }

    #[test]
    fn a_number_keeps_within_its_bounds_and_is_whole_where_the_usual_one_is() {
        let days = entry("kind = \"number\"\nfrom = 0\nto = 30");
        let told = |value| told(&days, value, json!(14));
        assert_eq!([told(json!(0)), told(json!(30))], ["", ""]);
        assert_eq!(told(json!(-1)), "it is 0 or more");
        assert_eq!(told(json!(31)), "it is 30 or less");
        assert_eq!(told(json!(1.5)), "it holds a whole number");
        assert_eq!(told(json!("1")), "it holds a number");
        assert!(days.check(&json!(1.5), &json!(0.5)).is_ok());
    }

    #[test]
    fn texts_choices_and_words_say_what_would_fit() {
        let choice = entry("kind = \"choice\"\nchoices = [{ value = \"a\", title = \"A\" }]");
        assert_eq!(told(&choice, json!("b"), Value::Null), "it is one of a");
        let line = entry("kind = \"text\"");
        assert_eq!(told(&line, json!("a\nb"), Value::Null), "it holds a text of one line");
        assert_eq!(told(&line, json!("é".repeat(501)), Value::Null), "it is longer than 500");
        assert_eq!(told(&entry("kind = \"long-text\""), json!("a\nb"), Value::Null), "");
        let words = entry("kind = \"words\"");
        assert_eq!(told(&words, json!(["a", "b c"]), Value::Null), "");
        assert_eq!(told(&words, json!(["a", " "]), Value::Null), "it must be filled in");
        assert_eq!(told(&words, json!(["a", 1]), Value::Null), "it holds a list of texts");
    }

    fn fields() -> Entry {
        entry(
            "kind = \"rows\"\ncolumns = [
                { name = \"name\", title = \"Name\", kind = \"text\", required = true, unique = true },
                { name = \"kind\", title = \"Kind\", kind = \"choice\", choices = [{ value = \"text\", title = \"Text\" }] },
                { name = \"customer\", title = \"Customers see it\", kind = \"yes-no\" },
            ]",
        )
    }

    #[test]
    fn rows_say_which_cell_does_not_fit() {
        let told = |value| told(&fields(), value, json!([]));
        assert_eq!(told(json!([{ "name": "a", "kind": "text", "customer": true }, { "name": "b" }])), "");
        assert_eq!(told(json!([{ "name": "a" }, { "kind": "text" }])), "row 2, “Name”: it must be filled in");
        assert_eq!(told(json!([{ "name": " " }])), "row 1, “Name”: it must be filled in");
        assert_eq!(told(json!([{ "name": "a", "kind": "txt" }])), "row 1, “Kind”: it is one of text");
        assert_eq!(told(json!([{ "name": "a" }, { "name": "A" }])), "row 2, “Name”: `A` stands there twice");
        assert_eq!(told(json!([{ "name": "a", "colour": 1 }])), "there is nothing called `colour` in it");
        assert_eq!(told(json!({})), "it holds a list of objects");
    }

    #[test]
    fn an_entry_that_makes_no_sense_is_refused_at_the_door() {
        let settings = |value: Value| json!({ "x": value }).as_object().cloned().unwrap();
        let fault = |toml: &str, value| fault(&[entry(toml)], &settings(value)).unwrap_or_default();
        assert_eq!(fault("kind = \"number\"\nto = 5", json!(3)), "");
        assert!(fault("kind = \"number\"\nto = 5", json!(8)).contains("does not fit: it is 5 or less"));
        assert!(fault("kind = \"choice\"", json!("a")).contains("names its `choices`"));
        assert!(fault("kind = \"rows\"", json!([])).contains("name their `columns`"));
        assert!(fault("kind = \"text\"\nfrom = 1", json!("a")).contains("only a `number`"));
        assert!(fault("kind = \"text\"\nrequired = true", json!("a")).contains("only columns"));
        let other = super::fault(&[entry("kind = \"text\"")], &Map::new()).unwrap();
        assert!(other.contains("no such setting"));
        let twice = super::fault(&[fields(), fields()], &settings(json!([]))).unwrap();
        assert!(twice.contains("twice"));
    }
}
