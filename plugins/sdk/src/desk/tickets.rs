//! Tickets and their messages: `ombud:desk/tickets`. The manual is the WIT.

use crate::RecordId;

pub use crate::bindings::plugin::ombud::desk::tickets::{
    Attachment, Change, Changes, Filter, MailHeaders, Message, MessageKind, NewMessage, NewTicket, Page,
    Parting, Priority, Relation, RelationKind, Sort, Status, Ticket,
};

impl Changes {
    /// Changes that leave everything as it is, to begin with: `Changes { status: Some(…), ..Changes::none() }`.
    pub fn none() -> Changes {
        Changes {
            subject: None,
            department: None,
            assignee: None,
            requester: None,
            participants: None,
            status: None,
            until: None,
            priority: None,
            tags: None,
            fields: None,
            language: None,
        }
    }
}

super::service::service! {
    "tickets", tickets, TicketsComponent,
    crate::bindings::tickets_provider::exports::ombud::desk1_0_0::tickets::Guest,
    crate::bindings::plugin::ombud::desk::tickets;

    /// A page of the tickets that the caller may see.
    fn list(filter: Filter as &Filter) -> Page;
    /// One ticket.
    fn get(id: RecordId as &str) -> Ticket;
    /// One ticket, by what people say.
    fn by_number(number: u64 as u64) -> Ticket;
    /// All messages that the caller may see, oldest first.
    fn messages(ticket: RecordId as &str) -> Vec<Message>;
    /// What was changed in a ticket.
    fn history(ticket: RecordId as &str) -> Vec<Change>;
    /// Opens a ticket.
    fn create(ticket: NewTicket as &NewTicket) -> Ticket;
    /// Changes a ticket of which this version is known.
    fn update(id: RecordId as &str, version: u64 as u64, changes: Changes as &Changes) -> Ticket;
    /// Adds a reply or a note.
    fn add_message(ticket: RecordId as &str, message: NewMessage as &NewMessage) -> Message;
    /// The message that has this Message-ID.
    fn find_mail(message_id: String as &str) -> Option<Message>;
    /// Takes messages from one ticket into another.
    fn take_messages(
        source: RecordId as &str, target: RecordId as &str, messages: Vec<RecordId> as &[RecordId], copy: bool as bool
    ) -> Vec<RecordId>;
    /// Takes messages of a ticket into a new one.
    fn split_off(
        source: RecordId as &str, ticket: NewTicket as &NewTicket, messages: Vec<RecordId> as &[RecordId], copy: bool as bool
    ) -> Parting;
    /// Undoes [`take_messages`] and [`split_off`].
    fn return_messages(
        source: RecordId as &str, target: RecordId as &str, messages: Vec<RecordId> as &[RecordId], copy: bool as bool
    ) -> ();
}
