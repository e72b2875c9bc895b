//! Regions say the same as the decisions, and a comparison misses no difference.

use crate::spec::Who;
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;

/// Somebody without a key and without plugins in between.
fn direct() -> impl Strategy<Value = World> {
    (world(), subject(), any::<bool>()).prop_map(|(world, person, visitor)| {
        let who = if visitor { Who::Visitor } else { Who::Person(person) };
        World { who, chain: Vec::new(), ..world }
    })
}

fn person(world: &World) -> UserId {
    match &world.who {
        Who::Person(person) => person.id,
        _ => user(99),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_regions_together_hold_what_may_be_done(world in direct(), records in records()) {
        let authority = world.authority();
        for permission in PERMISSIONS {
            let regions = authority.reach(permission);
            for record in records.iter().filter(|r| r.audience == Audience::Everyone || authority.is_staff()) {
                let held = regions.iter().any(|region| region.holds(person(&world), record));
                let allowed = authority.check(permission, Target::Record(record)).allowed;
                prop_assert_eq!(held, allowed, "{} {:?} {:?}", permission, regions, record);
            }
            let everything = Region { which: Which::Every, department: None };
            prop_assert_eq!(
                regions.contains(&everything), authority.check(permission, Target::Desk).allowed
            );
            let nested = regions.iter().any(|a| regions.iter().any(|b| a != b && a.covers(*b)));
            prop_assert!(!nested, "{:?}", regions);
        }
    }

    #[test]
    fn a_comparison_tells_every_difference_and_no_other(
        before in direct(), policy in policy(), change in subject(), records in records(), which in 0..3u8,
    ) {
        let mut after = before.clone();
        match (which, after.person_mut()) {
            (0, _) | (_, None) => after.policy = policy,
            (1, Some(person)) => person.roles = change.roles,
            (_, Some(person)) => person.departments = change.departments,
        }
        let me = person(&before);
        let (before, after) = (before.authority(), after.authority());
        let shifts = before.shifts_to(&after);
        for permission in PERMISSIONS {
            let shift = shifts.iter().find(|shift| shift.permission == permission);
            let within = |regions: Option<&Vec<Region>>, record: &Envelope| {
                regions.is_some_and(|regions| regions.iter().any(|region| region.holds(me, record)))
            };
            for record in &records {
                // Whether somebody is staff is told apart from this.
                let record = Envelope { audience: Audience::Everyone, ..record.clone() };
                let (was, is) = (
                    before.check(permission, Target::Record(&record)).allowed,
                    after.check(permission, Target::Record(&record)).allowed,
                );
                let (gained, lost) = (
                    within(shift.map(|shift| &shift.gained), &record),
                    within(shift.map(|shift| &shift.lost), &record),
                );
                prop_assert!(was || !is || gained, "{} gained unseen: {:?}", permission, record);
                prop_assert!(!was || is || lost, "{} lost unseen: {:?}", permission, record);
                prop_assert!(!gained || is, "{} told as gained: {:?}", permission, record);
                prop_assert!(!lost || was, "{} told as lost: {:?}", permission, record);
            }
        }
        prop_assert!(before.shifts_to(&before).is_empty());
        let back = after.shifts_to(&before);
        for (there, back) in shifts.iter().zip(&back) {
            prop_assert_eq!((&there.gained, &there.lost), (&back.lost, &back.gained));
        }
    }
}
