//! How it stands with somebody: what is known of it, and what becomes of that.
//!
//! What others know (who is connected, who accepts work, who is suspended) is learned with the plugin's own rights, in
//! reactions and timers. What people say of themselves is said with theirs, on top of what was learned last.

use crate::keep::{self, Noted, Person, signed, unsigned};
use ombud_plugin::desk::availability as wit;
use ombud_plugin::desk::schedule;
use ombud_plugin::{Cx, Entry, Error, Event, Level, Result, Timestamp, UserId};
use ombud_worktime::channels::{Away, Cause, Channel, Facts, Standing, Turn};
use ombud_worktime::{HOUR, Instant};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// What timers are called: somebody is back; somebody is looked at; everybody of whom nothing is known is; everybody is.
const BACK: &str = "back/";
const LOOK: &str = "look/";
const NEW: &str = "new";
const HOURLY: &str = "hourly";

/// The settings.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    pub tickets_at_once: u32,
    pub chats_at_once: u32,
    tickets_unseen: bool,
    chat_unseen: bool,
    pub zone: String,
}

impl Settings {
    pub fn read(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }

    /// The channels on which work is given also to who is not connected.
    fn unseen(&self) -> BTreeSet<Channel> {
        let chosen = [(Channel::Tickets, self.tickets_unseen), (Channel::Chat, self.chat_unseen)];
        chosen.into_iter().filter(|(_, unseen)| *unseen).map(|(channel, _)| channel).collect()
    }
}

/// What is known of somebody now, and until when the shifts say so. `off` is what only we know.
fn facts(
    cx: &Cx,
    connected: bool,
    accepting: &schedule::Availability,
    unseen: &BTreeSet<Channel>,
    off: BTreeSet<Channel>,
) -> Result<(Facts, Option<Instant>)> {
    let active = match cx.person(&accepting.user) {
        Err(Error::NotFound(_)) => false,
        person => person.map(|person| person.staff && person.active)?,
    };
    let facts = Facts { active, connected, accepts: accepting.accepting, unseen: unseen.clone(), off };
    Ok((facts, accepting.until.map(signed)))
}

/// Why facts are others now, if nobody says it.
fn why(before: &Facts, after: &Facts) -> Cause {
    if before.active != after.active {
        Cause::Account
    } else if before.connected != after.connected {
        Cause::Connection
    } else if before.unseen != after.unseen {
        Cause::Settings
    } else {
        Cause::Shift
    }
}

/// Learns how it is with somebody now, as of an instant, for a reason if one is known.
fn learn(cx: &Cx, user: &str, at: Instant, cause: Option<Cause>) -> Result<()> {
    let entry = keep::person(cx, user)?;
    let users = [user.to_owned()];
    let (Some(presence), Some(accepting)) =
        (cx.presences(&users)?.into_iter().next(), schedule::accepting(cx, &users)?.into_iter().next())
    else {
        return Err(Error::failed("whoever was asked about somebody said nothing"));
    };
    let off = entry.as_ref().map(|entry| entry.value.standing.facts().off.clone()).unwrap_or_default();
    let unseen = Settings::read(cx)?.unseen();
    let (facts, until) = facts(cx, presence.connected, &accepting, &unseen, off)?;
    let Some(entry) = entry else {
        // Of customers nothing is kept.
        if !facts.active {
            return Ok(());
        }
        cx.set_timer(NEW, cx.now(), &())?;
        let cause = cause.filter(|_| facts.connected).unwrap_or(Cause::Account);
        let (standing, turn) = Standing::begin(at, facts, cause);
        return keep_all(cx, user, None, Person { standing, until }, vec![turn]);
    };
    let mut standing = entry.value.standing.clone();
    let cause = cause.unwrap_or_else(|| why(standing.facts(), &facts));
    let turns = standing.learn(at, facts, cause);
    keep_all(cx, user, Some(&entry), Person { standing, until }, turns)
}

fn keep_all(
    cx: &Cx,
    user: &str,
    read: Option<&Entry<Person>>,
    person: Person,
    turns: Vec<Turn>,
) -> Result<()> {
    let by = cx.caller().user.filter(|by| by != user);
    for turn in turns {
        let said = person.standing.said().filter(|_| turn.cause == Cause::Away);
        let (by, note) = match turn.cause {
            Cause::Away | Cause::Channel => {
                (by.clone(), said.map(|away| away.note.clone()).unwrap_or_default())
            }
            _ => (None, String::new()),
        };
        keep::note(cx, user, &Noted { turn, noticed: cx.now(), by, note })?;
    }
    let key = format!("{BACK}{user}");
    match (person.standing.wake(), read.and_then(|read| read.value.standing.wake())) {
        (now, before) if now == before => {}
        (Some(end), _) => cx.set_timer(&key, unsigned(end), &())?,
        (None, _) => cx.cancel_timer(&key)?,
    }
    keep::save(cx, user, read, &person)
}

/// Somebody of whom nothing was heard yet says something: what is known of him comes in a moment.
fn begun(cx: &Cx, user: &str) -> Result<(Option<Entry<Person>>, Person)> {
    let entry = keep::person(cx, user)?;
    let known = entry.as_ref().map(|entry| entry.value.clone());
    let unknown = || {
        let (standing, _) = Standing::begin(signed(cx.now()), Facts::default(), Cause::Account);
        Person { standing, until: None }
    };
    Ok((entry, known.unwrap_or_else(unknown)))
}

/// Somebody goes away, or comes back.
pub fn step(cx: &Cx, user: &str, away: Option<Away>) -> Result<()> {
    let (entry, mut person) = begun(cx, user)?;
    let turns = person.standing.step(signed(cx.now()), away);
    cx.set_timer(&format!("{LOOK}{user}"), cx.now(), &())?;
    keep_all(cx, user, entry.as_ref(), person, turns)
}

/// Somebody takes part in all channels but these.
pub fn take_part(cx: &Cx, user: &str, off: BTreeSet<Channel>) -> Result<()> {
    let (entry, mut person) = begun(cx, user)?;
    let facts = Facts { off, ..person.standing.facts().clone() };
    let turns = person.standing.learn(signed(cx.now()), facts, Cause::Channel);
    cx.set_timer(&format!("{LOOK}{user}"), cx.now(), &())?;
    keep_all(cx, user, entry.as_ref(), person, turns)
}

/// A timer rang.
pub fn ring(cx: &Cx, key: &str) -> Result<()> {
    if let Some(user) = key.strip_prefix(BACK).or_else(|| key.strip_prefix(LOOK)) {
        return learn(cx, user, signed(cx.now()), None);
    }
    if key == NEW || key == HOURLY {
        // Each in a call of its own: together they may be more than one call can do.
        for colleague in cx.colleagues(None)? {
            if key == HOURLY || keep::person(cx, &colleague.id)?.is_none() {
                cx.set_timer(&format!("{LOOK}{}", colleague.id), cx.now(), &())?;
            }
        }
        let hour = signed(cx.now()).div_euclid(HOUR) + 1;
        cx.set_timer(HOURLY, unsigned(hour * HOUR), &())?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Came {
    user: UserId,
    at: Timestamp,
}

#[derive(Deserialize)]
struct Accepts {
    person: UserId,
    at: Instant,
    cause: Value,
}

/// Somebody came or left, or begins or ceases to accept work.
pub fn heard(cx: &Cx, event: &Event) -> Result<()> {
    let strange = |error: serde_json::Error| {
        cx.log(
            Level::Error,
            format!("the event {} of kind {} makes no sense: {error}", event.number, event.kind),
        );
    };
    match event.kind.as_str() {
        "kernel:presence.changed" => match serde_json::from_str::<Came>(&event.data) {
            Ok(Came { user, at }) => learn(cx, &user, signed(at), Some(Cause::Connection))?,
            Err(error) => strange(error),
        },
        "schedule:availability.changed" => match serde_json::from_str::<Accepts>(&event.data) {
            Ok(Accepts { person, at, cause }) => {
                let cause = match cause.as_str() {
                    Some("schedule") => Cause::Shift,
                    Some("edit") => Cause::Edit,
                    _ => Cause::Choice,
                };
                learn(cx, &person, at, Some(cause))?;
            }
            Err(error) => strange(error),
        },
        _ => {}
    }
    Ok(())
}

/// How it stands with people at this very moment, whatever was learned of them before.
pub fn states(cx: &Cx, users: &[UserId], channel: Channel) -> Result<Vec<wit::Standing>> {
    let now = signed(cx.now());
    let unseen = Settings::read(cx)?.unseen();
    let (presences, accepting) = (cx.presences(users)?, schedule::accepting(cx, users)?);
    let asked = presences.iter().zip(&accepting);
    let standing = |(presence, accepting): (&ombud_plugin::Presence, &schedule::Availability)| {
        let kept = keep::person(cx, &accepting.user)?.map(|entry| entry.value.standing);
        let off = kept.as_ref().map(|kept| kept.facts().off.clone()).unwrap_or_default();
        let (facts, until) = facts(cx, presence.connected, accepting, &unseen, off)?;
        let known = kept.is_some() || presence.since.is_some() || accepting.since.is_some();
        let mut standing = match kept {
            Some(kept) => kept,
            None => Standing::begin(now, facts.clone(), Cause::Account).0,
        };
        let cause = why(standing.facts(), &facts);
        standing.learn(now, facts, cause);
        let spell = standing.spell(channel, now);
        let back = standing.away(now).and_then(|away| away.until);
        Ok(wit::Standing {
            user: accepting.user.clone(),
            state: crate::parts::state_word(spell.state),
            since: known.then_some(unsigned(spell.since)),
            cause: known.then_some(crate::parts::cause_word(spell.cause)),
            until: until_of(spell.state, back, until).map(unsigned),
        })
    };
    asked.map(standing).collect()
}

/// When a state may change by itself.
pub fn until_of(
    state: ombud_worktime::channels::State,
    back: Option<Instant>,
    shifts: Option<Instant>,
) -> Option<Instant> {
    use ombud_worktime::channels::State::{Accepting, Away, Offline, Online};
    match state {
        Away => back,
        Accepting | Online => shifts,
        Offline => None,
    }
}
