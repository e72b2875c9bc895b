use ombud_access::{Audience, Grant, PluginId, Role, RoleId, RoleKind, Scopes, Snapshot, Timestamp};
use ombud_identity::role_file::{self, READY_MADE};
use ombud_identity::{Installer, plugin, role};
use proptest::prelude::*;

use crate::desk::{Desk, conflict, denied, grant, invalid};
use crate::effects::notes;

fn text(desk: &Desk) -> String {
    let by = desk.authority(&mut desk.store.begin(), desk.owner);
    let roles = desk.look(|uow| role::list(uow, &by));
    role_file::write(&roles, &desk.identity.snapshot())
}

const REFUNDS: &str = r#"
[[roles]]
name = "refunds"
title = "Refund \"specialist\""
description = "Pays back."

[roles.grants]
"kernel:person.read" = ["all"]
"kernel:membership.edit" = [{ scopes = ["all"] }, { scopes = ["all"], until = 2027-01-01T00:00:00Z }]
"kernel:email.read" = { scopes = ["all"], until = 2026-12-24T18:30:00Z }
"#;

#[tokio::test]
async fn a_file_makes_a_role_changes_it_and_finds_it_unchanged() {
    let desk = Desk::new().await;
    let import = |text: String| {
        let told = role_file::read(&text).unwrap();
        desk.by(desk.owner, move |uow, by| role_file::import(uow, by, told, false))
    };
    assert_eq!(import(REFUNDS.into()).await.unwrap().created, ["refunds"]);
    let made = desk.look(|uow| role::by_name(uow, "refunds")).unwrap();
    assert_eq!((made.title.as_str(), made.grants.len()), ("Refund \"specialist\"", 4));
    let until =
        made.grants.iter().find(|grant| grant.permission.as_str() == "kernel:email.read").unwrap().until;
    assert_eq!(until, Some(Timestamp(1_798_137_000_000)));
    assert_eq!(import(REFUNDS.into()).await.unwrap().unchanged, ["refunds"]);
    let less = REFUNDS.replace("\"kernel:person.read\" = [\"all\"]\n", "");
    assert_eq!(import(less).await.unwrap().changed, ["refunds"]);
}

#[tokio::test]
async fn what_is_written_reads_back_as_the_same_roles() {
    let desk = Desk::new().await;
    let told = role_file::read(REFUNDS).unwrap();
    desk.by(desk.owner, |uow, by| role_file::import(uow, by, told, false)).await.unwrap();
    let text = text(&desk);
    assert!(text.contains("\"kernel:person.read\" = [\"all\"] # See people"), "{text}");
    assert!(!text.contains("administrator") && text.contains("name = \"collaborator\""), "{text}");
    let again = role_file::read(&text).unwrap();
    let done = desk.by(desk.owner, |uow, by| role_file::import(uow, by, again, false)).await.unwrap();
    assert!(done.created.is_empty() && done.changed.is_empty() && done.unchanged.len() > 5, "{done:?}");
}

#[tokio::test]
async fn a_file_gives_nobody_more_than_he_may_give_and_is_all_or_nothing() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let told = role_file::read(REFUNDS).unwrap();
    denied(desk.by(ana, |uow, by| role_file::import(uow, by, told.clone(), false)).await);
    let half = format!("{REFUNDS}\n[[roles]]\nname = \"NO SLUG\"\ntitle = \"x\"\n");
    let told = role_file::read(&half).unwrap();
    invalid(desk.by(desk.owner, |uow, by| role_file::import(uow, by, told, false)).await);
    assert!(desk.look(|uow| role::by_name(uow, "refunds")).is_none());
}

#[tokio::test]
async fn what_nobody_declares_is_an_error_or_left_out_and_told() {
    let desk = Desk::new().await;
    let file =
        "[[roles]]\nname = \"later\"\ntitle = \"Later\"\n[roles.grants]\n\"chat:talk.join\" = [\"all\"]\n";
    let told = role_file::read(file).unwrap();
    invalid(desk.by(desk.owner, |uow, by| role_file::import(uow, by, told.clone(), false)).await);
    let done = desk.by(desk.owner, |uow, by| role_file::import(uow, by, told, true)).await.unwrap();
    assert_eq!(done.left_out.len(), 1);
    assert!(desk.look(|uow| role::by_name(uow, "later")).unwrap().grants.is_empty());
}

#[tokio::test]
async fn a_file_makes_no_collaborator_of_an_agent_nor_the_other_way_round() {
    let desk = Desk::new().await;
    let told = role_file::read("[[roles]]\nname = \"collaborator\"\ntitle = \"Collaborator\"\n").unwrap();
    conflict(desk.by(desk.owner, |uow, by| role_file::import(uow, by, told, false)).await);
}

#[test]
fn a_bad_file_says_in_which_line_and_what_is_expected() {
    for (file, words) in [
        ("roles = 3", "roles"),
        ("[[roles]]\nname = \"x\"", "title"),
        ("[[roles]]\nname = \"x\"\ntitle = \"X\"\ncolour = \"red\"", "colour"),
        ("[[roles]]\nname=\"x\"\ntitle=\"X\"\n[roles.grants]\n\"nonsense\" = [\"all\"]", "nonsense"),
        ("[[roles]]\nname=\"x\"\ntitle=\"X\"\n[roles.grants]\n\"a1:b.c\" = [\"every\"]", "scopes"),
        (
            "[[roles]]\nname=\"x\"\ntitle=\"X\"\n[roles.grants]\n\"a1:b.c\" = {scopes=[\"all\"],until=1979-05-27}",
            "until",
        ),
    ] {
        let error = role_file::read(file).unwrap_err().to_string();
        assert!(error.contains(words), "{file}: {error}");
    }
    let error = role_file::read("[[roles]]\nname = \n").unwrap_err().to_string();
    assert!(error.contains("line 2"), "{error}");
}

#[test]
fn the_ready_made_files_read_and_contact_customers_only_where_they_say() {
    for (name, text) in READY_MADE {
        let told = role_file::read(text).unwrap();
        assert_eq!((told.len(), told[0].name.as_str()), (1, name));
        let replies = told[0].grants.iter().any(|grant| grant.permission.as_str() == "tickets:ticket.reply");
        assert_eq!(replies, ["team-lead", "night-shift"].contains(&name), "{name}");
        let mut sorted = told[0].grants.clone();
        sorted.sort_by(|a, b| a.permission.cmp(&b.permission));
        assert_eq!(told[0].grants, sorted);
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_fall(text in ".{0,400}") {
        let _ = role_file::read(&text);
    }

    #[test]
    fn every_grant_survives_a_file(
        ms in prop_oneof![0..4_000_000_000_000u64, 253_402_207_199_000..253_402_207_201_000u64],
        ends in any::<bool>(), bits in 1..64u8) {
        let all: Vec<Scopes> = Scopes::ANY.iter().collect();
        let scopes = (0..6).filter(|n| bits >> n & 1 == 1).map(|n| all[n]).collect();
        let until = ends.then_some(Timestamp(ms));
        let given = Grant { until, ..grant("aa:thing.do", scopes) };
        let role = Role {
            id: RoleId(ombud_access::Id::from_u128(1)),
            name: "refunds".into(),
            title: "Refunds".into(),
            description: String::new(),
            kind: RoleKind::Custom,
            audience: Audience::Staff,
            collaborator: false,
            retired: false,
            grants: vec![given.clone()],
        };
        let policy = Snapshot::compile(Default::default()).unwrap();
        let told = role_file::read(&role_file::write(&[role], &policy)).unwrap();
        prop_assert_eq!(&told[0].grants, &[given]);
    }
}

#[tokio::test]
async fn a_grant_that_waits_for_its_plugin_survives_an_edit_by_file() {
    let desk = Desk::new().await;
    let id = PluginId::parse("notes").unwrap();
    let mut uow = desk.store.begin();
    desk.identity.register_plugin(&mut uow, Installer::Kernel(desk.now), notes(vec![])).unwrap();
    desk.commit(uow).await.unwrap();
    desk.by(desk.owner, |uow, by| plugin::unregister(uow, by, &id)).await.unwrap();
    let text = text(&desk);
    assert!(text.contains("\"notes:note.read\" = [\"department\"] # nobody declares this now"), "{text}");
    for leave_out in [true, false] {
        let told = role_file::read(&text).unwrap();
        let done = desk.by(desk.owner, |uow, by| role_file::import(uow, by, told, leave_out)).await.unwrap();
        assert!(done.left_out.is_empty() && done.unchanged.contains(&"agent".to_owned()), "{done:?}");
    }
}

#[tokio::test]
async fn a_name_that_is_far_too_long_is_the_file_s_fault_and_no_failure_of_the_store() {
    let desk = Desk::new().await;
    let file = format!("[[roles]]\nname = \"{}\"\ntitle = \"Long\"\n", "a".repeat(2_000));
    let told = role_file::read(&file).unwrap();
    invalid(desk.by(desk.owner, |uow, by| role_file::import(uow, by, told, false)).await);
}

#[test]
fn an_error_in_a_very_long_line_is_told_in_few_words() {
    let error = role_file::read(&format!("[[roles]]\nname = {}", "x".repeat(100_000))).unwrap_err();
    let text = error.to_string();
    assert!(text.len() < 2_000 && text.contains("line 2"), "{text}");
}
