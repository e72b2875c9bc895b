//! Own fields and tags of a desk: `ombud:desk/definitions`, since 1.1. The manual is the WIT.

pub use crate::bindings::queues::ombud::desk1_1_0::definitions::{
    Choice, Colour, Definitions, Field, Form, FormField, Kind, Moment, Tag,
};

super::service::service! {
    "tickets", definitions, TicketsComponent,
    crate::bindings::tickets_provider::exports::ombud::desk1_1_0::definitions::Guest,
    crate::bindings::queues::ombud::desk1_1_0::definitions;

    /// All fields and tags that this desk defined.
    fn known() -> Definitions;
    /// The form of a ticket with all that is to be known of its fields, those turned off, too.
    fn whole() -> Form;
}
