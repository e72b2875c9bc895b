//! Parts of indexes and tables that were read, kept to be read again: lists and numbers of lists are asked for all the time,
//! and most of what they stand on has not changed since. From a database each part is a way there and back; from tables on disk
//! it is a merge of all of them.
//!
//! They are cut into areas: a table, a range of an index, and in it all that begins with the same text. Of each area it is known
//! which commit wrote there last, finished or not. What was read at a moment holds until that number is another one.

use crate::engine::Span;
use crate::index;
use crate::view::Rows;
use foldhash::fast::{FixedState, RandomState};
use quick_cache::sync::Cache;
use quick_cache::{OptionsBuilder, Weighter};
use std::fmt;
use std::hash::BuildHasher;

/// So many numbers are kept. Areas that share one forget too often, and never too seldom.
const AREAS: usize = 1 << 14;
/// The cache is in so many parts, and what is larger than one of them is not kept.
const SHARDS: usize = 4;
/// About what a row takes in memory beside its bytes, and a part beside its rows.
const ROW: usize = 80;
const PART: usize = 500;
/// About what a part takes in all, for the first guess at how many there is room for.
const USUAL: usize = 4000;

/// What is asked of an index: a part of it, from which end, and how many rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    span: Span,
    backward: bool,
    limit: usize,
    area: usize,
}

impl Asked {
    /// None if that is not within one area: then it is not kept.
    pub fn of(span: &Span, backward: bool, limit: usize) -> Option<Asked> {
        let area = slot(index::area_around(span)?);
        Some(Asked { span: span.clone(), backward, limit, area })
    }
}

#[derive(Clone)]
struct Kept {
    /// The last commit that had written in the area.
    as_of: u64,
    rows: Rows,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Asked, Kept> for Bytes {
    fn weight(&self, asked: &Asked, kept: &Kept) -> u64 {
        let rows: usize = kept.rows.rows.iter().map(|(key, value)| key.len() + value.len() + ROW).sum();
        // Rows name the span, and what of it is left.
        (PART + 3 * (asked.span.start.len() + asked.span.end.len()) + rows) as u64
    }
}

pub(crate) struct Scans {
    /// The last commit that wrote in an area, or a later one.
    written: Vec<u64>,
    kept: Cache<Asked, Kept, Bytes, RandomState>,
}

impl Scans {
    /// For so many bytes.
    pub fn new(bytes: usize) -> Scans {
        let room = OptionsBuilder::new()
            .estimated_items_capacity(bytes / USUAL)
            .weight_capacity(bytes as u64)
            .shards(SHARDS)
            .build()
            .expect("the figures are there");
        let kept = Cache::with_options(room, Bytes, RandomState::default(), Default::default());
        Scans { written: vec![0; AREAS], kept }
    }

    /// `commit` is about to write `key`.
    pub fn register(&mut self, commit: u64, key: &[u8]) {
        for area in index::areas_of(key) {
            let last = &mut self.written[slot(area)];
            *last = commit.max(*last);
        }
    }

    /// What was written up to `commit` is not known.
    pub fn forget(&mut self, commit: u64) {
        self.written.fill(commit);
        self.kept.clear();
    }

    /// The rows as they stood at `start`, if they are known.
    pub fn find(&self, start: u64, asked: &Asked) -> Option<Rows> {
        let last = self.written[asked.area];
        // Whoever began before the last write may have to be told something else.
        let kept = self.kept.get(asked).filter(|_| last <= start)?;
        if kept.as_of != last {
            self.kept.remove(asked);
            return None;
        }
        Some(kept.rows)
    }

    /// Keeps the rows as they stood at `start`, unless a later commit has written there.
    pub fn keep(&self, start: u64, asked: Asked, rows: Rows) {
        let as_of = self.written[asked.area];
        if as_of <= start {
            self.kept.insert(asked, Kept { as_of, rows });
        }
    }
}

impl fmt::Debug for Scans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} parts of {} bytes", self.kept.len(), self.kept.weight())
    }
}

fn slot(area: &[u8]) -> usize {
    // Whoever made areas fall on one number would make it forget too often, no more.
    FixedState::default().hash_one(area) as usize % AREAS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Facet;
    use ombud_access::{Audience, Id, UserId};
    use std::sync::Arc;

    fn span(user: u128, prefix: &str) -> Span {
        let range =
            index::range("tt:things", "tag", Facet::Assignee(UserId(Id::from_u128(user))), Audience::Staff);
        let prefix: Vec<_> = [prefix].into_iter().filter(|text| !text.is_empty()).collect();
        let prefix: Vec<_> = prefix.into_iter().map(|text| index::Value::Text(text.into())).collect();
        index::span(&range, &index::encode(&prefix), None, false)
    }

    fn row(user: u128, text: &str) -> Vec<u8> {
        [span(user, text).start, index::place(&[], "x")].concat()
    }

    fn rows(number: usize) -> Rows {
        let span = span(1, "");
        Rows { rows: Arc::new(vec![(vec![7; number], Vec::new())]), covered: span.clone(), rest: span }
    }

    fn asked(user: u128, prefix: &str) -> Asked {
        Asked::of(&span(user, prefix), false, 8).unwrap()
    }

    fn known(scans: &Scans, start: u64, asked: &Asked) -> Option<usize> {
        scans.find(start, asked).map(|rows| rows.rows[0].0.len())
    }

    #[test]
    fn what_was_read_is_told_until_somebody_writes_in_the_same_area() {
        let mut scans = Scans::new(1 << 20);
        let (mine, all_of_mine, others) = (asked(1, "m"), asked(1, ""), asked(2, "m"));
        for (number, asked) in [&mine, &all_of_mine, &others].into_iter().enumerate() {
            scans.keep(4, asked.clone(), rows(number));
        }
        scans.register(5, &row(1, "n"));
        assert_eq!(known(&scans, 5, &mine), Some(0), "what begins with another text stands elsewhere");
        assert_eq!(known(&scans, 5, &all_of_mine), None);
        scans.register(6, &row(1, "m"));
        assert_eq!(known(&scans, 6, &mine), None);
        assert_eq!(known(&scans, 6, &others), Some(2));
    }

    #[test]
    fn who_began_before_the_last_write_is_told_nothing_and_tells_nobody() {
        let mut scans = Scans::new(1 << 20);
        let asked = asked(1, "m");
        scans.register(5, &row(1, "m"));
        scans.keep(4, asked.clone(), rows(1));
        assert_eq!(known(&scans, 5, &asked), None);
        scans.keep(5, asked.clone(), rows(2));
        assert_eq!((known(&scans, 4, &asked), known(&scans, 6, &asked)), (None, Some(2)));
        scans.forget(9);
        assert_eq!(known(&scans, 9, &asked), None);
        scans.keep(8, asked.clone(), rows(3));
        assert_eq!(known(&scans, 9, &asked), None, "who began before a gap knows nothing of it");
    }

    #[test]
    fn parts_are_kept_as_long_as_there_is_room() {
        let scans = Scans::new(1 << 20);
        (0..1000).for_each(|user| scans.keep(1, asked(user, "m"), rows(4000)));
        let kept = (0..1000).filter(|user| known(&scans, 1, &asked(*user, "m")).is_some()).count();
        assert!((100..250).contains(&kept), "{kept} parts of some five kilobytes in a megabyte");
        scans.keep(1, asked(1, "n"), rows(2 << 20));
        assert_eq!(known(&scans, 1, &asked(1, "n")), None, "what would take all of it is not kept");
    }
}
