//! What is kept: how it stands with people, and each time that it changed.

use ombud_plugin::{Audience, Collection, Cx, Draft, Entry, Query, Result, Timestamp, UserId};
use ombud_worktime::Instant;
use ombud_worktime::channels::{Channel, Standing, Turn};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How it stands with people, each under the person's id.
pub const PEOPLE: Collection<Person> = Collection::new("availability:people");
const TURNS: Collection<Noted> = Collection::new("availability:turns");

/// How it stands with somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub standing: Standing,
}

/// A turn with what people ask about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Noted {
    #[serde(flatten)]
    pub turn: Turn,
    /// When it was noticed: later than its own time if the desk was down.
    pub noticed: Timestamp,
    /// Who said so, if it was somebody else than the person.
    #[serde(default)]
    pub by: Option<UserId>,
    /// What the person said.
    #[serde(default)]
    pub note: String,
}

/// Signed, as it is reckoned.
pub fn signed(at: Timestamp) -> Instant {
    i64::try_from(at).unwrap_or(i64::MAX / 4)
}

/// And back.
pub fn unsigned(at: Instant) -> Timestamp {
    u64::try_from(at).unwrap_or(0)
}

/// Somebody, as far as one may see that.
pub fn person(cx: &Cx, user: &str) -> Result<Option<Entry<Person>>> {
    cx.find(PEOPLE, user)
}

/// Everybody, as far as one may see them.
pub fn people(cx: &Cx) -> Result<Vec<Entry<Person>>> {
    cx.all(PEOPLE, &Query::by("created"))
}

/// Keeps it, unless nothing but time has passed.
pub fn save(cx: &Cx, user: &str, read: Option<&Entry<Person>>, person: &Person) -> Result<()> {
    let draft = || Draft::new(person).requester(user.to_owned()).audience(Audience::Staff);
    match read {
        None => cx.create(PEOPLE, draft().id(user)).map(drop),
        Some(read) if same(&read.value, person) => Ok(()),
        Some(read) => cx.update(PEOPLE, read, draft()).map(drop),
    }
}

fn same(one: &Person, other: &Person) -> bool {
    let spells = |person: &Person| Channel::ALL.map(|channel| person.standing.kept(channel));
    one.standing.facts() == other.standing.facts()
        && one.standing.wake() == other.standing.wake()
        && one.standing.said() == other.standing.said()
        && spells(one) == spells(other)
}

/// Notes what became of somebody.
pub fn note(cx: &Cx, user: &str, noted: &Noted) -> Result<()> {
    // The index sorts by what is written; times have as many digits as any other for ages.
    let key = [user.to_owned(), format!("{:015}", noted.turn.at)];
    cx.create(TURNS, Draft::new(noted).index("of", key)).map(drop)
}

/// What became of somebody between two instants, and the last before them; the earliest first.
pub fn turns(cx: &Cx, user: &str, from: Instant, until: Instant) -> Result<Vec<Noted>> {
    let mut query = Query::by("of").prefix(user).descending().limit(200);
    let mut found = Vec::new();
    loop {
        let page = cx.query(TURNS, &query)?;
        for entry in page.entries {
            let at = entry.value.turn.at;
            if at < until {
                found.push(entry.value);
            }
            if at <= from {
                found.reverse();
                return Ok(found);
            }
        }
        match page.next {
            Some(next) => query = query.cursor(next),
            None => {
                found.reverse();
                return Ok(found);
            }
        }
    }
}

/// The channels in which somebody takes no part, as words say it.
pub fn channels(words: impl IntoIterator<Item = impl AsRef<str>>) -> BTreeSet<Channel> {
    words.into_iter().filter_map(|word| Channel::parse(word.as_ref())).collect()
}
