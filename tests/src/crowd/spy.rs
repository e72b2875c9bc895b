//! Looks at every byte that visitors receive for what is for staff.

use super::ledger::locked;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// All that a visitor is ever told of a chat, and of a line.
const CHAT: [&str; 11] =
    ["agent", "chat", "cut", "lines", "next", "pass", "position", "rated", "state", "until", "wait"];
const LINE: [&str; 7] = ["at", "by", "files", "id", "key", "name", "text"];
/// And of an event.
const EVENT: [&str; 3] = ["at", "kind", "subject"];

/// What was looked at, and what was found.
pub struct Spy {
    /// Stands in whatever is for staff, and words that never stand in what is for visitors.
    marks: Mutex<Vec<String>>,
    found: Mutex<BTreeSet<String>>,
    pub leaks: AtomicU64,
    pub bytes: AtomicU64,
    /// Events of lines that visitors heard of, and of anything else.
    pub lines: AtomicU64,
    others: Mutex<BTreeMap<String, u64>>,
}

impl Spy {
    pub fn new(mark: &str) -> Spy {
        let marks = [mark, "whisper", "\"watch", "looking", "people"].map(str::to_owned);
        Spy {
            marks: Mutex::new(marks.into()),
            found: Mutex::default(),
            leaks: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            lines: AtomicU64::new(0),
            others: Mutex::default(),
        }
    }

    /// Names and ids of those who watch stand in nothing either.
    pub fn looks_for(&self, words: &[&str]) {
        locked(&self.marks).extend(words.iter().map(|word| (*word).to_owned()));
    }

    fn leak(&self, what: String) {
        self.leaks.fetch_add(1, Relaxed);
        let mut found = locked(&self.found);
        if found.len() < 20 {
            found.insert(what);
        }
    }

    /// A visitor receives this.
    pub fn sees(&self, bytes: &[u8]) {
        self.bytes.fetch_add(bytes.len() as u64, Relaxed);
        let text = String::from_utf8_lossy(bytes);
        let marks = locked(&self.marks);
        let found: Vec<String> = marks
            .iter()
            .filter(|mark| text.contains(&***mark))
            .map(|mark| format!("`{mark}` in {text}"))
            .collect();
        drop(marks);
        found.into_iter().for_each(|what| self.leak(what));
    }

    fn only(&self, what: &str, told: &Value, known: &[&str]) {
        for key in told.as_object().into_iter().flatten().map(|(key, _)| key) {
            if !known.contains(&key.as_str()) {
                self.leak(format!("`{key}` of {what}"));
            }
        }
    }

    /// The same as JSON of the API: nothing is in it but what is known, and the place of the next look is that of the last
    /// line, so it moves with nothing else.
    pub fn understands(&self, told: &Value) {
        self.only("a chat", told, &CHAT);
        let lines = told["lines"].as_array().map(Vec::as_slice).unwrap_or_default();
        for line in lines {
            self.only("a line", line, &LINE);
        }
        if let Some(last) = lines.last()
            && Some(last["at"].to_string().as_str()) != told["next"].as_str()
        {
            self.leak(format!("`next` is {}, and the last line is at {}", told["next"], last["at"]));
        }
    }

    /// A visitor hears of this event.
    pub fn hears(&self, event: &str, told: &Value) {
        self.only("an event", told, &EVENT);
        match event {
            "chat:lines.created" => drop(self.lines.fetch_add(1, Relaxed)),
            other => *locked(&self.others).entry(other.to_owned()).or_default() += 1,
        }
    }

    /// Of what else visitors heard, and how often.
    pub fn others(&self) -> BTreeMap<String, u64> {
        locked(&self.others).clone()
    }

    /// What was found, some of it.
    pub fn found(&self) -> Vec<String> {
        locked(&self.found).iter().cloned().collect()
    }
}
