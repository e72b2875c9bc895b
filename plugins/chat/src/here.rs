//! Visitors who are on the site and have not written. The browser keeps what its visit is called and sends it along every few
//! seconds; here is a row for each visit, in one of a fixed number of places, which is gone a moment after the visitor is.
//! Why it is cut so: docs/decisions/0045.

use crate::invite::{self, Invitation, Next};
use crate::visit::LONG;
use ombud_plugin::{
    Collection, Cx, DepartmentId, Draft, Entry, Error, Query, Request, Response, Result, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const VISITS: Collection<Visit> = Collection::new("chat:visits");

/// So many are known at once. A crowd finds no place and is not kept; chats are not held up by that.
const PLACES: u32 = 1000;
/// So many places are tried until one is free.
const TRIED: u32 = 8;
/// How often the browser tells that the visitor is there, in seconds; and how often whoever found no place tries again, or
/// whoever is not asked for at all.
pub const BEAT: u64 = 20;
const FULL: u64 = 120;
const OFF: u64 = 3600;
/// That somebody is still there is written down so seldom, in milliseconds: for most of the beats nothing is.
const NOTED: Timestamp = 45_000;
/// Another page is written down no sooner after the one before.
const TURNED: Timestamp = 3_000;
/// Whoever was not heard of for so long has gone.
const GONE: Timestamp = 100_000;
/// Who comes back later than this after the last word comes anew.
const ANEW: Timestamp = 30 * 60_000;
/// The clocks of two processes differ by less.
const SKEW: Timestamp = 60_000;
/// A browser is not believed more.
const DAY: Timestamp = 24 * 60 * 60_000;
const MOST_TIMES: u32 = 9999;
/// The name of a visit has so many characters.
const KEY: usize = 36;

/// Somebody who is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// What the browser calls the visit: nobody else speaks for it.
    key: String,
    /// Without what stands behind `?`, which may be anything.
    pub page: String,
    pub referrer: String,
    pub language: String,
    /// The one that the page around names.
    pub department: Option<DepartmentId>,
    /// Who that is, if the visitor talked here before.
    pub user: Option<UserId>,
    /// Which visit of this browser it is, as that says.
    pub times: u32,
    pub came: Timestamp,
    /// Since when the visitor is on this page.
    pub since: Timestamp,
    seen: Timestamp,
    pub invitation: Option<Invitation>,
}

impl Visit {
    /// Whether the visitor was here before.
    pub fn returns(&self) -> bool {
        self.times > 1 || self.user.is_some()
    }
}

/// The visit as the browser keeps it: the script hands it back as it got it, and adds that no invitation is wanted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    place: u32,
    key: String,
    came: Timestamp,
    at: Timestamp,
    times: u32,
    /// There was an invitation in this visit.
    invited: bool,
    no: bool,
}

impl Kept {
    /// As a browser sends it. What an older desk gave out, or nobody did, is a visit that is not known: it holds nobody up.
    pub fn read(sent: &Value) -> Kept {
        Kept::deserialize(sent).unwrap_or_default()
    }

    /// The visit goes on, or another one begins.
    fn goes_on(self, cx: &Cx) -> Kept {
        let now = cx.now();
        let known = (16..=KEY).contains(&self.key.len()) && self.place < PLACES && self.at <= now + SKEW;
        let begins = |times: u32| Kept { key: cx.new_id(), came: now, times, ..Kept::default() };
        match known {
            true if self.at + ANEW > now => {
                Kept { came: self.came.clamp(now.saturating_sub(DAY), now), ..self }
            }
            true => begins(self.times.saturating_add(1).min(MOST_TIMES)),
            false => begins(1),
        }
    }

    /// Its row, if it is there.
    fn find(&self, cx: &Cx) -> Result<Option<Entry<Visit>>> {
        let row = cx.find(VISITS, &self.place.to_string())?;
        Ok(row.filter(|row| row.value.key == self.key))
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    visit: Value,
    page: String,
    referrer: String,
    language: String,
    department: String,
}

/// What stands before `?` and `#`.
fn bare(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

fn site(address: &str) -> &str {
    let end = address.match_indices('/').nth(2).map_or(address.len(), |(at, _)| at);
    address.get(..end).unwrap_or_default()
}

fn draft(visit: &Visit) -> Draft<Visit> {
    Draft::new(visit).index("came", [visit.came])
}

/// A place that nobody has, and what is left there of somebody who has gone.
fn free(cx: &Cx) -> Result<Option<(u32, Option<Entry<Visit>>)>> {
    let chance = cx.random(TRIED * 4);
    for bytes in chance.chunks_exact(4) {
        let place = bytes.iter().fold(0, |so_far: u32, byte| (so_far << 8) | u32::from(*byte)) % PLACES;
        match cx.find(VISITS, &place.to_string())? {
            Some(row) if row.value.seen + GONE > cx.now() => {}
            left => return Ok(Some((place, left))),
        }
    }
    Ok(None)
}

/// A visitor is there, says the browser. It is told of an invitation, and when to come again.
pub fn comes(cx: &Cx, request: &Request) -> Result<Response> {
    let asked: Asked = request.json()?;
    let settings = invite::Settings::read(cx)?;
    if !settings.visitors || cx.caller().staff {
        return Response::json(&json!({ "again": OFF }));
    }
    let told = [&asked.page, &asked.referrer, &asked.language, &asked.department];
    if told.iter().any(|text| text.chars().count() > LONG) {
        return Err(Error::too_large(crate::texts::long_word(LONG)));
    }
    let now = cx.now();
    let mut kept = Kept::read(&asked.visit).goes_on(cx);
    let read = kept.find(cx)?;
    let mut visit = match &read {
        Some(row) => row.value.clone(),
        None => begins(cx, &asked, &kept)?,
    };
    if visit.page != bare(&asked.page) {
        (visit.page, visit.since) = (bare(&asked.page).to_owned(), now);
    }
    visit.user = cx.caller().user.or(visit.user);
    let mut again = BEAT;
    match &mut visit.invitation {
        Some(invitation) => (invitation.shown, invitation.declined) = (true, invitation.declined || kept.no),
        None if kept.invited || kept.no => {}
        None => match settings.next(&visit, &asked.page, now) {
            // Only while there is somebody who would answer.
            Some(Next::Now(text)) if crate::give::is_open_at(cx, visit.department.as_deref())? => {
                visit.invitation = Some(Invitation::by_rule(text, now));
            }
            Some(Next::In(seconds)) => again = again.min(seconds.max(1)),
            _ => {}
        },
    }
    match read {
        Some(row) => {
            let before = &row.value;
            let turned = visit.page != before.page;
            let moved = turned && now >= before.seen + TURNED;
            if turned && !moved {
                again = again.min(TURNED / 1000 + 1);
            }
            let differs = visit.invitation != before.invitation || visit.user != before.user;
            if moved || differs || now >= before.seen + NOTED {
                visit.seen = now;
                cx.update(VISITS, &row, draft(&visit))?;
            }
        }
        None => match free(cx)? {
            Some((place, left)) => {
                kept.place = place;
                match left {
                    Some(left) => cx.update(VISITS, &left, draft(&visit)).map(drop)?,
                    None => cx.create(VISITS, draft(&visit).id(place.to_string())).map(drop)?,
                }
                cx.set_timer(&key(place), now + GONE, &())?;
            }
            None => {
                // Nobody would know of it.
                visit.invitation = None;
                again = FULL;
            }
        },
    }
    let stands = visit.invitation.as_ref().filter(|invitation| !invitation.declined);
    kept = Kept { at: now, invited: kept.invited || visit.invitation.is_some(), ..kept };
    Response::json(&json!({
        "visit": kept, "again": again, "invitation": stands.map_or("", |invitation| invitation.text.as_str()),
    }))
}

/// Somebody has come, or comes back who was not heard of for a while.
fn begins(cx: &Cx, asked: &Asked, kept: &Kept) -> Result<Visit> {
    let named = asked.department.as_str();
    let department = match named.is_empty() {
        true => None,
        false => cx.departments()?.into_iter().find(|one| one.id == named || one.name == named),
    };
    let from = bare(&asked.referrer);
    Ok(Visit {
        key: kept.key.clone(),
        page: bare(&asked.page).to_owned(),
        referrer: if site(from) == site(&asked.page) { String::new() } else { from.to_owned() },
        language: asked.language.clone(),
        department: department.map(|one| one.id),
        user: None,
        times: kept.times,
        came: kept.came,
        since: cx.now(),
        seen: cx.now(),
        invitation: None,
    })
}

fn key(place: u32) -> String {
    format!("visit/{place}")
}

/// Whoever has gone is forgotten.
pub fn ring(cx: &Cx, place: &str) -> Result<()> {
    let Some(row) = cx.find(VISITS, place)? else { return Ok(()) };
    let gone = row.value.seen + GONE;
    match gone <= cx.now() {
        true => cx.delete(VISITS, &row),
        false => cx.set_timer(&format!("visit/{place}"), gone, &()),
    }
}

/// The visitor begins a chat, and is in no list of visitors any more: the invitation that was accepted by it.
pub fn writes(cx: &Cx, kept: &Kept) -> Result<Option<Invitation>> {
    let Some(row) = kept.find(cx)? else { return Ok(None) };
    let accepted = row.value.invitation.clone().filter(|one| one.shown && !one.declined && !kept.no);
    cx.delete(VISITS, &row)?;
    Ok(accepted)
}

/// One of the list, and what it is called in addresses: whoever comes to the place afterwards has another name.
pub struct Present {
    pub id: String,
    row: Entry<Visit>,
}

impl Present {
    fn new(row: Entry<Visit>) -> Present {
        Present { id: format!("{}-{}", row.id(), row.value.came), row }
    }

    pub fn visit(&self) -> &Visit {
        &self.row.value
    }
}

/// Some who are there and whom one may see, those who came last first; with where it goes on.
pub fn some(cx: &Cx, cursor: Option<String>) -> Result<(Vec<Present>, Option<String>)> {
    let page = cx.query(VISITS, &Query::by("came").descending().limit(50).cursor(cursor))?;
    let mut reach = Reach::new(cx, "chat:visitor.read")?;
    let mut all = Vec::new();
    for row in page.entries.into_iter().filter(|row| row.value.seen + GONE > cx.now()) {
        if reach.has(cx, row.value.department.as_ref())? {
            all.push(Present::new(row));
        }
    }
    Ok((all, page.next))
}

/// One of them. `not-found`: gone, or not to be seen.
pub fn one(cx: &Cx, id: &str, permission: &'static str) -> Result<Present> {
    let place = id.split('-').next().unwrap_or_default();
    let row = if place.is_empty() { None } else { cx.find(VISITS, place)? };
    let found = row.map(Present::new).filter(|found| found.id == id && found.visit().seen + GONE > cx.now());
    match found {
        Some(found) if Reach::new(cx, permission)?.has(cx, found.visit().department.as_ref())? => Ok(found),
        _ => Err(Error::not_found(crate::texts::visitor_gone())),
    }
}

/// Writes down an invitation.
pub fn invited(cx: &Cx, present: &Present, invitation: Invitation) -> Result<()> {
    let visit = Visit { invitation: Some(invitation), ..present.visit().clone() };
    cx.update(VISITS, &present.row, draft(&visit)).map(drop)
}

/// In which departments somebody holds a permission about visitors. Those whose page names none are everybody's who has it at all.
struct Reach {
    permission: &'static str,
    everywhere: bool,
    asked: BTreeMap<DepartmentId, bool>,
}

impl Reach {
    fn new(cx: &Cx, permission: &'static str) -> Result<Reach> {
        Ok(Reach { permission, everywhere: cx.may(permission, None)?, asked: BTreeMap::new() })
    }

    fn has(&mut self, cx: &Cx, department: Option<&DepartmentId>) -> Result<bool> {
        let Some(department) = department.filter(|_| !self.everywhere) else {
            return Ok(self.everywhere || cx.may_ever(self.permission));
        };
        if let Some(known) = self.asked.get(department) {
            return Ok(*known);
        }
        let me = [cx.user()?];
        let has = match ombud_plugin::administration::verdicts::able(cx, &me, self.permission, department) {
            // Whoever may not know of people sees those of no department.
            Err(Error::Denied(_)) => false,
            able => !able?.is_empty(),
        };
        self.asked.insert(department.clone(), has);
        Ok(has)
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, site};

    #[test]
    fn of_an_address_stays_what_leads_to_the_page() {
        assert_eq!(bare("https://shop.example/a?token=secret#x"), "https://shop.example/a");
        assert_eq!(bare("https://shop.example/a#x?y"), "https://shop.example/a");
        assert_eq!(site("https://shop.example/a/b"), "https://shop.example");
        assert_eq!(site("https://shop.example"), "https://shop.example");
        assert_eq!(site(""), "");
    }
}
