use ombud_identity::{
    Identity, IdentityOptions, PasswordCost, Principal, SignInError, department, person, session,
};

use crate::desk::{DAY, Desk, HOUR, MINUTE, PASSWORD, conflict, denied, invalid};

#[tokio::test]
async fn the_right_password_begins_a_session_that_is_recognised() {
    let desk = Desk::new().await;
    let signed_in = desk.sign_in(" Olga@Example.ORG ", PASSWORD).await.unwrap();
    let known = desk.identity.authenticate(signed_in.token.as_str(), desk.now).unwrap().unwrap();
    assert_eq!(known.user, desk.owner);
    assert_eq!(known.session, Some(signed_in.session.id));
    assert_eq!(signed_in.session.device, "A browser on a train");
    assert!(desk.identity.authenticate("not a session", desk.now).unwrap().is_none());
    assert_eq!(format!("{:?}", signed_in.token), "SessionToken(..)");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_one_answer_for_one_amount_of_work() {
    let desk = Desk::new().await;
    let mut work = Vec::new();
    for (email, password) in [
        ("olga@example.org", "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("not an address", PASSWORD),
    ] {
        let before = desk.identity.passwords_verified();
        let refused = desk.sign_in(email, password).await.unwrap_err();
        assert!(matches!(refused, SignInError::WrongCredentials));
        work.push(desk.identity.passwords_verified() - before);
    }
    assert_eq!(work, [1, 1, 1]);
}

#[tokio::test]
async fn guessing_is_slowed_down_and_patience_is_rewarded() {
    let mut desk = Desk::new().await;
    for _ in 0..5 {
        desk.sign_in("olga@example.org", "wrong password").await.unwrap_err();
    }
    let Err(SignInError::Throttled { retry_after }) = desk.sign_in("olga@example.org", PASSWORD).await else {
        panic!("the sixth try was not slowed down");
    };
    desk.wait(retry_after.as_millis() as u64);
    desk.sign_in("olga@example.org", PASSWORD).await.unwrap();
    for _ in 0..5 {
        desk.sign_in("olga@example.org", "wrong password").await.unwrap_err();
    }
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_at_the_latest_after_thirty_days() {
    let mut desk = Desk::new().await;
    let idle = desk.sign_in("olga@example.org", PASSWORD).await.unwrap().token;
    let used = desk.sign_in("olga@example.org", PASSWORD).await.unwrap().token;
    let begin = desk.now;
    let alive = |desk: &Desk, token: &session::SessionToken| {
        desk.identity.authenticate(token.as_str(), desk.now).unwrap().is_some()
    };
    desk.wait(11 * HOUR);
    let mut uow = desk.store.begin();
    session::touch(&mut uow, used.as_str(), desk.now).unwrap();
    desk.commit(uow).await.unwrap();
    assert!(alive(&desk, &idle));
    desk.wait(2 * HOUR);
    assert!(!alive(&desk, &idle), "idle for 13 hours");
    assert!(alive(&desk, &used));
    while alive(&desk, &used) {
        desk.wait(6 * HOUR);
        let mut uow = desk.store.begin();
        session::touch(&mut uow, used.as_str(), desk.now).unwrap();
        desk.commit(uow).await.unwrap();
    }
    let lived = desk.now.since(begin);
    assert!((30 * DAY..30 * DAY + 6 * HOUR).contains(&lived), "{lived}");
}

#[tokio::test]
async fn last_use_is_noted_only_now_and_then() {
    let mut desk = Desk::new().await;
    let token = desk.sign_in("olga@example.org", PASSWORD).await.unwrap().token;
    desk.wait(MINUTE);
    assert!(!desk.identity.authenticate(token.as_str(), desk.now).unwrap().unwrap().stale);
    desk.wait(5 * MINUTE);
    assert!(desk.identity.authenticate(token.as_str(), desk.now).unwrap().unwrap().stale);
}

#[tokio::test]
async fn a_suspended_person_loses_all_sessions_at_once_and_can_only_come_back_by_the_door() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let token = desk.sign_in("ana@example.org", PASSWORD).await.unwrap().token;
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, ana, false)).await.unwrap();
    assert!(desk.identity.authenticate(token.as_str(), desk.now).unwrap().is_none());
    assert!(matches!(desk.sign_in("ana@example.org", PASSWORD).await, Err(SignInError::Suspended)));
    assert!(matches!(
        desk.sign_in("ana@example.org", "wrong guess").await,
        Err(SignInError::WrongCredentials)
    ));
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, ana, true)).await.unwrap();
    assert!(
        desk.identity.authenticate(token.as_str(), desk.now).unwrap().is_none(),
        "an old session came back"
    );
    desk.sign_in("ana@example.org", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_suspension_stops_a_call_in_flight() {
    let desk = Desk::new().await;
    let adam = desk.hire("Adam", "administrator").await;
    let mut in_flight = desk.store.begin();
    let authority = desk.authority(&mut in_flight, adam);
    department::create(&mut in_flight, &authority, "Last minute").unwrap();
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, adam, false)).await.unwrap();
    assert!(desk.commit(in_flight).await.is_err());
    let principal = Principal::User(adam);
    assert!(desk.look(|uow| desk.identity.authority(uow, &principal, desk.now)).is_none());
}

#[tokio::test]
async fn people_see_their_devices_and_sign_out_of_one_or_all() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let boris = desk.hire("Boris", "agent").await;
    let mut tokens = Vec::new();
    for _ in 0..3 {
        tokens.push(desk.sign_in("ana@example.org", PASSWORD).await.unwrap());
    }
    let alive = || {
        tokens
            .iter()
            .map(|one| desk.identity.authenticate(one.token.as_str(), desk.now).unwrap().is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(desk.by(ana, |uow, by| session::list(uow, by, ana)).await.unwrap().len(), 3);
    denied(desk.by(boris, |uow, by| session::list(uow, by, ana)).await);
    denied(desk.by(boris, |uow, by| session::sign_out(uow, by, ana, tokens[0].session.id)).await);
    desk.by(ana, |uow, by| session::sign_out(uow, by, ana, tokens[0].session.id)).await.unwrap();
    assert_eq!(alive(), [false, true, true]);
    let keep = Some(tokens[2].session.id);
    desk.by(ana, |uow, by| session::sign_out_everywhere(uow, by, ana, keep)).await.unwrap();
    assert_eq!(alive(), [false, false, true]);
    desk.by(desk.owner, |uow, by| session::sign_out_everywhere(uow, by, ana, None)).await.unwrap();
    assert_eq!(alive(), [false, false, false]);
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_that_the_old_one_began() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let token = desk.sign_in("ana@example.org", PASSWORD).await.unwrap().token;
    desk.by(desk.owner, |uow, by| desk.identity.reset_password(uow, by, ana, "another long one"))
        .await
        .unwrap();
    assert!(desk.identity.authenticate(token.as_str(), desk.now).unwrap().is_none());
    desk.sign_in("ana@example.org", PASSWORD).await.unwrap_err();

    let here = desk.sign_in("ana@example.org", "another long one").await.unwrap();
    let there = desk.sign_in("ana@example.org", "another long one").await.unwrap();
    let keep = Some(here.session.id);
    let wrong =
        desk.by(ana, |uow, by| desk.identity.change_password(uow, by, "a guess", PASSWORD, keep)).await;
    assert!(!wrong.unwrap());
    let right = desk
        .by(ana, |uow, by| desk.identity.change_password(uow, by, "another long one", PASSWORD, keep))
        .await;
    assert!(right.unwrap());
    assert!(desk.identity.authenticate(here.token.as_str(), desk.now).unwrap().is_some());
    assert!(desk.identity.authenticate(there.token.as_str(), desk.now).unwrap().is_none());
    desk.sign_in("ana@example.org", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn passwords_are_long_and_only_reset_by_who_may() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let boris = desk.hire("Boris", "agent").await;
    invalid(desk.by(desk.owner, |uow, by| desk.identity.reset_password(uow, by, ana, "short")).await);
    invalid(
        desk.by(desk.owner, |uow, by| desk.identity.reset_password(uow, by, ana, &"x".repeat(1025))).await,
    );
    denied(desk.by(boris, |uow, by| desk.identity.reset_password(uow, by, ana, "boris was here")).await);
    conflict(
        desk.by(ana, |uow, by| {
            for _ in 0..5 {
                desk.identity.change_password(uow, by, "a guess", "a new long password", None)?;
            }
            desk.identity.change_password(uow, by, PASSWORD, "a new long password", None)
        })
        .await,
    );
}

#[tokio::test]
async fn a_password_hashed_with_old_parameters_is_hashed_again_at_the_next_sign_in() {
    let desk = Desk::new().await;
    let dearer = PasswordCost { passes: 3, ..PasswordCost::for_tests() };
    let options = IdentityOptions { password_cost: dearer, ..IdentityOptions::default() };
    let identity = Identity::open_with(desk.store.clone(), options, desk.now).await.unwrap();
    assert_eq!(
        identity.snapshot().policy(),
        desk.identity.refresh().unwrap().policy(),
        "opening again changed it"
    );
    let attempt = ombud_identity::Attempt {
        email: "olga@example.org",
        password: PASSWORD,
        from: None,
        device: "",
        now: desk.now,
    };
    for _ in 0..2 {
        let mut uow = desk.store.begin();
        identity.sign_in(&mut uow, &attempt).unwrap();
        desk.commit(uow).await.unwrap();
    }
    desk.sign_in("olga@example.org", PASSWORD).await.unwrap();
}
