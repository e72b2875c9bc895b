//! The only writer. One thread takes what waits in its queue, checks each unit of work against the commits
//! since it began, writes all that are valid as one batch with one fsync, makes them visible, and answers.

use crate::blob::Blobs;
use crate::conflict::Reads;
use crate::counter::Counters;
use crate::engine::{Cell, Writes};
use crate::format::{self, Witness};
use crate::store::Gauge;
use crate::view::{State, View};
use crate::{BlobId, CommitError, Event, Result, StoreError, key};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::Receiver;
use std::time::Duration;
use tokio::sync::{broadcast, oneshot};

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
    pub events: Vec<Event>,
    pub counters: Vec<String>,
    pub blobs: Vec<BlobId>,
}

impl Proposal {
    fn size(&self) -> usize {
        self.writes.iter().map(|(key, value)| key.len() + value.as_ref().map_or(0, Vec::len)).sum()
    }
}

pub(crate) type Reply<T> = oneshot::Sender<Result<T, CommitError>>;

pub(crate) enum Request {
    Commit(Box<Proposal>, Reply<CommitNumber>),
    /// Remove those of these files that nothing names.
    Sweep(Vec<BlobId>, Duration, Reply<Vec<BlobId>>),
}

pub(crate) struct Committer {
    pub state: Arc<State>,
    pub counters: Arc<Counters>,
    pub blobs: Blobs,
    pub gauge: Arc<Gauge>,
    pub news: broadcast::Sender<Arc<Commit>>,
    pub witness: Witness,
}

/// A batch on its way to the disk.
#[derive(Default)]
struct Group {
    writes: Writes,
    commits: Vec<(Commit, Reply<CommitNumber>)>,
}

impl Committer {
    /// Works until nobody can send any more.
    pub fn run(self, queue: Receiver<Request>) {
        while let Ok(first) = queue.recv() {
            let mut units = Vec::new();
            let mut bytes = 0;
            let mut next = Some(first);
            while let Some(request) = next {
                match request {
                    Request::Commit(proposal, reply) => {
                        bytes += proposal.size();
                        units.push((proposal, reply));
                    }
                    Request::Sweep(blobs, older_than, reply) => {
                        // What waits before it may name one of the files.
                        self.commit(std::mem::take(&mut units));
                        // Whoever asked may have gone away.
                        let _ = reply.send(self.sweep(&blobs, older_than));
                    }
                }
                let full = units.len() >= MAX_UNITS || bytes >= MAX_BYTES;
                next = if full { None } else { queue.try_recv().ok() };
            }
            self.commit(units);
        }
    }

    fn commit(&self, units: Vec<(Box<Proposal>, Reply<CommitNumber>)>) {
        if units.is_empty() {
            return;
        }
        if let Some(why) = self.gauge.closed_to_writes() {
            for (_, reply) in units {
                let _ = reply.send(Err(CommitError::ReadOnly(why.clone())));
            }
            return;
        }
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
        if !group.commits.is_empty() {
            self.write_out(group, number);
        }
    }

    /// Checks a unit and, if it is valid, adds it to the group. Refused, it has changed nothing.
    fn accept(&self, group: &mut Group, proposal: Proposal, number: u64) -> Result<Commit, CommitError> {
        let Proposal { view, reads, mut writes, mut events, counters, blobs } = proposal;
        if let Some(what) = self.state.history.read().conflict(view.start(), &reads) {
            return Err(CommitError::Conflict(key::describe(&what)));
        }
        if let Some(gone) = blobs.iter().find(|blob| !self.blobs.is_there(blob)) {
            return Err(CommitError::Conflict(format!("file `{gone}`")));
        }
        for (event, place) in events.iter_mut().zip(0u64..) {
            event.number = (number << 16) | place;
            writes.insert(event.place(), Some(event.encode()?));
        }
        self.counters.keep(&counters, &mut writes);
        let mut before = Vec::with_capacity(writes.len());
        for key in writes.keys().filter(|key| !group.writes.contains_key(*key)) {
            let value = match self.state.engine.get(key)? {
                None => None,
                Some(Cell::Whole(value)) => Some(value),
                Some(Cell::Torn) => {
                    return Err(StoreError::Corrupt(format!("the pieces of {}", key::describe(key))).into());
                }
            };
            before.push((key.clone(), value));
        }
        // INVARIANT: registered before the engine is touched; readers look the other way round.
        let mut history = self.state.history.write();
        for (key, value) in before {
            history.register(number, &key, value);
        }
        drop(history);
        group.writes.extend(writes);
        Ok(Commit { number, events })
    }

    fn write_out(&self, mut group: Group, last: u64) {
        group.writes.insert(format::last_commit_key(), Some(last.to_be_bytes().to_vec()));
        match self.state.engine.apply(&group.writes) {
            Ok(()) => {
                self.gauge.syncs.fetch_add(1, Relaxed);
                self.gauge.commits.fetch_add(group.commits.len() as u64, Relaxed);
                self.state.history.write().publish(last);
                if let Err(error) = self.witness.note(last) {
                    tracing::warn!(%error, "a later loss of commits might not be noticed");
                }
                for (commit, reply) in group.commits {
                    let number = commit.number;
                    // Nobody may be listening.
                    let _ = self.news.send(Arc::new(commit));
                    let _ = reply.send(Ok(number));
                }
            }
            Err(error) => {
                // What is on disk now is not known: nobody sees it, and nothing more is written.
                tracing::error!(%error, "the store is read-only from now on");
                let why = format!("{error}; restart when the disk is well again");
                self.gauge.fail(why.clone());
                for (_, reply) in group.commits {
                    let _ = reply.send(Err(CommitError::ReadOnly(why.clone())));
                }
            }
        }
    }

    fn sweep(&self, blobs: &[BlobId], older_than: Duration) -> Result<Vec<BlobId>, CommitError> {
        let mut gone = Vec::new();
        // A backup wants them all to stay.
        let Some(_quiet) = self.blobs.quiet.try_write() else { return Ok(gone) };
        for blob in blobs {
            let named = !self.state.engine.scan(&blob.refs(), false, 1)?.is_empty();
            if !named && self.blobs.remove(blob, older_than).map_err(StoreError::from)? {
                gone.push(*blob);
            }
        }
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cursor::Signer;
    use crate::engine::{Engine, Span};
    use crate::format::{Header, Witness};
    use crate::lock::FolderLock;
    use crate::store::{Health, Store};
    use crate::{Table, UnitOfWork};
    use parking_lot::{Mutex, RwLock};
    use std::sync::mpsc::{Sender, channel};
    use std::thread;

    const ROWS: Table<u64> = Table::new("rows");

    /// An engine in memory that stops in the middle of each batch, says so, and goes on as it is told.
    struct Slow {
        rows: Arc<RwLock<Writes>>,
        half: Mutex<Sender<()>>,
        go_on: Mutex<Receiver<Result<()>>>,
    }

    impl Engine for Slow {
        fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
            Ok(self.rows.read().get(key).cloned().flatten().map(Cell::Whole))
        }

        fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
            let rows = self.rows.read();
            let rows = rows.range(span.start.clone()..span.end.clone());
            let mut rows: Vec<_> =
                rows.filter_map(|(key, value)| Some((key.clone(), Cell::Whole(value.clone()?)))).collect();
            if backward {
                rows.reverse();
            }
            rows.truncate(limit);
            Ok(rows)
        }

        fn apply(&self, writes: &Writes) -> Result<()> {
            for (number, (key, value)) in writes.iter().enumerate() {
                if number == writes.len() / 2 {
                    self.half.lock().send(()).unwrap();
                    self.go_on.lock().recv().unwrap()?;
                }
                self.rows.write().insert(key.clone(), value.clone());
            }
            Ok(())
        }

        fn size_on_disk(&self) -> u64 {
            0
        }
    }

    fn put(unit: &mut UnitOfWork, rows: &[(&str, u64)]) {
        rows.iter().for_each(|(key, value)| unit.put(&ROWS, key, value).unwrap());
    }

    fn rows(unit: &mut UnitOfWork) -> Vec<(String, u64)> {
        unit.scan(&ROWS, "", None, 99).unwrap()
    }

    fn commit(unit: UnitOfWork) -> Result<CommitNumber, CommitError> {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(unit.commit())
    }

    struct Desk {
        _dir: tempfile::TempDir,
        store: Store,
        half: Receiver<()>,
        go_on: Sender<Result<()>>,
    }

    fn desk() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let (half_in, half) = channel();
        let (go_on, go_on_out) = channel();
        let engine = Slow { rows: Arc::default(), half: Mutex::new(half_in), go_on: Mutex::new(go_on_out) };
        let store = Store::start(
            Box::new(engine),
            Header { last_commit: 0, signer: Signer::new([0; 32]) },
            Blobs::in_dir(dir.path().join("blobs")).unwrap(),
            FolderLock::take(dir.path()).unwrap(),
            Witness::call(dir.path(), 0).unwrap(),
            Gauge::new(dir.path(), 0),
        );
        Desk { _dir: dir, store: store.unwrap(), half, go_on }
    }

    #[test]
    fn a_commit_that_is_half_written_is_not_seen_and_conflicts_with_who_looked() {
        let Desk { store, half, go_on, .. } = &desk();
        go_on.send(Ok(())).unwrap();
        let mut unit = store.begin();
        put(&mut unit, &[("a", 1), ("b", 1), ("c", 1)]);
        commit(unit).unwrap();
        half.recv().unwrap();
        let before = rows(&mut store.begin());

        let mut writer = store.begin();
        put(&mut writer, &[("a", 2), ("aa", 2), ("c", 2), ("d", 2)]);
        writer.remove(&ROWS, "b").unwrap();
        let mut looker = store.begin();
        thread::scope(|scope| {
            let writing = scope.spawn(|| commit(writer));
            half.recv().unwrap();
            assert_eq!(rows(&mut looker), before, "begun before");
            let mut reader = store.begin();
            assert_eq!(rows(&mut reader), before, "begun in the middle");
            assert_eq!(reader.get(&ROWS, "d").unwrap(), None);
            assert_eq!(commit(reader).unwrap(), 1);
            go_on.send(Ok(())).unwrap();
            assert_eq!(writing.join().unwrap().unwrap(), 2);
        });
        assert_eq!(rows(&mut looker), before, "begun before, looking after");
        put(&mut looker, &[("z", 1)]);
        assert!(matches!(commit(looker), Err(CommitError::Conflict(_))));
        let expected = [("a", 2), ("aa", 2), ("c", 2), ("d", 2)].map(|(key, value)| (key.to_owned(), value));
        assert_eq!(rows(&mut store.begin()), expected);
    }

    #[test]
    fn a_disk_that_fails_closes_the_store_to_writes_and_shows_nothing_of_the_commit() {
        let Desk { store, go_on, .. } = &desk();
        go_on.send(Err(StoreError::Disk("it burns".into()))).unwrap();
        let mut unit = store.begin();
        put(&mut unit, &[("a", 1), ("b", 1), ("c", 1)]);
        match commit(unit) {
            Err(CommitError::ReadOnly(why)) => {
                assert!(why.contains("it burns") && why.contains("restart"), "{why}")
            }
            other => panic!("{other:?}"),
        }
        assert!(rows(&mut store.begin()).is_empty());
        let mut unit = store.begin();
        put(&mut unit, &[("z", 1)]);
        assert!(matches!(commit(unit), Err(CommitError::ReadOnly(_))), "until a restart");
        assert!(matches!(store.health(), Health::ReadOnly(_)));
        assert_eq!(store.last_commit(), 0);
    }
}
