//! One agent over three years.

use crate::common::Chance;
use crate::common::slow::open;
use crate::standing::Person;
use crate::world::{World, day, week};
use ombud_worktime::MINUTE;
use ombud_worktime::shifts::{Availability, By, Choice, Flip, Hold, Leave, Schedule};
use ombud_worktime::timeline::Timeline;
use std::collections::BTreeMap;

pub struct Told {
    pub flips: usize,
    pub edits: usize,
    pub turns: usize,
}

enum Event {
    Edit(Schedule),
    Choose(Option<Choice>),
    /// The desk looks: because a timer rang, or because it is up again.
    Look,
}

fn schedule(chance: &mut Chance) -> Schedule {
    let leave = (0..4)
        .map(|_| {
            let from = day(chance);
            Leave { from, until: from.plus(chance.between(0, 14)), note: String::new() }
        })
        .collect();
    let exceptions = (0..12).map(|_| (day(chance), week(chance).workdays)).collect();
    Schedule { week: week(chance), exceptions, leave }
}

/// In the order of time, at whole minutes, at most one in each.
fn events(world: &World, chance: &mut Chance) -> BTreeMap<usize, Event> {
    let minutes = i64::try_from(world.stretch.minutes).unwrap() - 2;
    let mut events = BTreeMap::new();
    let mut minute = 0;
    loop {
        minute += chance.between(1, 4 * 1440);
        if minute > minutes {
            return events;
        }
        let until = world.stretch.start + (minute + chance.between(1, 3000)) * MINUTE;
        let hold = *chance.of(&[Hold::Boundary, Hold::Boundary, Hold::Until(until), Hold::Cleared]);
        let by = *chance.of(&[By::Person, By::Person, By::Supervisor]);
        let choice = Choice { accepting: chance.once_in(2), hold, by };
        let event = match chance.below(30) {
            0 => Event::Edit(schedule(chance)),
            1..=6 => Event::Choose(None),
            7..=20 => Event::Choose(Some(choice)),
            _ => Event::Look,
        };
        events.insert(usize::try_from(minute).unwrap(), event);
    }
}

/// Walks through each minute: what is so by the schedule, what was chosen, and when that ends.
fn walk(world: &World, place: usize, first: &Schedule, events: &BTreeMap<usize, Event>) -> Vec<bool> {
    let clocks = &world.places[place].clocks;
    // What a schedule says is needed up to the minute of the next edit, that one included.
    let until = |from: usize| {
        let mut later = events.range(from + 1..).filter(|(_, event)| matches!(event, Event::Edit(_)));
        later.next().map_or(clocks.len(), |(minute, _)| minute + 1)
    };
    let says =
        |schedule: &Schedule, from: usize| open(&clocks[from..until(from)], |day| schedule.on(day, &[]));
    let (mut since, mut open_now) = (0, says(first, 0));
    let mut choice: Option<Choice> = None;
    let mut scheduled = open_now[0];
    let mut accepting = Vec::with_capacity(clocks.len());
    for minute in 0..clocks.len() {
        let at = world.stretch.at(minute);
        if choice.is_some_and(|choice| matches!(choice.hold, Hold::Until(end) if end <= at)) {
            choice = None;
        }
        let event = events.get(&minute);
        // Before an edit, what the old schedule says still counts for a boundary at the same instant.
        for edited in [false, true] {
            if let (true, Some(Event::Edit(schedule))) = (edited, event) {
                (since, open_now) = (minute, says(schedule, minute));
            }
            if open_now[minute - since] != scheduled {
                scheduled = open_now[minute - since];
                if choice.is_some_and(|choice| choice.hold == Hold::Boundary) {
                    choice = None;
                }
            }
        }
        if let Some(Event::Choose(chosen)) = event {
            choice = *chosen;
        }
        accepting.push(choice.map_or(scheduled, |choice| choice.accepting));
    }
    accepting
}

struct Desk<'a> {
    world: &'a World,
    slow: Vec<bool>,
    state: Availability,
    log: Vec<Flip>,
    /// Up to where both were compared.
    compared: usize,
}

impl Desk<'_> {
    /// The log must say of each minute what one finds who walks through them; each flip is one, and has come once.
    fn compare(&mut self, minute: usize) {
        let mut flips =
            self.log.iter().filter(|flip| flip.at > self.world.stretch.at(self.compared)).peekable();
        let mut now = self.slow[self.compared];
        for minute in self.compared + 1..=minute {
            let at = self.world.stretch.at(minute);
            let mut turns = 0;
            while let Some(flip) = flips.next_if(|flip| flip.at == at) {
                assert_ne!(flip.accepting, now, "a flip that changes nothing at {at}: {flip:?}");
                now = flip.accepting;
                turns += 1;
            }
            // A boundary and a choice in the same minute may take each other back.
            assert!(turns <= 2, "too many flips at {at}");
            assert_eq!(now, self.slow[minute], "at {at}");
        }
        assert!(flips.peek().is_none(), "a flip between two minutes: {:?}", flips.peek());
        assert_eq!(self.state.accepting(), self.slow[minute]);
        self.compared = minute;
    }
}

pub fn work(world: &World, chance: &mut Chance, number: u64) -> Told {
    let place = usize::try_from(number).unwrap() % world.places.len();
    let zone = &world.places[place].zone;
    let timeline = |schedule: &Schedule| -> Timeline {
        schedule.timeline(&[], zone, world.stretch.start, world.stretch.at(world.stretch.minutes))
    };
    let first = schedule(chance);
    let events = events(world, chance);
    let slow = walk(world, place, &first, &events);
    let mut hours = timeline(&first);
    let state = Availability::begin(world.stretch.start, Some(&hours), true);
    let mut person = Person::new(world, state.accepting());
    let mut others = Chance(chance.below(1 << 40) + 1);
    let mut desk = Desk { world, slow, state, log: Vec::new(), compared: 0 };
    let mut edits = 0;
    for (minute, event) in &events {
        let at = world.stretch.at(*minute);
        if chance.once_in(3) {
            ring(&mut desk, &hours, at);
        }
        let flips = match event {
            Event::Edit(schedule) => {
                let after = timeline(schedule);
                let flips = desk.state.edit(Some(&hours), Some(&after), true, at);
                hours = after;
                flips
            }
            Event::Choose(choice) => desk.state.choose(Some(&hours), at, *choice),
            Event::Look => desk.state.advance(Some(&hours), at),
        };
        edits += usize::from(!matches!(event, Event::Look));
        desk.log.extend(flips);
        desk.compare(*minute);
        person.lives(&desk.log, &desk.slow, *minute, &mut others);
        if chance.once_in(5) {
            // The desk is started anew, with its clock put back.
            desk.state = serde_json::from_str(&serde_json::to_string(&desk.state).unwrap()).unwrap();
            assert!(desk.state.advance(Some(&hours), at - chance.between(0, 100_000) * MINUTE).is_empty());
        }
    }
    Told { flips: desk.log.len(), edits, turns: person.turns() }
}

/// Timers that ring at their time say all that looking later would say.
fn ring(desk: &mut Desk<'_>, hours: &Timeline, until: i64) {
    while let Some(wake) = desk.state.wake(Some(hours)).filter(|wake| *wake < until) {
        let flips = desk.state.advance(Some(hours), wake);
        assert!(flips.iter().all(|flip| flip.at == wake), "woken at {wake} for {flips:?}");
        desk.log.extend(flips);
        assert!(desk.state.advance(Some(hours), wake).is_empty(), "a timer that rings twice");
    }
}
