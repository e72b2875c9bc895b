//! A decision allocates nothing, whoever asks for whatever.

#[expect(dead_code, reason = "the benchmarks ask how much is held, too")]
mod counting;
#[path = "engine/spec.rs"]
mod spec;
#[expect(dead_code, reason = "the tests of the engine need more of it")]
#[path = "engine/world.rs"]
mod world;

use proptest::prelude::*;
use std::hint::black_box;
use world::{PERMISSIONS, records, target, world};

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

proptest! {
    #[test]
    fn a_decision_allocates_nothing(world in world(), records in records()) {
        let authority = world.authority();
        let before = counting::allocations();
        for permission in PERMISSIONS.into_iter().chain(["gone:note.read", "no name at all"]) {
            for record in records.iter().map(Some).chain([None]) {
                black_box(authority.check(permission, target(record)).allowed);
            }
        }
        prop_assert_eq!(counting::allocations() - before, 0);
    }
}

#[test]
fn allocations_are_counted() {
    let before = counting::allocations();
    drop(black_box(Box::new(1)));
    assert_eq!(counting::allocations() - before, 1);
}
