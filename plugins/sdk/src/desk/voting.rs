//! Rating a ticket or a chat: `ombud:desk/voting`, since 1.1. The manual is the WIT.

use super::ratings::Rating;
use crate::RecordRef;

super::service::service! {
    "csat", voting, CsatComponent,
    crate::bindings::csat_provider::exports::ombud::desk1_1_0::voting::Guest,
    crate::bindings::queues::ombud::desk1_1_0::voting;

    /// What whoever calls has said of a ticket or chat.
    fn mine(subject: RecordRef as &RecordRef) -> Option<Rating>;
    /// Whoever calls rates a ticket or chat that is theirs, 1 to 5.
    fn rate(subject: RecordRef as &RecordRef, score: u8 as u8, comment: String as &str) -> ();
}
