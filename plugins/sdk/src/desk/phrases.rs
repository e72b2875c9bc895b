//! Canned answers where there is no ticket: `ombud:desk/phrases`, since 1.1. The manual is the WIT.

use super::canned::Answer;
use crate::RecordId;

pub use crate::bindings::queues::ombud::desk1_1_0::phrases::Topic;

super::service::service! {
    "canned", phrases, CannedComponent,
    crate::bindings::canned_provider::exports::ombud::desk1_1_0::phrases::Guest,
    crate::bindings::queues::ombud::desk1_1_0::phrases;

    /// What the caller may use about something that is no ticket.
    fn find_about(topic: Topic as &Topic, words: String as &str, limit: u32 as u32) -> Vec<Answer>;
    /// The text, filled in for that.
    fn fill_about(answer: RecordId as &str, topic: Topic as &Topic) -> String;
}
