//! How many calls can be inside plugins at once for a gibibyte of memory.

use crate::desk::Desk;
use crate::turns::runtime;
use ombud_host::Limits;
use std::thread::sleep;
use std::time::Duration;

/// Calls that never end.
const HELD: usize = 500;

pub fn measure() -> String {
    let runtime = runtime();
    let limits = Limits {
        deadline: Duration::from_secs(600),
        cpu_ticks: u32::MAX,
        memory: usize::MAX,
        // A plugin has half of the places.
        concurrency: 2 * HELD,
        ..Limits::default()
    };
    let desk = Desk::open(&runtime, limits);
    let before = settled();
    let calls: Vec<_> = (0..HELD)
        .map(|_| {
            let desk = desk.clone();
            runtime.spawn(async move { desk.ask("/busy", b"").await })
        })
        .collect();
    let held = settled();
    let ended = calls.iter().filter(|call| call.is_finished()).count();
    assert_eq!(ended, 0, "calls that never end");
    calls.iter().for_each(tokio::task::JoinHandle::abort);
    let each = (held - before) as f64 / HELD as f64;
    println!("{HELD} calls inside a Rust plugin hold {:.1} KiB each", each / 1024.0);
    format!(
        "{:.0} calls fit into a GiB while they are inside a Rust plugin ({:.0} KiB each)",
        (1u64 << 30) as f64 / each,
        each / 1024.0
    )
}

/// The memory of this process when it has not grown for three seconds, bytes.
fn settled() -> u64 {
    let (mut last, mut same) = (0, 0);
    while same < 6 {
        sleep(Duration::from_millis(500));
        let now = ombud_tests::program::memory(std::process::id());
        same = if now.abs_diff(last) < 256 << 10 { same + 1 } else { 0 };
        last = now;
    }
    last
}
