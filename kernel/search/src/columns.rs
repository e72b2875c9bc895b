//! Where a record is filed, in the index: packed into one value to decide on as the engine does, and as terms to look up
//! what may be seen without walking past what may not.

use crate::schema::Fields;
use ombud_access::{Audience, DepartmentId, Envelope, Facets, Timestamp, UserId, Visibility};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tantivy::columnar::{BytesColumn, Column};
use tantivy::query::doc_predicate_query::{
    ConstOrVariableSegmentPredicate, DocPredicate, DocPredicateQuery, SegmentDocPredicate,
};
use tantivy::query::{
    AllQuery, AllScorer, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, Term};

/// What the engine looks at when it decides on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Filed {
    pub department: Option<DepartmentId>,
    pub assignee: Option<UserId>,
    pub requester: Option<UserId>,
    pub participants: Vec<UserId>,
    pub audience: Audience,
}

impl Filed {
    pub fn of(envelope: &Envelope) -> Filed {
        let mut participants = envelope.participants.clone();
        participants.sort_unstable();
        Filed {
            department: envelope.department,
            assignee: envelope.assignee,
            requester: envelope.requester,
            participants,
            audience: envelope.audience,
        }
    }

    /// Packed.
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    fn decode(bytes: &[u8]) -> Option<Filed> {
        postcard::from_bytes(bytes).ok()
    }

    /// An envelope on which every decision is as on that of the record.
    pub fn envelope(self) -> Option<Envelope> {
        let Filed { department, assignee, requester, participants, audience } = self;
        Some(Envelope {
            collection: Arc::from("kernel:filed"),
            id: "filed".parse().ok()?,
            version: 0,
            department,
            assignee,
            requester,
            participants,
            audience,
            parent: None,
            created: Timestamp(0),
            updated: Timestamp(0),
        })
    }

    /// The terms by which it is found.
    pub fn terms(&self) -> Vec<String> {
        let mut terms = Vec::new();
        if let Some(department) = self.department {
            terms.push(in_department(department));
            if self.assignee.is_none() {
                terms.push(unassigned(department));
            }
        }
        terms.extend(self.assignee.map(assigned));
        terms.extend(self.requester.map(requested));
        terms.extend(self.participants.iter().map(|person| shared(*person)));
        if self.audience == Audience::Staff {
            terms.push(STAFF.into());
        }
        terms
    }
}

const STAFF: &str = "staff";

pub(crate) fn in_department(department: DepartmentId) -> String {
    format!("d:{department}")
}

fn unassigned(department: DepartmentId) -> String {
    format!("u:{department}")
}

pub(crate) fn assigned(person: UserId) -> String {
    format!("a:{person}")
}

pub(crate) fn requested(person: UserId) -> String {
    format!("r:{person}")
}

fn shared(person: UserId) -> String {
    format!("p:{person}")
}

/// What the index does not know yet: the filing of tops that have changed since, and those below which something is gone
/// or reads otherwise, of which nothing is found until the index has caught up.
#[derive(Debug, Default)]
pub(crate) struct Pending(pub FxHashMap<u64, Option<Filed>>);

/// The documents that this visibility admits, as of now.
pub(crate) fn admitted(fields: &Fields, visibility: &Visibility, pending: &Arc<Pending>) -> Box<dyn Query> {
    if visibility.is_never() {
        return Box::new(EmptyQuery);
    }
    let ranges = ranges(fields, visibility.facets());
    if visibility.is_exact() && pending.0.is_empty() {
        return ranges;
    }
    let judge = Judge { visibility: Some(Arc::new(visibility.clone())), pending: pending.clone() };
    both(ranges, Box::new(DocPredicateQuery::from(judge)))
}

/// The documents of what is shown as a whole.
pub(crate) fn unhidden(pending: &Arc<Pending>) -> Box<dyn Query> {
    if pending.0.is_empty() {
        return Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0));
    }
    Box::new(DocPredicateQuery::from(Judge { visibility: None, pending: pending.clone() }))
}

fn both(one: Box<dyn Query>, other: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(vec![(Occur::Must, one), (Occur::Must, other)]))
}

/// So many terms are looked at one by one, which lets a search jump; more are gathered first.
pub(crate) const FEW: usize = 16;

/// Any of these terms.
pub(crate) fn any_of(field: Field, terms: Vec<String>) -> Box<dyn Query> {
    let terms: Vec<Term> = terms.iter().map(|term| Term::from_field_text(field, term)).collect();
    let one =
        |term: &Term| -> Box<dyn Query> { Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)) };
    let query: Box<dyn Query> = match terms.as_slice() {
        [term] => one(term),
        few if few.len() <= FEW => Box::new(BooleanQuery::union(few.iter().map(one).collect())),
        _ => Box::new(TermSetQuery::new(terms)),
    };
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn ranges(fields: &Fields, facets: &Facets) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    if !facets.all {
        let mut terms: Vec<String> = facets.departments.iter().copied().map(in_department).collect();
        terms.extend(facets.unassigned.iter().copied().map(unassigned));
        terms.extend(facets.assigned.map(assigned));
        terms.extend(facets.own.map(requested));
        terms.extend(facets.shared.map(shared));
        clauses.push((Occur::Must, any_of(fields.column, terms)));
    }
    if let Some(within) = &facets.within {
        clauses
            .push((Occur::Must, any_of(fields.column, within.iter().copied().map(in_department).collect())));
    }
    if facets.audience == Audience::Everyone {
        clauses.push((Occur::MustNot, any_of(fields.column, vec![STAFF.into()])));
    }
    if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Decides document by document, as the engine does on the record.
#[derive(Clone)]
struct Judge {
    visibility: Option<Arc<Visibility>>,
    pending: Arc<Pending>,
}

impl std::fmt::Debug for Judge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Judge")
    }
}

struct SegmentJudge {
    judge: Judge,
    filed: Option<BytesColumn>,
    top: Column<u64>,
    /// What was decided on each kind of filing: there are far fewer of them than records.
    known: Vec<Option<bool>>,
}

impl DocPredicate for Judge {
    type SegmentDocPredicate = SegmentJudge;

    fn doc_predicate(
        &self,
        segment: &SegmentReader,
    ) -> tantivy::Result<ConstOrVariableSegmentPredicate<SegmentJudge>> {
        let filed = segment.fast_fields().bytes("filed")?;
        let known = vec![None; filed.as_ref().map_or(0, |column| column.num_terms())];
        let top = segment.fast_fields().u64("top")?;
        Ok(ConstOrVariableSegmentPredicate::Variable {
            predicate: SegmentJudge { judge: self.clone(), filed, top, known },
            necessary_condition: Box::new(AllScorer::new(segment.max_doc())),
        })
    }
}

impl SegmentDocPredicate for SegmentJudge {
    fn eval(&mut self, document: DocId) -> bool {
        let pending = match self.judge.pending.0.is_empty() {
            true => None,
            false => self.top.first(document).and_then(|top| self.judge.pending.0.get(&top)),
        };
        if matches!(pending, Some(None)) {
            return false;
        }
        let Some(visibility) = &self.judge.visibility else { return true };
        let Some(column) = &self.filed else { return false };
        let Some(kind) = column.term_ords(document).next() else { return false };
        let read = || {
            let mut packed = Vec::new();
            let found = column.ord_to_bytes(kind, &mut packed).unwrap_or(false);
            found.then(|| Filed::decode(&packed)).flatten()
        };
        if let Some(Some(now)) = pending {
            let audience = read().map_or(Audience::Staff, |filed| filed.audience.max(now.audience));
            let filed = Filed { audience, ..now.clone() };
            return filed.envelope().is_some_and(|filed| visibility.admits(&filed));
        }
        match self.known.get_mut(usize::try_from(kind).unwrap_or(usize::MAX)) {
            Some(known) => *known.get_or_insert_with(|| {
                read().and_then(|filed| filed.envelope()).is_some_and(|filed| visibility.admits(&filed))
            }),
            None => false,
        }
    }
}
