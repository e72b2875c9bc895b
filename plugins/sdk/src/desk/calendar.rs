//! Business hours: `ombud:desk/calendar`, since 1.1. The manual is the WIT.

use crate::Timestamp;

pub use crate::bindings::queues::ombud::desk1_1_0::calendar::{
    Clocks, Holiday, Hours, Moment, Offset, Reference, Span, Summary,
};

impl Reference {
    /// The latest version.
    pub fn latest(id: &str) -> Reference {
        Reference { id: id.to_owned(), version: None }
    }
}

super::service::service! {
    "calendar", calendar, CalendarComponent,
    crate::bindings::calendar_provider::exports::ombud::desk1_1_0::calendar::Guest,
    crate::bindings::queues::ombud::desk1_1_0::calendar;

    /// All calendars, by name.
    fn list() -> Vec<Summary>;
    /// The first open instant, from this one on.
    fn next_open(calendar: Reference as &Reference, at: Timestamp as Timestamp) -> Moment;
    /// When work is done that begins then and takes so long.
    fn add_business_time(
        calendar: Reference as &Reference, at: Timestamp as Timestamp, milliseconds: u64 as u64
    ) -> Moment;
    /// How long it is open between two instants.
    fn business_time_between(
        calendar: Reference as &Reference, from: Timestamp as Timestamp, until: Timestamp as Timestamp
    ) -> u64;
    /// When it is open between two instants.
    fn open_hours(
        calendar: Reference as &Reference, from: Timestamp as Timestamp, until: Timestamp as Timestamp
    ) -> Hours;
    /// The holidays of a calendar.
    fn holidays(calendar: Reference as &Reference) -> Vec<Holiday>;
    /// The clocks of a place.
    fn clocks_in(zone: String as &str, from: Timestamp as Timestamp, until: Timestamp as Timestamp) -> Clocks;
    /// The places that there are.
    fn zones() -> Vec<String>;
}
