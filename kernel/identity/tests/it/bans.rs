//! Network addresses that are kept off the desk.

use crate::desk::{DAY, Desk, HOUR, MINUTE};
use ombud_identity::audit::search::{Filter, Order, list};
use ombud_identity::{Attempt, IdentityError, Network, NewBan, SignInError, ban};

fn new(network: &str, until: Option<u64>, desk: &Desk) -> NewBan {
    let until = until.map(|ms| desk.now.plus(ms));
    NewBan { network: network.parse().unwrap(), reason: "floods us".into(), until }
}

fn banned(desk: &Desk, address: &str) -> bool {
    desk.identity.banned(address.parse().unwrap(), desk.now).unwrap().is_some()
}

#[tokio::test]
async fn a_ban_keeps_its_block_off_until_its_time_is_over_or_it_is_lifted() {
    let mut desk = Desk::new().await;
    let hour = new("203.0.113.0/24", Some(HOUR), &desk);
    let ever = new("2001:db8::/32", None, &desk);
    desk.by(desk.owner, |uow, by| ban::create(uow, by, hour, &[])).await.unwrap();
    let ever = desk.by(desk.owner, |uow, by| ban::create(uow, by, ever, &[])).await.unwrap();
    assert!(banned(&desk, "203.0.113.77") && banned(&desk, "::ffff:203.0.113.77"));
    assert!(banned(&desk, "2001:db8:9::1") && !banned(&desk, "203.0.114.1"));
    desk.wait(HOUR);
    assert!(!banned(&desk, "203.0.113.77") && banned(&desk, "2001:db8:9::1"));
    let lift = |why| move |uow: &mut _, by: &_| ban::lift(uow, by, ever.number, why);
    desk.by(desk.owner, lift(Some("they wrote"))).await.unwrap();
    assert!(!banned(&desk, "2001:db8:9::1"));
    let again = desk.by(desk.owner, lift(None)).await;
    assert!(matches!(again, Err(IdentityError::Conflict(_))), "{again:?}");

    assert!(desk.look(|uow| ban::standing(uow, desk.now)).is_empty());
    let past = desk.look(|uow| ban::past(uow, None, 10, desk.now));
    assert_eq!(
        past.iter().map(|ban| ban.network.to_string()).collect::<Vec<_>>(),
        ["2001:db8::/32", "203.0.113.0/24"]
    );
    assert_eq!(past[0].lifted.as_ref().unwrap().why.as_deref(), Some("they wrote"));
    let older = desk.look(|uow| ban::past(uow, Some(past[0].number), 10, desk.now));
    assert_eq!(older, past[1..]);
}

#[tokio::test]
async fn nobody_bans_himself_or_a_proxy_or_without_the_right_or_a_reason() {
    let desk = Desk::new().await;
    let agent = desk.hire("Ana", "agent").await;
    let refused = desk.by(agent, |uow, by| ban::create(uow, by, new("203.0.113.9", None, &desk), &[])).await;
    assert!(matches!(refused, Err(IdentityError::Denied(_))), "{refused:?}");
    let spared: [Network; 2] = ["198.51.100.7".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
    for network in ["198.51.100.0/24", "0.0.0.0/0", "10.1.2.3"] {
        let refused =
            desk.by(desk.owner, |uow, by| ban::create(uow, by, new(network, None, &desk), &spared)).await;
        assert!(
            matches!(refused, Err(IdentityError::Invalid { field: "network", .. })),
            "{network}: {refused:?}"
        );
    }
    let blank = NewBan { reason: "  ".into(), ..new("203.0.113.9", None, &desk) };
    let refused = desk.by(desk.owner, |uow, by| ban::create(uow, by, blank, &spared)).await;
    assert!(matches!(refused, Err(IdentityError::Invalid { field: "reason", .. })));
    let over = new("203.0.113.9", Some(0), &desk);
    let refused = desk.by(desk.owner, |uow, by| ban::create(uow, by, over, &spared)).await;
    assert!(matches!(refused, Err(IdentityError::Invalid { field: "until", .. })));
    desk.by(desk.owner, |uow, by| ban::create(uow, by, new("203.0.113.9", None, &desk), &spared))
        .await
        .unwrap();
    let twice =
        desk.by(desk.owner, |uow, by| ban::create(uow, by, new("203.0.113.9", None, &desk), &spared)).await;
    assert!(matches!(twice, Err(IdentityError::Conflict(_))), "{twice:?}");
}

/// Tries wrong passwords of many accounts from an address, as patiently as it takes.
async fn guess(desk: &mut Desk, address: &str, times: usize) {
    for n in 0..times {
        loop {
            let mut uow = desk.store.begin();
            let email = format!("somebody-{n}@example.org");
            let attempt = Attempt {
                email: &email,
                password: "a wrong password",
                from: Some(address),
                device: "",
                now: desk.now,
            };
            let refused = desk.identity.sign_in(&mut uow, &attempt).unwrap_err();
            uow.commit().await.unwrap();
            match refused {
                SignInError::Throttled { retry_after } => desk.wait(retry_after.as_millis() as u64),
                _ => break,
            }
        }
    }
}

#[tokio::test]
async fn an_address_that_guesses_on_and_on_is_banned_for_a_day_by_the_kernel() {
    let mut desk = Desk::new().await;
    guess(&mut desk, "203.0.113.9", 29).await;
    assert!(!banned(&desk, "203.0.113.9"));
    guess(&mut desk, "203.0.113.9", 1).await;
    let ban = desk.identity.banned("203.0.113.9".parse().unwrap(), desk.now).unwrap().unwrap();
    assert!(ban.is_automatic() && ban.network.to_string() == "203.0.113.9");
    guess(&mut desk, "203.0.113.9", 3).await;
    assert_eq!(desk.look(|uow| ban::standing(uow, desk.now)).len(), 1, "one ban, not one each time");
    let filter = Filter { target: Some(format!("ban:{}", ban.number)), ..Filter::default() };
    let look = |uow: &mut _, by: &_| list(uow, by, &filter, Order::NewestFirst, None, 10);
    let noted = desk.by(desk.owner, look).await.unwrap().entries;
    assert_eq!((noted[0].entry.action.as_str(), noted[0].entry.actor), ("ban.create", None));
    desk.wait(DAY - MINUTE);
    desk.wait(MINUTE);
    assert!(!banned(&desk, "203.0.113.9"));
}

#[tokio::test]
async fn ones_own_network_is_never_banned_by_the_kernel() {
    let mut desk = Desk::new().await;
    for address in ["127.0.0.1", "10.4.3.2", "fd00::7"] {
        guess(&mut desk, address, 40).await;
        assert!(!banned(&desk, address), "{address}");
    }
}
