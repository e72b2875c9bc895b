//! Files that stand on messages: who reads a message fetches its files, and nobody else.

use crate::scenario::hand_in;
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::program::run;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

#[track_caller]
fn upload(caller: &Caller, bytes: &[u8]) -> String {
    let kind = [("content-type", "application/octet-stream")];
    text(&caller.fetch("POST", "/api/v1/blobs", &kind, bytes).is(201), "id")
}

#[track_caller]
fn attach(caller: &Caller, ticket: &Value, kind: &str, blob: &str, name: &str, content_type: &str) -> Value {
    let file = json!({ "blob": blob, "name": name, "content_type": content_type });
    let body = json!({ "kind": kind, "body": "See the file.", "attachments": [file] });
    caller.post(&format!("/tickets/api/tickets/{}/messages", text(ticket, "id")), &body).is(201)
}

fn blob(caller: &Caller, id: &str) -> Answer {
    caller.get(&format!("/api/v1/blobs/{id}"))
}

#[test]
fn a_file_is_fetched_by_who_reads_its_message_only() {
    let desk = World::demo();
    let (agent, customer) = (desk.person("agent.support"), desk.person("customer"));
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let ticket = customer.post("/tickets/api/tickets", &wanted).is(201);
    let (public, secret) = (upload(&agent, b"a picture of the lid"), upload(&agent, b"what it cost us"));
    attach(&agent, &ticket, "reply", &public, "lid.txt", "text/plain");
    attach(&agent, &ticket, "note", &secret, "cost.txt", "text/plain");

    for (name, sees) in [
        ("owner", [true, true]),
        ("agent.support", [true, true]),
        ("collaborator", [true, true]),
        ("customer", [true, false]),
        ("agent.sales", [false, false]),
    ] {
        let person = desk.person(name);
        for (id, sees) in [(&public, sees[0]), (&secret, sees[1])] {
            let answer = blob(&person, id);
            assert_eq!(answer.status, if sees { 200 } else { 404 }, "{name}: {}", answer.text());
        }
    }
    let visitor = blob(&desk.visitor(), &public);
    assert!(matches!(visitor.status, 401 | 404), "{}", visitor.status);
    assert_eq!(blob(&customer, &public).body, b"a picture of the lid");
}

/// Sends bytes that are never all in memory, and reads an answer that never is: its head, and how much came behind.
fn stream(desk: &World, head: &str, part: &[u8], parts: usize) -> (String, u64) {
    let address = desk.base().strip_prefix("http://").unwrap();
    let mut line = TcpStream::connect(address).unwrap();
    line.write_all(head.as_bytes()).unwrap();
    (0..parts).for_each(|_| line.write_all(part).unwrap());
    let mut reader = BufReader::with_capacity(1 << 16, line);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
    }
    (head, std::io::copy(&mut reader, &mut std::io::sink()).unwrap())
}

#[test]
fn a_file_of_500_megabytes_comes_and_goes_in_constant_memory() {
    let mut desk = World::demo();
    let agent = desk.person("agent.support");
    let token = agent.token().unwrap().to_owned();
    let part: Vec<u8> = (0..1u32 << 20).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    // Whatever else the first of anything takes.
    attach(
        &agent,
        &open_ticket(&agent, "Support", "Small"),
        "note",
        &upload(&agent, &part),
        "s",
        "text/plain",
    );
    let before = desk.program().peak_memory();

    let size = 500 << 20;
    let head = format!(
        "POST /api/v1/blobs HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\nContent-Type: \
         application/octet-stream\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    );
    let (told, _) = stream(&desk, &head, &part, 500);
    assert!(told.starts_with("HTTP/1.1 201 "), "{told}");
    // The same bytes once more, one too many.
    let more = head.replace(&format!("Length: {size}"), &format!("Length: {}", size + 1));
    let (told, _) = stream(&desk, &more, &[], 0);
    assert!(told.starts_with("HTTP/1.1 413 "), "{told}");

    let mut hash = Sha256::new();
    (0..500).for_each(|_| hash.update(&part));
    let id: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let head = format!(
        "GET /api/v1/blobs/{id} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    let (told, came) = stream(&desk, &head, &[], 0);
    assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
    assert_eq!(came, size);
    let after = desk.program().peak_memory();
    assert!(after < before + (48 << 20), "{} MiB more", (after - before) >> 20);
}

#[test]
fn a_file_that_was_damaged_on_the_disk_is_told_and_not_handed_out() {
    let mut desk = World::demo();
    let agent = desk.person("agent.support");
    desk.will_be_harmed();
    let ticket = open_ticket(&agent, "Support", "With three files");
    let files: [&[u8]; 3] = [b"a bit of it turns", b"it goes away", b"nothing happens to it"];
    let ids = files.map(|bytes| upload(&agent, bytes));
    for id in &ids {
        attach(&agent, &ticket, "reply", id, "file.txt", "text/plain");
    }
    desk.program().stop();
    let place = |id: &str| desk.folder().join("blobs").join(&id[..2]).join(id);
    std::fs::write(place(&ids[0]), b"a bit of it burns").unwrap();
    std::fs::remove_file(place(&ids[1])).unwrap();
    desk.start_again();
    let agent = desk.person("agent.support");
    for id in &ids[..2] {
        let said = blob(&agent, id).problem(503);
        assert!(said["detail"].as_str().unwrap().contains("damaged or lost"), "{said}");
    }
    assert_eq!(blob(&agent, &ids[2]).body, files[2]);
    desk.program().stop();
    let verified = run(&["verify", "--data", &desk.folder().to_string_lossy()]);
    assert_eq!(verified.code, Some(1));
    for id in &ids[..2] {
        assert!(verified.out.contains(id) || verified.err.contains(id), "{}{}", verified.out, verified.err);
    }
}

#[test]
fn a_file_cannot_be_claimed_by_its_name() {
    let desk = World::demo();
    let (agent, sales) = (desk.person("agent.support"), desk.person("agent.sales"));
    let ticket = open_ticket(&agent, "Support", "With a file");
    let secret = upload(&agent, b"for Support only");
    attach(&agent, &ticket, "note", &secret, "plan.txt", "text/plain");
    let own = open_ticket(&sales, "Sales", "Of Sales");
    let file = json!({ "blob": secret, "name": "plan.txt", "content_type": "text/plain" });
    let body = json!({ "kind": "note", "body": "Give me that.", "attachments": [file] });
    let path = format!("/tickets/api/tickets/{}/messages", text(&own, "id"));
    let refused = sales.post(&path, &body);
    assert!(matches!(refused.status, 403 | 404 | 422), "{} {}", refused.status, refused.text());
    assert_eq!(blob(&sales, &secret).status, 404);
}

#[test]
fn a_file_comes_so_that_a_browser_does_not_run_it_and_the_picture_of_a_mail_comes_from_the_desk_alone() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "With files");
    for (name, kind, bytes) in [
        ("page.html", "text/html", &b"<script>alert(1)</script>"[..]),
        ("picture.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("quote\"d\r\nX-Evil: 1.txt", "text/plain", b"x"),
        ("photo.png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ] {
        let id = upload(&agent, bytes);
        let file = json!({ "blob": id, "name": name, "content_type": kind });
        let body = json!({ "kind": "note", "body": "File.", "attachments": [file] });
        let made = agent.post(&format!("/tickets/api/tickets/{}/messages", text(&ticket, "id")), &body);
        if made.status == 422 {
            continue;
        }
        made.is(201);
        let answer = agent.get(&format!("/api/v1/blobs/{id}?name=file&type={}", kind.replace('+', "%2B")));
        answer.is(200);
        assert_eq!(answer.body, bytes);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{name}: {:?}", answer.headers);
        let shown = answer.header("content-disposition").unwrap_or_default();
        let content_type = answer.header("content-type").unwrap_or_default();
        if kind != "image/png" {
            assert!(shown.starts_with("attachment"), "{name}: {shown}");
            assert!(
                !matches!(content_type, "text/html" | "image/svg+xml") || shown.starts_with("attachment")
            );
        }
        assert!(answer.header("x-evil").is_none());
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("sandbox") || policy.contains("default-src 'none'"), "{name}: `{policy}`");
    }
    pictures_of_a_mail(&desk);
}

/// A picture in the text, one from elsewhere, and one beside the text: the beginnings of two different files.
const MAIL: &str = "From: Mira Petrova <mira@example.org>\r\nTo: support@demo.test\r\nSubject: The hinge\r\n\
    Message-ID: <hinge-1@example.org>\r\nDate: Thu, 01 Jan 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/related; boundary=c\r\n\r\n\
    --c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
    <p>Here <img src=\"cid:hinge@home\" alt=\"the hinge\"> and <img src=\"https://elsewhere.test/spy.png\"></p>\r\n\
    --c\r\nContent-Type: image/png; name=inside.png\r\nContent-ID: <hinge@home>\r\n\
    Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--c--\r\n\
    --b\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=beside.jpg\r\n\
    Content-Transfer-Encoding: base64\r\n\r\n/9j/4A==\r\n--b--\r\n";

fn pictures_of_a_mail(desk: &World) {
    let agent = desk.person("agent.support");
    let made = hand_in(&desk.person("admin"), "Support", MAIL.as_bytes());
    let ticket = agent.get(&format!("/tickets/api/tickets/{}", text(&made, "ticket"))).is(200);
    let page = agent.get(&format!("/console/tickets/{}", ticket["number"])).text();
    let within =
        |rest: &str, from: &str, to: &str| Some(rest.split_once(from)?.1.split_once(to)?.0.to_owned());
    let pictures = page.split("<img").skip(1).map(|rest| rest.split_once('>').unwrap().0);
    let shown: Vec<String> = pictures.filter_map(|one| within(one, "src=\"", "\"")).collect();
    let [shown, small] = &shown[..] else { panic!("two pictures have an address, not {shown:?}: {page}") };
    let files = within(&page, "<ul class=\"files\"", "</ul>").unwrap();
    assert!(files.contains("beside.jpg") && !files.contains("inside.png"), "{files}");
    let beside = within(&files, "href=\"", "\"").unwrap();
    assert!(small.starts_with(&beside), "the one beside the text is shown small, too: {small}");
    for (address, bytes) in [(shown, &b"\x89PNG\r\n\x1a\n"[..]), (&beside, b"\xff\xd8\xff\xe0")] {
        assert!(address.starts_with("/api/v1/blobs/"), "{address}");
        assert_eq!(agent.get(&address.replace("&amp;", "&")).body, bytes, "{address}");
    }
    assert!(!page.contains("elsewhere.test"), "{page}");
}

#[test]
fn the_same_bytes_are_the_same_file() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    assert_eq!(upload(&agent, b"twice"), upload(&agent, b"twice"));
    let refused = desk.visitor().fetch("POST", "/api/v1/blobs", &[("content-type", "text/plain")], "mine");
    refused.problem(401);
}
