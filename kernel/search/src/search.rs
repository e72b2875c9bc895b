//! The search of a desk: what others hold of it.

use crate::asker::Asker;
use crate::columns::{Filed, Pending};
use crate::document::top;
use crate::feed;
use crate::find::{Found, Wanted, collections};
use crate::index::{Failed, Opened};
use crate::question::Known;
use crate::source::{Declared, Source};
use arc_swap::ArcSwapOption;
use ombud_access::{RecordRef, Timestamp};
use ombud_store::{Store, UnitOfWork};
use parking_lot::{Condvar, Mutex};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// So many events that the index does not know of are looked at for each search.
const BEHIND: usize = 256;

/// The search of a desk.
pub struct Search {
    inner: Arc<Inner>,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

pub(crate) struct Inner {
    pub dir: PathBuf,
    pub desk: String,
    pub store: Store,
    pub source: Arc<dyn Source>,
    pub opened: ArcSwapOption<Opened>,
    pub closing: AtomicBool,
    /// The index is to be made anew.
    pub anew: AtomicBool,
    /// What is searched may have changed.
    pub declared_anew: AtomicBool,
    /// The earliest and the latest time of an id, to say how far reading has come.
    pub begun: AtomicU64,
    pub newest: AtomicU64,
    searches: AtomicU64,
    microseconds: AtomicU64,
    asleep: Mutex<()>,
    wake: Condvar,
}

impl Inner {
    pub fn pause(&self, time: Duration) {
        let mut asleep = self.asleep.lock();
        if !self.closing.load(Relaxed) {
            self.wake.wait_for(&mut asleep, time);
        }
    }
}

/// How it is with the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// It can be asked.
    pub open: bool,
    /// It knows of every record, but for the last moments.
    pub complete: bool,
    /// Records in it.
    pub documents: u64,
    /// The collection that is being read, how many of its records were, and about how many percent of it that is.
    pub reading: Option<(String, u64, u64)>,
    /// Events that it does not know of yet; none: more than a few.
    pub behind: Option<u64>,
    /// Searches since the start, and how long they took.
    pub searches: u64,
    /// Microseconds.
    pub microseconds: u64,
    /// On disk.
    pub bytes: u64,
}

impl Search {
    /// Of this desk, in this folder. Nothing is read or written before [`Search::start`]. `desk` tells it from other desks,
    /// whose index it would not take for its own.
    #[must_use]
    pub fn new(dir: &Path, desk: String, store: Store, source: Arc<dyn Source>) -> Search {
        let inner = Inner {
            dir: dir.to_owned(),
            desk,
            store,
            source,
            opened: ArcSwapOption::empty(),
            closing: AtomicBool::new(false),
            anew: AtomicBool::new(false),
            declared_anew: AtomicBool::new(true),
            begun: AtomicU64::new(0),
            newest: AtomicU64::new(0),
            searches: AtomicU64::new(0),
            microseconds: AtomicU64::new(0),
            asleep: Mutex::new(()),
            wake: Condvar::new(),
        };
        Search { inner: Arc::new(inner), keeper: Mutex::new(None) }
    }

    /// Begins to keep the index. Once.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(&self, now: Timestamp) -> std::io::Result<()> {
        let mut keeper = self.keeper.lock();
        if keeper.is_some() || self.inner.closing.load(Relaxed) {
            return Ok(());
        }
        self.inner.newest.store(now.0, Relaxed);
        let inner = self.inner.clone();
        *keeper = Some(thread::Builder::new().name("search".into()).spawn(move || feed::run(&inner))?);
        Ok(())
    }

    /// Commits what waits and lets go of the index and the store.
    pub fn close(&self) {
        self.inner.closing.store(true, Relaxed);
        self.inner.wake.notify_all();
        if let Some(keeper) = self.keeper.lock().take()
            && keeper.join().is_err()
        {
            tracing::error!("the keeper of the search index had fallen");
        }
        self.inner.opened.store(None);
    }

    /// Waits, if the index is kept at all, until it knows of everything that is committed now. For tests that moved the
    /// clock; gives up after a while.
    pub async fn settle(&self) {
        let target = self.inner.store.begin().newest_event().unwrap_or_default();
        for _ in 0..2_000 {
            let opened = self.inner.opened.load_full();
            let known = |opened: Arc<Opened>| opened.is_complete() && opened.state().position >= target;
            if self.keeper.lock().is_none() || opened.is_some_and(known) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The set of plugins, or one of them, is another now.
    pub fn declared_anew(&self) {
        self.inner.declared_anew.store(true, Relaxed);
        self.inner.wake.notify_all();
    }

    /// Throws the index away and makes another, while the desk serves.
    pub fn rebuild(&self) {
        self.inner.anew.store(true, Relaxed);
        self.inner.wake.notify_all();
    }

    /// What is searched.
    #[must_use]
    pub fn declared(&self) -> Declared {
        self.inner.source.declared()
    }

    /// Finds what the asker may see, as of the moment of this unit.
    ///
    /// # Errors
    /// In words for whoever asks; a damaged index is made anew.
    pub fn find(&self, unit: &mut UnitOfWork, asker: &Asker, wanted: &Wanted) -> Result<Found, Failed> {
        self.asked(|opened| {
            let known = self.known(asker);
            let pending = self.pending(unit, opened)?;
            opened.find(asker, &known, pending, wanted)
        })
    }

    /// How a query may go on: the whole query with its last word ended, for words that stand in what the asker may see.
    ///
    /// # Errors
    /// As [`Search::find`].
    pub fn suggest(
        &self,
        unit: &mut UnitOfWork,
        asker: &Asker,
        text: &str,
        limit: usize,
    ) -> Result<Vec<String>, Failed> {
        self.asked(|opened| {
            let known = self.known(asker);
            match self.pending(unit, opened)? {
                Some(pending) => opened.suggest(asker, &known, pending, text, limit),
                None => Ok(Vec::new()),
            }
        })
    }

    fn asked<T>(&self, ask: impl FnOnce(&Opened) -> Result<T, Failed>) -> Result<T, Failed> {
        let begun = std::time::Instant::now();
        let opened = self.inner.opened.load_full().ok_or(Failed::NotReady)?;
        let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ask(&opened)));
        let answer = asked.unwrap_or(Err(Failed::Fell));
        if let Err(error @ (Failed::Index(_) | Failed::Io(_) | Failed::Fell)) = &answer {
            tracing::error!(%error, "a search failed");
            self.rebuild();
        }
        self.inner.searches.fetch_add(1, Relaxed);
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.inner.microseconds.fetch_add(took, Relaxed);
        answer
    }

    /// The filters that this asker may use.
    fn known(&self, asker: &Asker) -> Known {
        let declared = self.declared();
        let mut known = Known { staff: asker.staff, ..Known::default() };
        for rules in collections(&asker.sights).filter_map(|name| declared.0.get(name)) {
            let open = |rule: &&crate::rules::WordRule| asker.staff || !rule.staff;
            known.words.extend(rules.search.words.iter().filter(open).map(|rule| rule.filter.clone()));
            known.people.extend(rules.search.people.iter().filter(open).map(|rule| rule.filter.clone()));
        }
        known
    }

    /// What has happened since the index was committed, as of this unit; none: so much that it is not looked at.
    fn pending(&self, unit: &mut UnitOfWork, opened: &Opened) -> Result<Option<Arc<Pending>>, Failed> {
        let events = unit.events_after(opened.state().position, BEHIND)?;
        if events.len() >= BEHIND {
            return Ok(None);
        }
        let mut pending = FxHashMap::default();
        for event in &events {
            let mut highest: RecordRef = event.subject.clone();
            let mut parent = event.filed.parent.clone();
            while let Some(above) = parent.take() {
                parent = unit.lay_open(&above)?.and_then(|(_, record)| record.envelope.parent);
                highest = above;
            }
            let verb = event.kind.rsplit('.').next().unwrap_or_default();
            // Tells where it was; where it is now is told right after it.
            if event.is_left() {
                continue;
            }
            let below = highest != event.subject;
            // Something below reads otherwise, or is gone: what the index has of it is not counted any more.
            let stale = if below { verb != "created" } else { verb == "deleted" };
            if stale {
                pending.insert(top(&highest), None);
            } else if !below && !matches!(pending.get(&top(&highest)), Some(None)) {
                pending.insert(top(&highest), Some(Filed::of(&event.filed)));
            }
        }
        Ok(Some(Arc::new(Pending(pending))))
    }

    /// How it is with the index now.
    #[must_use]
    pub fn status(&self) -> Status {
        let inner = &self.inner;
        let (searches, microseconds) = (inner.searches.load(Relaxed), inner.microseconds.load(Relaxed));
        let Some(opened) = inner.opened.load_full() else {
            return Status { searches, microseconds, ..Status::default() };
        };
        let state = opened.state();
        let reading = state.collections.iter().find(|(_, reading)| !reading.done);
        let reading = reading.map(|(name, reading)| {
            let share =
                reading.after.as_deref().and_then(|after| feed::share(after, inner)).unwrap_or_default();
            (name.clone(), reading.records, share)
        });
        let behind = inner.store.begin().events_after(state.position, BEHIND).ok();
        Status {
            open: true,
            complete: opened.is_complete(),
            documents: opened.reader.searcher().num_docs(),
            reading,
            behind: behind.filter(|events| events.len() < BEHIND).map(|events| events.len() as u64),
            searches,
            microseconds,
            bytes: size(&inner.dir),
        }
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.close();
    }
}

fn size(dir: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(dir) else { return 0 };
    entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|file| file.len()).sum()
}
