//! How a query may go on. Only words that stand in something the asker may see are offered: a word of somebody else's
//! records is not even a suggestion.

use crate::analysis::{fold, tokens};
use crate::ask::Asking;
use crate::asker::Asker;
use crate::columns::Pending;
use crate::index::{Failed, Opened};
use crate::question::{Known, Question};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

/// The shortest beginning that is completed, letters.
const SHORTEST: usize = 2;
/// The most words of a part of the index that are looked at.
const LOOKED_AT: usize = 2_000;
/// The most words whose visibility is looked up.
const TRIED: usize = 60;
/// A word is counted in so many documents at most.
const COUNTED: usize = 50;

impl Opened {
    pub(crate) fn suggest(
        &self,
        asker: &Asker,
        known: &Known,
        pending: Arc<Pending>,
        text: &str,
        limit: usize,
    ) -> Result<Vec<String>, Failed> {
        let typed = text.trim_start();
        let (before, last) = match typed.rsplit_once(char::is_whitespace) {
            Some((before, last)) => (before, last),
            None => ("", typed),
        };
        let plain = tokens(last).len() == 1 && last.chars().all(char::is_alphanumeric);
        if !plain || last.chars().count() < SHORTEST {
            return Ok(Vec::new());
        }
        let beginning = fold(last).0;
        let searcher = self.reader.searcher();
        let fields = [self.fields.title.words, self.fields.body.words];
        let mut candidates: FxHashMap<String, u32> = FxHashMap::default();
        for segment in searcher.segment_readers() {
            for field in fields {
                let inverted = segment.inverted_index(field)?;
                let range = inverted.terms().range().ge(beginning.as_bytes());
                let mut stream = range.lt(format!("{beginning}\u{10ffff}").as_bytes()).into_stream()?;
                for _ in 0..LOOKED_AT {
                    if !stream.advance() {
                        break;
                    }
                    let Ok(word) = std::str::from_utf8(stream.key()) else { continue };
                    if word.chars().all(char::is_alphabetic) && word != beginning {
                        *candidates.entry(word.to_owned()).or_default() += stream.value().doc_freq;
                    }
                }
            }
        }
        let mut candidates: Vec<(String, u32)> = candidates.into_iter().collect();
        candidates.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let asking = Asking { fields: &self.fields, searcher: &searcher, asker, pending };
        let context = Question::read(before, known, asker.now);
        let context = (!context.is_empty()).then(|| asking.query(&context)).transpose()?;
        let mut seen: Vec<(String, usize)> = Vec::new();
        for (word, _) in candidates.into_iter().take(TRIED) {
            let either = fields.map(|field| -> Box<dyn Query> {
                Box::new(TermQuery::new(Term::from_field_text(field, &word), IndexRecordOption::Basic))
            });
            let mut query: Box<dyn Query> = Box::new(BooleanQuery::union(either.into()));
            if let Some((context, _)) = &context {
                query = Box::new(BooleanQuery::new(vec![
                    (Occur::Must, query),
                    (Occur::Must, context.box_clone()),
                ]));
            }
            let (count, _) = asking.count(query, COUNTED)?;
            if count > 0 {
                seen.push((word, count));
            }
        }
        // Ordered by what the asker sees, or the order would tell of what he does not. A word as it is written before the
        // same without its diacritics.
        seen.sort_by(|a, b| {
            b.1.cmp(&a.1)
                .then_with(|| b.0.is_ascii().cmp(&a.0.is_ascii()).reverse())
                .then_with(|| a.0.cmp(&b.0))
        });
        let mut known = FxHashSet::default();
        let fresh = seen.into_iter().filter(|(word, _)| known.insert(fold(word).0));
        let space = if before.is_empty() { "" } else { " " };
        Ok(fresh.take(limit).map(|(word, _)| format!("{before}{space}{word}")).collect())
    }
}
