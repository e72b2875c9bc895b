//! Looking people up, a page at a time, and what can be given.

use ombud_access::{Scopes, UserId};
use ombud_identity::person::search::{self, Filter, Found};
use ombud_identity::{assignment, membership, person, role};

use crate::desk::{Desk, denied};

/// All pages of a list, one after the other.
fn all(desk: &Desk, by: UserId, filter: &Filter, limit: usize) -> Vec<String> {
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let mut uow = desk.store.begin();
        let authority = desk.authority(&mut uow, by);
        let Found { people, next } = search::list(&mut uow, &authority, filter, after, limit).unwrap();
        assert!(people.len() <= limit);
        names.extend(people.into_iter().map(|person| person.name));
        match next {
            Some(next) => after = Some(next),
            None => return names,
        }
    }
}

#[tokio::test]
async fn staff_comes_by_name_and_others_the_newest_first() {
    let mut desk = Desk::new().await;
    for (name, role) in
        [("Zoe", "agent"), ("ana", "supervisor"), ("Kim", "customer"), ("Lee", "customer"), ("Bo", "agent")]
    {
        // Ids order by the millisecond, and the owner's is made just before.
        desk.wait(1);
        desk.hire(name, role).await;
    }
    let staff = Filter { staff: Some(true), ..Filter::default() };
    let customers = Filter { staff: Some(false), ..Filter::default() };
    for limit in [1, 2, 50] {
        assert_eq!(all(&desk, desk.owner, &staff, limit), ["ana", "Bo", "Olga", "Zoe"]);
        assert_eq!(all(&desk, desk.owner, &customers, limit), ["Lee", "Kim"]);
        let everybody = all(&desk, desk.owner, &Filter::default(), limit);
        assert_eq!(everybody, ["Bo", "Lee", "Kim", "ana", "Zoe", "Olga"]);
    }
}

#[tokio::test]
async fn each_thing_that_is_said_must_hold() {
    let desk = Desk::new().await;
    let (ana, bo) = (desk.hire("Ana", "agent").await, desk.hire("Bo", "supervisor").await);
    let sales = desk.department("Sales").await;
    desk.by(desk.owner, |uow, by| membership::set(uow, by, ana, &[sales])).await.unwrap();
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, bo, false)).await.unwrap();
    let check = |filter: Filter, want: &[&str]| assert_eq!(all(&desk, desk.owner, &filter, 9), want);
    check(Filter { department: Some(sales), ..Filter::default() }, &["Ana"]);
    check(Filter { role: Some(desk.role("supervisor")), ..Filter::default() }, &["Bo"]);
    check(Filter { active: Some(false), ..Filter::default() }, &["Bo"]);
    check(Filter { text: Some("OLG".into()), ..Filter::default() }, &["Olga"]);
    check(
        Filter { text: Some("a".into()), active: Some(true), staff: Some(true), ..Filter::default() },
        &["Ana", "Olga"],
    );
    check(Filter { text: Some("bo@example".into()), ..Filter::default() }, &["Bo"]);
}

#[tokio::test]
async fn an_address_that_may_not_be_seen_is_not_found_either() {
    let desk = Desk::new().await;
    let cole = desk.hire("Cole", "collaborator").await;
    desk.hire("Ana", "agent").await;
    let by_address = Filter { text: Some("ana@".into()), ..Filter::default() };
    assert_eq!(all(&desk, desk.owner, &by_address, 9), ["Ana"]);
    assert!(all(&desk, cole, &by_address, 9).is_empty());
    let shown = desk.by(cole, |uow, by| search::list(uow, by, &Filter::default(), None, 9)).await.unwrap();
    assert!(shown.people.iter().all(|person| person.email.is_none()));
    let kim = desk.hire("Kim", "customer").await;
    denied(desk.by(kim, |uow, by| search::list(uow, by, &Filter::default(), None, 9)).await);
}

#[tokio::test]
async fn departments_are_set_to_exactly_these() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let (sales, support) = (desk.department("Sales").await, desk.department("Support").await);
    let set = |wanted: Vec<_>| desk.by(desk.owner, move |uow, by| membership::set(uow, by, ana, &wanted));
    assert_eq!(set(vec![sales, support]).await.unwrap().departments.len(), 2);
    assert_eq!(set(vec![support]).await.unwrap().departments, [support]);
    assert_eq!(set(vec![support]).await.unwrap().departments, [support]);
    denied(desk.by(ana, |uow, by| membership::set(uow, by, ana, &[sales])).await);
    assert_eq!(desk.by(ana, |uow, by| membership::count(uow, by, support)).await.unwrap(), 1);
}

#[tokio::test]
async fn what_can_be_given_is_what_a_role_may_be_made_of() {
    let desk = Desk::new().await;
    let lead = desk.hire("Lea", "supervisor").await;
    let policy = desk.identity.snapshot();
    let mut uow = desk.store.begin();
    let (owner, lea) = (desk.authority(&mut uow, desk.owner), desk.authority(&mut uow, lead));
    let known = |name: &str| policy.declared(name).unwrap().clone();
    assert_eq!(role::givable(&owner, &known("kernel:role.edit")), Scopes::ALL);
    assert_eq!(role::givable(&owner, &known("kernel:department.edit")), Scopes::ALL | Scopes::DEPARTMENT);
    assert_eq!(
        role::givable(&owner, &known("kernel:billing.manage")),
        Scopes::NONE,
        "it stays with the owner"
    );
    assert_eq!(role::givable(&lea, &known("kernel:role.read")), Scopes::ALL);
    assert_eq!(role::givable(&lea, &known("kernel:role.edit")), Scopes::NONE);
    assert!(desk.look(|uow| assignment::holders(uow, &owner, desk.role("supervisor"))).contains(&lead));
}
