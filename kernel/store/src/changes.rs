//! What each commit wrote, kept from the first backup on, so that a later backup holds only what changed since, and
//! any moment between two backups can be put back.

use crate::engine::{Cell, Engine, Span, Writes};
use crate::view::View;
use crate::{BlobId, CommitError, CommitNumber, Result, Store, StoreError, UnitOfWork, key, pieces, usage};
use ombud_access::Timestamp;
use std::time::{Duration, SystemTime};

const FORMAT: u8 = 1;
/// About the most bytes of one row; what a commit wrote takes as many rows as it needs.
const PART_BYTES: usize = 4 << 20;
/// Rows that are forgotten in one unit of work.
const FORGET: usize = 64;
/// Stands for the commit that it is part of, whose number only the committer knows.
const FROM_HERE: CommitNumber = CommitNumber::MAX;

const PUT: &[u8] = b"+";
const REMOVED: &[u8] = b"-";

/// Names one unbroken row of changes. A desk that was put back begins another.
pub(crate) type Line = [u8; 16];

/// From when on changes are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub line: Line,
    /// The changes of every later commit are there.
    pub since: CommitNumber,
}

/// Says whether changes are kept.
pub(crate) fn kept_key() -> Vec<u8> {
    key::key(key::META, &["changes"])
}

impl Kept {
    fn encode(self) -> Vec<u8> {
        [&[FORMAT], self.line.as_slice(), &self.since.to_be_bytes()].concat()
    }

    pub fn decode(bytes: &[u8]) -> Result<Kept> {
        let unknown = || StoreError::Corrupt("since when changes are kept".into());
        let rest = bytes.strip_prefix(&[FORMAT]).ok_or_else(unknown)?;
        let (line, since) = rest.split_first_chunk().ok_or_else(unknown)?;
        Ok(Kept { line: *line, since: u64::from_be_bytes(since.try_into().map_err(|_| unknown())?) })
    }
}

/// Rows of the store itself, which no backup holds.
pub(crate) fn is_own(row: &[u8]) -> bool {
    row.first() == Some(&key::CHANGE)
        || BlobId::kept_by_change(row)
        || row == kept_key()
        || usage::is_own(row)
}

fn place(number: CommitNumber, part: u32) -> Vec<u8> {
    [&[key::CHANGE], number.to_be_bytes().as_slice(), &part.to_be_bytes()].concat()
}

/// The commit of a row of changes, and which part of its changes it is.
pub(crate) fn number(row: &[u8]) -> Result<(CommitNumber, u32)> {
    let unknown = || StoreError::Corrupt("the changes of a commit".into());
    let rest = row.strip_prefix(&[key::CHANGE]).ok_or_else(unknown)?;
    let (number, part) = rest.split_first_chunk().ok_or_else(unknown)?;
    let part = part.try_into().map_err(|_| unknown())?;
    Ok((u64::from_be_bytes(*number), u32::from_be_bytes(part)))
}

/// The rows of changes of the commits from `first` on, up to and with `last`.
pub(crate) fn span(first: CommitNumber, last: CommitNumber) -> Span {
    let end = last.checked_add(1).map_or_else(|| key::all(key::CHANGE).end, |next| place(next, 0));
    Span { start: place(first, 0), end }
}

/// Since when a view finds changes; none: no backup was made yet.
pub(crate) fn kept(view: &View) -> Result<Option<Kept>> {
    view.get(&kept_key())?.map(|bytes| Kept::decode(&bytes)).transpose()
}

/// Adds to a commit what it writes, if changes are kept. `before` are the writes that share its batch.
pub(crate) fn keep(
    engine: &dyn Engine,
    before: &Writes,
    number: CommitNumber,
    writes: &mut Writes,
) -> Result<()> {
    if let Some(Some(bytes)) = writes.get_mut(&kept_key()) {
        let kept = Kept::decode(bytes)?;
        if kept.since == FROM_HERE {
            *bytes = Kept { since: number - 1, ..kept }.encode();
        }
    }
    let kept = match writes.get(&kept_key()).or_else(|| before.get(&kept_key())) {
        Some(kept) => kept.is_some(),
        None => match engine.get(&kept_key())? {
            None => false,
            Some(Cell::Whole(_)) => true,
            Some(Cell::Torn) => return Err(StoreError::Corrupt("since when changes are kept".into())),
        },
    };
    if !kept {
        return Ok(());
    }
    let (mut rows, mut held) = (Vec::new(), Vec::new());
    let head = head();
    let mut part = head.clone();
    for (key, value) in writes.iter().filter(|(key, _)| !is_own(key)) {
        if part.len() > PART_BYTES {
            rows.push(std::mem::replace(&mut part, head.clone()));
        }
        put(&mut part, key, value.as_deref());
        if value.is_none() {
            held.extend(BlobId::named(key).map(|blob| blob.held_by_change(number)));
        }
    }
    rows.push(part);
    let rows = rows.into_iter().zip(0..).map(|(row, part)| (place(number, part), Some(row)));
    writes.extend(rows);
    // Whoever puts back a moment at which a record still named a file wants the file.
    writes.extend(held.into_iter().map(|row| (row, Some(Vec::new()))));
    Ok(())
}

/// The clock of the machine: says when something was kept, and decides nothing.
pub(crate) fn now() -> Timestamp {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(u64::try_from(now.as_millis()).unwrap_or(u64::MAX))
}

/// The beginning of each part of a commit that is made now.
fn head() -> Vec<u8> {
    [&[FORMAT], now().0.to_be_bytes().as_slice()].concat()
}

fn put(part: &mut Vec<u8>, key: &[u8], value: Option<&[u8]>) {
    pieces::put(part, key);
    pieces::put(part, if value.is_some() { PUT } else { REMOVED });
    value.into_iter().for_each(|value| pieces::put(part, value));
}

/// Part of what a commit wrote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// When, by the clock of the machine.
    pub at: Timestamp,
    pub writes: Writes,
}

/// Reads the value of a row of changes.
pub(crate) fn decode(bytes: &[u8]) -> Result<Part> {
    read(bytes).ok_or_else(|| StoreError::Corrupt("the changes of a commit".into()))
}

fn read(bytes: &[u8]) -> Option<Part> {
    let (at, mut rest) = bytes.strip_prefix(&[FORMAT])?.split_first_chunk()?;
    let mut writes = Writes::new();
    while !rest.is_empty() {
        let key = pieces::take(&mut rest)?.to_vec();
        let value = match pieces::take(&mut rest)? {
            PUT => Some(pieces::take(&mut rest)?.to_vec()),
            REMOVED => None,
            _ => return None,
        };
        writes.insert(key, value);
    }
    Some(Part { at: Timestamp(u64::from_be_bytes(*at)), writes })
}

impl Store {
    /// Keeps from now on what each commit changes, so that backups can go on from each other. Nothing happens if it
    /// is so already.
    pub async fn keep_changes(&self) -> Result<(), CommitError> {
        let mut line = Line::default();
        getrandom::fill(&mut line).map_err(|error| StoreError::Disk(error.to_string()))?;
        self.run(|unit| {
            if unit.read(&kept_key())?.is_none() {
                unit.write(kept_key(), Some(Kept { line, since: FROM_HERE }.encode()));
            }
            Ok(())
        })
        .await
    }

    /// Forgets the changes of commits that are older than `age`. A backup that goes on from an earlier one cannot be
    /// made any more. Gives how many commits.
    pub async fn forget_changes(&self, age: Duration, now: Timestamp) -> Result<u64, CommitError> {
        let limit = now.0.saturating_sub(u64::try_from(age.as_millis()).unwrap_or(u64::MAX));
        let mut forgotten = 0;
        loop {
            let (gone, more) = self.run(|unit| forget_some(unit, limit)).await?;
            forgotten += gone;
            if !more {
                return Ok(forgotten);
            }
        }
    }
}

/// Forgets the changes of some commits; gives of how many, and whether there may be more.
fn forget_some(unit: &mut UnitOfWork, limit: u64) -> Result<(u64, bool), CommitError> {
    let Some(kept) = unit.read(&kept_key())? else { return Ok((0, false)) };
    let mut kept = Kept::decode(&kept)?;
    let before = kept.since;
    let some = unit.view().scan(&span(0, u64::MAX), false, FORGET)?;
    for (row, value) in some.rows.iter() {
        let (commit, _) = number(row)?;
        let part = decode(value)?;
        if part.at.0 >= limit {
            return keep_from(unit, kept, before, false);
        }
        kept.since = kept.since.max(commit);
        unit.write(row.clone(), None);
        for (key, _) in part.writes.iter().filter(|(_, value)| value.is_none()) {
            if let Some(blob) = BlobId::named(key) {
                unit.write(blob.held_by_change(commit), None);
            }
        }
    }
    keep_from(unit, kept, before, !some.rest.is_empty())
}

fn keep_from(
    unit: &mut UnitOfWork,
    kept: Kept,
    before: CommitNumber,
    more: bool,
) -> Result<(u64, bool), CommitError> {
    if kept.since > before {
        unit.write(kept_key(), Some(kept.encode()));
    }
    Ok((kept.since - before, more))
}
