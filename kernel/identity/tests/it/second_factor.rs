use ombud_access::{Timestamp, UserId};
use ombud_identity::second_factor::{self, CodeAttempt};
use ombud_identity::{SignInError, SignedIn, session};
use totp_rs::{Builder, Secret};

use crate::desk::{Desk, PASSWORD, conflict, denied};

/// What the authenticator shows.
fn code(key: &str, at: Timestamp) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(key).unwrap()).build().unwrap();
    totp.generate(at.0 / 1000).to_string()
}

async fn begin(desk: &Desk, who: UserId) -> String {
    desk.by(who, |uow, by| desk.identity.begin_second_factor(uow, by, PASSWORD)).await.unwrap().unwrap().key
}

/// With an authenticator, and the recovery codes.
async fn protected(desk: &Desk, who: UserId) -> (String, Vec<String>) {
    let key = begin(desk, who).await;
    let first = code(&key, desk.now);
    let codes = desk.by(who, |uow, by| second_factor::confirm(uow, by, &first, None)).await.unwrap();
    (key, codes.expect("the code is right"))
}

async fn half(desk: &Desk) -> String {
    match desk.sign_in("ana@example.org", PASSWORD).await {
        Err(SignInError::CodeNeeded { half }) => half,
        other => panic!("{other:?}"),
    }
}

async fn finish(desk: &Desk, half: &str, code: &str) -> Result<SignedIn, SignInError> {
    let mut uow = desk.store.begin();
    let attempt = CodeAttempt { half, code, from: Some("203.0.113.9"), device: "A train", now: desk.now };
    let answer = desk.identity.finish_sign_in(&mut uow, &attempt);
    desk.commit(uow).await.unwrap();
    answer
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_a_code_has_shown_that_it_works() {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let other = desk.sign_in("ana@example.org", PASSWORD).await.unwrap().token;
    assert!(
        desk.by(ana, |uow, by| desk.identity.begin_second_factor(uow, by, "not hers"))
            .await
            .unwrap()
            .is_none()
    );
    let key = begin(&desk, ana).await;
    desk.sign_in("ana@example.org", PASSWORD).await.expect("it was only begun");
    assert!(desk.by(ana, |uow, by| second_factor::confirm(uow, by, "000000", None)).await.unwrap().is_none());
    let first = code(&key, desk.now);
    let codes = desk.by(ana, |uow, by| second_factor::confirm(uow, by, &first, None)).await.unwrap().unwrap();
    assert_eq!(codes.len(), 10);
    assert!(
        desk.identity.authenticate(other.as_str(), desk.now).unwrap().is_none(),
        "what was open is closed"
    );

    let half = half(&desk).await;
    assert!(matches!(finish(&desk, &half, &first).await, Err(SignInError::WrongCode)), "a code serves once");
    desk.wait(30_000);
    let next = code(&key, desk.now);
    let spaced = format!("{} {}", &next[..3], &next[3..]);
    let token = finish(&desk, &half, &spaced).await.unwrap().token;
    assert!(desk.identity.authenticate(token.as_str(), desk.now).unwrap().is_some());
    assert!(matches!(finish(&desk, &half, &next).await, Err(SignInError::TooLate)), "a half serves once");
}

#[tokio::test]
async fn a_recovery_code_serves_once_in_place_of_the_authenticator() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let (_, codes) = protected(&desk, ana).await;
    finish(&desk, &half(&desk).await, &codes[3].to_uppercase()).await.unwrap();
    assert!(matches!(finish(&desk, &half(&desk).await, &codes[3]).await, Err(SignInError::WrongCode)));
    let mut uow = desk.store.begin();
    assert_eq!(second_factor::status(&mut uow, ana).unwrap().unwrap().recovery_codes, 9);
}

#[tokio::test]
async fn who_knows_the_password_has_few_tries_and_little_time() {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let (key, _) = protected(&desk, ana).await;
    let first = half(&desk).await;
    let mut now = first.clone();
    for _ in 0..5 {
        assert!(matches!(finish(&desk, &now, "000000").await, Err(SignInError::WrongCode)));
        // The password once more gives no new tries.
        now = half(&desk).await;
    }
    assert!(matches!(finish(&desk, &now, "000000").await, Err(SignInError::Throttled { .. })));
    assert!(
        matches!(finish(&desk, &first, "000000").await, Err(SignInError::TooLate)),
        "a newer one took its place"
    );
    desk.wait(5 * 60_000);
    assert!(matches!(finish(&desk, &now, &code(&key, desk.now)).await, Err(SignInError::TooLate)));
    assert!(matches!(finish(&desk, "nonsense", "000000").await, Err(SignInError::TooLate)));
    let fresh = half(&desk).await;
    finish(&desk, &fresh, &code(&key, desk.now)).await.unwrap();
}

#[tokio::test]
async fn it_ends_by_the_password_or_by_somebody_with_no_fewer_rights() {
    let desk = Desk::new().await;
    let (adam, ana) = (desk.hire("Adam", "administrator").await, desk.hire("Ana", "agent").await);
    protected(&desk, ana).await;
    protected(&desk, adam).await;
    assert!(!desk.by(ana, |uow, by| desk.identity.end_second_factor(uow, by, "not hers")).await.unwrap());
    denied(desk.by(ana, |uow, by| second_factor::remove(uow, by, adam)).await);
    conflict(desk.by(ana, |uow, by| desk.identity.begin_second_factor(uow, by, PASSWORD)).await.map(|_| ()));
    conflict(desk.by(adam, |uow, by| second_factor::remove(uow, by, adam)).await);
    desk.by(adam, |uow, by| second_factor::remove(uow, by, ana)).await.unwrap();
    desk.sign_in("ana@example.org", PASSWORD).await.unwrap();
    assert!(desk.by(adam, |uow, by| desk.identity.end_second_factor(uow, by, PASSWORD)).await.unwrap());
    desk.sign_in("adam@example.org", PASSWORD).await.unwrap();
    conflict(desk.by(desk.owner, |uow, by| second_factor::remove(uow, by, adam)).await);
}

#[tokio::test]
async fn whoever_was_suspended_between_password_and_code_stays_out() {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let (key, _) = protected(&desk, ana).await;
    let half = half(&desk).await;
    desk.by(desk.owner, |uow, by| ombud_identity::person::set_active(uow, by, ana, false)).await.unwrap();
    desk.wait(30_000);
    let late = finish(&desk, &half, &code(&key, desk.now)).await;
    assert!(matches!(late, Err(SignInError::Suspended)), "{late:?}");
    let sessions = desk.by(desk.owner, |uow, by| session::list(uow, by, ana)).await.unwrap();
    assert!(sessions.is_empty());
}

#[tokio::test]
async fn a_new_password_ends_a_sign_in_that_was_half_done_with_the_old_one() {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let (key, _) = protected(&desk, ana).await;
    let half = half(&desk).await;
    desk.by(desk.owner, |uow, by| desk.identity.reset_password(uow, by, ana, "set by Olga now"))
        .await
        .unwrap();
    desk.wait(30_000);
    let late = finish(&desk, &half, &code(&key, desk.now)).await;
    assert!(matches!(late, Err(SignInError::TooLate)), "{late:?}");
}
