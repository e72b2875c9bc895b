//! Versions of a plugin: proposed, approved, put in each other's place, gone back to, and gone for good.

use crate::desk::{Desk, packed};
use crate::reseal;
use ombud_access::{Grant, PermissionName, PluginId, Scopes};
use ombud_host::{Approval, CallError, InstallError, Origin, PluginFile, PluginState, Risk, SecretKey};
use serde_json::{Value, json};

fn zoo() -> PluginId {
    PluginId::parse("zoo").unwrap()
}

/// The zoo in another version, with its manifest changed.
fn version(number: &str, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut manifest = serde_json::to_value(ombud_host::inspect(&packed("zoo")).unwrap().manifest).unwrap();
    manifest["plugin"]["version"] = json!(number);
    change(&mut manifest);
    reseal(&packed("zoo"), &manifest.to_string())
}

/// A version that keeps its records in this form, and can bring them back to that one.
pub(crate) fn schema(number: &str, schema: u32, back_to: Option<u32>) -> Vec<u8> {
    version(number, |manifest| {
        manifest["plugin"]["schema"] = json!(schema);
        manifest["plugin"]["back-to"] = json!(back_to);
    })
}

fn asks_for_people(manifest: &mut Value) {
    manifest["needs"] =
        json!([{ "permission": "kernel:person.read", "scopes": ["all"], "why": "knows names" }]);
}

pub(crate) async fn install(desk: &Desk, file: impl Into<PluginFile>) -> Result<(), InstallError> {
    let owner = desk.authority(desk.owner);
    desk.host.install(file, &owner, Approval::default()).await.map(drop)
}

async fn back(desk: &Desk, version: &str) -> Result<(), InstallError> {
    let known = desk.host.versions(&zoo()).unwrap();
    let sha256 = known.iter().find(|known| known.version == version).map_or("none", |known| &known.sha256);
    desk.host.roll_back(&zoo(), sha256, &desk.authority(desk.owner)).await.map(drop)
}

pub(crate) fn versions(desk: &Desk) -> Vec<String> {
    desk.host.versions(&zoo()).unwrap().into_iter().map(|known| known.version).collect()
}

fn held(desk: &Desk) -> Vec<String> {
    let grants = desk.identity.snapshot().mandate(&zoo()).unwrap().grants.clone();
    grants.into_iter().map(|grant| grant.permission.to_string()).collect()
}

/// The kinds of events about plugins, in order.
fn told(desk: &Desk) -> Vec<String> {
    let events = desk.store.begin().events_after(0, 1000).unwrap();
    events.into_iter().filter(|e| e.kind.starts_with("kernel:plugin")).map(|e| e.kind).collect()
}

#[tokio::test]
async fn a_file_waits_until_what_it_asks_for_is_approved() {
    let desk = Desk::open().await;
    let asking = version("0.2.0", asks_for_people);
    let (proposal, installed) = desk.host.propose(asking.clone(), &desk.authority(desk.owner)).await.unwrap();
    assert!(!installed);
    let [ask] = proposal.asks.as_slice() else { panic!("only the difference: {:?}", proposal.asks) };
    assert_eq!(
        (ask.name.as_str(), ask.risk, ask.why.as_str()),
        ("kernel:person.read", Risk::Medium, "knows names")
    );
    assert_eq!(versions(&desk), ["0.1.0"], "the old one goes on");
    assert_eq!(desk.host.waiting().unwrap().len(), 1);

    let owner = desk.authority(desk.owner);
    let other = desk.host.approve(&zoo(), "another file", Approval::default(), &owner).await.unwrap_err();
    assert!(other.to_string().contains("another file by now"), "{other}");
    let sha256 = &proposal.inspection.sha256;
    let agent = desk.authority(desk.agent);
    let refused = desk.host.approve(&zoo(), sha256, Approval::default(), &agent).await.unwrap_err();
    assert!(matches!(refused, InstallError::Call(CallError::Denied(_))), "{refused}");

    desk.host.approve(&zoo(), sha256, Approval::default(), &owner).await.unwrap();
    assert_eq!(versions(&desk), ["0.2.0", "0.1.0"]);
    assert_eq!(held(&desk), ["kernel:person.read"]);
    assert!(desk.host.waiting().unwrap().is_empty());
    assert_eq!(told(&desk), ["kernel:plugin.install", "kernel:plugin.propose", "kernel:plugin.upgrade"]);
}

#[tokio::test]
async fn an_upgrade_that_asks_for_nothing_more_needs_no_approval() {
    let desk = Desk::open().await;
    let owner = desk.authority(desk.owner);
    let (proposal, installed) = desk.host.propose(version("0.2.0", |_| ()), &owner).await.unwrap();
    assert!(installed && proposal.asks.is_empty());
    assert_eq!(versions(&desk), ["0.2.0", "0.1.0"]);
}

#[tokio::test]
async fn a_file_that_waits_can_be_sent_away_and_survives_a_restart_otherwise() {
    let desk = Desk::open().await;
    desk.host.propose(version("0.2.0", asks_for_people), &desk.authority(desk.owner)).await.unwrap();
    let desk = desk.reopen().await;
    assert_eq!(desk.host.waiting().unwrap()[0].inspection.manifest.plugin.version, "0.2.0");
    let owner = desk.authority(desk.owner);
    desk.host.withdraw(&zoo(), &owner).await.unwrap();
    assert!(desk.host.waiting().unwrap().is_empty());
    assert_eq!(desk.host.withdraw(&zoo(), &owner).await.unwrap_err().status(), 404);
}

#[tokio::test]
async fn what_was_narrowed_stays_so_through_an_upgrade_and_what_is_asked_for_no_more_goes() {
    let desk = Desk::open().await;
    let two = |manifest: &mut Value| {
        manifest["needs"] = json!([
            { "permission": "kernel:person.read", "scopes": ["all"], "why": "a" },
            { "permission": "kernel:email.read", "scopes": ["all"], "why": "b" },
        ]);
    };
    let only = PermissionName::parse("kernel:person.read").unwrap();
    let grants = Some(vec![Grant { permission: only, scopes: Scopes::ALL, until: None }]);
    let owner = desk.authority(desk.owner);
    let approval = Approval { grants, ..Approval::default() };
    desk.host.install(version("0.2.0", two), &owner, approval).await.unwrap();
    assert_eq!(held(&desk), ["kernel:person.read"]);
    install(&desk, version("0.3.0", two)).await.unwrap();
    assert_eq!(held(&desk), ["kernel:person.read"], "it asked for the other one before, and did not get it");
    install(&desk, version("0.4.0", |_| ())).await.unwrap();
    assert!(held(&desk).is_empty());
    back(&desk, "0.3.0").await.unwrap();
    assert_eq!(held(&desk), ["kernel:person.read"], "as it was when it was replaced");
}

#[tokio::test]
async fn each_of_the_last_three_versions_can_be_gone_back_to_also_after_a_restart() {
    let desk = Desk::open().await;
    for number in ["0.2.0", "0.3.0", "0.4.0", "0.5.0"] {
        install(&desk, version(number, |_| ())).await.unwrap();
    }
    assert_eq!(versions(&desk), ["0.5.0", "0.4.0", "0.3.0", "0.2.0"]);
    let desk = desk.reopen().await;
    for number in ["0.2.0", "0.4.0", "0.3.0"] {
        back(&desk, number).await.unwrap();
        assert_eq!(desk.host.plugins()[0].inspection.manifest.plugin.version, number);
    }
    let gone = back(&desk, "0.1.0").await.unwrap_err();
    assert!(gone.to_string().contains("there are: "), "{gone}");
    let owner = desk.authority(desk.agent);
    let known = desk.host.versions(&zoo()).unwrap();
    let refused = desk.host.roll_back(&zoo(), &known[1].sha256, &owner).await.unwrap_err();
    assert!(matches!(refused, InstallError::Call(CallError::Denied(_))), "{refused}");
}

#[tokio::test]
async fn records_are_brought_into_their_new_form_and_back_and_are_no_newer_for_it() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    let before = desk.trick("forms").await.unwrap();
    let events = desk.store.begin().newest_event().unwrap();
    desk.clock.advance(60_000);
    install(&desk, schema("0.2.0", 2, Some(1))).await.unwrap();
    let after = desk.trick("forms").await.unwrap();
    assert_eq!((&after[0][1], &after[0][2]), (&json!(2), &before[0][2]));
    let told = desk.store.begin().events_after(events, 10).unwrap();
    assert!(told.iter().all(|event| event.kind.starts_with("kernel:")), "{told:?}");
    back(&desk, "0.1.0").await.unwrap();
    assert_eq!(desk.trick("forms").await.unwrap()[0][1], json!(1));
    assert_eq!(versions(&desk), ["0.1.0", "0.2.0"]);
}

#[tokio::test]
async fn a_version_that_cannot_bring_its_records_back_says_so_and_stays() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    install(&desk, schema("0.2.0", 3, Some(2))).await.unwrap();
    let error = back(&desk, "0.1.0").await.unwrap_err();
    assert!(error.to_string().contains("kept in form 3, this version needs form 1"), "{error}");
    assert!(error.to_string().contains("`back-to = 1`"), "{error}");
    assert_eq!(versions(&desk), ["0.2.0", "0.1.0"]);
    assert_eq!(desk.trick("forms").await.unwrap()[0][1], json!(3));
    install(&desk, schema("0.3.0", 2, None)).await.unwrap();
    assert_eq!(desk.trick("forms").await.unwrap()[0][1], json!(2));
}

#[tokio::test]
async fn records_of_a_removed_plugin_are_brought_into_the_form_of_the_version_that_comes_back() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    desk.host.remove(&zoo(), &desk.authority(desk.owner)).await.unwrap();
    install(&desk, schema("0.2.0", 2, None)).await.unwrap();
    assert_eq!(desk.trick("forms").await.unwrap()[0][1], json!(2));
    desk.host.remove(&zoo(), &desk.authority(desk.owner)).await.unwrap();
    let error = install(&desk, packed("zoo")).await.unwrap_err();
    assert!(error.to_string().contains("is not loaded"), "nobody is here who knows both forms: {error}");
    install(&desk, schema("0.2.0", 2, None)).await.unwrap();
    assert_eq!(desk.trick("forms").await.unwrap()[0][1], json!(2));
}

#[tokio::test]
async fn a_migration_that_fails_or_falls_changes_nothing() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    for (name, why) in [("mad", "see the log"), ("stubborn", "an animal does not move")] {
        let agent = ombud_host::Principal::User(desk.agent);
        desk.trick_as(agent, "/do/keep", json!({ "name": name })).await.unwrap();
        let error = install(&desk, schema("0.2.0", 2, None)).await.unwrap_err();
        desk.trick_as(ombud_host::Principal::User(desk.agent), "/do/free", json!({ "name": name }))
            .await
            .unwrap();
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!(versions(&desk), ["0.1.0"]);
        assert_eq!(
            desk.trick("forms").await.unwrap()[0][1],
            json!(null),
            "the first animal was moved already"
        );
    }
}

#[tokio::test]
async fn calls_that_come_while_records_change_their_form_wait_and_find_the_new_version() {
    let desk = std::sync::Arc::new(Desk::open().await);
    desk.trick("keep").await.unwrap();
    let callers: Vec<_> = (0..8)
        .map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move {
                let mut answers = 0;
                for _ in 0..50 {
                    desk.trick("count").await.unwrap();
                    answers += 1;
                }
                answers
            })
        })
        .collect();
    for n in 2..6 {
        install(&desk, schema(&format!("0.{n}.0"), n, None)).await.unwrap();
    }
    for caller in callers {
        assert_eq!(caller.await.unwrap(), 50);
    }
    assert_eq!(desk.trick("counted").await.unwrap()["n"], json!(400), "no call was lost or dropped");
}

#[tokio::test]
async fn a_signed_plugin_is_known_by_its_key_and_a_trusted_one_by_name() {
    let desk = Desk::open().await;
    let key = SecretKey::generate().unwrap();
    let signed = |bytes: Vec<u8>| PluginFile { signature: Some(key.sign(&bytes)), bytes };
    let hello = signed(packed("hello"));
    install(&desk, hello.clone()).await.unwrap();
    let origin = |desk: &Desk| {
        let plugins = desk.host.plugins();
        plugins.iter().find(|p| p.inspection.manifest.id().as_str() == "hello").unwrap().origin.clone()
    };
    assert_eq!(origin(&desk), Origin::Stranger { key: key.public() });
    let owner = desk.authority(desk.owner);
    assert_eq!(desk.host.trust(key.public(), " ", &owner).await.unwrap_err().status(), 422);
    desk.host.trust(key.public(), "Anna's plugins", &owner).await.unwrap();
    assert_eq!(origin(&desk), Origin::Trusted { key: key.public(), name: "Anna's plugins".into() });
    desk.host.distrust(key.public(), &owner).await.unwrap();
    assert_eq!(origin(&desk), Origin::Stranger { key: key.public() });

    let forged = PluginFile { bytes: version("0.9.0", |_| ()), signature: hello.signature };
    let error = install(&desk, forged).await.unwrap_err();
    assert!(matches!(error, InstallError::NotSigned(_)), "{error}");
}

#[tokio::test]
async fn another_hand_gets_neither_the_name_nor_the_records_unless_that_is_meant() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    install(&desk, version("0.2.0", asks_for_people)).await.unwrap();
    let key = SecretKey::generate().unwrap();
    let bytes = version("0.3.0", asks_for_people);
    let stranger = PluginFile { signature: Some(key.sign(&bytes)), bytes };

    let proposal = desk.host.examine(stranger.clone()).unwrap();
    assert!(proposal.takes_over);
    assert!(proposal.asks.iter().any(|ask| ask.name == "kernel:person.read"), "everything is asked for anew");
    let owner = desk.authority(desk.owner);
    assert!(!desk.host.propose(stranger.clone(), &owner).await.unwrap().1, "it waits, whatever it asks for");
    let error = install(&desk, stranger.clone()).await.unwrap_err();
    assert!(matches!(error, InstallError::AnotherHand(..)), "{error}");

    // Removed is not forgotten.
    desk.host.remove(&zoo(), &desk.authority(desk.owner)).await.unwrap();
    let error = install(&desk, stranger.clone()).await.unwrap_err();
    assert!(matches!(error, InstallError::AnotherHand(..)), "{error}");
    let owner = desk.authority(desk.owner);
    let meant = Approval { take_over: true, ..Approval::default() };
    desk.host.install(stranger, &owner, meant).await.unwrap();
    assert_eq!(versions(&desk), ["0.3.0"], "there is no way back to the other hand's");
    assert_eq!(desk.animals().await, ["leo"]);
}

#[tokio::test]
async fn a_purged_plugin_leaves_nothing_behind_and_its_name_is_free() {
    let desk = Desk::open().await;
    for _ in 0..3 {
        desk.trick("keep").await.unwrap();
    }
    desk.trick("bell").await.unwrap();
    let owner = desk.authority(desk.owner);
    let installed = desk.host.purge(&zoo(), &owner).await.unwrap_err();
    assert!(installed.to_string().contains("remove it first"), "{installed}");
    desk.host.remove(&zoo(), &owner).await.unwrap();
    let agent = desk.authority(desk.agent);
    assert_eq!(desk.host.purge(&zoo(), &agent).await.unwrap_err().status(), 403);
    let purged = desk.host.purge(&zoo(), &desk.authority(desk.owner)).await.unwrap();
    assert_eq!(
        (purged.records, purged.grants),
        (4, 2),
        "three animals and a bell; an agent's and a collaborator's"
    );
    assert_eq!(desk.host.purge(&zoo(), &desk.authority(desk.owner)).await.unwrap_err().status(), 404);

    let key = SecretKey::generate().unwrap();
    let bytes = packed("zoo");
    let approval = Approval { without_suggestions: true, ..Approval::default() };
    let file = PluginFile { signature: Some(key.sign(&bytes)), bytes };
    desk.host.install(file, &desk.authority(desk.owner), approval).await.unwrap();
    assert_eq!(desk.trick("list").await.unwrap_err().status(), 403, "the agent's grant is gone, too");
    let owner = ombud_host::Principal::User(desk.owner);
    assert_eq!(desk.trick_as(owner, "/do/list", json!({})).await.unwrap(), json!([]));
}

/// It is noted in the background that a plugin is left alone.
async fn noted(desk: &Desk) {
    while !told(desk).iter().any(|kind| kind == "kernel:plugin.quarantine") {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_plugin_that_fails_again_and_again_is_left_alone_and_an_administrator_lets_it_back() {
    let desk = Desk::open().await;
    while desk.trick("panic").await.unwrap_err().status() != 503 {}
    let plugin = || desk.host.plugins().remove(0);
    assert_eq!(plugin().state, PluginState::Quarantined);
    assert_eq!(plugin().figures.failures, 20);
    assert!(plugin().quarantine.unwrap().why.contains("20 of its last 20 calls failed"));
    assert_eq!(desk.trick("list").await.unwrap_err().retry_after(), Some(30));

    noted(&desk).await;
    let agent = desk.authority(desk.agent);
    assert_eq!(desk.host.release(&zoo(), &agent).await.unwrap_err().status(), 403);
    let owner = desk.authority(desk.owner);
    desk.host.release(&zoo(), &owner).await.unwrap();
    desk.trick("keep").await.unwrap();
    assert_eq!(desk.host.release(&zoo(), &owner).await.unwrap_err().status(), 409);
    assert_eq!(told(&desk).last().map(String::as_str), Some("kernel:plugin.release"));
}

#[tokio::test]
async fn events_wait_while_a_plugin_is_in_quarantine_and_are_none_of_its_failures() {
    let desk = Desk::open().await;
    desk.trick("keep").await.unwrap();
    while desk.trick("panic").await.unwrap_err().status() != 503 {}
    for _ in 0..29 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(1000);
    }
    desk.clock.advance(1000);
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 1 }));
}

#[tokio::test]
async fn quarantine_outlives_a_restart_and_another_version_begins_with_a_clean_slate() {
    let desk = Desk::open().await;
    while desk.trick("panic").await.unwrap_err().status() != 503 {}
    noted(&desk).await;
    let desk = desk.reopen().await;
    assert_eq!(desk.trick("list").await.unwrap_err().status(), 503);
    install(&desk, version("0.2.0", |_| ())).await.unwrap();
    desk.trick("list").await.unwrap();
    while desk.trick("panic").await.unwrap_err().status() != 503 {}
    desk.clock.advance(30_000);
    desk.trick("list").await.unwrap();
}
