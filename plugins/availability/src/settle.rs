//! How it stands with somebody: what is known of it, and what becomes of that.
//!
//! What others know (who is connected, who accepts work, who is suspended) is learned with the plugin's own rights, in
//! reactions and timers. What people say of themselves is said with theirs, on top of what was learned last.

use crate::keep::{self, Noted, Person, signed, unsigned};
use ombud_plugin::desk::availability as wit;
use ombud_plugin::desk::schedule;
use ombud_plugin::{Cx, Entry, Error, Event, Level, Presence, Result, Timestamp, UserId};
use ombud_worktime::channels::{Away, Cause, Channel, Facts, Standing, Turn};
use ombud_worktime::{DAY, HOUR, Instant};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What timers are called: somebody is back; somebody is looked at; everybody of whom nothing is known is; everybody is, at an hour.
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
    /// By whose clocks a day begins; blank: nobody chose.
    pub zone: String,
    history_days: u32,
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

/// One thing that became so: when and why.
#[derive(Clone, Copy)]
struct News {
    at: Instant,
    fact: Fact,
    cause: Cause,
}

#[derive(Clone, Copy, PartialEq)]
enum Fact {
    Connected(bool),
    Accepts(bool),
}

impl Fact {
    /// What is known with that; all else stays.
    fn on(self, facts: &Facts) -> Facts {
        match self {
            Fact::Connected(connected) => Facts { connected, ..facts.clone() },
            Fact::Accepts(accepts) => Facts { accepts, ..facts.clone() },
        }
    }

    fn is_like(self, other: Fact) -> bool {
        matches!(
            (self, other),
            (Fact::Connected(_), Fact::Connected(_)) | (Fact::Accepts(_), Fact::Accepts(_))
        )
    }
}

/// Whether somebody can be given work at all.
fn works(cx: &Cx, user: &str) -> Result<bool> {
    match cx.person(user) {
        Err(Error::NotFound(_)) => Ok(false),
        person => person.map(|person| person.staff && person.active),
    }
}

/// What is known of somebody now. `off` is what only we know.
fn facts(
    cx: &Cx,
    connected: bool,
    accepting: &schedule::Availability,
    unseen: &BTreeSet<Channel>,
    off: BTreeSet<Channel>,
) -> Result<Facts> {
    let active = works(cx, &accepting.user)?;
    Ok(Facts { active, connected, accepts: accepting.accepting, unseen: unseen.clone(), off })
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

/// What the sources say of now, with the time since when it is so. Of somebody suspended the time of the shifts says nothing.
fn sources(presence: &Presence, accepting: &schedule::Availability, active: bool) -> Vec<News> {
    let came = presence.since.map(|since| News {
        at: signed(since),
        fact: Fact::Connected(presence.connected),
        cause: Cause::Connection,
    });
    let accepts = accepting.since.zip(accepting.cause).filter(|_| active).map(|(since, cause)| News {
        at: signed(since),
        fact: Fact::Accepts(accepting.accepting),
        cause: cause_of(cause),
    });
    came.into_iter().chain(accepts).collect()
}

fn cause_of(cause: schedule::Cause) -> Cause {
    match cause {
        schedule::Cause::Shift => Cause::Shift,
        schedule::Cause::Edit => Cause::Edit,
        schedule::Cause::Person | schedule::Cause::Supervisor | schedule::Cause::ChoiceEnded => Cause::Choice,
    }
}

/// When somebody began and ceased to accept work since anything was told of the person last: of several at once an event tells the last one
/// only.
fn missed(cx: &Cx, standing: &Standing, accepting: &schedule::Availability) -> Result<Vec<News>> {
    let told =
        Channel::ALL.iter().filter_map(|channel| standing.kept(*channel)).map(|spell| spell.since).max();
    let begin = told.map_or(0, unsigned);
    if accepting.since.is_none_or(|since| since <= begin) {
        return Ok(Vec::new());
    }
    let flips = schedule::flips(cx, &accepting.user, begin, cx.now() + 1)?;
    let news = |flip: schedule::Flip| News {
        at: signed(flip.at),
        fact: Fact::Accepts(flip.accepting),
        cause: cause_of(flip.cause),
    };
    Ok(flips.into_iter().map(news).collect())
}

/// Learns how it is with somebody: what was heard, at its own time; then what else is so now. An event that comes late says
/// nothing of what was so beside it, and what is so now is told at the old time only where its source says since when.
fn learn(cx: &Cx, user: &str, heard: Option<News>) -> Result<()> {
    let now = signed(cx.now());
    let entry = keep::person(cx, user)?;
    let users = [user.to_owned()];
    let (Some(presence), Some(accepting)) =
        (cx.presences(&users)?.into_iter().next(), schedule::accepting(cx, &users)?.into_iter().next())
    else {
        return Err(Error::failed("whoever was asked about somebody said nothing"));
    };
    let off = entry.as_ref().map(|entry| entry.value.standing.facts().off.clone()).unwrap_or_default();
    let facts = facts(cx, presence.connected, &accepting, &Settings::read(cx)?.unseen(), off)?;
    let sources = sources(&presence, &accepting, facts.active);
    let missed = match &entry {
        Some(entry) if facts.active => missed(cx, &entry.value.standing, &accepting)?,
        _ => Vec::new(),
    };
    let (mut standing, mut turns) = match &entry {
        Some(entry) => (entry.value.standing.clone(), Vec::new()),
        // Of customers nothing is kept.
        None if !facts.active => return Ok(()),
        None => {
            cx.set_timer(NEW, cx.now(), &())?;
            let at = heard.map_or(now, |heard| heard.at);
            let came = presence.since.is_none_or(|since| signed(since) <= at);
            let then = Facts { connected: facts.connected && came, ..facts.clone() };
            let then = heard.map_or(then.clone(), |heard| heard.fact.on(&then));
            let cause = heard.filter(|_| then.connected).map_or(Cause::Account, |heard| heard.cause);
            let (standing, turn) = Standing::begin(at, then, cause);
            (standing, vec![turn])
        }
    };
    // More of the same is on its way: that tells what is so after this.
    let later = |heard: News| {
        let newer = |one: &News| one.at > heard.at || one.at == heard.at && one.fact != heard.fact;
        sources.iter().any(|one| one.fact.is_like(heard.fact) && newer(one))
    };
    let behind = heard.filter(|heard| later(*heard));
    let until = behind.map_or(now, |heard| heard.at);
    let mut news: Vec<News> =
        heard.into_iter().chain(sources).chain(missed).filter(|one| one.at <= until).collect();
    news.sort_by_key(|one| one.at);
    for one in news {
        let after = one.fact.on(standing.facts());
        let mut learned = standing.clone();
        let told = learned.learn(one.at, after.clone(), one.cause);
        // What is older than what was told last changes nothing then, and nothing now.
        if after != *standing.facts() && told.iter().all(|turn| turn.at <= one.at) {
            standing = learned;
            turns.extend(told);
        }
    }
    let ends = standing.wake().is_some_and(|end| end <= now);
    if behind.is_none() && (facts != *standing.facts() || ends) {
        let cause = why(standing.facts(), &facts);
        turns.extend(standing.learn(now, facts, cause));
    }
    keep_all(cx, user, entry.as_ref(), Person { standing }, turns)
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

/// Somebody of whom nothing was heard yet says something: what is known of him comes in a moment. Of customers nothing is kept.
fn begun(cx: &Cx, user: &str) -> Result<(Option<Entry<Person>>, Person)> {
    let entry = keep::person(cx, user)?;
    let caller = cx.caller();
    let oneself = caller.staff && caller.user.as_deref() == Some(user);
    if entry.is_none() && !oneself && !works(cx, user)? {
        return Err(Error::not_found(crate::texts::nobody()));
    }
    let known = entry.as_ref().map(|entry| entry.value.clone());
    let unknown = || {
        let (standing, _) = Standing::begin(signed(cx.now()), Facts::default(), Cause::Account);
        Person { standing }
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
    if let Some(user) = key.strip_prefix(BACK) {
        return learn(cx, user, None);
    }
    if let Some(user) = key.strip_prefix(LOOK) {
        learn(cx, user, None)?;
        let kept = i64::from(Settings::read(cx)?.history_days) * DAY;
        return keep::forget(cx, user, signed(cx.now()) - kept);
    }
    let hourly = key.starts_with(HOURLY);
    if key == NEW || hourly {
        let mut users: BTreeSet<UserId> = cx.colleagues(None)?.into_iter().map(|person| person.id).collect();
        let known: BTreeSet<UserId> =
            keep::people(cx)?.into_iter().map(|entry| entry.id().to_owned()).collect();
        if hourly {
            // Those as well who are suspended, or staff no more: nobody tells of that.
            users.extend(known);
        } else {
            users.retain(|user| !known.contains(user));
        }
        // Each in a call of its own: together they may be more than one call can do.
        for user in users {
            cx.set_timer(&format!("{LOOK}{user}"), cx.now(), &())?;
        }
        look_hourly(cx)?;
    }
    Ok(())
}

/// Everybody is looked at when the hour is over. Each hour is a timer of its own, so that none puts off another that is due.
fn look_hourly(cx: &Cx) -> Result<()> {
    let hour = signed(cx.now()).div_euclid(HOUR) + 1;
    cx.set_timer(&format!("{HOURLY}/{hour}"), unsigned(hour * HOUR), &())
}

#[derive(Deserialize)]
struct Came {
    user: UserId,
    connected: bool,
    at: Timestamp,
}

#[derive(Deserialize)]
struct Accepts {
    person: UserId,
    accepting: bool,
    at: Instant,
    cause: Value,
}

/// Somebody came or left, or begins or ceases to accept work.
pub fn heard(cx: &Cx, event: &Event) -> Result<()> {
    look_hourly(cx)?;
    let strange = |error: serde_json::Error| {
        cx.log(
            Level::Error,
            format!("the event {} of kind {} makes no sense: {error}", event.number, event.kind),
        );
    };
    match event.kind.as_str() {
        "kernel:presence.changed" => match serde_json::from_str::<Came>(&event.data) {
            Ok(Came { user, connected, at }) => {
                let fact = Fact::Connected(connected);
                learn(cx, &user, Some(News { at: signed(at), fact, cause: Cause::Connection }))?;
            }
            Err(error) => strange(error),
        },
        "schedule:availability.changed" => match serde_json::from_str::<Accepts>(&event.data) {
            Ok(Accepts { person, accepting, at, cause }) => {
                let cause = match cause.as_str() {
                    Some("schedule") => Cause::Shift,
                    Some("edit") => Cause::Edit,
                    _ => Cause::Choice,
                };
                learn(cx, &person, Some(News { at, fact: Fact::Accepts(accepting), cause }))?;
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
    let standing = |(presence, accepting): (&Presence, &schedule::Availability)| {
        let kept = keep::person(cx, &accepting.user)?.map(|entry| entry.value.standing);
        let off = kept.as_ref().map(|kept| kept.facts().off.clone()).unwrap_or_default();
        let facts = facts(cx, presence.connected, accepting, &unseen, off)?;
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
            until: until_of(spell.state, back, accepting.until.map(signed)).map(unsigned),
        })
    };
    asked.map(standing).collect()
}

/// Until when shifts and choices say of people what they say now, if that is known. They are asked anew each time: a shift that
/// becomes longer while it runs is no turn, and nobody tells of it.
pub fn untils<'a>(cx: &Cx, users: impl IntoIterator<Item = &'a str>) -> Result<BTreeMap<UserId, Instant>> {
    let users: Vec<UserId> = users.into_iter().map(str::to_owned).collect();
    let mut untils = BTreeMap::new();
    for some in users.chunks(crate::MOST) {
        let told = match schedule::accepting(cx, some) {
            // Pages tell who is there all the same.
            Err(Error::Unavailable(_)) => return Ok(untils),
            told => told?,
        };
        untils.extend(told.into_iter().filter_map(|one| Some((one.user, signed(one.until?)))));
    }
    Ok(untils)
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
