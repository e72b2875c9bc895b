//! From plugin to plugin: the clerk has a ticket split by its colleague, by itself, and by a colleague in bare wasmtime.

use crate::bare::Bare;
use crate::desk::Desk;
use crate::turns::{Contender, compare, runtime};
use ombud_host::Limits;

pub fn measure() -> String {
    let runtime = runtime();
    let desk = Desk::open(&runtime, Limits::default());
    let bare = Bare::new(&desk);
    let figures = compare(
        8,
        &[
            Contender::new("a call with a hop", |callers| desk.run(&runtime, callers, "/together", b"")),
            Contender::new("the same work within the plugin", |callers| {
                desk.run(&runtime, callers, "/alone", b"")
            }),
            Contender::new("bare wasmtime, both fresh", |callers| {
                bare.run(&runtime, callers, "/together", b"")
            }),
            Contender::new("bare wasmtime within the plugin", |callers| {
                bare.run(&runtime, callers, "/alone", b"")
            }),
        ],
    );
    let (ours, theirs) = (figures.micros[0] - figures.micros[1], figures.micros[2] - figures.micros[3]);
    format!(
        "a hop to another plugin makes a call {:.2} times as long and the whole {:.2} times bare wasmtime with both fresh \
         (the hop alone {ours:.1} µs beside {theirs:.1})",
        1.0 / figures.times[1],
        1.0 / figures.times[2],
    )
}
