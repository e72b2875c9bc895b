//! What can go wrong, and what to do then.

use std::path::PathBuf;

/// Why a question was not answered or a change not taken up.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such record, parent or file.
    #[error("{0}")]
    NotFound(String),
    /// Something else is there already, or has changed since it was looked at.
    #[error("{0}")]
    Conflict(String),
    /// It makes no sense as it is.
    #[error("{0}")]
    Invalid(String),
    /// More than the store takes in one piece.
    #[error("{0}")]
    TooLarge(String),
    /// What is on disk is not what was written there.
    #[error("stored data is damaged: {0}; stop the desk and restore the last backup")]
    Corrupt(String),
    /// The disk or the system refused.
    #[error("the disk failed: {0}")]
    Disk(String),
    /// The database that keeps the rows does not answer as it must.
    #[error("the desk's database {0}")]
    Database(String),
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> StoreError {
        StoreError::Disk(error.to_string())
    }
}

/// Why nothing of a unit of work was kept.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CommitError {
    /// Somebody changed what the unit had read. Do the work again, in a new unit.
    #[error("{0} was changed meanwhile")]
    Conflict(String),
    /// More waits to be written than the store lets wait. Come again in a moment.
    #[error("too much waits to be written: try again in a moment")]
    Busy,
    /// The store takes no writes now; the text says why. Nothing of the unit is kept: where a part of it may have
    /// reached the disk, that is taken back before anything else is written. Only if the process ends before, the
    /// unit may be found kept, then as a whole.
    #[error("the store is read-only: {0}")]
    ReadOnly(String),
    /// The database that keeps the rows takes nothing now; the text says why. As with `ReadOnly`, nothing is kept; where
    /// several processes serve it, the unit may be there as a whole, if the answer was lost on its way.
    #[error("{0}")]
    Away(String),
    /// The unit holds more than one commit takes.
    #[error("{0}")]
    TooLarge(String),
    /// The unit could not be made ready.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store is being closed.
    #[error("the store is closed")]
    Closed,
}

/// Why a data folder was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process uses it.
    #[error("data folder `{}` is in use by another process: stop that one first, or name another folder", dir.display())]
    Locked {
        /// Which folder.
        dir: PathBuf,
    },
    /// What is on disk is not what was written there.
    #[error("data folder `{}` is damaged: {what}; move it away and restore the last backup", dir.display())]
    Corrupt {
        /// Which folder.
        dir: PathBuf,
        /// What was found.
        what: String,
    },
    /// A newer version of the program wrote it.
    #[error(
        "data folder `{}` has format {found} and this version knows formats up to {known}: install a newer version",
        dir.display()
    )]
    Newer {
        /// Which folder.
        dir: PathBuf,
        /// The format on disk.
        found: u32,
        /// The newest format that this version reads.
        known: u32,
    },
    /// An earlier version wrote it, and it could not be brought to this one. It is as it was.
    #[error(
        "data folder `{}` was written by an earlier version, and bringing it to this one failed: {why}; it is as it \
         was. It needs room for a backup and a second copy",
        dir.display()
    )]
    Upgrade {
        /// Which folder.
        dir: PathBuf,
        /// What stood in the way.
        why: String,
    },
    /// Its rows are in a database, and none was named.
    #[error(
        "the rows of the desk in `{}` are in a database: name it with --store or OMBUD_STORE; `ombud move-store` \
         brings them back",
        dir.display()
    )]
    Elsewhere {
        /// Which folder.
        dir: PathBuf,
    },
    /// It has rows of its own, and a database was named.
    #[error(
        "data folder `{}` has rows of its own: take them into the database with `ombud move-store`, or name another \
         folder for what stands beside the database",
        dir.display()
    )]
    Here {
        /// Which folder.
        dir: PathBuf,
    },
    /// Another process serves the desk in this database.
    #[error(
        "the desk in the database {database} is served by another process, `{by}`: one process serves a database; stop \
         that one first"
    )]
    Held {
        /// Which database, without its password.
        database: String,
        /// The machine and the data folder of the process.
        by: String,
    },
    /// The database cannot be used.
    #[error("the database {database} {why}")]
    Database {
        /// Which database, without its password.
        database: String,
        /// What stands in the way.
        why: String,
    },
    /// The system refused.
    #[error("data folder `{}` cannot be used: {source}", dir.display())]
    Io {
        /// Which folder.
        dir: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}
