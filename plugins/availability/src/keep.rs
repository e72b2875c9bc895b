//! What is kept: how it stands with people, and each time that it changed.

use ombud_plugin::{Audience, Collection, Cx, Draft, Entry, Query, Result, Timestamp, UserId};
use ombud_worktime::Instant;
use ombud_worktime::channels::{Channel, Standing, Turn};
use ombud_worktime::day::Day;
use ombud_worktime::zone::Zone;
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
    let day = utc(noted.turn.at);
    let key = [user.to_owned(), month(day), date(day), format!("{:015}", noted.turn.at)];
    cx.create(TURNS, Draft::new(noted).index("of", key)).map(drop)
}

fn utc(at: Instant) -> Day {
    Zone::utc().day(at)
}

fn month(day: Day) -> String {
    let (year, month, _) = day.parts();
    format!("{year:04}-{month:02}")
}

fn date(day: Day) -> String {
    format!("{:02}", day.parts().2)
}

fn in_month(user: &str, day: Day) -> Query {
    Query::by("of").prefix(user).prefix(month(day))
}

fn on_day(user: &str, day: Day) -> Query {
    in_month(user, day).prefix(date(day))
}

/// From so many days on whole months are read.
const DAYS: i64 = 10;

/// What became of somebody between two instants, and the last before them; the earliest first. What is older or younger is not read,
/// but for the rest of a day, or of a month.
pub fn turns(cx: &Cx, user: &str, from: Instant, until: Instant) -> Result<Vec<Noted>> {
    let mut found: Vec<Noted> = last(cx, user, from)?.into_iter().collect();
    if until <= from {
        return Ok(found);
    }
    let (mut day, end) = (utc(from), utc(until - 1));
    let by_day = end.since(day) < DAYS;
    while day <= end {
        let (query, next) = match by_day {
            true => (on_day(user, day), day.plus(1)),
            false => (in_month(user, day), next_month(day)),
        };
        let entries = cx.all(TURNS, &query.limit(200))?;
        let within = |noted: &Noted| from < noted.turn.at && noted.turn.at < until;
        found.extend(entries.into_iter().map(|entry| entry.value).filter(within));
        day = next;
    }
    Ok(found)
}

fn next_month(day: Day) -> Day {
    let (_, _, of_month) = day.parts();
    // The 32nd of a month is in the next one, wherever that begins.
    let next = day.plus(32 - i64::from(of_month));
    next.plus(1 - i64::from(next.parts().2))
}

/// What somebody's state became last, at this instant or before it.
fn last(cx: &Cx, user: &str, at: Instant) -> Result<Option<Noted>> {
    let newest = |query: Query| cx.query(TURNS, &query.descending().limit(1));
    let today = utc(at);
    let earlier = cx.all(TURNS, &on_day(user, today).limit(200))?;
    if let Some(entry) = earlier.into_iter().rfind(|entry| entry.value.turn.at <= at) {
        return Ok(Some(entry.value));
    }
    let (_, _, of_month) = today.parts();
    for back in 1..i64::from(of_month) {
        if let Some(entry) = newest(on_day(user, today.plus(-back)))?.entries.pop() {
            return Ok(Some(entry.value));
        }
    }
    // Before the first of all there is nothing to look for.
    let first = cx.query(TURNS, &Query::by("of").prefix(user).limit(1))?.entries.pop();
    let Some(first) = first.map(|entry| utc(entry.value.turn.at)) else { return Ok(None) };
    let mut day = today.plus(-i64::from(of_month));
    while month(day) >= month(first) {
        if let Some(entry) = newest(in_month(user, day))?.entries.pop() {
            return Ok(Some(entry.value));
        }
        day = day.plus(-i64::from(day.parts().2));
    }
    Ok(None)
}

/// So many turns are forgotten in one call: more than somebody makes in an hour.
const AT_ONCE: u32 = 100;

/// Forgets what became of somebody earlier than that, some of it at a time, but for the last of it: that says what was so then.
pub fn forget(cx: &Cx, user: &str, before: Instant) -> Result<()> {
    let oldest = cx.query(TURNS, &Query::by("of").prefix(user).limit(AT_ONCE + 1))?.entries;
    let old = oldest.iter().take_while(|entry| entry.value.turn.at < before).count();
    oldest[..old.saturating_sub(1)].iter().try_for_each(|entry| cx.delete(TURNS, entry))
}

/// The channels in which somebody takes no part, as words say it.
pub fn channels(words: impl IntoIterator<Item = impl AsRef<str>>) -> BTreeSet<Channel> {
    words.into_iter().filter_map(|word| Channel::parse(word.as_ref())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::testing::FakeKernel;
    use ombud_worktime::channels::{Cause, State};
    use ombud_worktime::{DAY, HOUR};

    fn noted(at: Instant) -> Noted {
        let turn = Turn { at, cause: Cause::Shift, states: [(Channel::Tickets, State::Online)].into() };
        Noted { turn, noticed: unsigned(at), by: None, note: String::new() }
    }

    #[test]
    fn of_each_stretch_the_turns_are_those_that_one_finds_in_the_whole_list() {
        let kernel = FakeKernel::at(0);
        kernel.private_collection("availability:turns");
        let cx = kernel.cx();
        let begin = "2026-11-20".parse::<Day>().unwrap().local();
        // Busy days, a day off, a year off, and two at the same instant.
        let hours = [0, 1, 9, 30, 31, 31, 100, 240, 241, 600, 24 * 400, 24 * 400 + 5];
        let all: Vec<Instant> = hours.iter().map(|hour| begin + hour * HOUR).collect();
        for at in &all {
            note(&cx, "ana", &noted(*at)).unwrap();
        }
        note(&cx, "bo", &noted(begin + 3 * HOUR)).unwrap();
        let at = |hour: i64| begin + hour * HOUR;
        let stretches = [
            (-10, 0),
            (0, 24),
            (0, 1),
            (5, 29),
            (31, 32),
            (32, 99),
            (0, 800),
            (101, 101 + 24 * 31),
            (24 * 300, 24 * 301),
            (24 * 399, 24 * 401),
            (24 * 402, 24 * 403),
        ];
        for (from, until) in stretches.map(|(from, until)| (at(from), at(until))) {
            let found: Vec<Instant> =
                turns(&cx, "ana", from, until).unwrap().iter().map(|noted| noted.turn.at).collect();
            let mut expected: Vec<Instant> =
                all.iter().copied().filter(|at| from < *at && *at < until).collect();
            expected.splice(0..0, all.iter().copied().rfind(|at| *at <= from));
            assert_eq!(found, expected, "{} hours from {}", (until - from) / HOUR, (from - begin) / HOUR);
        }
        assert_eq!(turns(&cx, "ana", at(0), at(0) + 40 * DAY).unwrap().len(), 10);
    }

    #[test]
    fn what_is_old_is_forgotten_a_little_at_a_time_but_for_what_was_so_when_the_rest_begins() {
        let kernel = FakeKernel::at(0);
        kernel.private_collection("availability:turns");
        let cx = kernel.cx();
        for hour in 0..150 {
            note(&cx, "ana", &noted(hour * HOUR)).unwrap();
        }
        note(&cx, "bo", &noted(0)).unwrap();
        let hours = |user: &str| -> Vec<i64> {
            let found = turns(&cx, user, -DAY, 10 * DAY).unwrap();
            found.iter().map(|noted| noted.turn.at / HOUR).collect()
        };
        let before = 140 * HOUR;
        forget(&cx, "ana", before).unwrap();
        assert_eq!(hours("ana"), (100..150).collect::<Vec<_>>());
        for _ in 0..2 {
            forget(&cx, "ana", before).unwrap();
            assert_eq!(hours("ana"), (139..150).collect::<Vec<_>>());
            assert_eq!(hours("bo"), [0]);
        }
        forget(&cx, "bo", before).unwrap();
        assert_eq!(hours("bo"), [0]);
    }

    #[test]
    fn a_month_is_followed_by_the_first_of_the_next() {
        for (day, next) in
            [("2026-01-31", "2026-02-01"), ("2026-02-01", "2026-03-01"), ("2026-12-15", "2027-01-01")]
        {
            let day: Day = day.parse().unwrap();
            assert_eq!(next_month(day), next.parse().unwrap());
        }
    }
}
