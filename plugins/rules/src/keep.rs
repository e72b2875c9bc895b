//! The rules that are kept, in their order, each with its versions and the order of its author to act in his name.

use crate::model::action::Action;
use crate::model::clock::Clock;
use crate::model::condition::{NOBODY, What};
use crate::model::engine::Placed;
use crate::model::rule::Rule;
use crate::model::trigger::Trigger;
use crate::{sheet, texts, time};
use ombud_plugin::desk::definitions::{self, Kind};
use ombud_plugin::{
    Audience, Collection, Cx, Draft, Entry, Error, Query, RecordId, RecordRef, Result, Timestamp, UserId,
    text,
};
use serde::{Deserialize, Serialize};

/// All rules.
pub const RULES: Collection<Kept> = Collection::new("rules:rules");
/// What each rule was, in each of its versions: `<rule>.<number>`. What acts reads it here, whoever's rights it has.
const VERSIONS: Collection<Version> = Collection::new("rules:versions");

/// The most rules of a desk.
pub const MOST: usize = 500;
/// The place of the first.
const FIRST: u32 = 1;

/// A rule as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Its place: less comes first.
    pub place: u32,
    /// 1, 2, 3 …: one more with each change of what it says.
    pub number: u32,
    /// What it says.
    pub rule: Rule,
}

/// A version of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Which.
    pub number: u32,
    /// Since when.
    pub at: Timestamp,
    /// Who made it so.
    pub by: Option<UserId>,
    /// How it came about.
    pub how: How,
    /// What it said.
    pub rule: Rule,
}

/// How a version came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Somebody wrote it so.
    Written,
    /// Somebody brought an older one back.
    BroughtBack(u32),
    /// It came with a file.
    Imported,
}

/// All rules, in their order, as far as the caller may read them.
pub fn all(cx: &Cx) -> Result<Vec<Entry<Kept>>> {
    cx.all(RULES, &Query::by("place"))
}

/// Those that do something, each read by itself: [`sheet::enabled`] reads them together.
pub fn enabled(cx: &Cx) -> Result<Vec<Placed>> {
    Ok(cx.all(RULES, &Query::by("enabled"))?.iter().map(placed).collect())
}

/// A rule in its place.
pub fn placed(entry: &Entry<Kept>) -> Placed {
    Placed { id: entry.id().to_owned(), place: entry.value.place, rule: entry.value.rule.clone() }
}

/// One rule.
pub fn get(cx: &Cx, id: &str) -> Result<Entry<Kept>> {
    cx.find(RULES, id)?.ok_or_else(|| Error::not_found(text!("no-such-rule")))
}

/// The number of a rule's version, for what acts in its name.
pub fn number(cx: &Cx, id: &str) -> Result<u32> {
    Ok(cx.find(RULES, id)?.map_or(0, |entry| entry.value.number))
}

/// What a rule said in one of its versions; none: it is gone.
pub fn version(cx: &Cx, id: &str, number: u32) -> Result<Option<Version>> {
    Ok(cx.find(VERSIONS, &format!("{id}.{number}"))?.map(|entry| entry.value))
}

/// All versions of a rule, the latest first.
pub fn versions(cx: &Cx, id: &str) -> Result<Vec<Version>> {
    get(cx, id)?;
    let entries = cx.all(VERSIONS, &Query::by("of").prefix(id).descending())?;
    Ok(entries.into_iter().map(|entry| entry.value).collect())
}

/// Makes a rule, at the end.
pub fn create(cx: &Cx, rule: &Rule, how: How) -> Result<RecordId> {
    check(cx, rule)?;
    calls_others(cx, rule)?;
    let all = all(cx)?;
    unlike(&all, None, rule)?;
    if all.len() >= MOST {
        return Err(Error::too_large(text!("too-many-rules", most = MOST)));
    }
    let place = all.last().map_or(FIRST, |last| last.value.place + 1);
    let id = cx.new_id();
    let kept = Kept { place, number: 1, rule: rule.clone() };
    cx.create(RULES, draft(Draft::new(&kept).id(id.clone()), &kept))?;
    follow(cx, &id, &kept, how)?;
    Ok(id)
}

/// Changes what a rule says. `version`: which was changed, if that is known. Whoever does it is its author from now on.
pub fn change(cx: &Cx, id: &str, version: Option<u64>, rule: &Rule, how: How) -> Result<()> {
    check(cx, rule)?;
    calls_others(cx, rule)?;
    unlike(&all(cx)?, Some(id), rule)?;
    let entry = get(cx, id)?;
    if version.is_some_and(|version| version != entry.envelope.version) {
        return Err(Error::conflict(text!("changed-since")));
    }
    let mut kept = entry.value.clone();
    // Saved as it is, it is given anew all the same: that is how an order comes back.
    if kept.rule != *rule {
        kept.number += 1;
        kept.rule = rule.clone();
        cx.update(RULES, &entry, draft(Draft::new(&kept), &kept))?;
        return follow(cx, id, &kept, how);
    }
    cx.require("rules:rule.edit", Some(&RULES.at(id)))?;
    give(cx, id, rule)
}

/// A note calls everybody whom it names but its author, and of that note whoever saves the rule is the author.
fn calls_others(cx: &Cx, rule: &Rule) -> Result<()> {
    let author = cx.user()?;
    let calls = |action: &Action| matches!(action, Action::Notify { person, .. } if *person == author);
    match rule.then.iter().any(calls) {
        true => Err(Error::invalid(text!("calls-author"))),
        false => Ok(()),
    }
}

/// People and files tell rules apart by their names.
fn unlike(all: &[Entry<Kept>], id: Option<&str>, rule: &Rule) -> Result<()> {
    let twin = |entry: &&Entry<Kept>| Some(entry.id()) != id && entry.value.rule.name == rule.name;
    match all.iter().find(twin) {
        Some(_) => Err(Error::invalid(text!("name-taken", name = &rule.name))),
        None => Ok(()),
    }
}

/// Switches a rule on or off. Whoever switches it on is its author.
pub fn switch(cx: &Cx, id: &str, enabled: bool) -> Result<()> {
    let rule = Rule { enabled, ..get(cx, id)?.value.rule };
    change(cx, id, None, &rule, How::Written)
}

/// Makes a rule say what it once said.
pub fn bring_back(cx: &Cx, id: &str, number: u32) -> Result<()> {
    get(cx, id)?;
    let then = version(cx, id, number)?.ok_or_else(|| Error::not_found(text!("no-such-version")))?;
    change(cx, id, None, &then.rule, How::BroughtBack(number))
}

/// Moves a rule to a place among the others: 0 is the first.
pub fn place(cx: &Cx, id: &str, to: usize) -> Result<()> {
    let mut all = all(cx)?;
    let from = all.iter().position(|entry| entry.id() == id);
    let from = from.ok_or_else(|| Error::not_found(text!("no-such-rule")))?;
    let moved = all.remove(from);
    all.insert(to.min(all.len()), moved);
    in_this_order(cx, &all)
}

/// Puts these first, in this order.
pub fn arrange(cx: &Cx, ids: &[RecordId]) -> Result<()> {
    let mut all = all(cx)?;
    all.sort_by_key(|entry| ids.iter().position(|id| id == entry.id()).unwrap_or(ids.len()));
    in_this_order(cx, &all)
}

fn in_this_order(cx: &Cx, all: &[Entry<Kept>]) -> Result<()> {
    for (place, entry) in (FIRST..).zip(all) {
        let kept = Kept { place, ..entry.value.clone() };
        if kept != entry.value {
            cx.update(RULES, entry, draft(Draft::new(&kept), &kept))?;
        }
    }
    sheet::renew(cx)
}

/// Moves a rule up or down by one.
pub fn shift(cx: &Cx, id: &str, up: bool) -> Result<()> {
    let at = all(cx)?.iter().position(|entry| entry.id() == id);
    let at = at.ok_or_else(|| Error::not_found(text!("no-such-rule")))?;
    place(cx, id, if up { at.saturating_sub(1) } else { at + 1 })
}

/// Removes a rule with its versions. What it did stays in the log.
pub fn remove(cx: &Cx, id: &str) -> Result<()> {
    let entry = get(cx, id)?;
    cx.delete(RULES, &entry)?;
    sheet::put(cx, id, None)?;
    for version in cx.all(VERSIONS, &Query::by("of").prefix(id))? {
        cx.delete(VERSIONS, &version)?;
    }
    cx.withdraw_order(id)
}

fn draft(draft: Draft<Kept>, kept: &Kept) -> Draft<Kept> {
    let draft = draft.audience(Audience::Staff).index("place", [kept.place]);
    if kept.rule.enabled { draft.index("enabled", [kept.place]) } else { draft }
}

/// What follows when a rule says something else: its sheet, a version, the author's order, and a look at who waits.
fn follow(cx: &Cx, id: &str, kept: &Kept, how: How) -> Result<()> {
    sheet::put(cx, id, Some(Placed { id: id.to_owned(), place: kept.place, rule: kept.rule.clone() }))?;
    let version =
        Version { number: kept.number, at: cx.now(), by: cx.caller().user, how, rule: kept.rule.clone() };
    let draft = Draft::new(&version).id(format!("{id}.{}", kept.number));
    cx.create(VERSIONS, draft.index("of", [id.into(), ombud_plugin::Value::from(kept.number)]))?;
    give(cx, id, &kept.rule)?;
    if kept.rule.enabled && kept.rule.waits() {
        time::sweep_soon(cx)?;
    }
    Ok(())
}

/// Whoever asks has the desk act in his name, within what the rule needs. A rule that is off needs nobody.
fn give(cx: &Cx, id: &str, rule: &Rule) -> Result<()> {
    if !rule.enabled {
        return cx.withdraw_order(id);
    }
    let mut permissions = rule.needs();
    if let Some(missing) = permissions.iter().find(|permission| !cx.may_ever(permission)) {
        let what = texts::right(missing);
        return Err(Error::denied(*missing, text!("author-lacks", what = what)));
    }
    permissions.extend(rule.may_need().into_iter().filter(|permission| cx.may_ever(permission)));
    let permissions: Vec<&str> = permissions.into_iter().collect();
    cx.give_order(id, &rule.name, &permissions)
}

/// `invalid` with what is wrong, also with what only this desk knows: its departments, people and date fields.
pub fn check(cx: &Cx, rule: &Rule) -> Result<()> {
    rule.check().map_err(|fault| Error::invalid(texts::fault(&fault)))?;
    let departments = cx.departments()?;
    let department = |id: &String| {
        let known = departments.iter().any(|department| department.id == *id);
        if known { Ok(()) } else { Err(Error::invalid(text!("no-such-department", typed = id))) }
    };
    let person = |id: &String, staff: bool| match cx.faces(std::slice::from_ref(id))?.first() {
        Some(face) if face.staff || !staff => Ok(()),
        _ => Err(Error::invalid(text!("no-such-person", typed = id))),
    };
    for trigger in &rule.on {
        if let Trigger::Waited { clock: Clock::Field(name), .. } = trigger {
            let known = definitions::known(cx)?.fields;
            if !known.iter().any(|field| field.name == *name && field.kind == Kind::Date) {
                return Err(Error::invalid(texts::no_such_date(name)));
            }
        }
    }
    for check in rule.when.checks() {
        for value in check.values.iter().filter(|_| check.is.compares()) {
            match check.what {
                What::Department => department(value)?,
                What::Assignee if value != NOBODY => person(value, true)?,
                What::Requester => person(value, false)?,
                _ => {}
            }
        }
    }
    for action in &rule.then {
        match action {
            Action::SetDepartment { to } => department(to)?,
            Action::Assign { to } | Action::Notify { person: to, .. } => person(to, true)?,
            _ => {}
        }
    }
    Ok(())
}

/// A ticket, by its id.
pub fn ticket(id: &str) -> RecordRef {
    RecordRef { collection: "tickets:tickets".to_owned(), id: id.to_owned() }
}
