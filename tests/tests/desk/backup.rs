//! A desk is copied while people work, and put back as it was at any moment.

use crate::scenario::Story;
use ombud_tests::program::{Ended, Program, run};
use ombud_tests::world::{World, all, folder, open_ticket, text};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Runs a command that must succeed.
#[track_caller]
fn done(arguments: &[&str]) -> Ended {
    let ended = run(arguments);
    assert_eq!(ended.code, Some(0), "{arguments:?}: {}{}", ended.out, ended.err);
    ended
}

/// Runs a command that must be refused, with these words.
#[track_caller]
fn refused(arguments: &[&str], words: &str) {
    let ended = run(arguments);
    assert_eq!(ended.code, Some(1), "{arguments:?}: {}{}", ended.out, ended.err);
    assert!(ended.err.contains(words), "{arguments:?}: {}", ended.err);
}

/// The subjects of all tickets of a desk that was put back.
fn subjects(data: &str) -> BTreeSet<String> {
    let desk = Program::start(&["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    let owner = ombud_tests::caller::Caller::sign_in(desk.base(), "owner@demo.test", "demo-only");
    all(&owner, "/tickets/api/tickets", "tickets").iter().map(|ticket| text(ticket, "subject")).collect()
}

#[test]
fn a_desk_at_work_is_copied_and_put_back_with_all_that_it_had_acknowledged() {
    let desk = World::demo();
    let place = folder();
    let path = |name: &str| shown(&place.path().join(name));
    let (data, whole, later) = (shown(desk.folder()), path("whole.ombud"), path("later.ombud"));
    let agent = desk.person("agent.support");
    let stop = AtomicBool::new(false);
    let opened = |from: usize| -> Vec<String> {
        let name = |number| format!("Opened beside a backup, {number}");
        let open = |number| {
            open_ticket(&agent, "Support", &name(number));
            name(number)
        };
        (from..).take_while(|_| !stop.load(Relaxed)).map(open).collect()
    };
    open_ticket(&agent, "Support", "Before all backups");

    let first = thread::scope(|scope| {
        let writer = scope.spawn(|| opened(0));
        let said = done(&["backup", &whole, "--data", &data]).out;
        assert!(said.contains("records and") && said.contains("up to commit"), "{said}");
        stop.store(true, Relaxed);
        writer.join().unwrap()
    });
    stop.store(false, Relaxed);
    open_ticket(&agent, "Support", "Between the backups");
    thread::sleep(std::time::Duration::from_millis(20));
    let until = text(&open_ticket(&agent, "Support", "At that moment"), "created");
    let second = thread::scope(|scope| {
        let writer = scope.spawn(|| opened(10_000));
        thread::sleep(std::time::Duration::from_millis(300));
        stop.store(true, Relaxed);
        writer.join().unwrap()
    });
    let said = done(&["backup", &later, "--after", &whole, "--data", &data]).out;
    assert!(said.contains("the changes of"), "{said}");
    let audit = desk.person("owner").get("/api/v1/audit?action=desk.backup").is(200);
    assert_eq!(audit["entries"].as_array().unwrap().len(), 2, "{audit}");

    let again = path("again");
    let said = done(&["restore", &whole, &later, "--data", &again]).out;
    assert!(said.contains("everything fits"), "{said}");
    let found = subjects(&again);
    for wanted in first.iter().chain(&second) {
        assert!(found.contains(wanted), "{wanted} was acknowledged before the second backup");
    }
    assert!(found.contains("Before all backups") && found.contains("Between the backups"));

    assert!(!first.is_empty() && !second.is_empty());

    // As it was just before the ticket whose time is named.
    let then = path("then");
    done(&["restore", &whole, &later, "--until", &until, "--data", &then]);
    let found = subjects(&then);
    assert!(found.contains("Between the backups"), "until {until}");
    assert!(second.iter().all(|later| !found.contains(later)), "until {until}");
}

#[test]
fn a_stopped_desk_is_copied_too_and_what_makes_no_sense_is_refused() {
    let mut desk = World::demo();
    let place = folder();
    let path = |name: &str| shown(&place.path().join(name));
    let data = shown(desk.folder());
    assert_eq!(desk.program().stop(), Some(0));
    done(&["backup", &path("whole"), "--data", &data]);
    done(&["backup", &path("later"), "--after", &path("whole"), "--data", &data]);

    refused(&["backup", &path("whole"), "--data", &data], "there is a file");
    refused(&["backup", &path("new"), "--after", &path("none"), "--data", &data], "there is no file");
    refused(&["backup", &path("new"), "--data", &path("nowhere")], "there is no desk in");
    refused(&["restore", &path("later"), "--data", &path("to")], "must be a whole one");
    refused(&["restore", &path("whole"), "--data", &data], "is not empty");
    refused(
        &["restore", &path("whole"), "--until", "1999-01-01", "--data", &path("to")],
        "made later than that",
    );
    let mut bytes = std::fs::read(place.path().join("whole")).unwrap();
    let half = bytes.len() / 2;
    bytes[half] ^= 1;
    std::fs::write(place.path().join("bad"), bytes).unwrap();
    refused(&["restore", &path("bad"), "--data", &path("to")], "is damaged or was cut off");
    assert!(!place.path().join("new").exists() && !place.path().join("new.part").exists());
    assert!(!place.path().join("to").exists(), "nothing is begun that cannot be done");
}

#[test]
fn a_desk_that_was_killed_leaves_no_door_that_stands_in_the_way() {
    let mut desk = World::demo();
    let place = folder();
    let story = Story::play(desk.base());
    desk.program().kill();
    assert!(desk.folder().join("control").exists(), "nobody was there to remove it");
    let file = shown(&place.path().join("whole"));
    done(&["backup", &file, "--data", &shown(desk.folder())]);
    desk.start_again();
    story.reads_back(desk.base());
    let file = shown(&place.path().join("another"));
    done(&["backup", &file, "--data", &shown(desk.folder())]);
}

#[test]
fn a_desk_of_its_own_lines_is_the_same_desk() {
    let mut desk = World::demo();
    let story = Story::play(desk.base());
    let place = folder();
    let path = |name: &str| shown(&place.path().join(name));
    let said = done(&["export", &path("desk.jsonl"), "--data", &shown(desk.folder())]).out;
    assert!(said.contains("lines"), "{said}");
    refused(&["export", &path("desk.jsonl"), "--data", &shown(desk.folder())], "there is a file");
    assert_eq!(desk.program().stop(), Some(0));

    let said = done(&["import", "desk", &path("desk.jsonl"), "--data", &path("again")]).out;
    assert!(said.contains("everything fits"), "{said}");
    let again = Program::start(&["serve", "--data", &path("again"), "--listen", "127.0.0.1:0"]);
    story.reads_back(again.base());
    drop(again);
    let exported = std::fs::read_to_string(place.path().join("desk.jsonl")).unwrap();
    let half = &exported[..exported.len() / 2];
    std::fs::write(place.path().join("half.jsonl"), half.trim_end()).unwrap();
    refused(&["import", "desk", &path("half.jsonl"), "--data", &path("none")], "line ");
    refused(&["import", "desk", &path("desk.jsonl"), "--data", &path("again")], "is not empty");
}
