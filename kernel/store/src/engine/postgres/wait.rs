//! A thread that waits for an answer. Readers of the store are no futures, and some of them stand on threads of
//! another runtime, which may not be entered twice.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// What comes of it; none if that takes longer. What has not come then is given up.
pub(super) fn wait<T>(longest: Duration, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let until = Instant::now() + longest;
    loop {
        if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return Some(done);
        }
        let left = until.checked_duration_since(Instant::now())?;
        thread::park_timeout(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};

    #[test]
    fn what_comes_is_given_and_what_does_not_is_given_up() {
        assert_eq!(wait(Duration::ZERO, ready(1)), Some(1));
        assert_eq!(wait(Duration::from_millis(1), pending::<()>()), None);
        let (tell, told) = tokio::sync::oneshot::channel();
        let teller = thread::spawn(move || tell.send(2));
        assert_eq!(wait(Duration::from_secs(60), told), Some(Ok(2)));
        teller.join().unwrap().unwrap();
    }
}
