//! Making one ticket of two: `ombud:desk/merge`, since 1.1. The manual is the WIT.

use crate::RecordId;

pub use crate::bindings::queues::ombud::desk1_1_0::merge::{Outcome, Prospect, Request};

super::service::service! {
    "merge", merge, MergeComponent,
    crate::bindings::merge_provider::exports::ombud::desk1_1_0::merge::Guest,
    crate::bindings::queues::ombud::desk1_1_0::merge;

    /// What a merge would do.
    fn preview(source: RecordId as &str, target: RecordId as &str) -> Prospect;
    /// Merges. All or nothing.
    fn merge(request: Request as &Request) -> Outcome;
    /// Takes a merge back.
    fn undo(id: RecordId as &str) -> Outcome;
    /// What can still be undone about a ticket.
    fn recent(ticket: RecordId as &str) -> Vec<Outcome>;
}
