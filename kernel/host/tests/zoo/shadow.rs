//! What a version would do, without doing it.

use crate::desk::{Desk, packed, reseal};
use ombud_access::{Audience, Grant, PermissionName, PluginId, Scopes};
use ombud_host::{Compared, Principal};
use ombud_identity::{NewRole, role};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn zoo() -> PluginId {
    PluginId::parse("zoo").unwrap()
}

/// Another version of the zoo.
fn version(change: impl Fn(&mut Value)) -> Vec<u8> {
    let zoo = packed("zoo");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&zoo).unwrap().manifest).unwrap();
    manifest["plugin"]["version"] = json!("0.2.0");
    change(&mut manifest);
    reseal(&zoo, &manifest.to_string())
}

async fn keep(desk: &Desk, name: &str) {
    desk.trick_as(Principal::User(desk.agent), "/do/keep", json!({ "name": name })).await.unwrap();
}

#[tokio::test]
async fn what_a_plugin_would_have_done_about_what_has_been_is_told_and_nothing_of_it_is_kept() {
    let desk = Desk::open().await;
    for name in ["leo", "veto", "tiger"] {
        keep(&desk, name).await;
    }
    desk.host.settle().await.unwrap();
    let before = desk.trick("seen").await.unwrap();
    assert_eq!(before, json!({ "count": 3 }));
    let hooked = version(|manifest| {
        manifest["hooks"] = json!([{ "on": "zoo:animals", "verbs": ["create"], "why": "w" }]);
    });
    let owner = desk.authority(desk.owner);
    let shadow = desk.host.shadow(hooked, 0, 1000, &owner).await.unwrap();
    assert_eq!((shadow.version.as_str(), shadow.installed.as_deref()), ("0.2.0", Some("0.1.0")));
    let reactions: Vec<_> = shadow.tried.iter().filter(|one| one.way == "reaction").collect();
    assert_eq!(reactions.len(), 3);
    // Each sees what the ones before it would have done.
    let counts: Vec<_> =
        reactions.iter().map(|one| json!(one.then)["done"][0]["after"]["body"]["count"].clone()).collect();
    assert_eq!(counts, [json!(4), json!(5), json!(6)]);
    assert!(reactions.iter().all(|one| one.now == one.then));
    let hooks: Vec<_> = shadow.tried.iter().filter(|one| one.way == "hook").collect();
    assert!(hooks.iter().all(|one| one.now.is_none()), "the installed version has no say");
    let vetoes: Vec<_> = hooks.iter().map(|one| json!(one.then)["says"]["verdict"].clone()).collect();
    assert_eq!(vetoes, [json!("Allow"), json!({ "Veto": "the zoo is closed" }), json!("Allow")]);
    assert_eq!(desk.trick("seen").await.unwrap(), before);
    let text = shadow.text();
    assert!(
        text.contains("says {\"verdict\":{\"Veto\":\"the zoo is closed\"}}")
            && text.contains("3 are the same"),
        "{text}"
    );
    let refused = desk.host.shadow(packed("zoo"), 0, 10, &desk.authority(desk.agent)).await;
    assert!(refused.is_err(), "what people wrote is in it");
}

#[tokio::test]
async fn nobody_looks_through_a_plugin_at_what_he_could_not_give_it() {
    let desk = Desk::open().await;
    let owner = desk.authority(desk.owner);
    let grant = |name: &str| Grant {
        permission: PermissionName::parse(name).unwrap(),
        scopes: Scopes::ALL,
        until: None,
    };
    let mut unit = desk.store.begin();
    let new = NewRole {
        name: "installer".into(),
        title: "Installer".into(),
        description: String::new(),
        audience: Audience::Staff,
        collaborator: false,
        grants: ["kernel:plugin.install", "kernel:report.read", "zoo:animal.see"].map(grant).into(),
    };
    role::create(&mut unit, &owner, new).unwrap();
    unit.commit().await.unwrap();
    let installer = desk.hire("Ivo", "installer").await;
    let ivo = desk.authority(installer);
    desk.host.shadow(version(|_| {}), 0, 10, &ivo).await.unwrap();
    let asks = version(|manifest| {
        manifest["needs"] = json!([{ "permission": "kernel:person.read", "scopes": ["all"], "why": "w" }]);
    });
    let error = desk.host.shadow(asks.clone(), 0, 10, &ivo).await.unwrap_err();
    assert!(error.to_string().contains("You cannot grant “See people”"), "{error}");
    desk.host.shadow(asks, 0, 10, &desk.authority(desk.owner)).await.unwrap();
}

async fn compared(desk: &Desk, calls: u64) -> Compared {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let compared = desk.host.compared(&zoo(), &desk.authority(desk.owner)).unwrap().unwrap();
        if compared.calls + compared.left_out >= calls || Instant::now() > until {
            return compared;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_version_that_waits_runs_beside_the_installed_one_and_what_differs_is_told() {
    let desk = Desk::open().await;
    let owner = desk.authority(desk.owner);
    // It asks for more, so it waits; and it has forgotten where keepers are kept.
    let forgetful = version(|manifest| {
        manifest["needs"] = json!([{ "permission": "kernel:person.read", "scopes": ["all"], "why": "w" }]);
        manifest["collections"].as_array_mut().unwrap().retain(|collection| collection["name"] != "keepers");
    });
    let (proposal, installed) = desk.host.propose(forgetful, &owner).await.unwrap();
    assert!(!installed);
    desk.host.begin_mirror(&zoo(), "another", &owner).await.unwrap_err();
    desk.host.begin_mirror(&zoo(), &proposal.inspection.sha256, &owner).await.unwrap();
    keep(&desk, "leo").await;
    let same = compared(&desk, 1).await;
    assert_eq!((same.calls, same.same), (1, 1), "{:?}", same.differences);
    desk.trick("count").await.unwrap();
    let differs = compared(&desk, 2).await;
    let [difference] = &differs.differences[..] else { panic!("{differs:?}") };
    assert_eq!(difference.asked, "POST /do/count");
    assert!(
        difference.then.error.as_ref().unwrap().contains("no collection `zoo:keepers`"),
        "{difference:?}"
    );
    assert!(!difference.now.done.is_empty());
    assert_eq!(desk.trick("counted").await.unwrap(), json!({ "n": 1 }), "it counted once");
    assert_eq!(
        desk.host.plugins()[0].figures.failures,
        0,
        "what the other version does is not held against this one"
    );
    assert!(desk.host.end_mirror(&zoo(), &owner).unwrap());
    assert!(desk.host.compared(&zoo(), &owner).unwrap().is_none());
}
