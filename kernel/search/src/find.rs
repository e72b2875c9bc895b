//! Finding: what of it may be seen is counted, ranked and handed on as the names of records. Whoever shows them opens each
//! with a permit of its own.

use crate::ask::Asking;
use crate::asker::{Asker, Sight};
use crate::columns::Pending;
use crate::count::{Counting, Counts};
use crate::document::record;
use crate::index::{Failed, Opened};
use crate::question::{Filter, Known, Question};
use crate::rules::SearchRules;
use crate::snippet::{Excerpt, Marks};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ombud_access::RecordRef;
use std::sync::Arc;
use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::schema::Value as _;
use tantivy::{DocAddress, Order as Direction, Searcher, TantivyDocument};

/// The most documents that are ranked for one page.
const RANKED: usize = 5_000;
/// The most records that one search leads to, over all of its pages.
const DEEPEST: usize = 500;
/// The most hits that are named below one top.
const NAMED: usize = 2;

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best.
    #[default]
    Best,
    /// What was said last.
    Newest,
    /// What was said first.
    Oldest,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// As it was typed.
    pub text: String,
    /// In which order.
    pub order: Order,
    /// How many tops.
    pub limit: usize,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What others belong to, each once, with what fits below it.
    pub tops: Vec<Top>,
    /// How many tops there are on all pages.
    pub total: usize,
    /// There are more than these.
    pub at_least: bool,
    /// How many of them have which value of a filter, such as `is:open`; the most frequent first.
    pub counts: Vec<(String, usize)>,
    /// Continues the list.
    pub next: Option<String>,
    /// The index knows of every record.
    pub complete: bool,
    /// The question, as it was understood.
    pub question: Question,
    marks: Marks,
}

/// A record with what was found of it and below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top {
    /// The best first, a few of them.
    pub hits: Vec<RecordRef>,
}

impl Found {
    /// What to show of a record with this body.
    #[must_use]
    pub fn excerpt(&self, rules: &SearchRules, body: &[u8], guarded: bool) -> Excerpt {
        let body = serde_json::from_slice(body).unwrap_or_default();
        Excerpt::of(rules, &body, &self.marks, guarded)
    }

    /// The filters that were understood.
    #[must_use]
    pub fn filters(&self) -> &[Filter] {
        &self.question.filters
    }
}

pub(crate) fn key_of(fields: &crate::schema::Fields, document: &TantivyDocument) -> Option<String> {
    Some(document.get_first(fields.key)?.as_str()?.to_owned())
}

impl Opened {
    pub(crate) fn find(
        &self,
        asker: &Asker,
        known: &Known,
        pending: Option<Arc<Pending>>,
        wanted: &Wanted,
    ) -> Result<Found, Failed> {
        let question = Question::read(&wanted.text, known, asker.now);
        let mut found =
            Found { question, complete: self.is_complete() && pending.is_some(), ..Found::default() };
        if found.question.is_empty() {
            return Ok(found);
        }
        let searcher = self.reader.searcher();
        let sure = pending.is_some();
        let asking =
            Asking { fields: &self.fields, searcher: &searcher, asker, pending: pending.unwrap_or_default() };
        let (query, near) = asking.query(&found.question)?;
        found.marks = Marks::of(&found.question, &near);
        let shown = shown(wanted.cursor.as_deref())?;
        let list = Ranked { searcher: &searcher, query: &*query, wanted, shown: &shown };
        let counting = sure.then(|| Counting::new(asker.staff, self.counted()));
        let Page { tops, more, counts } = list.page(self, counting)?;
        // Where much has changed that the index does not know of, only what is opened counts.
        let counts = counts.unwrap_or(Counts { tops: tops.len(), at_least: true, values: Vec::new() });
        (found.total, found.at_least, found.counts) = (counts.tops, counts.at_least, counts.values);
        if more && shown.len() + tops.len() < DEEPEST {
            let all = shown.iter().copied().chain(tops.iter().map(|(top, _)| short(*top)));
            let bytes: Vec<u8> = all.flat_map(|top: Short| top).collect();
            found.next = Some(URL_SAFE_NO_PAD.encode(bytes));
        }
        found.tops = tops.into_iter().map(|(_, top)| top).collect();
        Ok(found)
    }
}

/// A ranked list.
struct Ranked<'a> {
    searcher: &'a Searcher,
    query: &'a dyn Query,
    wanted: &'a Wanted,
    /// Tops of the pages before.
    shown: &'a [Short],
}

/// A page of it.
struct Page {
    tops: Vec<(u64, Top)>,
    /// There are tops after these.
    more: bool,
    /// Of the whole list, if it was to be counted.
    counts: Option<Counts>,
}

impl Ranked<'_> {
    /// The next tops.
    fn page(&self, index: &Opened, mut counting: Option<Counting>) -> Result<Page, Failed> {
        let mut depth = (self.wanted.limit + self.shown.len()) * 4 + 40;
        let mut counts = None;
        loop {
            let (ranked, counted) = self.ranked(depth.min(RANKED), counting.take())?;
            counts = counts.or(counted);
            let exhausted = ranked.len() < depth || depth >= RANKED;
            let mut places: Vec<(u64, Vec<DocAddress>)> = Vec::new();
            let mut more = false;
            for at in &ranked {
                let top = index.top_of(self.searcher, *at)?;
                if let Some((_, hits)) = places.iter_mut().find(|(known, _)| *known == top) {
                    if hits.len() < NAMED {
                        hits.push(*at);
                    }
                } else if self.shown.contains(&short(top)) {
                } else if places.len() < self.wanted.limit {
                    places.push((top, vec![*at]));
                } else {
                    more = true;
                }
            }
            if more || exhausted {
                let tops = places.into_iter().map(|(top, hits)| Ok((top, self.named(index, &hits)?)));
                return Ok(Page { tops: tops.collect::<Result<_, Failed>>()?, more, counts });
            }
            depth *= 4;
        }
    }

    fn named(&self, index: &Opened, hits: &[DocAddress]) -> Result<Top, Failed> {
        let mut named = Vec::new();
        for at in hits {
            let document: TantivyDocument = self.searcher.doc(*at)?;
            named.extend(key_of(&index.fields, &document).and_then(|key| record(&key)));
        }
        Ok(Top { hits: named })
    }

    /// So many of the first, and what is counted of all of them in the same walk: finding them is what takes time.
    fn ranked(
        &self,
        depth: usize,
        counting: Option<Counting>,
    ) -> Result<(Vec<DocAddress>, Option<Counts>), Failed> {
        let top = TopDocs::with_limit(depth);
        let direction = match self.wanted.order {
            Order::Best => {
                let (found, counts) = self.searcher.search(self.query, &(top.order_by_score(), counting))?;
                return Ok((found.into_iter().map(|(_, at)| at).collect(), counts));
            }
            Order::Newest => Direction::Desc,
            Order::Oldest => Direction::Asc,
        };
        let by_time = top.order_by_u64_field("at", direction);
        let (found, counts) = self.searcher.search(self.query, &(by_time, counting))?;
        Ok((found.into_iter().map(|(_, at)| at).collect(), counts))
    }
}

/// What a cursor remembers of a top. It says what was shown, and that is all it says.
type Short = [u8; 5];

fn short(top: u64) -> Short {
    let [a, b, c, d, e, ..] = top.to_be_bytes();
    [a, b, c, d, e]
}

fn shown(cursor: Option<&str>) -> Result<Vec<Short>, Failed> {
    let Some(cursor) = cursor else { return Ok(Vec::new()) };
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Failed::Cursor)?;
    let (tops, rest) = bytes.as_chunks::<5>();
    if !rest.is_empty() || tops.len() > DEEPEST {
        return Err(Failed::Cursor);
    }
    Ok(tops.to_vec())
}

/// The collections that may be looked at.
pub(crate) fn collections(sights: &[Sight]) -> impl Iterator<Item = &String> {
    sights.iter().flat_map(|sight| &sight.collections)
}
