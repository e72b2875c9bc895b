//! Reactions and timers.

use crate::desk::{Desk, START, packed};
use crate::reseal;
use ombud_access::{DepartmentId, Id, RecordId, RecordRef, Timestamp};
use ombud_host::{Approval, Limits, Principal};
use ombud_store::EventDraft;
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test]
async fn each_event_is_handled_once_though_the_host_restarts() {
    let desk = Desk::open().await;
    for _ in 0..3 {
        desk.trick("keep").await.unwrap();
    }
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 3 }));
    let desk = desk.reopen().await;
    desk.trick("keep").await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 4 }));
}

#[tokio::test]
async fn an_event_that_fails_again_and_again_is_set_aside_and_the_next_one_is_handled() {
    let desk = Desk::open().await;
    let body = json!({ "name": "shy" });
    desk.trick_as(Principal::User(desk.agent), "/do/keep", body).await.unwrap();
    desk.trick("keep").await.unwrap();
    for _ in 0..10 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(10 * 60 * 1000);
    }
    let dead = desk.host.dead_letters().unwrap();
    assert_eq!(dead.len(), 1);
    assert!(dead[0].error.contains("it hides"), "{dead:?}");
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 1 }));
}

#[tokio::test]
async fn events_that_came_at_once_are_handled_in_fewer_commits_and_one_that_fails_takes_none_with_it() {
    // However slow the machine is.
    let together = Duration::from_secs(600);
    let desk = Desk::open_limited(Limits { together, deadline: together, ..Limits::default() }).await;
    let keep = async |name: &str, times: usize| {
        for _ in 0..times {
            let body = json!({ "name": name });
            desk.trick_as(Principal::User(desk.agent), "/do/keep", body).await.unwrap();
        }
    };
    keep("leo", 20).await;
    keep("sly", 1).await;
    keep("leo", 20).await;
    let before = desk.store.begin().begun_at();
    desk.host.settle().await.unwrap();
    let commits = desk.store.begin().begun_at() - before;
    assert!(commits <= 3, "{commits} commits for 20 events and one that failed");
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 20 }), "what came before it is kept");
    for _ in 0..10 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(10 * 60 * 1000);
    }
    let [dead] = &desk.host.dead_letters().unwrap()[..] else { panic!("one is set aside") };
    assert!(dead.error.contains("it was not there"), "{dead:?}");
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 40 }), "each of the others, once");
}

#[tokio::test]
async fn thousands_of_events_that_are_not_for_a_plugin_keep_nothing_waiting_that_is() {
    let desk = Desk::open().await;
    desk.host.start_background();
    let animal = desk.trick("keep").await.unwrap()["id"].as_str().unwrap().to_owned();
    let mut unit = desk.store.begin();
    for _ in 0..9_000 {
        let draft = EventDraft {
            kind: "zoo:animal.watched".into(),
            subject: RecordRef { collection: "zoo:animals".into(), id: RecordId::parse(&animal).unwrap() },
            at: START,
            by: None,
            plugin: None,
            data: "{}".into(),
        };
        unit.emit(draft).unwrap();
    }
    unit.commit().await.unwrap();
    desk.trick("keep").await.unwrap();
    // With a second for each 64 of them it would be more than two minutes.
    let begun = Instant::now();
    while desk.trick("seen").await.unwrap() != json!({ "count": 2 }) {
        assert!(begun.elapsed() < Duration::from_secs(60), "it waits for what is not for it");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn an_event_that_came_about_by_the_reaction_to_one_like_it_is_not_handed_over_again() {
    let desk = Desk::open().await;
    let body = json!({ "name": "parrot" });
    let kept = desk.trick_as(Principal::User(desk.agent), "/do/keep", body).await.unwrap();
    desk.host.settle().await.unwrap();
    // Of its birth, and of its first call.
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 2 }));
    let [dead] = &desk.host.dead_letters().unwrap()[..] else { panic!("one is set aside") };
    let id = kept["id"].as_str().unwrap();
    let call = format!("zoo:animal.called of zoo:animals/{id} to zoo");
    assert_eq!(dead.error, format!("this came about by its own reaction: {call}, so {call}"));
    let events = desk.store.begin().events_after(0, usize::MAX).unwrap();
    let depths: Vec<_> =
        events.iter().filter(|e| e.subject.id.as_str() == id).map(|e| e.trail().len()).collect();
    assert_eq!(depths, [0, 1, 2]);
    let number = |n: usize| events.iter().filter(|e| e.subject.id.as_str() == id).nth(n).unwrap();
    assert_eq!(number(2).cause.as_ref().unwrap().event, number(1).number);
    assert_eq!(number(2).trail()[1].kind, "zoo:animal.called");
    desk.trick("keep").await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 3 }), "and it goes on");
}

#[tokio::test]
async fn reactions_that_follow_from_each_other_end_somewhere_though_none_is_like_another() {
    let desk = Desk::open().await;
    let body = json!({ "name": "rabbit" });
    desk.trick_as(Principal::User(desk.agent), "/do/keep", body).await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.animals().await.len(), 9);
    let [dead] = &desk.host.dead_letters().unwrap()[..] else { panic!("one is set aside") };
    assert!(
        dead.error.starts_with("8 reactions have followed from each other: zoo:animals.created"),
        "{dead:?}"
    );
}

#[tokio::test]
async fn a_timer_that_sets_itself_again_is_no_circle() {
    let desk = Desk::open().await;
    let mut unit = desk.store.begin();
    unit.set_timer("zoo", "pulse", START, "{}".into()).unwrap();
    unit.commit().await.unwrap();
    for _ in 0..20 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(60_000);
    }
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 20 }));
    assert!(desk.host.dead_letters().unwrap().is_empty());
}

#[tokio::test]
async fn a_timer_rings_once_at_its_time_even_after_a_restart() {
    let desk = Desk::open().await;
    desk.trick("bell").await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("rung").await.unwrap(), json!(null));
    desk.clock.advance(61_000);
    let desk = desk.reopen().await;
    desk.host.settle().await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(
        desk.trick("rung").await.unwrap(),
        json!({ "due": START.0 + 60_000, "now": START.0 + 61_000 })
    );
}

#[tokio::test]
async fn timers_that_were_missed_ring_once_each_and_in_the_order_of_their_times() {
    let desk = Desk::open().await;
    let mut unit = desk.store.begin();
    // Neither by name nor in the order in which they were set.
    let due = |n: u64| START.0 + 1_000 + n * 7 % 40 * 100;
    for n in 0..40 {
        unit.set_timer("zoo", &format!("{n:02}"), Timestamp(due(n)), String::new()).unwrap();
    }
    unit.set_timer("zoo", "later", Timestamp(START.0 + 90_000), String::new()).unwrap();
    unit.commit().await.unwrap();
    desk.host.settle().await.unwrap();
    desk.clock.advance(80_000);
    let desk = desk.reopen().await;
    desk.host.settle().await.unwrap();
    let desk = desk.reopen().await;
    desk.host.settle().await.unwrap();
    let mut wanted: Vec<_> = (0..40).map(|n| (due(n), format!("{n:02}"))).collect();
    wanted.sort();
    let wanted: Vec<_> = wanted.into_iter().map(|(_, name)| name).collect();
    assert_eq!(desk.trick("rings").await.unwrap(), json!(wanted));
    assert_eq!(desk.store.begin().next_due("zoo").unwrap(), Some(Timestamp(START.0 + 90_000)));
}

#[tokio::test]
async fn timers_that_nobody_hears_or_that_fail_do_not_hold_up_the_others() {
    let desk = Desk::open().await;
    let mut unit = desk.store.begin();
    for n in 0..200 {
        let key = format!("bell-{n}");
        unit.set_timer("gone", &key, Timestamp(1), String::new()).unwrap();
        // A keeper's id has no spaces, so these fail.
        unit.set_timer("zoo", &format!("broken {n}"), Timestamp(1), String::new()).unwrap();
    }
    unit.set_timer("zoo", "bell", Timestamp(2), String::new()).unwrap();
    unit.commit().await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("rung").await.unwrap(), json!({ "due": 2, "now": START.0 }));
    let left = desk.store.begin().due_timers("gone", START, 999).unwrap();
    assert_eq!(left.len(), 200, "they wait for their plugin");
}

#[tokio::test]
async fn a_timer_rings_when_it_was_set_for_last_and_is_tried_again_a_second_after_it_failed() {
    let desk = Desk::open().await;
    desk.trick("bell").await.unwrap();
    let mut unit = desk.store.begin();
    let later = Timestamp(START.0 + 5);
    let taken = unit.timer("zoo", "bell").unwrap().unwrap();
    unit.set_timer("zoo", "bell", later, taken.data).unwrap();
    unit.commit().await.unwrap();
    desk.clock.advance(5);
    desk.host.settle().await.unwrap();
    let rung = desk.trick("rung").await.unwrap();
    assert_eq!(rung, json!({ "due": later.0, "now": later.0 }), "as it was set last");
    // A second time the record is there already, so it fails, and is tried when its time has come.
    desk.trick("bell").await.unwrap();
    desk.clock.advance(60_000);
    desk.host.settle().await.unwrap();
    let due = desk.store.begin().next_due("zoo").unwrap();
    assert_eq!(due, Some(Timestamp(later.0 + 60_000 + 1000)));
}

/// The zoo's manifest, to be changed.
fn manifest() -> serde_json::Value {
    serde_json::to_value(ombud_host::inspect(&packed("zoo")).unwrap().manifest).unwrap()
}

async fn install(desk: &Desk, component: Vec<u8>) {
    desk.host.install(component, &desk.authority(desk.owner), Approval::default()).await.unwrap();
}

#[tokio::test]
async fn what_happened_before_a_plugin_had_ears_is_no_news_to_it() {
    let desk = Desk::open().await;
    let mut deaf = manifest();
    deaf["reactions"] = json!([]);
    install(&desk, reseal(&packed("zoo"), &deaf.to_string())).await;
    desk.trick("keep").await.unwrap();
    install(&desk, packed("zoo")).await;
    desk.trick("keep").await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 1 }));
}

#[tokio::test]
async fn a_plugin_that_may_not_be_in_a_department_hears_nothing_of_its_own_records_there() {
    let desk = Desk::open().await;
    // An animal is filed in no department.
    desk.trick("keep").await.unwrap();
    let elsewhere = DepartmentId(Id::new(START, [7; 10]));
    let approval = Approval { departments: Some(vec![elsewhere]), ..Approval::default() };
    desk.host.install(packed("zoo"), &desk.authority(desk.owner), approval).await.unwrap();
    for _ in 0..10 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(10 * 60 * 1000);
    }
    assert!(desk.host.dead_letters().unwrap().is_empty(), "it was told of what it cannot read");
    assert_eq!(desk.trick("seen").await.unwrap(), json!(null));
}

#[tokio::test]
async fn a_plugin_that_is_new_hears_of_what_happens_from_now_on() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    // The same plugin under another name. What it keeps is the zoo's, so all its reactions fail, which can be counted.
    let mut park = manifest();
    park["plugin"]["id"] = json!("park");
    for part in ["permissions", "collections", "routes", "suggests"] {
        park[part] = json!([]);
    }
    park["needs"] = json!([{ "permission": "zoo:animal.see", "scopes": ["all"], "why": "hears of animals" }]);
    install(&desk, reseal(&packed("zoo"), &park.to_string())).await;
    desk.trick("keep").await.unwrap();
    for _ in 0..10 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(10 * 60 * 1000);
    }
    let dead = desk.host.dead_letters().unwrap();
    assert_eq!(dead.len(), 1, "{dead:?}");
    assert_eq!(dead[0].plugin.as_str(), "park");
}

#[tokio::test]
async fn what_a_plugin_knows_that_it_brought_about_passes_by_and_what_it_only_looks_at_ends_by_its_length() {
    for (own, seen, letters) in [("skip", 2, 0), ("take", 8, 1)] {
        let desk = Desk::open().await;
        let mut knowing = manifest();
        for reaction in knowing["reactions"].as_array_mut().unwrap() {
            reaction["own"] = json!(own);
        }
        install(&desk, reseal(&packed("zoo"), &knowing.to_string())).await;
        let body = json!({ "name": "parrot" });
        desk.trick_as(Principal::User(desk.agent), "/do/keep", body).await.unwrap();
        desk.host.settle().await.unwrap();
        assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": seen }), "{own}");
        assert_eq!(desk.host.dead_letters().unwrap().len(), letters, "{own}");
    }
}
