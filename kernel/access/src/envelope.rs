//! What the kernel knows about a record. Decisions are made on this, never on the body.

use crate::{DepartmentId, RecordId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Names a record anywhere on the desk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordRef {
    /// `plugin:name`, for example `tickets:messages`.
    #[serde(with = "crate::name::shared")]
    pub collection: Arc<str>,
    /// Its id there.
    pub id: RecordId,
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.collection, self.id)
    }
}

/// Whom something may ever reach. The greater is the stricter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Anyone whom the permissions allow.
    #[default]
    Everyone,
    /// Staff. No role, plugin or path can show it to a customer or visitor.
    Staff,
}

/// Where a record is filed and whose it is.
///
/// The engine asks for the *filed* envelope: a record with a parent has its own collection, id, version,
/// parent and times, but the department, assignee, requester and participants of its root, and the
/// strictest audience on the way there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// `plugin:name`.
    #[serde(with = "crate::name::shared")]
    pub collection: Arc<str>,
    /// Its id there.
    pub id: RecordId,
    /// 1 at creation, one more with each change.
    pub version: u64,
    /// Where it is filed.
    pub department: Option<DepartmentId>,
    /// Whose work it is.
    pub assignee: Option<UserId>,
    /// Who asked.
    pub requester: Option<UserId>,
    /// Who else takes part.
    pub participants: Vec<UserId>,
    /// Whom it may ever reach.
    pub audience: Audience,
    /// What it belongs to.
    pub parent: Option<RecordRef>,
    /// When it was made.
    pub created: Timestamp,
    /// When it last changed.
    pub updated: Timestamp,
}

impl Envelope {
    /// The name of the record.
    #[must_use]
    pub fn record(&self) -> RecordRef {
        RecordRef { collection: self.collection.clone(), id: self.id.clone() }
    }

    /// The plugin that the collection belongs to.
    #[must_use]
    pub fn plugin(&self) -> &str {
        self.collection.split_once(':').map_or("", |(plugin, _)| plugin)
    }
}
