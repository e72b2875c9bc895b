//! Colleagues who are named in notes: `ombud:desk/mentions`, since 1.1. The manual is the WIT.

use crate::RecordId;

pub use crate::bindings::queues::ombud::desk1_1_0::mentions::{
    Colleague, Hearing, Mark, Mention, Named, Page, Query,
};

super::service::service! {
    "tickets", mentions, TicketsComponent,
    crate::bindings::tickets_provider::exports::ombud::desk1_1_0::mentions::Guest,
    crate::bindings::queues::ombud::desk1_1_0::mentions;

    /// Who may be mentioned in a ticket, and whose name has a word that begins so.
    fn colleagues(ticket: RecordId as &str, words: String as &str, limit: u32 as u32) -> Vec<Colleague>;
    /// What a text would do as a note there.
    fn calls(ticket: RecordId as &str, text: String as &str) -> Vec<Named>;
    /// Who is mentioned in a ticket.
    fn marks(ticket: RecordId as &str) -> Vec<Mark>;
    /// The caller's mentions, the latest first.
    fn mine(query: Query as &Query) -> Page;
    /// The same without what they say.
    fn latest(limit: u32 as u32) -> Vec<Mark>;
}
