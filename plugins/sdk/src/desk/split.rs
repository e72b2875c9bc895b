//! Making two tickets of one: `ombud:desk/split`. The manual is the WIT.

use crate::RecordId;

pub use crate::bindings::plugin::ombud::desk::split::{Mode, Outcome, Request};

super::service::service! {
    "split", split, SplitComponent,
    crate::bindings::split_provider::exports::ombud::desk::split::Guest,
    crate::bindings::plugin::ombud::desk::split;

    /// Splits messages off into a new ticket. All or nothing.
    fn split(request: Request as &Request) -> Outcome;
    /// Takes a split back.
    fn undo(id: RecordId as &str) -> ();
}
