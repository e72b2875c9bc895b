//! What of a collection is searched: the table `[collections.search]` of a manifest.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// The words of a query's filters that are the kernel's own: each record has them from its envelope.
pub const OWN_FILTERS: [&str; 7] = ["from", "to", "assignee", "department", "has", "before", "after"];

/// The most entries of each kind that a collection may declare.
const MAX_ENTRIES: usize = 32;

/// What of the records of a collection is searched, and by which filters. A path names a field of the record's body, which
/// is JSON; `attachments.name` goes into each element of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SearchRules {
    /// Texts, whose words are found.
    #[serde(default)]
    pub text: Vec<TextRule>,
    /// Exact values, each the answer to a filter: `tag:billing`.
    #[serde(default)]
    pub words: Vec<WordRule>,
    /// Ids of people, each the answer to a filter: `from:anna`.
    #[serde(default)]
    pub people: Vec<WordRule>,
    /// The path of the names of files.
    #[serde(default)]
    pub files: Option<String>,
    /// The path of the time that `before:` and `after:` and the order look at; none: when the record was made.
    #[serde(default)]
    pub time: Option<String>,
    /// Records that are not searched: those with this value at this path.
    #[serde(default)]
    pub skip: Vec<SkipRule>,
}

/// A text of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextRule {
    /// Where it stands.
    pub field: String,
    /// A title: what it says weighs more, and what belongs to the record is found by it, too.
    #[serde(default)]
    pub title: bool,
    /// Shown to staff only: nobody else finds anything by it.
    #[serde(default)]
    pub staff: bool,
}

/// A value that a filter asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordRule {
    /// Where it stands.
    pub field: String,
    /// The word before the colon.
    pub filter: String,
    /// What belongs to the record has it, too.
    #[serde(default)]
    pub passed_on: bool,
    /// Shown to staff only: nobody else finds anything by it.
    #[serde(default)]
    pub staff: bool,
}

/// Which records are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SkipRule {
    /// Where to look.
    pub field: String,
    /// The value with which a record is left out.
    pub is: String,
}

impl SearchRules {
    /// Whether it makes sense; in words for the plugin's author.
    ///
    /// # Errors
    /// What does not.
    pub fn check(&self) -> Result<(), String> {
        if self.text.is_empty() {
            return Err("`search` names no `text`: without one nothing is found".into());
        }
        if self.text.len().max(self.words.len()).max(self.people.len()).max(self.skip.len()) > MAX_ENTRIES {
            return Err(format!("`search` has at most {MAX_ENTRIES} entries of a kind"));
        }
        let fields = self.text.iter().map(|rule| &rule.field);
        let fields = fields.chain(self.words.iter().chain(&self.people).map(|rule| &rule.field));
        for path in
            fields.chain(&self.files).chain(&self.time).chain(self.skip.iter().map(|rule| &rule.field))
        {
            let good = |part: &str| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
            };
            if path.len() > 128 || !path.split('.').all(good) {
                return Err(format!("`search`: `{path}` is no path of fields such as `attachments.name`"));
            }
        }
        let mut known = BTreeSet::new();
        let words = self.words.iter().map(|rule| (false, &rule.filter));
        for (person, filter) in words.chain(self.people.iter().map(|rule| (true, &rule.filter))) {
            if filter.is_empty()
                || filter.len() > 32
                || !filter.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            {
                return Err(format!(
                    "`search`: the filter `{filter}` is not made of lower-case letters and `-`"
                ));
            }
            if OWN_FILTERS.contains(&filter.as_str()) && !(person && filter == "from") {
                return Err(format!("`search`: the filter `{filter}` is the kernel's own"));
            }
            known.insert((person, filter));
        }
        if known.iter().any(|(person, filter)| *person && known.contains(&(false, filter))) {
            return Err("`search`: one filter asks for words or for people, not for both".into());
        }
        Ok(())
    }

    /// Whether this record is left out.
    pub(crate) fn skips(&self, body: &Value) -> bool {
        self.skip.iter().any(|rule| texts(body, &rule.field).contains(&rule.is))
    }
}

/// The values at a path as text; lists are gone through.
pub(crate) fn texts(body: &Value, path: &str) -> Vec<String> {
    fn gather(value: &Value, path: &[&str], found: &mut Vec<String>) {
        match (value, path) {
            (Value::Array(many), _) => many.iter().for_each(|one| gather(one, path, found)),
            (Value::Object(fields), [first, rest @ ..]) => {
                if let Some(value) = fields.get(*first) {
                    gather(value, rest, found);
                }
            }
            // All that stands in own fields.
            (Value::Object(fields), []) => fields.values().for_each(|value| gather(value, &[], found)),
            (Value::String(text), []) if !text.is_empty() => found.push(text.clone()),
            (Value::Number(number), []) => found.push(number.to_string()),
            _ => {}
        }
    }
    let mut found = Vec::new();
    gather(body, &path.split('.').collect::<Vec<_>>(), &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rules(value: Value) -> SearchRules {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_path_goes_into_lists_and_a_field_with_fields_gives_all_their_values() {
        let body =
            json!({ "files": [{ "name": "a" }, { "name": "b" }], "own": { "x": "1", "y": [2] }, "n": 7 });
        assert_eq!(texts(&body, "files.name"), ["a", "b"]);
        assert_eq!(texts(&body, "own"), ["1", "2"]);
        assert_eq!(texts(&body, "n"), ["7"]);
        assert!(texts(&body, "files.size").is_empty() && texts(&body, "n.x").is_empty());
    }

    #[test]
    fn what_makes_no_sense_is_said_to_the_author() {
        let text = json!([{ "field": "subject" }]);
        let word = |filter: &str| json!([{ "field": "x", "filter": filter }]);
        for (wrong, why) in [
            (json!({ "text": [] }), "names no `text`"),
            (json!({ "text": [{ "field": "a..b" }] }), "is no path"),
            (json!({ "text": text, "words": word("Tag") }), "lower-case"),
            (json!({ "text": text, "words": word("before") }), "the kernel's own"),
            (json!({ "text": text, "words": word("from") }), "the kernel's own"),
            (json!({ "text": text, "words": word("x"), "people": word("x") }), "not for both"),
        ] {
            let told = rules(wrong).check().unwrap_err();
            assert!(told.contains(why), "{told}");
        }
        let good =
            json!({ "text": text, "words": word("tag"), "people": word("from"), "files": "files.name" });
        rules(good).check().unwrap();
    }
}
