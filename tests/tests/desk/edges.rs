//! What a review by a stranger found, each as a test: doors that stood ajar, and answers that nobody could read.

use ombud_tests::caller::{Answer, Caller};
use ombud_tests::program::Program;
use ombud_tests::world::{PASSWORD, World, text};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

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
fn whoever_sends_far_too_much_is_told_that_the_connection_ends() {
    let desk = World::demo();
    let mut stream = TcpStream::connect(desk.base().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "POST /nothing HTTP/1.1\r\nHost: desk\r\nContent-Length: 100000000000\r\n\r\n").unwrap();
    let head = answer(&mut stream);
    assert!(head.starts_with("http/1.1 404") && head.contains("connection: close"), "{head}");
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

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Signs the owner in on the page of a desk.
fn sign_in_through(proxy: &[(&str, &str)], base: &str) -> Answer {
    let headers = [&[FORM], proxy].concat();
    let answer = Caller::visitor(base).fetch(
        "POST",
        "/sign-in",
        &headers,
        format!("email=owner%40demo.test&password={PASSWORD}"),
    );
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer
}

/// From where the session with this cookie was begun, as the desk believes.
fn from(base: &str, signed_in: &Answer, proxy: &[(&str, &str)]) -> String {
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap();
    let headers = [&[("cookie", cookie)], proxy].concat();
    let list = Caller::visitor(base).fetch("GET", "/api/v1/sessions", &headers, "").is(200);
    let sessions = list["sessions"].as_array().unwrap();
    text(sessions.iter().find(|session| session["current"] == true).unwrap(), "from")
}

#[test]
fn where_people_come_from_is_said_by_trusted_proxies_and_nobody_else() {
    let mut desk = World::demo();
    let proxy = [("x-forwarded-for", "198.51.100.1, 203.0.113.5"), ("x-forwarded-proto", "https")];
    let lied = sign_in_through(&proxy, desk.base());
    assert_eq!(from(desk.base(), &lied, &[]), "127.0.0.1");
    assert!(!lied.header("set-cookie").unwrap().contains("Secure"));

    desk.program().stop();
    let data = desk.folder().to_string_lossy().into_owned();
    let behind = [
        "serve",
        "--data",
        &data,
        "--listen",
        "127.0.0.1:0",
        "--memory",
        "16",
        "--trusted-proxy",
        "127.0.0.0/8",
    ];
    let program = Program::start(&behind);
    let told = sign_in_through(&proxy, program.base());
    assert_eq!(from(program.base(), &told, &proxy), "203.0.113.5");
    let cookie = told.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with("__Host-") && cookie.contains("Secure") && !cookie.contains("Domain"),
        "{cookie}"
    );
    // What a neighbour under the same domain could have set is none.
    let tossed = cookie.split(';').next().unwrap().replace("__Host-", "");
    let headers = [&[("cookie", tossed.as_str())], &proxy[..]].concat();
    Caller::visitor(program.base()).fetch("GET", "/api/v1/me", &headers, "").problem(401);
}

#[test]
fn a_refused_form_is_a_page_in_a_browser_and_a_problem_for_a_program() {
    let desk = World::demo();
    let signed_in = sign_in_through(&[], desk.base());
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap();
    let form = [FORM, ("cookie", cookie), ("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    let page = desk.visitor().fetch("POST", "/console/new", &form, "subject=x");
    assert_eq!(page.status, 403);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{}", page.text());
    assert!(page.text().contains("load the page again"), "{}", page.text());
    desk.visitor().fetch("POST", "/console/new", &form[..2], "subject=x").problem(403);
    let over = desk.visitor().fetch("POST", "/console/new", &[FORM, form[2]], "subject=x");
    assert_eq!(over.status, 401, "no redirect: what was written is still there when one goes back");
    assert!(over.text().contains("Not signed in"), "{}", over.text());
}

#[test]
fn only_staff_and_programs_send_large_bodies() {
    let desk = World::demo();
    let large = vec![b' '; 2 << 20];
    let json = [("content-type", "application/json")];
    let send = |who: Caller| who.fetch("POST", "/tickets/api/tickets", &json, large.clone());
    let refused = send(desk.person("customer")).problem(413);
    assert!(text(&refused, "detail").contains("may have 1048576 bytes"), "{refused}");
    let heard = send(desk.person("agent.support"));
    assert!(!heard.text().contains("may have 1048576 bytes"), "{}", heard.text());
}

#[test]
fn however_long_the_path_was_little_of_it_is_noted() {
    let desk = World::demo();
    let path = format!("/tickets/api/tickets/{}", "x".repeat(20_000));
    desk.person("agent.support").delete(&path).problem(403);
    let admin = desk.person("admin");
    // It is noted beside the answer.
    let until = Instant::now() + Duration::from_secs(60);
    let noted = loop {
        assert!(Instant::now() < until, "it is never noted");
        let audit = admin.get("/api/v1/audit?limit=100").is(200);
        let entries = audit["entries"].as_array().unwrap();
        let long = |target: &str| target.starts_with("route:/tickets/api/tickets/xxx");
        if let Some(entry) = entries.iter().find(|entry| long(entry["target"].as_str().unwrap())) {
            break text(entry, "target");
        }
    };
    assert!(noted.len() < 300, "{} bytes", noted.len());
}

#[test]
fn pages_are_packed_for_browsers_and_what_programs_are_told_is_not() {
    let desk = World::demo();
    let (agent, visitor) = (desk.person("agent.support"), desk.visitor());
    let packed = [("accept-encoding", "gzip, deflate, br")];
    let unpacked = |bytes: &[u8]| {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        text
    };
    for (who, path) in [(&visitor, "/kernel/desk.css"), (&agent, "/console/")] {
        let plain = who.get(path);
        assert_eq!((plain.header("content-encoding"), plain.header("vary")), (None, Some("accept-encoding")));
        let small = who.fetch("GET", path, &packed, "");
        assert_eq!(small.header("content-encoding"), Some("gzip"), "{path}");
        assert!(small.body.len() * 2 < plain.body.len(), "{path}: {}", small.body.len());
        let (found, wanted) = (unpacked(&small.body), plain.text());
        // A page says other stamps each time, and how long ago something was.
        if path.ends_with(".css") {
            assert_eq!(found, wanted);
        }
        let rows = |page: &str| page.matches("<tr data-ticket=").count();
        assert!(found.len() > 10_000 && found.ends_with(&wanted[wanted.len() - 40..]), "{path}");
        assert_eq!(rows(&found), rows(&wanted), "{path}");
    }
    // What a browser has already is not sent again, packed or not.
    let tag = visitor.get("/kernel/desk.css").header("etag").unwrap().to_owned();
    let again = visitor.fetch("GET", "/kernel/desk.css", &[packed[0], ("if-none-match", &tag)], "");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let list = agent.fetch("GET", "/tickets/api/tickets", &packed, "");
    assert!(list.body.len() > 2000 && list.header("content-encoding").is_none());
}
