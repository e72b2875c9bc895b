//! Lists: an ordered merge of the few ranges that together hold what may be seen. A page costs what it shows,
//! whatever lies in other ranges.

use crate::engine::Span;
use crate::index::{self, Facet};
use crate::merge::SharedRows;
use crate::record::{Stored, below};
use crate::{Record, Result, StoreError, UnitOfWork, Value};
use ombud_access::{Audience, DepartmentId, Envelope, Facets, RecordId, RecordRef, Visibility, Whole};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The longest page.
const MAX_PAGE: u32 = 1000;

/// The bodies of a page, bytes; one that is larger stands alone. All of a page is in memory at once, and read in one go,
/// which nothing interrupts.
const MAX_BODIES: usize = 2 << 20;

/// The fewest and the most rows of a range that are read at a time.
const FEWEST: usize = 8;
const MOST: usize = 256;

/// Which records, in which order.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// An index of the collection, or `created` or `updated`.
    pub index: String,
    /// Only entries whose key begins so.
    pub prefix: Vec<Value>,
    /// From the greatest key down.
    pub descending: bool,
    /// Only records filed in this department.
    pub department: Option<DepartmentId>,
    /// Only records that belong to this one.
    pub parent: Option<RecordRef>,
    /// How many at most; fewer where they are large.
    pub limit: u32,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// Some records of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// In the order of the index.
    pub records: Vec<Record>,
    /// Continues the list; none at its end.
    pub next: Option<String>,
}

/// Who asks.
#[derive(Clone, Copy)]
enum Asker<'a> {
    Seeing(&'a Visibility),
    /// The plugin that owns a private collection.
    Owner,
}

impl UnitOfWork {
    /// The records that this visibility admits, each once, in the order of the index.
    pub fn query(&mut self, visibility: &Visibility, collection: &str, query: &Query) -> Result<Page> {
        self.page(Asker::Seeing(visibility), collection, query)
    }

    /// The records of a private collection, for the plugin that owns it.
    pub fn query_whole(&mut self, whole: &Whole, query: &Query) -> Result<Page> {
        self.page(Asker::Owner, whole.collection(), query)
    }

    /// How many records [`UnitOfWork::query`] would give over all pages, counting at most `at_most`.
    pub fn count(
        &mut self,
        visibility: &Visibility,
        collection: &str,
        query: &Query,
        at_most: u32,
    ) -> Result<u32> {
        self.count_of(Asker::Seeing(visibility), collection, query, at_most)
    }

    /// How many records [`UnitOfWork::query_whole`] would give.
    pub fn count_whole(&mut self, whole: &Whole, query: &Query, at_most: u32) -> Result<u32> {
        self.count_of(Asker::Owner, whole.collection(), query, at_most)
    }

    fn page(&mut self, asker: Asker<'_>, collection: &str, query: &Query) -> Result<Page> {
        let limit = query.limit.clamp(1, MAX_PAGE) as usize;
        let question = question(asker, collection, query);
        let after =
            query.cursor.as_deref().map(|cursor| self.signer().open(&question, cursor)).transpose()?;
        let mut records: Vec<Record> = Vec::new();
        let mut last = Vec::new();
        let (mut more, mut bodies) = (false, 0);
        self.list(asker, collection, query, after.as_deref(), limit + 1, |place, stored| {
            bodies += stored.body.len();
            if records.len() == limit || (!records.is_empty() && bodies > MAX_BODIES) {
                more = true;
                return false;
            }
            last = place.to_vec();
            records.push(stored.into_record());
            true
        })?;
        let next = more.then(|| self.signer().sign(&question, &last));
        Ok(Page { records, next })
    }

    fn count_of(&mut self, asker: Asker<'_>, collection: &str, query: &Query, at_most: u32) -> Result<u32> {
        let most = at_most as usize;
        if at_most > 0 && ranges_say_all(asker, query) {
            return self.count_rows(asker, collection, query, most);
        }
        let mut count = 0;
        if at_most > 0 {
            self.list(asker, collection, query, None, most, |_, _| {
                count += 1;
                count < at_most
            })?;
        }
        Ok(count)
    }

    /// How many records stand in the ranges, each once, without a look at any of them.
    fn count_rows(&mut self, asker: Asker<'_>, collection: &str, query: &Query, most: usize) -> Result<u32> {
        let Ok(_) = self.above(asker, collection, query)? else { return Ok(0) };
        let mut merge = Merge::of(asker, collection, query, None, most);
        let mut met = BTreeSet::new();
        while met.len() < most
            && let Some((_, id)) = merge.next(self)?
        {
            met.insert(id);
        }
        merge.remember(self);
        Ok(u32::try_from(met.len()).unwrap_or(u32::MAX))
    }

    /// As what the parent that is asked for is filed; `Err` if none of its children may be seen.
    fn above(
        &mut self,
        asker: Asker<'_>,
        collection: &str,
        query: &Query,
    ) -> Result<std::result::Result<Option<Envelope>, Hidden>> {
        let Some(parent) = &query.parent else { return Ok(Ok(None)) };
        let Some(parent) = self.find(&parent.collection, &parent.id)? else { return Ok(Err(Hidden)) };
        let above = parent.filed().clone();
        if let Asker::Seeing(visibility) = asker {
            // Children differ in audience only: if one for everyone is not admitted, none is.
            let collection = Arc::from(collection);
            if !visibility.admits(&Envelope { collection, parent: query.parent.clone(), ..above.clone() }) {
                return Ok(Err(Hidden));
            }
        }
        Ok(Ok(Some(above)))
    }

    /// Visits records until `visit` has enough.
    fn list(
        &mut self,
        asker: Asker<'_>,
        collection: &str,
        query: &Query,
        after: Option<&[u8]>,
        expected: usize,
        mut visit: impl FnMut(&[u8], Stored) -> bool,
    ) -> Result<()> {
        let Ok(above) = self.above(asker, collection, query)? else { return Ok(()) };
        let prefix = index::encode(&query.prefix);
        let mut merge = Merge::of(asker, collection, query, after, expected);
        while let Some((place, id)) = merge.next(self)? {
            let at = RecordRef { collection: Arc::from(collection), id };
            let Some(stored) = self.stored(&at)? else {
                return Err(StoreError::Corrupt(format!(
                    "an index lists the record `{at}`, which is not there"
                )));
            };
            let order = index::order_of(&place, at.id.as_str());
            if first_of(&stored, query, &prefix).as_deref() != Some(order) {
                continue;
            }
            let filed = match &above {
                Some(above) => below(above, &stored.envelope),
                None => self.filed(&stored.envelope)?,
            };
            let wanted = query.department.is_none_or(|department| filed.department == Some(department));
            let admitted = match asker {
                Asker::Seeing(visibility) => visibility.admits(&filed),
                Asker::Owner => true,
            };
            if wanted && admitted && !visit(&place, stored) {
                break;
            }
        }
        merge.remember(self);
        Ok(())
    }
}

/// Nothing of it may be seen.
struct Hidden;

/// Whether the ranges hold exactly what is asked for and may be seen.
fn ranges_say_all(asker: Asker<'_>, query: &Query) -> bool {
    let seen = match asker {
        Asker::Seeing(visibility) => visibility.is_exact() && visibility.facets().within.is_none(),
        Asker::Owner => true,
    };
    let filed =
        |department| ranges(asker, query).iter().all(|(facet, _)| *facet == Facet::Department(department));
    seen && query.department.is_none_or(filed)
}

/// A record may stand several times in an index: it is listed where the list first meets it.
fn first_of(stored: &Stored, query: &Query, prefix: &[u8]) -> Option<Vec<u8>> {
    let met = index::orders(stored, &query.index).into_iter().filter(|order| order.starts_with(prefix));
    if query.descending { met.max() } else { met.min() }
}

/// The ranges that together hold what is asked for and may be seen; none within another.
fn ranges<'a>(asker: Asker<'_>, query: &'a Query) -> Vec<(Facet<'a>, Audience)> {
    let everything = Facets { all: true, audience: Audience::Staff, ..Facets::default() };
    let seen = match asker {
        Asker::Seeing(visibility) => visibility.facets(),
        Asker::Owner => &everything,
    };
    let mut facets = Vec::new();
    if let Some(parent) = &query.parent {
        facets.push(Facet::Parent(parent));
    } else if let Some(department) = query.department.filter(|at| seen.all || seen.departments.contains(at)) {
        facets.push(Facet::Department(department));
    } else if seen.all {
        facets.push(Facet::All);
    } else {
        let wanted = |at: &&DepartmentId| query.department.is_none_or(|department| **at == department);
        facets.extend(seen.departments.iter().filter(wanted).copied().map(Facet::Department));
        facets.extend(seen.unassigned.iter().filter(wanted).copied().map(Facet::Unassigned));
        facets.extend(seen.assigned.map(Facet::Assignee));
        facets.extend(seen.own.map(Facet::Requester));
        facets.extend(seen.shared.map(Facet::Participant));
    }
    let audiences: &[Audience] = match seen.audience {
        Audience::Everyone => &[Audience::Everyone],
        Audience::Staff => &[Audience::Everyone, Audience::Staff],
    };
    facets.into_iter().flat_map(|facet| audiences.iter().map(move |audience| (facet, *audience))).collect()
}

/// What a cursor is good for: the same question by the same kind of asker.
fn question(asker: Asker<'_>, collection: &str, query: &Query) -> Vec<u8> {
    let private = matches!(asker, Asker::Owner);
    let department = query.department.map(|department| department.0.as_u128());
    let parent = query.parent.as_ref().map(|parent| (&*parent.collection, parent.id.as_str()));
    let parts = (private, collection, &query.index, &query.prefix, query.descending, department, parent);
    postcard::to_stdvec(&parts).expect("plain values always encode")
}

/// One range, read a part at a time.
struct Lane {
    /// The length of what all keys of the range begin with.
    skip: usize,
    span: Span,
    rest: Span,
    /// A part, and how many of its rows were taken.
    part: SharedRows,
    taken: usize,
    /// How many rows the next part has.
    fetch: usize,
}

impl Lane {
    /// The next row, if one was read: its place in the list, and what stands there.
    fn next(&self) -> Option<(&[u8], &[u8])> {
        let (key, value) = self.part.get(self.taken)?;
        Some((&key[self.skip..], value))
    }

    /// Reads on until there is a next row.
    fn fill(&mut self, unit: &UnitOfWork, descending: bool) -> Result<()> {
        while self.taken == self.part.len() && !self.rest.is_empty() {
            let part = unit.peek_span(&self.rest, descending, self.fetch)?;
            self.fetch = (self.fetch * 2).min(MOST);
            (self.part, self.taken, self.rest) = (part.rows, 0, part.rest);
        }
        Ok(())
    }
}

struct Merge {
    lanes: Vec<Lane>,
    descending: bool,
}

impl Merge {
    fn of(asker: Asker<'_>, collection: &str, query: &Query, after: Option<&[u8]>, expected: usize) -> Merge {
        let prefix = index::encode(&query.prefix);
        let ranges = ranges(asker, query);
        // Most lists take a few rows of each range: what a range has to give is read in growing parts.
        let fetch = (expected / ranges.len().max(1)).clamp(FEWEST, MOST);
        let lane = |(facet, audience)| {
            let range = index::range(collection, &query.index, facet, audience);
            let span = index::span(&range, &prefix, after, query.descending);
            Lane { skip: range.len(), rest: span.clone(), span, part: SharedRows::default(), taken: 0, fetch }
        };
        Merge { lanes: ranges.into_iter().map(lane).collect(), descending: query.descending }
    }

    /// The next place in any lane, once.
    fn next(&mut self, unit: &UnitOfWork) -> Result<Option<(Vec<u8>, RecordId)>> {
        for lane in &mut self.lanes {
            lane.fill(unit, self.descending)?;
        }
        let next = self.lanes.iter().filter_map(Lane::next).map(|(place, _)| place);
        let Some(place) = (if self.descending { next.max() } else { next.min() }).map(<[u8]>::to_vec) else {
            return Ok(None);
        };
        let mut id = None;
        for lane in &mut self.lanes {
            if let Some((at, value)) = lane.next()
                && at == place
            {
                id = std::str::from_utf8(value).ok().and_then(|id| RecordId::parse(id).ok());
                lane.taken += 1;
            }
        }
        let id = id.ok_or_else(|| StoreError::Corrupt("an index row names no record".into()))?;
        Ok(Some((place, id)))
    }

    /// What the list depends on: in each lane the rows before the first that was not used.
    fn remember(self, unit: &mut UnitOfWork) {
        for lane in self.lanes {
            let unused = lane.part.get(lane.taken).map(|(key, _)| key.clone());
            let mut read = lane.span;
            match (unused, self.descending) {
                (Some(key), false) => read.end = key,
                (Some(key), true) => read.start = crate::engine::successor(&key),
                (None, _) if lane.rest.is_empty() => {}
                (None, false) => read.end = lane.rest.start,
                (None, true) => read.start = lane.rest.end,
            }
            unit.reads().span(read);
        }
    }
}
