//! Walks everything that must fit together, in one moment, while the desk works.

use crate::record::Stored;
use crate::view::View;
use crate::{BlobId, Result, Store, Usage, changes, event_log, key, timer, usage};
use ombud_access::{Audience, RecordId, RecordRef};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub at: String,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

struct Walk<'a> {
    store: &'a Store,
    view: View,
    looked_at: &'a mut dyn FnMut(&'static str, u64),
    findings: Vec<Finding>,
}

impl Store {
    /// Looks whether records, indexes, children, files, timers and events fit together, and whether each file
    /// still has the bytes that its name says. Gives what does not fit. An error means that it could not look.
    pub fn verify(&self) -> Result<Vec<Finding>> {
        self.verify_and_tell(&mut |_, _| {})
    }

    /// The same, telling now and then what is looked at (such as `records`) and how many of it so far.
    pub fn verify_and_tell(&self, looked_at: &mut dyn FnMut(&'static str, u64)) -> Result<Vec<Finding>> {
        let _quiet = self.blobs().quiet.read();
        // What stands there later only would not be of this moment.
        let kept = self.usages().kept();
        let mut walk = Walk { store: self, view: self.view(), looked_at, findings: Vec::new() };
        walk.records()?;
        walk.derived()?;
        walk.files()?;
        walk.timers()?;
        walk.events()?;
        walk.changes()?;
        if kept && walk.findings.is_empty() {
            walk.usage()?;
        }
        Ok(walk.findings)
    }
}

impl Walk<'_> {
    fn note(&mut self, at: impl fmt::Display, what: impl fmt::Display) {
        self.findings.push(Finding { at: at.to_string(), what: what.to_string() });
    }

    fn each(
        &mut self,
        kind: u8,
        what: &'static str,
        visit: fn(&mut Self, &[u8], &[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut rest = key::all(kind);
        let mut count = 0;
        while !rest.is_empty() {
            let part = self.view.scan(&rest, false, 512)?;
            for (row, value) in part.rows.iter() {
                visit(self, row, value)?;
            }
            count += part.rows.len() as u64;
            (self.looked_at)(what, count);
            rest = part.rest;
        }
        Ok(())
    }

    /// Each record has every row that it must have.
    fn records(&mut self) -> Result<()> {
        self.each(key::RECORD, "records", |walk, row, value| {
            let stored = match Stored::decode(value) {
                Ok(stored) => stored,
                Err(error) => {
                    walk.note(key::describe(row), error);
                    return Ok(());
                }
            };
            let at = stored.envelope.record();
            if key::record(&at) != row {
                walk.note(key::describe(row), format!("holds the record `{at}`"));
            }
            if stored.envelope.version == 0 {
                walk.note(&at, "has version 0");
            }
            for (wanted, value) in stored.derived() {
                match walk.view.get_anew(&wanted)? {
                    Some(found) if found == value => {}
                    Some(_) => walk.note(&at, format!("{} is wrong", key::describe(&wanted))),
                    None => walk.note(&at, format!("is missing in {}", key::describe(&wanted))),
                }
            }
            let mut above = stored.envelope.parent;
            for _ in 0..64 {
                let Some(parent) = above else { return Ok(()) };
                above = match walk.stored(&parent)? {
                    Some(parent) => parent.envelope.parent,
                    None => {
                        walk.note(&at, format!("belongs to `{parent}`, which is not there"));
                        return Ok(());
                    }
                };
            }
            walk.note(&at, "belongs to itself in the end");
            Ok(())
        })
    }

    /// The changes of every commit since the first backup are there.
    fn changes(&mut self) -> Result<()> {
        let Some(kept) = changes::kept(&self.view)? else { return Ok(()) };
        let mut last = (kept.since, 0);
        let mut missing = Vec::new();
        let mut count = 0;
        self.view.each(changes::span(kept.since + 1, self.view.start()), |row, value| {
            let at = changes::number(row)?;
            if at != (last.0 + 1, 0) && at != (last.0, last.1 + 1) {
                missing.push(last.0 + 1);
            }
            if changes::decode(value).is_err() {
                missing.push(at.0);
            }
            last = at;
            count += 1;
            Ok(())
        })?;
        (self.looked_at)("changes", count);
        if last.0 < self.view.start() {
            missing.push(last.0 + 1);
        }
        for commit in missing {
            self.note(format!("the changes of commit {commit}"), "are missing: make a whole backup");
        }
        Ok(())
    }

    /// No row says something of a record that the record does not say.
    fn derived(&mut self) -> Result<()> {
        self.each(key::INDEX, "places in indexes", |walk, row, value| {
            let collection = row[1..].split(|byte| *byte == 0).next().unwrap_or_default();
            walk.belongs(row, std::str::from_utf8(collection).ok(), std::str::from_utf8(value).ok())
        })?;
        self.each(key::CHILD, "children", |walk, row, _| {
            let [_, _, collection, id] = key::parts(row, 1).unwrap_or_default();
            walk.belongs(row, Some(collection), Some(id))
        })?;
        self.each(key::BLOB_REF, "uses of files", |walk, row, _| match BlobId::from_ref(row) {
            Some((_, Some(at))) => walk.belongs(row, Some(&at.collection), Some(at.id.as_str())),
            Some((_, None)) => Ok(()),
            None => {
                walk.note(key::describe(row), "cannot be read");
                Ok(())
            }
        })
    }

    fn belongs(&mut self, row: &[u8], collection: Option<&str>, id: Option<&str>) -> Result<()> {
        let place = key::describe(row);
        let (Some(collection), Some(Ok(id))) = (collection, id.map(RecordId::parse)) else {
            self.note(place, "names no record");
            return Ok(());
        };
        let at = RecordRef { collection: collection.into(), id };
        match self.stored(&at)? {
            None => self.note(place, format!("names the record `{at}`, which is not there")),
            Some(stored) if !stored.derived().iter().any(|(wanted, _)| wanted == row) => {
                let only = if stored.envelope.audience == Audience::Staff { " for staff" } else { "" };
                self.note(place, format!("names the record `{at}`{only}, which does not belong there"));
            }
            Some(_) => {}
        }
        Ok(())
    }

    /// A record that can be read; what cannot is found elsewhere.
    fn stored(&self, at: &RecordRef) -> Result<Option<Stored>> {
        Ok(self.view.get_anew(&key::record(at))?.and_then(|bytes| Stored::decode(&bytes).ok()))
    }

    /// Each file that is named is there, with its own bytes.
    fn files(&mut self) -> Result<()> {
        let mut last = None;
        let mut named = Vec::new();
        self.view.each(key::all(key::BLOB_REF), |row, _| {
            let blob = BlobId::from_ref(row).map(|(blob, _)| blob).filter(|blob| Some(*blob) != last);
            last = blob.or(last);
            named.extend(blob);
            Ok(())
        })?;
        for (count, blob) in (1..).zip(named) {
            (self.looked_at)("files", count);
            match self.store.blobs().hash(&blob) {
                Ok(found) if found == blob => {}
                Ok(_) => self.note(format!("file `{blob}`"), "has other bytes than its name says"),
                Err(error) => {
                    self.note(format!("file `{blob}`"), format!("is named and cannot be read: {error}"))
                }
            }
        }
        Ok(())
    }

    /// Each timer is in the list, and the list holds no others.
    fn timers(&mut self) -> Result<()> {
        self.each(key::TIMER, "timers", |walk, row, value| {
            match timer::decode(value) {
                Ok(timer) => {
                    let (by_name, by_time) = timer::keys(&timer);
                    if by_name != row || walk.view.get_anew(&by_time)?.is_none() {
                        walk.note(key::describe(row), "is not in the list of timers");
                    }
                }
                Err(error) => walk.note(key::describe(row), error),
            }
            Ok(())
        })?;
        self.each(key::TIMER_DUE, "due times", |walk, row, _| {
            let by_name = timer::listed(row).map(|(_, by_name)| by_name);
            let timer = walk.view.get_anew(&by_name.unwrap_or_default())?;
            let listed =
                timer.and_then(|bytes| timer::decode(&bytes).ok()).map(|timer| timer::keys(&timer).1);
            if listed.as_deref() != Some(row) {
                walk.note(key::describe(row), "holds a timer that is not there");
            }
            Ok(())
        })
    }

    /// What plugins keep is what is noted of it.
    fn usage(&mut self) -> Result<()> {
        let mut looks = 0;
        let counted = usage::count(&self.view, self.store.blobs(), || {
            looks += 1;
            (self.looked_at)("what plugins keep", looks);
            true
        })?;
        let counted = usage::unsigned(counted.unwrap_or_default());
        let kept = usage::kept(&self.view)?;
        let plugins: BTreeSet<_> = counted.keys().chain(kept.keys()).collect();
        for plugin in plugins {
            let of = |sums: &BTreeMap<String, Usage>| sums.get(plugin).copied().unwrap_or_default();
            let (is, noted) = (of(&counted), of(&kept));
            if is != noted {
                let shown = |usage: Usage| format!("{} bytes and {} timers", usage.bytes, usage.timers);
                self.note(
                    format!("what `{plugin}` keeps"),
                    format!("is noted as {}, and is {}", shown(noted), shown(is)),
                );
            }
        }
        Ok(())
    }

    fn events(&mut self) -> Result<()> {
        self.each(key::EVENT, "events", |walk, row, value| {
            match event_log::decode(value) {
                Ok(event) if event.place() == row && event.commit() <= walk.view.start() => {}
                Ok(event) => {
                    walk.note(key::describe(row), format!("event {} is in a wrong place", event.number))
                }
                Err(error) => walk.note(key::describe(row), error),
            }
            Ok(())
        })
    }
}
