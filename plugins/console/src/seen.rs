//! What a person has seen of which ticket, so that what is new stands out.

use ombud_plugin::desk::mentions::Mark;
use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{Collection, Cx, Draft, Error, RecordId, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One record for each person, under the person's id.
const SEEN: Collection<Seen> = Collection::new("console:seen");

/// So many tickets are remembered one by one.
const MOST: usize = 400;

/// And so many of one's own replies.
const OWN: usize = 30;

/// How far somebody has read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// What was changed last before this moment counts as seen.
    floor: Timestamp,
    /// By number, the change that was seen last.
    tickets: BTreeMap<u64, Timestamp>,
    /// By number, the version that a ticket gets when a reply of this person's own leaves, and nothing else happens before.
    #[serde(default)]
    own: BTreeMap<u64, u64>,
    /// The mentions of this person that were read, and since when they stood there. What stood there longer than any of
    /// them was read, too, once they have become too many.
    #[serde(default)]
    heard: BTreeMap<RecordId, Timestamp>,
    #[serde(default)]
    heard_floor: Timestamp,
}

impl Seen {
    /// Whoever comes for the first time has seen everything that was there before.
    pub fn of(cx: &Cx, me: &UserId) -> Result<Seen> {
        match cx.find(SEEN, me)? {
            Some(entry) => Ok(entry.value),
            None => {
                let seen = Seen { floor: cx.now(), ..Seen::default() };
                unless_somebody_looks_on(cx.create(SEEN, Draft::new(&seen).id(me.as_str())))?;
                Ok(seen)
            }
        }
    }

    /// Whether something was changed that this person has not looked at.
    pub fn is_new(&self, ticket: &Ticket) -> bool {
        let seen = self.tickets.get(&ticket.number).copied().unwrap_or_default();
        ticket.updated > seen.max(self.floor) && self.own.get(&ticket.number) != Some(&ticket.version)
    }

    /// Whether this person is mentioned there and has not read it.
    pub fn is_unheard(&self, mark: &Mark) -> bool {
        mark.at > self.heard_floor && !self.heard.contains_key(&mark.id)
    }

    fn hear(&mut self, mark: &Mark) {
        self.heard.insert(mark.id.clone(), mark.at);
        while self.heard.len() > MOST {
            let oldest = self.heard.iter().min_by_key(|(_, at)| **at).map(|(id, at)| (id.clone(), *at));
            let Some((id, at)) = oldest else { return };
            self.heard.remove(&id);
            self.heard_floor = self.heard_floor.max(at);
        }
    }

    fn look_at(&mut self, ticket: &Ticket) {
        self.own.remove(&ticket.number);
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
    unless_somebody_looks_on(cx.update(SEEN, &entry, Draft::of(&entry)))
}

/// This person has read where the ticket mentions him, and knows the ticket as it is.
pub fn read(cx: &Cx, me: &UserId, ticket: &Ticket, marks: &[Mark]) -> Result<()> {
    let mine = || marks.iter().filter(|mark| mark.user == *me);
    if mine().next().is_none() {
        return look_at(cx, me, std::slice::from_ref(ticket));
    }
    let before = Seen::of(cx, me)?;
    let Some(mut entry) = cx.find(SEEN, me)? else { return Ok(()) };
    mine().filter(|mark| before.is_unheard(mark)).for_each(|mark| entry.value.hear(mark));
    if before.is_new(ticket) {
        entry.value.look_at(ticket);
    }
    if entry.value == before {
        return Ok(());
    }
    unless_somebody_looks_on(cx.update(SEEN, &entry, Draft::of(&entry)))
}

/// A reply of this person's will leave: that is no news to whoever wrote it.
pub fn will_write(cx: &Cx, me: &UserId, ticket: &Ticket) -> Result<()> {
    let Some(mut entry) = cx.find(SEEN, me)? else { return Ok(()) };
    let own = &mut entry.value.own;
    own.insert(ticket.number, ticket.version + 1);
    while own.len() > OWN {
        own.pop_first();
    }
    cx.update(SEEN, &entry, Draft::of(&entry)).map(drop)
}

/// Who looks at the desk as this person notes nothing in the person's name, and sees the page all the same.
fn unless_somebody_looks_on<T>(noted: Result<T>) -> Result<()> {
    match noted {
        Err(Error::Denied(_)) => Ok(()),
        other => other.map(drop),
    }
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
        let mut seen = Seen { floor: 10, ..Seen::default() };
        assert!(!seen.is_new(&ticket(&desk, 1, 10)));
        let changed = ticket(&desk, 1, 11);
        assert!(seen.is_new(&changed));
        seen.look_at(&changed);
        assert!(!seen.is_new(&changed));
        assert!(seen.is_new(&ticket(&desk, 1, 12)));
    }

    #[test]
    fn a_mention_is_unheard_until_it_was_read_and_those_that_are_forgotten_count_as_read() {
        let mark = |nth: usize| Mark {
            id: format!("k{nth}"),
            message: "m".into(),
            user: "u".into(),
            written: "Nina".into(),
            at: 100 + nth as u64,
        };
        let mut seen = Seen::default();
        assert!(seen.is_unheard(&mark(1)));
        seen.hear(&mark(1));
        assert!(!seen.is_unheard(&mark(1)) && seen.is_unheard(&mark(0)));
        (2..=MOST + 1).for_each(|nth| seen.hear(&mark(nth)));
        assert_eq!(seen.heard.len(), MOST);
        assert!(
            !seen.is_unheard(&mark(1)) && !seen.is_unheard(&mark(0)),
            "older than all that is remembered"
        );
        assert!(seen.is_unheard(&mark(MOST + 2)));
    }

    #[test]
    fn ones_own_reply_that_leaves_later_is_no_news_and_whatever_else_happens_is() {
        let desk = Desk::new();
        let (cx, me) = (desk.kernel.cx(), &desk.nina);
        let before = ticket(&desk, 7, desk.kernel.cx().now());
        look_at(&cx, me, std::slice::from_ref(&before)).unwrap();
        will_write(&cx, me, &before).unwrap();
        let seen = Seen::of(&cx, me).unwrap();
        let left = Ticket { version: before.version + 1, updated: before.updated + 10_000, ..before.clone() };
        assert!(!seen.is_new(&left));
        let asked_meanwhile = Ticket { version: before.version + 2, ..left };
        assert!(seen.is_new(&asked_meanwhile));
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
