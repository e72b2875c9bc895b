//! The store of a desk: a data folder, and the one thread that writes to it.

use crate::blob::Blobs;
use crate::committer::{Commit, CommitNumber, Committer, Proposal, Request};
use crate::counter::Counters;
use crate::cursor::Signer;
use crate::duty::Duty;
use crate::engine::{self, Beside, Engine, EngineKind, Failure, NotServed, Site};
use crate::format::{self, FORMAT, Header, Witness};
use crate::health::{Gauge, Health};
use crate::lock::FolderLock;
use crate::move_store;
use crate::others::{Others, Word};
use crate::turn::Turns;
use crate::upgrade::upgrade;
use crate::usage::{self, Usages};
use crate::view::{State, View};
use crate::{BlobId, CommitError, Database, OpenError, Result, StoreError, UnitOfWork};
use parking_lot::{Mutex, RwLock};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::sync::{broadcast, oneshot};

/// How many commits a slow listener may be behind before it misses some.
const NEWS: usize = 4096;

/// The most units of work that wait to be written; who comes when so many do is told to come again.
pub(crate) const QUEUE: usize = 10_000;

/// How to run a store.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// Memory for what is read often.
    pub cache_bytes: u64,
    /// With less free space on the disk than this, nothing is written.
    pub reserve_bytes: u64,
}

impl Default for StoreOptions {
    fn default() -> StoreOptions {
        StoreOptions { cache_bytes: 128 << 20, reserve_bytes: 256 << 20 }
    }
}

/// Figures since the store was opened, and as of now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Units of work that were kept.
    pub commits: u64,
    /// Times that the disk was waited for; each serves one or more commits.
    pub syncs: u64,
    /// Units of work that were refused because somebody was faster.
    pub conflicts: u64,
    /// Units of work that are open.
    pub live_units: u64,
    /// Writes that are remembered for them.
    pub remembered_writes: u64,
    /// Bytes of the engine on disk, files not counted.
    pub disk_bytes: u64,
}

/// The store. Clones are handles to the same one; with the last, and the last unit of work, it is closed.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    queue: RwLock<Option<SyncSender<Request>>>,
    committer: Mutex<Option<JoinHandle<()>>>,
    counting: Mutex<Option<JoinHandle<()>>>,
    closing: Arc<AtomicBool>,
    state: Arc<State>,
    counters: Arc<Counters>,
    usages: Arc<Usages>,
    blobs: Blobs,
    turns: Arc<Turns>,
    /// The number of the last [`Tries`](crate::Tries); none has 0.
    tries: AtomicUsize,
    signer: Signer,
    gauge: Arc<Gauge>,
    news: broadcast::Sender<Arc<Commit>>,
    duty: Duty,
    /// Let go of last.
    _lock: Arc<FolderLock>,
}

impl Inner {
    fn close(&self) {
        self.closing.store(true, Relaxed);
        self.duty.end();
        if let Some(counting) = self.counting.lock().take()
            && counting.join().is_err()
        {
            tracing::error!("counting what plugins keep had failed");
        }
        self.queue.write().take();
        if let Some(committer) = self.committer.lock().take()
            && committer.join().is_err()
        {
            tracing::error!("the committer had failed");
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

impl Store {
    /// Opens the data folder, or begins a new one. What an earlier version wrote is brought to this one, after a
    /// backup in the folder.
    pub fn open(dir: &Path, options: StoreOptions) -> Result<Store, OpenError> {
        let lock = Arc::new(FolderLock::take(dir)?);
        upgrade(EngineKind::default(), dir, &options, &lock)?;
        Store::open_locked(&Site::Folder(EngineKind::default()), dir, &options, lock, |engine| engine)
    }

    /// Opens the desk whose rows are in a database, or begins one there. The folder holds what stands beside: its
    /// files above all. While it is open, no other process serves this database, unless the address says `together`.
    ///
    /// Takes up to a quarter of a minute if a process elsewhere has ended without a farewell.
    pub fn open_database(database: &Database, dir: &Path, options: StoreOptions) -> Result<Store, OpenError> {
        let lock = Arc::new(FolderLock::take(dir)?);
        Store::open_locked(&Site::Database(database.clone(), true), dir, &options, lock, |engine| engine)
    }

    /// The same for a desk that is there; none is begun.
    pub fn open_in_database(
        database: &Database,
        dir: &Path,
        options: StoreOptions,
    ) -> Result<Store, OpenError> {
        let lock = Arc::new(FolderLock::take(dir)?);
        Store::open_locked(&Site::Database(database.clone(), false), dir, &options, lock, |engine| engine)
    }

    /// Opens it on this engine, or begins a new one; what another engine wrote stays as it is and is not opened.
    pub fn open_on(kind: EngineKind, dir: &Path, options: StoreOptions) -> Result<Store, OpenError> {
        Store::open_with(kind, dir, &options, |engine| engine)
    }

    /// The same with something around the engine.
    pub(crate) fn open_with(
        kind: EngineKind,
        dir: &Path,
        options: &StoreOptions,
        wrap: impl FnOnce(Box<dyn Engine>) -> Box<dyn Engine>,
    ) -> Result<Store, OpenError> {
        Store::open_locked(&Site::Folder(kind), dir, options, Arc::new(FolderLock::take(dir)?), wrap)
    }

    /// The same by whoever holds the folder.
    pub(crate) fn open_locked(
        site: &Site,
        dir: &Path,
        options: &StoreOptions,
        lock: Arc<FolderLock>,
        wrap: impl FnOnce(Box<dyn Engine>) -> Box<dyn Engine>,
    ) -> Result<Store, OpenError> {
        let io = |source| OpenError::Io { dir: dir.to_owned(), source };
        let corrupt = |what: String| OpenError::Corrupt { dir: dir.to_owned(), what };
        let failed = |error: StoreError| match error {
            StoreError::Disk(why) => io(std::io::Error::other(why)),
            StoreError::Database(why) => OpenError::Database { database: shown(site), why },
            other => corrupt(other.to_string()),
        };
        let state = dir.join("state");
        let kept = site.kept(options.cache_bytes);
        let engine = match site {
            Site::Folder(_) if move_store::is_elsewhere(dir) => {
                return Err(OpenError::Elsewhere { dir: dir.to_owned() });
            }
            Site::Folder(kind) => {
                engine::open(*kind, &state, options.cache_bytes - kept).map_err(|failure| match failure {
                    Failure::Locked => OpenError::Locked { dir: dir.to_owned() },
                    Failure::Corrupt(what) => corrupt(what),
                    Failure::Io(error) => io(error),
                })?
            }
            Site::Database(..) if engine::found(&state).is_some() => {
                return Err(OpenError::Here { dir: dir.to_owned() });
            }
            Site::Database(database, _) => {
                let holder = Store::holder(dir).map_err(io)?;
                engine::open_database(database, &holder)
                    .map_err(|failure| Store::not_opened(database, failure))?
            }
        };
        let engine = wrap(engine);
        let known = Witness::ask(dir).map_err(io)?;
        if known.is_some_and(|known| known.doubt) {
            // The process ended before it was found out, and the system may still remember what the disk does not.
            engine.recover().map_err(failed)?;
        }
        // Nobody writes until it is known how far the desk has come.
        let mut place = engine.beside().map(|beside| beside.enter()).transpose().map_err(failed)?;
        match format::found(&*engine).map_err(failed)? {
            Some(found) if found > FORMAT => {
                return Err(match site {
                    Site::Folder(_) => OpenError::Newer { dir: dir.to_owned(), found, known: FORMAT },
                    Site::Database(database, _) => OpenError::Database {
                        database: database.to_string(),
                        why: format!(
                            "has format {found} and this version knows formats up to {FORMAT}: start the newer version"
                        ),
                    },
                });
            }
            Some(_) => {}
            None if known.is_some() => {
                return Err(corrupt("there was a store here, and nothing of it can be read".into()));
            }
            None if matches!(site, Site::Database(_, false)) => {
                return Err(OpenError::Database {
                    database: shown(site),
                    why: "holds no desk: look whether it is the right one, or begin one with `ombud user add --owner`"
                        .into(),
                });
            }
            None => {
                let header = format::header().map_err(failed)?;
                match engine.beside() {
                    None => engine.apply(&header).map_err(failed)?,
                    Some(beside) => {
                        let word = Word::default().encode().map_err(failed)?;
                        beside.apply(&header, &word).map_err(failed)?;
                        place = Some(beside.enter().map_err(failed)?);
                    }
                }
            }
        }
        if let Site::Database(database, _) = site {
            move_store::mark(dir, database).map_err(io)?;
        }
        let header = format::read(&*engine).map_err(failed)?;
        let usages = Usages::of(&*engine, header.last_commit).map_err(failed)?;
        let (last, known) = (header.last_commit, known.map_or(0, |known| known.commit));
        if last < known {
            return Err(corrupt(format!("it ends at commit {last}, and commit {known} was on disk")));
        }
        if let Some(beside) = engine.beside() {
            beside.leave();
        }
        let blobs = Blobs::in_dir(dir.join("blobs")).map_err(io)?;
        let witness = Witness::call(dir, last).map_err(io)?;
        let gauge = Gauge::new(dir, options.reserve_bytes, engine.is_elsewhere());
        let mut state = State::new(engine, header.last_commit, kept);
        let (usages, news) = (Arc::new(usages), broadcast::channel(NEWS).0);
        state.others =
            place.map(|batch| Others::after(batch, header.last_commit, usages.clone(), news.clone()));
        let (state, files) = (Arc::new(state), blobs);
        let blobs = if place.is_some() { files.beside(state.clone()) } else { files };
        if place.is_some() {
            blobs.give_all().map_err(failed)?;
        }
        Store::start(state, header, usages, blobs, lock, witness, gauge, news).map_err(io)
    }

    /// Names this process to others that would serve the same database. No other process is named so while the
    /// folder is locked.
    pub(crate) fn holder(dir: &Path) -> std::io::Result<String> {
        let machine = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let lock = fs::metadata(dir.join("lock"))?;
        let (machine, dir) = (machine.trim(), fs::canonicalize(dir)?);
        Ok(format!("{machine}:{}#{}.{}", dir.display(), lock.dev(), lock.ino()))
    }

    /// Why a database was not opened.
    pub(crate) fn not_opened(database: &Database, failure: NotServed) -> OpenError {
        let database = database.to_string();
        match failure {
            NotServed::Held(by) => OpenError::Held { database, by },
            NotServed::Failed(why) => OpenError::Database { database, why },
        }
    }

    /// Starts the committer on an engine.
    #[expect(clippy::too_many_arguments, reason = "it is the end of one function")]
    fn start(
        state: Arc<State>,
        header: Header,
        usages: Arc<Usages>,
        blobs: Blobs,
        lock: Arc<FolderLock>,
        witness: Witness,
        gauge: Gauge,
        news: broadcast::Sender<Arc<Commit>>,
    ) -> std::io::Result<Store> {
        let counters = Arc::<Counters>::default();
        let gauge = Arc::new(gauge);
        let turns = Arc::<Turns>::default();
        let committer = Committer {
            trouble: None,
            state: state.clone(),
            counters: counters.clone(),
            usages: usages.clone(),
            blobs: blobs.clone(),
            turns: turns.clone(),
            gauge: gauge.clone(),
            news: news.clone(),
            witness,
        };
        let (queue, waiting) = sync_channel(QUEUE);
        let duty = Duty::begin(&state, &gauge, queue.clone())?;
        let closing = Arc::<AtomicBool>::default();
        let counting = if usages.counted() {
            None
        } else {
            Some(count(View::new(state.clone()), blobs.clone(), closing.clone(), queue.clone())?)
        };
        let thread = thread::Builder::new().name("committer".into()).spawn(move || committer.run(waiting))?;
        Ok(Store(Arc::new(Inner {
            queue: RwLock::new(Some(queue)),
            committer: Mutex::new(Some(thread)),
            counting: Mutex::new(counting),
            closing,
            state,
            counters,
            usages,
            blobs,
            turns,
            tries: AtomicUsize::new(0),
            signer: header.signer,
            gauge,
            news,
            duty,
            _lock: lock,
        })))
    }

    /// Begins a unit of work, which sees everything that is committed now.
    #[must_use]
    pub fn begin(&self) -> UnitOfWork {
        UnitOfWork::new(self.clone(), self.view())
    }

    /// Tells of each commit from now on, in order, after it is on disk.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Commit>> {
        self.0.news.subscribe()
    }

    /// Whether it takes writes.
    #[must_use]
    pub fn health(&self) -> Health {
        if let Some(why) = self.0.state.engine.away() {
            return Health::Away(StoreError::Database(why).to_string());
        }
        self.0.gauge.health()
    }

    /// Whether nothing can be read, since the rows are in a database that does not answer. Asks neither it nor the disk.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.0.state.engine.away().is_some()
    }

    /// The files.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }

    /// The last commit.
    #[must_use]
    pub fn last_commit(&self) -> CommitNumber {
        self.0.state.history.read().published()
    }

    /// Figures for whoever watches over it.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let history = self.0.state.history.read();
        Stats {
            commits: self.0.gauge.commits.load(Relaxed),
            syncs: self.0.gauge.syncs.load(Relaxed),
            conflicts: self.0.gauge.conflicts.load(Relaxed),
            live_units: history.live() as u64,
            remembered_writes: history.remembered() as u64,
            disk_bytes: self.0.state.engine.size_on_disk(),
        }
    }

    /// Finishes what waits and takes no more. Reading goes on.
    pub fn close(&self) {
        self.0.close();
    }

    /// The rows are in this folder now, and nobody is to serve them where they were.
    pub(crate) fn moved_to(&self, folder: &str) -> Result<()> {
        self.0.state.engine.moved_to(folder)
    }

    pub(crate) fn view(&self) -> View {
        View::new(self.0.state.clone())
    }

    pub(crate) fn beside(&self) -> Option<&dyn Beside> {
        self.0.state.engine.beside()
    }

    pub(crate) fn duty(&self) -> &Duty {
        &self.0.duty
    }

    pub(crate) fn usages(&self) -> &Usages {
        &self.0.usages
    }

    pub(crate) fn turns(&self) -> &Arc<Turns> {
        &self.0.turns
    }

    pub(crate) fn next_tries(&self) -> usize {
        self.0.tries.fetch_add(1, Relaxed) + 1
    }

    pub(crate) fn signer(&self) -> &Signer {
        &self.0.signer
    }

    pub(crate) fn next_number(&self, counter: &str) -> Result<u64> {
        self.0.counters.next(&*self.0.state.engine, counter)
    }

    pub(crate) async fn propose(&self, proposal: Proposal) -> Result<CommitNumber, CommitError> {
        let gauge = &self.0.gauge;
        // Whoever waits for a disk that has failed need not stand in the queue.
        if let Some(why) = gauge.trouble() {
            return Err(gauge.refused(why));
        }
        let size = proposal.size();
        if !gauge.enter(size) {
            return Err(CommitError::Busy);
        }
        let (reply, answer) = oneshot::channel();
        if let Err(error) = self.send(Request::Commit(Box::new(proposal), size, reply)) {
            gauge.leave(size);
            return Err(error);
        }
        answer.await.unwrap_or(Err(CommitError::Closed))
    }

    pub(crate) async fn sweep(
        &self,
        blobs: Vec<BlobId>,
        older_than: Duration,
    ) -> Result<Vec<BlobId>, CommitError> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Sweep(blobs, older_than, reply))?;
        answer.await.unwrap_or(Err(CommitError::Closed))
    }

    fn send(&self, request: Request) -> Result<(), CommitError> {
        let queue = self.0.queue.read();
        let queue = queue.as_ref().ok_or(CommitError::Closed)?;
        queue.try_send(request).map_err(|error| match error {
            TrySendError::Full(_) => CommitError::Busy,
            TrySendError::Disconnected(_) => CommitError::Closed,
        })
    }
}

fn shown(site: &Site) -> String {
    match site {
        Site::Folder(kind) => format!("{kind:?}"),
        Site::Database(database, _) => database.to_string(),
    }
}

/// Counts what plugins keep beside everything else, as of this view, and tells the committer.
fn count(
    view: View,
    blobs: Blobs,
    closing: Arc<AtomicBool>,
    committer: SyncSender<Request>,
) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name("counting".into()).spawn(move || {
        // No file goes away that this view names.
        let quiet = blobs.quiet.read();
        let counted = usage::count(&view, &blobs, || !closing.load(Relaxed));
        drop((quiet, view));
        match counted {
            // If nobody listens, the store is being closed.
            Ok(Some(sums)) => drop(committer.send(Request::Counted(sums))),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "what plugins keep could not be counted"),
        }
    })
}
