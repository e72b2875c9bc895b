//! By whose clocks people work, and when their shifts ended: `ombud:desk/shifts`, since 1.1. The manual is the WIT.

use crate::{Timestamp, UserId};

super::service::service! {
    "schedule", shifts, ScheduleComponent,
    crate::bindings::schedule_provider::exports::ombud::desk1_1_0::shifts::Guest,
    crate::bindings::queues::ombud::desk1_1_0::shifts;

    /// The places by whose clocks the shifts of these people are, in the order asked.
    fn places(users: Vec<UserId> as &[UserId]) -> Vec<Option<String>>;
    /// When the shifts of somebody ended, from one instant until before another.
    fn ends(user: UserId as &str, begin: Timestamp as Timestamp, end: Timestamp as Timestamp) -> Vec<Timestamp>;
}
