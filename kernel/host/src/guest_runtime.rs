//! The threads that guests run on.

use crate::problem::CallError;
use futures_util::future::BoxFuture;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Instrument;

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

/// Whether a plugin's calls are over in moments, as far as its last calls tell, and its turns on the guests' threads.
pub(crate) struct Manners {
    /// Calls that still have to begin on the threads for those without.
    apart: AtomicU32,
    /// So many calls of the plugin compute at once that a thread is left for others, where there are two. Its other calls stand in line here and
    /// not before the threads, where whoever comes after a crowd would wait for all of it.
    turns: Arc<Semaphore>,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners { apart: AtomicU32::new(0), turns: Arc::new(Semaphore::new((processors() - 1).max(1))) }
    }
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
        // The first turn is waited for here: what has been handed to the threads stands in their line already.
        let turns = manners.turns.clone();
        let turn = turns.clone().acquire_owned().await.ok();
        let mut task = AbortOnDrop(handle(threads).spawn(in_turns(turns, turn, work)));
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

/// Does work whenever it is its turn: who waits for something, or was interrupted by a tick, goes to the end of the line.
async fn in_turns<T>(
    turns: Arc<Semaphore>,
    mut turn: Option<OwnedSemaphorePermit>,
    mut work: Pin<Box<impl Future<Output = T>>>,
) -> T {
    loop {
        let step = poll_fn(|cx| Poll::Ready(work.as_mut().poll(cx))).await;
        drop(turn.take());
        match step {
            Poll::Ready(outcome) => return outcome,
            Poll::Pending => until_woken().await,
        }
        turn = turns.clone().acquire_owned().await.ok();
    }
}

/// Whoever polled something to be waited for has left word with it already.
async fn until_woken() {
    let mut waited = false;
    poll_fn(|_| match std::mem::replace(&mut waited, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get())
}

/// As many as there are processors, so much less important than others.
fn threads(name: &str, niceness: i32) -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(processors())
        .thread_name(name)
        .enable_time()
        .event_interval(8)
        // Who comes, or comes back from the disk, is seen to before those that a tick interrupted. Left alone, a thread
        // does dozens of the latter first.
        .global_queue_interval(1)
        .on_thread_start(move || {
            // Best effort: without the right to, guests are merely as important.
            let _ = rustix::process::nice(niceness);
        })
        .build()
}

/// Work that is done beside each other, where there are processors for it; what came of it, in order. It ends when nobody waits
/// for it any more.
pub(crate) async fn side_by_side<T: Send + 'static>(mut work: Vec<BoxFuture<'static, T>>) -> Vec<T> {
    // It has this thread.
    let last = work.pop();
    let mut others: Vec<_> =
        work.into_iter().map(|one| AbortOnDrop(tokio::spawn(one.in_current_span()))).collect();
    let mut done = Vec::with_capacity(others.len() + 1);
    let last = match last {
        Some(last) => Some(last.await),
        None => None,
    };
    for other in &mut others {
        match (&mut other.0).await {
            Ok(outcome) => done.push(outcome),
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            // The runtime ends, and this with it.
            Err(_) => std::future::pending().await,
        }
    }
    done.extend(last);
    done
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
    use futures_util::FutureExt;
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
    fn a_crowd_of_one_plugin_leaves_a_thread_for_others_and_takes_turns() {
        let here = Builder::new_current_thread().build().unwrap();
        let guests = Arc::new(GuestRuntime::start().unwrap());
        let (crowd, computing, most) =
            (Arc::new(Manners::default()), Arc::new(AtomicU32::new(0)), Arc::default());
        crowd.bad();
        let call = |most: &Arc<AtomicU32>| {
            let (guests, crowd, computing, most) =
                (guests.clone(), crowd.clone(), computing.clone(), most.clone());
            async move {
                let work = async move {
                    for _ in 0..3 {
                        most.fetch_max(computing.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        thread::sleep(BRIEF);
                        computing.fetch_sub(1, Ordering::SeqCst);
                        tokio::task::yield_now().await;
                    }
                    Ok(())
                };
                guests.run(&crowd, work).await
            }
        };
        let calls = (0..20).map(|_| call(&most)).collect::<Vec<_>>();
        let done = here.block_on(futures_util::future::join_all(calls));
        assert!(done.iter().all(Result::is_ok));
        let left = u32::try_from(processors() - 1).unwrap().max(1);
        assert!((1..=left).contains(&most.load(Ordering::SeqCst)));
    }

    #[test]
    fn a_call_may_wait_for_time_to_pass_on_either_side() {
        let work =
            async { tokio::time::timeout(Duration::from_millis(5), std::future::pending::<()>()).await };
        assert!(run(&Manners::default(), work).unwrap().is_err());
    }

    #[test]
    fn what_is_done_beside_each_other_waits_for_each_other_and_comes_back_in_order() {
        let here = Builder::new_multi_thread().worker_threads(2).build().unwrap();
        let all = Arc::new(tokio::sync::Barrier::new(3));
        let work = |number: u32| {
            let all = all.clone();
            async move {
                all.wait().await;
                number
            }
            .boxed()
        };
        assert_eq!(here.block_on(side_by_side((0..3).map(work).collect())), [0, 1, 2]);
        assert!(here.block_on(side_by_side(Vec::<BoxFuture<'_, u32>>::new())).is_empty());
    }

    #[test]
    fn what_is_done_beside_each_other_ends_when_nobody_waits_for_it() {
        struct Ends(tokio::sync::mpsc::UnboundedSender<()>);
        impl Drop for Ends {
            fn drop(&mut self) {
                self.0.send(()).unwrap();
            }
        }
        let here = Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
        let (ends, mut ended) = tokio::sync::mpsc::unbounded_channel();
        here.block_on(async {
            let begun = Arc::new(Semaphore::new(0));
            let work = |_| {
                let (ends, begun) = (Ends(ends.clone()), begun.clone());
                async move {
                    let _ends = ends;
                    begun.add_permits(1);
                    std::future::pending::<()>().await;
                }
                .boxed()
            };
            let all = tokio::spawn(side_by_side((0..3).map(work).collect()));
            let _all_have_begun = begun.acquire_many(3).await.unwrap();
            all.abort();
            for _ in 0..3 {
                ended.recv().await.unwrap();
            }
        });
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
