//! Whether one agent can be given work, on each channel: what shifts and choices say, and what takes away from it.

use crate::common::Chance;
use crate::world::World;
use ombud_worktime::channels::{Away, Cause, Channel, Facts, Standing, State, Turn};
use ombud_worktime::shifts::Flip;
use ombud_worktime::{Instant, MINUTE};

/// What is so beside shifts and choices, as one would note it on paper.
#[derive(Clone)]
struct Paper {
    active: bool,
    connected: bool,
    /// Takes no part in tickets.
    off: bool,
    /// Is given chats though not connected.
    unseen: bool,
    /// Until which minute the agent is away.
    away: usize,
}

impl Paper {
    fn state(&self, channel: Channel, minute: usize, accepts: bool) -> State {
        let chat = channel == Channel::Chat;
        if !self.active || !(self.connected || chat && self.unseen) {
            return State::Offline;
        }
        match (minute < self.away, accepts && (chat || !self.off)) {
            (true, _) => State::Away,
            (false, true) => State::Accepting,
            (false, false) if self.connected => State::Online,
            (false, false) => State::Offline,
        }
    }
}

pub struct Person<'a> {
    world: &'a World,
    standing: Standing,
    log: Vec<Turn>,
    paper: Paper,
    /// How many flips were heard, how many turns were compared, and up to which minute.
    heard: usize,
    turned: usize,
    compared: usize,
    /// What the log says of that minute.
    logged: [State; 2],
}

impl<'a> Person<'a> {
    pub fn new(world: &'a World, accepts: bool) -> Person<'a> {
        let facts = Facts { active: true, accepts, ..Facts::default() };
        let (standing, first) = Standing::begin(world.stretch.start, facts, Cause::Account);
        let paper = Paper { active: true, connected: false, off: false, unseen: false, away: 0 };
        let logged = Channel::ALL.map(|channel| first.states[&channel]);
        Person { world, standing, log: vec![first], paper, heard: 0, turned: 1, compared: 0, logged }
    }

    pub fn turns(&self) -> usize {
        self.log.len()
    }

    fn learn(&mut self, at: Instant, cause: Cause, change: impl FnOnce(&mut Facts)) {
        let mut facts = self.standing.facts().clone();
        change(&mut facts);
        self.log.extend(self.standing.learn(at, facts, cause));
    }

    /// The desk looks: it hears of all flips since the last time, each at its own time, and of what else happens now. After that the state
    /// on each channel, now and in each minute since, is what the paper says.
    pub fn lives(&mut self, flips: &[Flip], accepts: &[bool], minute: usize, chance: &mut Chance) {
        let at = self.world.stretch.at(minute);
        for flip in &flips[self.heard..] {
            self.learn(flip.at, Cause::Shift, |facts| facts.accepts = flip.accepting);
        }
        self.heard = flips.len();
        self.log.extend(self.standing.advance(at));
        let before = self.paper.clone();
        for _ in 0..chance.below(3) {
            self.happens(minute, chance);
        }
        self.compare(&before, accepts, minute);
        if chance.once_in(5) {
            // The desk is started anew, with its clock put back; and what it is told then is no news.
            self.standing = serde_json::from_str(&serde_json::to_string(&self.standing).unwrap()).unwrap();
            let early = at - chance.between(0, 100_000) * MINUTE;
            assert!(self.standing.advance(early).is_none(), "a clock that was put back settles nothing");
            let same = self.standing.facts().clone();
            assert!(self.standing.learn(early, same, Cause::Shift).is_empty(), "told twice");
            self.compare(&before, accepts, minute);
        }
    }

    fn happens(&mut self, minute: usize, chance: &mut Chance) {
        let (at, yes) = (self.world.stretch.at(minute), chance.once_in(2));
        match chance.below(9) {
            0..=3 => {
                self.paper.connected = yes;
                self.learn(at, Cause::Connection, |facts| facts.connected = yes);
            }
            4 => {
                // Suspended, and most times let in again soon.
                self.paper.active = yes || chance.once_in(2);
                let active = self.paper.active;
                self.learn(at, Cause::Account, |facts| facts.active = active);
            }
            5 => {
                self.paper.off = yes;
                let off = if yes { [Channel::Tickets].into() } else { Default::default() };
                self.learn(at, Cause::Channel, |facts| facts.off = off);
            }
            6 => {
                self.paper.unseen = yes;
                let unseen = if yes { [Channel::Chat].into() } else { Default::default() };
                self.learn(at, Cause::Settings, |facts| facts.unseen = unseen);
            }
            7 => {
                self.paper.away = minute;
                self.log.extend(self.standing.step(at, None));
            }
            _ => {
                let long = chance.between(1, 3000);
                self.paper.away = if yes { minute + usize::try_from(long).unwrap() } else { usize::MAX };
                let until = yes.then_some(at + long * MINUTE);
                let away = Away { since: at, until, note: String::new() };
                self.log.extend(self.standing.step(at, Some(away)));
            }
        }
    }

    fn compare(&mut self, before: &Paper, accepts: &[bool], minute: usize) {
        for (one, accepts) in accepts.iter().enumerate().take(minute + 1).skip(self.compared + 1) {
            let (at, paper) = (self.world.stretch.at(one), if one == minute { &self.paper } else { before });
            while let Some(turn) = self.log.get(self.turned).filter(|turn| turn.at <= at) {
                let earlier = &self.log[self.turned - 1];
                assert!(
                    turn.at >= earlier.at && turn.states != earlier.states,
                    "{earlier:?} and then {turn:?}"
                );
                self.logged = Channel::ALL.map(|channel| turn.states[&channel]);
                self.turned += 1;
            }
            for (channel, logged) in Channel::ALL.into_iter().zip(self.logged) {
                assert_eq!(logged, paper.state(channel, one, *accepts), "{channel:?} at {at}");
            }
        }
        assert_eq!(self.turned, self.log.len(), "a turn that is still to come: {:?}", self.log.last());
        for channel in Channel::ALL {
            let now = self.standing.spell(channel, self.world.stretch.at(minute)).state;
            assert_eq!(now, self.paper.state(channel, minute, accepts[minute]), "{channel:?} now");
        }
        self.compared = minute;
    }
}
