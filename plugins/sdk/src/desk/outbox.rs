//! Replies that wait before they leave, and can be taken back: `ombud:desk/outbox`, since 1.1. The manual is the WIT.

use super::tickets::{NewMessage, Status};
use crate::RecordId;

pub use crate::bindings::queues::ombud::desk1_1_0::outbox::Held;

super::service::service! {
    "tickets", outbox, TicketsComponent,
    crate::bindings::tickets_provider::exports::ombud::desk1_1_0::outbox::Guest,
    crate::bindings::queues::ombud::desk1_1_0::outbox;

    /// Holds a reply back. None: it was written at once, because the desk is set so.
    fn hold(ticket: RecordId as &str, message: NewMessage as &NewMessage, status: Option<Status> as Option<Status>) -> Option<Held>;
    /// What waits in a ticket.
    fn waiting(ticket: RecordId as &str) -> Vec<Held>;
    /// The caller's own that did not leave.
    fn returned() -> Vec<Held>;
    /// Takes one back.
    fn take_back(id: RecordId as &str) -> Held;
}
