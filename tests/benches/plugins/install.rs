//! From the upload of a Rust plugin until it answers, on a desk as `ombud serve` runs it.

use crate::copies;
use crate::desk::QUESTION;
use crate::turns::middle;
use ombud_tests::caller::Caller;
use ombud_tests::world::World;
use std::time::Instant;

const ROUNDS: usize = 7;

pub fn measure() -> String {
    let desk = World::demo();
    let owner = desk.person("owner");
    let (mut fresh, mut upgraded, mut known) = (vec![], vec![], vec![]);
    let mut size = 0;
    for round in 0..ROUNDS {
        let name = format!("clerk{round}");
        let (first, second) = (copies::clerk(&name, "0.1.0"), copies::clerk(&name, "0.2.0"));
        size = first.len();
        fresh.push(install(&owner, &name, &first));
        upgraded.push(install(&owner, &name, &second));
        // Its code is in the cache: all but the compiling.
        known.push(install(&owner, &name, &first));
    }
    let (fresh, upgraded, known) = (middle(fresh), middle(upgraded), middle(known));
    println!(
        "a Rust plugin of {} KiB answers {fresh:.0} ms after it was sent, an upgrade {upgraded:.0} ms, a version that is \
         compiled already {known:.0} ms",
        size >> 10
    );
    format!(
        "a Rust plugin of {} KiB answers {fresh:.0} ms after it was sent, {:.0} of them for compiling it in a process \
         of its own, and an upgrade after {upgraded:.0} ms",
        size >> 10,
        fresh - known,
    )
}

/// Milliseconds until it answers.
fn install(owner: &Caller, name: &str, file: &[u8]) -> f64 {
    let begun = Instant::now();
    let kind = [("content-type", "application/wasm")];
    let answer = owner.fetch("POST", "/api/v1/plugins?approve=all", &kind, file);
    assert!(answer.status < 300, "{}", answer.text());
    let json = [("content-type", "application/json")];
    let answer = owner.fetch("POST", &format!("/{name}/stamp"), &json, QUESTION);
    assert_eq!(answer.status, 200, "{}", answer.text());
    begun.elapsed().as_secs_f64() * 1000.0
}
