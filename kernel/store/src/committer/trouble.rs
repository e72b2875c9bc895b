//! After a write that failed. Nobody knows then what is on the disk, and Linux does not either: it takes pages that
//! it could not write for written. So the store
//!
//! 1. refuses writes, and says why; reading goes on;
//! 2. lets the engine find out what is on the disk ([`Engine::recover`](crate::engine::Engine::recover));
//! 3. looks whether every commit that was acknowledged is there;
//! 4. puts back, as a commit of its own, what the batch that failed may have changed: whoever waited for that
//!    batch was told that nothing was kept. This write is at the same time the proof that the disk takes writes;
//! 5. takes writes again.
//!
//! What fails on the way is tried again after a while, for as long as the process lives.
//!
//! Where others write beside this process nothing can be put back: they may have gone on from it. What became of a batch
//! is found among the words then, as if another had written it; whoever waited for it was told that nobody knows.

use super::{Committer, Reply};
use crate::engine::{Cell, Writes};
use crate::{CommitNumber, StoreError, format, usage};
use std::time::{Duration, Instant};

/// How long to wait before trying again, the first time and at most.
const PAUSE: Duration = Duration::from_millis(if cfg!(test) { 1 } else { 1000 });
const LONGEST: Duration = Duration::from_millis(if cfg!(test) { 4 } else { 30_000 });
/// A database that is away costs little to look for.
const LONGEST_ELSEWHERE: Duration = Duration::from_millis(2000);

pub(crate) struct Trouble {
    /// What the batch wrote that failed, and the number of its last commit.
    keys: Vec<Vec<u8>>,
    last: CommitNumber,
    /// The engine knows again what is on disk.
    recovered: bool,
    /// Others write, too: it is over when this process may again.
    beside: bool,
    /// None: there is nothing to hope for.
    again: Option<Instant>,
    pause: Duration,
}

impl Trouble {
    /// How long until it is tried again; none: never.
    pub fn pause(&self) -> Option<Duration> {
        self.again.map(|again| again.saturating_duration_since(Instant::now()))
    }
}

/// Why it is not over.
enum Still {
    Failing(String),
    /// Acknowledged commits are gone, or what is there is damaged.
    Lost(String),
}

impl From<StoreError> for Still {
    fn from(error: StoreError) -> Still {
        match error {
            StoreError::Corrupt(_) => Still::Lost(error.to_string()),
            other => Still::Failing(other.to_string()),
        }
    }
}

impl Committer {
    /// A batch was not applied, or not certainly.
    pub(super) fn fail(
        &mut self,
        error: &StoreError,
        writes: Writes,
        last: CommitNumber,
        replies: Vec<Reply<CommitNumber>>,
    ) {
        tracing::error!(%error, "the store is read-only until that is well again");
        if let Err(error) = self.witness.doubt(self.published()) {
            tracing::warn!(%error, "it could not be noted that the disk has failed");
        }
        let why = self.in_words(error.to_string());
        self.gauge.set_trouble(Some(why.clone()));
        for reply in replies {
            let _ = reply.send(Err(self.gauge.refused(why.clone())));
        }
        let keys = writes.into_keys().collect();
        self.trouble =
            Some(Trouble { keys, last, recovered: false, beside: false, again: None, pause: PAUSE });
        // At once, even if the disk is full: some engines cannot be read otherwise.
        self.recover().and_then(|()| self.resume()).unwrap_or_else(|still| self.wait(still));
    }

    /// The same where others write, too.
    pub(super) fn fail_beside(
        &mut self,
        error: &StoreError,
        replies: impl Iterator<Item = Reply<CommitNumber>>,
    ) {
        tracing::error!(%error, "nothing is written until that is well again");
        let why = error.to_string();
        self.gauge.set_trouble(Some(why.clone()));
        for reply in replies {
            let _ = reply.send(Err(self.gauge.refused(why.clone())));
        }
        let again = Some(Instant::now() + PAUSE / 4);
        let pause = PAUSE / 4;
        self.trouble =
            Some(Trouble { keys: Vec::new(), last: 0, recovered: true, beside: true, again, pause });
    }

    fn try_beside(&mut self) -> Result<(), Still> {
        let state = self.state.clone();
        if let (Some(others), Some(beside)) = (&state.others, state.engine.beside()) {
            drop(self.enter(others, beside)?);
            beside.leave();
        }
        self.trouble = None;
        self.gauge.set_trouble(None);
        tracing::info!("all is well again, and the store takes writes");
        Ok(())
    }

    pub(super) fn try_again(&mut self) {
        if self.trouble.as_ref().is_some_and(|trouble| trouble.beside) {
            return self.try_beside().unwrap_or_else(|still| self.wait(still));
        }
        let looked = self.gauge.try_disk().map_err(Still::Failing);
        looked
            .and_then(|()| self.recover())
            .and_then(|()| self.resume())
            .unwrap_or_else(|still| self.wait(still));
    }

    fn in_words(&self, why: String) -> String {
        // A database says for itself what is to be done.
        let disk = !self.state.engine.is_elsewhere();
        if disk {
            format!("{why}; make space or look after the disk, and the desk goes on by itself")
        } else {
            why
        }
    }

    fn wait(&mut self, still: Still) {
        let elsewhere = self.state.engine.is_elsewhere();
        let longest = if elsewhere { LONGEST_ELSEWHERE } else { LONGEST };
        let Some(trouble) = &mut self.trouble else { return };
        let why = match still {
            Still::Failing(why) => {
                trouble.again = Some(Instant::now() + trouble.pause);
                trouble.pause = (trouble.pause * 2).min(longest);
                tracing::warn!(%why, "the store is still read-only");
                self.in_words(why)
            }
            Still::Lost(why) => {
                trouble.again = None;
                tracing::error!(%why, "the store stays read-only");
                why
            }
        };
        self.gauge.set_trouble(Some(why));
    }

    fn published(&self) -> CommitNumber {
        self.state.history.read().published()
    }

    /// Finds out what is on disk, if that is not known.
    fn recover(&mut self) -> Result<(), Still> {
        let published = self.published();
        let Some(trouble) = self.trouble.as_mut().filter(|trouble| !trouble.recovered) else { return Ok(()) };
        self.state.engine.recover()?;
        let last = match self.state.engine.get(&format::last_commit_key())? {
            Some(Cell::Whole(bytes)) => bytes.try_into().map_or(0, u64::from_be_bytes),
            _ => 0,
        };
        if last < published {
            // What is remembered of it would not fit what is there.
            self.state.history.write().forget();
            let what = format!("it ends at commit {last}, and commit {published} was acknowledged");
            return Err(StoreError::Corrupt(what).into());
        }
        trouble.recovered = true;
        Ok(())
    }

    /// Puts back what the failed batch may have changed, and opens the store to writes.
    fn resume(&mut self) -> Result<(), Still> {
        let published = self.published();
        let Some(trouble) = &mut self.trouble else { return Ok(()) };
        // A number of its own: whoever began before sees the values before the batch, as after any commit.
        let number = trouble.last + 1;
        let mut writes = Writes::new();
        let history = self.state.history.read();
        for key in &trouble.keys {
            if let Some(before) = history.before(published, key) {
                writes.insert(key.clone(), before.clone());
            }
        }
        drop(history);
        writes.insert(format::last_commit_key(), Some(number.to_be_bytes().to_vec()));
        if self.usages.kept() {
            writes.insert(usage::counted_key(), Some(number.to_be_bytes().to_vec()));
        }
        if let Err(error) = self.state.engine.apply(&writes) {
            trouble.recovered = false;
            // For those who read. What fails here is tried again.
            let _ = self.recover();
            return Err(error.into());
        }
        self.state.history.write().publish(number);
        if let Err(error) = self.witness.note(number) {
            tracing::warn!(%error, "a later loss of commits might not be noticed");
        }
        self.trouble = None;
        self.gauge.set_trouble(None);
        tracing::info!("all is well again, nothing was lost, and the store takes writes");
        Ok(())
    }
}
