//! All state of a desk: records and their indexes, events, timers, counters, files.
//!
//! A [`UnitOfWork`] reads one moment of the store and its own writes. [`UnitOfWork::commit`] keeps
//! everything or nothing, and answers when it is on disk. If somebody else changed what the unit read, it is
//! a [`CommitError::Conflict`], and the caller does the work again.
//!
//! Records are opened and written only against a [`Permit`](ombud_access::Permit), listed only against a
//! [`Visibility`](ombud_access::Visibility) or, for a plugin's own bookkeeping, a [`Whole`](ombud_access::Whole). This is the only crate that names fjall, sled and a client of PostgreSQL.

mod backup;
mod blob;
mod calls;
mod changes;
mod committer;
mod concerns;
mod conflict;
mod counter;
mod cursor;
mod database;
mod decoded;
mod derive;
mod done;
mod duty;
mod engine;
mod error;
mod event_log;
mod format;
mod health;
mod index;
mod key;
mod lines;
mod lock;
mod merge;
mod move_store;
mod others;
mod pieces;
mod purge;
mod query;
mod record;
mod scans;
mod store;
mod table;
mod timer;
mod turn;
mod unit_of_work;
mod upgrade;
mod usage;
mod verify;
mod view;

pub use backup::{Backup, BackupReport, Until};
pub use blob::{BlobId, BlobWriter, Blobs, Swept};
pub use committer::{Commit, CommitNumber};
pub use database::Database;
pub use decoded::Decoded;
pub use done::Done;
pub use engine::EngineKind;
pub use error::{CommitError, OpenError, StoreError};
pub use event_log::{Cause, Event, EventDraft, Step};
pub use health::{AWAY, Health};
pub use index::{IndexEntry, Value};
pub use move_store::Moved;
pub use query::{Page, Query};
pub use record::{Draft, Record, Sealed};
pub use store::{Stats, Store, StoreOptions};
pub use table::Table;
pub use timer::Timer;
pub use turn::Tries;
pub use unit_of_work::{Savepoint, UnitOfWork};
pub use usage::{Quota, Usage};
pub use verify::Finding;

/// The answer of everything in this crate that reads or prepares.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
