//! Own fields and tags of a desk: `ombud:desk/definitions`, since 1.1. The manual is the WIT.

pub use crate::bindings::queues::ombud::desk1_1_0::definitions::{
    Colour, Definitions, Field, Kind, Moment, Tag,
};

super::service::service! {
    "tickets", definitions, TicketsComponent,
    crate::bindings::tickets_provider::exports::ombud::desk1_1_0::definitions::Guest,
    crate::bindings::queues::ombud::desk1_1_0::definitions;

    /// All fields and tags that this desk defined.
    fn known() -> Definitions;
}
