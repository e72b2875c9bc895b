//! Being staff is something that one holds, too, and so is what a plugin's code holds: found by trying all small worlds.

use crate::guards::{acting, admin, grant_of, held, owner};
use crate::sentences::{desk, person};
use crate::spec::Who;
use crate::world::*;
use ombud_access::*;

/// The desk with a role that makes staff and gives nothing (21), and one that gives nothing at all (20).
fn desk_with_badges() -> World {
    let mut world = desk();
    let plain = |n, slug: &str, audience| Role {
        id: role_id(n),
        name: slug.to_owned(),
        audience,
        grants: vec![],
        ..world.policy.roles[0].clone()
    };
    let kind = RoleKind::Custom;
    let roles = [plain(20, "nothing", Audience::Everyone), plain(21, "badge", Audience::Staff)];
    world.policy.roles.extend(roles.map(|role| Role { kind, ..role }));
    world
}

fn by(world: &World, who: Subject) -> Authority {
    World { who: Who::Person(who), ..world.clone() }.authority()
}

fn until_500(n: u128) -> HeldRole {
    HeldRole { until: Some(Timestamp(500)), ..held(n) }
}

#[test]
fn who_is_no_staff_manages_no_staff_however_little_they_may() {
    let world = desk_with_badges();
    let (outsider, staff) = (by(&world, person(8, &[20])), by(&world, person(8, &[21])));
    let (badge, both) = (person(7, &[21]), person(7, &[21, 4]));
    assert!(guard::outranks(&outsider, &person(7, &[20])).is_ok());
    assert!(guard::outranks(&outsider, &badge).is_err());
    assert!(guard::outranks(&staff, &badge).is_ok());
    assert!(guard::outranks(&staff, &both).is_err(), "who sees internal notes on what he asked himself");
    assert!(guard::assign_role(&staff, &badge, &held(4)).is_err());
}

#[test]
fn roles_for_staff_are_made_and_changed_by_those_who_are_staff_for_good() {
    let world = desk_with_badges();
    let for_a_while = by(&world, Subject { roles: vec![until_500(21)], ..person(8, &[]) });
    let (outsider, staff) = (by(&world, person(8, &[20])), by(&world, person(8, &[21])));
    let badge = world.policy.roles.iter().find(|role| role.id == role_id(21)).expect("the badge");
    let renamed = Role { title: "Badges".to_owned(), ..badge.clone() };
    let another = Role { id: role_id(22), name: "another".to_owned(), ..badge.clone() };
    for (actor, may) in [(&outsider, false), (&for_a_while, false), (&staff, true)] {
        assert_eq!(guard::role_edit(actor, Some(badge), &renamed).is_ok(), may);
        assert_eq!(guard::role_edit(actor, None, &another).is_ok(), may);
    }
}

#[test]
fn a_plugin_s_code_is_chosen_by_staff_for_good_and_the_owner_s_own_by_the_owner() {
    let mut world = desk_with_badges();
    let mut role = world.policy.roles[0].clone();
    role = Role { id: role_id(23), name: "reader".to_owned(), kind: RoleKind::Custom, ..role };
    role.grants = vec![grant_of("tickets:ticket.read", Scopes::ALL)];
    let outside =
        Role { id: role_id(24), name: "outside".to_owned(), audience: Audience::Everyone, ..role.clone() };
    world.policy.roles.extend([role, outside]);
    let own = [name("tickets:ticket.read")];
    let replaces = |roles: Vec<HeldRole>| {
        guard::replace_plugin(&by(&world, Subject { roles, ..person(8, &[]) }), &own).is_ok()
    };
    assert!(replaces(vec![held(23)]));
    assert!(!replaces(vec![until_500(23)]), "the code stays when he is gone");
    assert!(!replaces(vec![held(24)]), "the code sees what is for staff only");

    world.policy.permissions[0].flags.owner_only = true;
    assert!(guard::replace_plugin(&by(&world, owner()), &own).is_ok());
    assert!(guard::replace_plugin(&by(&world, admin()), &own).is_err());
    assert!(guard::replace_plugin(&acting(admin()), &own).is_ok());
}
