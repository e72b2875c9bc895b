//! The rules: policies in order, in which version of which calendar they count, and by which edition of the clocks of the world. Each change
//! makes a new version of all of it.

use crate::reckon::unsigned;
use ombud_plugin::desk::calendar;
use ombud_plugin::{
    Audience, Collection, Cx, Draft, Entry, Error, RecordId, Result, Timestamp, UserId, text,
};
use ombud_worktime::DAY;
use ombud_worktime::policy::{Policy, Warning};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The rules as they are, under [`CURRENT`].
pub const RULES: Collection<Rules> = Collection::new("sla:rules");
/// And as they were, each under its number.
const VERSIONS: Collection<Rules> = Collection::new("sla:versions");
/// There is one desk.
const CURRENT: &str = "current";
/// The timer that has all open tickets looked at.
pub const SWEEP: &str = "sweep";
/// The timer that looks whether clocks are still put by the same rules.
pub const ZONES: &str = "zones";

const MOST_POLICIES: usize = 100;
const MOST_NAMED: usize = 200;
const MOST_WARNINGS: usize = 5;
/// A year, around the clock.
const LONGEST: i64 = 366 * DAY;

/// Why the rules became others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    #[default]
    Policy,
    Calendar,
    /// Somewhere clocks are put by other rules: the plugin `calendar` came with another edition of them.
    Zones,
}

/// A policy with its id, and how often it was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub id: RecordId,
    /// 1, 2, 3 …
    pub version: u32,
    #[serde(flatten)]
    pub policy: Policy,
}

/// All rules of one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// 1, 2, 3 …; 0: nothing was ever promised.
    pub number: u32,
    /// Since when they count.
    pub at: Timestamp,
    pub why: Why,
    /// Who made them so, if a person did.
    pub by: Option<UserId>,
    /// In the order in which they are tried.
    pub policies: Vec<Kept>,
    /// The calendars that they name, each with the version that counts.
    pub calendars: BTreeMap<RecordId, u32>,
    /// The edition of the zone data by which these calendars count; none: they name none, or an earlier version of this plugin noted nothing of it.
    #[serde(default)]
    pub zone_data: Option<String>,
}

impl Rules {
    /// The policy with this id.
    pub fn policy(&self, id: &str) -> Result<&Kept> {
        let found = self.policies.iter().find(|kept| kept.id == id);
        found.ok_or_else(|| Error::not_found(text!("no-policy")))
    }

    fn named(&self) -> BTreeSet<&RecordId> {
        let promises = self.policies.iter().flat_map(|kept| kept.policy.promises.values());
        promises.flat_map(|promise| promise.targets.values()).filter_map(|t| t.calendar.as_ref()).collect()
    }
}

fn kept(cx: &Cx) -> Result<Option<Entry<Rules>>> {
    cx.find(RULES, CURRENT)
}

/// The rules as they are.
pub fn current(cx: &Cx) -> Result<Rules> {
    Ok(kept(cx)?.map(|entry| entry.value).unwrap_or_default())
}

/// The rules as they were.
pub fn version(cx: &Cx, number: u32) -> Result<Rules> {
    let entry = cx.find(VERSIONS, &number.to_string())?;
    let entry = entry.ok_or_else(|| Error::not_found(text!("no-version", number = number.to_string())))?;
    Ok(entry.value)
}

/// Keeps others from now on, and has all open tickets follow.
fn keep(cx: &Cx, read: Option<&Entry<Rules>>, mut rules: Rules, why: Why) -> Result<Rules> {
    let known: BTreeMap<_, _> = calendar::list(cx)?.into_iter().map(|one| (one.id, one.version)).collect();
    rules.calendars =
        rules.named().into_iter().filter_map(|id| Some((id.clone(), *known.get(id)?))).collect();
    rules.zone_data = edition(cx, &rules);
    let rules = Rules { number: rules.number + 1, at: cx.now(), why, by: cx.caller().user, ..rules };
    // What is promised to customers is the house's own affair.
    let draft = Draft::new(&rules).audience(Audience::Staff);
    match read {
        Some(entry) => cx.update(RULES, entry, draft)?,
        None => cx.create(RULES, draft.id(CURRENT))?,
    };
    cx.create(VERSIONS, Draft::new(&rules).id(rules.number.to_string()))?;
    cx.set_timer(SWEEP, cx.now(), &serde_json::json!({ "rules": rules.number }))?;
    look_daily(cx, &rules)?;
    Ok(rules)
}

/// The edition of the zone data that `calendar` has now. Where it does not answer, the same as before: whoever asks for hours hears why.
fn edition(cx: &Cx, rules: &Rules) -> Option<String> {
    if rules.calendars.is_empty() {
        return None;
    }
    let now = cx.now();
    calendar::clocks_in(cx, "UTC", now, now + 1)
        .map_or_else(|_| rules.zone_data.clone(), |told| Some(told.zone_data))
}

fn look_daily(cx: &Cx, rules: &Rules) -> Result<()> {
    match rules.calendars.is_empty() {
        true => Ok(()),
        false => cx.set_timer(ZONES, cx.now() + unsigned(DAY), &()),
    }
}

/// The rules as they are, by the clocks as they are put now: where there is another edition of these, it is a change of the rules.
pub fn by_now(cx: &Cx) -> Result<Rules> {
    let Some(read) = kept(cx)? else { return Ok(Rules::default()) };
    let rules = read.value.clone();
    if edition(cx, &rules) == rules.zone_data {
        return Ok(rules);
    }
    keep(cx, Some(&read), rules, Why::Zones)
}

/// A day has passed.
pub fn day_passed(cx: &Cx) -> Result<()> {
    look_daily(cx, &by_now(cx)?)
}

/// Changes the rules; an error of `change` changes nothing.
fn edit<T>(cx: &Cx, change: impl FnOnce(&mut Rules) -> Result<T>) -> Result<T> {
    let read = kept(cx)?;
    let before = read.as_ref().map(|entry| entry.value.clone()).unwrap_or_default();
    let mut after = before.clone();
    let told = change(&mut after)?;
    // What is the same is no new version.
    if after != before {
        keep(cx, read.as_ref(), after, Why::Policy)?;
    }
    Ok(told)
}

/// A policy as it may be kept; an error says what is wrong with it.
pub fn checked(cx: &Cx, mut policy: Policy) -> Result<Policy> {
    policy.name = policy.name.trim().to_owned();
    if policy.name.is_empty() || policy.name.chars().count() > 120 {
        return Err(Error::invalid(text!("bad-name")));
    }
    let when = &policy.when;
    if [&when.departments, &when.requesters, &when.tags].iter().any(|list| list.len() > MOST_NAMED) {
        return Err(Error::too_large(text!("too-many", most = MOST_NAMED)));
    }
    let departments = cx.departments()?;
    if let Some(odd) = when.departments.iter().find(|id| !departments.iter().any(|one| one.id == **id)) {
        return Err(Error::invalid(text!("no-department", id = odd)));
    }
    let calendars = calendar::list(cx)?;
    for promise in policy.promises.values() {
        if promise.targets.values().any(|target| target.time <= 0 || target.time > LONGEST) {
            return Err(Error::invalid(text!("bad-target")));
        }
        let named = promise.targets.values().filter_map(|target| target.calendar.as_ref());
        for id in named {
            if !calendars.iter().any(|one| one.id == *id) {
                return Err(Error::invalid(text!("no-calendar", id = id)));
            }
        }
        let odd = |warning: &Warning| match warning {
            Warning::Left(left) => *left <= 0 || *left > LONGEST,
            Warning::Used(hundredths) => !(1..100).contains(hundredths),
        };
        if promise.warnings.len() > MOST_WARNINGS || promise.warnings.iter().any(odd) {
            return Err(Error::invalid(text!("bad-warnings", most = MOST_WARNINGS)));
        }
    }
    // Who promises nothing at all is meant: these tickets are left out of all that follows.
    policy.promises.retain(|_, promise| !promise.targets.is_empty());
    Ok(policy)
}

/// A new policy, tried after all others.
pub fn add(cx: &Cx, policy: Policy) -> Result<Kept> {
    let policy = checked(cx, policy)?;
    let kept = Kept { id: cx.new_id(), version: 1, policy };
    edit(cx, |rules| {
        if rules.policies.len() >= MOST_POLICIES {
            return Err(Error::too_large(text!("too-many-policies", most = MOST_POLICIES)));
        }
        rules.policies.push(kept.clone());
        Ok(kept)
    })
}

/// Changes one. `conflict` if somebody else changed it since `version`.
pub fn change(cx: &Cx, id: &str, version: Option<u32>, policy: Policy) -> Result<Kept> {
    let policy = checked(cx, policy)?;
    edit(cx, |rules| {
        let kept = rules.policies.iter_mut().find(|kept| kept.id == id);
        let kept = kept.ok_or_else(|| Error::not_found(text!("no-policy")))?;
        if version.is_some_and(|version| version != kept.version) {
            return Err(Error::conflict(text!("changed-since")));
        }
        if kept.policy != policy {
            *kept = Kept { version: kept.version + 1, policy, ..kept.clone() };
        }
        Ok(kept.clone())
    })
}

/// Takes one away.
pub fn remove(cx: &Cx, id: &str) -> Result<()> {
    edit(cx, |rules| {
        rules.policy(id)?;
        rules.policies.retain(|kept| kept.id != id);
        Ok(())
    })
}

/// Puts them into this order, which names each once. `conflict` if the rules are others than those of `number`.
pub fn order(cx: &Cx, number: Option<u32>, ids: &[RecordId]) -> Result<()> {
    edit(cx, |rules| {
        if number.is_some_and(|number| number != rules.number) {
            return Err(Error::conflict(text!("changed-since")));
        }
        let mut ordered = Vec::new();
        for id in ids {
            ordered.push(rules.policy(id)?.clone());
        }
        let distinct: BTreeSet<&RecordId> = ids.iter().collect();
        if distinct.len() != rules.policies.len() || ids.len() != rules.policies.len() {
            return Err(Error::invalid(text!("bad-order")));
        }
        rules.policies = ordered;
        Ok(())
    })
}

/// Moves one a place up or down.
pub fn shift(cx: &Cx, number: Option<u32>, id: &str, up: bool) -> Result<()> {
    let mut ids: Vec<RecordId> = current(cx)?.policies.into_iter().map(|kept| kept.id).collect();
    let at = ids.iter().position(|one| one == id).ok_or_else(|| Error::not_found(text!("no-policy")))?;
    let to = if up { at.saturating_sub(1) } else { (at + 1).min(ids.len() - 1) };
    ids.swap(at, to);
    order(cx, number, &ids)
}

/// A calendar changed, or is gone. Told twice it is the same.
pub fn calendar_changed(cx: &Cx, calendar: &str) -> Result<()> {
    let Some(read) = kept(cx)? else { return Ok(()) };
    if !read.value.named().iter().any(|id| *id == calendar) {
        return Ok(());
    }
    let latest = calendar::list(cx)?.into_iter().find(|one| one.id == calendar).map(|one| one.version);
    if read.value.calendars.get(calendar) == latest.as_ref() {
        return Ok(());
    }
    let rules = read.value.clone();
    keep(cx, Some(&read), rules, Why::Calendar).map(drop)
}
