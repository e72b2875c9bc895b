//! The chain of hashes through the audit.
//!
//! The hash of an entry is the SHA-256, in hexadecimal, of the hash before it (64 zeros before the first), a line
//! feed, and the entry as canonical JSON: keys in the order of their bytes, no white space. An export has all that
//! is needed to compute it again with other tools.
//!
//! Entries are chained after they were written, in batches, by their place in the chain and not by their number: a
//! chain through the units of work themselves would make each change wait for every other. What waits is sealed
//! within a second or so, when the desk is closed, and when it is opened.
//!
//! Who can write to the data folder can make a whole new chain. So note the [`Seal`] of the last entry outside of
//! the desk from time to time: [`verify`] says whether the chain still goes through it.

use super::{BY_ACTOR, BY_TARGET, BY_TIME, ENTRIES, Entry, file, key, number};
use crate::secret::digest;
use crate::{IdentityError, Result, refusal};
use ombud_store::{CommitError, Finding, Store, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::str::FromStr;

/// Entries that are in no chain yet.
pub(super) const WAITING: Table<()> = Table::new("audit_waiting");
/// The number of the entry at each place in the chain.
const CHAIN: Table<u64> = Table::new("audit_chain");
const SEALS: Table<Seal> = Table::new("audit_seals");
/// One row: the seal of the last entry in the chain.
const HEAD: Table<Seal> = Table::new("audit_head");
/// Entries as they are kept, with fields that this version may not know.
const KEPT: Table<Value> = Table::new("audit");

/// Entries sealed in one unit of work, or looked at in one moment.
const BATCH: usize = 500;
/// Findings that are told one by one.
const TOLD: usize = 100;

/// An entry's place in the chain, and its hash. As text: `place-hash`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// From 1. Of an empty chain: 0.
    pub position: u64,
    /// SHA-256 in hexadecimal.
    pub hash: String,
}

impl Seal {
    fn none() -> Seal {
        Seal { position: 0, hash: "0".repeat(64) }
    }

    /// The seal of the entry with this canonical text, after this one.
    fn next(&self, entry: &str) -> Seal {
        Seal { position: self.position + 1, hash: digest(&format!("{}\n{entry}", self.hash)) }
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.position, self.hash)
    }
}

impl FromStr for Seal {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Seal> {
        let parsed = text.split_once('-').and_then(|(position, hash)| {
            let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            let position = position.parse().ok().filter(|_| is_hash)?;
            Some(Seal { position, hash: hash.to_ascii_lowercase() })
        });
        parsed.ok_or_else(|| IdentityError::invalid("head", refusal!("refused-head")))
    }
}

/// What a walk along the chain has found.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The end of the chain.
    pub head: Seal,
    /// Entries that are not sealed yet.
    pub waiting: u64,
    /// What does not fit, the first hundred of it.
    pub findings: Vec<Finding>,
    /// How many more do not fit.
    pub more: u64,
}

/// The end of the chain.
pub fn head(uow: &mut UnitOfWork) -> Result<Seal> {
    Ok(uow.get(&HEAD, "")?.unwrap_or_else(Seal::none))
}

/// The place of an entry in the chain; none if it waits for one.
pub fn seal_of(uow: &mut UnitOfWork, number: u64) -> Result<Option<Seal>> {
    Ok(uow.get(&SEALS, &key(number))?)
}

/// An entry as it is hashed.
pub(super) fn canonical(uow: &mut UnitOfWork, number: u64) -> Result<Option<String>> {
    Ok(uow.get(&KEPT, &key(number))?.map(|mut kept| {
        kept.sort_all_objects();
        kept.to_string()
    }))
}

/// Takes up the audit of a folder that is opened: gives entries of before there was a chain their place, and seals
/// what waits.
pub(crate) async fn open(store: &Store) -> Result<()> {
    let mut after = None;
    while store.begin().get(&HEAD, "")?.is_none() {
        let mut uow = store.begin();
        let entries = uow.scan(&ENTRIES, "", after.as_deref(), BATCH)?;
        let Some((last, _)) = entries.last() else { break };
        after = Some(last.clone());
        for (row, entry) in &entries {
            file(&mut uow, entry)?;
            uow.put(&WAITING, row, &())?;
        }
        uow.commit().await.map_err(not_sealed)?;
    }
    seal(store).await?;
    Ok(())
}

/// Gives entries that wait their place in the chain; says how many. Two at a time do no harm.
pub async fn seal(store: &Store) -> Result<u64> {
    let mut sealed = 0;
    loop {
        // Looked for in a unit of its own: what is appended meanwhile is no conflict.
        let waiting = store.begin().scan(&WAITING, "", None, BATCH)?;
        let mut uow = store.begin();
        let mut head = head(&mut uow)?;
        let before = head.position;
        for (row, ()) in waiting {
            let number = number(&row).ok_or_else(|| broken("a row that waits has no number"))?;
            if uow.get(&WAITING, &row)?.is_none() {
                continue;
            }
            // An entry that is gone cannot be sealed; its mark stays, and `verify` tells of it.
            let Some(text) = canonical(&mut uow, number)? else { continue };
            head = head.next(&text);
            uow.remove(&WAITING, &row)?;
            uow.put(&CHAIN, &key(head.position), &number)?;
            uow.put(&SEALS, &row, &head)?;
        }
        if head.position == before {
            return Ok(sealed);
        }
        uow.put(&HEAD, "", &head)?;
        match uow.commit().await {
            Ok(_) => sealed += head.position - before,
            Err(CommitError::Conflict(_)) => {}
            Err(error) => return Err(not_sealed(error)),
        }
    }
}

/// Walks along the chain and through all entries, while the desk works. With `noted`, a seal from outside: does the
/// chain go through it? Takes some microseconds for each entry.
pub fn verify(store: &Store, noted: Option<&Seal>) -> Result<Verdict> {
    let head = head(&mut store.begin())?;
    let mut walk = Walk { store, noted, findings: Vec::new(), more: 0 };
    walk.chain(&head)?;
    let waiting = walk.entries()?;
    walk.strays(&BY_TARGET)?;
    walk.strays(&BY_ACTOR)?;
    walk.strays(&BY_TIME)?;
    if let Some(noted) = noted.filter(|noted| noted.position > head.position) {
        walk.note("the chain", format!("ends at place {}; it once had {}", head.position, noted.position));
    }
    Ok(Verdict { head, waiting, findings: walk.findings, more: walk.more })
}

struct Walk<'a> {
    store: &'a Store,
    noted: Option<&'a Seal>,
    findings: Vec<Finding>,
    more: u64,
}

impl Walk<'_> {
    fn note(&mut self, at: impl fmt::Display, what: impl fmt::Display) {
        if self.findings.len() < TOLD {
            self.findings.push(Finding { at: format!("audit, {at}"), what: what.to_string() });
        } else {
            self.more += 1;
        }
    }

    /// Each place up to the head, by what is kept.
    fn chain(&mut self, head: &Seal) -> Result<()> {
        let mut last = Seal::none();
        while last.position < head.position {
            let mut uow = self.store.begin();
            let until = head.position.min(last.position + BATCH as u64);
            for position in last.position + 1..=until {
                // After a place that does not fit, the walk goes on with what is kept there: one finding for it.
                last = self.place(&mut uow, position, &last)?;
            }
        }
        if last != *head {
            self.note("the chain", "its last entry is not the one that is kept as its end");
        }
        Ok(())
    }

    fn place(&mut self, uow: &mut UnitOfWork, position: u64, last: &Seal) -> Result<Seal> {
        let lost = Seal { position, hash: String::new() };
        let Some(number) = uow.get(&CHAIN, &key(position))? else {
            self.note(format!("place {position}"), "is missing in the chain");
            return Ok(lost);
        };
        let Some(seal) = seal_of(uow, number)? else {
            self.note(format!("entry {number}"), "has lost its seal");
            return Ok(lost);
        };
        match canonical(uow, number)? {
            None => self.note(format!("entry {number}"), "was removed"),
            // After a lost place nothing can be said of the next one.
            Some(_) if last.hash.is_empty() => {}
            Some(text) if last.next(&text) != seal => {
                self.note(format!("entry {number}"), "is not what was sealed");
            }
            Some(_) => {}
        }
        if let Some(noted) = self.noted.filter(|noted| noted.position == position && **noted != seal) {
            let what = format!("has another hash than the one that was noted, {}", noted.hash);
            self.note(format!("place {position}"), what);
        }
        Ok(seal)
    }

    /// Each entry is in the chain at its place or waits for one, and can be found. Counts those that wait.
    fn entries(&mut self) -> Result<u64> {
        let mut waiting = 0;
        self.each(&ENTRIES, |walk, uow, row, entry: Entry| {
            let at = format!("entry {}", entry.number);
            if number(row) != Some(entry.number) {
                walk.note(format!("row {row}"), format!("holds {at}"));
            }
            match (seal_of(uow, entry.number)?, uow.get(&WAITING, row)?) {
                (Some(seal), _) if uow.get(&CHAIN, &key(seal.position))? != Some(entry.number) => {
                    walk.note(&at, "is not at its place in the chain");
                }
                (Some(_), _) => {}
                (None, Some(())) => waiting += 1,
                (None, None) => walk.note(&at, "was put in past the chain"),
            }
            let found = uow.get(&BY_TARGET, &format!("{}/{row}", entry.target))?.is_some()
                && uow.get(&BY_TIME, &format!("{:020}/{row}", entry.at.0))?.is_some()
                && match entry.actor {
                    Some(actor) => uow.get(&BY_ACTOR, &format!("{actor}/{row}"))?.is_some(),
                    None => true,
                };
            if !found {
                walk.note(&at, "is not found by its target, actor and time");
            }
            Ok(())
        })?;
        self.strays(&WAITING)?;
        Ok(waiting)
    }

    /// Each row of this table is about an entry that is there.
    fn strays(&mut self, table: &Table<()>) -> Result<()> {
        self.each(table, |walk, uow, row, ()| {
            let known = match number(row) {
                Some(number) => uow.get(&KEPT, &key(number))?.is_some(),
                None => false,
            };
            if !known {
                walk.note(format!("row {row}"), "is about an entry that is not there");
            }
            Ok(())
        })
    }

    fn each<V: Serialize + serde::de::DeserializeOwned>(
        &mut self,
        table: &Table<V>,
        mut visit: impl FnMut(&mut Self, &mut UnitOfWork, &str, V) -> Result<()>,
    ) -> Result<()> {
        let mut after = None;
        loop {
            let mut uow = self.store.begin();
            let rows = uow.scan(table, "", after.as_deref(), BATCH)?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            after = Some(last.clone());
            for (row, value) in rows {
                visit(self, &mut uow, &row, value)?;
            }
        }
    }
}

fn broken(what: &str) -> IdentityError {
    IdentityError::System(format!("the audit is damaged: {what}; run `ombud verify`"))
}

fn not_sealed(error: CommitError) -> IdentityError {
    IdentityError::System(format!("audit entries were not sealed, and wait: {error}"))
}
