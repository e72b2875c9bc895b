//! Calls that failed, kept and made again.

use crate::desk::{Desk, packed, reseal};
use ombud_access::PluginId;
use ombud_host::{Approval, Bundle, Outcome, PluginEngine, Principal, replay};
use serde_json::json;
use std::sync::{Arc, LazyLock};

static ENGINE: LazyLock<Arc<PluginEngine>> = LazyLock::new(|| PluginEngine::start().unwrap());

fn zoo() -> PluginId {
    PluginId::parse("zoo").unwrap()
}

fn reports(desk: &Desk) -> Vec<Bundle> {
    let names = desk.host.failures(&zoo()).unwrap();
    names
        .iter()
        .map(|report| Bundle::parse(&desk.host.failure(&zoo(), &report.name).unwrap()).unwrap())
        .collect()
}

/// The only report.
#[track_caller]
fn report(desk: &Desk) -> Bundle {
    let [report] = &reports(desk)[..] else { panic!("one report") };
    report.clone()
}

#[tokio::test]
async fn a_call_that_fell_is_kept_and_falls_again_bit_for_bit_without_a_desk() {
    for trick in ["panic", "eat", "fall", "chatter"] {
        let desk = Desk::open().await;
        desk.trick(trick).await.unwrap_err();
        let report = report(&desk);
        assert_eq!((report.plugin.as_str(), report.request.as_str()), ("zoo", "test"));
        assert_eq!(report.entry["handle"]["path"], json!(format!("/do/{trick}")));
        let component = packed("zoo");
        for _ in 0..2 {
            let again = replay(&ENGINE, &report, &component).await.unwrap();
            assert!(again.is_the_same(&report), "{trick}: {:?} {:?}", again.outcome, report.outcome);
        }
        assert_eq!(desk.host.plugins()[0].figures.failures, 1, "what is made once more is not counted");
        assert_eq!(desk.animals().await, [""; 0], "and leaves nothing behind");
    }
}

#[tokio::test]
async fn a_call_that_ran_out_of_time_is_kept_with_these_words() {
    let desk = Desk::open().await;
    desk.trick("spin").await.unwrap_err();
    let report = report(&desk);
    let Outcome::Fell { why, at } = &report.outcome else { panic!("it fell") };
    assert!(why.starts_with("used its CPU time") && at.is_empty(), "{why} {at:?}");
    assert!(replay(&ENGINE, &report, &packed("zoo")).await.unwrap().is_the_same(&report));
}

#[tokio::test]
async fn what_time_ended_between_two_questions_ends_there_again_on_a_faster_machine() {
    let desk = Desk::open().await;
    desk.trick("chatter").await.unwrap_err();
    let mut report = report(&desk);
    report.calls.truncate(report.calls.len() / 2);
    report.outcome = Outcome::Fell { why: "used its CPU time of 40 ticks".into(), at: Vec::new() };
    let again = replay(&ENGINE, &report, &packed("zoo")).await.unwrap();
    assert!(again.is_the_same(&report), "{:?} {:?}", again.outcome, again.strayed);
}

#[tokio::test]
async fn another_version_shows_what_would_be_different() {
    let desk = Desk::open().await;
    desk.trick("panic").await.unwrap_err();
    let report = report(&desk);
    let again = replay(&ENGINE, &report, &packed("hello")).await.unwrap();
    assert!(!again.is_the_same(&report));
    let Outcome::Answered(answer) = &again.outcome else { panic!("{:?}", again.outcome) };
    assert!(answer["Err"]["NotFound"].is_string() || answer["Err"].is_object(), "{answer}");
    let mut shorter = report.clone();
    shorter.calls.remove(0);
    let strayed = replay(&ENGINE, &shorter, &packed("zoo")).await.unwrap().strayed;
    assert!(strayed.unwrap().contains("which it did not when this was recorded"));
}

#[tokio::test]
async fn a_hook_that_fell_in_a_call_that_went_on_is_kept_too() {
    let desk = Desk::open().await;
    let mut manifest = serde_json::to_value(ombud_host::inspect(&packed("zoo")).unwrap().manifest).unwrap();
    manifest["hooks"] =
        json!([{ "on": "zoo:animals", "verbs": ["create"], "on-failure": "skip", "why": "w" }]);
    let hooked = reseal(&packed("zoo"), &manifest.to_string());
    desk.host.install(hooked.clone(), &desk.authority(desk.owner), Approval::default()).await.unwrap();
    let kept = desk.trick_as(Principal::User(desk.agent), "/do/keep", json!({ "name": "fall" })).await;
    kept.unwrap();
    let report = report(&desk);
    assert_eq!(report.entry["before"]["collection"], "zoo:animals");
    assert!(replay(&ENGINE, &report, &hooked).await.unwrap().is_the_same(&report));
}

#[tokio::test]
async fn the_same_failure_again_and_again_is_kept_once_a_minute_and_the_newest_stay() {
    let desk = Desk::open().await;
    for _ in 0..3 {
        desk.trick("panic").await.unwrap_err();
    }
    assert_eq!(reports(&desk).len(), 1);
    for _ in 0..25 {
        desk.clock.advance(61_000);
        desk.trick("panic").await.unwrap_err();
    }
    let kept = reports(&desk);
    assert_eq!(kept.len(), 20);
    assert!(kept.windows(2).all(|pair| pair[0].now > pair[1].now));
    assert!(desk.host.failure(&zoo(), "../../zoo").is_err());
}
