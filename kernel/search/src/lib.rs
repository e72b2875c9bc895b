//! Full-text search over the records of a desk.
//!
//! The index is derived and never the truth: it follows the event log (`feed`), is made anew from the store whenever it is
//! missing, damaged or of another form, and hands out names of records only. What may be seen is a part of each query
//! (`columns`), so that nothing else is counted, suggested or ranked; whoever shows a record opens it with a permit.
//!
//! What of a collection is searched its plugin says ([`SearchRules`]). A text becomes words and stems in `analysis` and
//! `stem`; what people type is read in `question`. The only crate that names tantivy.

mod analysis;
mod ask;
mod asker;
mod columns;
mod count;
mod document;
mod feed;
mod find;
mod index;
mod question;
mod rules;
mod schema;
mod search;
mod snippet;
mod source;
mod stem;
mod suggest;
mod writer;

pub use asker::{Asker, PEOPLE, Sight};
pub use find::{Found, Order, Top, Wanted};
pub use index::Failed;
pub use question::{Filter, MAX_QUERY, Misread, Question};
pub use rules::{OWN_FILTERS, SearchRules, SkipRule, TextRule, WordRule};
pub use search::{Search, Status};
pub use snippet::{Excerpt, Piece};
pub use source::{Declared, Rules, Source};
