//! What was written lately, so that a unit of work can read one moment, and be refused when what it read has
//! changed since.
//!
//! The committer registers each write, with the value before it, *before* it touches the engine. A reader
//! looks into the engine first and then here: if a commit later than its moment wrote the key, finished or
//! not, the value before that commit is the one to see.

use crate::engine::Span;
use crate::scans::Scans;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// So many rows that are read often are kept; then it begins anew.
const OFTEN: usize = 4096;
/// The part of the memory for rows in which parts of indexes are kept.
pub(crate) const SCANS: usize = 8;
/// About what a row takes in memory beside its bytes.
const ROW: usize = 120;

/// What a unit of work has looked at.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    pub keys: HashSet<Vec<u8>>,
    pub spans: Vec<Span>,
}

impl Reads {
    pub fn key(&mut self, key: &[u8]) {
        if !self.keys.contains(key) {
            self.keys.insert(key.to_vec());
        }
    }

    pub fn span(&mut self, span: Span) {
        let within = |other: &Span| other.start <= span.start && span.end <= other.end;
        if !span.is_empty() && !self.spans.last().is_some_and(within) {
            self.spans.push(span);
        }
    }
}

/// One write: the commit and the value before it.
type Before = (u64, Option<Vec<u8>>);

#[derive(Debug)]
pub(crate) struct History {
    /// The last commit that everybody may see.
    published: u64,
    /// Units that began before this cannot be told their moment any more.
    floor: u64,
    /// How many live units began at which commit.
    live: BTreeMap<u64, usize>,
    /// For each key the commits that wrote it, in order.
    written: BTreeMap<Vec<u8>, Vec<Before>>,
    /// The keys of each commit, in order, for forgetting.
    log: VecDeque<(u64, Vec<u8>)>,
    /// Rows that are read often, as they stand since the last commit that wrote them, finished or not.
    often: HashMap<Vec<u8>, Option<Vec<u8>>>,
    /// About how many bytes they take, and how many they may if their number does not matter.
    often_bytes: usize,
    most_bytes: Option<usize>,
    /// Parts of indexes that were read.
    pub scans: Scans,
}

impl History {
    /// That of an engine whose cache has so many bytes.
    pub fn new(published: u64, bytes: usize) -> History {
        History {
            published,
            floor: 0,
            live: BTreeMap::new(),
            written: BTreeMap::new(),
            log: VecDeque::new(),
            often: HashMap::new(),
            often_bytes: 0,
            most_bytes: None,
            scans: Scans::new(bytes / SCANS),
        }
    }

    /// One that keeps as many rows as there is room for.
    pub fn with_room(published: u64, bytes: usize) -> History {
        History { most_bytes: Some(bytes - bytes / SCANS), ..History::new(published, bytes) }
    }

    pub fn published(&self) -> u64 {
        self.published
    }

    pub fn live(&self) -> usize {
        self.live.values().sum()
    }

    pub fn remembered(&self) -> usize {
        self.log.len()
    }

    /// A unit begins; gives the commit whose state it sees.
    pub fn begin(&mut self) -> u64 {
        *self.live.entry(self.published).or_default() += 1;
        self.published
    }

    /// Another unit begins where one began that has not ended yet.
    pub fn begin_at(&mut self, start: u64) {
        debug_assert!(
            self.live.contains_key(&start),
            "what it may need is kept only while somebody is there"
        );
        *self.live.entry(start).or_default() += 1;
    }

    /// A unit that began at `start` has ended.
    pub fn end(&mut self, start: u64) {
        if let Some(count) = self.live.get_mut(&start) {
            *count -= 1;
            if *count == 0 {
                self.live.remove(&start);
            }
        }
    }

    /// The first of what was read at `start` that a later commit wrote, finished or not.
    pub fn conflict(&self, start: u64, reads: &Reads) -> Option<Vec<u8>> {
        let later = |before: &[Before]| before.last().is_some_and(|(commit, _)| *commit > start);
        if let Some(key) =
            reads.keys.iter().find(|key| self.written.get(*key).is_some_and(|before| later(before)))
        {
            return Some(key.clone());
        }
        let range = |span: &Span| self.written.range(span.start.clone()..span.end.clone());
        let mut rows = reads.spans.iter().flat_map(range);
        rows.find(|(_, before)| later(before)).map(|(key, _)| key.clone())
    }

    /// `commit` is about to write `key`, which has the value `before`. Commits that are published together
    /// register a key once: nobody can begin between them.
    pub fn register(&mut self, commit: u64, key: &[u8], before: Option<Vec<u8>>) {
        if let Some(gone) = self.often.remove(key) {
            self.often_bytes = self.often_bytes.saturating_sub(room(key, &gone));
        }
        self.scans.register(commit, key);
        self.written.entry(key.to_vec()).or_default().push((commit, before));
        self.log.push_back((commit, key.to_vec()));
    }

    /// What was registered after this commit is not to be, after all.
    pub fn unregister(&mut self, after: u64) {
        while let Some((commit, key)) = self.log.pop_back_if(|(commit, _)| *commit > after) {
            if let Some(before) = self.written.get_mut(&key) {
                before.retain(|(at, _)| *at != commit);
                if before.is_empty() {
                    self.written.remove(&key);
                }
            }
        }
    }

    /// It goes on at `commit`, and what came in between is not known: whoever began before is told nothing more.
    pub fn go_on_at(&mut self, commit: u64) {
        (self.published, self.floor) = (commit, commit);
        self.written.clear();
        self.log.clear();
        self.often.clear();
        self.often_bytes = 0;
        self.scans.forget(commit);
    }

    /// What was registered after this commit, in order.
    pub fn later(&self, after: u64) -> impl Iterator<Item = (u64, &Vec<u8>, &Option<Vec<u8>>)> {
        let from = self.log.partition_point(|(commit, _)| *commit <= after);
        self.log.range(from..).filter_map(|(commit, key)| {
            let before = self.written.get(key)?.iter().find(|(at, _)| at == commit)?;
            Some((*commit, key, &before.1))
        })
    }

    /// Whether a unit that began at `start` can still be told its moment.
    pub fn reaches(&self, start: u64) -> bool {
        start >= self.floor
    }

    /// Everything up to `commit` is on disk.
    pub fn publish(&mut self, commit: u64) {
        self.published = commit;
        let needed = self.live.keys().next().copied().unwrap_or(commit);
        while let Some((at, key)) = self.log.pop_front_if(|(at, _)| *at <= needed) {
            if let Some(before) = self.written.get_mut(&key) {
                before.retain(|(commit, _)| *commit > at);
                if before.is_empty() {
                    self.written.remove(&key);
                }
            }
        }
    }

    /// The value of a key at `start`, if a later commit wrote it.
    pub fn before(&self, start: u64, key: &[u8]) -> Option<&Option<Vec<u8>>> {
        let before = self.written.get(key)?;
        before.iter().find(|(commit, _)| *commit > start).map(|(_, value)| value)
    }

    /// The value of a key that is read often, whenever the reader began: outside, it is not known.
    pub fn often(&self, start: u64, key: &[u8]) -> Option<&Option<Vec<u8>>> {
        self.before(start, key).or_else(|| self.often.get(key))
    }

    /// Keeps what the engine had for a key that is read often, unless a commit that is later than the reader has
    /// written it. Gives what the reader is to see.
    pub fn keep_often(&mut self, start: u64, key: &[u8], found: Option<Vec<u8>>) -> Option<Vec<u8>> {
        if let Some(before) = self.before(start, key) {
            return before.clone();
        }
        let size = room(key, &found);
        let full = match self.most_bytes {
            None => self.often.len() >= OFTEN,
            Some(most) => {
                let replaced = self.often.get(key).map_or(0, |replaced| room(key, replaced));
                self.often_bytes + size > most + replaced
            }
        };
        if full {
            self.often.clear();
            self.often_bytes = 0;
        }
        if let Some(replaced) = self.often.insert(key.to_vec(), found.clone()) {
            self.often_bytes = self.often_bytes.saturating_sub(room(key, &replaced));
        }
        self.often_bytes += size;
        found
    }

    /// As [`History::before`], for all keys of a span.
    pub fn befores(&self, start: u64, span: &Span) -> impl Iterator<Item = (&Vec<u8>, &Option<Vec<u8>>)> {
        let rows = self.written.range(span.start.clone()..span.end.clone());
        rows.filter_map(move |(key, before)| {
            before.iter().find(|(commit, _)| *commit > start).map(|(_, value)| (key, value))
        })
    }
}

fn room(key: &[u8], value: &Option<Vec<u8>>) -> usize {
    ROW + key.len() + value.as_ref().map_or(0, Vec::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(keys: &[&str], spans: &[(&str, &str)]) -> Reads {
        let mut reads = Reads::default();
        keys.iter().for_each(|key| reads.key(key.as_bytes()));
        spans.iter().for_each(|(start, end)| {
            reads.span(Span { start: start.as_bytes().into(), end: end.as_bytes().into() });
        });
        reads
    }

    #[test]
    fn a_later_write_of_a_key_or_into_a_range_is_a_conflict() {
        let mut history = History::new(4, 0);
        let start = history.begin();
        history.register(5, b"m", None);
        for (reads, conflicts) in [
            (reads(&["m"], &[]), true),
            (reads(&["n"], &[]), false),
            (reads(&[], &[("a", "m")]), false),
            (reads(&[], &[("a", "n")]), true),
            (reads(&[], &[("m", "n")]), true),
        ] {
            assert_eq!(history.conflict(start, &reads).is_some(), conflicts, "{reads:?}");
            assert!(history.conflict(5, &reads).is_none(), "whoever began later saw it");
        }
    }

    #[test]
    fn a_reader_sees_the_value_before_the_first_later_commit() {
        let mut history = History::new(4, 0);
        let early = history.begin();
        history.register(5, b"k", Some(b"old".to_vec()));
        history.publish(5);
        let late = history.begin();
        history.register(6, b"k", Some(b"new".to_vec()));
        assert_eq!(history.before(early, b"k"), Some(&Some(b"old".to_vec())));
        assert_eq!(history.before(late, b"k"), Some(&Some(b"new".to_vec())));
        assert_eq!(history.before(6, b"k"), None);
    }

    #[test]
    fn a_row_that_is_read_often_is_kept_until_somebody_writes_it_and_shows_each_reader_his_moment() {
        let value = |text: &str| Some(text.as_bytes().to_vec());
        let mut history = History::new(4, 0);
        let early = history.begin();
        assert_eq!(history.often(early, b"k"), None);
        assert_eq!(history.keep_often(early, b"k", value("old")), value("old"));
        assert_eq!(history.often(early, b"k"), Some(&value("old")));

        history.register(5, b"k", value("old"));
        assert!(history.often.is_empty(), "what is being written is not known");
        // Whoever had looked into the engine before or while it was written.
        for seen in ["old", "new"] {
            assert_eq!(history.keep_often(early, b"k", value(seen)), value("old"));
        }
        assert!(history.often.is_empty(), "who began before must not tell those who begin later");
        history.publish(5);
        let late = history.begin();
        assert_eq!(history.often(late, b"k"), None);
        assert_eq!(history.keep_often(late, b"k", value("new")), value("new"));
        assert_eq!(history.often(late, b"k"), Some(&value("new")));
        assert_eq!(history.often(early, b"k"), Some(&value("old")));
    }

    #[test]
    fn rows_are_kept_as_long_as_there_is_room() {
        let value = |size: usize| Some(vec![b'v'; size]);
        let mut history = History::with_room(4, 24 * (ROW + 101) / 7);
        let now = history.begin();
        for key in [b"a", b"b", b"c"] {
            history.keep_often(now, key, value(100));
        }
        history.keep_often(now, b"a", value(100));
        assert_eq!(history.often.len(), 3, "what is kept already takes no more room");
        history.register(5, b"b", value(100));
        history.publish(5);
        history.keep_often(5, b"d", value(100));
        assert_eq!(history.often.len(), 3, "what is written gives its room back");
        history.keep_often(5, b"e", value(100));
        assert_eq!((history.often.len(), history.often_bytes), (1, ROW + 101), "and then it begins anew");
    }

    #[test]
    fn what_did_not_come_to_pass_is_taken_back_and_after_a_gap_nobody_is_told_an_earlier_moment() {
        let value = |text: &str| Some(text.as_bytes().to_vec());
        let mut history = History::new(4, 0);
        let start = history.begin();
        history.register(5, b"k", value("old"));
        history.publish(5);
        history.register(6, b"k", value("five"));
        history.register(7, b"m", None);
        history.unregister(5);
        assert_eq!((history.before(5, b"k"), history.before(5, b"m")), (None, None));
        assert_eq!(history.before(start, b"k"), Some(&value("old")), "what is published stays");
        assert_eq!(history.remembered(), 1);
        history.go_on_at(9);
        let later = history.begin();
        assert!(!history.reaches(start) && history.reaches(later));
        history.end(start);
        history.publish(10);
    }

    #[test]
    fn what_no_live_unit_can_miss_is_forgotten() {
        let mut history = History::new(0, 0);
        let old = history.begin();
        for commit in 1..=10 {
            history.register(commit, b"k", None);
            history.publish(commit);
        }
        assert_eq!(history.remembered(), 10);
        history.end(old);
        history.publish(10);
        assert_eq!((history.remembered(), history.written.len()), (0, 0));
    }
}
