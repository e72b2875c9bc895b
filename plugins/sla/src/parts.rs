//! A few words about a ticket: beside its title, and in the list.

use crate::keep::{Promised, State};
use crate::reckon::{signed, unsigned};
use crate::texts;
use ombud_plugin::Timestamp;
use ombud_plugin::moment::short;
use ombud_worktime::Instant;

/// What counts first of a ticket: what is due first; else what stands.
fn first(state: &State) -> Option<(&Promised, Option<Instant>)> {
    if let Some((one, due)) = state.next() {
        return Some((one, Some(due)));
    }
    state.promised.iter().find(|one| one.left.is_some()).map(|one| (one, None))
}

/// Beside the title: what, and how long until then.
pub fn badge(state: &State, now: Timestamp) -> Option<String> {
    let (one, due) = first(state)?;
    let metric = texts::metric(one.metric);
    Some(match due {
        Some(due) if due < signed(now) => texts::overdue_badge(metric, signed(now) - due),
        Some(due) => texts::due_badge(metric, due - signed(now)),
        None => texts::stands_badge(metric),
    })
}

/// In the list: when, and what.
pub fn cell(state: &State, now: Timestamp) -> Option<String> {
    let (one, due) = first(state)?;
    Some(match due {
        Some(due) if due < signed(now) => texts::overdue(signed(now) - due),
        Some(due) if due - signed(now) < 24 * ombud_worktime::HOUR => texts::due_in(due - signed(now)),
        Some(due) => short(unsigned(due), now),
        None if one.broken.is_some() => texts::broken().to_owned(),
        None => texts::stands().to_owned(),
    })
}
