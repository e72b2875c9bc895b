//! `ombud import mail`: single files, a Maildir and an mbox, each message once.

use ombud_tests::golden;
use ombud_tests::program::{Ended, root, run};
use ombud_tests::world::{World, all, folder, text};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const FIRST: &str = "From: Mira <mira@example.org>\nTo: support@demo.test\nSubject: First of the box\n\
    Message-ID: <box-1@example.org>\nDate: Thu, 01 Jan 2026 09:00:00 +0000\n\nThe first message.\n";
const SECOND: &str = "From: Jan Nowak <jan@example.org>\nTo: support@demo.test\n\
    Subject: =?utf-8?q?Drugie_pytanie_=E2=80=93_za=C5=BC=C3=B3=C5=82=C4=87?=\nMessage-ID: <box-2@example.org>\n\
    Date: Thu, 01 Jan 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n\
    From here on it is broken.\nZażółć.\n";
const THIRD: &str = "From: Mira <mira@example.org>\nTo: support@demo.test\nSubject: Re: First of the box\n\
    Message-ID: <box-3@example.org>\nIn-Reply-To: <box-1@example.org>\n\
    Date: Thu, 01 Jan 2026 11:00:00 +0000\n\nAnd one more thing.\n";

/// A demo desk that is closed, to be imported into.
fn closed() -> World {
    let mut desk = World::demo();
    assert_eq!(desk.program().stop(), Some(0));
    desk
}

#[track_caller]
fn import(desk: &World, from: &Path) -> Ended {
    let (from, data) = (from.to_string_lossy(), desk.folder().to_string_lossy());
    let ended = run(&["import", "mail", &from, "--department", "Support", "--data", &data]);
    assert_eq!(ended.code, Some(0), "{}: {}{}", ended.how, ended.out, ended.err);
    ended
}

/// The number after a word in the report, `imported 12`.
#[track_caller]
fn count(report: &Ended, word: &str) -> u64 {
    let words: Vec<&str> =
        report.out.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let found = words.windows(2).find_map(|pair| (pair[0] == word).then(|| pair[1].parse().ok()).flatten());
    found.unwrap_or_else(|| panic!("the report does not count `{word}`:\n{}", report.out))
}

fn subjects(desk: &mut World) -> Vec<String> {
    desk.start_again();
    let tickets = all(&desk.person("owner"), "/tickets/api/tickets?sort=oldest", "tickets");
    assert_eq!(desk.program().stop(), Some(0));
    tickets.iter().map(|ticket| text(ticket, "subject")).collect()
}

/// The three messages come in by `write`, make two tickets, and are known the second time.
#[track_caller]
fn check(write: impl Fn(&Path) -> PathBuf) {
    let mut desk = closed();
    let before = subjects(&mut desk).len();
    let folder = folder();
    let from = write(folder.path());

    let report = import(&desk, &from);
    assert_eq!((count(&report, "imported"), count(&report, "threaded")), (2, 1), "{}", report.out);
    let now = subjects(&mut desk);
    assert_eq!(now.len() - before, 2, "{now:?}");
    for subject in ["First of the box", "Drugie pytanie – zażółć"] {
        assert!(now.iter().any(|known| known == subject), "no `{subject}` in {now:?}");
    }

    let again = import(&desk, &from);
    assert_eq!((count(&again, "imported"), count(&again, "threaded")), (0, 0), "{}", again.out);
    assert_eq!(count(&again, "skipped"), 3, "{}", again.out);
    assert!(again.out.contains("already"), "it says why: {}", again.out);
    assert_eq!(subjects(&mut desk), now);
}

#[test]
fn single_files_are_imported_once() {
    check(|folder| {
        for (name, message) in [("1.eml", FIRST), ("2.eml", SECOND), ("3.eml", THIRD)] {
            fs::write(folder.join(name), message.replace('\n', "\r\n")).unwrap();
        }
        folder.to_owned()
    });
}

#[test]
fn a_maildir_is_imported_once() {
    check(|folder| {
        let maildir = folder.join("Maildir");
        for part in ["cur", "new", "tmp"] {
            fs::create_dir_all(maildir.join(part)).unwrap();
        }
        for (name, message) in [
            ("cur/1767258000.M1P1.host:2,S", FIRST),
            ("cur/1767261600.M2P1.host:2,RS", SECOND),
            ("new/1767265200.M3P1.host", THIRD),
            ("tmp/1767265201.M4P1.host", "half of a mess"),
        ] {
            fs::write(maildir.join(name), message).unwrap();
        }
        maildir
    });
}

#[test]
fn an_mbox_is_imported_once() {
    check(|folder| {
        let mut mbox = String::new();
        for message in [FIRST, SECOND, THIRD] {
            mbox.push_str("From mira@example.org Thu Jan  1 09:00:00 2026\n");
            // As every mbox writer does: a line that would begin a message is quoted.
            mbox.push_str(&message.replace("\n\nFrom here", "\n\n>From here"));
            mbox.push('\n');
        }
        let file = folder.join("old.mbox");
        fs::write(&file, mbox).unwrap();
        file
    });
}

#[test]
fn what_was_quoted_in_an_mbox_is_read_as_it_was_written() {
    let mut desk = closed();
    let folder = folder();
    let mbox = format!(
        "From jan@example.org Thu Jan  1 09:00:00 2026\n{}\n",
        SECOND.replace("\n\nFrom here", "\n\n>From here")
    );
    let file = folder.path().join("old.mbox");
    fs::write(&file, mbox).unwrap();
    import(&desk, &file);
    desk.start_again();
    let owner = desk.person("owner");
    let tickets = all(&owner, "/tickets/api/tickets?sort=created", "tickets");
    let ticket = tickets.iter().find(|ticket| text(ticket, "subject").starts_with("Drugie")).unwrap();
    let said = owner.get(&format!("/tickets/api/tickets/{}/messages", text(ticket, "id"))).is(200);
    let body = text(&said["messages"][0], "body");
    assert!(body.starts_with("From here on it is broken."), "{body}");
    assert!(body.contains("Zażółć."), "{body}");
}

#[test]
fn a_folder_imported_twice_is_skipped_the_second_time() {
    let mut desk = closed();
    let before = subjects(&mut desk);
    // The demo has taken it by the same path when it was set up.
    let again = import(&desk, &root().join("examples/mail/support"));
    assert_eq!((count(&again, "imported"), count(&again, "threaded")), (0, 0), "{}", again.out);
    assert_eq!(count(&again, "skipped"), 20, "{}", again.out);
    assert_eq!(subjects(&mut desk), before);
}

/// The beginning of a text, on one line.
fn begin(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(70).collect()
}

#[test]
fn the_sample_mail_reads_as_it_was_written() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let mut shown = String::from("The mail of the demo, as the owner of the desk reads it.\n");
    for ticket in all(&owner, "/tickets/api/tickets?sort=oldest", "tickets") {
        let (subject, department) = (text(&ticket, "subject"), text(&ticket, "department_name"));
        writeln!(shown, "\n#{} {subject} [{department}]", ticket["number"]).unwrap();
        let path = format!("/tickets/api/tickets/{}/messages?limit=200", text(&ticket, "id"));
        for message in owner.get(&path).is(200)["messages"].as_array().unwrap() {
            let (kind, author) = (text(message, "kind"), text(message, "author_name"));
            writeln!(shown, "    {kind} of {author}: {}", begin(&text(message, "body"))).unwrap();
            for file in message["attachments"].as_array().unwrap() {
                let inline = if file["inline"].is_string() { ", shown inside" } else { "" };
                let (name, kind) = (text(file, "name"), text(file, "content_type"));
                writeln!(shown, "        {name} ({kind}, {} bytes{inline})", file["size"]).unwrap();
            }
        }
    }
    assert!(!shown.contains('\u{fffd}'), "a charset was read wrongly:\n{shown}");
    golden::check("sample_mail.txt", &shown);
}
