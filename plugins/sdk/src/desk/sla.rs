//! What was promised, and when it is due: `ombud:desk/sla`, since 1.1. The manual is the WIT.

use crate::RecordId;

pub use crate::bindings::queues::ombud::desk1_1_0::sla::{Deadline, Metric, Next, Queue, Said, Saying};

super::service::service! {
    "sla", sla, SlaComponent,
    crate::bindings::sla_provider::exports::ombud::desk1_1_0::sla::Guest,
    crate::bindings::queues::ombud::desk1_1_0::sla;

    /// The tickets on which a clock runs, in the order in which they are due.
    fn next_due(which: Next as &Next) -> Queue;
    /// All that is promised about a ticket.
    fn deadlines(ticket: RecordId as &str) -> Vec<Deadline>;
    /// All that was said of promises about a ticket.
    fn past(ticket: RecordId as &str) -> Vec<Said>;
}
