//! What is kept: shifts, who accepts work, and since when.

use ombud_plugin::{
    Audience, Collection, Cx, DepartmentId, Draft, Entry, Error, Query, RecordId, Result, Timestamp, UserId,
    text,
};
use ombud_worktime::Instant;
use ombud_worktime::shifts::{Availability, Flip, Schedule};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The shifts of people, each under the person's id.
pub const SCHEDULES: Collection<Plan> = Collection::new("schedule:schedules");
/// What was told of people last, each under the person's id.
pub const TOLD: Collection<Flip> = Collection::new("schedule:accepting");
const STATES: Collection<State> = Collection::new("schedule:states");
const FLIPS: Collection<Flipped> = Collection::new("schedule:flips");
const ENDS: Collection<Ended> = Collection::new("schedule:ends");

/// Longer lists make each question slow.
const MOST_DAYS: usize = 1000;
const MOST_WINDOWS: usize = 24;

/// When somebody works, and where that is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// A place of the time zone database.
    pub zone: String,
    /// Whose holidays are kept, if any are.
    #[serde(default)]
    pub calendar: Option<RecordId>,
    pub schedule: Schedule,
}

impl Plan {
    /// An error says what is wrong.
    pub fn check(&self) -> Result<()> {
        let week = &self.schedule.week;
        let lists = [&week.workdays, &week.weekend].into_iter().chain(week.days.values());
        let crowded = lists.chain(self.schedule.exceptions.values()).any(|list| list.len() > MOST_WINDOWS);
        if crowded || self.schedule.exceptions.len() + self.schedule.leave.len() > MOST_DAYS {
            return Err(Error::too_large(text!("too-many", most = MOST_DAYS)));
        }
        if let Some(leave) = self.schedule.leave.iter().find(|leave| leave.until < leave.from) {
            return Err(Error::invalid(text!(
                "leave-backwards",
                from = leave.from.to_string(),
                until = leave.until.to_string()
            )));
        }
        Ok(())
    }
}

/// Whether somebody accepts work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub availability: Availability,
    /// Which version of the calendar counts.
    pub calendar: Option<u32>,
    /// With which edition of the zone data it was reckoned; none: there are no shifts, or it is not known.
    #[serde(default)]
    pub edition: Option<String>,
    /// Whether there are shifts, also where whoever asks may not see them.
    pub shifts: bool,
    /// Until then it stays so by itself; none: as far as anybody knows.
    pub next: Option<Instant>,
}

/// A flip with what people ask about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flipped {
    #[serde(flatten)]
    pub flip: Flip,
    /// When it was noticed: later than its own time if the desk was down.
    pub noticed: Timestamp,
    /// Who chose or edited, if somebody did.
    pub by: Option<UserId>,
    /// The edition of the zone data that made it so, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

/// When a shift ended.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Ended {
    at: Instant,
}

/// The shifts of somebody, if there are any that may be seen.
pub fn plan(cx: &Cx, user: &str) -> Result<Option<Entry<Plan>>> {
    cx.find(SCHEDULES, user)
}

/// All shifts that may be seen, of one department or of all.
pub fn plans(cx: &Cx, department: Option<&str>) -> Result<Vec<Entry<Plan>>> {
    cx.all(SCHEDULES, &Query::by("created").department(department.map(str::to_owned)))
}

/// All shifts that keep the holidays of a calendar.
pub fn with_calendar(cx: &Cx, calendar: &str) -> Result<Vec<Entry<Plan>>> {
    cx.all(SCHEDULES, &Query::by("calendar").prefix(calendar))
}

/// Makes or changes the shifts of somebody. `version`: which was changed, if that is known.
pub fn save(
    cx: &Cx,
    user: &str,
    version: Option<u64>,
    department: Option<DepartmentId>,
    plan: &Plan,
) -> Result<()> {
    plan.check()?;
    let filed = |draft: Draft<Plan>| {
        let draft = draft.department(department.clone()).audience(Audience::Staff);
        plan.calendar.iter().fold(draft, |draft, calendar| draft.index("calendar", [calendar.as_str()]))
    };
    match self::plan(cx, user)? {
        None if version.is_some() => Err(Error::conflict(text!("changed-since"))),
        None => {
            let draft = filed(Draft::new(plan).id(user).requester(user.to_owned()));
            cx.create(SCHEDULES, draft).map(drop)
        }
        Some(entry) if version.is_some_and(|version| version != entry.envelope.version) => {
            Err(Error::conflict(text!("changed-since")))
        }
        Some(entry) => {
            let draft = filed(Draft::new(plan).requester(user.to_owned()));
            cx.update(SCHEDULES, &entry, draft).map(drop)
        }
    }
}

/// Removes the shifts of somebody.
pub fn remove(cx: &Cx, user: &str) -> Result<()> {
    let entry = plan(cx, user)?.ok_or_else(|| Error::not_found(text!("no-shifts")))?;
    cx.delete(SCHEDULES, &entry)
}

/// Whether somebody accepts work, as it was kept.
pub fn state(cx: &Cx, user: &str) -> Result<Option<Entry<State>>> {
    cx.find(STATES, user)
}

/// Keeps it.
pub fn keep_state(cx: &Cx, user: &str, read: Option<&Entry<State>>, state: &State) -> Result<()> {
    match read {
        None => cx.create(STATES, Draft::new(state).id(user)).map(drop),
        Some(read) if read.value == *state => Ok(()),
        Some(read) => cx.update(STATES, read, Draft::new(state)).map(drop),
    }
}

/// Keeps what is told of somebody. False: it was told before.
pub fn tell(cx: &Cx, user: &str, flip: Flip) -> Result<bool> {
    let department = plan(cx, user)?.and_then(|plan| plan.envelope.department);
    let draft = Draft::new(&flip).requester(user.to_owned()).department(department).audience(Audience::Staff);
    match cx.find(TOLD, user)? {
        Some(told) if told.value == flip => return Ok(false),
        Some(told) => cx.update(TOLD, &told, draft)?,
        None => cx.create(TOLD, draft.id(user))?,
    };
    Ok(true)
}

/// Notes a flip.
pub fn note(cx: &Cx, user: &str, flipped: &Flipped) -> Result<()> {
    cx.create(FLIPS, Draft::new(flipped).index("of", key(user, flipped.flip.at))).map(drop)
}

/// Notes that a shift ended.
pub fn note_end(cx: &Cx, user: &str, at: Instant) -> Result<()> {
    cx.create(ENDS, Draft::new(&Ended { at }).index("of", key(user, at))).map(drop)
}

/// The index sorts by what is written; times have as many digits as any other for ages.
fn key(user: &str, at: Instant) -> [String; 2] {
    [user.to_owned(), format!("{at:015}")]
}

/// How much is told of a stretch of time.
pub const MOST: usize = 1000;

/// The flips of somebody from one instant until before another, the earliest first; of too many the latest.
pub fn flips_between(cx: &Cx, user: &str, begin: Timestamp, end: Timestamp) -> Result<Vec<Flip>> {
    let found = between(cx, FLIPS, user, (begin, end), |flipped| flipped.flip.at)?;
    Ok(found.into_iter().map(|flipped| flipped.flip).collect())
}

/// Likewise when shifts ended.
pub fn ends_between(cx: &Cx, user: &str, begin: Timestamp, end: Timestamp) -> Result<Vec<Instant>> {
    Ok(between(cx, ENDS, user, (begin, end), |ended| ended.at)?.into_iter().map(|ended| ended.at).collect())
}

fn between<T: DeserializeOwned>(
    cx: &Cx,
    collection: Collection<T>,
    user: &str,
    (begin, end): (Timestamp, Timestamp),
    at: fn(&T) -> Instant,
) -> Result<Vec<T>> {
    // Mostly it is about what happened lately.
    let mut query = Query::by("of").prefix(user).descending().limit(20);
    let mut found = Vec::new();
    'all: loop {
        let page = cx.query(collection, &query)?;
        for one in page.entries.into_iter().map(|entry| entry.value) {
            let at = u64::try_from(at(&one)).unwrap_or(0);
            if at < begin || found.len() == MOST {
                break 'all;
            }
            if at < end {
                found.push(one);
            }
        }
        match page.next {
            Some(next) => query = query.limit(200).cursor(next),
            None => break,
        }
    }
    found.reverse();
    Ok(found)
}

/// The last flips of somebody, the latest first.
pub fn flips(cx: &Cx, user: &str, limit: u32) -> Result<Vec<Flipped>> {
    let page = cx.query(FLIPS, &Query::by("of").prefix(user).descending().limit(limit))?;
    Ok(page.entries.into_iter().map(|entry| entry.value).collect())
}
