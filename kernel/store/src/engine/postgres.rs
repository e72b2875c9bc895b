//! A database that speaks the PostgreSQL protocol: one table of keys and values, in the order of the keys' bytes.
//!
//! A batch is one serializable transaction, which begins by writing its number into the row of the lease
//! (`postgres/lease.rs`): so it is known after a lost connection whether it is there, and nobody writes who has lost
//! the desk. Readers share a few connections, over which the questions of many threads are on their way at once.
//! They never wait for a connection to be made: that is the keeper's work, who also gives the signs of life.

mod batch;
mod beside;
mod fault;
mod keeper;
mod lease;
mod link;
mod sql;
mod tls;
mod wait;

use super::{Beside, Cell, Engine, NotServed, Span, Writes};
use crate::{Database, Result, StoreError};
use batch::Hand;
use fault::Fault;
use futures_util::future::{join, try_join_all};
use keeper::keep;
use lease::{MOVED, Refusal, TERM, TOGETHER};
use link::{Link, Reader, Writer};
use parking_lot::{Mutex, RwLock};
use sql::Sql;
use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tls::Tls;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::task::{AbortHandle, unconstrained};
use tokio_postgres::Row;
use wait::wait;

/// Connections that read.
const READERS: usize = 4;

/// How long an answer may take: one row or a page; a batch; finding out what became of one.
const READ: Duration = Duration::from_secs(10);
const BATCH: Duration = Duration::from_secs(60);
const RECOVER: Duration = Duration::from_secs(15);
/// How long opening may take, others who have the desk included.
const OPEN: Duration = Duration::from_secs(60);
const FAREWELL: Duration = Duration::from_secs(2);
/// How soon a database that is away is looked for again.
const AGAIN: Duration = Duration::from_millis(250);

/// How often the same is tried while others are faster.
const TRIES: u32 = 12;

pub(super) struct Postgres {
    shared: Arc<Shared>,
    hand: Mutex<Hand>,
    /// Some until it is dropped.
    runtime: Option<Runtime>,
}

/// What all threads use.
struct Shared {
    database: Database,
    tls: Tls,
    sql: Sql,
    epoch: i64,
    /// Others write, too.
    together: bool,
    /// Names this opening of the database.
    member: String,
    /// The greatest number of a batch in any answer.
    seen: AtomicI64,
    readers: [RwLock<Option<Arc<Reader>>>; READERS],
    next: AtomicUsize,
    /// Ends the connection that writes: whoever waits on it may hold what readers wait for.
    writing: Mutex<Option<AbortHandle>>,
    /// When the last sign of life was given that has arrived. After some time somebody else may have the desk.
    sign: RwLock<Instant>,
    /// Why nothing can be asked, if so.
    away: RwLock<Option<String>>,
    /// Why nothing is ever asked again, if so.
    over: OnceLock<Fault>,
    /// The number of the last batch that is known to be there.
    acknowledged: AtomicI64,
    /// Wakes the keeper.
    wake: Notify,
    size: AtomicU64,
}

impl Postgres {
    /// Opens the database for `holder`, who is no other process at this time.
    pub fn open(database: &Database, holder: &str) -> Result<Postgres, NotServed> {
        let failed = |error: io::Error| NotServed::Failed(format!("cannot be used: {error}"));
        let tls = Tls::of(database).map_err(failed)?;
        let runtime =
            Builder::new_multi_thread().worker_threads(1).thread_name("database").enable_all().build();
        let runtime = runtime.map_err(failed)?;
        let opened = {
            let _here = runtime.enter();
            wait(OPEN, unconstrained(Shared::open(database.clone(), tls, holder)))
        };
        let told = |fault: Fault| NotServed::Failed(fault.at_first());
        let refused = match opened {
            Some(Ok((shared, hand, link))) => {
                runtime.spawn(keep(shared.clone(), link));
                return Ok(Postgres { shared, hand: Mutex::new(hand), runtime: Some(runtime) });
            }
            Some(Err(Refusal::Held(by))) => NotServed::Held(by),
            Some(Err(Refusal::Moved(folder))) => NotServed::Failed(format!(
                "holds a desk that was moved to the folder `{folder}` and goes on there: name another schema \
                 (`schema=…`), or drop this one if it is needed no more"
            )),
            Some(Err(Refusal::Fault(fault))) => told(fault),
            None => told(Fault::late()),
        };
        // Whoever opens may stand on a thread of another runtime, where none may be waited for.
        runtime.shutdown_background();
        Err(refused)
    }

    /// Waits for what the writing thread wants.
    fn work<T>(&self, longest: Duration, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let _here = self.runtime.as_ref().map(Runtime::enter);
        wait(longest, unconstrained(work)).unwrap_or_else(|| Err(Fault::late()))
    }

    /// Asks something of a connection that reads.
    fn ask<T>(&self, question: impl AsyncFn(&Reader) -> Result<T, Fault>) -> Result<T> {
        let mut faults = 0;
        loop {
            let reader = self.shared.reader()?;
            let answer = wait(READ, question(&reader)).unwrap_or_else(|| Err(Fault::late()));
            let fault = match answer {
                Ok(answer) => return Ok(answer),
                Err(fault) => fault,
            };
            faults += 1;
            match &fault {
                Fault::Again if faults < TRIES as usize => {}
                // Another one may be well.
                Fault::Away(_) if faults <= READERS => self.shared.lose(&reader, &fault),
                _ => {
                    self.shared.end_if_final(&fault);
                    return Err(fault.into());
                }
            }
        }
    }
}

impl Shared {
    async fn open(database: Database, tls: Tls, holder: &str) -> Result<(Arc<Shared>, Hand, Link), Refusal> {
        let sql = Sql::of(&database.schema);
        let link = Link::connect(&database, &tls).await?;
        let together = database.together;
        let epoch = lease::take(&link, &sql, &database, if together { TOGETHER } else { holder }).await?;
        if together {
            for statement in &sql.create_together {
                lease::create(&link, statement).await?;
            }
        }
        let shared = Arc::new(Shared {
            database,
            tls,
            sql,
            epoch,
            together,
            member: beside::named(holder).map_err(Fault::Refused)?,
            seen: AtomicI64::new(0),
            readers: [const { RwLock::new(None) }; READERS],
            next: AtomicUsize::new(0),
            writing: Mutex::new(None),
            sign: RwLock::new(Instant::now()),
            away: RwLock::new(None),
            over: OnceLock::new(),
            acknowledged: AtomicI64::new(0),
            wake: Notify::new(),
            size: AtomicU64::new(0),
        });
        let mut hand = Hand { writer: None, turn: 0, batch: 0, failed: false, entered: false };
        let places = 0..READERS;
        let filled = try_join_all(places.map(|at| shared.fill(at)));
        let (filled, reopened) = join(filled, shared.reopen(&mut hand)).await;
        filled?;
        reopened?;
        shared.measure(&link).await;
        let row = link.client.query_one("SHOW fsync", &[]).await;
        if row.is_ok_and(|row| row.try_get::<_, String>(0).is_ok_and(|is| is == "off")) {
            tracing::warn!(
                "the database runs with fsync = off: what is acknowledged is lost when its machine stops"
            );
        }
        Ok((shared, hand, link))
    }

    async fn fill(&self, at: usize) -> Result<(), Fault> {
        let reader = Reader::connect(&self.database, &self.tls, &self.sql).await?;
        *self.readers[at].write() = Some(Arc::new(reader));
        Ok(())
    }

    /// A connection that writes.
    async fn writer(&self) -> Result<Writer, Fault> {
        let writer = Writer::connect(&self.database, &self.tls, &self.sql).await?;
        *self.writing.lock() = Some(writer.link.handle());
        Ok(writer)
    }

    /// A connection that reads, in turns.
    fn reader(&self) -> Result<Arc<Reader>> {
        self.not_over()?;
        let from = self.next.fetch_add(1, Ordering::Relaxed);
        let found = (0..READERS).find_map(|step| self.readers[(from + step) % READERS].read().clone());
        found.ok_or_else(|| {
            let away = self.away.read().clone();
            away.map_or_else(
                || Fault::Away("its connections have just ended".into()).into(),
                StoreError::Database,
            )
        })
    }

    fn end_if_final(&self, fault: &Fault) {
        if fault.is_final() {
            // The first reason stays.
            let _ = self.over.set(fault.clone());
        }
    }

    fn not_over(&self) -> Result<(), Fault> {
        self.over.get().map_or(Ok(()), |fault| Err(fault.clone()))
    }

    /// A connection has failed.
    fn lose(&self, reader: &Arc<Reader>, fault: &Fault) {
        reader.link.sever();
        for place in &self.readers {
            let mut place = place.write();
            if place.as_ref().is_some_and(|other| Arc::ptr_eq(other, reader)) {
                *place = None;
            }
        }
        if self.readers.iter().all(|place| place.read().is_none()) {
            self.away.write().get_or_insert_with(|| fault.words());
        }
        self.wake.notify_one();
    }

    /// The database is away: whoever waits for an answer hears so at once.
    fn lose_all(&self, fault: &Fault) {
        *self.away.write() = Some(fault.words());
        for place in &self.readers {
            if let Some(reader) = place.write().take() {
                reader.link.sever();
            }
        }
        if let Some(writing) = self.writing.lock().take() {
            writing.abort();
        }
    }
}

impl Shared {
    /// Each answer tells first whose the desk is, and of which batch it is.
    fn noted(&self, first: &Row) -> Result<(), Fault> {
        if first.try_get::<_, i64>(0)? != self.epoch {
            return Err(Fault::Taken);
        }
        self.seen.fetch_max(first.try_get(1)?, Ordering::AcqRel);
        Ok(())
    }

    /// The rows of an answer that tells the epoch first, and gives no row in one that is empty.
    fn rows(&self, answer: &[Row]) -> Result<Vec<(Vec<u8>, Cell)>, Fault> {
        let first = answer.first().ok_or(Fault::Taken)?;
        self.noted(first)?;
        let mut rows = Vec::with_capacity(answer.len());
        for row in answer {
            if let Some(key) = row.try_get::<_, Option<Vec<u8>>>(2)? {
                rows.push((key, Cell::Whole(row.try_get(3)?)));
            }
        }
        Ok(rows)
    }
}

impl Engine for Postgres {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
        self.ask(async |reader| {
            let row = reader.link.client.query_opt(&reader.get, &[&key]).await?.ok_or(Fault::Taken)?;
            self.shared.noted(&row)?;
            Ok(row.try_get::<_, Option<Vec<u8>>>(2)?.map(Cell::Whole))
        })
    }

    fn get_many(&self, keys: &[&[u8]]) -> Result<Vec<Option<Cell>>> {
        match keys {
            [] => return Ok(Vec::new()),
            [key] => return Ok(vec![self.get(key)?]),
            _ => {}
        }
        let rows = self
            .ask(async |reader| self.shared.rows(&reader.link.client.query(&reader.many, &[&keys]).await?))?;
        let mut rows: HashMap<_, _> = rows.into_iter().collect();
        Ok(keys.iter().map(|key| rows.remove(*key)).collect())
    }

    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
        if span.is_empty() {
            return Ok(Vec::new());
        }
        let (start, end) = (&span.start, &span.end);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.ask(async |reader| {
            let statement = if backward { &reader.back } else { &reader.scan };
            self.shared.rows(&reader.link.client.query(statement, &[start, end, &limit]).await?)
        })
    }

    fn apply(&self, writes: &Writes) -> Result<()> {
        debug_assert!(!self.shared.together, "those who write together leave a word");
        let mut hand = self.hand.lock();
        if hand.failed {
            return Err(StoreError::Database("has failed, and what is in it is not found out yet".into()));
        }
        let done = self.work(BATCH, self.shared.write(&mut hand, writes));
        if let Err(fault) = &done {
            hand.failed = true;
            hand.writer = None;
            self.shared.end_if_final(fault);
            self.shared.wake.notify_one();
        }
        Ok(done?)
    }

    fn recover(&self) -> Result<()> {
        let mut hand = self.hand.lock();
        hand.failed = true;
        self.shared.not_over()?;
        let reopened = self.work(RECOVER, self.shared.reopen(&mut hand));
        if let Err(fault) = &reopened {
            self.shared.end_if_final(fault);
        }
        reopened?;
        hand.failed = false;
        Ok(())
    }

    fn size_on_disk(&self) -> u64 {
        self.shared.size.load(Ordering::Relaxed)
    }

    fn is_elsewhere(&self) -> bool {
        true
    }

    fn beside(&self) -> Option<&dyn Beside> {
        self.shared.together.then_some(self)
    }

    fn moved_to(&self, folder: &str) -> Result<()> {
        let mut hand = self.hand.lock();
        // From now on nothing is written here, and at the end no farewell, which would let others in.
        hand.failed = true;
        let Some(writer) = hand.writer.take() else { return Err(Fault::late().into()) };
        let place = format!("{MOVED}{folder}");
        let (client, sql) = (&writer.link.client, self.shared.sql.moved.as_str());
        let told = self.work(FAREWELL, async {
            Ok(client.execute(sql, &[&self.shared.epoch, &lease::brief(&place)]).await?)
        })?;
        if told == 0 { Err(Fault::Taken.into()) } else { Ok(()) }
    }

    fn away(&self) -> Option<String> {
        if let Some(fault) = self.shared.over.get() {
            return Some(fault.words());
        }
        let silent = self.shared.sign.read().elapsed() >= TERM;
        silent.then(|| Fault::late().words()).or_else(|| self.shared.away.read().clone())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let writer = self.hand.get_mut().writer.take();
        // Of several, nobody knows who is the last.
        if let Some(writer) = writer.filter(|_| !self.shared.together) {
            let (client, sql) = (&writer.link.client, self.shared.sql.release.as_str());
            let released =
                self.work(FAREWELL, async { Ok(client.execute(sql, &[&self.shared.epoch]).await?) });
            if let Err(fault) = released {
                tracing::warn!(
                    "the desk's database {}: the next process has to wait a little",
                    fault.words()
                );
            }
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
