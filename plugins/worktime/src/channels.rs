//! Who can be given work on which channel: what shifts and choices say, and what takes away from it.
//!
//! Nothing here knows shifts: that somebody accepts work is a fact among others ([`crate::shifts`] says it). What is said is
//! learned at its own time, in the order in which it is heard; the past is never told anew.

use crate::Instant;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where work comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Messages that wait.
    Tickets,
    /// People who wait.
    Chat,
}

impl Channel {
    /// All that there are.
    pub const ALL: [Channel; 2] = [Channel::Tickets, Channel::Chat];

    /// As it stands in addresses and settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Tickets => "tickets",
            Channel::Chat => "chat",
        }
    }

    /// And back.
    pub fn parse(word: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}

/// How it stands with somebody on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Not connected, suspended, or not staff.
    Offline,
    /// Connected, and away for a while.
    Away,
    /// Connected, and accepts no work.
    Online,
    /// Can be given work.
    Accepting,
}

impl State {
    /// All that there are, the most first.
    pub const ALL: [State; 4] = [State::Accepting, State::Online, State::Away, State::Offline];

    /// As it stands in addresses and files.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Offline => "offline",
            State::Away => "away",
            State::Online => "online",
            State::Accepting => "accepting",
        }
    }
}

/// What is known of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Staff, and not suspended.
    pub active: bool,
    /// Has the desk open.
    pub connected: bool,
    /// What was chosen, or else the shifts say: accepts work.
    pub accepts: bool,
    /// On these channels work is given also to who is not connected.
    #[serde(default)]
    pub unseen: BTreeSet<Channel>,
    /// In these channels the person takes no part.
    #[serde(default)]
    pub off: BTreeSet<Channel>,
}

/// Away by the own word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// Since when.
    pub since: Instant,
    /// When it ends by itself.
    #[serde(default)]
    pub until: Option<Instant>,
    /// For colleagues.
    #[serde(default)]
    pub note: String,
}

impl Away {
    /// Whether it is so at this instant.
    pub fn holds(&self, at: Instant) -> bool {
        self.until.is_none_or(|until| at < until)
    }
}

/// Somebody's state on a channel. What only takes away comes first; nothing here makes anybody accept work who does not.
pub fn state(facts: &Facts, away: bool, channel: Channel) -> State {
    let here = facts.connected || facts.unseen.contains(&channel);
    if !(facts.active && here) {
        State::Offline
    } else if away {
        State::Away
    } else if facts.accepts && !facts.off.contains(&channel) {
        State::Accepting
    } else if facts.connected {
        State::Online
    } else {
        State::Offline
    }
}

/// What made it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The person came or left.
    Connection,
    /// A shift began or ended.
    Shift,
    /// The shifts were changed.
    Edit,
    /// Somebody chose whether to accept work, or such a choice ended.
    Choice,
    /// The person went away, or came back.
    Away,
    /// The time for which the person was away is over.
    AwayEnded,
    /// The person takes part in a channel, or no more.
    Channel,
    /// The person was suspended or let in again, or is staff or no more.
    Account,
    /// An administrator changed the settings.
    Settings,
}

/// That somebody's states became others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// When, however late it was noticed.
    pub at: Instant,
    /// Why.
    pub cause: Cause,
    /// What is so from then on.
    pub states: BTreeMap<Channel, State>,
}

/// Somebody's states on a channel since when, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// What is so.
    pub state: State,
    /// Since when.
    pub since: Instant,
    /// Why.
    pub cause: Cause,
}

/// How it stands with somebody, as far as it was heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Everything up to this instant is settled.
    at: Instant,
    facts: Facts,
    away: Option<Away>,
    spells: BTreeMap<Channel, Spell>,
}

impl Standing {
    /// From this instant on; before, nothing is known.
    pub fn begin(at: Instant, facts: Facts, cause: Cause) -> (Standing, Turn) {
        let states: BTreeMap<_, _> =
            Channel::ALL.into_iter().map(|channel| (channel, state(&facts, false, channel))).collect();
        let spell =
            |(channel, state): (&Channel, &State)| (*channel, Spell { state: *state, since: at, cause });
        let spells = states.iter().map(spell).collect();
        (Standing { at, facts, away: None, spells }, Turn { at, cause, states })
    }

    /// What is known.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether the person is away, and until when. What ends at an instant has ended then, though nothing was settled.
    pub fn away(&self, now: Instant) -> Option<&Away> {
        self.away.as_ref().filter(|away| away.holds(now))
    }

    /// What is so on a channel at this instant, if nothing was heard since.
    pub fn spell(&self, channel: Channel, now: Instant) -> Spell {
        let mut ahead = self.clone();
        ahead.advance(now);
        let known = Spell { state: State::Offline, since: self.at, cause: Cause::Account };
        ahead.spells.get(&channel).copied().unwrap_or(known)
    }

    /// What was said last of being away, though it may be over.
    pub fn said(&self) -> Option<&Away> {
        self.away.as_ref()
    }

    /// What is so on a channel as far as all is settled.
    pub fn kept(&self, channel: Channel) -> Option<Spell> {
        self.spells.get(&channel).copied()
    }

    /// When there is something to look at next.
    pub fn wake(&self) -> Option<Instant> {
        self.away.as_ref().and_then(|away| away.until)
    }

    /// Lets time pass: what ends by itself ends at its own time, however late that is noticed. A clock that was put back settles
    /// nothing.
    pub fn advance(&mut self, now: Instant) -> Option<Turn> {
        let end = self.wake().filter(|end| *end <= now);
        let turn = end.and_then(|end| {
            self.at = self.at.max(end);
            self.away = None;
            self.settle(Cause::AwayEnded)
        });
        self.at = self.at.max(now);
        turn
    }

    /// Other facts hold, as of an instant. What is heard late is learned now: what was told of the time between stays.
    pub fn learn(&mut self, at: Instant, facts: Facts, cause: Cause) -> Vec<Turn> {
        let mut turns: Vec<Turn> = self.advance(at).into_iter().collect();
        self.facts = facts;
        turns.extend(self.settle(cause));
        turns
    }

    /// The person goes away, or comes back (`None`).
    pub fn step(&mut self, at: Instant, away: Option<Away>) -> Vec<Turn> {
        let mut turns: Vec<Turn> = self.advance(at).into_iter().collect();
        self.away = away.filter(|away| away.holds(at));
        turns.extend(self.settle(Cause::Away));
        turns
    }

    fn settle(&mut self, cause: Cause) -> Option<Turn> {
        let at = self.at;
        let away = self.away.is_some();
        let mut changed = false;
        for channel in Channel::ALL {
            let state = state(&self.facts, away, channel);
            if self.spells.get(&channel).is_none_or(|spell| spell.state != state) {
                self.spells.insert(channel, Spell { state, since: at, cause });
                changed = true;
            }
        }
        let states = self.spells.iter().map(|(channel, spell)| (*channel, spell.state)).collect();
        changed.then_some(Turn { at, cause, states })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HOUR;

    fn here() -> Facts {
        Facts { active: true, connected: true, accepts: true, ..Facts::default() }
    }

    #[test]
    fn nothing_makes_anybody_accept_work_and_each_thing_can_take_it_away() {
        use State::{Accepting, Away, Offline, Online};
        let of = |facts: Facts, away| state(&facts, away, Channel::Chat);
        assert_eq!(of(here(), false), Accepting);
        assert_eq!(of(here(), true), Away);
        assert_eq!(of(Facts { accepts: false, ..here() }, false), Online);
        assert_eq!(of(Facts { off: [Channel::Chat].into(), ..here() }, false), Online);
        assert_eq!(of(Facts { off: [Channel::Tickets].into(), ..here() }, false), Accepting);
        assert_eq!(of(Facts { connected: false, ..here() }, false), Offline);
        assert_eq!(of(Facts { active: false, ..here() }, false), Offline);
        let unseen = Facts { connected: false, unseen: [Channel::Chat].into(), ..here() };
        assert_eq!(of(unseen.clone(), false), Accepting);
        assert_eq!(of(Facts { accepts: false, ..unseen.clone() }, false), Offline);
        assert_eq!(of(unseen.clone(), true), Away, "colleagues see the note");
        assert_eq!(state(&unseen, false, Channel::Tickets), Offline);
    }

    #[test]
    fn lunch_ends_by_itself_at_its_own_time_however_late_that_is_noticed() {
        let (mut standing, _) = Standing::begin(0, here(), Cause::Connection);
        let lunch = Away { since: HOUR, until: Some(2 * HOUR), note: "lunch".into() };
        let went = standing.step(HOUR, Some(lunch));
        assert_eq!((went.len(), went[0].states[&Channel::Chat]), (1, State::Away));
        assert!(standing.advance(2 * HOUR - 1).is_none());
        assert_eq!(
            standing.spell(Channel::Chat, 9 * HOUR).state,
            State::Accepting,
            "looking settles nothing"
        );
        let back = standing.advance(9 * HOUR).unwrap();
        assert_eq!((back.at, back.cause), (2 * HOUR, Cause::AwayEnded));
        assert!(standing.advance(9 * HOUR).is_none());
    }

    #[test]
    fn what_changes_nothing_is_no_turn_and_what_is_heard_late_rewrites_nothing() {
        let (mut standing, _) = Standing::begin(10, here(), Cause::Connection);
        assert!(standing.learn(20, here(), Cause::Shift).is_empty());
        let gone = standing.learn(15, Facts { connected: false, ..here() }, Cause::Connection);
        assert_eq!(gone[0].at, 20, "until then it was told otherwise");
        assert_eq!(standing.spell(Channel::Tickets, 30).since, 20);
        assert!(standing.step(30, Some(Away { since: 30, until: Some(30), note: String::new() })).is_empty());
    }
}
