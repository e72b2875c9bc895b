//! The browser's way in: a cookie says whose browser it is, a stamp on the form says who drew it.

use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{PASSWORD, World, text};
use std::collections::BTreeSet;

pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Signs in on the page, and gives what the browser keeps.
#[track_caller]
pub(crate) fn cookie(desk: &World, name: &str) -> String {
    let form = format!("email={name}%40demo.test&password={PASSWORD}");
    let answer = desk.visitor().fetch("POST", "/sign-in", &[FORM], form);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let cookie = answer.header("set-cookie").expect("the browser gets a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite="), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

/// The first stamp on a page.
#[track_caller]
pub(crate) fn stamp(page: &Answer) -> String {
    let text = page.text();
    let found = text.split_once("name=\"_stamp\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
    found.unwrap_or_else(|| panic!("no form is stamped: {text}")).0.to_owned()
}

const TICKET: &str = "subject=By+form&email=mira%40example.org&kind=reply&text=Hello&priority=normal";

#[track_caller]
fn check(caller: &Caller, cookie: &str, path: &str, kind: (&str, &str), body: &str, status: u16) {
    let answer = caller.fetch("POST", path, &[("cookie", cookie), kind], body);
    assert_eq!(answer.status, status, "{path} `{body}`: {}", answer.text());
}

#[test]
fn a_wrong_password_on_the_page_says_so_and_keeps_the_address() {
    let desk = World::demo();
    let page = desk.visitor().fetch("POST", "/sign-in", &[FORM], "email=owner%40demo.test&password=wrong");
    assert_eq!(page.status, 401, "{}", page.text());
    assert!(page.header("set-cookie").is_none());
    assert!(
        page.text().contains("owner@demo.test") && page.text().contains("role=\"alert\""),
        "{}",
        page.text()
    );
    let elsewhere = [FORM, ("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    let form = format!("email=owner%40demo.test&password={PASSWORD}");
    assert_eq!(desk.visitor().fetch("POST", "/sign-in", &elsewhere, form).status, 403);
}

#[test]
fn a_cookie_alone_changes_nothing() {
    let desk = World::demo();
    let (visitor, cookie) = (desk.visitor(), cookie(&desk, "agent.support"));
    let read = [("cookie", cookie.as_str())];
    let me = visitor.fetch("GET", "/api/v1/me", &read, "").is(200);
    assert_eq!(me["email"], "agent.support@demo.test");
    let json = ("content-type", "application/json");
    check(&visitor, &cookie, "/console/new", FORM, TICKET, 403);
    check(&visitor, &cookie, "/console/new", FORM, &format!("{TICKET}&_stamp=1.made-up"), 403);
    let ticket =
        "{\"subject\":\"x\",\"department\":\"Support\",\"body\":\"y\",\"requester\":\"mira@example.org\"}";
    check(&visitor, &cookie, "/tickets/api/tickets", json, ticket, 403);
    check(&visitor, &cookie, "/split/api/splits", json, "{}", 403);
    check(&visitor, &cookie, "/api/v1/blobs", ("content-type", "text/plain"), "x", 403);
    check(&visitor, &cookie, "/sign-out", FORM, "", 403);
    visitor.fetch("DELETE", "/api/v1/session", &read, "").problem(403);
    visitor.fetch("GET", "/api/v1/me", &read, "").is(200);
}

#[test]
fn a_form_acts_in_its_own_session_and_for_its_own_plugin_only() {
    let desk = World::demo();
    let visitor = desk.visitor();
    let (ana, sam) = (cookie(&desk, "agent.support"), cookie(&desk, "agent.sales"));
    let page = visitor.fetch("GET", "/console/new", &[("cookie", &ana)], "");
    assert_eq!(page.status, 200, "{}", page.text());
    let departments = desk.person("owner").get("/api/v1/departments").is(200);
    let departments = departments["departments"].as_array().unwrap();
    let support = departments.iter().find(|department| department["name"] == "Support").unwrap();
    let stamped = format!("{TICKET}&department={}&_stamp={}", text(support, "id"), stamp(&page));
    check(&visitor, &sam, "/console/new", FORM, &stamped, 403);
    check(&visitor, &ana, "/split/api/splits", FORM, &stamped, 403);
    check(&visitor, &ana, "/tickets/api/tickets", FORM, &stamped, 403);
    check(&visitor, &ana, "/console/new", FORM, &stamped, 303);
    let listed = desk.person("agent.support").get("/tickets/api/tickets?sort=created&limit=1").is(200);
    assert_eq!(listed["tickets"][0]["subject"], "By form");
}

/// All that a page may do: load from the desk, and send to it.
const POLICY: [&str; 9] = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
];

#[test]
fn a_page_is_fenced() {
    let desk = World::demo();
    let cookie = cookie(&desk, "owner");
    for path in
        ["/sign-in", "/console/", "/console/new", "/console/nothing", "/plugins", "/plugins/tickets/costs"]
    {
        let headers = [("cookie", cookie.as_str()), ("accept", "text/html")];
        let page = desk.visitor().fetch("GET", path, &headers, "");
        let policy = page.header("content-security-policy").unwrap_or_default();
        let told: BTreeSet<&str> = policy.split(';').map(str::trim).collect();
        assert_eq!(told, POLICY.into(), "{path}");
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
}

#[test]
fn a_visitor_in_a_browser_is_led_to_the_page_to_sign_in() {
    let desk = World::demo();
    let answer = desk.visitor().fetch("GET", "/console/new", &[("accept", "text/html")], "");
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location").unwrap();
    assert!(to.starts_with("/sign-in?next=") && to.contains("console"), "{to}");
    let form = format!("email=owner%40demo.test&password={PASSWORD}");
    for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let next = next.replace(':', "%3A").replace('\\', "%5C");
        let answer = desk.visitor().fetch("POST", &format!("/sign-in?next={next}"), &[FORM], form.clone());
        let to = answer.header("location").unwrap_or_default();
        assert!(!to.contains("evil"), "{next} leads to {to}");
    }
}
