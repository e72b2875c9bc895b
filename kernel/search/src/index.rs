//! The index as it stands on disk, opened.

use crate::schema::{Fields, VERSION, schema};
use ombud_store::StoreError;
use parking_lot::RwLock;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tantivy::directory::MmapDirectory;
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyError};
use thiserror::Error;

/// Why nothing was found.
#[derive(Debug, Error)]
pub enum Failed {
    /// There is no index yet.
    #[error("the search is not ready yet; try again in a moment")]
    NotReady,
    /// It is no cursor of a search.
    #[error("this is not the end of a page of a search: leave the cursor out to begin anew")]
    Cursor,
    /// The index cannot be read.
    #[error("the search index cannot be read: {0}")]
    Index(#[from] TantivyError),
    /// The same.
    #[error("the search index cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something in the index made the search fall.
    #[error("the search index is damaged; it is made anew")]
    Fell,
}

/// How far the index has come. Written with each of its commits, so it is never ahead of what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The form of the index.
    pub version: u32,
    /// Of which desk.
    pub desk: String,
    /// The last event that it knows of.
    pub position: u64,
    /// The collections, with how far each has been read.
    pub collections: BTreeMap<String, Reading>,
}

/// How far a collection has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// Of the rules by which it is read.
    pub rules: String,
    /// All of it, and from there on events tell.
    pub done: bool,
    /// Up to this id.
    pub after: Option<String>,
    /// Records read.
    pub records: u64,
}

/// An index that can be searched.
pub(crate) struct Opened {
    pub index: Index,
    pub reader: IndexReader,
    pub fields: Fields,
    /// What the reader sees.
    pub state: RwLock<Arc<State>>,
    /// Filters whose values are counted in what is found.
    pub counted: RwLock<Arc<Vec<String>>>,
}

impl Opened {
    /// Opens the index of this desk; none: there is none that could be used.
    pub fn open(dir: &Path, desk: &str, newest: u64) -> Result<Option<Opened>, TantivyError> {
        if !dir.join("meta.json").is_file() {
            return Ok(None);
        }
        let index = Index::open(MmapDirectory::open(dir)?)?;
        let (schema, fields) = schema();
        let state =
            index.load_metas()?.payload.and_then(|payload| serde_json::from_str::<State>(&payload).ok());
        let Some(state) = state else { return Ok(None) };
        // What is ahead of the events is of another time, before a backup was put back.
        if index.schema() != schema
            || state.version != VERSION
            || state.desk != desk
            || state.position > newest
        {
            return Ok(None);
        }
        Opened::of(index, fields, state).map(Some)
    }

    /// Begins an empty one.
    pub fn create(dir: &Path, desk: &str, position: u64) -> Result<Opened, TantivyError> {
        if dir.exists() {
            std::fs::remove_dir_all(dir)?;
        }
        std::fs::create_dir_all(dir)?;
        let (schema, fields) = schema();
        let index = Index::create(MmapDirectory::open(dir)?, schema, tantivy::IndexSettings::default())?;
        let state = State { version: VERSION, desk: desk.to_owned(), position, ..State::default() };
        Opened::of(index, fields, state)
    }

    fn of(index: Index, fields: Fields, state: State) -> Result<Opened, TantivyError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Opened { index, reader, fields, state: RwLock::new(Arc::new(state)), counted: RwLock::default() })
    }

    /// How far what is searched has come.
    pub fn state(&self) -> Arc<State> {
        self.state.read().clone()
    }

    /// Whether every collection has been read.
    pub fn is_complete(&self) -> bool {
        let state = self.state();
        !state.collections.is_empty() && state.collections.values().all(|reading| reading.done)
    }

    pub fn counted(&self) -> Arc<Vec<String>> {
        self.counted.read().clone()
    }

    /// The number of the record that this one hangs below.
    pub fn top_of(&self, searcher: &Searcher, at: DocAddress) -> Result<u64, TantivyError> {
        let column = searcher.segment_reader(at.segment_ord).fast_fields().u64("top")?;
        Ok(column.first(at.doc_id).unwrap_or_default())
    }
}
