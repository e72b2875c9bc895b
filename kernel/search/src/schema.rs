//! The fields of the index. Whatever changes here, or in what the analysis makes of a text, is another [`VERSION`], and the
//! index is made anew.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// The form of the index.
pub(crate) const VERSION: u32 = 1;

/// A text's words with their places, and its stems.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub words: Field,
    pub stems: Field,
}

/// All fields of a document, which is one record.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// `collection/id`.
    pub key: Field,
    pub collection: Field,
    /// What stands above all, and has most weight.
    pub title: Pair,
    /// Everything else that whoever may read the record may read.
    pub body: Pair,
    /// What only staff sees of it; of people, addresses.
    pub guarded: Pair,
    /// Titles of what it belongs to.
    pub above: Pair,
    /// `filter:value`, as anybody may ask.
    pub open: Field,
    /// The same, for staff.
    pub staff: Field,
    /// Where and whose it is, packed: the columns of its filed envelope that a decision looks at.
    pub filed: Field,
    /// The same columns apart: `d:…`, `u:…` (there and nobody's yet), `a:…`, `r:…`, `p:…`, and `staff`.
    pub column: Field,
    /// A number for the record that all others hang below.
    pub top: Field,
    /// Milliseconds.
    pub at: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |index: IndexRecordOption| {
        let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(index);
        TextOptions::default().set_indexing_options(indexing)
    };
    let exact = || {
        let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
    };
    let mut pair = |name: &str| Pair {
        words: schema.add_text_field(name, text(IndexRecordOption::WithFreqsAndPositions)),
        stems: schema.add_text_field(&format!("{name}_stems"), text(IndexRecordOption::WithFreqs)),
    };
    let (title, body, guarded, above) = (pair("title"), pair("body"), pair("guarded"), pair("above"));
    let fields = Fields {
        key: schema.add_text_field("key", exact() | STORED),
        collection: schema.add_text_field("collection", exact() | FAST),
        title,
        body,
        guarded,
        above,
        open: schema.add_text_field("open", exact() | FAST),
        staff: schema.add_text_field("staff", exact() | FAST),
        filed: schema.add_bytes_field("filed", FAST),
        column: schema.add_text_field("column", exact()),
        top: schema.add_u64_field("top", FAST | INDEXED),
        at: schema.add_u64_field("at", FAST | INDEXED),
    };
    (schema.build(), fields)
}
