//! Tickets by several things at once: `ombud:desk/queues`, since 1.1. The manual is the WIT.

use super::tickets::{Page, Status};

pub use crate::bindings::queues::ombud::desk1_1_0::queues::{Query, Selection, Tally};

impl Selection {
    /// The statuses in which a ticket is still work to do. They are found quickly when asked for together.
    pub const ACTIVE: [Status; 4] = [Status::New, Status::Open, Status::Pending, Status::OnHold];
    /// The statuses in which a ticket waits for the desk, and not for others: it takes a place of whoever has it.
    pub const WAITING: [Status; 2] = [Status::New, Status::Open];

    /// All tickets, to begin with: `Selection { assignees: vec![None], ..Selection::all() }`.
    pub fn all() -> Selection {
        Selection {
            departments: Vec::new(),
            statuses: Vec::new(),
            priorities: Vec::new(),
            assignees: Vec::new(),
            requester: None,
            tags: Vec::new(),
            since: None,
            before: None,
        }
    }

    /// All on which there is still work to do.
    pub fn active() -> Selection {
        Selection { statuses: Selection::ACTIVE.to_vec(), ..Selection::all() }
    }

    /// All that wait for the desk.
    pub fn waiting() -> Selection {
        Selection { statuses: Selection::WAITING.to_vec(), ..Selection::all() }
    }
}

super::service::service! {
    "tickets", queues, TicketsComponent,
    crate::bindings::tickets_provider::exports::ombud::desk1_1_0::queues::Guest,
    crate::bindings::queues::ombud::desk1_1_0::queues;

    /// A page of the tickets that the caller may see.
    fn find(query: Query as &Query) -> Page;
    /// How many there are in each of these.
    fn count(selections: Vec<Selection> as &[Selection], at_most: u32 as u32) -> Vec<Tally>;
}
