//! Tags are defined, renamed, brought together and taken away: in the list at once, in the tickets little by little, a
//! hundred at a time. A ticket that is not reached yet has the tag that it had.

use crate::change;
use crate::defined::EDIT;
use crate::history::Changes;
use crate::people::Caller;
use crate::rules;
use crate::tag::{Shade, Tag, Tags, Work, same};
use crate::ticket::{TICKETS, Ticket};
use ombud_plugin::{Cx, Entry, Error, Level, Query, Result, text};
use std::collections::BTreeSet;

/// The name of the timer, before the id of the work.
pub const TIMER: &str = "tags";
/// Tickets that are read in one go.
const AT_ONCE: u32 = 100;
/// The most tags that a desk defines.
const MOST: usize = 500;
/// Tickets of which those last changed are looked at for tags that are not defined.
const RECENT: u32 = 200;
/// The most tags that are listed without being defined.
const UNDEFINED: usize = 50;
/// Tickets are counted up to here, and fewer of each where there are more tags than [`IN_FULL`].
const COUNTED: u32 = 200;
/// So many tags are counted as far as that.
const IN_FULL: u32 = 100;

/// A tag in the list.
pub struct Listed {
    /// As tickets carry it.
    pub name: String,
    /// None: it is not defined, but tickets carry it.
    pub shade: Option<Shade>,
    /// Tickets that the caller sees and that carry it, up to `most` and one.
    pub tickets: u32,
    /// So far they were counted.
    pub most: u32,
}

/// All that are defined, and what else stands on the tickets that were changed last.
pub fn list(cx: &Cx) -> Result<Vec<Listed>> {
    cx.require(EDIT, None)?;
    let tags = Tags::of(cx)?;
    let recent = cx.query(TICKETS, &Query::by("updated").descending().limit(RECENT))?;
    let carried = recent.entries.iter().flat_map(|entry| &entry.value.tags);
    let others: BTreeSet<&String> = carried.filter(|tag| tags.find(tag).is_none()).collect();
    let mut list: Vec<Listed> = Vec::new();
    let all = tags.tags.len() + others.len().min(UNDEFINED);
    let most = COUNTED * IN_FULL / u32::try_from(all).unwrap_or(u32::MAX).max(IN_FULL);
    let defined = tags.tags.iter().map(|tag| (tag.name.clone(), Some(tag.colour)));
    let others = others.into_iter().take(UNDEFINED).map(|name| (name.clone(), None));
    for (name, shade) in defined.chain(others) {
        if list.iter().any(|known| same(&known.name, &name)) {
            continue;
        }
        let tickets = cx.count(TICKETS, &carrying(&name), most + 1)?;
        list.push(Listed { name, shade, tickets, most });
    }
    list.sort_by_key(|tag| tag.name.to_lowercase());
    Ok(list)
}

fn carrying(name: &str) -> Query {
    Query::by("tag").prefix(name.to_lowercase()).prefix("created")
}

/// Defines one.
pub fn add(cx: &Cx, name: &str, colour: Shade) -> Result<String> {
    cx.require(EDIT, None)?;
    let name = one(name)?;
    let mut tags = Tags::of(cx)?;
    if let Some(known) = tags.find(&name) {
        return Err(Error::conflict(text!("tag-taken", tag = &known.name)));
    }
    put(&mut tags, Tag { name: name.clone(), colour })?;
    tags.work.retain(|work| !same(&work.from, &name));
    tags.keep(cx)?;
    Ok(name)
}

fn put(tags: &mut Tags, tag: Tag) -> Result<()> {
    if tags.tags.len() >= MOST {
        return Err(Error::too_large(text!("tags-defined-many", most = MOST)));
    }
    // It is itself again.
    tags.renamed.remove(&tag.name.to_lowercase());
    tags.tags.push(tag);
    tags.tags.sort_by_key(|tag| tag.name.to_lowercase());
    Ok(())
}

/// Gives one another colour; one that was only carried is defined by it.
pub fn paint(cx: &Cx, name: &str, colour: Shade) -> Result<()> {
    cx.require(EDIT, None)?;
    let mut tags = Tags::of(cx)?;
    match tags.tags.iter_mut().find(|tag| same(&tag.name, name)) {
        Some(tag) => tag.colour = colour,
        None => {
            put(&mut tags, Tag { name: one(name)?, colour })?;
            // Whoever gives it now means it.
            tags.work.retain(|work| !same(&work.from, name));
        }
    }
    tags.keep(cx)
}

/// Calls one by another name, in all tickets. If there is a tag of that name already, or the caller sees a ticket that carries one, the
/// two become one only if that is meant. What is just being taken off the tickets is none.
pub fn rename(cx: &Cx, name: &str, to: &str, merge: bool) -> Result<()> {
    cx.require(EDIT, None)?;
    let to = one(to)?;
    let mut tags = Tags::of(cx)?;
    let old = tags.find(name).cloned();
    let other = tags.find(&to).filter(|_| !same(name, &to)).cloned();
    let carried = other.is_none() && !same(name, &to) && cx.count(TICKETS, &carrying(&to), 1)? > 0;
    let on_its_way = tags.work.iter().any(|work| same(&work.from, &to));
    match (&other, merge) {
        (Some(other), false) => {
            return Err(Error::conflict(text!("tag-merge-instead", tag = &other.name, name = name)));
        }
        (None, false) if carried && !on_its_way => {
            return Err(Error::conflict(text!("tag-merge-instead", tag = &to, name = name)));
        }
        (None, true) if !carried => return Err(Error::not_found(text!("tag-none", tag = &to))),
        _ => {}
    }
    if old.is_none() && cx.count(TICKETS, &carrying(name), 1)? == 0 {
        return Err(Error::not_found(text!("tag-none", tag = name)));
    }
    let to = other.as_ref().map_or(to, |other| other.name.clone());
    if name == to {
        return Ok(());
    }
    tags.tags.retain(|tag| !same(&tag.name, name));
    if let (Some(old), None) = (old, &other) {
        put(&mut tags, Tag { name: to.clone(), ..old })?;
    }
    for now in tags.renamed.values_mut().filter(|now| same(now, name)) {
        now.clone_from(&to);
    }
    tags.renamed.remove(&to.to_lowercase());
    if !same(name, &to) {
        tags.renamed.insert(name.to_lowercase(), to.clone());
    }
    begin(cx, &mut tags, name, Some(to))?;
    tags.keep(cx)
}

/// Takes one off the list, and if that is meant off all tickets.
pub fn remove(cx: &Cx, name: &str, off_tickets: bool) -> Result<()> {
    cx.require(EDIT, None)?;
    let mut tags = Tags::of(cx)?;
    tags.tags.retain(|tag| !same(&tag.name, name));
    tags.renamed.retain(|_, now| !same(now, name));
    if off_tickets {
        begin(cx, &mut tags, name, None)?;
    }
    tags.keep(cx)
}

fn begin(cx: &Cx, tags: &mut Tags, from: &str, to: Option<String>) -> Result<()> {
    // What is on its way to a tag that is no more goes where that goes.
    for work in &mut tags.work {
        if work.to.as_ref().is_some_and(|old| same(old, from)) {
            work.to.clone_from(&to);
        }
    }
    // What was asked for before gives way, and a tag that is in use again is left alone, but for its letters.
    tags.work.retain(|work| {
        let in_use = to.as_ref().is_some_and(|to| same(&work.from, to));
        let letters = work.to.as_ref().is_some_and(|to| same(&work.from, to) && work.from != *to);
        !same(&work.from, from) && (!in_use || letters)
    });
    let work = Work { id: cx.new_id(), from: from.to_owned(), to };
    cx.set_timer(&timer(&work.id), cx.now(), &())?;
    tags.work.push(work);
    Ok(())
}

fn timer(id: &str) -> String {
    format!("{TIMER}/{id}")
}

/// Goes on in the tickets, from where the timer says, with the plugin's own rights: whoever asked for it need not see all of them.
pub fn go_on(cx: &Cx, id: &str, data: &str) -> Result<()> {
    let mut tags = Tags::of(cx)?;
    let Some(work) = tags.work.iter().find(|work| work.id == id).cloned() else { return Ok(()) };
    let reached: Option<String> = serde_json::from_str(data).unwrap_or_default();
    let page = cx.query(TICKETS, &carrying(&work.from).limit(AT_ONCE).cursor(reached))?;
    for entry in page.entries {
        replace(cx, &entry, &work)?;
    }
    if let Some(next) = page.next {
        return cx.set_timer(&timer(id), cx.now(), &next);
    }
    tags.work.retain(|work| work.id != id);
    tags.keep(cx)
}

/// Of a ticket that another plugin does not let be written a line is left, and the others follow.
fn replace(cx: &Cx, old: &Entry<Ticket>, work: &Work) -> Result<()> {
    let mut new = old.clone();
    new.value.tags.retain(|tag| !same(tag, &work.from));
    if let Some(to) = &work.to
        && !new.value.tags.iter().any(|tag| same(tag, to))
    {
        new.value.tags.push(to.clone());
    }
    new.value.tags.sort();
    if new.value.tags == old.value.tags {
        return Ok(());
    }
    let (caller, mut log) = (Caller::of(cx), Changes::default());
    log.note("tags", &old.value.tags, &new.value.tags);
    match change::write_first(cx, &caller, old, new, &mut log) {
        Ok(()) => log.write(cx, &caller, old.id()),
        // Somebody else was at it, or somebody is not there: all of the call is done once more.
        Err(error @ (Error::Conflict(_) | Error::Unavailable(_))) => Err(error),
        Err(error) => {
            let line = format!("#{} keeps the tag `{}`: {}", old.value.number, work.from, error.sentence());
            cx.log(Level::Error, line);
            Ok(())
        }
    }
}

fn one(name: &str) -> Result<String> {
    let mut tags = rules::tags([name])?;
    tags.pop().filter(|tag| !tag.contains(',')).ok_or_else(|| Error::invalid(text!("tag-comma", tag = name)))
}
