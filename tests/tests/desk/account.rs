//! One's own account, by page and by API: second factor, sessions, and links to choose a password.

use crate::denials::noted;
use crate::forms::{FORM, cookie, stamp};
use ombud_tests::authenticator::code;
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{PASSWORD, World, text};
use serde_json::{Value, json};

const JSON: (&str, &str) = ("content-type", "application/json");

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from)
        .and_then(|(_, rest)| rest.split_once(to))
        .unwrap_or_else(|| panic!("no {from} in {text}"))
        .0
}

/// Sends a form of the account's page.
fn send(caller: &Caller, cookie: &str, fields: &str) -> Answer {
    let page = caller.fetch("GET", "/account", &[("cookie", cookie)], "");
    let body = format!("_stamp={}&{fields}", stamp(&page));
    caller.fetch("POST", "/account", &[("cookie", cookie), FORM], body)
}

#[test]
fn a_second_factor_is_set_up_on_the_page_and_asked_for_at_the_next_sign_in() {
    let desk = World::demo();
    let visitor = desk.visitor();
    let (here, elsewhere) = (cookie(&desk, "agent.support"), cookie(&desk, "agent.support"));
    let wrong = send(&visitor, &here, "do=begin-factor&password=wrong");
    assert!(wrong.status == 422 && wrong.text().contains("That is not your password."), "{}", wrong.text());
    let begun = send(&visitor, &here, &format!("do=begin-factor&password={PASSWORD}")).text();
    let key = between(&begun, "name=\"key\" value=\"", "\"").to_owned();
    assert!(begun.contains("<svg") && begun.contains("autocomplete=\"one-time-code\""), "{begun}");
    let missed = send(&visitor, &here, &format!("do=confirm-factor&key={key}&code=000000"));
    assert!(
        missed.status == 422 && missed.text().contains(&key),
        "one goes on with the same key: {}",
        missed.text()
    );
    let set = send(&visitor, &here, &format!("do=confirm-factor&key={key}&code={}", code(&key, 0))).text();
    assert_eq!(set.matches("<li><code>").count(), 10, "{set}");
    let recovery = between(&set, "<li><code>", "<").to_owned();
    let me = |cookie: &str| visitor.fetch("GET", "/api/v1/me", &[("cookie", cookie)], "").status;
    assert_eq!((me(&here), me(&elsewhere)), (200, 401), "what was open elsewhere is closed");

    // The page asks for the code after the password.
    let form = format!("email=agent.support%40demo.test&password={PASSWORD}");
    let asked = visitor.fetch("POST", "/sign-in?next=/tickets/", &[FORM], form.clone());
    assert!(asked.status == 200 && asked.header("set-cookie").is_none(), "{}", asked.text());
    let half = between(&asked.text(), "name=\"half\" value=\"", "\"").to_owned();
    let try_code = |code: &str| {
        visitor.fetch("POST", "/sign-in?next=/tickets/", &[FORM], format!("half={half}&code={code}"))
    };
    let refused = try_code("000000");
    assert!(refused.status == 401 && refused.text().contains(&half), "one can try again: {}", refused.text());
    let let_in = try_code(&code(&key, 1));
    assert_eq!((let_in.status, let_in.header("location")), (303, Some("/tickets/")), "{}", let_in.text());
    let cookie = let_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(me(&cookie), 200);

    // Programs send both at once.
    let credentials = json!({ "email": "agent.support@demo.test", "password": PASSWORD });
    let problem = visitor.post("/api/v1/session", &credentials).problem(401);
    assert_eq!(text(&problem, "title"), "code needed");
    let mut with_code = credentials.clone();
    with_code["code"] = json!(recovery);
    visitor.post("/api/v1/session", &with_code).is(201);
    visitor.post("/api/v1/session", &with_code).problem(401);

    // The API says how it is; whoever may reset passwords takes it away from who has lost everything.
    let agent = visitor.fetch("GET", "/api/v1/me/second-factor", &[("cookie", &cookie)], "").is(200);
    assert_eq!((&agent["asked_for"], &agent["recovery_codes"]), (&json!(true), &json!(9)));
    let id = text(&visitor.fetch("GET", "/api/v1/me", &[("cookie", &cookie)], "").is(200), "id");
    let path = format!("/api/v1/users/{id}/second-factor");
    desk.person("agent.sales").delete(&path).problem(403);
    assert_eq!(desk.person("admin").delete(&path).status, 204);
    desk.person("admin").delete(&path).problem(409);
    visitor.post("/api/v1/session", &credentials).is(201);
}

#[test]
fn the_api_sets_a_second_factor_up_and_ends_it_with_the_password() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let path = "/api/v1/me/second-factor";
    agent.put(path, &json!({ "code": "000000" })).problem(409);
    agent.post(path, &json!({ "password": "wrong" })).problem(422);
    let begun = agent.post(path, &json!({ "password": PASSWORD })).is(201);
    assert!(
        text(&begun, "address").starts_with("otpauth://totp/Ombud:agent.support@demo.test?secret="),
        "{begun}"
    );
    assert_eq!(agent.get(path).is(200)["asked_for"], json!(false), "it is only begun");
    let codes = agent.put(path, &json!({ "code": code(&text(&begun, "key"), 0) })).is(200);
    assert_eq!(codes["recovery_codes"].as_array().map(Vec::len), Some(10));
    assert_eq!(agent.fetch("DELETE", path, &[JSON], json!({ "password": "wrong" }).to_string()).status, 422);
    assert_eq!(agent.fetch("DELETE", path, &[JSON], json!({ "password": PASSWORD }).to_string()).status, 204);
    assert_eq!(agent.get(path).is(200)["asked_for"], json!(false));
    // A key for programs is not the person.
    let admin = desk.person("admin");
    let grants = json!([{ "permission": "tickets:ticket.read", "scopes": ["all"] }]);
    let token = admin.post("/api/v1/tokens", &json!({ "name": "robot", "grants": grants })).is(201);
    admin.with_token(&text(&token, "token")).post(path, &json!({ "password": PASSWORD })).problem(409);
}

#[test]
fn somebody_chooses_a_password_by_a_link_that_serves_once() {
    let desk = World::demo();
    let (admin, visitor) = (desk.person("admin"), desk.visitor());
    let new = json!({ "name": "Nadia New", "email": "nadia@demo.test", "roles": [{ "role": "agent" }], "departments": ["Support"] });
    let nadia = text(&admin.post("/api/v1/users", &new).is(201), "id");
    let path = format!("/api/v1/users/{nadia}/password-link");
    desk.person("agent.support").post(&path, &json!({})).problem(403);
    let old = text(&admin.post(&path, &json!({})).is(201), "path");
    let link = text(&admin.post(&path, &json!({})).is(201), "path");
    assert_eq!(visitor.get(&old).status, 404, "a newer one took its place");
    let page = visitor.get(&link);
    assert!(page.status == 200 && page.text().contains("autocomplete=\"new-password\""), "{}", page.text());
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"), "the secret stays in the address bar");
    let choose = |fields: &str| visitor.fetch("POST", &link, &[FORM], fields);
    let differs = choose("password=quite+long+enough&again=quite+long");
    assert!(differs.status == 422 && differs.text().contains("not the same"), "{}", differs.text());
    let short = choose("password=short&again=short");
    assert!(short.status == 422 && short.text().contains("at least eight characters."), "{}", short.text());
    assert_eq!(choose("password=quite+long+enough&again=quite+long+enough").status, 200);
    assert_eq!(choose("password=another+long+one&again=another+long+one").status, 404);
    assert_eq!(visitor.get("/password/made-up").status, 404);
    Caller::sign_in(desk.base(), "nadia@demo.test", "quite long enough");
    let noted = admin.get(&format!("/api/v1/audit?target=person:{nadia}&action=password.link")).is(200);
    assert_eq!(noted["entries"].as_array().map(Vec::len), Some(2), "{noted}");
}

#[test]
fn sessions_are_listed_and_ended_one_by_one_and_all_together() {
    let desk = World::demo();
    let visitor = desk.visitor();
    let [one, two, three] = [0; 3].map(|_| cookie(&desk, "agent.support"));
    let me = |cookie: &str| visitor.fetch("GET", "/api/v1/me", &[("cookie", cookie)], "").status;
    let page = visitor.fetch("GET", "/account", &[("cookie", &one)], "").text();
    assert_eq!(page.matches("value=\"end\"").count(), 2, "all but this one can be ended: {page}");
    let sessions = visitor.fetch("GET", "/api/v1/sessions", &[("cookie", &two)], "").is(200);
    let second =
        sessions["sessions"].as_array().unwrap().iter().find(|s| s["current"] == json!(true)).unwrap();
    let ended = send(&visitor, &one, &format!("do=end&session={}", text(second, "id")));
    assert_eq!((ended.status, ended.header("location")), (303, Some("/account?done=ended")));
    assert_eq!([&one, &two, &three].map(|cookie| me(cookie)), [200, 401, 200]);
    assert_eq!(send(&visitor, &one, "do=end-others").status, 303);
    assert_eq!([&one, &two, &three].map(|cookie| me(cookie)), [200, 401, 401]);

    // Nothing without the stamp, and nothing for a page that somebody else drew.
    let bare = visitor.fetch("POST", "/account", &[("cookie", &one), FORM], "do=end-others");
    assert_eq!(bare.status, 403);
    // Whoever may end the sessions of others does, of those with no more rights.
    let id = text(&visitor.fetch("GET", "/api/v1/me", &[("cookie", &one)], "").is(200), "id");
    let path = format!("/api/v1/users/{id}/sessions");
    desk.person("agent.sales").get(&path).problem(403);
    let listed: Value = desk.person("admin").get(&path).is(200);
    assert_eq!(listed["sessions"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(desk.person("admin").delete(&path).status, 204);
    assert_eq!(me(&one), 401);
}

#[test]
fn how_somebody_else_signs_in_is_a_page_of_the_kernel_for_whoever_may_reset_passwords() {
    let desk = World::demo();
    let visitor = desk.visitor();
    let (admin, agent) = (cookie(&desk, "admin"), cookie(&desk, "agent.support"));
    let id = |who: &str| text(&desk.person(who).get("/api/v1/me").is(200), "id");
    let (ana, olga) = (id("agent.support"), id("owner"));
    let look = |cookie: &str, whom: &str| {
        visitor.fetch("GET", &format!("/account/{whom}"), &[("cookie", cookie)], "")
    };
    assert_eq!(look(&agent, &olga).status, 403);
    let page = look(&admin, &ana);
    assert!(page.status == 200 && page.text().contains("Ana Kovač"), "{}", page.text());
    let send = |whom: &str, what: &str| {
        let body = format!("_stamp={}&do={what}", stamp(&page));
        visitor.fetch("POST", &format!("/account/{whom}"), &[("cookie", &admin), FORM], body)
    };
    let made = send(&ana, "link").text();
    let link = between(&made, "/password/", "<").to_owned();
    assert!(made.contains(&format!("{}/password/{link}", desk.base())), "{made}");
    assert_eq!(visitor.get(&format!("/password/{link}")).status, 200);
    let above = send(&olga, "link");
    assert!(
        above.status == 403 && !above.text().contains("/password/"),
        "nobody lets himself in above: {}",
        above.text()
    );
    // And it is noted.
    noted(&desk.person("admin"), &format!("route:/account/{olga}"));
    let none = send(&ana, "remove-factor");
    assert!(none.status == 409 && none.text().contains("No second factor is asked"), "{}", none.text());
    assert_eq!(send(&ana, "end").header("location"), Some(format!("/account/{ana}?done=ended").as_str()));
    assert_eq!(visitor.fetch("GET", "/api/v1/me", &[("cookie", &agent)], "").status, 401);
    let bare = visitor.fetch("POST", &format!("/account/{ana}"), &[("cookie", &admin), FORM], "do=link");
    assert_eq!(bare.status, 403);
}

#[test]
fn a_password_is_changed_on_the_page_with_the_present_one() {
    let desk = World::demo();
    let visitor = desk.visitor();
    let here = cookie(&desk, "agent.support");
    let wrong = send(&visitor, &here, "do=password&present=wrong&password=a+new+long+one");
    assert!(wrong.status == 422 && wrong.text().contains("not your password"), "{}", wrong.text());
    let short = send(&visitor, &here, &format!("do=password&present={PASSWORD}&password=short"));
    assert!(short.status == 422 && short.text().contains("at least eight characters."), "{}", short.text());
    let changed = send(&visitor, &here, &format!("do=password&present={PASSWORD}&password=a+new+long+one"));
    assert_eq!(changed.header("location"), Some("/account?done=password"));
    Caller::sign_in(desk.base(), "agent.support@demo.test", "a new long one");
}
