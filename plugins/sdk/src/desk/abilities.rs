//! Who is able to do what: `ombud:desk/abilities`, since 1.1. The manual is the WIT.

use crate::UserId;

pub use crate::bindings::queues::ombud::desk1_1_0::abilities::Ability;

super::service::service! {
    "availability", abilities, AvailabilityComponent,
    crate::bindings::availability_provider::exports::ombud::desk1_1_0::abilities::Guest,
    crate::bindings::queues::ombud::desk1_1_0::abilities;

    /// What these people are able to do, in the order asked.
    fn of_people(users: Vec<UserId> as &[UserId]) -> Vec<Ability>;
}
