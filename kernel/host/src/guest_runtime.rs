//! The threads that guests run on.

use crate::problem::CallError;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Handle, Runtime};

/// A call that keeps the thread it came in on longer than this has no manners.
const BRIEF: Duration = Duration::from_millis(1);

/// So many calls of a plugin without manners begin on the threads for those.
const APART: u32 = 64;

/// Threads for guests: apart from the server's, and less important, so that guests that spin don't starve it. Plugins
/// without manners have their own, less important still: a brief call that waits for the disk does not come back behind
/// a hundred that compute.
pub(crate) struct GuestRuntime {
    brief: Option<Runtime>,
    slow: Option<Runtime>,
    closed: Arc<AtomicBool>,
}

/// Whether a plugin's calls are over in moments, as far as its last calls tell.
#[derive(Default)]
pub(crate) struct Manners {
    /// Calls that still have to begin on the threads for those without.
    apart: AtomicU32,
}

impl Manners {
    fn good(&self) -> bool {
        let one_less = |calls: u32| calls.checked_sub(1);
        self.apart.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_err()
    }

    fn bad(&self) {
        self.apart.store(APART, Ordering::Relaxed);
    }
}

impl GuestRuntime {
    pub fn start() -> std::io::Result<GuestRuntime> {
        Ok(GuestRuntime {
            brief: Some(threads("ombud-guest", 5)?),
            slow: Some(threads("ombud-slow", 10)?),
            closed: Arc::new(AtomicBool::new(false)),
        })
    }

    /// Runs a call, and ends it when nobody waits for it any more.
    ///
    /// Most calls are over in microseconds, and handing them to another thread and back would cost more than they
    /// do. So a call begins where it came in, until it waits for something or the engine's next tick
    /// (`TICK` of the budget) interrupts it; then it moves over to the guests' threads. A plugin that was not brief
    /// begins on the slow ones for its next calls.
    pub async fn run<T: Send + 'static>(
        &self,
        manners: &Manners,
        work: impl Future<Output = Result<T, CallError>> + Send + 'static,
    ) -> Result<T, CallError> {
        let mut work = Box::pin(work);
        let mut threads = &self.slow;
        if manners.good() {
            let begun = Instant::now();
            let first = poll_fn(|cx| Poll::Ready(self.poll_here(work.as_mut(), cx))).await;
            match begun.elapsed() > BRIEF {
                true => manners.bad(),
                false => threads = &self.brief,
            }
            if let Poll::Ready(outcome) = first {
                return outcome;
            }
        }
        let mut task = AbortOnDrop(handle(threads).spawn(work));
        match (&mut task.0).await {
            Ok(outcome) => outcome,
            Err(error) if error.is_panic() => Err(CallError::Broken),
            Err(_) => Err(CallError::Closing),
        }
    }

    /// As a task of the guests' would be: with their timers, and without harm to the thread if it panics.
    fn poll_here<T>(
        &self,
        work: Pin<&mut impl Future<Output = Result<T, CallError>>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<T, CallError>> {
        let _entered = self.handle().enter();
        catch_unwind(AssertUnwindSafe(|| work.poll(cx))).unwrap_or(Poll::Ready(Err(CallError::Broken)))
    }

    pub fn handle(&self) -> &Handle {
        handle(&self.brief)
    }

    /// True once the host is being closed: background work stops at its next turn.
    pub fn closed(&self) -> Arc<AtomicBool> {
        self.closed.clone()
    }
}

impl Drop for GuestRuntime {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        for runtime in [self.brief.take(), self.slow.take()].into_iter().flatten() {
            // May be dropped inside another runtime, where blocking is not allowed.
            std::thread::spawn(move || runtime.shutdown_timeout(Duration::from_secs(5)));
        }
    }
}

fn handle(runtime: &Option<Runtime>) -> &Handle {
    runtime.as_ref().expect("the runtime lives as long as this").handle()
}

/// As many as there are processors, so much less important than others.
fn threads(name: &str, niceness: i32) -> std::io::Result<Runtime> {
    let count = std::thread::available_parallelism().map_or(2, |n| n.get());
    Builder::new_multi_thread()
        .worker_threads(count)
        .thread_name(name)
        .enable_time()
        .event_interval(8)
        .on_thread_start(move || {
            // Best effort: without the right to, guests are merely as important.
            let _ = rustix::process::nice(niceness);
        })
        .build()
}

struct AbortOnDrop<T>(tokio::task::JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn run<T: Send + 'static>(
        manners: &Manners,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, CallError> {
        let here = Builder::new_current_thread().build().unwrap();
        let guests = GuestRuntime::start().unwrap();
        here.block_on(guests.run(manners, async { Ok(work.await) }))
    }

    async fn place() -> Option<String> {
        thread::current().name().map(str::to_owned)
    }

    #[test]
    fn a_brief_call_stays_on_the_thread_it_came_in_on() {
        let here = thread::current().name().map(str::to_owned);
        assert_eq!(run(&Manners::default(), place()).unwrap(), here);
    }

    #[test]
    fn a_call_that_yields_moves_over_to_the_guests() {
        let work = async {
            tokio::task::yield_now().await;
            place().await
        };
        assert_eq!(run(&Manners::default(), work).unwrap().as_deref(), Some("ombud-guest"));
    }

    #[test]
    fn a_plugin_that_kept_a_thread_begins_apart_for_its_next_calls() {
        let manners = Manners::default();
        run(&manners, async { thread::sleep(2 * BRIEF) }).unwrap();
        for _ in 0..APART {
            assert_eq!(run(&manners, place()).unwrap().as_deref(), Some("ombud-slow"));
        }
        assert_ne!(run(&manners, place()).unwrap().as_deref(), Some("ombud-slow"));
    }

    #[test]
    fn a_call_may_wait_for_time_to_pass_on_either_side() {
        let work =
            async { tokio::time::timeout(Duration::from_millis(5), std::future::pending::<()>()).await };
        assert!(run(&Manners::default(), work).unwrap().is_err());
    }

    #[test]
    fn a_panic_ends_the_call_and_nothing_else() {
        let here = async { panic!("on purpose") };
        assert!(matches!(run::<()>(&Manners::default(), here), Err(CallError::Broken)));
        let there = async {
            tokio::task::yield_now().await;
            panic!("on purpose")
        };
        assert!(matches!(run::<()>(&Manners::default(), there), Err(CallError::Broken)));
    }
}
