//! From an edited role to a policy that the next call is decided by.
//!
//! Swapped here behind the standard library's lock, which costs no less than the desk's `ArcSwap`.

use crate::world::World;
use ombud_access::Snapshot;
use std::hint::black_box;
use std::sync::{Arc, RwLock};
use std::time::Instant;

const ROUNDS: usize = 200;

pub struct Edit {
    pub one_role_us: f64,
    pub everything_us: f64,
}

pub fn measure(world: &World) -> Edit {
    let first = Snapshot::compile(world.policy.clone()).expect("the policy is well-formed");
    let shown = RwLock::new(Arc::new(first));
    let (mut one_role, mut everything) = (vec![], vec![]);
    for round in 0..ROUNDS {
        let mut policy = world.policy.clone();
        policy.epoch += round as u64;
        let role = &mut policy.roles[5];
        role.grants.truncate(40 + round % 10);
        let (role, epoch) = (role.clone(), policy.epoch);

        let start = Instant::now();
        let before = show(&shown, Snapshot::compile(policy).expect("the policy is well-formed"));
        everything.push(start.elapsed().as_nanos() as f64 / 1e3);
        let start = Instant::now();
        let fresh = before.with_role(role, epoch).expect("the role is well-formed");
        let before = show(&shown, fresh);
        one_role.push(start.elapsed().as_nanos() as f64 / 1e3);
        drop(before);
    }
    Edit { one_role_us: crate::middle(&one_role), everything_us: crate::middle(&everything) }
}

/// Gives back what was shown before, so that dropping it is not timed.
fn show(shown: &RwLock<Arc<Snapshot>>, fresh: Snapshot) -> Arc<Snapshot> {
    let fresh = Arc::new(fresh);
    std::mem::replace(&mut *shown.write().expect("nobody fails with it"), black_box(fresh))
}
