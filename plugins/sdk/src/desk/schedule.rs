//! Who accepts work: `ombud:desk/schedule`, since 1.1. The manual is the WIT.

use crate::{Timestamp, UserId};

pub use crate::bindings::queues::ombud::desk1_1_0::schedule::{Availability, Cause, Flip};

super::service::service! {
    "schedule", schedule, ScheduleComponent,
    crate::bindings::schedule_provider::exports::ombud::desk1_1_0::schedule::Guest,
    crate::bindings::queues::ombud::desk1_1_0::schedule;

    /// Whether these people accept work, in the order asked.
    fn accepting(users: Vec<UserId> as &[UserId]) -> Vec<Availability>;
    /// When somebody began and ceased to accept work, from one instant until before another.
    fn flips(user: UserId as &str, begin: Timestamp as Timestamp, end: Timestamp as Timestamp) -> Vec<Flip>;
}
