//! The naive reading of how far rights reach, beside the engine.

use crate::desk::*;
use crate::giving;
use crate::reach::{self, RECORDS, Seen};
use crate::scene::World;
use ombud_access::*;

/// A record that this person sees so.
fn record(seen: &Seen, person: UserId) -> Envelope {
    let mine_or = |mine, other| if mine { person } else { other };
    Envelope {
        collection: "notes:notes".into(),
        id: RecordId::parse("7").expect("a record id"),
        version: 1,
        department: seen.filed,
        assignee: seen.assigned.map(|mine| mine_or(mine, BEN)),
        requester: Some(mine_or(seen.own, BEN)),
        participants: vec![mine_or(seen.shared, BEN)],
        audience: if seen.staff { Audience::Staff } else { Audience::Everyone },
        parent: None,
        created: NOW,
        updated: NOW,
    }
}

#[test]
fn the_naive_reading_is_the_engine_s() {
    let mut questions = 0;
    // Every third is enough: the desks differ in what they give, and each thing is given on many.
    for desk in giving::desks().iter().step_by(3) {
        let [plain, contacting] = [false, true].map(|contacts| World::new(later(desk, contacts)));
        for actor in giving::actors(&plain) {
            let records: Vec<Envelope> = RECORDS.iter().map(|seen| record(seen, actor.person.id)).collect();
            for (permission, contacts, now, cells) in reach::of_actor(desk, &actor).rows() {
                let world = if permission == GONE && contacts { &contacting } else { &plain };
                let authority = actor.authority_at(&world.snapshot, now);
                let targets = [Target::Desk].into_iter().chain(records.iter().map(Target::Record));
                for (n, target) in targets.enumerate() {
                    questions += 1;
                    let (engine, naive) = (authority.check(permission, target).allowed, cells >> n & 1 == 1);
                    assert_eq!(engine, naive, "{permission} on {target:?} by {actor:?} on {desk:?}");
                }
            }
        }
    }
    println!("reading: {questions} questions");
    assert!(questions > 1_000_000, "only {questions}");
}
