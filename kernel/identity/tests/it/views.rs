use ombud_access::{Audience, Denial, Envelope, RecordId, Scopes, SessionId, Target, UserId};
use ombud_identity::audit::search::{Filter, Order, list};
use ombud_identity::{Principal, RoleChange, person, role, session, token};

use crate::desk::{Desk, PASSWORD, denied, grant, invalid};

/// The owner signs in and looks as this person.
async fn look(desk: &Desk, whom: UserId) -> (String, SessionId) {
    let signed = desk.sign_in("olga@example.org", PASSWORD).await.unwrap();
    let id = signed.session.id;
    desk.by(desk.owner, |uow, by| session::look_as(uow, by, id, whom)).await.unwrap();
    (signed.token.as_str().to_owned(), id)
}

#[tokio::test]
async fn who_looks_as_somebody_else_sees_what_they_see_and_changes_nothing() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let (secret, id) = look(&desk, ana).await;
    let known = desk.identity.authenticate(&secret, desk.now).unwrap().unwrap();
    assert_eq!((known.user, known.principal), (desk.owner, Principal::View { by: desk.owner, of: ana }));
    let mut uow = desk.store.begin();
    let seen = desk.identity.authority(&mut uow, &known.principal, desk.now).unwrap().unwrap();
    assert_eq!((seen.user(), seen.viewer()), (Some(ana), Some(desk.owner)));
    assert!(seen.check("kernel:email.read", Target::Desk).allowed);
    assert!(!seen.check("kernel:audit.read", Target::Desk).allowed);
    let record = Envelope {
        collection: "tickets:tickets".into(),
        id: RecordId::parse("7").unwrap(),
        version: 1,
        department: None,
        assignee: None,
        requester: None,
        participants: vec![],
        audience: Audience::Everyone,
        parent: None,
        created: desk.now,
        updated: desk.now,
    };
    let any = ["kernel:person.read"];
    drop(seen.permit_read(&any, &record).unwrap());
    let refused = |denial: Denial| assert!(denial.sentence.contains("as somebody else"), "{denial}");
    refused(seen.permit_create(&any, &record).unwrap_err());
    refused(seen.permit_delete(&any, &record).unwrap_err());
    denied(token::mint(&mut uow, &seen, "mine", vec![grant("kernel:person.read", Scopes::ALL)], None));
    drop(uow);

    let mut uow = desk.store.begin();
    session::look_as_oneself(&mut uow, desk.owner, id, desk.now, None).unwrap();
    desk.commit(uow).await.unwrap();
    let known = desk.identity.authenticate(&secret, desk.now).unwrap().unwrap();
    assert_eq!(known.principal, Principal::User(desk.owner));
    let entries = desk
        .by(desk.owner, |uow, by| list(uow, by, &Filter::default(), Order::NewestFirst, None, 9))
        .await
        .unwrap();
    let actions: Vec<_> = entries.entries.iter().map(|found| found.entry.action.as_str()).collect();
    assert!(actions.contains(&"person.view-as") && actions.contains(&"person.view-as-end"), "{actions:?}");
}

#[tokio::test]
async fn nobody_looks_as_somebody_with_more_rights_or_without_the_permission_or_as_himself() {
    let desk = Desk::new().await;
    let (adam, ana) = (desk.hire("Adam", "administrator").await, desk.hire("Ana", "agent").await);
    let adams = desk.sign_in("adam@example.org", PASSWORD).await.unwrap().session.id;
    let anas = desk.sign_in("ana@example.org", PASSWORD).await.unwrap().session.id;
    denied(desk.by(adam, |uow, by| session::look_as(uow, by, adams, desk.owner)).await);
    denied(desk.by(ana, |uow, by| session::look_as(uow, by, anas, adam)).await);
    invalid(desk.by(adam, |uow, by| session::look_as(uow, by, adams, adam)).await);
    desk.by(adam, |uow, by| session::look_as(uow, by, anas, ana)).await.unwrap_err();
    desk.by(adam, |uow, by| session::look_as(uow, by, adams, ana)).await.unwrap();
}

#[tokio::test]
async fn a_look_ends_with_the_right_to_it_or_with_the_person_s_rise() {
    let desk = Desk::new().await;
    let (adam, ana) = (desk.hire("Adam", "administrator").await, desk.hire("Ana", "agent").await);
    let mut uow = desk.store.begin();
    let view = Principal::View { by: adam, of: ana };
    let as_whom = |uow: &mut _| desk.identity.authority(uow, &view, desk.now).unwrap().unwrap().user();
    assert_eq!(as_whom(&mut uow), Some(ana));
    let agent = desk.role("agent");
    let owners = vec![grant("kernel:person.view-as", Scopes::ALL)];
    desk.by(desk.owner, |uow, by| {
        role::update(uow, by, agent, RoleChange { grants: Some(owners), ..RoleChange::default() })
    })
    .await
    .unwrap();
    let by_ana = Principal::View { by: ana, of: adam };
    let mut uow = desk.store.begin();
    let seen = desk.identity.authority(&mut uow, &by_ana, desk.now).unwrap().unwrap();
    assert_eq!((seen.user(), seen.viewer()), (Some(ana), Some(ana)), "as herself, and read-only");
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, adam, false)).await.unwrap();
    assert!(desk.identity.authority(&mut desk.store.begin(), &view, desk.now).unwrap().is_none());
}
