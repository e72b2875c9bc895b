use ombud_access::{Audience, HeldRole, Place, Scopes, Target};
use ombud_identity::{NewPerson, NewRole, RoleChange, assignment, membership, person, role};

use crate::desk::{DAY, Desk, conflict, denied, grant, invalid};

fn new_role(name: &str, grants: Vec<ombud_access::Grant>) -> NewRole {
    NewRole {
        name: name.into(),
        title: name.into(),
        description: String::new(),
        audience: Audience::Staff,
        collaborator: false,
        grants,
    }
}

/// A role whose holders may edit and give roles but not see the audit.
async fn helper(desk: &Desk) -> ombud_access::UserId {
    let grants = ["role.edit", "role.assign", "role.read", "person.read", "person.create", "password.reset"]
        .map(|verb| grant(&format!("kernel:{verb}"), Scopes::ALL));
    desk.by(desk.owner, |uow, by| role::create(uow, by, new_role("helper", grants.to_vec()))).await.unwrap();
    desk.hire("Hana", "helper").await
}

#[tokio::test]
async fn nobody_gives_what_he_does_not_hold() {
    let desk = Desk::new().await;
    let hana = helper(&desk).await;
    let ana = desk.hire("Ana", "read-only").await;
    let audit = vec![grant("kernel:audit.read", Scopes::ALL)];

    denied(desk.by(hana, |uow, by| role::create(uow, by, new_role("spy", audit.clone()))).await);
    let helper = desk.role("helper");
    let change = RoleChange { grants: Some(audit), ..RoleChange::default() };
    denied(desk.by(hana, |uow, by| role::update(uow, by, helper, change)).await);
    let administrator = vec![desk.held("administrator")];
    denied(desk.by(hana, |uow, by| assignment::set(uow, by, ana, administrator.clone())).await);
    denied(desk.by(hana, |uow, by| assignment::set(uow, by, hana, administrator.clone())).await);
    let new = NewPerson {
        name: "Puppet".into(),
        email: "puppet@example.org".into(),
        roles: administrator,
        ..NewPerson::default()
    };
    denied(desk.by(hana, |uow, by| person::create(uow, by, new)).await);
    assert!(desk.look(|uow| person::by_email(uow, "puppet@example.org")).is_none(), "half a change was kept");

    let reader = vec![grant("kernel:person.read", Scopes::ALL)];
    let made = desk.by(hana, |uow, by| role::create(uow, by, new_role("reader", reader))).await.unwrap();
    let held = vec![HeldRole { role: made.id, place: Place::Everywhere, until: None }];
    desk.by(hana, |uow, by| assignment::set(uow, by, ana, held)).await.unwrap();
}

#[tokio::test]
async fn nobody_manages_who_has_more_rights() {
    let desk = Desk::new().await;
    let hana = helper(&desk).await;
    let adam = desk.hire("Adam", "administrator").await;
    denied(desk.by(hana, |uow, by| desk.identity.reset_password(uow, by, adam, "hana was here")).await);
    let lower = vec![desk.held("read-only")];
    denied(desk.by(hana, |uow, by| assignment::set(uow, by, adam, lower)).await);
}

#[tokio::test]
async fn an_owner_only_permission_fits_in_no_role() {
    let desk = Desk::new().await;
    let billing = vec![grant("kernel:billing.manage", Scopes::ALL)];
    denied(desk.by(desk.owner, |uow, by| role::create(uow, by, new_role("clerk", billing))).await);
}

#[tokio::test]
async fn a_role_edit_changes_the_next_decision_and_conflicts_with_a_call_in_flight() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let before = desk.identity.snapshot().epoch();

    let mut in_flight = desk.store.begin();
    let authority = desk.authority(&mut in_flight, ana);
    assert!(authority.check("kernel:person.read", Target::Desk).allowed);
    person::ensure_customer(
        &mut in_flight,
        &authority,
        ombud_access::UserId(ombud_access::Id::new(desk.now, [7; 10])),
        "carl@example.org",
        "Carl",
    )
    .unwrap();

    let agent = desk.role("agent");
    let nothing = RoleChange { grants: Some(vec![]), ..RoleChange::default() };
    desk.by(desk.owner, |uow, by| role::update(uow, by, agent, nothing)).await.unwrap();
    assert!(desk.commit(in_flight).await.is_err(), "a call kept what it may not do any more");

    let mut next = desk.store.begin();
    let authority = desk.authority(&mut next, ana);
    assert!(!authority.check("kernel:person.read", Target::Desk).allowed);
    assert!(desk.identity.snapshot().epoch() > before);
}

#[tokio::test]
async fn a_unit_sees_the_policy_that_it_changed_itself_and_others_do_not() {
    let desk = Desk::new().await;
    let mut uow = desk.store.begin();
    let authority = desk.authority(&mut uow, desk.owner);
    role::create(&mut uow, &authority, new_role("draft", vec![])).unwrap();
    assert!(desk.identity.policy_in(&mut uow).unwrap().role_named("draft").is_some());
    assert!(desk.look(|other| desk.identity.policy_in(other)).role_named("draft").is_none());
    assert!(desk.identity.snapshot().role_named("draft").is_none());
    desk.commit(uow).await.unwrap();
    assert!(desk.look(|other| desk.identity.policy_in(other)).role_named("draft").is_some());
}

#[tokio::test]
async fn a_person_has_at_least_one_role_that_can_be_held() {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let set = async |roles: Vec<HeldRole>| {
        desk.by(desk.owner, |uow, by| assignment::set(uow, by, ana, roles)).await
    };
    invalid(set(vec![]).await);
    conflict(set(vec![desk.held("owner")]).await);
    invalid(set(vec![desk.held("visitor")]).await);
    invalid(set(vec![HeldRole { until: Some(desk.now), ..desk.held("agent") }]).await);
    let until = Some(desk.now.plus(DAY));
    set(vec![desk.held("agent"), HeldRole { until, ..desk.held("supervisor") }]).await.unwrap();

    let may_explain = |desk: &Desk| {
        let mut uow = desk.store.begin();
        desk.authority(&mut uow, ana).check("kernel:access.explain", Target::Desk).allowed
    };
    assert!(may_explain(&desk));
    desk.wait(DAY);
    assert!(!may_explain(&desk), "a role held until yesterday still counts");
}

#[tokio::test]
async fn roles_are_retired_when_nobody_holds_them_and_built_in_ones_never() {
    let desk = Desk::new().await;
    let owner = desk.owner;
    let made = desk.by(owner, |uow, by| role::create(uow, by, new_role("temp", vec![]))).await.unwrap();
    conflict(desk.by(owner, |uow, by| role::create(uow, by, new_role("temp", vec![]))).await);
    let ana = desk.hire("Ana", "temp").await;
    conflict(desk.by(owner, |uow, by| role::set_retired(uow, by, made.id, true)).await);
    let agent = vec![desk.held("agent")];
    desk.by(owner, |uow, by| assignment::set(uow, by, ana, agent)).await.unwrap();
    desk.by(owner, |uow, by| role::set_retired(uow, by, made.id, true)).await.unwrap();
    let retired = vec![desk.held("temp")];
    conflict(desk.by(owner, |uow, by| assignment::set(uow, by, ana, retired)).await);
    let customer = desk.role("customer");
    conflict(desk.by(owner, |uow, by| role::set_retired(uow, by, customer, true)).await);
    let rename = RoleChange { name: Some("client".into()), ..RoleChange::default() };
    assert!(desk.by(owner, |uow, by| role::update(uow, by, customer, rename)).await.is_err());
    let administrator = desk.role("administrator");
    let nothing = RoleChange { grants: Some(vec![]), ..RoleChange::default() };
    conflict(desk.by(owner, |uow, by| role::update(uow, by, administrator, nothing)).await);
}

#[tokio::test]
async fn the_ready_made_roles_are_there_from_the_start_and_can_be_renamed_if_ordinary() {
    let desk = Desk::new().await;
    let roles = desk.by(desk.owner, |uow, by| role::list(uow, by)).await.unwrap();
    let names: Vec<_> = roles.iter().map(|role| role.name.as_str()).collect();
    let expected =
        ["administrator", "agent", "collaborator", "customer", "owner", "read-only", "supervisor", "visitor"];
    assert_eq!(names, expected);
    let supervisor = desk.role("supervisor");
    let rename = RoleChange { name: Some("team-lead".into()), ..RoleChange::default() };
    desk.by(desk.owner, |uow, by| role::update(uow, by, supervisor, rename)).await.unwrap();
    assert_eq!(desk.role("team-lead"), supervisor);
    assert!(desk.look(|uow| role::by_name(uow, "supervisor")).is_none());
}

#[tokio::test]
async fn who_leads_one_department_decides_there_and_nowhere_else() {
    let desk = Desk::new().await;
    let (sales, support) = (desk.department("Sales").await, desk.department("Support").await);
    let grants = ["role.assign", "membership.edit", "department.edit"]
        .map(|verb| grant(&format!("kernel:{verb}"), Scopes::ALL));
    let lead = desk
        .by(desk.owner, |uow, by| role::create(uow, by, new_role("lead", grants.to_vec())))
        .await
        .unwrap();
    let lena = desk.hire("Lena", "read-only").await;
    let ana = desk.hire("Ana", "customer").await;
    let in_sales = HeldRole { role: lead.id, place: Place::In(sales), until: None };
    let both = vec![desk.held("read-only"), in_sales];
    desk.by(desk.owner, |uow, by| assignment::set(uow, by, lena, both)).await.unwrap();

    desk.by(lena, |uow, by| membership::add(uow, by, ana, sales)).await.unwrap();
    denied(desk.by(lena, |uow, by| membership::add(uow, by, ana, support)).await);
    let everywhere = vec![desk.held("customer"), HeldRole { place: Place::Everywhere, ..in_sales }];
    denied(desk.by(lena, |uow, by| assignment::set(uow, by, ana, everywhere)).await);
    desk.by(lena, |uow, by| assignment::set(uow, by, lena, vec![desk.held("read-only"), in_sales]))
        .await
        .unwrap();
}
