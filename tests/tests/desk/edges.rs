//! What a review by a stranger found, each as a test: doors that stood ajar, and answers that nobody could read.

use ombud_tests::caller::Caller;
use ombud_tests::world::{PASSWORD, World, text};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Somebody who may see, edit and place people, but in Support only.
fn lead(desk: &World) -> Caller {
    let admin = desk.person("admin");
    let grants: Vec<_> = ["person.read", "person.edit", "membership.edit", "metrics.read", "plugin.read"]
        .map(|verb| json!({ "permission": format!("kernel:{verb}"), "scopes": ["all"] }))
        .into();
    admin.post("/api/v1/roles", &json!({ "name": "lead", "title": "Lead", "grants": grants })).is(201);
    let lena = json!({
        "name": "Lena", "email": "lena@demo.test", "password": PASSWORD,
        "roles": [{ "role": "lead", "department": "Support" }], "departments": ["Support"],
    });
    admin.post("/api/v1/users", &lena).is(201);
    Caller::sign_in(desk.base(), "lena@demo.test", PASSWORD)
}

#[test]
fn what_is_held_in_one_department_opens_nothing_of_the_whole_desk() {
    let desk = World::demo();
    let lena = lead(&desk);
    let kim = text(&desk.person("customer").get("/api/v1/me").is(200), "id");
    for path in [
        "/api/v1/users",
        "/api/v1/metrics",
        "/api/v1/plugins",
        "/api/v1/plugins/tickets",
        &format!("/api/v1/users/{kim}"),
    ] {
        lena.get(path).problem(403);
    }
    let nowhere = json!({ "departments": [] });
    lena.put(&format!("/api/v1/users/{kim}/departments"), &nowhere).problem(403);
}

#[test]
fn whoever_may_edit_people_but_not_see_addresses_is_shown_none() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let grants: Vec<_> = ["person.read", "person.edit"]
        .map(|verb| json!({ "permission": format!("kernel:{verb}"), "scopes": ["all"] }))
        .into();
    admin.post("/api/v1/roles", &json!({ "name": "clerk", "title": "Clerk", "grants": grants })).is(201);
    let carl = json!({
        "name": "Carl", "email": "carl@demo.test", "password": PASSWORD, "roles": [{ "role": "clerk" }],
    });
    admin.post("/api/v1/users", &carl).is(201);
    let carl = Caller::sign_in(desk.base(), "carl@demo.test", PASSWORD);
    let kim = text(&desk.person("customer").get("/api/v1/me").is(200), "id");
    let path = format!("/api/v1/users/{kim}");
    assert!(carl.get(&path).is(200)["email"].is_null());
    let changed = carl.patch(&path, &json!({ "name": "Kim N." })).is(200);
    assert!(changed["email"].is_null(), "{changed}");
    assert_eq!(carl.get("/api/v1/me").is(200)["email"], "carl@demo.test");
    assert_eq!(admin.get(&path).is(200)["email"], "customer@demo.test");
}

#[test]
fn signing_in_leads_to_this_desk_and_nowhere_else() {
    let desk = World::demo();
    let form = format!("email=owner%40demo.test&password={PASSWORD}");
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    for (next, leads) in
        [("/tickets/", "/tickets/"), ("/%09/evil.test", "/"), ("//evil.test", "/"), ("/%5Cevil.test", "/")]
    {
        let path = format!("/sign-in?next={next}");
        let answer = desk.visitor().fetch("POST", &path, &kind, form.clone().into_bytes());
        assert_eq!(answer.header("location"), Some(leads), "{next}");
    }
}

/// Sends the head, reads the answer to it, and only then sends the body.
fn answer_before_body(desk: &World, head: &str, body: &[u8]) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(desk.base().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let length = body.len();
    write!(stream, "{head} HTTP/1.1\r\nHost: desk\r\nContent-Length: {length}\r\n\r\n").unwrap();
    let first = answer(&mut stream);
    stream.write_all(body).unwrap();
    (stream, first)
}

/// One answer with a length.
fn answer(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(b"\r\n\r\n") {
        assert_eq!(stream.read(&mut byte).unwrap(), 1, "hung up after {}", String::from_utf8_lossy(&text));
        text.push(byte[0]);
    }
    let head = String::from_utf8(text).unwrap().to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0");
    let mut body = vec![0; length.trim().parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    head
}

#[test]
fn a_connection_is_kept_although_nobody_wanted_the_body() {
    let desk = World::demo();
    for (head, status) in
        [("POST /api/v1/health", "405"), ("POST /api/v1/tokens", "401"), ("POST /nothing/here", "404")]
    {
        let (mut stream, first) = answer_before_body(&desk, head, &[b'x'; 40_000]);
        assert!(first.starts_with(&format!("http/1.1 {status}")), "{first}");
        write!(stream, "GET /api/v1/health HTTP/1.1\r\nHost: desk\r\n\r\n").unwrap();
        let second = answer(&mut stream);
        assert!(second.starts_with("http/1.1 200"), "{head}: {second}");
    }
}

#[test]
fn a_large_body_that_is_refused_can_be_sent_to_its_end_and_the_answer_be_read() {
    let desk = World::demo();
    let (_, first) = answer_before_body(&desk, "POST /tickets/api/tickets", &vec![b'x'; 8 << 20]);
    assert!(first.starts_with("http/1.1 401"), "{first}");
    let answer = desk.visitor().fetch("POST", "/tickets/api/tickets", &[], vec![b'x'; 8 << 20]);
    answer.problem(401);
}

#[test]
fn who_asks_for_news_from_the_future_hears_what_comes_now() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let mut stream = TcpStream::connect(desk.base().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let token = agent.token().unwrap();
    let last = u64::MAX;
    write!(
        stream,
        "GET /api/v1/events HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\nLast-Event-ID: {last}\r\n\r\n"
    )
    .unwrap();
    let mut heard = String::new();
    let mut piece = [0; 4096];
    while !heard.contains(": listening") {
        let read = stream.read(&mut piece).unwrap();
        heard.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
    ombud_tests::world::open_ticket(&agent, "Support", "News");
    while !heard.contains("event: tickets:") {
        let read = stream.read(&mut piece).unwrap();
        assert!(read > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
}
