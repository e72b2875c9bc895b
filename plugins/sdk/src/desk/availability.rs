//! Who can be given work, and how much: `ombud:desk/availability`, since 1.1. The manual is the WIT.

use crate::{Cx, Result, UserId};

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

/// Those of these people, however many, who accept work of a department, each with how much at once: more than none.
///
/// # Errors
/// As [`states`] and [`limits`].
pub fn accepting(
    cx: &Cx,
    people: &[UserId],
    channel: Channel,
    department: &str,
) -> Result<Vec<(UserId, u32)>> {
    /// The most that either question is about.
    const ASKED: usize = 500;
    let mut all = Vec::new();
    for some in people.chunks(ASKED) {
        let there = states(cx, some, channel)?.into_iter().filter(|one| one.state == State::Accepting);
        let question =
            |one: Standing| Question { user: one.user, channel, department: Some(department.to_owned()) };
        let asked: Vec<Question> = there.map(question).collect();
        if asked.is_empty() {
            continue;
        }
        let bounds = limits(cx, &asked)?;
        let most = asked.into_iter().zip(bounds).map(|(one, bound)| (one.user, bound.most));
        all.extend(most.filter(|(_, most)| *most > 0));
    }
    Ok(all)
}
