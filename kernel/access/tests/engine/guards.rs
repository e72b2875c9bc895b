//! The master law: after any command, everybody's authority lies within what it was plus what the actor holds.

use crate::sentences::{desk, person};
use crate::spec::{Who, spec};
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use std::sync::Arc;

#[derive(Clone, Debug)]
enum Command {
    Assign(HeldRole),
    SetRoles(Vec<HeldRole>),
    Join(Vec<DepartmentId>),
    EditRole(usize, Edit),
}

#[derive(Clone, Debug)]
enum Edit {
    Add(Grant),
    Grants(Vec<Grant>),
    Revive,
    NoLongerCollaborator,
    MakeStaff,
}

fn command() -> impl Strategy<Value = Command> {
    let edit = prop_oneof![
        4 => grant().prop_map(Edit::Add),
        2 => prop::collection::vec(grant(), 0..4).prop_map(Edit::Grants),
        1 => Just(Edit::Revive),
        1 => Just(Edit::NoLongerCollaborator),
        1 => Just(Edit::MakeStaff),
    ];
    prop_oneof![
        3 => held_role().prop_map(Command::Assign),
        1 => prop::collection::vec(held_role(), 0..3).prop_map(Command::SetRoles),
        2 => some_departments().prop_map(Command::Join),
        4 => (4..6usize, edit).prop_map(|(n, edit)| Command::EditRole(n, edit)),
    ]
}

/// Scopes that mean the same for everybody, or for everybody in a department. The others are compared by
/// name: who holds `assigned` can give it, and it then means the new holder's work.
pub fn comparable(policy: &mut Policy) {
    for role in &mut policy.roles {
        role.grants.iter_mut().for_each(comparable_grant);
        if role.kind == RoleKind::BuiltIn(BuiltIn::Customer) {
            role.kind = RoleKind::Custom;
        }
    }
}

pub fn comparable_grant(grant: &mut Grant) {
    grant.scopes = grant.scopes & (Scopes::ALL | Scopes::DEPARTMENT | Scopes::UNASSIGNED);
}

/// The world after the command, or the refusal.
fn run(
    actor: &Authority,
    policy: &Policy,
    person: &Subject,
    command: Command,
) -> Result<(Policy, Subject), Denial> {
    let (mut policy, mut after) = (policy.clone(), person.clone());
    match command {
        Command::Assign(held) => {
            guard::assign_role(actor, person, &held)?;
            after.roles.push(held);
        }
        Command::SetRoles(roles) => {
            guard::set_roles(actor, person, &roles)?;
            after.roles = roles;
        }
        Command::Join(departments) => {
            guard::membership(actor, person, &departments)?;
            after.departments = departments;
        }
        Command::EditRole(n, edit) => {
            let mut role = policy.roles[n].clone();
            match edit {
                Edit::Add(mut grant) => {
                    comparable_grant(&mut grant);
                    role.grants.push(grant);
                }
                Edit::Grants(mut grants) => {
                    grants.iter_mut().for_each(comparable_grant);
                    role.grants = grants;
                }
                Edit::Revive => role.retired = false,
                Edit::NoLongerCollaborator => role.collaborator = false,
                Edit::MakeStaff => role.audience = Audience::Staff,
            }
            guard::role_edit(actor, Some(&policy.roles[n]), &role)?;
            policy.roles[n] = role;
        }
    }
    Ok((policy, after))
}

#[test]
fn no_command_gives_what_the_actor_does_not_hold() {
    let config = Config { cases: 3000, failure_persistence: None, ..Config::default() };
    let (accepted, gained) = (Cell::new(0), Cell::new(0));
    let worlds = (policy(), subject(), subject(), command(), records());
    TestRunner::new(config)
        .run(&worlds, |(mut policy, actor, person, command, records)| {
            comparable(&mut policy);
            let person = if person.id == actor.id { actor.clone() } else { person };
            let snapshot = Arc::new(Snapshot::compile(policy.clone()).unwrap());
            let authority = Authority::person(snapshot, Arc::new(actor.clone()), NOW);
            let Ok((policy_after, person_after)) = run(&authority, &policy, &person, command.clone()) else {
                return Ok(());
            };
            accepted.set(accepted.get() + 1);
            for now in [NOW, NOW.plus(50)] {
                for permission in PERMISSIONS {
                    for at in records.iter().map(Some).chain([None]) {
                        let may = |policy: &Policy, who: &Subject| {
                            spec(policy, now, &Who::Person(who.clone()), &[], permission, at)
                        };
                        // A suspended person's roles count as if active: suspension ends.
                        let awake = |person: &Subject| Subject { active: true, ..person.clone() };
                        if may(&policy_after, &awake(&person_after)) && !may(&policy, &awake(&person)) {
                            gained.set(gained.get() + 1);
                            prop_assert!(may(&policy, &actor), "{} at {:?} by {:?}", permission, at, command);
                        }
                    }
                }
            }
            Ok(())
        })
        .unwrap();
    // The law would hold as well if everything were refused.
    assert!(accepted.get() > 300, "only {} accepted", accepted.get());
    assert!(gained.get() > 10, "only {} gained", gained.get());
}

pub fn grant_of(text: &str, scopes: Scopes) -> Grant {
    Grant { permission: name(text), scopes, until: None }
}

pub fn acting(who: Subject) -> Authority {
    World { who: Who::Person(who), ..desk() }.authority()
}

pub fn held(n: u128) -> HeldRole {
    HeldRole { role: role_id(n), place: Place::Everywhere, until: None }
}

/// On that desk: 1 agent, 2 helper (collaborator), 3 administrator, 4 customer; 9 owns it.
fn agent() -> Subject {
    person(1, &[1])
}

pub fn admin() -> Subject {
    person(2, &[3])
}

pub fn owner() -> Subject {
    person(9, &[])
}

#[test]
fn an_agent_makes_no_administrator_and_touches_none() {
    let actor = acting(agent());
    assert!(guard::assign_role(&actor, &agent(), &held(3)).is_err());
    assert!(guard::outranks(&actor, &admin()).is_err());
    assert!(guard::suspend(&actor, &admin()).is_err());
    let colleague = Subject { id: user(7), ..agent() };
    assert!(guard::outranks(&actor, &colleague).is_ok());
    assert!(guard::assign_role(&actor, &Subject { roles: vec![], ..colleague }, &held(1)).is_ok());
}

#[test]
fn anybody_may_be_made_a_customer() {
    let stranger = Subject { id: user(7), roles: vec![], ..agent() };
    assert!(guard::assign_role(&acting(agent()), &stranger, &held(4)).is_ok());
    let customer = Subject { roles: vec![held(4)], ..stranger };
    assert!(guard::outranks(&acting(agent()), &customer).is_ok());
}

#[test]
fn administrators_manage_each_other_but_never_the_owner() {
    let (actor, other) = (acting(admin()), Subject { id: user(3), ..admin() });
    assert!(guard::outranks(&actor, &other).is_ok());
    assert!(guard::suspend(&actor, &other).is_ok());
    assert!(guard::set_roles(&actor, &other, &[held(1)]).is_ok());
    assert!(guard::outranks(&actor, &owner()).is_err());
    assert!(guard::set_roles(&actor, &owner(), &[]).is_err());
    assert!(guard::membership(&actor, &owner(), &[]).is_err());
    assert!(guard::outranks(&acting(owner()), &owner()).is_ok());
    assert!(guard::suspend(&acting(owner()), &owner()).is_err());
}

#[test]
fn ownership_goes_from_the_owner_to_active_staff() {
    let actor = acting(owner());
    assert!(guard::transfer_ownership(&actor, &agent()).is_ok());
    assert!(guard::transfer_ownership(&actor, &Subject { active: false, ..agent() }).is_err());
    assert!(guard::transfer_ownership(&actor, &person(5, &[4])).is_err(), "a customer");
    assert!(guard::transfer_ownership(&acting(admin()), &agent()).is_err());
    assert!(guard::transfer_ownership(&actor.through(&plugin("tickets")), &agent()).is_err());
}

#[test]
fn a_collaborator_role_takes_no_permission_that_contacts_customers() {
    let actor = acting(admin());
    let policy = desk().policy;
    let mut helper = policy.roles[1].clone();
    helper.grants.clear();
    assert!(guard::role_edit(&actor, Some(&policy.roles[1]), &helper).is_ok());
    helper.grants.push(grant_of("tickets:ticket.reply", Scopes::ALL));
    let denial = guard::role_edit(&actor, None, &Role { id: role_id(50), ..helper }).unwrap_err();
    assert_eq!(
        denial.sentence,
        "“Answer tickets” contacts customers, which the role “Helper” for collaborators can never do."
    );
    let agent_role = &policy.roles[0];
    let turned = Role { collaborator: true, ..agent_role.clone() };
    assert!(guard::role_edit(&actor, Some(agent_role), &turned).is_err());
}

#[test]
fn what_the_owner_alone_may_do_is_put_nowhere() {
    let mut world = desk();
    world.policy.permissions.push(Permission {
        name: name("kernel:desk.delete"),
        title: "Delete the desk".to_owned(),
        description: String::new(),
        scopes: Scopes::ALL,
        flags: Flags { owner_only: true, ..Flags::default() },
    });
    world.who = Who::Person(owner());
    let actor = world.authority();
    assert!(actor.check("kernel:desk.delete", Target::Desk).allowed);
    let grants = [grant_of("kernel:desk.delete", Scopes::ALL)];
    assert!(guard::grantable(&actor, &grants, Place::Everywhere).is_err());
    assert!(guard::token(&actor, &grants).is_err());
    let role = Role { id: role_id(50), grants: grants.to_vec(), ..world.policy.roles[0].clone() };
    assert!(guard::role_edit(&actor, None, &role).is_err());
    let mandate =
        Mandate { plugin: plugin("split"), grants: grants.to_vec(), departments: None, enabled: true };
    assert!(guard::mandate(&actor, None, &mandate).is_err());
}

#[test]
fn a_mandate_is_approved_by_one_who_holds_all_of_it() {
    let asked = Mandate {
        plugin: plugin("sla"),
        grants: vec![
            grant_of("tickets:ticket.read", Scopes::ALL),
            grant_of("sla:clock.read", Scopes::ALL),
            grant_of("calendar:day.read", Scopes::ALL),
        ],
        departments: None,
        enabled: true,
    };
    assert!(guard::mandate(&acting(admin()), None, &asked).is_ok());
    assert!(guard::mandate(&acting(agent()), None, &asked).is_err());
    let off = Mandate { enabled: false, ..asked.clone() };
    assert!(guard::mandate(&acting(agent()), Some(&asked), &off).is_ok(), "switching off gives nothing");
    assert!(guard::mandate(&acting(agent()), Some(&off), &asked).is_err());
    let narrow = Mandate { departments: Some(vec![department(1)]), ..asked.clone() };
    assert!(guard::mandate(&acting(agent()), Some(&asked), &narrow).is_ok());
    assert!(guard::mandate(&acting(agent()), Some(&narrow), &asked).is_err());
}

#[test]
fn a_key_holds_only_what_its_user_could_ever_do() {
    let actor = acting(agent());
    assert!(guard::token(&actor, &[grant_of("tickets:ticket.read", Scopes::ALL)]).is_ok());
    assert!(guard::token(&actor, &[grant_of("kernel:audit.read", Scopes::ALL)]).is_err());
    assert!(guard::token(&actor, &[grant_of("sla:clock.read", Scopes::ALL)]).is_err());
    assert!(guard::token(&World { who: Who::Visitor, ..desk() }.authority(), &[]).is_err());
}

#[test]
fn a_key_or_a_plugin_makes_no_key() {
    let world = desk();
    let narrow =
        vec![grant_of("tickets:ticket.read", Scopes::OWN), grant_of("kernel:token.mint", Scopes::ALL)];
    let key = World { who: Who::Token(agent(), narrow), ..world }.authority();
    let wide = [grant_of("tickets:ticket.read", Scopes::ALL)];
    assert!(guard::token(&key, &wide).is_err());
    assert!(guard::token(&acting(agent()).through(&plugin("split")), &wide).is_err());
    assert!(guard::token(&acting(agent()), &wide).is_ok());
}

#[test]
fn a_loan_is_not_given_away_for_good() {
    let borrowed =
        Subject { roles: vec![HeldRole { until: Some(Timestamp(500)), ..held(3) }], ..person(8, &[]) };
    let actor = acting(borrowed);
    let other = Subject { id: user(7), ..person(7, &[]) };
    assert!(guard::assign_role(&actor, &other, &held(1)).is_err());
    let loan = HeldRole { until: Some(Timestamp(500)), ..held(1) };
    assert!(guard::assign_role(&actor, &other, &loan).is_ok());
}

#[test]
fn built_in_roles_keep_their_meaning() {
    let policy = desk().policy;
    let actor = acting(owner());
    let customer = &policy.roles[3];
    let with = |change: fn(&mut Role)| {
        let mut after = customer.clone();
        change(&mut after);
        guard::role_edit(&actor, Some(customer), &after)
    };
    assert!(with(|role| role.grants.clear()).is_ok());
    assert!(with(|role| role.retired = true).is_err());
    assert!(with(|role| role.audience = Audience::Staff).is_err());
    assert!(with(|role| role.kind = RoleKind::Custom).is_err());
    let admin = &policy.roles[2];
    let mut after = admin.clone();
    after.grants.push(grant_of("tickets:ticket.read", Scopes::ALL));
    assert!(guard::role_edit(&actor, Some(admin), &after).is_err());
}

#[test]
fn who_is_outranked_cannot_give_a_superior_anything() {
    assert!(guard::assign_role(&acting(agent()), &admin(), &held(4)).is_err());
    assert!(guard::assign_role(&acting(admin()), &owner(), &held(4)).is_err());
}

#[test]
fn a_role_is_for_people_of_all_departments() {
    let by_department = Role {
        id: role_id(50),
        grants: vec![grant_of("tickets:ticket.read", Scopes::DEPARTMENT)],
        ..desk().policy.roles[0].clone()
    };
    assert!(
        guard::role_edit(&acting(agent()), None, &by_department).is_err(),
        "he holds it in one department"
    );
    assert!(guard::role_edit(&acting(admin()), None, &by_department).is_ok());
}

#[test]
fn making_a_customer_staff_needs_what_the_customer_will_then_reach() {
    let customer = person(5, &[4]);
    assert!(guard::assign_role(&acting(agent()), &customer, &held(1)).is_err());
    assert!(guard::assign_role(&acting(admin()), &customer, &held(1)).is_ok());
}

#[test]
fn who_is_staff_for_a_while_makes_nobody_staff_for_good() {
    let mut world = desk();
    let plain = |n, slug: &str, audience, grants| Role {
        id: role_id(n),
        name: slug.to_owned(),
        audience,
        grants,
        ..world.policy.roles[0].clone()
    };
    let everything = vec![grant_of("tickets:ticket.read", Scopes::ALL)];
    let roles =
        [plain(20, "reader", Audience::Everyone, everything), plain(21, "badge", Audience::Staff, vec![])];
    world.policy.roles.extend(roles);
    let badge = HeldRole { until: Some(Timestamp(500)), ..held(21) };
    world.who = Who::Person(Subject { roles: vec![held(20), badge], ..person(8, &[]) });
    let actor = world.authority();

    let nobody = person(7, &[]);
    let staff = person(7, &[21]);
    assert!(guard::assign_role(&actor, &nobody, &held(20)).is_ok(), "as a customer");
    assert!(guard::assign_role(&actor, &staff, &held(20)).is_err(), "internal records, for good");
    let loan = HeldRole { until: Some(Timestamp(500)), ..held(20) };
    assert!(guard::assign_role(&actor, &staff, &loan).is_err(), "who is staff for good outranks him");
    let as_long = Subject { roles: vec![badge], ..nobody.clone() };
    assert!(guard::assign_role(&actor, &as_long, &loan).is_ok());
    assert!(guard::assign_role(&actor, &nobody, &held(21)).is_err(), "a badge for good");
    assert!(guard::assign_role(&actor, &nobody, &badge).is_ok());
    assert!(guard::set_roles(&actor, &nobody, &[held(21), held(20)]).is_err(), "both at once");
}

#[test]
fn a_key_does_not_take_over_its_own_user() {
    let narrow = vec![grant_of("kernel:password.reset", Scopes::ALL)];
    for person in [agent(), admin(), owner()] {
        let key = World { who: Who::Token(person.clone(), narrow.clone()), ..desk() }.authority();
        assert!(guard::outranks(&key, &person).is_err(), "{person:?}");
        assert!(guard::outranks(&acting(person.clone()), &person).is_ok());
        assert!(guard::outranks(&acting(person.clone()).through(&plugin("split")), &person).is_err());
    }
}

#[test]
fn what_waits_for_its_plugin_is_given_by_those_who_wait_for_it_too() {
    let mut world = desk();
    let waiting = grant_of("gone:thing.do", Scopes::ALL);
    let role = world.policy.roles.iter_mut().find(|role| role.id == role_id(1)).expect("the agent's role");
    role.grants.push(waiting);
    world.who = Who::Person(agent());
    let holder = world.authority();
    world.who = Who::Person(admin());
    let admin = world.authority();
    let all: Vec<Grant> =
        world.policy.permissions.iter().map(|known| grant_of(known.name.as_str(), known.scopes)).collect();
    let declared = Role {
        id: role_id(60),
        name: "declared".into(),
        grants: all,
        kind: RoleKind::Custom,
        ..world.policy.roles[2].clone()
    };
    world.policy.roles.push(declared);
    world.who = Who::Person(Subject { roles: vec![held(60)], ..person(5, &[1, 2, 3]) });
    let everything_declared = world.authority();
    let new = person(8, &[]);
    assert!(guard::assign_role(&holder, &new, &held(1)).is_ok());
    assert!(guard::assign_role(&admin, &new, &held(1)).is_ok());
    assert!(guard::assign_role(&everything_declared, &new, &held(1)).is_err());
    assert!(guard::outranks(&everything_declared, &agent()).is_err());
}

#[test]
fn what_waits_is_given_by_the_same_names_only_for_its_plugin_may_come_back_with_fewer_scopes() {
    let mut world = desk();
    let mut role = |n: u128, scopes: Scopes| {
        let grants = vec![grant_of("gone:thing.do", scopes)];
        let name = format!("waiting-{n}");
        let like = world.policy.roles.iter().find(|role| role.id == role_id(1)).expect("the agent's role");
        let role = Role { id: role_id(n), name, grants, kind: RoleKind::Custom, ..like.clone() };
        world.policy.roles.push(role);
    };
    role(60, Scopes::ALL);
    role(61, Scopes::DEPARTMENT);
    role(62, Scopes::ALL | Scopes::DEPARTMENT);
    // The new colleague is in the first department.
    let mut gives = |mine: u128, departments: Vec<DepartmentId>, theirs: u128| {
        world.who = Who::Person(Subject { departments, ..person(5, &[mine]) });
        guard::assign_role(&world.authority(), &person(8, &[]), &held(theirs)).is_ok()
    };
    assert!(gives(60, vec![], 60));
    assert!(!gives(60, vec![department(1)], 61), "`all` may be no scope of it any more");
    assert!(gives(61, vec![department(1)], 61));
    assert!(!gives(62, vec![], 61), "he is not in that department himself");
    assert!(gives(62, vec![department(1), department(2)], 61));
}

#[test]
fn whoever_holds_all_that_there_is_today_is_no_administrator() {
    let mut world = desk();
    let all: Vec<Grant> =
        world.policy.permissions.iter().map(|known| grant_of(known.name.as_str(), known.scopes)).collect();
    let template = world.policy.roles[0].clone();
    world.policy.roles.push(Role {
        id: role_id(60),
        name: "all".into(),
        grants: all,
        kind: RoleKind::Custom,
        ..template
    });
    world.who = Who::Person(Subject { roles: vec![held(60)], ..person(5, &[1, 2, 3]) });
    let actor = world.authority();
    let administrator = admin().roles[0];
    assert!(guard::assign_role(&actor, &person(8, &[]), &administrator).is_err());
    assert!(guard::outranks(&actor, &admin()).is_err());
}

#[test]
fn a_plugin_s_code_is_replaced_by_those_who_hold_what_it_holds() {
    let own = [name("tickets:ticket.read"), name("gone:thing.do")];
    assert!(guard::replace_plugin(&acting(admin()), &own).is_ok());
    assert!(guard::replace_plugin(&acting(agent()), &own).is_err());
    assert!(guard::replace_plugin(&acting(agent()), &[]).is_ok());
}
