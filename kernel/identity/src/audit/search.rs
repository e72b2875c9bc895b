//! Looking things up in the audit.

use super::chain::{Seal, canonical, seal_of};
use super::{BY_ACTOR, BY_TARGET, BY_TIME, ENTRIES, Entry, key, number};
use crate::Result;
use crate::actor::Actor;
use ombud_access::{PluginId, Timestamp, UserId};
use ombud_store::UnitOfWork;
use serde::Serialize;

/// The most entries of one page.
const PAGE: usize = 500;
/// The most entries that are looked at for one page.
const EXAMINED: usize = 5_000;
/// Rows read at a time.
const BATCH: usize = 256;

/// Which entries. All that is said must hold; what is not said does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// About this, `noun:id`.
    pub target: Option<String>,
    /// Done by this person.
    pub actor: Option<UserId>,
    /// Done by or through this plugin.
    pub plugin: Option<PluginId>,
    /// This action, such as `role.edit`, or all of a noun, such as `role`.
    pub action: Option<String>,
    /// Done at this moment or later.
    pub since: Option<Timestamp>,
    /// Done before this moment.
    pub until: Option<Timestamp>,
    /// With this text anywhere in it, in upper or lower case.
    pub text: Option<String>,
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As people read.
    NewestFirst,
    /// As it happened.
    OldestFirst,
}

/// An entry, as it is found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// What is kept.
    #[serde(flatten)]
    pub entry: Entry,
    /// Its place in the chain; none if it waits for one.
    pub sealed: Option<Seal>,
    /// The text that is hashed.
    #[serde(skip)]
    pub canonical: String,
}

/// Some entries, and where the next page begins.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// In the order that was asked for. A page may be short, even empty, and yet not the last: rare entries are
    /// looked for a stretch at a time.
    pub entries: Vec<Found>,
    /// Pass this to go on. None: there is no more.
    pub next: Option<u64>,
}

/// Entries that pass the filter, from after the entry `cursor` on, at most `limit`. Needs `kernel:audit.read`.
pub fn list<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    filter: &Filter,
    order: Order,
    cursor: Option<u64>,
    limit: usize,
) -> Result<Page> {
    actor.into().require("kernel:audit.read")?;
    let limit = limit.clamp(1, PAGE);
    let mut page = Page { entries: Vec::new(), next: None };
    let mut place = cursor;
    let mut examined = 0;
    loop {
        let rows = filter.rows(uow, order, place)?;
        let last = rows.len() < BATCH;
        for number in rows {
            let Some(entry) = uow.get(&ENTRIES, &key(number))? else { continue };
            if filter.is_past(order, &entry) {
                return Ok(page);
            }
            let canonical = canonical(uow, number)?.unwrap_or_default();
            if filter.admits(&entry, &canonical) {
                if page.entries.len() == limit {
                    page.next = place;
                    return Ok(page);
                }
                page.entries.push(Found { sealed: seal_of(uow, number)?, entry, canonical });
            }
            place = Some(number);
        }
        examined += BATCH;
        if last {
            return Ok(page);
        }
        if examined >= EXAMINED {
            page.next = place;
            return Ok(page);
        }
    }
}

impl Filter {
    /// The numbers of entries that may pass, in order, after `place`.
    fn rows(&self, uow: &mut UnitOfWork, order: Order, place: Option<u64>) -> Result<Vec<u64>> {
        let (table, prefix) = match (&self.target, self.actor) {
            (Some(target), _) => (&BY_TARGET, format!("{target}/")),
            (None, Some(actor)) => (&BY_ACTOR, format!("{actor}/")),
            (None, None) => (&BY_TIME, String::new()),
        };
        let after = match place {
            Some(number) if prefix.is_empty() => {
                uow.get(&ENTRIES, &key(number))?.map(|entry| format!("{:020}/{}", entry.at.0, key(number)))
            }
            Some(number) => Some(format!("{prefix}{}", key(number))),
            // The moment itself comes right before what was done at it.
            None if prefix.is_empty() => match order {
                Order::NewestFirst => self.until.map(|until| format!("{:020}", until.0)),
                Order::OldestFirst => self.since.map(|since| format!("{:020}", since.0)),
            },
            None => None,
        };
        let rows = match order {
            Order::NewestFirst => uow.scan_back(table, &prefix, after.as_deref(), BATCH)?,
            Order::OldestFirst => uow.scan(table, &prefix, after.as_deref(), BATCH)?,
        };
        Ok(rows.iter().filter_map(|(row, ())| number(row)).collect())
    }

    /// Whether no later row can pass any more: rows by time are in the order of time.
    fn is_past(&self, order: Order, entry: &Entry) -> bool {
        let by_time = self.target.is_none() && self.actor.is_none();
        by_time
            && match order {
                Order::NewestFirst => self.since.is_some_and(|since| entry.at < since),
                Order::OldestFirst => self.until.is_some_and(|until| entry.at >= until),
            }
    }

    fn admits(&self, entry: &Entry, canonical: &str) -> bool {
        let of_noun = |wanted: &String| {
            let rest = entry.action.strip_prefix(wanted.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.target.as_ref().is_none_or(|target| *target == entry.target)
            && self.actor.is_none_or(|actor| entry.actor == Some(actor))
            && self.plugin.as_ref().is_none_or(|plugin| entry.plugin.as_ref() == Some(plugin))
            && self.action.as_ref().is_none_or(of_noun)
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at < until)
            && self.text.as_ref().is_none_or(|text| canonical.to_lowercase().contains(&text.to_lowercase()))
    }
}
