//! How much each plugin keeps: bytes of its records with everything by which they are found, of its timers, and of files
//! that its records name or that it stored, each of which counts once.
//!
//! The committer sees every write with what stood there before, so it adds up what a commit changes and keeps the sums
//! in the same batch: nobody reads them to write, and nobody conflicts over them. A row of sums follows from the other
//! rows. That the sums are those of the last commit is said by a number in the header: if it is not the number of that
//! commit (a version that knew nothing of sums wrote here, or a backup was put back), everything is counted anew,
//! beside the work of the desk.

use crate::engine::{Cell, Engine, Span, Writes};
use crate::merge::overlay;
use crate::view::View;
use crate::{BlobId, Blobs, Result, Store, StoreError, key};
use parking_lot::{Mutex, RwLock};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

const FORMAT: u8 = 1;
/// Rows looked at between two looks at whether the store is being closed.
const BATCH: usize = 1024;

/// What a plugin keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of records, indexes, timers and files.
    pub bytes: u64,
    /// Timers.
    pub timers: u64,
}

/// How much a plugin may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Bytes of records, indexes, timers and files.
    pub bytes: u64,
    /// Timers.
    pub timers: u64,
}

impl Quota {
    /// No limit.
    pub const NONE: Quota = Quota { bytes: u64::MAX, timers: u64::MAX };

    /// Why a plugin that keeps so much may not keep more; none: it may keep what it wants to keep now.
    pub(crate) fn refusal(&self, plugin: &str, now: Usage, wanted: Usage) -> Option<String> {
        if wanted.bytes > self.bytes && wanted.bytes > now.bytes {
            let (kept, limit) = (shown(now.bytes), shown(self.bytes));
            return Some(format!(
                "the plugin `{plugin}` keeps {kept}, and with this it would keep more than its limit of {limit}: let it \
                 delete something, or raise its limit (`ombud plugin storage {plugin} --limit`)"
            ));
        }
        (wanted.timers > self.timers && wanted.timers > now.timers).then(|| {
            let limit = self.timers;
            format!(
                "the plugin `{plugin}` has its limit of {limit} timers: one must ring or be cancelled first"
            )
        })
    }
}

/// Bytes for people.
fn shown(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..0x10_0000 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        0x10_0000..0x4000_0000 => format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20)),
        _ => format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30)),
    }
}

/// What some commits change, by plugin: bytes and timers.
pub(crate) type Moved = BTreeMap<String, (i64, i64)>;

fn add(moved: &mut Moved, plugin: &str, bytes: i64, timers: i64) {
    if let Some(sum) = moved.get_mut(plugin) {
        (sum.0, sum.1) = (sum.0 + bytes, sum.1 + timers);
    } else {
        moved.insert(plugin.to_owned(), (bytes, timers));
    }
}

fn moved_by(now: Usage, (bytes, timers): (i64, i64)) -> Usage {
    Usage { bytes: now.bytes.saturating_add_signed(bytes), timers: now.timers.saturating_add_signed(timers) }
}

/// Adds what more commits change.
pub(crate) fn merge(into: &mut Moved, more: Moved) {
    for (plugin, (bytes, timers)) in more {
        add(into, &plugin, bytes, timers);
    }
}

/// The sums of all plugins, and how much they may be. Only the committer changes the sums.
#[derive(Default)]
pub(crate) struct Usages {
    sums: Mutex<Sums>,
    quotas: RwLock<Quotas>,
}

#[derive(Default)]
struct Sums {
    /// Otherwise these are only what has changed since the store was opened.
    counted: bool,
    /// They stand in the store, too.
    kept: bool,
    by_plugin: Moved,
}

struct Quotas {
    of_most: Quota,
    of_some: HashMap<String, Quota>,
}

impl Default for Quotas {
    fn default() -> Quotas {
        Quotas { of_most: Quota::NONE, of_some: HashMap::new() }
    }
}

/// A row, what stands there, and what is to stand there.
type Change = (Vec<u8>, Option<Vec<u8>>, Option<Vec<u8>>);

impl Usages {
    /// The sums of an engine that has come to this commit. If they are not those of this commit, nothing is counted yet.
    pub fn of(engine: &dyn Engine, last: u64) -> Result<Usages> {
        let counted = match engine.get(&counted_key())? {
            Some(Cell::Whole(bytes)) => bytes == last.to_be_bytes(),
            // A new store has nothing to be counted.
            _ => last == 0,
        };
        let mut by_plugin = Moved::new();
        if counted {
            for (row, bytes) in rows_in(engine)? {
                let (plugin, usage) = decode(&row, &bytes)?;
                by_plugin.insert(plugin, signed(usage));
            }
        }
        let sums = Mutex::new(Sums { counted, kept: counted, by_plugin });
        Ok(Usages { sums, quotas: RwLock::default() })
    }

    pub fn counted(&self) -> bool {
        self.sums.lock().counted
    }

    /// Whether the sums stand in the store, too.
    pub fn kept(&self) -> bool {
        self.sums.lock().kept
    }

    /// What a plugin keeps; none while it is being counted.
    pub fn usage(&self, plugin: &str) -> Option<Usage> {
        let sums = self.sums.lock();
        sums.counted.then(|| usage(sums.by_plugin.get(plugin)))
    }

    pub fn quota(&self, plugin: &str) -> Quota {
        let quotas = self.quotas.read();
        quotas.of_some.get(plugin).copied().unwrap_or(quotas.of_most)
    }

    /// Why what a unit changes, after what the units before it change, cannot be.
    pub fn refusal(&self, before: &Moved, moved: &Moved) -> Option<String> {
        moved.iter().filter(|(_, more)| more.0 > 0 || more.1 > 0).find_map(|(plugin, more)| {
            let now = moved_by(self.usage(plugin)?, before.get(plugin).copied().unwrap_or_default());
            self.quota(plugin).refusal(plugin, now, moved_by(now, *more))
        })
    }

    /// The rows by which a batch that moves so much keeps the sums; none if they are not known yet.
    pub fn changes(&self, engine: &dyn Engine, moved: &Moved) -> Result<Option<Vec<Change>>> {
        let sums = self.sums.lock();
        if !sums.counted {
            return Ok(None);
        }
        let after =
            |plugin: &String, more: (i64, i64)| encode(moved_by(usage(sums.by_plugin.get(plugin)), more));
        if sums.kept {
            let change = |(plugin, more): (&String, &(i64, i64))| {
                (row(plugin), encode(usage(sums.by_plugin.get(plugin))), after(plugin, *more))
            };
            return Ok(Some(moved.iter().map(change).filter(|(_, before, after)| before != after).collect()));
        }
        // The first time all of them, whatever stands there.
        let mut changes: BTreeMap<_, _> =
            rows_in(engine)?.into_iter().map(|(row, before)| (row, (Some(before), None))).collect();
        for plugin in sums.by_plugin.keys().chain(moved.keys()) {
            let more = moved.get(plugin).copied().unwrap_or_default();
            changes.entry(row(plugin)).or_insert((None, None)).1 = after(plugin, more);
        }
        Ok(Some(changes.into_iter().map(|(row, (before, after))| (row, before, after)).collect()))
    }

    /// A batch that moved so much is on disk.
    pub fn moved(&self, moved: Moved) {
        let mut sums = self.sums.lock();
        merge(&mut sums.by_plugin, moved);
        sums.kept = sums.counted;
    }

    /// Another process has written a batch that moved so much, and whether the rows of sums are right with it. If not all
    /// batches are known, what is known is worth nothing.
    pub fn others_moved(&self, moved: Moved, kept: bool, all_known: bool) {
        let mut sums = self.sums.lock();
        merge(&mut sums.by_plugin, moved);
        sums.counted &= all_known;
        sums.kept = sums.counted && kept;
    }

    /// Everything was counted as of the opening of the store.
    pub fn finish(&self, counted: Moved) {
        let mut sums = self.sums.lock();
        merge(&mut sums.by_plugin, counted);
        sums.counted = true;
    }
}

fn usage(sum: Option<&(i64, i64)>) -> Usage {
    moved_by(Usage::default(), sum.copied().unwrap_or_default())
}

/// The rows of sums that stand in an engine. Only the committer may ask.
fn rows_in(engine: &dyn Engine) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let whole = |(row, cell)| match cell {
        Cell::Whole(bytes) => Ok((row, bytes)),
        Cell::Torn => Err(lost()),
    };
    engine.scan(&key::all(key::USAGE), false, usize::MAX)?.into_iter().map(whole).collect()
}

/// Says of which commit the sums are.
pub(crate) fn counted_key() -> Vec<u8> {
    key::key(key::META, &["usage"])
}

fn row(plugin: &str) -> Vec<u8> {
    key::key(key::USAGE, &[plugin])
}

/// Rows that say nothing that others do not say.
pub(crate) fn is_own(row: &[u8]) -> bool {
    row.first() == Some(&key::USAGE) || row == counted_key()
}

fn encode(usage: Usage) -> Option<Vec<u8>> {
    let bytes = [&[FORMAT], usage.bytes.to_be_bytes().as_slice(), &usage.timers.to_be_bytes()].concat();
    (usage != Usage::default()).then_some(bytes)
}

fn decode(row: &[u8], bytes: &[u8]) -> Result<(String, Usage)> {
    let read = || {
        let [plugin] = key::parts(row, 1)?;
        let (of_bytes, of_timers) = bytes.strip_prefix(&[FORMAT])?.split_first_chunk()?;
        let timers = u64::from_be_bytes(of_timers.try_into().ok()?);
        Some((plugin.to_owned(), Usage { bytes: u64::from_be_bytes(*of_bytes), timers }))
    };
    read().ok_or_else(lost)
}

fn lost() -> StoreError {
    StoreError::Corrupt("what a plugin keeps".into())
}

fn signed(usage: Usage) -> (i64, i64) {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    (signed(usage.bytes), signed(usage.timers))
}

/// The plugin in the name of a collection.
fn of_collection(name: &[u8]) -> Option<&[u8]> {
    name.iter().position(|byte| *byte == b':').map(|end| &name[..end])
}

/// The plugin that a row is counted for.
fn owner(row: &[u8]) -> Option<&str> {
    let (kind, rest) = row.split_first()?;
    let part = |skip: usize| rest.split(|byte| *byte == 0).nth(skip);
    let text = match *kind {
        key::RECORD | key::INDEX => of_collection(part(0)?)?,
        key::CHILD => of_collection(part(2)?)?,
        key::TIMER | key::TIMER_DUE => part(0)?,
        key::BLOB_REF if rest.get(32) == Some(&b'r') => of_collection(&rest[33..])?,
        // People store files, too; their ids begin with a digit, and no plugin's does.
        key::UPLOAD => rest.get(32..).filter(|who| who.first().is_some_and(u8::is_ascii_lowercase))?,
        _ => return None,
    };
    std::str::from_utf8(text).ok()
}

/// The file that a counted row names, for a plugin.
fn file(row: &[u8]) -> Option<BlobId> {
    let names = matches!(row.first(), Some(&key::BLOB_REF | &key::UPLOAD));
    BlobId::from_bytes(row.get(1..33)?).filter(|_| names)
}

/// How the rows begin by which records of a plugin name a file.
fn names(file: BlobId, plugin: &str) -> Vec<u8> {
    [&[key::BLOB_REF], file.bytes(), b"r", plugin.as_bytes(), b":"].concat()
}

fn size(blobs: &Blobs, file: &BlobId) -> i64 {
    // The committer looks whether it is there, too, and refuses the unit if it does not know.
    blobs.size(file).ok().flatten().map_or(0, |size| i64::try_from(size).unwrap_or(i64::MAX))
}

/// The size of a file that a plugin stored, as it was noted then; earlier versions did not.
fn noted_size(value: Option<&[u8]>) -> i64 {
    let size = value.and_then(|value| value.get(8..)).and_then(|size| size.try_into().ok());
    size.map_or(0, |size| i64::try_from(u64::from_be_bytes(size)).unwrap_or(i64::MAX))
}

fn bytes(key: &[u8], value: Option<usize>) -> i64 {
    value.map_or(0, |value| (key.len() + value) as i64)
}

/// What a unit changes. `before` says how long the value is that stands at a key which it writes; `pending` is what the
/// units before it in the same batch write.
pub(crate) fn moved(
    engine: &dyn Engine,
    blobs: &Blobs,
    pending: &Writes,
    writes: &Writes,
    before: impl Fn(&[u8]) -> Option<usize>,
) -> Result<Moved> {
    let mut moved = Moved::new();
    let mut files = BTreeSet::new();
    for (row, value) in writes {
        let Some(plugin) = owner(row) else { continue };
        let old = before(row);
        let timers = match row[0] {
            key::TIMER => i64::from(value.is_some()) - i64::from(old.is_some()),
            _ => 0,
        };
        let more = bytes(row, value.as_ref().map(Vec::len)) - bytes(row, old);
        add(&mut moved, plugin, more, timers);
        if value.is_some() != old.is_some()
            && let Some(file) = file(row)
        {
            files.insert((file, plugin.to_owned()));
        }
    }
    for (file, plugin) in files {
        let span = Span::prefix(&names(file, &plugin));
        let range = |writes: &Writes| -> Writes {
            writes.range(span.start.clone()..span.end.clone()).map(|(k, v)| (k.clone(), v.clone())).collect()
        };
        let (earlier, own) = (range(pending), range(writes));
        // One more than can be taken away says whether any is left.
        let some = engine.scan(&span, false, earlier.len() + own.len() + 1)?;
        let some = some.into_iter().map(|(row, _)| (row, Vec::new())).collect();
        let was = overlay(Arc::new(some), earlier.iter(), false);
        let is_named = !overlay(was.clone(), own.iter(), false).is_empty();
        let upload = file.stored_by(&plugin);
        let stored = |writes: &Writes| writes.get(&upload).cloned();
        let noted_before = match stored(pending) {
            Some(value) => value,
            None => match engine.get(&upload)? {
                Some(Cell::Whole(value)) => Some(value),
                _ => None,
            },
        };
        let noted = stored(writes).unwrap_or_else(|| noted_before.clone());
        let counts = |named: bool, noted: Option<&Vec<u8>>| match named {
            true => size(blobs, &file),
            false => noted_size(noted.map(Vec::as_slice)),
        };
        let more = counts(is_named, noted.as_ref()) - counts(!was.is_empty(), noted_before.as_ref());
        add(&mut moved, &plugin, more, 0);
    }
    moved.retain(|_, more| *more != (0, 0));
    Ok(moved)
}

/// Counts everything as of this view. `go_on` is asked now and then; none: it said no.
pub(crate) fn count(view: &View, blobs: &Blobs, mut go_on: impl FnMut() -> bool) -> Result<Option<Moved>> {
    let mut sums = Moved::new();
    for kind in [key::RECORD, key::INDEX, key::CHILD, key::TIMER, key::TIMER_DUE, key::BLOB_REF, key::UPLOAD]
    {
        let mut rest = key::all(kind);
        // The rows of a file follow each other: for whom it was counted.
        let mut last: Option<(BlobId, BTreeSet<String>)> = None;
        while !rest.is_empty() {
            if !go_on() {
                return Ok(None);
            }
            let part = view.scan(&rest, false, BATCH)?;
            for (row, value) in part.rows.iter() {
                let Some(plugin) = owner(row) else { continue };
                add(&mut sums, plugin, bytes(row, Some(value.len())), i64::from(kind == key::TIMER));
                let Some(file) = file(row) else { continue };
                if last.as_ref().is_none_or(|(of, _)| *of != file) {
                    last = Some((file, BTreeSet::new()));
                }
                let first = last.as_mut().is_some_and(|(_, plugins)| plugins.insert(plugin.to_owned()));
                let more = match kind {
                    key::BLOB_REF if first => size(blobs, &file),
                    key::UPLOAD => {
                        let span = Span::prefix(&names(file, plugin));
                        let named = !view.scan(&span, false, 1)?.rows.is_empty();
                        if named { 0 } else { noted_size(Some(value)) }
                    }
                    _ => 0,
                };
                add(&mut sums, plugin, more, 0);
            }
            rest = part.rest;
        }
    }
    sums.retain(|_, sum| *sum != (0, 0));
    Ok(Some(sums))
}

/// The sums that are kept, as of this view.
pub(crate) fn kept(view: &View) -> Result<BTreeMap<String, Usage>> {
    let mut sums = BTreeMap::new();
    view.each(key::all(key::USAGE), |row, value| {
        let (plugin, usage) = decode(row, value)?;
        sums.insert(plugin, usage);
        Ok(())
    })?;
    Ok(sums)
}

/// The same as sums that are kept.
pub(crate) fn unsigned(moved: Moved) -> BTreeMap<String, Usage> {
    moved.into_iter().map(|(plugin, sum)| (plugin, usage(Some(&sum)))).collect()
}

impl Store {
    /// What a plugin keeps, as of the last commit. None while it is being counted, after an earlier version has written
    /// here or a backup was put back: that goes on beside everything else.
    #[must_use]
    pub fn usage(&self, plugin: &str) -> Option<Usage> {
        self.usages().usage(plugin)
    }

    /// How much a plugin may keep.
    #[must_use]
    pub fn quota(&self, plugin: &str) -> Quota {
        self.usages().quota(plugin)
    }

    /// How much plugins may keep from now on, and what differs for some. What is kept already stays; a commit after
    /// which a plugin would keep more than before, and more than its quota, is refused as too large. Nothing is refused
    /// while it is being counted.
    pub fn set_quotas(&self, of_most: Quota, of_some: HashMap<String, Quota>) {
        *self.usages().quotas.write() = Quotas { of_most, of_some };
    }

    /// Whether a plugin may keep so many bytes more, as far as is known before the commit.
    ///
    /// # Errors
    /// `TooLarge` says what to do.
    pub fn room_for(&self, plugin: &str, bytes: usize) -> Result<()> {
        let Some(now) = self.usage(plugin) else { return Ok(()) };
        let wanted = Usage { bytes: now.bytes.saturating_add(bytes as u64), ..now };
        self.quota(plugin).refusal(plugin, now, wanted).map_or(Ok(()), |why| Err(StoreError::TooLarge(why)))
    }
}

#[cfg(test)]
mod tests;
