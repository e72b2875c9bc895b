//! What the kernel keeps for one person alone, and what it does later with that person's rights.

use crate::people::{add, set_active};
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// A desk with a plugin that does whatever it is told, with all rights that there are to be had.
fn desk() -> World {
    desk_with(&["tickets:ticket.reply"])
}

/// The same, with these rights for the plugin.
pub fn desk_with(permissions: &[&str]) -> World {
    let desk = World::demo();
    let file = ombud_testkit::pack("tests/guests/errand");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&file).unwrap().manifest).unwrap();
    let need = |name: &&str| json!({ "permission": name, "scopes": ["all"], "why": "tries it" });
    manifest["needs"] = permissions.iter().map(need).collect();
    let file = ombud_testkit::with_manifest(&file, &manifest.to_string());
    let kind = [("content-type", "application/wasm")];
    desk.person("owner").fetch("POST", "/api/v1/plugins?approve=all", &kind, file).is(201);
    desk
}

/// Lets the plugin call a function of the kernel, and what it does last.
#[track_caller]
pub fn go(who: &Caller, door: &str, function: &str, with: Value) -> Value {
    let told = json!({ "function": format!("ombud:kernel/{function}"), "with": with, "keep": true });
    who.post(&format!("/errand/{door}"), &told).is(200)
}

pub fn me(who: &Caller) -> String {
    text(&who.get("/api/v1/me").is(200), "id")
}

fn page(of: &str) -> Value {
    json!({
        "department": null, "assignee": null, "requester": of, "participants": [], "audience": "staff",
        "parent": null, "body": [34, 120, 34], "index": [], "blobs": [],
    })
}

#[test]
fn a_personal_record_is_given_to_its_person_and_to_nobody_else_by_any_way() {
    let desk = desk();
    let (ana, sofia, owner) = (desk.person("agent.support"), desk.person("supervisor"), desk.person("owner"));
    let (her, boss) = (me(&ana), me(&sofia));
    let diary = "errand:diaries";
    let make = |who: &Caller, door: &str, id: &str, of: &str| {
        go(who, door, "records.create", json!([diary, id, page(of)]))
    };
    assert!(make(&ana, "for-me", "hers", &her)["got"].is_object());
    assert!(make(&sofia, "for-me", "his", &boss)["got"].is_object());
    for (who, door, of) in [(&sofia, "for-me", &her), (&ana, "own", &her), (&owner, "for-me", &her)] {
        let made = make(who, door, "forged", of);
        assert!(made["refused"].is_string(), "{door}: {made}");
    }
    let read = |who: &Caller, door: &str| go(who, door, "records.get", json!([diary, "hers"]));
    assert!(read(&ana, "for-me")["got"].is_object());
    for (who, door) in [(&sofia, "for-me"), (&owner, "for-me"), (&owner, "own"), (&ana, "own")] {
        assert_eq!(read(who, door)["refused"], "not-found", "{door}");
        let gone = go(who, door, "records.delete", json!([diary, "hers", 1]));
        assert_eq!(gone["refused"], "not-found", "{door}: {gone}");
    }
    let query = json!({
        "index": "created", "prefix": [], "descending": false, "department": null, "parent": null, "limit": 9,
        "cursor": null,
    });
    let listed = |who: &Caller, door: &str| {
        let found = go(who, door, "records.find", json!([diary, query]));
        let counted = go(who, door, "records.count", json!([diary, query, 9]));
        let entries = found["got"]["entries"].as_array().cloned().unwrap_or_default();
        assert_eq!(counted["got"], json!(entries.len()), "{counted}");
        entries.iter().map(|entry| text(&entry["envelope"], "id")).collect::<Vec<_>>()
    };
    assert_eq!(listed(&ana, "for-me"), ["hers"]);
    assert_eq!(listed(&sofia, "for-me"), ["his"]);
    assert!(listed(&owner, "for-me").is_empty() && listed(&ana, "own").is_empty());
    // Looked at as Ana, the desk shows nothing of it.
    owner.put("/api/v1/session/view", &json!({ "user": her })).is(200);
    owner
        .post("/errand/for-me", &json!({ "function": "ombud:kernel/records.get", "with": [diary, "hers"] }))
        .problem(403);
}

pub fn soon() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    u64::try_from(now.as_millis()).unwrap() + 1500
}

/// What the plugin heard when this timer rang.
pub fn heard(who: &Caller, key: &str) -> Value {
    let begun = Instant::now();
    loop {
        let told = go(who, "own", "records.get", json!(["errand:rings", key]));
        if let Some(body) = told["got"]["body"].as_array() {
            let bytes: Vec<u8> = body.iter().map(|byte| byte.as_u64().unwrap() as u8).collect();
            return serde_json::from_slice(&bytes).unwrap();
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{key} never rang: {told}");
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn what_is_done_later_is_done_with_the_rights_that_the_person_has_then_and_only_once() {
    let desk = desk();
    let owner = desk.person("owner");
    let (ana, bela) = (desk.person("agent.support"), add(&desk, "bela", "agent", &["Support"]));
    let cleo = add(&desk, "cleo", "agent", &["Support"]);
    let set =
        |who: &Caller, door: &str, key: &str, due: u64| go(who, door, "later.set", json!([key, due, ""]));
    assert_eq!(set(&ana, "own", "alone", soon())["refused"], "denied", "nobody is there in person");
    let far = set(&ana, "for-me", "far", soon() + 2 * 86_400_000);
    assert!(text(&far, "failed").contains("within a day"), "{far}");
    for (who, key) in [(&ana, "hers"), (&bela, "lost"), (&cleo, "gone")] {
        assert_eq!(set(who, "for-me", key, soon())["got"], "done");
    }
    // An earlier one that is set anew for nobody rings for nobody.
    set(&ana, "for-me", "anew", soon());
    go(&ana, "own", "timers.set", json!(["anew", soon(), "{}"]));
    let roles = |role: &str| json!({ "roles": [{ "role": role }] });
    owner.put(&format!("/api/v1/users/{}/roles", me(&bela)), &roles("read-only")).is(200);
    set_active(&owner, &me(&cleo), false);
    let with =
        |user: Value, own: bool, may: bool| json!({ "user": user, "own": own, "again": false, "may": may });
    assert_eq!(heard(&owner, "hers"), with(json!(me(&ana)), false, true));
    assert_eq!(heard(&owner, "lost"), with(json!(me(&bela)), false, false));
    assert_eq!(
        heard(&owner, "gone"),
        with(Value::Null, true, false),
        "with nobody's rights, its own neither"
    );
    assert_eq!(heard(&owner, "anew"), with(Value::Null, true, true));
}
