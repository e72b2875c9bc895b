//! What is kept of a ticket beside its envelope, and where it is found.

use ombud_plugin::desk::queues::Selection;
use ombud_plugin::desk::tickets::{Priority, Relation, Status};
use ombud_plugin::text;
use ombud_plugin::{
    Collection, Cx, Draft, Entry, Envelope, Error, RecordId, Result, Timestamp, UserId, Value,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All tickets.
pub const TICKETS: Collection<Ticket> = Collection::new("tickets:tickets");

/// A ticket as it is kept. Department, assignee, requester and participants are in the envelope, where the
/// kernel decides on them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// What people say.
    pub number: u64,
    /// One line.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// Until when it is pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Whether it has once been more than new.
    pub opened: bool,
    /// Since when it is resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Timestamp>,
    /// How urgent.
    pub priority: Priority,
    /// Sorted, each once.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Own fields.
    #[serde(default)]
    pub fields: BTreeMap<String, serde_json::Value>,
    /// How it came: `mail`, `web`, `api` …
    pub channel: String,
    /// BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Other tickets.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// Messages that everyone may see who may see the ticket.
    pub replies: u32,
    /// Notes and lines of the desk: for staff.
    pub notes: u32,
    /// When something last changed that a customer sees.
    pub activity: Timestamp,
    /// The version in which each field last changed, to name what somebody else changed meanwhile.
    #[serde(default)]
    pub stamps: BTreeMap<String, u64>,
    /// Where its messages went, if it was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<Merged>,
    /// The tickets that were merged into this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Joined>,
}

/// Into which ticket one was merged, and how it stood before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merged {
    /// Where its messages are.
    pub into: RecordId,
    /// As it was.
    pub before: Stand,
    /// The relation came with the merge; otherwise it was there before.
    pub linked: bool,
}

/// Which ticket was merged into one, and what that changed beside the messages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// Where the messages came from.
    pub from: RecordId,
    /// As it was.
    pub before: Stand,
    /// Who takes part only since then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<UserId>,
    /// The relation came with the merge; otherwise it was there before.
    pub linked: bool,
}

/// A status with everything that hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stand {
    /// Where the ticket stood.
    pub status: Status,
    /// Until when it was pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Since when it was resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Timestamp>,
    /// Whether it had been more than new.
    pub opened: bool,
    /// The version in which that changed to what it is since.
    pub version: u64,
}

impl Ticket {
    /// How it stands, before something changes that with this version.
    pub fn stand(&self, version: u64) -> Stand {
        Stand {
            status: self.status,
            until: self.until,
            resolved: self.resolved,
            opened: self.opened,
            version,
        }
    }

    /// Stands as before again, unless somebody chose otherwise since.
    pub fn stand_again(&mut self, before: &Stand) {
        let chosen = self.stamps.get("status").is_some_and(|at| *at > before.version);
        if !chosen && self.status != before.status {
            self.status = before.status;
            self.until = before.until;
            self.resolved = before.resolved;
        }
    }

    /// Notes that this field changes with the version that is about to be written.
    pub fn stamp(&mut self, field: &str, version: u64) {
        self.stamps.insert(field.to_owned(), version);
    }

    /// What changed after a version that somebody read, in words; None if nothing did.
    pub fn changed_since(&self, version: u64) -> Option<String> {
        let names: Vec<_> = self
            .stamps
            .iter()
            .filter(|(_, at)| **at > version)
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        match names.split_last() {
            None => None,
            Some((last, [])) => Some(last.clone()),
            Some((last, rest)) => Some(format!("{} and {last}", rest.join(", "))),
        }
    }
}

/// A ticket that the caller may read.
pub fn read(cx: &Cx, id: &str) -> Result<Entry<Ticket>> {
    match cx.get(TICKETS, id) {
        Err(Error::NotFound(_)) => Err(Error::not_found(text!("no-ticket", id = id))),
        other => other,
    }
}

/// A ticket ready to be written, with all its places in the indexes.
pub fn draft(entry: &Entry<Ticket>, now: Timestamp) -> Draft<Ticket> {
    places(&entry.envelope, &entry.value, now)
        .into_iter()
        .fold(Draft::of(entry), |draft, (index, key)| draft.index(index, key))
}

/// Where a ticket is found: by its number, by what customers see of its age, by priority, and in one row for
/// each thing that a list may ask for, in each order that a list may have.
pub fn places(envelope: &Envelope, ticket: &Ticket, now: Timestamp) -> Vec<(&'static str, Vec<Value>)> {
    let created = if envelope.created == 0 { now } else { envelope.created };
    let rank = rank(ticket.priority);
    let mut places = vec![
        ("number", vec![ticket.number.into()]),
        ("activity", vec![ticket.activity.into()]),
        ("priority", vec![rank.into(), now.into()]),
    ];
    let mut rows = |index, of: &str| {
        places.push((index, vec![of.into(), "updated".into(), now.into()]));
        places.push((index, vec![of.into(), "created".into(), created.into()]));
        places.push((index, vec![of.into(), "priority".into(), rank.into(), now.into()]));
    };
    rows("status", ticket.status.as_str());
    let assignee = envelope.assignee.as_deref().unwrap_or(NOBODY);
    rows("assignee", assignee);
    if Selection::ACTIVE.contains(&ticket.status) {
        rows("active", assignee);
        rows("active", ALL);
    }
    if let Some(requester) = &envelope.requester {
        rows("requester", requester);
    }
    for tag in &ticket.tags {
        rows("tag", &tag.to_lowercase());
    }
    places
}

/// Stands in the index for a ticket that is nobody's. No person has this id.
pub const NOBODY: &str = "none";
/// Stands in the index for the tickets of all. No person has this id either.
pub const ALL: &str = "all";

/// More is more urgent.
pub fn rank(priority: Priority) -> i64 {
    match priority {
        Priority::Low => 0,
        Priority::Normal => 1,
        Priority::High => 2,
        Priority::Urgent => 3,
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::rules::MAX_TAGS;
    use ombud_plugin::Audience;

    pub fn plain() -> Ticket {
        Ticket {
            number: 1,
            subject: "Broken lamp".into(),
            status: Status::New,
            until: None,
            opened: false,
            resolved: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: BTreeMap::new(),
            channel: "web".into(),
            language: None,
            relations: Vec::new(),
            replies: 1,
            notes: 0,
            activity: 5,
            stamps: BTreeMap::new(),
            merged: None,
            joined: Vec::new(),
        }
    }

    fn envelope() -> Envelope {
        Envelope {
            collection: TICKETS.name().into(),
            id: "t1".into(),
            version: 1,
            department: Some("support".into()),
            assignee: None,
            requester: Some("zoe".into()),
            participants: Vec::new(),
            audience: Audience::Everyone,
            parent: None,
            created: 5,
            updated: 5,
        }
    }

    #[test]
    fn a_stale_version_is_told_which_fields_moved_on() {
        let mut ticket = plain();
        ticket.stamp("status", 2);
        ticket.stamp("assignee", 4);
        ticket.stamp("tags", 4);
        assert_eq!(ticket.changed_since(4), None);
        assert_eq!(ticket.changed_since(2).as_deref(), Some("`assignee` and `tags`"));
        assert_eq!(ticket.changed_since(1).as_deref(), Some("`assignee`, `status` and `tags`"));
    }

    #[test]
    fn the_fullest_ticket_fits_the_kernels_limits_on_index_entries() {
        let mut ticket = plain();
        ticket.tags = (0..MAX_TAGS).map(|n| format!("tag-{n}")).collect();
        assert!(places(&envelope(), &ticket, 9).len() <= 96);
    }

    #[test]
    fn tags_are_found_whatever_their_letter_case() {
        let mut ticket = plain();
        ticket.tags = vec!["VIP".into()];
        let found = places(&envelope(), &ticket, 9);
        assert!(found.contains(&("tag", vec!["vip".into(), "created".into(), Value::Number(5)])));
    }

    #[test]
    fn a_ticket_stands_among_the_active_ones_until_the_work_is_done() {
        let row = |of: &str| ("active", vec![of.into(), "updated".into(), Value::Number(9)]);
        let mut ticket = plain();
        let found = places(&envelope(), &ticket, 9);
        assert!(found.contains(&row(NOBODY)) && found.contains(&row(ALL)));
        ticket.status = Status::Resolved;
        assert!(places(&envelope(), &ticket, 9).iter().all(|(index, _)| *index != "active"));
    }

    #[test]
    fn a_ticket_of_nobody_stands_in_the_row_of_nobody() {
        let found = places(&envelope(), &plain(), 9);
        assert!(found.contains(&("assignee", vec![NOBODY.into(), "updated".into(), Value::Number(9)])));
    }
}
