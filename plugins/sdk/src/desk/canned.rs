//! Texts that are written again and again: `ombud:desk/canned`, since 1.1. The manual is the WIT.

use crate::RecordId;

pub use crate::bindings::queues::ombud::desk1_1_0::canned::{Answer, Whose};

super::service::service! {
    "canned", canned, CannedComponent,
    crate::bindings::canned_provider::exports::ombud::desk1_1_0::canned::Guest,
    crate::bindings::queues::ombud::desk1_1_0::canned;

    /// What the caller may use about a ticket.
    fn find(ticket: RecordId as &str, words: String as &str, limit: u32 as u32) -> Vec<Answer>;
    /// The text, filled in for a ticket.
    fn fill(answer: RecordId as &str, ticket: RecordId as &str) -> String;
}
