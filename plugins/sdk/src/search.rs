//! Full-text search over what the caller may see. The manual is `wit/kernel-1.1/search.wit`; what of a plugin's own records
//! is searched its manifest says, under `[collections.search]`.

pub use crate::bindings::searching::ombud::kernel1_1_0::search::{
    Filter, Found, Group, Hit, Order, Piece, Query, Tally,
};

imported! {
    "search", search, crate::bindings::searching::ombud::kernel1_1_0::search;

    /// Finds records. A query that asks nothing finds nothing.
    fn find(query: &Query) -> Found;
    /// How the text may go on: the whole of it with its last word ended.
    fn suggest(text: &str, limit: u32) -> Vec<String>;
}
