//! An allocator that counts: what one thread asks for, and what it holds. The benchmarks use it, too.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Becomes the allocator of a program with `#[global_allocator]`.
pub struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static HELD: Cell<i64> = const { Cell::new(0) };
}

fn count(bytes: i64) {
    // While a thread ends nobody counts any more.
    let _ = HELD.try_with(|held| held.set(held.get() + bytes));
    if bytes > 0 {
        let _ = ALLOCATIONS.try_with(|all| all.set(all.get() + 1));
    }
}

#[expect(unsafe_code, reason = "an allocator cannot be written without it")]
// SAFETY: all work is the system allocator's, with what the caller vouches for; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as i64);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(-(layout.size() as i64));
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

/// How often this thread has allocated until now.
pub fn allocations() -> u64 {
    ALLOCATIONS.get()
}

/// How many bytes this thread has allocated and not given back.
pub fn held() -> i64 {
    HELD.get()
}
