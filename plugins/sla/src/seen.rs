//! What of a ticket moves its deadlines, by which one that was changed otherwise is known without its history and messages being read.

use crate::keep::State;
use ombud_plugin::{Collection, Cx, Entry, Envelope, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const TICKETS: Collection<Kept> = Collection::new("tickets:tickets");

/// The fields that choose a policy, its targets, or what clocks do; and that messages came from other tickets or went there.
const MOVES: [&str; 12] = [
    "assignee",
    "department",
    "merge-undone",
    "merged-from",
    "merged-into",
    "priority",
    "requester",
    "split-from",
    "split-to",
    "split-undone",
    "status",
    "tags",
];

/// What the plugin `tickets` keeps of a ticket. What is not named here is none of our business.
#[derive(Deserialize, Serialize)]
struct Kept {
    /// Messages that are no notes.
    #[serde(default)]
    replies: u32,
    /// In which version each field last changed.
    #[serde(default)]
    stamps: BTreeMap<String, u64>,
}

/// What was looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    replies: u32,
    stamps: BTreeMap<String, u64>,
}

/// The same of a ticket as it is, and where it is filed.
pub struct Moves {
    pub seen: Seen,
    envelope: Envelope,
}

/// Of a ticket; none: it is gone.
pub fn of(cx: &Cx, ticket: &str) -> Result<Option<Moves>> {
    let Some(Entry { envelope, value, .. }) = cx.find(TICKETS, ticket)? else { return Ok(None) };
    let Kept { replies, mut stamps } = value;
    stamps.retain(|name, _| MOVES.contains(&name.as_str()));
    Ok(Some(Moves { seen: Seen { replies, stamps }, envelope }))
}

impl Moves {
    /// Whether nothing that moves a deadline is another than when this was reckoned, and it is filed as the ticket is.
    pub fn are_those_of(&self, state: &Entry<State>) -> bool {
        let (own, filed) = (&self.envelope, &state.envelope);
        state.value.seen.as_ref() == Some(&self.seen)
            && own.department == filed.department
            && own.assignee == filed.assignee
            && own.participants == filed.participants
    }
}
