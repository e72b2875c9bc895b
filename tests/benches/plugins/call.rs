//! One call: a small question in JSON, one question back to the host (what time is it?), an answer in JSON.

use crate::bare::Bare;
use crate::desk::{Desk, QUESTION};
use crate::turns::{Contender, compare, runtime};
use crate::webhook::Webhook;
use ombud_host::Limits;

/// Callers at the same time: a desk answers many people at once.
const AT_ONCE: usize = 8;

pub fn measure() -> String {
    let runtime = runtime();
    let desk = Desk::open(&runtime, Limits::default());
    let bare = Bare::new(&desk);
    let webhook = Webhook::start(&runtime);
    #[cfg(feature = "extism")]
    let extism = crate::extism::Extism::new();
    for answer in [
        runtime.block_on(desk.ask("/stamp", QUESTION)),
        runtime.block_on(bare.ask("/stamp", QUESTION)),
        runtime.block_on(webhook.ask("/stamp")),
        runtime.block_on(webhook.ask("/stamp-by-own-clock")),
        #[cfg(feature = "extism")]
        extism.ask(),
    ] {
        let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
        assert!(answer["name"] == "Ana" && answer["now"].as_u64() > Some(1_700_000_000_000), "{answer}");
    }
    let contenders = [
        Contender::new("a plugin call", |callers| desk.run(&runtime, callers, "/stamp", QUESTION)),
        Contender::new("bare wasmtime", |callers| bare.run(&runtime, callers, "/stamp", QUESTION)),
        Contender::new("a webhook that asks back", |callers| webhook.run(&runtime, callers, "/stamp")),
        Contender::new("a webhook that asks nothing", |callers| {
            webhook.run(&runtime, callers, "/stamp-by-own-clock")
        }),
        #[cfg(feature = "extism")]
        Contender::new("Extism, a fresh plugin", |callers| extism.fresh(&runtime, callers)),
        #[cfg(feature = "extism")]
        Contender::new("Extism, its plugin kept", |callers| extism.kept(&runtime, callers)),
    ];
    let lone = compare(1, &contenders);
    let many = compare(AT_ONCE, &contenders);
    let extism = match (many.times.get(4..), lone.times.get(4..)) {
        (Some([fresh, kept]), Some([lone_fresh, lone_kept])) => format!(
            ", a fresh plugin of Extism {fresh:.1} times (alone {lone_fresh:.1}) and a kept one {kept:.2} ({lone_kept:.2})"
        ),
        _ => ", Extism was left out (--features extism)".to_owned(),
    };
    format!(
        "a plugin call takes {:.1} µs among {AT_ONCE} and {:.1} alone, {:.2} times bare wasmtime (alone {:.2}); a webhook \
         that asks back takes {:.1} times as long as a plugin call (alone {:.1}), one that asks nothing {:.1} \
         ({:.1}){extism}",
        many.micros[0],
        lone.micros[0],
        1.0 / many.times[1],
        1.0 / lone.times[1],
        many.times[2],
        lone.times[2],
        many.times[3],
        lone.times[3],
    )
}
