//! The part of a merge that the keeper of the messages does: `ombud:desk/merging`, since 1.1. The manual is the WIT.

use crate::RecordId;

pub use crate::bindings::queues::ombud::desk1_1_0::merging::Folded;

super::service::service! {
    "tickets", merging, TicketsComponent,
    crate::bindings::tickets_provider::exports::ombud::desk1_1_0::merging::Guest,
    crate::bindings::queues::ombud::desk1_1_0::merging;

    /// Takes all messages of a ticket into another, and closes it.
    fn fold(
        source: RecordId as &str, source_version: u64 as u64, target: RecordId as &str, target_version: u64 as u64,
        share: bool as bool
    ) -> Folded;
    /// Undoes [`fold`].
    fn unfold(source: RecordId as &str, target: RecordId as &str) -> ();
}
