use ombud_access::UserId;
use ombud_identity::{Result, person, reset};

use crate::desk::{DAY, Desk, PASSWORD, denied, invalid};

async fn redeem(desk: &Desk, secret: &str, password: &str) -> Result<bool> {
    let mut uow = desk.store.begin();
    let done = desk.identity.redeem_reset(&mut uow, secret, password, None, desk.now)?;
    desk.commit(uow).await.unwrap();
    Ok(done)
}

async fn link(desk: &Desk, user: UserId) -> String {
    desk.by(desk.owner, |uow, by| reset::issue(uow, by, user)).await.unwrap()
}

#[tokio::test]
async fn a_link_sets_one_password_once() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let session = desk.sign_in("ana@example.org", PASSWORD).await.unwrap().token;
    let secret = link(&desk, ana).await;
    desk.sign_in("ana@example.org", PASSWORD).await.expect("a link alone changes nothing");
    invalid(redeem(&desk, &secret, "short").await);
    assert!(redeem(&desk, &secret, "my very own one").await.unwrap());
    assert!(!redeem(&desk, &secret, "another of my own").await.unwrap(), "it worked twice");
    assert!(desk.identity.authenticate(session.as_str(), desk.now).unwrap().is_none());
    desk.sign_in("ana@example.org", "my very own one").await.unwrap();
}

#[tokio::test]
async fn a_link_is_over_after_a_day_by_a_newer_one_by_a_new_password_and_by_suspension() {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let (old, new) = (link(&desk, ana).await, link(&desk, ana).await);
    assert!(!redeem(&desk, &old, "my very own one").await.unwrap());
    desk.wait(DAY);
    assert!(!redeem(&desk, &new, "my very own one").await.unwrap());
    let third = link(&desk, ana).await;
    desk.by(desk.owner, |uow, by| desk.identity.reset_password(uow, by, ana, "set by Olga now"))
        .await
        .unwrap();
    assert!(!redeem(&desk, &third, "my very own one").await.unwrap());
    let fourth = link(&desk, ana).await;
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, ana, false)).await.unwrap();
    assert!(!redeem(&desk, &fourth, "my very own one").await.unwrap());
    assert!(!redeem(&desk, "no such link", "my very own one").await.unwrap());
}

#[tokio::test]
async fn nobody_gets_a_link_for_who_has_more_rights_but_the_machine_lets_the_owner_in() {
    let desk = Desk::new().await;
    let (adam, ana) = (desk.hire("Adam", "administrator").await, desk.hire("Ana", "agent").await);
    denied(desk.by(ana, |uow, by| reset::issue(uow, by, adam)).await);
    denied(desk.by(adam, |uow, by| reset::issue(uow, by, desk.owner)).await);
    let mut uow = desk.store.begin();
    let secret = reset::issue_for_owner(&mut uow, desk.now).unwrap();
    desk.commit(uow).await.unwrap();
    assert!(redeem(&desk, &secret, "remembered this time").await.unwrap());
    desk.sign_in("olga@example.org", "remembered this time").await.unwrap();
}

#[tokio::test]
async fn who_forgot_the_password_gets_a_link_and_nobody_learns_whom_the_desk_knows() {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let ask = async |desk: &Desk, email: &str| {
        let mut uow = desk.store.begin();
        let issued = reset::issue_to(&mut uow, email, "203.0.113.9", desk.now).unwrap();
        desk.commit(uow).await.unwrap();
        issued
    };
    assert!(ask(&desk, "nobody@example.org").await.is_none());
    let (whose, secret) = ask(&desk, "Ana@Example.org").await.unwrap();
    assert_eq!(whose, ana);
    assert!(ask(&desk, "ana@example.org").await.is_none(), "a second one just now");
    desk.wait(15 * 60 * 1000);
    let (_, newer) = ask(&desk, "ana@example.org").await.unwrap();
    assert!(!redeem(&desk, &secret, "my very own one").await.unwrap(), "the newer one took its place");
    assert!(redeem(&desk, &newer, "my very own one").await.unwrap());
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, ana, false)).await.unwrap();
    assert!(ask(&desk, "ana@example.org").await.is_none(), "she is suspended");
    let tries = |email: &str| {
        (0..9).filter(|_| desk.identity.may_ask_for_link(email, "203.0.113.9", desk.now).is_ok()).count()
    };
    assert_eq!((tries("ana@example.org"), tries("nobody@example.org")), (5, 5), "it is the same for both");
}
