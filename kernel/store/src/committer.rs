//! The only writer. One thread takes what waits in its queue, checks each unit of work against the commits
//! since it began, writes all that are valid as one batch with one fsync, makes them visible, and answers. When a
//! write fails, `trouble.rs` says what happens.

mod trouble;

use crate::blob::Blobs;
use crate::changes;
use crate::conflict::Reads;
use crate::counter::Counters;
use crate::engine::{Beside, Cell, Writes};
use crate::format::{self, Witness};
use crate::health::Gauge;
use crate::others::{self, Others, Word};
use crate::turn::Turns;
use crate::usage::{self, Moved, Usages};
use crate::view::{State, View};
use crate::{BlobId, CommitError, Event, Result, StoreError, key};
use parking_lot::MutexGuard;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tokio::sync::{broadcast, oneshot};
use trouble::Trouble;

/// Commits are numbered 1, 2, 3 …
pub type CommitNumber = u64;

/// The most units of work, and about the most bytes, that share one fsync.
const MAX_UNITS: usize = 256;
const MAX_BYTES: usize = 16 << 20;

/// Something that has become true, for those who listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Which.
    pub number: CommitNumber,
    /// The facts of it, in order.
    pub events: Vec<Event>,
}

/// What a unit of work wants to become true.
pub(crate) struct Proposal {
    pub view: View,
    pub reads: Reads,
    pub writes: Writes,
    /// What stands at some of these keys, if nothing that was read has changed: not to be read again.
    pub known: Writes,
    pub events: Vec<Event>,
    pub counters: Vec<String>,
    pub blobs: Vec<BlobId>,
    /// Which tries it is one of, if any.
    pub tries: Option<usize>,
}

impl Proposal {
    pub fn size(&self) -> usize {
        self.writes.iter().map(|(key, value)| key.len() + value.as_ref().map_or(0, Vec::len)).sum()
    }
}

pub(crate) type Reply<T> = oneshot::Sender<Result<T, CommitError>>;

pub(crate) enum Request {
    /// With its size.
    Commit(Box<Proposal>, usize, Reply<CommitNumber>),
    /// Remove those of these files that nothing names.
    Sweep(Vec<BlobId>, Duration, Reply<Vec<BlobId>>),
    /// What every plugin kept when the store was opened.
    Counted(Moved),
}

pub(crate) struct Committer {
    /// A write has failed, and is not got over yet.
    pub trouble: Option<Trouble>,
    pub state: Arc<State>,
    pub counters: Arc<Counters>,
    pub usages: Arc<Usages>,
    pub blobs: Blobs,
    pub turns: Arc<Turns>,
    pub gauge: Arc<Gauge>,
    pub news: broadcast::Sender<Arc<Commit>>,
    pub witness: Witness,
}

/// A batch on its way to the disk.
#[derive(Default)]
struct Group {
    writes: Writes,
    /// What it changes in what plugins keep.
    moved: Moved,
    commits: Vec<(Commit, Reply<CommitNumber>)>,
}

impl Committer {
    /// Works until nobody can send any more.
    pub fn run(mut self, queue: Receiver<Request>) {
        loop {
            let first = match self.trouble.as_ref().and_then(Trouble::pause) {
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(pause) if pause.is_zero() => Err(RecvTimeoutError::Timeout),
                Some(pause) => queue.recv_timeout(pause),
            };
            match first {
                Ok(first) => self.serve(first, &queue),
                Err(RecvTimeoutError::Timeout) => self.try_again(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Does this request, together with those that wait behind it. So a unit waits for the disk at most as often
    /// as the units before it fill groups.
    fn serve(&mut self, first: Request, queue: &Receiver<Request>) {
        let mut units = Vec::new();
        let mut bytes = 0;
        let mut next = Some(first);
        while let Some(request) = next {
            match request {
                Request::Commit(proposal, size, reply) => {
                    self.gauge.leave(size);
                    bytes += size;
                    units.push((proposal, reply));
                }
                Request::Sweep(blobs, older_than, reply) => {
                    // What waits before it may name one of the files.
                    self.commit(std::mem::take(&mut units));
                    // Whoever asked may have gone away.
                    let _ = reply.send(self.sweep(&blobs, older_than));
                }
                Request::Counted(sums) => {
                    self.commit(std::mem::take(&mut units));
                    self.usages.finish(sums);
                }
            }
            let full = units.len() >= MAX_UNITS || bytes >= MAX_BYTES;
            next = if full { None } else { queue.try_recv().ok() };
        }
        self.commit(units);
    }

    fn commit(&mut self, units: Vec<(Box<Proposal>, Reply<CommitNumber>)>) {
        if units.is_empty() {
            return;
        }
        if let Some(refusal) = self.gauge.refusal() {
            for (_, reply) in units {
                let _ = reply.send(Err(refusal.clone()));
            }
            return;
        }
        // Others wait until this is written, and what they wrote before is known here.
        let state = self.state.clone();
        let beside = match (&state.others, state.engine.beside()) {
            (Some(others), Some(beside)) => match self.enter(others, beside) {
                Ok(place) => Some((others, beside, place)),
                Err(error) => return self.fail_beside(&error, units.into_iter().map(|(_, reply)| reply)),
            },
            _ => None,
        };
        let mut group = Group::default();
        let mut number = self.state.history.read().published();
        for (proposal, reply) in units {
            match self.accept(&mut group, *proposal, number + 1) {
                Ok(commit) => {
                    number += 1;
                    group.commits.push((commit, reply));
                }
                Err(error) => {
                    if matches!(error, CommitError::Conflict(_)) {
                        self.gauge.conflicts.fetch_add(1, Relaxed);
                    }
                    let _ = reply.send(Err(error));
                }
            }
        }
        match beside {
            Some((_, beside, _)) if group.commits.is_empty() => beside.leave(),
            Some((others, beside, mut place)) => {
                self.write_out_beside((others, beside, &mut place), group, number);
            }
            None if group.commits.is_empty() => {}
            None => self.write_out(group, number),
        }
    }

    /// Keeps others from writing, and knows all that they have written.
    fn enter<'a>(&self, others: &'a Others, beside: &dyn Beside) -> Result<MutexGuard<'a, u64>> {
        let last = beside.enter()?;
        let mut place = others.place();
        // Nobody hears of a commit of this process's before he has heard of all that came before it.
        let behind = last > *place || !others.has_told(self.state.history.read().published());
        let known = if behind { self.state.take_in(others, beside, &mut place) } else { Ok(()) };
        if let Err(error) = known {
            beside.leave();
            return Err(error);
        }
        Ok(place)
    }

    /// The same as [`Committer::write_out`] beside others, who hear of it.
    fn write_out_beside(
        &mut self,
        (others, beside, place): (&Others, &dyn Beside, &mut u64),
        mut group: Group,
        last: u64,
    ) {
        group.writes.insert(format::last_commit_key(), Some(last.to_be_bytes().to_vec()));
        let from = self.state.history.read().published();
        let written = self.add_up(&mut group, last).and_then(|()| {
            let rows = others::rows_of(&self.state.history.read(), from);
            let (moved, counted) = (group.moved.clone(), self.usages.counted());
            beside.apply(&group.writes, &Word { from, to: last, moved, counted, rows }.encode()?)
        });
        match written {
            Ok(batch) => {
                others.wrote(place, batch);
                self.written(group, last);
            }
            Err(error) => {
                // No harm if it was ended already.
                beside.leave();
                self.state.history.write().unregister(from);
                let replies = group.commits.into_iter().map(|(_, reply)| reply);
                match error {
                    StoreError::Conflict(what) => replies.for_each(|reply| {
                        let _ = reply.send(Err(CommitError::Conflict(what.clone())));
                    }),
                    error => self.fail_beside(&error, replies),
                }
            }
        }
    }

    /// Checks a unit and, if it is valid, adds it to the group. Refused, it has changed nothing.
    fn accept(&self, group: &mut Group, proposal: Proposal, number: u64) -> Result<Commit, CommitError> {
        let Proposal { view, reads, mut writes, mut known, mut events, counters, blobs, tries } = proposal;
        if let Some(what) = self.state.history.read().conflict(view.start(), &reads) {
            return Err(CommitError::Conflict(key::describe(&what)));
        }
        if let Some(what) = tries.and_then(|tries| self.turns.taken(tries, writes.keys())) {
            return Err(CommitError::Conflict(what));
        }
        for blob in &blobs {
            if !self.blobs.is_there(blob)? {
                return Err(CommitError::Conflict(format!("file `{blob}`")));
            }
        }
        for (event, place) in events.iter_mut().zip(0u64..) {
            event.number = (number << 16) | place;
            // Nothing stands at a number that was never given.
            known.insert(event.place(), None);
            writes.insert(event.place(), Some(event.encode()?));
        }
        self.counters.keep(&counters, &mut writes);
        if self.state.others.is_some() {
            self.not_smaller(group, &counters, &mut writes)?;
        }
        changes::keep(&*self.state.engine, &group.writes, number, &mut writes)?;
        let anew = || writes.keys().filter(|key| !group.writes.contains_key(*key));
        let mut asked = self.values(anew().filter(|key| !known.contains_key(*key)))?.into_iter();
        let mut before: Vec<(Vec<u8>, _)> = Vec::with_capacity(writes.len());
        for key in anew() {
            let value = match known.remove(key) {
                Some(value) => {
                    debug_assert!(
                        self.state.engine.is_elsewhere() || value == self.value(key)?,
                        "{}",
                        key::describe(key)
                    );
                    value
                }
                None => asked.next().flatten(),
            };
            before.push((key.clone(), value));
        }
        let stood = |key: &[u8]| match group.writes.get(key) {
            Some(value) => value.as_ref().map(Vec::len),
            None => {
                let at = before.binary_search_by(|(known, _)| known.as_slice().cmp(key)).ok()?;
                before[at].1.as_ref().map(Vec::len)
            }
        };
        let moved = usage::moved(&*self.state.engine, &self.blobs, &group.writes, &writes, stood)?;
        if let Some(why) = self.usages.refusal(&group.moved, &moved) {
            return Err(CommitError::TooLarge(why));
        }
        // INVARIANT: registered before the engine is touched; readers look the other way round.
        let mut history = self.state.history.write();
        for (key, value) in before {
            history.register(number, &key, value);
        }
        drop(history);
        group.writes.extend(writes);
        usage::merge(&mut group.moved, moved);
        Ok(Commit { number, events })
    }

    /// Another process may have kept a greater number of a counter.
    fn not_smaller(&self, group: &Group, counters: &[String], writes: &mut Writes) -> Result<()> {
        for name in counters {
            let row = key::key(key::COUNTER, &[name]);
            let kept = match group.writes.get(&row) {
                Some(kept) => kept.clone(),
                None => self.value(&row)?,
            };
            if let Some(mine) = writes.get_mut(&row) {
                // Big-endian: they are in order as they are.
                *mine = std::mem::take(mine).max(kept);
            }
        }
        Ok(())
    }

    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        whole(key, self.state.engine.get(key)?)
    }

    /// What stands at these keys, asked for at once.
    fn values<'a>(&self, keys: impl Iterator<Item = &'a Vec<u8>>) -> Result<Vec<Option<Vec<u8>>>> {
        let keys: Vec<&[u8]> = keys.map(Vec::as_slice).collect();
        let found = self.state.engine.get_many(&keys)?;
        keys.into_iter().zip(found).map(|(key, cell)| whole(key, cell)).collect()
    }

    fn write_out(&mut self, mut group: Group, last: u64) {
        group.writes.insert(format::last_commit_key(), Some(last.to_be_bytes().to_vec()));
        match self.add_up(&mut group, last).and_then(|()| self.state.engine.apply(&group.writes)) {
            Ok(()) => self.written(group, last),
            Err(error) => {
                let replies = group.commits.into_iter().map(|(_, reply)| reply).collect();
                self.fail(&error, group.writes, last, replies);
            }
        }
    }

    /// It is on disk: everybody may see it, and hears of it.
    fn written(&mut self, group: Group, last: u64) {
        self.usages.moved(group.moved);
        self.gauge.syncs.fetch_add(1, Relaxed);
        self.gauge.commits.fetch_add(group.commits.len() as u64, Relaxed);
        self.state.history.write().publish(last);
        if let Err(error) = self.witness.note(last) {
            tracing::warn!(%error, "a later loss of commits might not be noticed");
        }
        for (commit, reply) in group.commits {
            let number = commit.number;
            match &self.state.others {
                Some(others) => others.tell(commit),
                // Nobody may be listening.
                None => drop(self.news.send(Arc::new(commit))),
            }
            let _ = reply.send(Ok(number));
        }
    }

    /// Adds the sums of what plugins keep.
    fn add_up(&self, group: &mut Group, last: u64) -> Result<()> {
        let Some(changes) = self.usages.changes(&*self.state.engine, &group.moved)? else { return Ok(()) };
        let mut history = self.state.history.write();
        for (row, before, after) in changes {
            history.register(last, &row, before);
            group.writes.insert(row, after);
        }
        group.writes.insert(usage::counted_key(), Some(last.to_be_bytes().to_vec()));
        Ok(())
    }

    fn sweep(&self, blobs: &[BlobId], older_than: Duration) -> Result<Vec<BlobId>, CommitError> {
        if let Some(why) = self.gauge.trouble() {
            // What the engine says about who names a file may be taken back.
            return Err(self.gauge.refused(why));
        }
        let mut gone = Vec::new();
        // A backup wants them all to stay.
        let Some(_quiet) = self.blobs.quiet.try_write() else { return Ok(gone) };
        for blob in blobs {
            if self.sweep_one(blob, older_than)? {
                gone.push(*blob);
            }
        }
        Ok(gone)
    }

    /// Others are kept from naming it meanwhile, and for no longer than that.
    fn sweep_one(&self, blob: &BlobId, older_than: Duration) -> Result<bool> {
        let state = &self.state;
        let is_named = || Ok::<_, StoreError>(!state.engine.scan(&blob.refs(), false, 1)?.is_empty());
        let (Some(others), Some(beside)) = (&state.others, state.engine.beside()) else {
            return Ok(!is_named()? && self.blobs.remove(blob, older_than)?);
        };
        let _place = self.enter(others, beside)?;
        let removed =
            is_named().and_then(|named| Ok(!named && self.blobs.remove_far(beside, blob, older_than)?));
        beside.leave();
        removed
    }
}

fn whole(key: &[u8], cell: Option<Cell>) -> Result<Option<Vec<u8>>> {
    match cell {
        None => Ok(None),
        Some(Cell::Whole(value)) => Ok(Some(value)),
        Some(Cell::Torn) => Err(StoreError::Corrupt(format!("the pieces of {}", key::describe(key)))),
    }
}

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;
