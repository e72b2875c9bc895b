//! How much one incoming call may use, nested calls included.

use crate::problem::CallError;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};
use wasmtime::ResourceLimiter;

/// The limits of one incoming call, and of a plugin. Nested calls of other plugins share those of a call,
/// so that calling around cannot multiply them.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Wall clock of the whole call: waiting for a place, and being run again, included.
    pub deadline: Duration,
    /// For so long reactions and timers join one unit of work, and are waited for, the first one excepted: those before them
    /// are kept waiting, and the longer a unit is open, the likelier somebody was faster.
    pub together: Duration,
    /// Guest CPU time, in ticks of [`TICK`].
    pub cpu_ticks: u32,
    /// Linear memory of all instances together, bytes.
    pub memory: usize,
    /// The same of all calls at the same time, of which one plugin has half. A guest's first [`SMALL`] bytes do not count.
    pub memory_of_all: usize,
    /// Calls to the kernel, each time that a call is run.
    pub host_calls: u32,
    /// Bytes of records, blobs and events written.
    pub bytes_written: u64,
    /// Bytes of one HTTP response, and of what one plugin hands to another.
    pub response: usize,
    /// Plugins below each other.
    pub depth: usize,
    /// Incoming calls at the same time, of which one plugin has half; more wait.
    pub concurrency: usize,
    /// Bytes that a plugin keeps, unless an administrator chooses otherwise.
    pub storage: u64,
    /// Timers that a plugin has at a time.
    pub timers: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            // A person waits no longer than this for a page.
            deadline: Duration::from_secs(10),
            together: Duration::from_millis(50),
            // 2 s of work: parsing the largest mail takes a tenth of it.
            cpu_ticks: 400,
            // Room for a 32 MiB mail, its decoded parts and their copies.
            memory: 192 << 20,
            // A crowd of calls that each take what one may would take the machine.
            memory_of_all: 1 << 30,
            host_calls: 20_000,
            bytes_written: 96 << 20,
            response: 8 << 20,
            depth: 4,
            // Times depth, it must fit the pool in `engine`.
            concurrency: 128,
            storage: 8 << 30,
            timers: 100_000,
        }
    }
}

/// The engine's heart beat: how often a running guest can be interrupted.
pub const TICK: Duration = Duration::from_millis(5);

/// Linear memory that a guest has whatever others hold, bytes: who works with little is in nobody's way, and nobody in his.
const SMALL: usize = 4 << 20;

/// The most table elements of one guest; function tables are far smaller.
pub(crate) const TABLE_ELEMENTS: usize = 60_000;

/// What one incoming call has used so far.
pub(crate) struct Budget {
    pub limits: Limits,
    pub started: Instant,
    ticks: AtomicU32,
    memory: AtomicUsize,
    peak_memory: AtomicUsize,
    host_calls: AtomicU32,
    written: AtomicU64,
    log_lines: AtomicU32,
    /// Something was asked for beyond a limit.
    used_up: AtomicBool,
    hook_ticks: AtomicU32,
    hook_calls: AtomicU32,
    /// Microseconds that hooks took.
    hooked: AtomicU64,
    /// Nanoseconds in which guests were running.
    pub cpu: AtomicU64,
}

/// Guest CPU of one hook, in ticks of [`TICK`]: half a second.
const HOOK_TICKS: u32 = 100;

/// Calls of one hook to the kernel.
const HOOK_CALLS: u32 = 2_000;

/// The most log lines that one incoming call may write.
const LOG_LINES: u32 = 100;

impl Budget {
    pub fn new(limits: Limits) -> Budget {
        Budget {
            limits,
            started: Instant::now(),
            ticks: AtomicU32::new(0),
            memory: AtomicUsize::new(0),
            peak_memory: AtomicUsize::new(0),
            host_calls: AtomicU32::new(0),
            written: AtomicU64::new(0),
            log_lines: AtomicU32::new(0),
            used_up: AtomicBool::new(false),
            hook_ticks: AtomicU32::new(0),
            hook_calls: AtomicU32::new(0),
            hooked: AtomicU64::new(0),
            cpu: AtomicU64::new(0),
        }
    }

    /// A call that is run again may ask and write as much once more; time and CPU are those of the whole call.
    pub fn begin_attempt(&self) {
        self.host_calls.store(0, Ordering::Relaxed);
        self.written.store(0, Ordering::Relaxed);
    }

    /// A place of these, at once if there is one.
    pub async fn place<'a>(&self, places: &'a Semaphore) -> Result<SemaphorePermit<'a>, CallError> {
        self.wait_for(places.acquire()).await?.map_err(|_| CallError::Closing)
    }

    /// Waits for a place or a turn, within the deadline.
    pub async fn wait_for<T>(&self, place: impl Future<Output = T>) -> Result<T, CallError> {
        self.in_time(place).await.ok_or_else(|| {
            CallError::Unavailable("too much is being asked at once; try again in a moment".into())
        })
    }

    /// What comes of some work within the deadline.
    pub async fn in_time<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        // Mostly it is done at once, and then no clock is asked.
        if let Poll::Ready(done) = poll_fn(|cx| Poll::Ready(work.as_mut().poll(cx))).await {
            return Some(done);
        }
        tokio::time::timeout(self.remaining(), work).await.ok()
    }

    /// A hook begins: what it may use is its own, so that one that is skipped takes nothing from the call.
    pub fn begin_hook(&self) {
        self.hook_ticks.store(0, Ordering::Relaxed);
        self.hook_calls.store(0, Ordering::Relaxed);
    }

    /// One more tick of a hook's CPU. False: it has had enough.
    pub fn hook_tick(&self) -> bool {
        self.hook_ticks.fetch_add(1, Ordering::Relaxed) < HOOK_TICKS
    }

    /// One more call of a hook to the kernel. False: too many.
    pub fn hook_call(&self) -> bool {
        self.hook_calls.fetch_add(1, Ordering::Relaxed) < HOOK_CALLS
    }

    /// One more tick of guest CPU. False: it has had enough.
    pub fn tick(&self) -> bool {
        self.within(self.ticks.fetch_add(1, Ordering::Relaxed) < self.limits.cpu_ticks)
    }

    /// One more call to the kernel. False: too many.
    pub fn host_call(&self) -> bool {
        self.within(self.host_calls.fetch_add(1, Ordering::Relaxed) < self.limits.host_calls)
    }

    /// Counts bytes written. False: over the limit.
    pub fn write(&self, bytes: usize) -> bool {
        let before = self.written.fetch_add(bytes as u64, Ordering::Relaxed);
        self.within(before + bytes as u64 <= self.limits.bytes_written)
    }

    /// One more log line. False: drop it.
    pub fn log_line(&self) -> bool {
        self.log_lines.fetch_add(1, Ordering::Relaxed) < LOG_LINES
    }

    fn within(&self, limit: bool) -> bool {
        if !limit {
            self.used_up.store(true, Ordering::Relaxed);
        }
        limit
    }

    /// Whether a limit was reached, the deadline included: whoever failed then may not have had a chance.
    pub fn used_up(&self) -> bool {
        self.used_up.load(Ordering::Relaxed) || self.remaining().is_zero()
    }

    /// A hook took so long.
    pub fn hook_took(&self, time: Duration) {
        self.hooked.fetch_add(time.as_micros() as u64, Ordering::Relaxed);
    }

    /// The time of all hooks so far.
    pub fn hooked(&self) -> Duration {
        Duration::from_micros(self.hooked.load(Ordering::Relaxed))
    }

    /// What is left of the deadline.
    pub fn remaining(&self) -> Duration {
        self.limits.deadline.saturating_sub(self.started.elapsed())
    }

    /// Bytes of memory and ticks of the processor that can still be used, by who only looks or by others.
    pub fn left(&self, looks: bool) -> (usize, u32) {
        let memory = self.limits.memory.saturating_sub(self.memory.load(Ordering::Relaxed));
        let (ticks, of) = match looks {
            true => (&self.hook_ticks, HOOK_TICKS),
            false => (&self.ticks, self.limits.cpu_ticks),
        };
        (memory, of.saturating_sub(ticks.load(Ordering::Relaxed)))
    }

    /// The most memory that was in use at once, bytes.
    pub fn peak_memory(&self) -> usize {
        self.peak_memory.load(Ordering::Relaxed)
    }
}

/// Memory that many calls share.
pub(crate) struct Room {
    held: AtomicUsize,
    limit: usize,
}

impl Room {
    pub fn new(limit: usize) -> Room {
        Room { held: AtomicUsize::new(0), limit }
    }

    fn take(&self, bytes: usize) -> bool {
        let total = self.held.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let fits = bytes == 0 || total <= self.limit;
        if !fits {
            self.give_back(bytes);
        }
        fits
    }

    fn give_back(&self, bytes: usize) {
        self.held.fetch_sub(bytes, Ordering::Relaxed);
    }
}

/// Sums the memories of all instances of a call; wasmtime's own limiter counts
/// each memory alone.
pub(crate) struct Limiter {
    budget: Arc<Budget>,
    held: usize,
    /// That of the plugin, and that of all.
    rooms: [Arc<Room>; 2],
    /// What is held of these.
    shared: usize,
}

impl Limiter {
    pub fn new(budget: Arc<Budget>, rooms: [Arc<Room>; 2]) -> Limiter {
        Limiter { budget, held: 0, rooms, shared: 0 }
    }

    fn take_shared(&mut self, bytes: usize) -> bool {
        let [plugins, of_all] = &self.rooms;
        if !plugins.take(bytes) {
            return false;
        }
        if !of_all.take(bytes) {
            plugins.give_back(bytes);
            return false;
        }
        self.shared += bytes;
        true
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let more = desired - current;
        let total = self.budget.memory.fetch_add(more, Ordering::Relaxed) + more;
        if total > self.budget.limits.memory {
            self.budget.memory.fetch_sub(more, Ordering::Relaxed);
            return Ok(self.budget.within(false));
        }
        let beyond = |bytes: usize| bytes.saturating_sub(SMALL);
        if !self.take_shared(beyond(desired) - beyond(current)) {
            self.budget.memory.fetch_sub(more, Ordering::Relaxed);
            return Ok(self.budget.within(false));
        }
        self.held += more;
        self.budget.peak_memory.fetch_max(total, Ordering::Relaxed);
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_ELEMENTS)
    }
}

impl Drop for Limiter {
    fn drop(&mut self) {
        self.budget.memory.fetch_sub(self.held, Ordering::Relaxed);
        self.rooms.iter().for_each(|room| room.give_back(self.shared));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rooms(plugins: usize, of_all: usize) -> [Arc<Room>; 2] {
        [plugins, of_all].map(|limit| Arc::new(Room::new(limit)))
    }

    #[test]
    fn a_plugin_has_its_share_of_the_memory_of_all_calls_and_a_small_guest_is_never_refused() {
        let budget = || Arc::new(Budget::new(Limits::default()));
        let (rooms, mib) = (rooms(100 << 20, 150 << 20), 1 << 20);
        let other = [Arc::new(Room::new(100 << 20)), rooms[1].clone()];
        let mut first = Limiter::new(budget(), rooms.clone());
        assert!(first.memory_growing(0, 64 * mib, None).unwrap());
        let mut second = Limiter::new(budget(), rooms.clone());
        assert!(second.memory_growing(0, 4 * mib, None).unwrap());
        assert!(!second.memory_growing(4 * mib, 64 * mib, None).unwrap(), "more than the plugin's share");
        let mut third = Limiter::new(budget(), other.clone());
        assert!(third.memory_growing(0, 64 * mib, None).unwrap());
        assert!(!third.memory_growing(64 * mib, 128 * mib, None).unwrap(), "more than there is for all");
        drop(first);
        assert!(second.memory_growing(4 * mib, 64 * mib, None).unwrap());
        drop((second, third));
        assert_eq!(rooms[1].held.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn memories_of_one_call_are_summed_and_given_back() {
        let budget = Arc::new(Budget::new(Limits { memory: 100, ..Limits::default() }));
        let (mut a, mut b) =
            (Limiter::new(budget.clone(), rooms(9, 9)), Limiter::new(budget.clone(), rooms(9, 9)));
        assert!(a.memory_growing(0, 60, None).unwrap());
        assert!(!b.memory_growing(0, 60, None).unwrap());
        drop(a);
        assert!(b.memory_growing(0, 60, None).unwrap());
        assert_eq!(budget.peak_memory(), 60);
    }

    #[test]
    fn a_table_grows_so_far_and_no_further() {
        let mut limiter = Limiter::new(Arc::new(Budget::new(Limits::default())), rooms(9, 9));
        assert!(limiter.table_growing(0, TABLE_ELEMENTS, None).unwrap());
        assert!(!limiter.table_growing(TABLE_ELEMENTS, TABLE_ELEMENTS + 1, None).unwrap());
    }

    #[test]
    fn what_is_used_up_is_refused() {
        let limits = Limits { cpu_ticks: 1, host_calls: 1, bytes_written: 10, ..Limits::default() };
        let budget = Budget::new(limits);
        assert!(budget.tick() && !budget.tick());
        assert!(budget.host_call() && !budget.host_call());
        assert!(budget.write(10) && !budget.write(1));
    }

    #[test]
    fn nobody_waits_for_a_place_beyond_the_deadline_of_the_call() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let budget = Budget::new(Limits { deadline: Duration::ZERO, ..Limits::default() });
        let one = Semaphore::new(1);
        let held = runtime.block_on(budget.place(&one)).unwrap();
        let refused = runtime.block_on(budget.place(&one)).unwrap_err();
        assert!(matches!(refused, CallError::Unavailable(_)), "{refused}");
        drop(held);
        assert!(runtime.block_on(budget.place(&one)).is_ok());
    }

    #[test]
    fn a_call_that_is_run_again_asks_and_writes_anew_but_gets_no_more_time() {
        let limits = Limits { cpu_ticks: 1, host_calls: 1, bytes_written: 10, ..Limits::default() };
        let budget = Budget::new(limits);
        assert!(budget.tick() && budget.host_call() && budget.write(10));
        let started = budget.started;
        budget.begin_attempt();
        assert!(budget.host_call() && budget.write(10));
        assert!(!budget.tick(), "the CPU time is that of all attempts together");
        assert_eq!(budget.started, started);
    }
}
