//! An engine that fails when it is told to.

use super::{Cell, Engine, Span, Writes};
use crate::{Result, StoreError};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How an `apply` fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing of it was written.
    Before,
    /// It is on disk, and the answer is an error all the same.
    After,
}

/// What is to go wrong next. Clones are handles to the same plan.
#[derive(Clone, Default)]
pub(crate) struct Faults {
    applies: Arc<Mutex<VecDeque<Option<Fault>>>>,
    recoveries: Arc<Mutex<VecDeque<StoreError>>>,
    /// What `recover` finds gone.
    gone: Arc<Mutex<Writes>>,
}

impl Faults {
    /// What happens at the next `apply` for which nothing is planned yet.
    pub fn plan(&self, fault: Option<Fault>) {
        self.applies.lock().push_back(fault);
    }

    /// The same of `recover`, which fails.
    pub fn plan_failed_recovery(&self, error: StoreError) {
        self.recoveries.lock().push_back(error);
    }

    /// The next `recover` finds these rows as they are here.
    pub fn plan_loss(&self, gone: Writes) {
        *self.gone.lock() = gone;
    }

    /// Nothing more goes wrong.
    pub fn end(&self) {
        self.applies.lock().clear();
        self.recoveries.lock().clear();
    }

    pub fn around(&self, engine: Box<dyn Engine>) -> Box<dyn Engine> {
        Box::new(Faulty { engine, faults: self.clone(), failed: AtomicBool::new(false) })
    }
}

struct Faulty {
    engine: Box<dyn Engine>,
    faults: Faults,
    failed: AtomicBool,
}

impl Engine for Faulty {
    fn get(&self, key: &[u8]) -> Result<Option<Cell>> {
        self.engine.get(key)
    }

    fn scan(&self, span: &Span, backward: bool, limit: usize) -> Result<Vec<(Vec<u8>, Cell)>> {
        self.engine.scan(span, backward, limit)
    }

    fn apply(&self, writes: &Writes) -> Result<()> {
        assert!(!self.failed.load(Ordering::SeqCst), "written to before it was recovered");
        let Some(fault) = self.faults.applies.lock().pop_front().flatten() else {
            return self.engine.apply(writes);
        };
        if fault == Fault::After {
            self.engine.apply(writes)?;
        }
        self.failed.store(true, Ordering::SeqCst);
        Err(StoreError::Disk(format!("the test wants it, {fault:?}")))
    }

    fn recover(&self) -> Result<()> {
        if let Some(error) = self.faults.recoveries.lock().pop_front() {
            return Err(error);
        }
        self.engine.recover()?;
        let gone = std::mem::take(&mut *self.faults.gone.lock());
        if !gone.is_empty() {
            self.engine.apply(&gone)?;
        }
        self.failed.store(false, Ordering::SeqCst);
        Ok(())
    }

    fn size_on_disk(&self) -> u64 {
        self.engine.size_on_disk()
    }
}
