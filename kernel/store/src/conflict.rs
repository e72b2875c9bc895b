//! What was written lately, so that a unit of work can read one moment, and be refused when what it read has
//! changed since.
//!
//! The committer registers each write, with the value before it, *before* it touches the engine. A reader
//! looks into the engine first and then here: if a commit later than its moment wrote the key, finished or
//! not, the value before that commit is the one to see.

use crate::engine::Span;
use crate::scans::Scans;
use foldhash::fast::RandomState;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fmt;
use std::sync::Arc;

/// About what a row takes in memory beside its bytes.
const ROW: usize = 150;
/// About what a row takes in all, for the first guess at how many there is room for.
const USUAL: usize = 500;

/// What a unit of work has looked at.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    pub keys: HashSet<Vec<u8>, RandomState>,
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
    /// Rows that were read, as they stand since the last commit that wrote them, finished or not. Those that are read often stay.
    rows: Cache<Vec<u8>, Row, Bytes, RandomState>,
    /// Parts of indexes and tables that were read.
    pub scans: Scans,
}

/// What a row says, or that there is none.
type Row = Option<Arc<[u8]>>;

#[derive(Clone)]
struct Bytes;

impl Weighter<Vec<u8>, Row> for Bytes {
    fn weight(&self, key: &Vec<u8>, row: &Row) -> u64 {
        (ROW + key.len() + row.as_ref().map_or(0, |row| row.len())) as u64
    }
}

impl History {
    /// One that keeps so many bytes of rows, and of parts of indexes.
    pub fn new(published: u64, rows: usize, scans: usize) -> History {
        History {
            published,
            floor: 0,
            live: BTreeMap::new(),
            written: BTreeMap::new(),
            log: VecDeque::new(),
            rows: Cache::with(rows / USUAL, rows as u64, Bytes, RandomState::default(), Default::default()),
            scans: Scans::new(scans),
        }
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
        self.rows.remove(key);
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
        self.forget();
    }

    /// Nothing that was read is remembered.
    pub fn forget(&mut self) {
        self.rows.clear();
        self.scans.forget(self.published);
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

    /// The value of a key at `start`, if it is known: from a later commit that wrote it, or because it was read before.
    pub fn known(&self, start: u64, key: &[u8]) -> Option<Option<Vec<u8>>> {
        let before = self.before(start, key).cloned();
        before.or_else(|| self.rows.get(key).map(|row| row.map(|row| row.to_vec())))
    }

    /// Keeps what the engine had for a key, unless a commit that is later than the reader has written it. Gives what the reader
    /// is to see.
    pub fn keep(&self, start: u64, key: &[u8], found: Option<Vec<u8>>) -> Option<Vec<u8>> {
        if let Some(before) = self.before(start, key) {
            return before.clone();
        }
        self.rows.insert(key.to_vec(), found.as_deref().map(Arc::from));
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

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "History(as of {}, {} writes, {} rows, {:?})",
            self.published,
            self.log.len(),
            self.rows.len(),
            self.scans
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roomy(published: u64) -> History {
        History::new(published, 1 << 20, 1 << 20)
    }

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
        let mut history = roomy(4);
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
        let mut history = roomy(4);
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
    fn a_row_that_was_read_is_kept_until_somebody_writes_it_and_shows_each_reader_his_moment() {
        let value = |text: &str| Some(text.as_bytes().to_vec());
        let mut history = roomy(4);
        let early = history.begin();
        assert_eq!(history.known(early, b"k"), None);
        assert_eq!(history.keep(early, b"k", value("old")), value("old"));
        assert_eq!(history.known(early, b"k"), Some(value("old")));

        history.register(5, b"k", value("old"));
        assert!(history.rows.is_empty(), "what is being written is not known");
        // Whoever had looked into the engine before or while it was written.
        for seen in ["old", "new"] {
            assert_eq!(history.keep(early, b"k", value(seen)), value("old"));
        }
        assert!(history.rows.is_empty(), "who began before must not tell those who begin later");
        history.publish(5);
        let late = history.begin();
        assert_eq!(history.known(late, b"k"), None);
        assert_eq!(history.keep(late, b"k", value("new")), value("new"));
        assert_eq!(history.known(late, b"k"), Some(value("new")));
        assert_eq!(history.known(early, b"k"), Some(value("old")));
        history.keep(late, b"none", None);
        assert_eq!(history.known(late, b"none"), Some(None), "that there is none is known, too");
    }

    #[test]
    fn rows_are_kept_as_long_as_there_is_room() {
        let mut history = History::new(4, 1 << 20, 0);
        let now = history.begin();
        for number in 0..2000_u32 {
            history.keep(now, &number.to_be_bytes(), Some(vec![b'v'; 1000]));
        }
        let kept = (0..2000_u32).filter(|number| history.known(now, &number.to_be_bytes()).is_some()).count();
        assert!((500..1000).contains(&kept), "{kept} rows of a kilobyte in a megabyte");
        history.go_on_at(9);
        assert!(history.rows.is_empty());
    }

    #[test]
    fn what_did_not_come_to_pass_is_taken_back_and_after_a_gap_nobody_is_told_an_earlier_moment() {
        let value = |text: &str| Some(text.as_bytes().to_vec());
        let mut history = roomy(4);
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
        let mut history = roomy(0);
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
