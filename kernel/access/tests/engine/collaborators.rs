//! What collaborators write stays inside, whatever plugin is between them and the record.

use crate::sentences::{desk, person, ticket};
use crate::spec::Who;
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;

/// Told from the policy alone: staff, and by no role that may contact customers.
fn is_inside_only(world: &World) -> bool {
    let (Who::Person(person) | Who::Token(person, _)) = &world.who else { return false };
    let counts = |held: &&HeldRole| held.until.is_none_or(|until| NOW < until);
    let roles = person
        .roles
        .iter()
        .filter(counts)
        .filter_map(|held| world.policy.roles.iter().find(|role| role.id == held.role && !role.retired));
    let staff: Vec<&Role> = roles.filter(|role| role.audience == Audience::Staff).collect();
    person.active
        && world.policy.owner != Some(person.id)
        && !staff.is_empty()
        && staff.iter().all(|role| role.collaborator)
}

/// Any permission changes any relation, so that nothing else refuses.
fn loose() -> Relations {
    let any = || Some(name(PERMISSIONS[0]));
    Relations {
        department: any(),
        into: any(),
        assignee: any(),
        requester: any(),
        participants: any(),
        audience: any(),
        parent: any(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_way_through_plugins_shows_customers_what_a_collaborator_writes(
        world in world(), before in record(), mut after in record(), below in any::<bool>(), way in 0..4u8,
    ) {
        after.audience = Audience::Everyone;
        if below {
            after.parent = Some(RecordRef {
                collection: "aa:notes".into(),
                id: RecordId::parse("1").expect("a record id"),
            });
        }
        let begun = world.authority();
        let authority = match way {
            0 => begun,
            1 => begun.through(&plugin(PLUGINS[0])),
            2 => begun.own(&plugin(PLUGINS[0])),
            _ => begun.own(&plugin(PLUGINS[1])).through(&plugin(PLUGINS[0])),
        };
        let inside = is_inside_only(&world);
        prop_assert_eq!(authority.is_inside_only(), inside);

        let made = authority.permit_create(&PERMISSIONS, &after);
        let allowed = PERMISSIONS.iter().any(|name| authority.check(name, Target::Record(&after)).allowed);
        prop_assert_eq!(made.is_ok(), allowed && !inside, "{:?}", made);
        let shown = before.audience == Audience::Everyone && !below;
        if inside && !shown {
            prop_assert!(authority.permit_write(&PERMISSIONS, &loose(), &before, &after).is_err());
        }
    }
}

/// Somebody with the role of helpers (2), whose permission to read no plugin has marked, and with others.
fn helper(also: &[u128]) -> Authority {
    let roles: Vec<u128> = [2].iter().chain(also).copied().collect();
    World { who: Who::Person(person(8, &roles)), ..desk() }.authority()
}

#[test]
fn a_collaborator_writes_notes_and_is_told_why_nothing_else() {
    const READ: &[&str] = &["tickets:ticket.read"];
    let note = Envelope { audience: Audience::Staff, ..ticket() };
    let reply = Envelope { audience: Audience::Everyone, ..ticket() };
    let alone = helper(&[]);
    assert!(alone.permit_create(READ, &note).is_ok());
    let denial = alone.permit_create(READ, &reply).unwrap_err();
    assert_eq!(denial.sentence, "What collaborators write stays inside, and customers could see this.");
    assert!(!denial.hidden);
    assert!(alone.permit_write(READ, &Relations::default(), &reply, &reply).is_ok(), "a ticket is edited");
    assert!(alone.permit_write(READ, &loose(), &note, &reply).is_err(), "a note is not published");

    let requester = Envelope { requester: Some(user(8)), ..reply.clone() };
    assert!(helper(&[4]).permit_create(READ, &requester).is_err(), "whose ticket it is makes no difference");
    assert!(helper(&[1]).permit_create(READ, &reply).is_ok(), "who is an agent, too, answers customers");
}
