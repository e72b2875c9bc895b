//! The thread that keeps the index: it follows the event log, reads collections that are new to it, and commits.

use crate::asker::PEOPLE;
use crate::document::record;
use crate::index::{Failed, Opened};
use crate::search::Inner;
use crate::writer::Writer;
use ombud_access::{Id, RecordRef};
use ombud_store::StoreError;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// How often it is looked for news.
const PAUSE: Duration = Duration::from_millis(50);
/// What has come waits at most so long for what comes with it.
const GATHER: Duration = Duration::from_millis(250);
/// While much is read, it is committed after so many documents, or so long.
const MUCH: usize = 50_000;
const LONG: Duration = Duration::from_secs(5);
/// Events, and records, taken at a time.
const EVENTS: usize = 1024;
const RECORDS: usize = 512;
/// After a failure.
const REST: Duration = Duration::from_secs(2);

/// Until the desk is closed.
pub(crate) fn run(inner: &Inner) {
    while !inner.closing.load(Relaxed) {
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| keep(inner))) {
            Ok(Ok(())) => {}
            Ok(Err(Failed::Store(error))) => {
                tracing::warn!(%error, "the search index could not be kept up to date; trying again");
                inner.pause(REST);
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "the search index cannot be used; it is made anew");
                inner.anew.store(true, Relaxed);
                inner.pause(REST);
            }
            Err(_) => {
                tracing::error!("the search index made its keeper fall; it is made anew");
                inner.anew.store(true, Relaxed);
                inner.pause(REST);
            }
        }
    }
}

/// Opens the index, or makes one, and keeps it until it is to be made anew.
fn keep(inner: &Inner) -> Result<(), Failed> {
    let newest = inner.store.begin().newest_event()?;
    let anew = inner.anew.swap(false, Relaxed);
    let known = if anew { None } else { usable(inner, newest) };
    let opened = match known {
        Some(opened) => opened,
        None => {
            inner.opened.store(None);
            tracing::info!("the search index is made anew; until it is done, searches find only part");
            Arc::new(Opened::create(&inner.dir, &inner.desk, newest)?)
        }
    };
    let mut writer = Writer::new(opened.clone(), inner.source.declared())?;
    inner.opened.store(Some(opened));
    let kept = follow(inner, &mut writer);
    let committed = if kept.is_ok() && writer.waiting.is_some() { writer.commit() } else { Ok(()) };
    let closed = writer.close();
    kept.and(committed).and(closed)
}

/// The index on disk, whole and of this desk and version.
fn usable(inner: &Inner, newest: u64) -> Option<Arc<Opened>> {
    let opened = match Opened::open(&inner.dir, &inner.desk, newest) {
        Ok(opened) => opened?,
        Err(error) => {
            tracing::warn!(%error, "the search index cannot be opened");
            return None;
        }
    };
    match opened.index.validate_checksum() {
        Ok(damaged) if damaged.is_empty() => Some(Arc::new(opened)),
        Ok(damaged) => {
            tracing::warn!(files = ?damaged, "the search index is damaged");
            None
        }
        Err(error) => {
            tracing::warn!(%error, "the search index cannot be read");
            None
        }
    }
}

fn follow(inner: &Inner, writer: &mut Writer) -> Result<(), Failed> {
    let mut commit = None;
    let mut told = String::new();
    while !inner.closing.load(Relaxed) && !inner.anew.load(Relaxed) {
        if inner.declared_anew.swap(false, Relaxed) || writer.state.collections.is_empty() {
            writer.follow(inner.source.declared());
        }
        let mut busy = false;
        let last = inner.store.last_commit();
        if commit != Some(last) {
            busy = events(inner, writer)?;
            if !busy {
                commit = Some(last);
            }
        }
        let reading = read_on(inner, writer)?;
        let (much, long) = if reading { (MUCH, LONG) } else { (MUCH, GATHER) };
        if writer.fresh >= much || (writer.waiting.is_some() && writer.waits() >= long) {
            writer.commit()?;
            tell(inner, writer, &mut told);
        }
        if !busy && !reading {
            inner.pause(PAUSE);
        }
    }
    Ok(())
}

/// One record that cannot be read keeps no other from being found.
fn unless_unreadable(at: &RecordRef, put: Result<(), Failed>) -> Result<(), Failed> {
    match put {
        Err(Failed::Store(StoreError::Corrupt(error))) => {
            tracing::error!(record = %at, %error, "a record cannot be read, and is not found by the search");
            Ok(())
        }
        put => put,
    }
}

/// Takes some events; says whether there may be more.
fn events(inner: &Inner, writer: &mut Writer) -> Result<bool, Failed> {
    let mut unit = inner.store.begin();
    let events = unit.events_after(writer.state.position, EVENTS)?;
    let Some(last) = events.last() else { return Ok(false) };
    let (more, last) = (events.len() == EVENTS, last.number);
    let subjects: BTreeSet<RecordRef> = events.into_iter().map(|event| event.subject).collect();
    for subject in &subjects {
        unless_unreadable(subject, writer.renew(&*inner.source, &mut unit, subject))?;
    }
    writer.reached(last);
    Ok(more)
}

/// Reads on in a collection that is not read to its end; says whether there was one.
fn read_on(inner: &Inner, writer: &mut Writer) -> Result<bool, Failed> {
    let unread = writer.state.collections.iter().find(|(_, reading)| !reading.done);
    let Some((collection, reading)) = unread.map(|(name, reading)| (name.clone(), reading.clone())) else {
        return Ok(false);
    };
    let mut unit = inner.store.begin();
    let ids: Vec<String> = if collection == PEOPLE {
        inner.source.people(&mut unit, reading.after.as_deref(), RECORDS)?
    } else {
        let after = reading.after.as_deref().and_then(|id| id.parse().ok());
        unit.ids_after(&collection, after.as_ref(), RECORDS)?.iter().map(ToString::to_string).collect()
    };
    for id in &ids {
        if let Some(at) = record(&format!("{collection}/{id}")) {
            unless_unreadable(&at, writer.put(&*inner.source, &mut unit, &at))?;
        }
    }
    if let Some(reading) = writer.state.collections.get_mut(&collection) {
        reading.records += ids.len() as u64;
        reading.done = ids.len() < RECORDS;
        reading.after = ids.last().cloned().or(reading.after.take());
    }
    writer.waiting.get_or_insert_with(std::time::Instant::now);
    Ok(true)
}

/// Leaves a line in the log when reading has come on.
fn tell(inner: &Inner, writer: &Writer, told: &mut String) {
    let unread = writer.state.collections.iter().find(|(_, reading)| !reading.done);
    let line = match unread {
        Some((name, reading)) => {
            let share = reading.after.as_deref().and_then(|after| share(after, inner)).unwrap_or_default();
            format!("the search index reads `{name}`: {} records, about {share} %", reading.records)
        }
        None => "the search index is complete".to_owned(),
    };
    if line != *told {
        tracing::info!("{line}");
        *told = line;
    }
}

/// About how much of a collection lies before this id, in percent: ids say when they were made.
pub(crate) fn share(after: &str, inner: &Inner) -> Option<u64> {
    let made = after.parse::<Id>().ok()?.time().0;
    let (first, now) = (inner.begun.load(Relaxed), inner.newest.load(Relaxed));
    let first = if first == 0 || made < first { made } else { first };
    inner.begun.store(first, Relaxed);
    Some((made.saturating_sub(first) * 100 / now.saturating_sub(first).max(1)).min(99))
}
