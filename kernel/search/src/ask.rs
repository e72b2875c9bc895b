//! From a question to a query of the index.

use crate::analysis::{Token, fold, tokens};
use crate::asker::{Asker, PEOPLE, Sight};
use crate::columns::{self, Pending, any_of};
use crate::document::value;
use crate::question::{Filter, Question, Test, Words};
use crate::schema::{Fields, Pair};
use crate::snippet::forgiven;
use ombud_access::UserId;
use rustc_hash::FxHashSet;
use std::ops::Bound;
use std::sync::Arc;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

/// A word that fewer documents have than this may have been mistyped.
const FEW: usize = 3;
/// The most people whom a name may mean.
const MOST_PEOPLE: usize = 50;

type Clauses = Vec<(Occur, Box<dyn Query>)>;

/// All that it takes to ask.
pub(crate) struct Asking<'a> {
    pub fields: &'a Fields,
    pub searcher: &'a Searcher,
    pub asker: &'a Asker,
    pub pending: Arc<Pending>,
}

impl Asking<'_> {
    /// Everything that the asker may see.
    pub fn seen(&self) -> Box<dyn Query> {
        let sights = self.asker.sights.iter().filter(|sight| !sight.collections.is_empty());
        let mut clauses: Vec<Box<dyn Query>> = sights.map(|sight| self.sight(sight)).collect();
        match clauses.len() {
            0 => Box::new(EmptyQuery),
            1 => clauses.remove(0),
            _ => Box::new(BooleanQuery::union(clauses)),
        }
    }

    /// The same for what is dear to look for, if that leaves anything out. It weighs nothing.
    fn narrowed(&self) -> Option<Box<dyn Query>> {
        // Many departments are gathered before anything is found in them: that would cost more than it saves.
        let leaves_out = |sight: &Sight| {
            let facets = sight.visibility.as_ref().map(|seen| seen.facets());
            facets.is_some_and(|facets| {
                !facets.all && facets.departments.len() + facets.unassigned.len() < columns::FEW
            })
        };
        let mut sights = self.asker.sights.iter().filter(|sight| !sight.collections.is_empty());
        sights.all(leaves_out).then(|| Box::new(ConstScoreQuery::new(self.seen(), 0.0)) as Box<dyn Query>)
    }

    fn sight(&self, sight: &Sight) -> Box<dyn Query> {
        let collections = any_of(self.fields.collection, sight.collections.clone());
        let admitted = match &sight.visibility {
            Some(visibility) => columns::admitted(self.fields, visibility, &self.pending),
            None => columns::unhidden(&self.pending),
        };
        Box::new(BooleanQuery::new(vec![(Occur::Must, admitted), (Occur::Must, collections)]))
    }

    /// The query for a question, and the words for which typos are forgiven.
    pub fn query(&self, question: &Question) -> tantivy::Result<(Box<dyn Query>, FxHashSet<String>)> {
        let mut near = FxHashSet::default();
        let mut clauses: Clauses = Vec::new();
        for words in &question.words {
            let (occur, forgiving) = match words.not {
                true => (Occur::MustNot, None),
                false => (Occur::Must, Some(&mut near)),
            };
            if let Some(query) = self.words(words, forgiving)? {
                clauses.push((occur, query));
            }
        }
        for filter in &question.filters {
            let occur = if filter.not { Occur::MustNot } else { Occur::Must };
            clauses.push((occur, self.filter(filter)?));
        }
        // At the end: what may be seen is looked up only where something was found.
        clauses.push((Occur::Must, self.seen()));
        Ok((Box::new(BooleanQuery::new(clauses)), near))
    }

    /// The texts in which words are looked for, with what a word there weighs. In titles above, it counts as found.
    fn pairs(&self) -> Vec<(Pair, f32)> {
        let Fields { title, body, guarded, above, .. } = *self.fields;
        let mut pairs = vec![(title, 4.0), (body, 1.0), (above, 0.01)];
        // Of people, what is guarded are addresses, and of all else what is for staff: one clause for both would show
        // the one to whoever may see the other.
        if self.asker.staff || self.asker.addresses {
            pairs.push((guarded, 1.0));
        }
        pairs
    }

    /// In this text of a record; what is guarded, only where the asker may look.
    fn within(&self, pair: Pair, query: Box<dyn Query>) -> Box<dyn Query> {
        if pair.words != self.fields.guarded.words || self.asker.staff == self.asker.addresses {
            return query;
        }
        let people = any_of(self.fields.collection, vec![PEOPLE.into()]);
        let occur = if self.asker.addresses { Occur::Must } else { Occur::MustNot };
        Box::new(BooleanQuery::new(vec![(Occur::Must, query), (occur, people)]))
    }

    fn everywhere(&self, mut one: impl FnMut(Pair) -> Vec<(Box<dyn Query>, f32)>) -> Box<dyn Query> {
        let mut clauses = Vec::new();
        for (pair, weight) in self.pairs() {
            for (query, boost) in one(pair) {
                let query = self.within(pair, query);
                clauses.push(Box::new(BoostQuery::new(query, weight * boost)) as Box<dyn Query>);
            }
        }
        Box::new(BooleanQuery::union(clauses))
    }

    fn words(
        &self,
        words: &Words,
        mut forgiving: Option<&mut FxHashSet<String>>,
    ) -> tantivy::Result<Option<Box<dyn Query>>> {
        let found = tokens(&words.text);
        if words.phrase {
            return Ok(self.phrase(&found));
        }
        // What was joined by the one who asks may be so joined in the text, or its parts stand there side by side.
        let wholes: Vec<&Token> = found.iter().filter(|token| token.whole).collect();
        let parts: Vec<&Token> = found.iter().filter(|token| !token.whole).collect();
        let mut any: Vec<Box<dyn Query>> = Vec::new();
        if let [whole] = wholes.as_slice() {
            any.push(self.everywhere(|pair| vec![(term(pair.words, &whole.word), 5.0)]));
            if let Some(number) = whole.word.strip_prefix('#') {
                any.push(self.numbered(number));
                return Ok(Some(Box::new(BooleanQuery::union(any))));
            }
            any.extend(self.phrase(&found));
            return Ok(Some(Box::new(BooleanQuery::union(any))));
        }
        let [part] = parts.as_slice() else {
            return Ok(self.phrase(&found));
        };
        if words.prefix {
            return Ok(Some(self.everywhere(|pair| vec![(beginning(pair.words, &part.word), 1.0)])));
        }
        any.push(self.everywhere(|pair| {
            let mut forms = vec![(term(pair.words, &part.word), 3.0)];
            forms.extend(part.exact.iter().map(|exact| (term(pair.words, exact), 1.0)));
            forms.extend(part.stems.iter().map(|stem| (term(pair.stems, stem), 1.0)));
            forms
        }));
        if part.word.bytes().all(|byte| byte.is_ascii_digit()) {
            any.push(self.numbered(&part.word));
        }
        let distance = forgiven(&part.word);
        if let Some(near) = forgiving.as_mut().filter(|_| distance > 0) {
            let plain: Vec<_> = any.iter().map(|query| query.box_clone()).collect();
            if self.fewer_than(FEW, Box::new(BooleanQuery::union(plain)))? {
                near.insert(part.word.clone());
                any.push(self.everywhere(|pair| {
                    let term = Term::from_field_text(pair.words, &part.word);
                    vec![(Box::new(FuzzyTermQuery::new(term, distance as u8, true)) as Box<dyn Query>, 0.1)]
                }));
            }
        }
        Ok(Some(Box::new(BooleanQuery::union(any))))
    }

    /// What has this number, by the filter `number`.
    fn numbered(&self, number: &str) -> Box<dyn Query> {
        let is = any_of(self.fields.open, vec![format!("number:{number}")]);
        Box::new(ConstScoreQuery::new(is, 100.0))
    }

    fn phrase(&self, found: &[Token]) -> Option<Box<dyn Query>> {
        let parts: Vec<&Token> = found.iter().filter(|token| !token.whole).collect();
        let first = parts.first()?;
        Some(self.everywhere(|pair| match parts.as_slice() {
            [one] => vec![(term(pair.words, &one.word), 3.0)],
            many => {
                let terms = many.iter().map(|token| {
                    (token.position - first.position, Term::from_field_text(pair.words, &token.word))
                });
                // Where words stand is read of each record that has them all, be it for nothing. A union looks for its parts
                // before anybody asks what else has to hold, so each part looks only where the asker may.
                let mut clauses: Clauses =
                    vec![(Occur::Must, Box::new(PhraseQuery::new_with_offset(terms.collect())))];
                clauses.extend(self.narrowed().map(|seen| (Occur::Must, seen)));
                vec![(Box::new(BooleanQuery::new(clauses)) as Box<dyn Query>, 3.0)]
            }
        }))
    }

    /// Whether fewer than so many documents that the asker may see meet this.
    fn fewer_than(&self, many: usize, query: Box<dyn Query>) -> tantivy::Result<bool> {
        Ok(self.count(query, many)?.0 < many)
    }

    /// How many documents that the asker may see meet this, up to `most`; and whether there were more.
    pub fn count(&self, query: Box<dyn Query>, most: usize) -> tantivy::Result<(usize, bool)> {
        let query = BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, self.seen())]);
        let weight = query.weight(tantivy::query::EnableScoring::disabled_from_searcher(self.searcher))?;
        let mut count = 0;
        for segment in self.searcher.segment_readers() {
            let mut documents = weight.scorer(segment, 1.0)?;
            let mut document = documents.doc();
            while document != TERMINATED {
                if !segment.is_deleted(document) {
                    count += 1;
                    if count > most {
                        return Ok((most, true));
                    }
                }
                document = documents.advance();
            }
        }
        Ok((count, false))
    }

    fn filter(&self, filter: &Filter) -> tantivy::Result<Box<dyn Query>> {
        let time = |lower, upper| -> Box<dyn Query> {
            Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(lower, upper)), 0.0))
        };
        let at = |at: ombud_access::Timestamp| Term::from_field_u64(self.fields.at, at.0);
        Ok(match &filter.test {
            Test::Before(when) => time(Bound::Unbounded, Bound::Excluded(at(*when))),
            Test::After(when) => time(Bound::Included(at(*when)), Bound::Unbounded),
            Test::File => any_of(self.fields.open, vec!["has:file".into()]),
            Test::Word => self.word(&filter.word, &filter.value),
            Test::Department => {
                let wanted = folded(&filter.value);
                let here = self.asker.departments.iter();
                let here = here.filter(|(id, name)| id.to_string() == filter.value || folded(name) == wanted);
                none_or(self.fields.column, here.map(|(id, _)| columns::in_department(*id)).collect())
            }
            Test::Person => {
                let people = self.people(&filter.value)?;
                let terms: Vec<String> =
                    people.iter().filter_map(|person| value(&filter.word, &person.to_string())).collect();
                self.in_values(terms)
            }
            Test::Assignee if folded(&filter.value) == "nobody" => {
                let somebody = beginning(self.fields.column, "a:");
                Box::new(BooleanQuery::new(vec![
                    (Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))),
                    (Occur::MustNot, somebody),
                ]))
            }
            Test::Assignee => {
                let people = self.people(&filter.value)?;
                none_or(self.fields.column, people.into_iter().map(columns::assigned).collect())
            }
        })
    }

    fn word(&self, filter: &str, text: &str) -> Box<dyn Query> {
        self.in_values(value(filter, text).into_iter().collect())
    }

    /// Any of these, where the asker may know them.
    fn in_values(&self, values: Vec<String>) -> Box<dyn Query> {
        let open = none_or(self.fields.open, values.clone());
        match self.asker.staff {
            true => Box::new(BooleanQuery::union(vec![open, none_or(self.fields.staff, values)])),
            false => open,
        }
    }

    /// Whom somebody may mean: themselves, an id, or those whose names begin so, if the asker may know of people at all.
    fn people(&self, text: &str) -> tantivy::Result<Vec<UserId>> {
        if folded(text) == "me" {
            return Ok(self.asker.me.into_iter().collect());
        }
        if let Ok(person) = text.parse() {
            return Ok(vec![person]);
        }
        if !self.asker.people {
            return Ok(Vec::new());
        }
        let asker = Asker {
            sights: vec![Sight { collections: vec![PEOPLE.into()], visibility: None }],
            addresses: self.asker.addresses,
            ..Asker::default()
        };
        let among = Asking { asker: &asker, pending: Arc::default(), ..*self };
        let names: Vec<Words> = text
            .split_whitespace()
            .map(|text| Words { text: text.into(), phrase: false, prefix: !text.contains('@'), not: false })
            .collect();
        let question = Question { words: names, ..Question::default() };
        let (query, _) = among.query(&question)?;
        let found = self
            .searcher
            .search(&query, &tantivy::collector::TopDocs::with_limit(MOST_PEOPLE).order_by_score())?;
        let mut people = Vec::new();
        for (_, address) in found {
            let document = self.searcher.doc::<tantivy::TantivyDocument>(address)?;
            let at =
                crate::find::key_of(self.fields, &document).and_then(|key| crate::document::record(&key));
            people.extend(at.and_then(|at| at.id.as_str().parse::<UserId>().ok()));
        }
        Ok(people)
    }
}

fn folded(text: &str) -> String {
    fold(text.trim()).0
}

fn none_or(field: Field, terms: Vec<String>) -> Box<dyn Query> {
    if terms.is_empty() { Box::new(EmptyQuery) } else { any_of(field, terms) }
}

fn term(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

/// Whatever begins so.
pub(crate) fn beginning(field: Field, word: &str) -> Box<dyn Query> {
    let from = Bound::Included(Term::from_field_text(field, word));
    let to = Bound::Excluded(Term::from_field_text(field, &format!("{word}\u{10ffff}")));
    Box::new(RangeQuery::new(from, to))
}
