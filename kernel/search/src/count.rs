//! Counting what was found, in the walk in which it is ranked: how many tops, and how many of them have which value of a
//! filter.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Result, Score, SegmentOrdinal, SegmentReader};

/// The most documents that are counted; from there on it is `at least`.
const COUNTED: usize = 10_000;
/// The most values of filters that are told.
const MOST_VALUES: usize = 50;

/// Counts of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// How many tops.
    pub tops: usize,
    /// There are more than these.
    pub at_least: bool,
    /// How many of them have which value of a filter; the most frequent first.
    pub values: Vec<(String, usize)>,
}

/// Counts the documents that it is shown, up to [`COUNTED`].
pub(crate) struct Counting {
    /// The columns whose values may be known to whoever asks.
    columns: &'static [&'static str],
    /// The filters whose values are counted.
    filters: Arc<Vec<String>>,
    /// Documents that were shown, in all segments.
    looked_at: Arc<AtomicUsize>,
    /// So many of them are counted.
    most: usize,
}

impl Counting {
    /// What staff alone may know is counted for staff alone.
    pub fn new(staff: bool, filters: Arc<Vec<String>>) -> Counting {
        let columns: &[_] = if staff { &["open", "staff"] } else { &["open"] };
        Counting { columns, filters, looked_at: Arc::default(), most: COUNTED }
    }
}

/// Of one segment.
pub(crate) struct InSegment {
    top: Column<u64>,
    tops: FxHashSet<u64>,
    values: Vec<Values>,
    looked_at: Arc<AtomicUsize>,
    most: usize,
}

/// The values of a column by their numbers in this segment, each with the tops that have it.
pub(crate) struct Values {
    column: StrColumn,
    tops: FxHashMap<u64, FxHashSet<u64>>,
}

impl Collector for Counting {
    type Fruit = Counts;
    type Child = InSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<InSegment> {
        let columns = self.columns.iter().filter_map(|name| segment.fast_fields().str(name).transpose());
        let values = columns.map(|column| Ok(Values { column: column?, tops: FxHashMap::default() }));
        Ok(InSegment {
            top: segment.fast_fields().u64("top")?,
            tops: FxHashSet::default(),
            values: values.collect::<Result<_>>()?,
            looked_at: Arc::clone(&self.looked_at),
            most: self.most,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<(FxHashSet<u64>, Vec<Values>)>) -> Result<Counts> {
        let mut tops = FxHashSet::default();
        let mut by_value: BTreeMap<String, FxHashSet<u64>> = BTreeMap::new();
        let mut value = String::new();
        for (here, values) in segments {
            tops.extend(here);
            for Values { column, tops } in values {
                for (number, tops) in tops {
                    value.clear();
                    column.ord_to_str(number, &mut value)?;
                    let filter = value.split_once(':').map(|(filter, _)| filter);
                    if self.filters.iter().any(|known| Some(known.as_str()) == filter) {
                        by_value.entry(value.clone()).or_default().extend(tops);
                    }
                }
            }
        }
        let mut values: Vec<_> = by_value.into_iter().map(|(value, tops)| (value, tops.len())).collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(MOST_VALUES);
        Ok(Counts { tops: tops.len(), at_least: self.looked_at.load(Relaxed) > self.most, values })
    }
}

impl SegmentCollector for InSegment {
    type Fruit = (FxHashSet<u64>, Vec<Values>);

    fn collect(&mut self, document: DocId, _: Score) {
        if self.looked_at.fetch_add(1, Relaxed) >= self.most {
            return;
        }
        let top = self.top.first(document).unwrap_or_default();
        self.tops.insert(top);
        for Values { column, tops } in &mut self.values {
            for value in column.term_ords(document) {
                tops.entry(value).or_default().insert(top);
            }
        }
    }

    fn harvest(self) -> (FxHashSet<u64>, Vec<Values>) {
        (self.tops, self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::schema;
    use tantivy::collector::TopDocs;
    use tantivy::query::AllQuery;
    use tantivy::{Index, IndexWriter, TantivyDocument};

    /// What is counted of this many documents in each of two segments, of which each has a top of its own.
    fn counted(in_segment: u64, most: usize) -> Counts {
        let (schema, fields) = schema();
        let index = Index::create_in_ram(schema);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for number in 0..2 * in_segment {
            let mut document = TantivyDocument::new();
            document.add_u64(fields.top, number);
            document.add_text(fields.open, "is:open");
            document.add_text(fields.open, "secret:yes");
            writer.add_document(document).unwrap();
            if number + 1 == in_segment {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        assert_eq!(searcher.segment_readers().len(), 2);
        let counting = Counting { most, ..Counting::new(false, Arc::new(vec!["is".into()])) };
        searcher.search(&AllQuery, &(TopDocs::with_limit(1).order_by_score(), counting)).unwrap().1
    }

    #[test]
    fn so_many_are_counted_and_whether_there_are_more_is_said() {
        for (most, tops, at_least) in [(7, 6, false), (6, 6, false), (5, 5, true), (2, 2, true)] {
            let values = vec![("is:open".to_owned(), tops)];
            assert_eq!(counted(3, most), Counts { tops, at_least, values }, "of 6, up to {most}");
        }
    }
}
