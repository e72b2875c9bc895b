//! Files that go along with a canned answer: `ombud:desk/enclosures`, since 1.1. The manual is the WIT.

use super::tickets::Attachment;
use crate::RecordId;

super::service::service! {
    "canned", enclosures, CannedComponent,
    crate::bindings::canned_provider::exports::ombud::desk1_1_0::enclosures::Guest,
    crate::bindings::queues::ombud::desk1_1_0::enclosures;

    /// The files of an answer.
    fn files(answer: RecordId as &str) -> Vec<Attachment>;
}
