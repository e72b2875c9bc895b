//! What people thought of how they were answered: `ombud:desk/ratings`, since 1.1. The manual is the WIT.

use crate::RecordRef;

pub use crate::bindings::queues::ombud::desk1_1_0::ratings::Rating;

super::service::service! {
    "csat", ratings, CsatComponent,
    crate::bindings::csat_provider::exports::ombud::desk1_1_0::ratings::Guest,
    crate::bindings::queues::ombud::desk1_1_0::ratings;

    /// The ratings of these tickets and chats, in the order asked.
    fn find(subjects: Vec<RecordRef> as &[RecordRef]) -> Vec<Option<Rating>>;
}
