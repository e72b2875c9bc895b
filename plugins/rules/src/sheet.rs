//! The rules that do something, on sheets: whatever happens to a ticket is looked at with all of them, and some sheets are read at once
//! where two hundred rules are two hundred records.

use crate::keep;
use crate::model::engine::Placed;
use ombud_plugin::{Collection, Cx, Draft, Entry, Error, Query, Result};
use std::mem;

const SHEETS: Collection<Vec<Placed>> = Collection::new("rules:sheets");
/// A sheet is full beyond so many bytes: a record may hold five times as many, and one rule is far less.
const FULL: usize = 200_000;

fn sheets(cx: &Cx) -> Result<Vec<Entry<Vec<Placed>>>> {
    cx.all(SHEETS, &Query::by("created"))
}

/// What stands on them. Rules that were saved before there were sheets have none until one is saved again.
fn read(cx: &Cx, sheets: &[Entry<Vec<Placed>>]) -> Result<Vec<Placed>> {
    match sheets {
        [] => keep::enabled(cx),
        sheets => Ok(sheets.iter().flat_map(|sheet| sheet.value.iter().cloned()).collect()),
    }
}

/// All rules that are switched on, in their order.
pub fn enabled(cx: &Cx) -> Result<Vec<Placed>> {
    read(cx, &sheets(cx)?)
}

/// A rule says something else, or, if there is none, does nothing more.
pub fn put(cx: &Cx, id: &str, rule: Option<Placed>) -> Result<()> {
    let sheets = sheets(cx)?;
    let mut rules = read(cx, &sheets)?;
    rules.retain(|one| one.id != id);
    rules.extend(rule.filter(|rule| rule.rule.enabled));
    rules.sort_by_key(|rule| rule.place);
    write(cx, sheets, rules)
}

/// Rules changed places.
pub fn renew(cx: &Cx) -> Result<()> {
    write(cx, sheets(cx)?, keep::enabled(cx)?)
}

fn write(cx: &Cx, old: Vec<Entry<Vec<Placed>>>, rules: Vec<Placed>) -> Result<()> {
    let (mut new, mut sheet, mut size) = (Vec::new(), Vec::new(), 0);
    for rule in rules {
        size += serde_json::to_vec(&rule).map_err(|error| Error::invalid(error.to_string()))?.len();
        sheet.push(rule);
        if size > FULL {
            new.push(mem::take(&mut sheet));
            size = 0;
        }
    }
    // Without any rule there is one that says so.
    if !sheet.is_empty() || new.is_empty() {
        new.push(sheet);
    }
    let mut old = old.into_iter();
    for sheet in &new {
        match old.next() {
            Some(read) if read.value == *sheet => {}
            Some(read) => drop(cx.update(SHEETS, &read, Draft::new(sheet))?),
            None => drop(cx.create(SHEETS, Draft::new(sheet))?),
        }
    }
    old.try_for_each(|read| cx.delete(SHEETS, &read))
}
