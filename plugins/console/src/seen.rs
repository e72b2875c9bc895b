//! What a person has seen of which ticket, so that what is new stands out.

use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{Collection, Cx, Draft, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One record for each person, under the person's id.
const SEEN: Collection<Seen> = Collection::new("console:seen");

/// So many tickets are remembered one by one.
const MOST: usize = 400;

/// How far somebody has read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// What was changed last before this moment counts as seen.
    floor: Timestamp,
    /// By number, the change that was seen last.
    tickets: BTreeMap<u64, Timestamp>,
}

impl Seen {
    /// Whoever comes for the first time has seen everything that was there before.
    pub fn of(cx: &Cx, me: &UserId) -> Result<Seen> {
        match cx.find(SEEN, me)? {
            Some(entry) => Ok(entry.value),
            None => {
                let seen = Seen { floor: cx.now(), tickets: BTreeMap::new() };
                cx.create(SEEN, Draft::new(&seen).id(me.as_str()))?;
                Ok(seen)
            }
        }
    }

    /// Whether something was changed that this person has not looked at.
    pub fn is_new(&self, ticket: &Ticket) -> bool {
        let seen = self.tickets.get(&ticket.number).copied().unwrap_or_default();
        ticket.updated > seen.max(self.floor)
    }

    fn look_at(&mut self, ticket: &Ticket) {
        self.tickets.insert(ticket.number, ticket.updated);
        while self.tickets.len() > MOST {
            let oldest = self.tickets.iter().min_by_key(|(_, at)| **at).map(|(number, at)| (*number, *at));
            let Some((number, at)) = oldest else { return };
            self.tickets.remove(&number);
            self.floor = self.floor.max(at);
        }
    }
}

/// This person knows these tickets as they are. Nothing is written where nothing was new.
pub fn look_at(cx: &Cx, me: &UserId, tickets: &[Ticket]) -> Result<()> {
    let Some(mut entry) = cx.find(SEEN, me)? else { return Seen::of(cx, me).map(drop) };
    if !tickets.iter().any(|ticket| entry.value.is_new(ticket)) {
        return Ok(());
    }
    tickets.iter().for_each(|ticket| entry.value.look_at(ticket));
    cx.update(SEEN, &entry, Draft::of(&entry)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::desk::Desk;

    fn ticket(desk: &Desk, number: u64, updated: Timestamp) -> Ticket {
        desk.ticket(number, "x", |ticket| ticket.updated = updated);
        desk.state.tickets.borrow().last().unwrap().clone()
    }

    #[test]
    fn what_is_changed_after_a_look_is_new_until_the_next() {
        let desk = Desk::new();
        let mut seen = Seen { floor: 10, tickets: BTreeMap::new() };
        assert!(!seen.is_new(&ticket(&desk, 1, 10)));
        let changed = ticket(&desk, 1, 11);
        assert!(seen.is_new(&changed));
        seen.look_at(&changed);
        assert!(!seen.is_new(&changed));
        assert!(seen.is_new(&ticket(&desk, 1, 12)));
    }

    #[test]
    fn only_so_many_tickets_are_remembered_and_what_is_forgotten_counts_as_seen() {
        let desk = Desk::new();
        let mut seen = Seen::default();
        for number in 0..=MOST as u64 {
            seen.look_at(&ticket(&desk, number, 100 + number));
        }
        assert_eq!(seen.tickets.len(), MOST);
        assert!(!seen.is_new(&ticket(&desk, 0, 100)));
        assert!(seen.is_new(&ticket(&desk, 900, 101)));
    }
}
