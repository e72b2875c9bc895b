//! What processes that serve a desk together call out to each other: who types, who looks. It is heard by those who are
//! there, within a moment, and kept by nobody. What is to last is written in a unit of work.

use crate::engine::Beside;
use crate::{Result, Store, StoreError};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

/// So many bytes wait to be called; more are not heard. While the database is away nobody hears anything.
const WAITING: usize = 256 << 10;
/// So many a slow listener may be behind.
const BEHIND: usize = 4096;
/// What was called is heard within a fraction of a second; after so long it is removed.
const REMOVED: Duration = Duration::from_secs(5);

/// What one process has called and hears.
pub(crate) struct Calls {
    waiting: Mutex<Waiting>,
    heard: broadcast::Sender<Arc<[u8]>>,
}

#[derive(Default)]
struct Waiting {
    calls: Vec<Vec<u8>>,
    bytes: usize,
}

impl Default for Calls {
    fn default() -> Calls {
        Calls { waiting: Mutex::default(), heard: broadcast::channel(BEHIND).0 }
    }
}

/// How far somebody has come: the number of the last call, of the last one that was there a while ago, and of the last
/// one that is removed.
struct Voice {
    number: u64,
    before: u64,
    removed: u64,
    since: Instant,
}

/// What the thread that looks after it knows of all processes, its own among them.
#[derive(Default)]
pub(crate) struct Voices {
    of: HashMap<String, Voice>,
    /// What was called before this process was here is old.
    listens: bool,
}

impl Calls {
    /// Calls what waits, hears what others have called, and removes what is old.
    pub fn exchange(&self, beside: &dyn Beside, voices: &mut Voices) -> Result<()> {
        let Waiting { calls: waiting, .. } = std::mem::take(&mut *self.waiting.lock());
        if !waiting.is_empty() {
            let what = postcard::to_stdvec(&waiting)
                .map_err(|error| StoreError::Invalid(format!("a call: {error}")))?;
            let number = voices.of.get(&beside.member()).map_or(0, |voice| voice.number) + 1;
            voices.note(beside.member(), number);
            beside.call(number, &what)?;
        }
        let known: Vec<(&str, u64)> =
            voices.of.iter().map(|(member, voice)| (member.as_str(), voice.number)).collect();
        for (member, number, what) in beside.calls(&known)? {
            voices.note(member, number);
            // What cannot be read was called by another version.
            let calls: Vec<Vec<u8>> = postcard::from_bytes(&what).unwrap_or_default();
            for call in calls.into_iter().filter(|_| voices.listens) {
                // Nobody need listen.
                let _ = self.heard.send(call.into());
            }
        }
        voices.listens = true;
        for (member, voice) in voices.of.iter_mut().filter(|(_, voice)| voice.since.elapsed() >= REMOVED) {
            if voice.before > voice.removed {
                beside.forget_calls(member, voice.before)?;
                voice.removed = voice.before;
            }
            (voice.before, voice.since) = (voice.number, Instant::now());
        }
        let me = beside.member();
        voices.of.retain(|member, voice| *member == me || voice.number > voice.removed);
        Ok(())
    }
}

impl Voices {
    fn note(&mut self, member: String, number: u64) {
        let new = || Voice { number, before: 0, removed: 0, since: Instant::now() };
        self.of.entry(member).or_insert_with(new).number = number;
    }
}

impl Store {
    /// Calls something out to the other processes that serve this desk. Nothing if there are none, or more is called than
    /// anybody hears.
    pub fn call(&self, what: Vec<u8>) {
        let Some(calls) = self.duty().calls() else { return };
        let mut waiting = calls.waiting.lock();
        if waiting.bytes + what.len() <= WAITING {
            waiting.bytes += what.len();
            waiting.calls.push(what);
        }
    }

    /// Hears what other processes call out from now on; none if this one is alone.
    #[must_use]
    pub fn calls(&self) -> Option<broadcast::Receiver<Arc<[u8]>>> {
        self.duty().calls().map(|calls| calls.heard.subscribe())
    }
}
