use ombud_access::{Id, UserId};
use ombud_identity::{IdentityError, NewPerson, PersonChange, department, membership, person};

use crate::desk::{Desk, conflict, denied, invalid};

fn id(n: u8) -> UserId {
    UserId(Id::new(ombud_access::Timestamp(1), [n; 10]))
}

#[tokio::test]
async fn two_people_cannot_share_an_address() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let boris = desk.hire("Boris", "agent").await;
    let take = |email: &str| PersonChange { email: Some(email.into()), ..PersonChange::default() };
    conflict(desk.by(desk.owner, |uow, by| person::update(uow, by, boris, take("ANA@example.org"))).await);
    desk.by(desk.owner, |uow, by| person::update(uow, by, ana, take("ana.b@example.org"))).await.unwrap();
    desk.by(desk.owner, |uow, by| person::update(uow, by, boris, take("ana@example.org"))).await.unwrap();
    assert_eq!(desk.look(|uow| person::by_email(uow, "Ana@Example.org")).unwrap().id, boris);
    assert!(desk.look(|uow| person::by_email(uow, "boris@example.org")).is_none());
    invalid(desk.by(desk.owner, |uow, by| person::update(uow, by, ana, take("nonsense"))).await);
}

#[tokio::test]
async fn two_at_once_cannot_take_one_address_either() {
    let desk = Desk::new().await;
    let mut units = Vec::new();
    for _ in 0..2 {
        let mut uow = desk.store.begin();
        let authority = desk.authority(&mut uow, desk.owner);
        let new = NewPerson {
            name: "Ana".into(),
            email: "ana@example.org".into(),
            roles: vec![desk.held("agent")],
            ..NewPerson::default()
        };
        person::create(&mut uow, &authority, new).unwrap();
        units.push(uow);
    }
    let second = units.pop().unwrap();
    desk.commit(units.pop().unwrap()).await.unwrap();
    assert!(desk.commit(second).await.is_err());
}

#[tokio::test]
async fn a_person_is_added_with_a_role_and_departments_by_who_may() {
    let desk = Desk::new().await;
    let sales = desk.department("Sales").await;
    let new = |roles| NewPerson {
        name: " Ana  Petrova ".into(),
        email: "Ana@example.org".into(),
        alias: Some("Annie".into()),
        language: Some("bg".into()),
        roles,
        departments: vec![sales],
    };
    invalid(desk.by(desk.owner, |uow, by| person::create(uow, by, new(vec![]))).await);
    let agent = vec![desk.held("agent")];
    let ana = desk.by(desk.owner, |uow, by| person::create(uow, by, new(agent.clone()))).await.unwrap();
    assert_eq!((ana.name.as_str(), ana.email.as_deref()), ("Ana Petrova", Some("ana@example.org")));
    assert_eq!((ana.departments.as_slice(), ana.roles.as_slice()), ([sales].as_slice(), agent.as_slice()));
    denied(desk.by(ana.id, |uow, by| person::create(uow, by, new(agent))).await);
}

#[tokio::test]
async fn people_choose_their_own_alias_and_language_but_not_their_name() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let boris = desk.hire("Boris", "agent").await;
    let own = || PersonChange {
        alias: Some("Annie".into()),
        language: Some("bg".into()),
        ..PersonChange::default()
    };
    let changed = desk.by(ana, |uow, by| person::update(uow, by, ana, own())).await.unwrap();
    assert_eq!((changed.alias.as_deref(), changed.language.as_deref()), (Some("Annie"), Some("bg")));
    denied(desk.by(boris, |uow, by| person::update(uow, by, ana, own())).await);
    let name = PersonChange { name: Some("The Boss".into()), ..PersonChange::default() };
    denied(desk.by(ana, |uow, by| person::update(uow, by, ana, name)).await);
    let none = PersonChange { alias: Some(" ".into()), ..PersonChange::default() };
    assert_eq!(desk.by(ana, |uow, by| person::update(uow, by, ana, none)).await.unwrap().alias, None);
}

#[tokio::test]
async fn a_customer_is_found_or_made_and_never_changed() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let carl = desk
        .by(ana, |uow, by| person::ensure_customer(uow, by, id(1), "Carl@Example.org", "Carl"))
        .await
        .unwrap();
    assert_eq!(carl.roles, [desk.held("customer")]);
    assert!(!desk.identity.is_staff(&carl, desk.now));
    let again = desk
        .by(ana, |uow, by| person::ensure_customer(uow, by, id(2), "carl@example.org", "Mallory"))
        .await
        .unwrap();
    assert_eq!(again, carl);
    let staff = desk
        .by(ana, |uow, by| person::ensure_customer(uow, by, id(3), "olga@example.org", "Mallory"))
        .await
        .unwrap();
    assert_eq!((staff.id, staff.name.as_str()), (desk.owner, "Olga"));
    let nameless = desk
        .by(ana, |uow, by| person::ensure_customer(uow, by, id(4), "no.name@example.org", " "))
        .await
        .unwrap();
    assert_eq!(nameless.name, "no.name");
    invalid(desk.by(ana, |uow, by| person::ensure_customer(uow, by, id(5), "nonsense", "X")).await);
    denied(desk.by(carl.id, |uow, by| person::ensure_customer(uow, by, id(6), "x@example.org", "X")).await);
}

#[tokio::test]
async fn colleagues_are_active_staff_by_name() {
    let desk = Desk::new().await;
    let sales = desk.department("Sales").await;
    let (zoe, ana) = (desk.hire("zoe", "agent").await, desk.hire("Ana", "supervisor").await);
    let gone = desk.hire("Gone", "agent").await;
    let carl = desk.hire("Carl", "customer").await;
    for person in [zoe, gone, carl] {
        desk.by(desk.owner, |uow, by| membership::add(uow, by, person, sales)).await.unwrap();
    }
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, gone, false)).await.unwrap();
    let names = |department| {
        let people = desk.look(|uow| desk.identity.colleagues(uow, department, desk.now));
        people.into_iter().map(|person| person.id).collect::<Vec<_>>()
    };
    assert_eq!(names(None), [ana, desk.owner, zoe]);
    assert_eq!(names(Some(sales)), [zoe]);
    desk.by(desk.owner, |uow, by| membership::remove(uow, by, zoe, sales)).await.unwrap();
    assert!(names(Some(sales)).is_empty());
}

#[tokio::test]
async fn department_names_are_unique_and_listed_in_order() {
    let desk = Desk::new().await;
    let support = desk.department("Support").await;
    let billing = desk.department("billing").await;
    conflict(desk.by(desk.owner, |uow, by| department::create(uow, by, "SUPPORT")).await);
    conflict(desk.by(desk.owner, |uow, by| department::rename(uow, by, billing, "support")).await);
    desk.by(desk.owner, |uow, by| department::rename(uow, by, support, "Archive")).await.unwrap();
    desk.by(desk.owner, |uow, by| department::rename(uow, by, billing, "Billing")).await.unwrap();
    let names: Vec<_> = desk.look(department::list).into_iter().map(|department| department.name).collect();
    assert_eq!(names, ["Archive", "Billing"]);
    assert!(desk.look(|uow| department::by_name(uow, "support")).is_none());
    let ana = desk.hire("Ana", "agent").await;
    denied(desk.by(ana, |uow, by| department::create(uow, by, "Mine")).await);
}

#[tokio::test]
async fn the_list_of_people_has_pages_and_hides_addresses_from_who_may_not_see_them() {
    let desk = Desk::new().await;
    let reader = desk.hire("Rea", "read-only").await;
    let customer = desk.hire("Carl", "customer").await;
    let page = desk.by(reader, |uow, by| person::list(uow, by, None, 2)).await.unwrap();
    assert_eq!(page.len(), 2);
    assert!(page.iter().all(|person| person.email.is_none()));
    let rest = desk.by(reader, |uow, by| person::list(uow, by, Some(page[1].id), 2)).await.unwrap();
    assert_eq!(rest.len(), 1);
    let all = desk.by(desk.owner, |uow, by| person::list(uow, by, None, 10)).await.unwrap();
    assert!(all.iter().all(|person| person.email.is_some()));
    denied(desk.by(customer, |uow, by| person::list(uow, by, None, 2)).await);
}

#[tokio::test]
async fn who_is_not_there_is_said_to_be_not_there() {
    let desk = Desk::new().await;
    let nobody = id(9);
    let answer = desk.by(desk.owner, |uow, by| person::set_active(uow, by, nobody, false)).await;
    let Err(IdentityError::NotFound(text)) = answer else { panic!("{answer:?}") };
    assert_eq!(text.to_string(), format!("there is no person `{nobody}`"));
}
