//! What a plugin may keep, and what it costs.

use crate::desk::{Desk, START};
use ombud_access::{PluginId, Timestamp};
use ombud_host::{CallError, Limits, Principal};
use serde_json::{Value, json};

fn zoo() -> PluginId {
    PluginId::parse("zoo").unwrap()
}

async fn trick(desk: &Desk, name: &str, body: Value) -> Result<Value, CallError> {
    desk.trick_as(Principal::User(desk.agent), &format!("/do/{name}"), body).await
}

async fn hoard(desk: &Desk, many: u64, bytes: u64) -> Result<Value, CallError> {
    trick(desk, "hoard", json!({ "many": many, "bytes": bytes })).await
}

/// The error is about something that is too large, and says so in these words.
fn too_large(error: &CallError, words: &str) {
    assert_eq!(error.status(), 413, "{error}");
    assert!(error.to_string().contains(words), "{error}");
}

#[tokio::test]
async fn a_plugin_keeps_no_more_than_its_limit_until_an_administrator_raises_it_or_it_makes_room() {
    let desk = Desk::open().await;
    let owner = desk.authority(desk.owner);
    let before = desk.host.storage(&zoo()).unwrap();
    assert_eq!((before.bytes, before.limit, before.chosen), (Some(0), 8 << 30, false));
    let refused = desk.host.limit_storage(&zoo(), Some(1), &desk.authority(desk.agent)).await.unwrap_err();
    assert_eq!(refused.status(), 403);
    desk.host.limit_storage(&zoo(), Some(1 << 20), &owner).await.unwrap();
    for _ in 0..3 {
        hoard(&desk, 1, 300_000).await.unwrap();
    }
    let kept = desk.host.storage(&zoo()).unwrap();
    assert!((900_000..1_000_000).contains(&kept.bytes.unwrap()) && kept.chosen, "{kept:?}");
    let words = "the plugin `zoo` keeps 8";
    too_large(&hoard(&desk, 1, 300_000).await.unwrap_err(), words);
    // Each of them has room, and all together do not.
    too_large(&hoard(&desk, 5, 40_000).await.unwrap_err(), words);
    assert_eq!(desk.animals().await.len(), 3);

    let desk = desk.reopen().await;
    let owner = desk.authority(desk.owner);
    assert_eq!(desk.host.storage(&zoo()).unwrap(), kept, "also after a restart");
    too_large(&hoard(&desk, 1, 300_000).await.unwrap_err(), words);
    desk.host.limit_storage(&zoo(), None, &owner).await.unwrap();
    hoard(&desk, 1, 300_000).await.unwrap();
    desk.host.limit_storage(&zoo(), Some(0), &owner).await.unwrap();
    trick(&desk, "free", json!({ "name": "magpie" })).await.unwrap();
    assert_eq!(desk.host.storage(&zoo()).unwrap().bytes, Some(0));
    let audit = desk.store.begin().scan(&ombud_store::Table::<Value>::new("audit"), "", None, 1000).unwrap();
    assert_eq!(audit.iter().filter(|(_, row)| row["action"] == "plugin.storage").count(), 3);
}

#[tokio::test]
async fn what_a_purge_leaves_of_a_plugin_takes_no_room() {
    let desk = Desk::open().await;
    hoard(&desk, 3, 10_000).await.unwrap();
    trick(&desk, "bells", json!({ "many": 3 })).await.unwrap();
    desk.host.remove(&zoo(), &desk.authority(desk.owner)).await.unwrap();
    assert!(desk.host.storage(&zoo()).unwrap().bytes > Some(30_000), "it may come back");
    desk.host.purge(&zoo(), &desk.authority(desk.owner)).await.unwrap();
    let left = desk.host.storage(&zoo()).unwrap();
    assert_eq!((left.bytes, left.timers), (Some(0), Some(0)));
}

#[tokio::test]
async fn a_plugin_sets_no_more_timers_and_writes_no_more_in_a_call_than_it_may() {
    let desk = Desk::open_limited(Limits { timers: 10, bytes_written: 1 << 20, ..Limits::default() }).await;
    trick(&desk, "bells", json!({ "many": 10 })).await.unwrap();
    trick(&desk, "bells", json!({ "many": 10 })).await.unwrap();
    too_large(&trick(&desk, "bells", json!({ "many": 11 })).await.unwrap_err(), "its limit of 10 timers");
    assert_eq!(desk.host.storage(&zoo()).unwrap().timers, Some(10));
    too_large(&hoard(&desk, 3, 400_000).await.unwrap_err(), "one call may write");
    assert!(desk.animals().await.is_empty());
    hoard(&desk, 2, 400_000).await.unwrap();
}

#[tokio::test]
async fn what_a_plugin_costs_is_told_by_what_it_was_asked_for_and_by_minute() {
    let desk = Desk::open().await;
    for _ in 0..3 {
        desk.trick("keep").await.unwrap();
    }
    desk.host.settle().await.unwrap();
    let figures = desk.host.plugins()[0].figures;
    assert_eq!((figures.outside.calls, figures.unasked.calls, figures.hooks.calls), (3, 3, 0));
    for cost in [figures.outside, figures.unasked] {
        let times = [cost.cpu_microseconds / cost.calls, cost.slowest_microseconds, cost.microseconds];
        assert!(times.is_sorted() && times[0] > 0, "{cost:?}");
        let slowest = cost.slowest_microseconds + cost.slowest_microseconds / 50;
        let times = [1, cost.p50_microseconds, cost.p99_microseconds, slowest];
        assert!(times.is_sorted(), "{cost:?}");
    }
    assert!(desk.trick("panic").await.is_err());
    desk.clock.advance(60_000);
    desk.trick("list").await.unwrap();
    let minutes = desk.host.costs(&zoo()).unwrap();
    let [first, second] = &minutes[..] else { panic!("{minutes:?}") };
    assert_eq!((first.at, second.at), (minute(START.0), minute(START.0 + 60_000)));
    assert_eq!((first.outside, first.unasked, first.failures, second.outside), (4, 3, 1, 1));
    assert!(first.peak_memory > 0 && first.cpu_microseconds > 0, "{first:?}");
}

fn minute(at: u64) -> Timestamp {
    Timestamp(at / 60_000 * 60_000)
}
