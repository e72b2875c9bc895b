//! What an administrator is told when something is wrong: what, where, and what to do. Nothing is lost by it.

use crate::scenario::Story;
use ombud_tests::caller::Caller;
use ombud_tests::program::{Program, binary, run};
use ombud_tests::world::{PASSWORD, World, folder, open_ticket, text};
use serde_json::json;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The command fails, with an exit code of its own, and says all these words.
#[track_caller]
fn check(arguments: &[&str], words: &[&str]) {
    let ended = run(arguments);
    let said = format!("`ombud {}` said: {}{}", arguments.join(" "), ended.out, ended.err);
    assert!(matches!(ended.code, Some(1..=99)), "exit code {:?}: {said}", ended.code);
    for word in words {
        assert!(
            ended.err.contains(word),
            "no `{word}` in what `ombud {}",
            said.trim_start_matches("`ombud ")
        );
    }
    assert!(!said.contains("panicked"), "{said}");
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = folder();
    check(&["demo", "--data", &shown(folder.path()), "--listen", &address], &[&address, "in use"]);
}

#[test]
fn an_address_that_is_none_is_named() {
    let folder = folder();
    check(&["demo", "--data", &shown(folder.path()), "--listen", "nowhere"], &["nowhere"]);
}

#[test]
fn a_data_folder_that_a_desk_uses_is_left_alone() {
    let desk = World::demo();
    let story = Story::play(desk.base());
    let data = shown(desk.folder());
    for arguments in [
        &["serve", "--data", &data, "--listen", "127.0.0.1:0"][..],
        &["import", "mail", "examples/mail/support", "--department", "Support", "--data", &data],
        &["plugin", "list", "--data", &data],
    ] {
        check(arguments, &[&data, "in use"]);
    }
    story.reads_back(desk.base());
}

/// The largest file below a folder: the one that holds the records.
fn largest(folder: &Path) -> PathBuf {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .max_by_key(|path| fs::metadata(path).unwrap().len())
        .unwrap()
}

/// The folder with the records of the data folder.
fn state(data: &Path) -> PathBuf {
    let mut open = vec![data.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("state") {
                return path;
            }
            if path.is_dir() {
                open.push(path);
            }
        }
    }
    panic!("no records below {}", data.display());
}

#[test]
fn a_corrupt_data_folder_is_refused_and_not_touched() {
    let mut desk = World::demo();
    assert_eq!(desk.program().stop(), Some(0));
    let file = largest(&state(desk.folder()));
    let good = fs::read(&file).unwrap();
    let bad: Vec<u8> = good.iter().map(|byte| byte.wrapping_mul(31) ^ 0x5a).collect();
    fs::write(&file, &bad).unwrap();
    let data = shown(desk.folder());
    for arguments in [
        &["serve", "--data", &data, "--listen", "127.0.0.1:0"][..],
        &["demo", "--data", &data, "--listen", "127.0.0.1:0"],
        &["import", "mail", "examples/mail/support", "--department", "Support", "--data", &data],
    ] {
        check(arguments, &["damaged", &data, "backup"]);
    }
    // What can still be saved must still be there: with the good bytes back, the desk stands as before.
    fs::write(&file, &good).unwrap();
    desk.start_again();
    assert!(
        desk.person("owner").get("/tickets/api/tickets").is(200)["tickets"].as_array().unwrap().len() > 5
    );
}

#[test]
fn a_data_folder_that_is_a_file_is_named() {
    let folder = folder();
    let file = folder.path().join("desk");
    fs::write(&file, "not a folder").unwrap();
    check(&["serve", "--data", &shown(&file), "--listen", "127.0.0.1:0"], &[&shown(&file)]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a folder");
}

#[test]
fn a_plugin_file_that_is_none_is_not_taken() {
    let folder = folder();
    let file = folder.path().join("tickets.wasm");
    let path = shown(&file);
    check(&["plugin", "inspect", &path], &[&path]);
    let component = ombud_bundle::plugins().iter().find(|plugin| plugin.name == "tickets").unwrap().component;
    for (what, bytes) in [
        ("cut short", &component[..component.len() / 2]),
        ("cut at the end", &component[..component.len() - 1]),
        ("empty", &[]),
        ("a text", b"hello, I am a plugin"),
    ] {
        fs::write(&file, bytes).unwrap();
        println!("{what}");
        check(&["plugin", "inspect", &path], &[&path, "component"]);
    }
    fs::write(&file, component).unwrap();
    let fine = run(&["plugin", "inspect", &path]);
    assert_eq!(fine.code, Some(0), "{}", fine.err);
    assert!(fine.out.contains("tickets:ticket.read") || fine.out.contains("Tickets"), "{}", fine.out);
}

#[test]
fn mail_for_nowhere_is_not_imported() {
    let mut desk = World::demo();
    assert_eq!(desk.program().stop(), Some(0));
    let data = shown(desk.folder());
    check(
        &["import", "mail", "examples/mail/support", "--department", "Nowhere", "--data", &data],
        &["Nowhere"],
    );
    check(&["import", "mail", "no/such/mail", "--department", "Support", "--data", &data], &["no/such/mail"]);
}

#[test]
fn a_word_that_is_no_command_is_named() {
    check(&["serv"], &["serv"]);
    check(&["serve", "--dada", "x"], &["--dada"]);
    check(&["serve", "--memory", "1"], &["--memory", "16..="]);
    check(&["serve", "--trusted-proxy", "everybody"], &["--trusted-proxy", "everybody", "10.0.0.0/8"]);
}

/// A desk on a disk of its own: 400 MiB in memory that nobody else sees. None where that is not permitted.
fn on_a_small_disk(folder: &Path) -> Option<Program> {
    let script = "mount -t tmpfs -o size=400m ombud \"$1\" && exec \"$2\" demo --data \"$1/desk\" --listen 127.0.0.1:0";
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", script, "sh"]).arg(folder).arg(binary());
        command
    };
    let permitted = unshare("mount -t tmpfs -o size=1m ombud \"$1\" 2>/dev/null").status();
    if !permitted.is_ok_and(|status| status.success()) {
        println!("no small disk can be made here: nothing was tried, and this test says nothing");
        return None;
    }
    Some(Program::start_with(unshare(script)))
}

#[test]
fn a_full_disk_stops_writes_and_loses_nothing() {
    let folder = folder();
    let Some(mut desk) = on_a_small_disk(folder.path()) else { return };
    let story = Story::play(desk.base());
    let agent = Caller::sign_in(desk.base(), "agent.support@demo.test", PASSWORD);
    let before = open_ticket(&agent, "Support", "Before the disk was full");

    let ballast = PathBuf::from(format!("/proc/{}/root{}/ballast", desk.id(), folder.path().display()));
    let mut file = fs::File::create(&ballast).unwrap();
    let filled = std::io::copy(&mut std::io::repeat(7), &mut file);
    assert!(filled.is_err(), "the disk is full when it takes no more");
    drop(file);

    let wanted = json!({ "subject": "No room", "department": "Support", "body": "x", "requester": "mira@example.org" });
    for _ in 0..3 {
        let refused = agent.post("/tickets/api/tickets", &wanted).problem(507);
        assert!(text(&refused, "detail").contains("space"), "{refused}");
    }
    let path = format!("/tickets/api/tickets/{}", text(&before, "id"));
    assert_eq!(agent.get(&path).is(200), before, "reading goes on");

    fs::remove_file(&ballast).unwrap();
    open_ticket(&agent, "Support", "After there was room again");
    assert_eq!(agent.get(&path).is(200), before);
    story.reads_back(desk.base());
    assert_eq!(desk.stop(), Some(0));
}
