//! From a record to its document.

use crate::analysis::{Met, fold, tokens_by};
use crate::columns::Filed;
use crate::rules::{SearchRules, texts};
use crate::schema::{Fields, Pair};
use ombud_access::{Envelope, RecordRef};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tantivy::TantivyDocument;
use tantivy::tokenizer::{PreTokenizedString, Token};

/// Texts of one field stand so far from each other that no phrase runs from one into the next.
const GAP: usize = 100;
/// The most words of a record that are indexed.
const MOST_WORDS: usize = 50_000;
/// The longest value of a filter, bytes.
const LONGEST_VALUE: usize = 200;

/// How a document is called.
pub(crate) fn key(at: &RecordRef) -> String {
    at.to_string()
}

/// The record of a document.
pub(crate) fn record(key: &str) -> Option<RecordRef> {
    let (collection, id) = key.split_once('/')?;
    Some(RecordRef { collection: collection.into(), id: id.parse().ok()? })
}

/// The number of a record that others hang below.
pub(crate) fn top(at: &RecordRef) -> u64 {
    number(key(at).as_bytes())
}

/// A number that stands for some bytes.
pub(crate) fn number(bytes: &[u8]) -> u64 {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    hash.into_iter().take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

/// A value of a filter as it is kept and asked for.
pub(crate) fn value(filter: &str, text: &str) -> Option<String> {
    let folded: String = text.split_whitespace().map(|word| fold(word).0).collect::<Vec<_>>().join(" ");
    (!folded.is_empty() && folded.len() <= LONGEST_VALUE).then(|| format!("{filter}:{folded}"))
}

/// What is found of a record, and what of it goes on to those that belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub titles: Vec<String>,
    pub texts: Vec<String>,
    pub guarded: Vec<String>,
    pub open: BTreeSet<String>,
    pub staff: BTreeSet<String>,
    /// Times, milliseconds.
    pub at: Option<u64>,
    pub passed: Passed,
}

/// What a record passes on to those that belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Passed {
    pub titles: Vec<String>,
    pub open: BTreeSet<String>,
    pub staff: BTreeSet<String>,
}

impl Found {
    /// By its rules; none if it is left out.
    pub fn of(rules: &SearchRules, own: &Envelope, body: &Value) -> Option<Found> {
        if rules.skips(body) {
            return None;
        }
        let mut found = Found::default();
        for rule in &rules.text {
            let texts = texts(body, &rule.field);
            match (rule.staff, rule.title) {
                (true, _) => found.guarded.extend(texts),
                (false, true) => {
                    found.passed.titles.extend(texts.iter().cloned());
                    found.titles.extend(texts);
                }
                (false, false) => found.texts.extend(texts),
            }
        }
        for rule in rules.words.iter().chain(&rules.people) {
            let values = texts(body, &rule.field).into_iter().filter_map(|text| value(&rule.filter, &text));
            let values: BTreeSet<String> = values.collect();
            if rule.passed_on {
                let passed = if rule.staff { &mut found.passed.staff } else { &mut found.passed.open };
                passed.extend(values.iter().cloned());
            }
            if rule.staff { &mut found.staff } else { &mut found.open }.extend(values);
        }
        if !rules.people.iter().any(|rule| rule.filter == "from") {
            found.open.extend(own.requester.map(|person| format!("from:{person}").to_lowercase()));
        }
        if let Some(path) = &rules.files {
            let names = texts(body, path);
            if !names.is_empty() {
                found.open.insert("has:file".into());
            }
            found.texts.extend(names);
        }
        let time = rules.time.as_ref().and_then(|path| texts(body, path).first()?.parse().ok());
        found.at = Some(time.unwrap_or(own.created.0));
        Some(found)
    }
}

/// The document of a record, below `above`.
pub(crate) fn document(
    fields: &Fields,
    at: &RecordRef,
    filed: &Filed,
    top: u64,
    found: &Found,
    above: &Passed,
    met: &mut Met,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_text(fields.key, key(at));
    document.add_text(fields.collection, &*at.collection);
    document.add_bytes(fields.filed, &filed.encode());
    filed.terms().iter().for_each(|term| document.add_text(fields.column, term));
    document.add_u64(fields.top, top);
    document.add_u64(fields.at, found.at.unwrap_or(0));
    for (field, own, passed) in
        [(fields.open, &found.open, &above.open), (fields.staff, &found.staff, &above.staff)]
    {
        own.union(passed).for_each(|value| document.add_text(field, value));
    }
    for (pair, texts) in [
        (fields.title, &found.titles),
        (fields.body, &found.texts),
        (fields.guarded, &found.guarded),
        (fields.above, &above.titles),
    ] {
        add_texts(&mut document, pair, texts, met);
    }
    document
}

fn add_texts(document: &mut TantivyDocument, pair: Pair, texts: &[String], met: &mut Met) {
    let (mut words, mut stems) = (Vec::new(), Vec::new());
    let mut begin = 0;
    for text in texts {
        let tokens = tokens_by(text, |raw| met.forms(raw));
        let Some(last) = tokens.last() else { continue };
        let end = begin + last.position + GAP;
        for token in tokens {
            if words.len() > MOST_WORDS {
                break;
            }
            let position = begin + token.position;
            let at = |text: String| Token { position, text, ..Token::default() };
            stems.extend(token.stems.into_iter().map(at));
            words.extend(token.exact.map(at));
            words.push(at(token.word));
        }
        begin = end;
    }
    if !words.is_empty() {
        // The text itself is not kept: what is shown of a record is read from the record.
        document
            .add_pre_tokenized_text(pair.words, PreTokenizedString { text: String::new(), tokens: words });
    }
    if !stems.is_empty() {
        document
            .add_pre_tokenized_text(pair.stems, PreTokenizedString { text: String::new(), tokens: stems });
    }
}
