//! What the desk says to requests that make no sense, or that somebody may not make.

use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{PASSWORD, World, open_ticket, text};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;

const JSON: (&str, &str) = ("content-type", "application/json");
const TICKETS: &str = "/tickets/api/tickets";

/// The request is refused with this status, in words that name what was wrong.
#[track_caller]
fn check(caller: &Caller, method: &str, path: &str, body: &str, status: u16, word: &str) -> Answer {
    let answer = caller.fetch(method, path, &[JSON], body);
    let said = answer.problem(status);
    assert!(said.to_string().contains(word), "no `{word}` in {said}");
    answer
}

#[test]
fn json_that_is_none_is_named() {
    let desk = World::demo();
    let owner = desk.person("owner");
    for path in [TICKETS, "/split/api/splits", "/api/v1/users", "/api/v1/departments", "/api/v1/access/check"]
    {
        for body in ["{", "nonsense", "{:", "\u{7}"] {
            check(&owner, "POST", path, body, 400, "JSON");
        }
    }
    check(&desk.visitor(), "POST", "/api/v1/session", "{", 400, "JSON");
}

#[test]
fn json_of_another_shape_is_named_by_its_field() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let ticket = |extra: Value| {
        let mut body = json!({
            "subject": "A lid", "department": "Support", "body": "Missing.", "requester": "mira@example.org",
        });
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        body.to_string()
    };
    let before = owner.get(TICKETS).is(200);
    for (extra, word) in [
        (json!({ "subject": 7 }), "subject"),
        (json!({ "subject": "" }), "subject"),
        (json!({ "subject": "x".repeat(301) }), "subject"),
        (json!({ "department": "Nowhere" }), "Nowhere"),
        (json!({ "body": null }), "body"),
        (json!({ "status": "sleeping" }), "sleeping"),
        (json!({ "priority": 1 }), "priority"),
        (json!({ "tags": "one" }), "tags"),
        (json!({ "assignee": "nobody@example.org" }), "nobody@example.org"),
        (json!({ "participants": [7] }), "participants"),
        (json!({ "colour": "red" }), "colour"),
        (json!({ "attachments": [{ "blob": "no", "name": "x", "content_type": "text/plain" }] }), "`no`"),
        (
            json!({ "attachments": [{ "blob": "0".repeat(64), "name": "x", "content_type": "text/plain" }] }),
            "",
        ),
    ] {
        let answer = owner.fetch("POST", TICKETS, &[JSON], ticket(extra.clone()));
        assert!(matches!(answer.status, 404 | 422), "{extra}: {} {}", answer.status, answer.text());
        let said = answer.problem(answer.status);
        assert!(said.to_string().contains(word), "{extra}: no `{word}` in {said}");
    }
    check(&owner, "POST", TICKETS, "[]", 400, "object");
    assert_eq!(owner.get(TICKETS).is(200), before, "nothing was kept of all that");

    let answer = owner.post("/api/v1/session", &json!({ "email": "owner@demo.test" }));
    assert!(matches!(answer.status, 400 | 422), "{}", answer.text());
    let unknown = json!({ "email": "owner@demo.test", "password": PASSWORD, "remember": true });
    let answer = desk.visitor().post("/api/v1/session", &unknown);
    assert!(matches!(answer.status, 400 | 422) && answer.text().contains("remember"), "{}", answer.text());
}

#[test]
fn a_query_that_makes_no_sense_is_named() {
    let desk = World::demo();
    let owner = desk.person("owner");
    for (query, word) in [
        ("department=Nowhere", "Nowhere"),
        ("status=sleeping", "sleeping"),
        ("sort=colour", "colour"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("cursor=made-up", "cursor"),
        ("colour=red", "colour"),
    ] {
        check(&owner, "GET", &format!("{TICKETS}?{query}"), "", 422, word);
    }
}

#[test]
fn a_cursor_is_good_for_its_own_list_only() {
    let desk = World::demo();
    let owner = desk.person("owner");
    for number in 0..4 {
        open_ticket(&owner, "Support", &format!("Page {number}"));
    }
    let first = owner.get(&format!("{TICKETS}?department=Support&limit=2")).is(200);
    let cursor = text(&first, "next");
    owner.get(&format!("{TICKETS}?department=Support&limit=2&cursor={cursor}")).is(200);
    owner.get(&format!("{TICKETS}?department=Sales&limit=2&cursor={cursor}")).problem(422);
    let mut forged = cursor.clone();
    let last = forged.pop().unwrap();
    forged.push(if last == 'a' { 'b' } else { 'a' });
    owner.get(&format!("{TICKETS}?department=Support&limit=2&cursor={forged}")).problem(422);
}

#[test]
fn ids_that_are_none_are_not_found() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let long = "x".repeat(2000);
    for id in ["nothing", "0", "99999999", "..%2f..", "%00", "%F0%9F%98%80", "a%20b", long.as_str()] {
        for path in [
            format!("{TICKETS}/{id}"),
            format!("{TICKETS}/{id}/messages"),
            format!("/api/v1/users/{id}"),
            format!("/api/v1/blobs/{id}"),
        ] {
            let answer = owner.get(&path);
            assert!(
                matches!(answer.status, 400 | 404 | 414 | 422),
                "{path}: {} {}",
                answer.status,
                answer.text()
            );
            answer.problem(answer.status);
        }
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let desk = World::demo();
    let owner = desk.person("owner");
    for path in [
        "/no-such-plugin/",
        "/tickets",
        "/tickets/api",
        "/tickets/api/tickets/",
        "/tickets/api/nothing",
        "/api",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v2/me",
        "/.env",
        "/favicon.php",
        "//tickets/api/tickets",
    ] {
        for caller in [&owner, &desk.visitor()] {
            let answer = caller.get(path);
            assert_eq!(answer.status, 404, "{path}: {}", answer.text());
        }
    }
}

#[test]
fn a_method_that_a_path_does_not_know_is_answered_with_those_it_does() {
    let desk = World::demo();
    let owner = desk.person("owner");
    for (method, path, allowed) in [
        ("PUT", TICKETS, &["GET", "POST"][..]),
        ("DELETE", TICKETS, &["GET", "POST"]),
        ("GET", "/split/api/splits", &["POST"]),
        ("GET", "/mail/api/messages", &["POST"]),
        ("POST", "/api/v1/me", &["GET"]),
        ("OPTIONS", "/api/v1/me", &["GET"]),
        ("GET", "/api/v1/access/check", &["POST"]),
    ] {
        let answer = owner.fetch(method, path, &[], "");
        answer.problem(405);
        let allow = answer.header("allow").unwrap_or_default();
        for method in allowed {
            assert!(allow.contains(method), "{method} {path}: Allow is `{allow}`");
        }
    }
}

#[test]
fn a_path_that_climbs_leads_nowhere() {
    let desk = World::demo();
    for path in [
        "/../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/tickets/../api/v1/audit",
        "/tickets/%2e%2e/api/v1/audit",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/api/v1/blobs/..%2f..%2fstate%2fdb",
        "/tickets\\..\\api",
        "/tickets/api/tickets/..%5c..",
    ] {
        let answer = raw(&desk, &format!("GET {path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n"));
        let status: u16 = answer.get(9..12).and_then(|status| status.parse().ok()).unwrap_or_default();
        assert!(matches!(status, 400 | 401 | 404), "{path}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("[workspace]"), "{path}: {answer}");
    }
}

/// Sends bytes as they are and reads what comes back.
fn raw(desk: &World, request: &str) -> String {
    let address = desk.base().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn what_is_not_http_is_refused_and_the_desk_goes_on() {
    let desk = World::demo();
    for request in [
        "hello\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /\r\n\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
    ] {
        let answer = raw(&desk, request);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{request:?}: {answer}");
    }
    let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-Much: of this\r\n".repeat(5000));
    let answer = raw(&desk, &many);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    desk.visitor().get("/api/v1/health").is(200);
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let said = format!("{{\"subject\": \"{}\"}}", "x".repeat(4 << 20));
    let answer = owner.fetch("POST", "/api/v1/departments", &[JSON], said);
    answer.problem(413);
    let huge = vec![b'x'; 70 << 20];
    for path in ["/mail/api/messages?department=Support", TICKETS] {
        // The desk may hang up before it has read all of it; if it answers, it says why.
        if let Ok(answer) = owner.try_fetch("POST", path, &[("content-type", "message/rfc822")], huge.clone())
        {
            answer.problem(413);
        }
    }
    desk.visitor().get("/api/v1/health").is(200);
}

#[test]
fn a_body_that_never_comes_whole_is_not_waited_for_in_vain() {
    let desk = World::demo();
    let token = desk.person("owner").token().unwrap().to_owned();
    let answer = {
        let address = desk.base().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!(
            "POST {TICKETS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"subject\""
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    desk.visitor().get("/api/v1/health").is(200);
}

#[test]
fn a_body_of_another_type_is_refused() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let body =
        json!({ "subject": "x", "department": "Support", "body": "y", "requester": "mira@example.org" });
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        owner.fetch("POST", TICKETS, &[("content-type", kind)], body.to_string()).problem(415);
        owner.fetch("POST", "/api/v1/departments", &[("content-type", kind)], "{}").problem(415);
    }
    let kind = [("content-type", "application/json")];
    let answer = owner.fetch("POST", "/mail/api/messages?department=Support", &kind, "{}");
    assert!(matches!(answer.status, 415 | 422), "{}", answer.text());
    let kind = [("content-type", "message/rfc822")];
    let nothing = owner.fetch("POST", "/mail/api/messages?department=Support", &kind, " \r\n").is(201);
    assert_eq!(nothing["outcome"], "skipped", "{nothing}");
    owner.fetch("POST", "/mail/api/messages", &kind, "Subject: x\r\n\r\ny").problem(422);
    owner.fetch("POST", "/mail/api/messages?department=Nowhere", &kind, "Subject: x\r\n\r\ny").problem(422);
}

#[test]
fn a_credential_that_is_none_lets_nobody_in() {
    let desk = World::demo();
    let visitor = desk.visitor();
    for header in [
        ("authorization", "Bearer"),
        ("authorization", "Bearer "),
        ("authorization", "Bearer nonsense"),
        ("authorization", "Basic b3duZXJAZGVtby50ZXN0OmRlbW8tb25seQ=="),
        ("cookie", "ombud-session=nonsense; session=nonsense"),
    ] {
        visitor.fetch("GET", "/api/v1/me", &[header], "").problem(401);
        visitor.fetch("GET", TICKETS, &[header], "").problem(401);
    }
    for (email, password) in
        [("owner@demo.test", "wrong"), ("nobody@demo.test", PASSWORD), ("", ""), ("owner@demo.test", "")]
    {
        let refused = visitor.post("/api/v1/session", &json!({ "email": email, "password": password }));
        let said = refused.problem(401);
        assert!(!said.to_string().contains("nobody@demo.test"), "it does not say who there is: {said}");
    }
}

#[test]
fn guessing_passwords_gets_slow() {
    let desk = World::demo();
    let visitor = desk.visitor();
    let guess = |number: usize| {
        let password = format!("guess {number}");
        visitor.post("/api/v1/session", &json!({ "email": "supervisor@demo.test", "password": password }))
    };
    let refused = (0..50).map(guess).find(|answer| answer.status != 401).expect("at some time it is enough");
    refused.problem(429);
    let wait: u64 = refused.header("retry-after").and_then(|wait| wait.parse().ok()).unwrap_or_default();
    assert!(wait > 0, "{:?}", refused.headers);
}
