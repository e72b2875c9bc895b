//! A decision allocates nothing, whoever asks for whatever.

#[path = "engine/spec.rs"]
mod spec;
#[expect(dead_code, reason = "the tests of the engine need more of it")]
#[path = "engine/world.rs"]
mod world;

use proptest::prelude::*;
use std::hint::black_box;
use world::{PERMISSIONS, records, target, world};

proptest! {
    #[test]
    fn a_decision_allocates_nothing(world in world(), records in records()) {
        let authority = world.authority();
        let counted = allocation_counter::measure(|| {
            for permission in PERMISSIONS.into_iter().chain(["gone:note.read", "no name at all"]) {
                for record in records.iter().map(Some).chain([None]) {
                    black_box(authority.check(permission, target(record)).allowed);
                }
            }
        });
        prop_assert_eq!(counted.count_total, 0);
    }
}

#[test]
fn allocations_are_counted() {
    let counted = allocation_counter::measure(|| drop(black_box(Box::new(1))));
    assert_eq!(counted.count_total, 1);
}
