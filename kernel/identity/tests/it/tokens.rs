use ombud_access::{Scopes, Target};
use ombud_identity::{
    IdentityError, PersonChange, Principal, RoleChange, assignment, person, role, session, token,
};

use crate::desk::{DAY, Desk, PASSWORD, conflict, denied, grant, invalid};

#[tokio::test]
async fn a_token_acts_with_the_part_of_the_rights_that_it_was_given() {
    let desk = Desk::new().await;
    let adam = desk.hire("Adam", "administrator").await;
    let grants = vec![grant("kernel:person.read", Scopes::ALL)];
    let (secret, minted) =
        desk.by(adam, |uow, by| token::mint(uow, by, "report", grants, None)).await.unwrap();
    assert!(secret.starts_with("omb_"));
    let known = desk.identity.authenticate(&secret, desk.now).unwrap().unwrap();
    assert_eq!((known.user, known.principal), (adam, Principal::Token(minted.id)));
    let authority = desk.look(|uow| desk.identity.authority(uow, &known.principal, desk.now)).unwrap();
    assert!(authority.check("kernel:person.read", Target::Desk).allowed);
    assert!(!authority.check("kernel:person.edit", Target::Desk).allowed, "more than it was given");
}

#[tokio::test]
async fn a_token_never_has_more_than_its_person_has_now() {
    let desk = Desk::new().await;
    let adam = desk.hire("Adam", "administrator").await;
    let grants = vec![grant("kernel:audit.read", Scopes::ALL)];
    let (secret, _) = desk.by(adam, |uow, by| token::mint(uow, by, "audit", grants, None)).await.unwrap();
    let may = |desk: &Desk| {
        let principal = desk.identity.authenticate(&secret, desk.now).unwrap()?.principal;
        let authority = desk.look(|uow| desk.identity.authority(uow, &principal, desk.now))?;
        Some(authority.check("kernel:audit.read", Target::Desk).allowed)
    };
    assert_eq!(may(&desk), Some(true));
    let roles = vec![desk.held("agent")];
    desk.by(desk.owner, |uow, by| assignment::set(uow, by, adam, roles)).await.unwrap();
    assert_eq!(may(&desk), Some(false));
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, adam, false)).await.unwrap();
    assert_eq!(may(&desk), None);
}

#[tokio::test]
async fn nobody_mints_a_token_with_what_he_does_not_hold() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let read = || vec![grant("kernel:person.read", Scopes::ALL)];
    denied(desk.by(ana, |uow, by| token::mint(uow, by, "mine", read(), None)).await);

    let agent = desk.look(|uow| role::by_name(uow, "agent")).unwrap();
    let mut grants = agent.grants.clone();
    grants.push(grant("kernel:token.mint", Scopes::ALL));
    let change = RoleChange { grants: Some(grants), ..RoleChange::default() };
    desk.by(desk.owner, |uow, by| role::update(uow, by, agent.id, change)).await.unwrap();
    desk.by(ana, |uow, by| token::mint(uow, by, "mine", read(), None)).await.unwrap();
    let too_much = vec![grant("kernel:audit.read", Scopes::ALL)];
    denied(desk.by(ana, |uow, by| token::mint(uow, by, "mine", too_much, None)).await);
    let owners = vec![grant("kernel:billing.manage", Scopes::ALL)];
    denied(desk.by(desk.owner, |uow, by| token::mint(uow, by, "bills", owners, None)).await);
    let unknown = vec![grant("kernel:no.such", Scopes::ALL)];
    invalid(desk.by(desk.owner, |uow, by| token::mint(uow, by, "x", unknown, None)).await);
}

#[tokio::test]
async fn a_token_mints_no_token() {
    let desk = Desk::new().await;
    let adam = desk.hire("Adam", "administrator").await;
    let grants = vec![grant("kernel:token.mint", Scopes::ALL), grant("kernel:person.read", Scopes::ALL)];
    let (_, minted) = desk.by(adam, |uow, by| token::mint(uow, by, "minter", grants, None)).await.unwrap();
    let mut uow = desk.store.begin();
    let weak = desk.identity.authority(&mut uow, &Principal::Token(minted.id), desk.now).unwrap().unwrap();
    for wanted in ["kernel:role.edit", "kernel:person.read"] {
        denied(token::mint(&mut uow, &weak, "more", vec![grant(wanted, Scopes::ALL)], None));
    }
}

#[tokio::test]
async fn a_token_ends_at_its_date_or_when_it_is_revoked() {
    let mut desk = Desk::new().await;
    let owner = desk.owner;
    let grants = || vec![grant("kernel:person.read", Scopes::ALL)];
    let until = Some(desk.now.plus(DAY));
    invalid(desk.by(owner, |uow, by| token::mint(uow, by, "late", grants(), Some(desk.now))).await);
    let (dated, _) = desk.by(owner, |uow, by| token::mint(uow, by, "a day", grants(), until)).await.unwrap();
    let (lasting, token) =
        desk.by(owner, |uow, by| token::mint(uow, by, "for ever", grants(), None)).await.unwrap();
    desk.wait(DAY);
    assert!(desk.identity.authenticate(&dated, desk.now).unwrap().is_none());
    assert!(desk.identity.authenticate(&lasting, desk.now).unwrap().is_some());
    desk.by(owner, |uow, by| token::revoke(uow, by, token.id)).await.unwrap();
    assert!(desk.identity.authenticate(&lasting, desk.now).unwrap().is_none());
    let again = desk.by(owner, |uow, by| token::revoke(uow, by, token.id)).await;
    assert!(matches!(again, Err(IdentityError::NotFound(_))));
    assert_eq!(desk.by(owner, |uow, by| token::list(uow, by, owner)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_cannot_do_to_its_person_what_only_the_person_may() {
    let desk = Desk::new().await;
    let adam = desk.hire("Adam", "administrator").await;
    let grants = vec![grant("kernel:person.read", Scopes::ALL)];
    let (_, minted) = desk.by(adam, |uow, by| token::mint(uow, by, "report", grants, None)).await.unwrap();
    let mut uow = desk.store.begin();
    let weak = desk.identity.authority(&mut uow, &Principal::Token(minted.id), desk.now).unwrap().unwrap();
    let alias = PersonChange { alias: Some("Hacked".into()), ..PersonChange::default() };
    denied(person::update(&mut uow, &weak, adam, alias));
    denied(session::list(&mut uow, &weak, adam));
    denied(session::sign_out_everywhere(&mut uow, &weak, adam, None));
    denied(token::revoke(&mut uow, &weak, minted.id));
    conflict(desk.identity.change_password(&mut uow, &weak, PASSWORD, "a new long password", None));
}
