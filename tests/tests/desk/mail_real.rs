//! Real mail, as it comes: odd charsets, broken headers, nested parts, bounces. None crashes the desk, none
//! vanishes, none is taken twice.

use crate::scenario::hand_in;
use ombud_tests::caller::Caller;
use ombud_tests::program::root;
use ombud_tests::world::{World, all, text};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// All messages of the set, in order, if it is there.
fn messages() -> Option<Vec<PathBuf>> {
    let folder = root().join("../shared/data/mail");
    if !folder.is_dir() {
        println!("{} is not there: nothing was read, and this test says nothing", folder.display());
        return None;
    }
    let mut files = Vec::new();
    let mut open = vec![folder];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    Some(files)
}

/// Hands all in, and counts by outcome.
fn round(admin: &Caller, files: &[PathBuf], check: impl Fn(&PathBuf, &Value)) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for file in files {
        let made = hand_in(admin, "Support", &fs::read(file).unwrap());
        let outcome = text(&made, "outcome");
        match outcome.as_str() {
            "created" => {
                assert!(made["ticket"].is_string() && made["message"].is_string(), "{file:?}: {made}")
            }
            "threaded" => assert!(made["message"].is_string(), "{file:?}: {made}"),
            "skipped" => assert!(made["reason"].is_string(), "{file:?}: {made}"),
            other => panic!("{file:?} became `{other}`"),
        }
        check(file, &made);
        *counts.entry(outcome).or_insert(0) += 1;
    }
    counts
}

#[test]
fn every_real_message_is_taken_once_and_none_is_dropped_in_silence() {
    let Some(files) = messages() else { return };
    let desk = World::demo();
    let admin = desk.person("admin");
    let before = all(&admin, "/tickets/api/tickets", "tickets").len();
    let skipped_before = all(&admin, "/mail/api/skipped", "messages").len();

    let first = round(&admin, &files, |_, _| {});
    // Some files of the set are the same, byte by byte: these are known already in the first round.
    let twins = files.len() - files.iter().map(|file| fs::read(file).unwrap()).collect::<BTreeSet<_>>().len();
    assert_eq!(first.values().sum::<usize>(), files.len());
    let tickets = all(&admin, "/tickets/api/tickets", "tickets");
    let count = |outcome: &str| first.get(outcome).copied().unwrap_or(0);
    assert_eq!(tickets.len() - before, count("created"), "one ticket for each message that opened one");
    let skipped = all(&admin, "/mail/api/skipped", "messages");
    assert_eq!(
        skipped.len() - skipped_before,
        count("skipped") - twins,
        "each skipped message is in the list"
    );

    for ticket in &tickets {
        let subject = text(ticket, "subject");
        assert!(!subject.contains("=?"), "an encoded word was left in `{subject}`");
        let page = admin.get(&format!("/tickets/api/tickets/{}/messages", text(ticket, "id"))).is(200);
        assert!(!page["messages"].as_array().unwrap().is_empty(), "`{subject}` has no message");
    }

    let again = round(&admin, &files, |file, made| {
        let reason = text(made, "reason");
        assert!(reason.starts_with("already"), "{file:?} the second time: {made}");
    });
    assert_eq!(again, BTreeMap::from([("skipped".to_owned(), files.len())]));
    assert_eq!(all(&admin, "/tickets/api/tickets", "tickets").len(), tickets.len());
    println!(
        "{} real messages: {} opened a ticket, {} went on with one, {} were skipped with a reason; the second \
         time all were known.",
        files.len(),
        count("created"),
        count("threaded"),
        count("skipped"),
    );
}

#[test]
fn a_bounce_never_opens_a_ticket() {
    let Some(files) = messages() else { return };
    let desk = World::demo();
    let admin = desk.person("admin");
    let bounces: Vec<PathBuf> =
        files.into_iter().filter(|file| file.parent().is_some_and(|dir| dir.ends_with("bounces"))).collect();
    let opened = RefCell::new(Vec::new());
    round(&admin, &bounces, |file, made| {
        if made["outcome"] == "created" {
            opened.borrow_mut().push(format!("{}: {made}", file.file_name().unwrap().to_string_lossy()));
        }
    });
    let opened = opened.into_inner();
    println!("{} bounces, {} opened a ticket: {opened:#?}", bounces.len(), opened.len());
    assert!(opened.is_empty());
}
