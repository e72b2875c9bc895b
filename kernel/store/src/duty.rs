//! Who does what is done once, though several processes serve a desk: timers, reactions, what is sent, seals. A row names
//! the process on duty. Others watch its signs of life by their own clocks, and take over when there are none. Each unit
//! of work on duty reads the row, so whoever was stalled and followed by another loses by a conflict.

use crate::calls::{Calls, Voices};
use crate::committer::{Proposal, Request};
use crate::conflict::Reads;
use crate::engine::{Beside, Writes};
use crate::health::Gauge;
use crate::table::Table;
use crate::view::{State, View};
use crate::{CommitError, Result, Store, UnitOfWork, others};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

const DUTY: Table<Held> = Table::new("store-duty");
const EVERYTHING: &str = "everything";

/// How often it is looked who is on duty.
const WATCH: Duration = Duration::from_millis(500);
/// Who gives no sign of life for so long is on duty no more.
const TERM: Duration = Duration::from_secs(7);
/// For so long it is believed what was seen.
const BELIEVED: Duration = Duration::from_secs(2);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    /// Which process.
    member: String,
    /// How often it has changed.
    epoch: u64,
}

/// What this process knows of it.
#[derive(Default)]
pub(crate) struct Duty {
    /// Its own name; none if it is alone, and so always on duty.
    me: Option<String>,
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    ending: AtomicBool,
    /// When it was seen last that this process is on duty.
    mine: Mutex<Option<Instant>>,
    calls: Calls,
}

impl Duty {
    /// Watches from now on, and looks what others do.
    pub fn begin(state: &Arc<State>, gauge: &Arc<Gauge>, queue: SyncSender<Request>) -> io::Result<Duty> {
        let Some(me) = state.engine.beside().map(Beside::member) else { return Ok(Duty::default()) };
        let shared = Arc::<Shared>::default();
        let watch = Watch {
            me: me.clone(),
            state: state.clone(),
            gauge: gauge.clone(),
            queue,
            shared: shared.clone(),
        };
        let thread = thread::Builder::new().name("others".into()).spawn(move || watch.run())?;
        Ok(Duty { me: Some(me), shared, thread: Mutex::new(Some(thread)) })
    }

    /// What processes call out to each other; none if this one is alone.
    pub fn calls(&self) -> Option<&Calls> {
        self.me.is_some().then_some(&self.shared.calls)
    }

    pub fn end(&self) {
        self.shared.ending.store(true, Ordering::Release);
        if let Some(thread) = self.thread.lock().take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("looking what other processes do had failed");
            }
        }
    }
}

struct Watch {
    me: String,
    state: Arc<State>,
    gauge: Arc<Gauge>,
    queue: SyncSender<Request>,
    shared: Arc<Shared>,
}

impl Watch {
    fn run(self) {
        let mut watched: Option<(Held, Option<i64>, Instant)> = None;
        let (mut next, mut voices) = (Instant::now(), Voices::default());
        while !self.shared.ending.load(Ordering::Acquire) {
            let mut looked = self.state.look();
            if let (Ok(()), Some(beside)) = (&looked, self.state.engine.beside())
                && let Err(error) = self.shared.calls.exchange(beside, &mut voices)
            {
                // What is live and not kept is no reason to let go of what is done once.
                tracing::debug!(%error, "other processes are not heard just now");
            }
            if looked.is_ok() && Instant::now() >= next {
                next = Instant::now() + WATCH;
                looked = self.look(&mut watched);
            }
            if let Err(error) = looked {
                tracing::debug!(%error, "what other processes do is not known just now");
            }
            thread::park_timeout(others::LOOK);
        }
        if let Err(error) = self.let_go() {
            tracing::debug!(%error, "another process takes over after a while");
        }
    }

    /// The next one need not wait.
    fn let_go(&self) -> Result<()> {
        let view = View::new(self.state.clone());
        let row = DUTY.key(EVERYTHING)?;
        let held = view.get(&row)?.map(|bytes| DUTY.decode(&bytes)).transpose()?;
        match held {
            Some(held) if held.member == self.me => self.write(view, row, None),
            _ => Ok(()),
        }
    }

    fn look(&self, watched: &mut Option<(Held, Option<i64>, Instant)>) -> Result<()> {
        let asked = Instant::now();
        let view = View::new(self.state.clone());
        let row = DUTY.key(EVERYTHING)?;
        let held = view.get(&row)?.map(|bytes| DUTY.decode(&bytes)).transpose()?;
        let Some(held) = held else {
            return self.take(view, row, 1);
        };
        if held.member == self.me {
            *self.shared.mine.lock() = Some(asked);
            *watched = None;
            return Ok(());
        }
        *self.shared.mine.lock() = None;
        let signs = match self.state.engine.beside() {
            Some(beside) => beside.signs(&held.member)?,
            None => None,
        };
        match watched {
            Some((known, before, since)) if *known == held && *before == signs => {
                if since.elapsed() >= TERM {
                    tracing::warn!(of = %held.member, "another process gave no sign of life: its duties are taken over");
                    let epoch = held.epoch + 1;
                    return self.take(view, row, epoch);
                }
            }
            _ => *watched = Some((held, signs, asked)),
        }
        Ok(())
    }

    fn take(&self, view: View, row: Vec<u8>, epoch: u64) -> Result<()> {
        let held = Held { member: self.me.clone(), epoch };
        self.write(view, row, Some(DUTY.encode(&held)?))
    }

    fn write(&self, view: View, row: Vec<u8>, held: Option<Vec<u8>>) -> Result<()> {
        let mut reads = Reads::default();
        reads.key(&row);
        let proposal = Proposal {
            view,
            reads,
            writes: Writes::from([(row, held)]),
            known: Writes::new(),
            events: Vec::new(),
            counters: Vec::new(),
            blobs: Vec::new(),
            tries: None,
        };
        let size = proposal.size();
        let (reply, answer) = oneshot::channel();
        if !self.gauge.enter(size) {
            return Ok(());
        }
        if self.queue.try_send(Request::Commit(Box::new(proposal), size, reply)).is_err() {
            self.gauge.leave(size);
            return Ok(());
        }
        match answer.blocking_recv() {
            Ok(Ok(_)) => {}
            // Somebody was faster, or it is looked again.
            Ok(Err(CommitError::Conflict(_))) | Err(_) => {}
            Ok(Err(error)) => tracing::warn!(%error, "who is on duty could not be noted"),
        }
        Ok(())
    }
}

impl Store {
    /// Whether other processes may serve the same desk.
    #[must_use]
    pub fn is_together(&self) -> bool {
        self.duty().me.is_some()
    }

    /// How many signs of life another process has given; none if nobody is called so, or this process is alone.
    pub fn signs_of(&self, member: &str) -> Result<Option<i64>> {
        self.beside().map_or(Ok(None), |beside| beside.signs(member))
    }

    /// How this process is called among those that serve the desk; none if it is alone.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.duty().me.as_deref()
    }

    /// Whether this process is to do what is done once for a desk. One that is alone always is.
    #[must_use]
    pub fn on_duty(&self) -> bool {
        let duty = self.duty();
        duty.me.is_none() || duty.shared.mine.lock().is_some_and(|seen| seen.elapsed() < BELIEVED)
    }
}

impl UnitOfWork {
    /// The same as of this unit: if another process is on duty when it is committed, that is a conflict.
    pub fn on_duty(&mut self) -> Result<bool> {
        let Some(me) = self.store().duty().me.clone() else { return Ok(true) };
        Ok(self.get(&DUTY, EVERYTHING)?.is_some_and(|held| held.member == me))
    }
}
