//! Calendars as they are kept: the latest, and each version as it was.

use crate::zones;
use ombud_plugin::{Collection, Cx, Draft, Entry, Error, Query, RecordId, Result, Timestamp, text};
use ombud_worktime::calendar::Calendar;
use serde::{Deserialize, Serialize};

/// The latest version of each. Others react to its changes.
const CALENDARS: Collection<Body> = Collection::new("calendar:calendars");
/// `<id>-<version>`.
const VERSIONS: Collection<Body> = Collection::new("calendar:versions");

/// Longer lists make each question slow.
const MOST_DAYS: usize = 2000;
const MOST_WINDOWS: usize = 24;

/// What is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    pub name: String,
    /// A place of the time zone database.
    pub zone: String,
    pub calendar: Calendar,
    /// 1, 2, 3 …
    pub version: u32,
    /// When it became so.
    pub at: Timestamp,
}

/// A calendar with its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub id: RecordId,
    pub body: Body,
}

/// All of them, by name.
pub fn all(cx: &Cx) -> Result<Vec<Kept>> {
    let mut all: Vec<Kept> = cx.all(CALENDARS, &Query::by("name"))?.into_iter().map(kept).collect();
    all.sort_by_key(|kept| (kept.body.name.to_lowercase(), kept.id.clone()));
    Ok(all)
}

fn kept(entry: Entry<Body>) -> Kept {
    Kept { id: entry.id().to_owned(), body: entry.value }
}

fn entry(cx: &Cx, id: &str) -> Result<Entry<Body>> {
    cx.find(CALENDARS, id)?.ok_or_else(|| Error::not_found(text!("no-calendar")))
}

/// The latest version of one.
pub fn one(cx: &Cx, id: &str) -> Result<Kept> {
    entry(cx, id).map(kept)
}

/// A version of one, also of one that is gone; without a number the latest.
pub fn version(cx: &Cx, id: &str, version: Option<u32>) -> Result<Kept> {
    let Some(version) = version else { return one(cx, id) };
    let entry = cx.find(VERSIONS, &format!("{id}-{version}"))?;
    let entry = entry.ok_or_else(|| Error::not_found(text!("no-version", version = version.to_string())))?;
    Ok(Kept { id: id.to_owned(), body: entry.value })
}

/// What somebody wants to keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    pub name: String,
    pub zone: String,
    pub calendar: Calendar,
}

impl Wish {
    /// As it would be kept; an error says what is wrong.
    pub fn check(mut self) -> Result<Wish> {
        self.name = self.name.trim().to_owned();
        if self.name.is_empty() || self.name.chars().count() > 120 {
            return Err(Error::invalid(text!("bad-name")));
        }
        let zone = zones::known(self.zone.trim());
        self.zone = zone.ok_or_else(|| Error::invalid(text!("bad-zone", zone = &self.zone)))?.to_owned();
        let week = &self.calendar.week;
        let lists = [&week.workdays, &week.weekend].into_iter().chain(week.days.values());
        let crowded = lists.chain(self.calendar.special.values()).any(|list| list.len() > MOST_WINDOWS);
        if crowded || self.calendar.holidays.len() + self.calendar.special.len() > MOST_DAYS {
            return Err(Error::too_large(text!("too-many", most = MOST_DAYS)));
        }
        Ok(self)
    }
}

fn draft(body: &Body) -> Draft<Body> {
    // Business hours are the house's own affair.
    Draft::new(body).audience(ombud_plugin::Audience::Staff).index("name", [body.name.to_lowercase()])
}

/// A new one.
pub fn add(cx: &Cx, wish: Wish) -> Result<Kept> {
    let Wish { name, zone, calendar } = wish.check()?;
    let body = Body { name, zone, calendar, version: 1, at: cx.now() };
    let id = cx.create(CALENDARS, draft(&body))?.id;
    cx.create(VERSIONS, Draft::new(&body).id(format!("{id}-1")))?;
    Ok(Kept { id, body })
}

/// Changes one. `conflict` if somebody else changed it since `version`; what is the same makes no new version.
pub fn change(cx: &Cx, id: &str, version: Option<u32>, wish: Wish) -> Result<Kept> {
    let Wish { name, zone, calendar } = wish.check()?;
    let mut entry = entry(cx, id)?;
    if version.is_some_and(|version| version != entry.value.version) {
        return Err(Error::conflict(text!("changed-since")));
    }
    let now = Body { name, zone, calendar, ..entry.value.clone() };
    if now == entry.value {
        return Ok(kept(entry));
    }
    entry.value = Body { version: now.version + 1, at: cx.now(), ..now };
    cx.update(CALENDARS, &entry, draft(&entry.value))?;
    cx.create(VERSIONS, Draft::new(&entry.value).id(format!("{id}-{}", entry.value.version)))?;
    Ok(kept(entry))
}

/// Takes one away. Its versions stay, so that what was promised by it can be checked.
pub fn remove(cx: &Cx, id: &str) -> Result<()> {
    cx.delete(CALENDARS, &entry(cx, id)?)
}
