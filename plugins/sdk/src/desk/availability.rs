//! Who can be given work, and how much: `ombud:desk/availability`, since 1.1. The manual is the WIT.

use crate::UserId;

pub use crate::bindings::queues::ombud::desk1_1_0::availability::{
    Bound, Cause, Channel, Question, Source, Standing, State,
};

super::service::service! {
    "availability", availability, AvailabilityComponent,
    crate::bindings::availability_provider::exports::ombud::desk1_1_0::availability::Guest,
    crate::bindings::queues::ombud::desk1_1_0::availability;

    /// How it stands with these people on a channel, in the order asked.
    fn states(users: Vec<UserId> as &[UserId], channel: Channel as Channel) -> Vec<Standing>;
    /// How much work these people take at once, in the order asked.
    fn limits(asked: Vec<Question> as &[Question]) -> Vec<Bound>;
}
