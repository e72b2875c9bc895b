//! Real plugins that misbehave, in the real host.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod background;
mod beside;
#[path = "../../../store/tests/common/cluster.rs"]
mod cluster;
mod dead_letters;
mod desk;
mod limits;
mod outbound;
mod reports;
mod shadow;
mod versions;

use desk::{Desk, START, packed, reseal};
use ombud_access::{DepartmentId, Id, PluginId};
use ombud_host::{Approval, CallError, InstallError, Principal, Unfit};
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_plugin_keeps_and_finds_what_it_may() {
    let desk = Desk::open().await;
    let kept = desk.trick("keep").await.unwrap();
    assert_eq!(kept["now"], START.0);
    assert_eq!(kept["user"], desk.agent.to_string());
    assert_eq!(desk.animals().await, ["leo"]);
}

#[tokio::test]
async fn what_is_kept_is_there_after_a_restart_and_so_is_the_plugin() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    let desk = desk.reopen().await;
    assert_eq!(desk.animals().await, ["leo"]);
}

#[tokio::test]
async fn a_path_that_the_manifest_does_not_name_never_reaches_the_plugin() {
    let desk = Desk::open().await;
    let unknown = desk.trick_as(Principal::User(desk.agent), "/secret", json!({})).await.unwrap_err();
    assert_eq!(unknown.status(), 404);
    assert_eq!(desk.host.plugins()[0].figures.outside.calls, 0);
}

#[tokio::test]
async fn a_visitor_is_asked_to_sign_in_and_a_customer_is_refused() {
    let desk = Desk::open().await;
    let visitor = desk.trick_as(Principal::Visitor, "/do/keep", json!({})).await.unwrap_err();
    assert_eq!(visitor.status(), 401);
}

#[tokio::test]
async fn a_guest_that_spins_is_cut_off_and_leaves_nothing() {
    let desk = Desk::open().await;
    let begun = Instant::now();
    let error = desk.trick("spin").await.unwrap_err();
    assert!(matches!(error, CallError::Failed { .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5), "the deadline, not patience, would have cut it");
    assert!(desk.animals().await.is_empty());
    assert_eq!(desk.host.plugins()[0].figures.failures, 1);
}

#[tokio::test]
async fn four_guests_that_spin_do_not_stop_the_others() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let spinners: Vec<_> = (0..4)
        .map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move { desk.trick("spin").await.is_err() })
        })
        .collect();
    desk.trick("keep").await.unwrap();
    for spinner in spinners {
        assert!(spinner.await.unwrap());
    }
    assert_eq!(desk.animals().await, ["leo"]);
}

#[tokio::test]
async fn a_guest_that_eats_memory_or_falls_or_panics_ends_alone() {
    let desk = Desk::open().await;
    for trick in ["eat", "fall", "panic", "chatter"] {
        let error = desk.trick(trick).await.unwrap_err();
        assert_eq!(error.status(), 502, "{trick}: {error}");
    }
    assert!(desk.host.plugins()[0].figures.peak_memory <= 32 << 20);
    assert!(desk.animals().await.is_empty(), "the panicking one had written before");
    desk.trick("keep").await.unwrap();
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_refused() {
    let desk = Desk::open().await;
    assert!(desk.trick("shout").await.unwrap_err().status() >= 400);
}

#[tokio::test]
async fn an_error_and_an_answer_of_400_and_above_keep_nothing() {
    let desk = Desk::open().await;
    assert_eq!(desk.trick("half").await.unwrap_err().status(), 422);
    assert_eq!(desk.trick("refuse").await.unwrap(), 418);
    assert!(desk.animals().await.is_empty());
}

#[tokio::test]
async fn no_trick_reaches_beyond_the_mandate() {
    let desk = Desk::open().await;
    for door in ["do", "own"] {
        for trick in
            ["steal-people", "steal-tickets", "steal-private", "call-tickets", "forge-event", "inject-event"]
        {
            let path = format!("/{door}/{trick}");
            let error = desk.trick_as(Principal::User(desk.agent), &path, json!({})).await.unwrap_err();
            assert!((403..=422).contains(&error.status()) || error.status() == 503, "{path}: {error}");
        }
    }
}

#[tokio::test]
async fn what_a_collaborator_begins_shows_customers_nothing_though_no_permission_was_marked() {
    let desk = Desk::open().await;
    let helper = desk.hire("Cleo", "collaborator").await;
    for path in ["/do/keep", "/own/keep"] {
        let error = desk.trick_as(Principal::User(helper), path, json!({})).await.unwrap_err();
        assert_eq!(error.status(), 403, "{error}");
        assert!(error.to_string().contains("collaborators write stays inside"), "{error}");
    }
    desk.trick_as(Principal::User(helper), "/do/count", json!({})).await.unwrap();
    assert_eq!(desk.animals().await, [""; 0]);
    desk.trick("keep").await.unwrap();
    assert_eq!(desk.animals().await, ["leo"]);
}

#[tokio::test]
async fn a_refusal_on_the_word_of_a_plugin_is_none_for_the_audit() {
    let desk = Desk::open().await;
    let lie = desk.trick("lie").await.unwrap_err();
    assert_eq!((lie.status(), lie.denial()), (403, None), "{lie}");
}

#[tokio::test]
async fn sixty_four_who_change_one_record_again_and_again_all_succeed_and_nobody_is_told_to_come_back() {
    const ROUNDS: u64 = 4;
    let desk = std::sync::Arc::new(Desk::open().await);
    let callers: Vec<_> = (0..64)
        .map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move {
                for _ in 0..ROUNDS {
                    desk.trick("count").await.unwrap();
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    assert_eq!(desk.trick("counted").await.unwrap(), json!({ "n": 64 * ROUNDS }));
    let again = desk.host.plugins()[0].figures.conflicts;
    assert!((1..=64 * ROUNDS * 6).contains(&again), "run again {again} times");
}

#[tokio::test]
async fn a_call_that_waits_for_its_turn_ends_at_its_deadline_and_one_that_only_reads_never_waits() {
    let deadline = Duration::from_secs(2);
    let desk = Desk::open_with(deadline).await;
    desk.trick("bell").await.unwrap();
    let mut slow = desk.store.tries();
    for n in 0..3 {
        let mut unit = slow.begin().await;
        let bell = unit.timer("zoo", "bell").unwrap().unwrap();
        unit.set_timer("zoo", "bell", bell.due, String::new()).unwrap();
        let mut quick = desk.store.begin();
        quick.set_timer("zoo", "bell", bell.due, n.to_string()).unwrap();
        quick.commit().await.unwrap();
        assert!(slow.commit(unit).await.unwrap().is_none());
    }
    // Now the bell is its turn, for as long as it likes.
    let unit = slow.begin().await;
    let begun = Instant::now();
    let (waits, reads) = tokio::join!(desk.trick("bell"), async {
        desk.trick("rung").await.unwrap();
        begun.elapsed()
    });
    assert!(matches!(waits, Err(CallError::Unavailable(_))), "{waits:?}");
    assert!((deadline..deadline * 2).contains(&begun.elapsed()), "{:?}", begun.elapsed());
    assert!(reads < deadline, "{reads:?}");
    drop((unit, slow));
    desk.trick("bell").await.unwrap();
}

#[tokio::test]
async fn a_component_that_imports_what_its_manifest_does_not_name_is_refused() {
    let desk = Desk::open().await;
    let honest = packed("zoo");
    let manifest = ombud_host::inspect(&honest).unwrap().manifest;
    let mut lying = serde_json::to_value(&manifest).unwrap();
    lying["imports"].as_array_mut().unwrap().retain(|i| i["interface"] != "ombud:kernel/timers@1.0.0");
    let sealed = reseal(&honest, &lying.to_string());
    let error =
        desk.host.install(sealed, &desk.authority(desk.owner), Approval::default()).await.unwrap_err();
    let InstallError::Unfit(Unfit::Undeclared { interface, .. }) = error else { panic!("{error}") };
    assert_eq!(interface, "ombud:kernel/timers@1.0.0");
}

#[tokio::test]
async fn a_truncated_component_is_refused_and_the_old_one_goes_on() {
    let desk = Desk::open().await;
    let mut short = packed("zoo");
    short.truncate(short.len() / 2);
    assert!(desk.host.install(short, &desk.authority(desk.owner), Approval::default()).await.is_err());
    desk.trick("keep").await.unwrap();
}

#[tokio::test]
async fn only_who_may_install_installs() {
    let desk = Desk::open().await;
    let error = desk.host.install(packed("hello"), &desk.authority(desk.agent), Approval::default()).await;
    let Err(InstallError::Call(CallError::Denied(denial))) = error else { panic!("{error:?}") };
    assert_eq!(denial.permission, "kernel:plugin.install");
}

#[tokio::test]
async fn a_removed_plugin_is_gone_and_comes_back_with_its_data() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    let owner = desk.authority(desk.owner);
    desk.host.remove(&PluginId::parse("zoo").unwrap(), &owner).await.unwrap();
    assert_eq!(desk.trick("keep").await.unwrap_err().status(), 404);
    let stale = desk.host.install(packed("zoo"), &owner, Approval::default()).await;
    let Err(InstallError::Call(CallError::Conflict(_))) = stale else { panic!("rights have changed since") };
    let owner = desk.authority(desk.owner);
    desk.host.install(packed("zoo"), &owner, Approval::default()).await.unwrap();
    assert_eq!(desk.animals().await, ["leo"]);
}

#[tokio::test]
async fn a_plugin_enabled_for_one_department_cannot_name_records_filed_elsewhere() {
    let desk = Desk::open().await;
    let owner = desk.authority(desk.owner);
    let somewhere = DepartmentId(Id::new(START, [7; 10]));
    let approval = Approval { departments: Some(vec![somewhere]), ..Approval::default() };
    desk.host.install(packed("zoo"), &owner, approval).await.unwrap();
    let error = desk.trick("keep").await.unwrap_err();
    assert_eq!(error.status(), 403, "an animal is filed in no department: {error}");
}

#[tokio::test]
async fn what_is_not_asked_for_cannot_be_approved() {
    let desk = Desk::open().await;
    let grants = serde_json::from_value(json!({
        "grants": [{ "permission": "kernel:person.read", "scopes": ["all"] }]
    }))
    .unwrap();
    let error = desk.host.install(packed("hello"), &desk.authority(desk.owner), grants).await.unwrap_err();
    assert!(matches!(error, InstallError::NotAsked(_)), "{error}");
}

#[tokio::test]
async fn what_one_plugin_offers_another_cannot_offer_too() {
    let desk = Desk::open().await;
    let zoo = packed("zoo");
    let offering = |id: &str| {
        let permission = format!("{id}:door.open");
        let mut manifest = serde_json::to_value(ombud_host::inspect(&zoo).unwrap().manifest).unwrap();
        manifest["plugin"]["id"] = json!(id);
        for part in ["collections", "routes", "suggests", "reactions"] {
            manifest[part] = json!([]);
        }
        manifest["permissions"] = json!([{ "name": permission, "title": "Open", "scopes": ["all"] }]);
        manifest["exports"] = json!([{ "interface": "ombud:kernel/http@1.0.0", "permission": permission }]);
        reseal(&zoo, &manifest.to_string())
    };
    for again in ["park", "park"] {
        let owner = desk.authority(desk.owner);
        desk.host.install(offering(again), &owner, Approval::default()).await.unwrap();
    }
    let owner = desk.authority(desk.owner);
    let error = desk.host.install(offering("circus"), &owner, Approval::default()).await.unwrap_err();
    let InstallError::Offered(_, provider) = error else { panic!("{error}") };
    assert_eq!(provider.as_str(), "park");
}
