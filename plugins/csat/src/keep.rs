//! What is kept, and where.

use ombud_plugin::{Collection, Cx, DepartmentId, RecordRef, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// What was said, under the key of its ticket or chat.
pub const RATINGS: Collection<Rating> = Collection::new("csat:ratings");
/// What of it is counted, under the same key.
pub const VOTES: Collection<Vote> = Collection::new("csat:votes");
/// Whether and when customers are asked, under the ids of their tickets.
pub const SURVEYS: Collection<Survey> = Collection::new("csat:surveys");
/// Links, under the digests of their secrets.
pub const LINKS: Collection<Link> = Collection::new("csat:links");

/// Who wants to be asked nothing, under their ids.
pub const QUIET: Collection<Quiet> = Collection::new("csat:quiet");

const HOUR: Timestamp = 3_600_000;

/// What is counted: who answered, and where, stays as it was when the rating was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vote {
    /// The ticket or chat.
    pub subject: RecordRef,
    /// What people say: #42. Of a chat 0.
    pub number: u64,
    pub score: u8,
    /// When it was first given.
    pub at: Timestamp,
    pub department: DepartmentId,
    pub agent: Option<UserId>,
    /// There are words to it.
    pub commented: bool,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// As it is counted.
    pub vote: Vote,
    pub comment: String,
    /// When it was last said anew.
    pub changed: Option<Timestamp>,
    /// It came by a link: who made it. None: the desk, or whoever rated was signed in.
    pub link_by: Option<UserId>,
}

/// Whether somebody is asked about a ticket. Once asked, never again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// When it is time to ask, unless the ticket is opened again.
    pub due: Option<Timestamp>,
    pub asked: Option<Timestamp>,
    /// By mail.
    #[serde(default)]
    pub mailed: bool,
    /// Why the mail was not delivered.
    #[serde(default)]
    pub failed: Option<String>,
}

/// Somebody wants to be asked nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quiet {
    pub at: Timestamp,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub ticket: String,
    /// Whose the ticket was then: of nobody else it tells anything.
    pub requester: Option<UserId>,
    pub until: Timestamp,
    /// Who made it.
    pub by: Option<UserId>,
}

/// What an administrator chose. The defaults are in `plugin.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    pub ask: bool,
    /// The desk itself asks, by mail.
    pub mail: bool,
    delay_hours: u64,
    link_days: u64,
    change_hours: u64,
}

impl Settings {
    /// Of this desk.
    pub fn of(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }

    /// How long after a ticket was resolved it is asked about.
    pub fn delay(&self) -> Timestamp {
        self.delay_hours * HOUR
    }

    /// How long a link is good.
    pub fn link(&self) -> Timestamp {
        self.link_days * 24 * HOUR
    }

    /// How long a rating may be changed.
    pub fn change(&self) -> Timestamp {
        self.change_hours * HOUR
    }
}
